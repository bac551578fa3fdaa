# What the dialogs share: buttons, first contact, asides.

button-back = ◀ Back
list-more = { $before }, { $one }
button-before = ◀ Back to where you were
button-unsure = Not sure
button-why = Why do you ask?
button-meaning = What do these mean?
button-yes = Yes
button-no = No
button-none = None of these
button-done = Done, go on ▶
button-agree = Yes, let's start
button-agree-after-all = I agree after all
button-decline = No, thank you
button-privacy = What is kept?
tick-on = ✅ { $label }
tick-off = ☐ { $label }

hello-card =
    <b>Knotwise</b> helps with pain in muscles and joints. I ask about danger signs, say plainly whether to get help, and where it is safe lead you through pressing and rolling.

    I cannot examine you, and this is no diagnosis. <b>No clinician has checked my content yet.</b>

    May I keep what you tell me about your health on this server? You can see it with /export and erase it with /delete at any time.
hello-typed =
    I keep nothing before you agree, so I cannot tell what your answer belongs to. Please tap a button.

    If you wrote about danger and it is so now, do not wait for me: call for help. { $call }
hello-declined =
    That is fine. I keep nothing about you.

    If you have chest pain or trouble breathing, sudden weakness, numbness between the legs, or cannot hold or pass urine, get help now.
hello-declined-physician = For anything else that worries you, see a physician. Say where it hurts, since when, what makes it better or worse, and what you can no longer do.

call-unknown-country = 📞 Emergency number: <b>{ $default }</b> in Europe and from most mobile phones (US and Canada <b>911</b>, UK <b>999</b>, Australia <b>000</b>).
call-country = 📞 Emergency number where you are: <b>{ $number }</b>
call-country-also = 📞 Emergency number where you are: <b>{ $number }</b> ({ $also } also works)
crisis-default = You can find a crisis line for your country at findahelpline.com. It is free, and a person will listen.
crisis-line = 💬 Somebody to talk to now: { $name }, <b>{ $number }</b>

emergency-text =
    <b>Get help now if you have any of these:</b>
    • pain or pressure in the chest, or new trouble breathing
    • a drooping face, a weak arm or trouble speaking
    • sudden weakness of a leg, or both legs affected
    • numbness between the legs, or you cannot pass or hold urine
    • a sudden, tearing pain in the chest, back or belly
    • a limb that is suddenly cold, pale or blue
    • fever with shaking chills, or confusion
    • thoughts of ending your life

help-text =
    Here is what I can do:
    /hurt – ask about a pain and say what to do
    /session – a guided session of pressing and rolling
    /checkin – how is it going?
    /remind – set a daily reminder
    /progress – how far you have come
    /settings – country, time zone, age, equipment
    /undo – take back your last step
    /pause – no reminders for now
    /stop – end reminders
    /emergency – signs that never wait, and the number to call
    /privacy, /export, /delete – what I keep, take it along, erase it

    You can tap the buttons or type: “lower back”, “3 weeks”, “7/10”, “not sure”, “back”. If you are worried, see a physician.
thanks-text = You are welcome. Write whenever you need me; /help shows what I can do.
about-text =
    Knotwise asks about danger signs, and where self-care is safe it guides pressing of sore points and rolling.

    Honestly: the evidence for pressing and rolling is weak. The effects are modest and mostly short. Keeping active matters more.

    It is not a medical device and makes no diagnosis. The content comes from published guidance. No clinician has reviewed it yet.
privacy-text =
    I keep what you tell me here: your answers, the results, your settings and your diary. They stay in one database on the server of whoever runs this chat. What you type is not kept, only the answers in it. A shared location is turned into a time zone and not kept.

    /export sends you everything. /delete erases everything at once. Messages in this chat are kept by Telegram: delete those in the app. Older backups of the server expire later.
privacy-sure = Erase everything I keep about you? Your answers, results, diary and reminders will be gone. This cannot be undone.
privacy-erase = Yes, erase everything
privacy-keep = No, keep it
privacy-erased =
    Done. Nothing about you is kept any more. The messages in this chat are still in Telegram: delete the chat there if you want.

    Write to me whenever you need me.
privacy-kept = Nothing was erased.
privacy-export = Everything I keep about you.

misfit-old-button = That question has passed. Here is where we are:
misfit-passed = That question has passed.
misfit-idle = Nothing is open just now. /hurt asks about a pain, /session starts a guided session, /help shows the rest.
misfit-back = There is nothing to go back to from here.
misfit-command = I do not know that command. /help shows all of them.
misfit-location = I do not need your location here.
misfit-unreadable = I can read text and buttons, nothing else. Please type it, or tap a button.
misfit-voice = I cannot listen to recordings. Please type it in a few words, or tap a button.
misfit-words = I did not understand that. Please tap a button, or type your answer in a few words.
misfit-hinted = I did not understand that. { $hint }
hint-choice = Please tap a button, or type its words.
hint-confirm = Please tap a button, or type “yes”, “no” or “not sure”.
hint-several = Please tap what fits, or type its number, such as 1. “None” and “not sure” work too.
hint-overview = Please tap what fits, or type the numbers, such as 1, 3. “None” and “not sure” work too.
hint-pain_now = Please give a number from 0 (no pain) to 10 (the worst).
hint-duration_days = Please tell how long, such as 5 days, 3 weeks or 2 years.
hint-age_years = Please give the age in whole years, such as 45.
hint-danger = Please tap “Yes”, “No” or “I am not sure”, or type it.
hint-number = Please tap or type a number from 0 to 10.
hint-minutes = Please tap or type the minutes, such as 10.
hint-time = Please tap or type a time of day, such as 7:30 or 8 pm.
hint-days = Please tap the days, or type them, such as “Mon, Thu” or “every day”.
hint-zone = Please type a town, such as Leeds, or the time that your clock shows now, such as 14:35.
hint-country = Please type the name of a country, such as Ireland.
hint-running = Please tap a button, or type “pause”, “skip”, “too painful” or “stop”.
hint-ticks = Please tap what fits, or type the numbers, such as 1, 3. “None” and “not sure” work too.
hint-tap = Please tap one of the buttons.
misfit-again = If this does not work for you: /help shows what I can do, and /emergency shows when to call for help. A physician or pharmacist can help you in person.
cancelled = Stopped. Your earlier results and reminders stay. /hurt asks about a pain, /session starts a guided session.
welcome-back = Good to have you back. Your answers are still here.
edited-ignored = I cannot take over changes to an old message. Please send it again as a new one.

danger-heard =
    You wrote something that may need help quickly:
    { $what }

    <b>If this is happening now, do not wait for me. Call for help.</b>
danger-something =
    What you wrote sounds as if it may need help quickly.

    <b>If it came suddenly, is very bad or gets worse fast, do not wait for me. Call for help.</b>
danger-ask-something = Is it something like that, now?
danger-crisis = I am sorry that it is this hard. You are not alone with it, and you deserve help from a person now.
danger-ask = Is this so for you, now?
danger-ask-crisis = Do you have thoughts of ending your life, or of harming yourself?
danger-no = Thank you, that is good to know. If it changes, call for help at once. We go on:
button-danger-yes = Yes
button-danger-no = No, I did not mean that
button-danger-unsure = I am not sure
