# Check-ins, progress, and asking whether help was reached.

check-nothing-yet = There is nothing to look back on yet. First tell me where it hurts.
check-thanks = Thank you.
check-decision = <b>{ $decision }</b>
check-rest = No pressing before { $until }. Easy movements are fine.
check-next = Next session: step { $step } of the ladder, with: { $technique }.
check-over = This check-in is done. /checkin starts a new one.
check-offer = How is it going after the last session? A minute of questions tells us whether to go on, hold or go back.
check-start = ▶ Check in now
check-in-three-hours = In 3 hours
check-later = All right, in three hours.
check-help = Yesterday your answers said to get help. Were you able to get checked?
check-got-help = Yes
check-not-yet = Not yet
check-seen = Good. Follow what they told you. When you are allowed to, /hurt asks the questions again.
check-help-again = Please do not leave it. Speak to a doctor or an advice line today, and say exactly what you told me.
check-help-other = Yesterday your answers about somebody else said to get help. Were they able to get checked?
check-seen-other = Good. I hope they feel better soon.
check-help-again-other = Please do not leave it. Have them seen by a doctor today. If they are worse, or the result said that it cannot wait, call now.
check-help-now = What you told me cannot wait: call the emergency number now, or let somebody take you to an emergency department.

progress-head = <b>How far you have come</b>
progress-nothing = Nothing is in your diary yet. /session starts a guided session.
progress-sessions = { $n ->
    [one] { $n } session done.
   *[other] { $n } sessions done.
 }
progress-start = You started with pain { $start } out of 10.
progress-pain = Pain at the start: { $start } out of 10. Usual pain this week: { $usual } out of 10.
progress-step = You are at step { $step } of the ladder: { $technique }.
progress-rest = Rest from pressing until { $until }.
progress-stopped = Stopped for now; next comes: { $level }.
progress-foot = Small and steady works best. /checkin tells me how you are.
