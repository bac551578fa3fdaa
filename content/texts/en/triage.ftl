# The triage: cards and results. The cards' own questions are in cards.ftl.

triage-why = <i>Why I ask: { $why }</i>
triage-lines = { $lines }
triage-line = <b>{ $number }.</b> { $line }
triage-label = { $number }. { $label }
triage-sign-line = <b>{ $number }.</b> { $line }
triage-sign-check =
    <b>{ $number }.</b> { $line }
    <i>{ $check }</i>
triage-heard =
    I understood:
    { $what }
triage-signs-anew = So that we find out what it is, I ask about danger signs from the beginning.
triage-signs-again = It is more than a day since these questions were answered. Danger signs can change fast, so I ask them again. All other answers are kept.
known-told =
    <b>Last time you told me:</b>
    { $told }
known-yes = Yes, all of it
known-changed = Something has changed
known-also = { $before }; { $one }
known-rest = <b>{ $label }:</b> { $rest }
button-for-other = It is for someone else
button-for-me = It is for me
button-unhear = That is not right
button-unhear-one = Wrong: { $what }
button-unhear-denied = Wrong: what I said no to
is-denied = “no” to: { $what }

offer-duration_days = { $n ->
    [0] Today
    [3] About 3 days
    [7] About a week
    [21] About 3 weeks
    [42] About 6 weeks
    [90] About 3 months
    [365] About a year
    [1825] Several years
   *[other] { $n } days
 }
offer-pain_now = { $n }
offer-age_years = { $n }

is-age_years = { $n } years old
is-duration_days = { $unit ->
    [weeks] for about { $n } weeks
    [months] for about { $n } months
    [years] for about { $n } years
   *[days] { $n ->
        [0] since today
        [one] for { $n } day
       *[other] for { $n } days
    }
 }
is-pain_now = pain { $n } out of 10
is-region = it hurts here: { $value }
is-elsewhere_site = place: { $value }
is-side = side: { $value }
is-cause = likely cause: { $value }
is-onset = it began: { $value }
is-sex = { $value }

result-emergency =
    🔴 <b>Emergency: get help now.</b>
    Your answers fit something that cannot wait.
result-urgent =
    🟠 <b>Urgent: be seen by a clinician today.</b>
    Your answers fit something that should be checked within 24 hours.
result-physician =
    🟡 <b>See a physician before you treat this yourself.</b>
    It is not an emergency, but someone should examine it first.
result-self_care =
    🟢 <b>Self-care is reasonable.</b>
    Nothing you told me needs a physician first.
result-do = <b>What to do now:</b> { $do }
result-unsure-do = <b>What to do now:</b> { $do }
result-emergency-do = Call the emergency number now.
result-urgent-do = Speak to a doctor, an urgent care centre or a medical advice line today. If you cannot reach anyone, go to an emergency department. Do no pressing or rolling until you have been seen.
result-physician-do = Book an appointment with a physician. Do no pressing or rolling there before it. Walking and easy movements are fine.
result-if-worse = If it gets quickly worse, do not wait. { $call }
result-why =
    <b>Why:</b>
    { $reasons }
result-reason = • { $reason }
result-told =
    <b>You told me:</b>
    { $told }
result-told-line = • { $what }
result-because-unsure = You were not sure about some signs. Not sure is not the same as no, so let someone check.
result-tell =
    <b>What to say there:</b>
    { $tell }
    { $person }
result-bring =
    <b>Take along:</b> the summary (button below), a list of your medicines, and somebody who can help you, if there is anybody.
result-before-it-closes = <b>When:</b> today, before the practice closes. After that go to an urgent care centre or an emergency department; do not wait for tomorrow.
result-today =
    Do no pressing or rolling there before you have been seen. <b>Watch for</b> new weakness or numbness, fever, chest pain, trouble breathing, or pain that quickly grows: then call for help.

    🟠 <b>Be seen by a clinician today.</b>
result-within = <b>When:</b> in the next days to two weeks. Take the summary along (button below) and a list of your medicines.
result-watch = Do no pressing or rolling there before you have been seen. <b>Do not wait for the visit</b> if numbness between the legs, trouble with bladder or bowel, new weakness, fever, chest pain or trouble breathing starts: /emergency shows the number.
result-stay-safe =
    Do not drive yourself. Do no pressing, rolling or exercises. If you can, let somebody stay with you.

    🔴 <b>Get help now.</b> { $call }

result-crisis =
    <b>Thank you for telling me.</b>
    Pain can make life feel unbearable. You deserve help right now, from a person. You do not have to answer any more questions.
result-crisis-stay = If you might act on these thoughts, call the emergency number now and do not stay alone. If you are safe for the moment, call the crisis line and tell somebody you trust. You can write to me again at any time.

result-pressure-full = Pressing sore points, a ball and rolling are all open to you, step by step, starting gently.
result-pressure-light = Keep it <b>light</b>: fingertips or a soft, smooth roller, at most 3 out of 10.
result-pressure-none = No pressing or rolling there for now. Gentle movement and the advice are fine.
result-caution = <b>Take care:</b> { $why } { $how }
result-neighbours =
    <b>What often aches along with it,</b> so the sessions take it in turn (a likely pattern, not a diagnosis):
    { $lines }
result-neighbour = • <b>{ $place }:</b> { $why }
result-for-other = I keep nothing of this as your own. If they want guided sessions and reminders, they can open this chat on their own phone.
result-come-back =
    <b>See a physician if</b> it is no better after six weeks, gets clearly worse after two weeks, or wakes you every night.
    <b>Get help at once</b> for numbness between the legs, trouble with bladder or bowel, new weakness, fever, chest pain or trouble breathing: /emergency shows the number.
result-honest = <i>Pressing and rolling help a little, mostly for a short time. No clinician has reviewed this advice yet.</i>

button-start-session = ▶ Start a guided session
button-remind = ⏰ Remind me daily
button-change = ✏ Change an answer
button-again = Ask about another pain
button-summary = 📋 Summary for the clinician
button-country = Which country am I in?

summary-head = <b>Summary for the clinician</b> (self-reported, not examined)
summary-person = { $person }
summary-signs =
    <b>Told:</b>
    { $signs }
summary-no-signs = <b>Told:</b> no warning sign.
summary-unsure =
    <b>Could not say:</b>
    { $unsure }
summary-rules =
    <b>Rules that hold:</b>
    { $rules }
summary-foot = <i>{ $denied } other signs were asked about and denied. Content version { $version }, not reviewed by a clinician.</i>

review-head =
    <b>Your answers.</b> Tap one to change it.
    { $lines }
review-line = <b>{ $number }. { $name }:</b> { $answer }
review-change = { $number }. { $name }
review-nothing = There are no answers yet.
review-no-triage = There is no open questionnaire. /hurt starts one.
review-unsure = not sure
review-none = none of these
review-sign = { $sign };
review-sign-unsure = not sure about: { $sign };
review-name-told = Told in words
review-name-where = Place
review-name-elsewhere_site = Exact place
review-name-known = What you told me before
review-name-deciding = What decides
review-name-side = Side
review-name-cause = Cause
review-name-since = Since
review-name-pain = Pain
review-name-onset = How it began
review-name-age = Age
review-name-now = Danger now
review-name-today = Danger today
review-name-history = Health
review-name-course = Pain and body
review-name-child_limp = Limping
review-name-smoking = Smoking

button-source = Source?
button-why-result = Why this result?
triage-sources =
    <i>This rests on:</i>
    { $sources }
level-emergency = emergency
level-urgent = urgent, today
level-physician = a physician, routine
level-self_care = self-care
why-head = <b>Why this result</b>
why-no-rule = <b>Why this result:</b> none of the rules that send somebody to a physician holds for your answers. That does not prove that nothing is wrong, so watch for the warning signs.
why-rule =
    • { $why } This means: <b>{ $level }</b>.
    You told me:
    { $told }
    This rests on:
    { $sources }
why-source = – { $title } ({ $authors }, { $year }): { $kind }
why-source-unread = – { $title } ({ $authors }, { $year }): { $kind }; quoted from memory, not looked up
source_kind-guideline = a guideline
source_kind-consensus = a consensus of experts
source_kind-official = an official notice
source_kind-systematic_review = a review of many studies
source_kind-trial = a trial
source_kind-study = a study of patients
source_kind-expert_review = an expert's overview
source_kind-case_report = a report of single cases
source_kind-patient_page = advice for patients
source_kind-judgement = our own judgement, no evidence
source_kind-experience = one person's experience, the weakest evidence
why-changes =
    <b>What would have changed it:</b>
    { $changes }
why-without = • Without { $sign } it would have been: { $level }.
why-without-same = • Without { $sign } it would still be: { $level }.
why-foot = <i>Content version { $version }, not reviewed by a clinician.</i>
