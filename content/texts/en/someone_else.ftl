# The third person of cards and results: see someone_else.yaml.

they-card-age = <b>How old are they?</b> Please type the age in years, for example: 45. For a baby type 0.
they-card-artery_history = <b>Blood pressure:</b> is this true for them? Tick it if it fits.
they-card-artery_history-why = Sudden pain in the back or chest can then come from the main artery, and hard pressure is not for them.
they-card-belly = <b>Belly and vomiting:</b> what do they have? Tick all that fit.
they-card-blood = <b>Blood, clots and veins:</b> what is true for them? Tick all that fit.
they-card-bones = <b>Bones and tendons:</b> what is true for them? Tick all that fit.
they-card-calf = <b>Swollen leg or arm:</b> what do you see, or they feel? Tick all that fit.
they-card-cancer = <b>Cancer:</b> is this true for them? Tick it if it fits.
they-card-course = <b>And is there any of this about the pain itself, their nerves, skin, bones or joints?</b> Tick a line if one thing in it fits.
they-card-dark_thoughts = <b>Pain can make life feel too heavy. Do they have thoughts like this?</b> Asking about it does no harm.
they-card-dark_thoughts-line = <b>Thoughts of self-harm</b> or of ending their life, as far as you know
they-card-feeling = <b>Diabetes with less feeling:</b> is this true for them? Tick it if it fits.
they-card-feeling-why = Skin that feels less cannot warn them of too much pressure or of a wound.
they-card-fever_ill = <b>Fever and feeling ill:</b> what do they have? Tick all that fit.
they-card-fever_ill-line = <b>Fever or very ill:</b> 38 °C or more or feeling feverish, shivering they cannot stop, feeling seriously ill
they-card-going-why = Pain that grows, stays or stops their daily life needs more help than I can give.
they-card-going-line = <b>Worse, stuck or again:</b> clearly worse lately, no better after 6 weeks of self-care, they cannot work, sleep or manage alone; or it came before and left
they-card-history = <b>About their health: is any of this true for them?</b> Tick a line if one thing in it fits.
they-card-immune = <b>Infections and defences:</b> what is true for them? Tick all that fit.
they-card-joint = <b>Swollen joints:</b> what do you see, or they feel? Tick all that fit.
they-card-lasting = <b>Weight, nights and lumps:</b> what do you or they notice? Tick all that fit.
they-card-limb_bone = <b>Walking, shape and bone:</b> what do you or they notice? Tick all that fit.
they-card-now = <b>Do they have any of these now, or did they in the last few days?</b> Tick a line if one thing in it fits.
they-card-operations = <b>Operations and devices:</b> what is true for them? Tick all that fit.
they-card-pain = <b>How strong is their pain right now?</b> 0 is no pain, 10 is the worst they can imagine. Ask them if you can.
they-card-pregnancy = <b>Pregnancy and birth:</b> is one of these true for them? Tick it if it fits.
they-card-shooting = <b>Shooting pain, tingling or a tight band:</b> what do they feel? Tick all that fit.
they-card-since = <b>How long have they had this pain?</b> Tap what comes closest, or type it, for example: 5 days.
they-card-since-why = A danger sign that is new counts more than an old one, and new injuries need rest first.
they-card-skin = <b>Skin and bruises:</b> what do you see? Tick all that fit.
they-card-smoking = <b>Do they smoke,</b> or did they smoke for years? Tick it if it fits.
they-card-spine_bone = <b>Neck and spine:</b> what do you or they notice? Tick all that fit.
they-card-stiffness = <b>Stiffness and walking:</b> what do you or they notice? Tick all that fit.
they-card-temple = <b>Temple, scalp and jaw:</b> what do they feel? Tick all that fit.
they-card-temple-why = From about 50 on, an artery of the head can be inflamed, and quick treatment protects their sight.
they-card-urine = <b>Urine, side and testicles:</b> what do they have? Tick all that fit.
they-card-where = <b>Where does it hurt them most?</b>

they-triage-sign-check =
    <b>{ $number }.</b> { $line }
    <i>Read it to them: “{ $check }”</i>
they-is-age_years = { $n } years old

they-result-emergency =
    🔴 <b>Emergency: get help for them now.</b>
    Your answers fit something that cannot wait.
they-result-urgent =
    🟠 <b>Urgent: they should be seen by a clinician today.</b>
    Your answers fit something that should be checked within 24 hours.
they-result-physician =
    🟡 <b>They should see a physician before anybody treats this.</b>
    It is not an emergency, but someone should examine it first.
they-result-urgent-do = Speak to a doctor, an urgent care centre or a medical advice line today. If you cannot reach anyone, take them to an emergency department. No pressing or rolling until they have been seen.
they-result-physician-do = Book them an appointment with a physician. No pressing or rolling there before it. Walking and easy movements are fine.
they-result-bring =
    <b>Take along:</b> the summary (button below) and a list of their medicines. Go with them if you can.
they-result-today =
    No pressing or rolling there before they have been seen. <b>Watch for</b> new weakness or numbness, fever, chest pain, trouble breathing, or pain that quickly grows: then call for help.

    🟠 <b>They should be seen by a clinician today.</b>
they-result-within = <b>When:</b> in the next days to two weeks. Take the summary along (button below) and a list of their medicines.
they-result-watch = No pressing or rolling there before they have been seen. <b>Do not wait for the visit</b> if numbness between the legs, trouble with bladder or bowel, new weakness, fever, chest pain or trouble breathing starts: /emergency shows the number.
they-result-stay-safe =
    They must not drive. No pressing, rolling or exercises. Stay with them if you can.

    🔴 <b>Get help for them now.</b> { $call }
they-result-crisis =
    <b>Thank you for telling me.</b>
    Pain can make life feel unbearable. They deserve help right now, from a person. You do not have to answer any more questions.
they-result-crisis-stay = If they might act on these thoughts, call the emergency number now and do not leave them alone. If they are safe for the moment, call the crisis line with them. It is all right to ask them openly.
they-result-pressure-full = Pressing sore points, a ball and rolling are all open to them, step by step, starting gently.
they-result-come-back =
    <b>They should see a physician if</b> it is no better after six weeks, gets clearly worse after two weeks, or wakes them every night.
    <b>Get help at once</b> for numbness between the legs, trouble with bladder or bowel, new weakness, fever, chest pain or trouble breathing: /emergency shows the number.
they-summary-head = <b>Summary for the clinician</b> (reported by somebody else, not examined)
