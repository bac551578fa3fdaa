# /undo: what was taken back, and what cannot be.

undo-answer = ↩ I took back your last answer ({ $name }). Here is the question again:
undo-story =
    ↩ I took back what you wrote. From it I had understood:
    { $what }
undo-tick = ↩ The last tick is taken back.
undo-done = ↩ Taken back. You are here again:
undo-closed = ↩ Taken back. Nothing is open now: /hurt asks about a pain, /session starts a guided session.
undo-notice = ↩ Taken back. You can still tap the buttons under that message.
undo-values =
    ↩ Taken back. It is again as it was:
    { $values }
undo-plan = <b>Reminders:</b> { $days } at { $at }
undo-plan-paused = <b>Reminders:</b> { $days } at { $at }, paused
undo-plan-none = <b>Reminders:</b> none
undo-pressed = ↩ The time you have already pressed cannot be taken back, and that does no harm. We go back to the step before.
undo-nothing = There is nothing more that I can take back. What I have sent you stays sent, and what was erased stays erased.
undo-nothing-kept = I keep nothing about you, so there is nothing to take back. What was erased cannot come back.
undo-danger-first = Please answer this first. If it is not so, tap “No”; then I can take back the rest.
undo-advice = <b>What I said before was: { $level }.</b> Taking back an answer does not make a sign go away. If the answer was true, do what I said.
undo-advice-crisis = If these thoughts are there, please do not stay alone with them. You can talk to somebody now.
