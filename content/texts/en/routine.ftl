# The guided session.

routine_flow-triage-first = Before a session I need to know where it hurts and that nothing dangerous is behind it.
routine_flow-no-routine = There is no routine for that place. Gentle movement and your usual activities are fine. /hurt asks about another pain.
routine_flow-stopped-emergency = No session now: your last answers fit something that cannot wait. If you have been seen and the danger is ruled out, answer the questions again.
routine_flow-stopped-urgent = No session now: you should be seen by a clinician first. If you have been, answer the questions again.
routine_flow-stopped-physician = No pressing or rolling before a physician has looked at it. Walking and easy movements are fine. If you have been seen, answer the questions again.
routine_flow-ask-again = Answer the questions again

routine_flow-equipment = What is at hand right now? Tick all that you have. Fingertips are enough to start with.
routine_flow-minutes = How many minutes do you have?
routine_flow-pain = How strong is the pain right now, from 0 (none) to 10 (worst you can imagine)?
routine_flow-baseline = <i>A few questions, once only, so that we can see later if it helps.</i>
routine_flow-pass = Skip this question

routine_flow-today =
    <b>Today, about { $minutes } minutes:</b>
    { $lines }
routine_flow-planned = <b>{ $number }.</b> { $what }
routine_flow-with = { $place } ({ $technique })
routine_flow-neighbour = <b>Why { $place }?</b> { $why }
routine_flow-never =
    <b>Never press:</b>
    { $sites }
routine_flow-moves-only = Today there is no pressing, only easy movements.
routine_flow-honest = <i>Honestly: pressing and rolling help a little, mostly for a short time, and not everyone. The evidence is weak. No clinician has reviewed these instructions yet. If anything feels wrong, stop.</i>
routine_flow-how = Empty your pockets, take off jewellery, and put your phone where you can see it. Hands-free goes on by itself; you only stop it when you want to.
routine_flow-hands-free = ▶ Hands-free, by the timer
routine_flow-step = I tap each step
routine_flow-change = Change equipment

routine_flow-head = <b>{ $number } of { $of }: { $what }</b>
routine_flow-find = <b>Find it:</b> { $find }
routine_flow-position =
    <b>How:</b>
    { $lines }
routine_flow-avoid = ⛔ { $avoid }
routine_flow-target-press = Look for the sorest spot with slow small circles. Then press { $times } times for { $seconds } seconds, at { $low } to { $high } out of 10. A good hurt, never more.
routine_flow-target-roll = Roll slowly for { $seconds } seconds. Stay on a sore spot for { $pause } seconds. Keep it at { $low } to { $high } out of 10.
routine_flow-before = You have found the sorest spot? How tender is it, from 0 to 10, while you press it lightly?
routine_flow-press = 👉 <b>Press and hold</b> ({ $number } of { $of }).
routine_flow-roll = 👉 <b>Roll slowly</b>, there and back.
routine_flow-breathe = Breathe in for 3, out for 5. Sink in as you breathe out.
routine_flow-half = <b>Half the pressure this time.</b>
routine_flow-rest = ✋ <b>Let go.</b> Rest and breathe. { $number } of { $of } done.
routine_flow-tenderness-after = ✋ <b>Let go.</b> How tender is it now, from 0 to 10?
routine_flow-dose = <b>{ $dose }</b>
routine_flow-mistake = <b>Mind:</b> { $mistake }
routine_flow-left = ⏱ { $left } s  { $bar }

routine_flow-start = ▶ Start
routine_flow-move-done = ✓ Done
routine_flow-painful = Too painful
routine_flow-pause = ⏸ Pause
routine_flow-skip = ⏭ Skip
routine_flow-back = ◀ Back
routine_flow-stop = ⏹ Stop
routine_flow-wrong = ⚠ Something feels wrong
routine_flow-continue = ▶ Go on
routine_flow-paused = ⏸ Paused. Take your time.
routine_flow-late = The timer could not keep up, and I do not know where you are. Shall we go on?
routine_flow-gentler = Too much: use half the pressure. It should be a good hurt, and your breath should stay calm.
routine_flow-left-out = Then we leave this place out today.
routine_flow-stopping = Stop here? What is it?
routine_flow-enough = That is enough
routine_flow-no-time = No more time
routine_flow-hurts = It hurts too much
routine_flow-danger = I worry about a sign
routine_flow-what-wrong = What feels wrong? Let go first.
routine_flow-sign = { $sign }

routine_flow-after = How strong is the pain now, from 0 to 10?
routine_flow-done = 👏 <b>Done.</b> Move the part gently for a minute.
routine_flow-compared = Before: { $before }. Now: { $after }.
routine_flow-expect =
    { $day }
    { $not_normal }
routine_flow-advice =
    <b>Between sessions:</b>
    { $advice }
routine_flow-over = That session is over. /session starts the next one.

rescreen-ask =
    <b>First: is any of this new?</b> Tick all that fit.
    { $lines }
rescreen-label = { $number }
rescreen-which =
    <b>Which of these?</b> Tick all that fit.
    { $lines }
