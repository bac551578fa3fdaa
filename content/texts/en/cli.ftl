# What is said to whoever runs Knotwise: on the command line, and once at the start to Telegram about the bot.

cli-description = Knotwise: a Telegram chat that screens muscle and joint pain for danger signs and guides safe self-care.
cli-help-run = run the bot; without KNOTWISE_TELEGRAM_TOKEN, on a page on this machine
cli-help-health = say whether the running bot is well; ends with 0 if so, else with 1
cli-help-content = look at the content
cli-help-content-check = check every promise of the content
cli-help-content-graph = draw the dialogs as Mermaid
cli-help-content-review = write every rule and caution as a page that a clinician can read, correct and sign
cli-help-sheet-file = the HTML file to write, review.html unless told otherwise
cli-help-patients = files of test patients, to show in whom each rule holds
cli-sheet-written = Written: { $file }
cli-help-play = a dialog in this terminal
cli-help-vignettes = walk patients from a file through the real dialog
cli-help-understand = show what is understood of each line of a file
cli-help-file = one JSON object per line
cli-help-lines = one message per line
cli-help-json = print one JSON object per line

cli-settings-wrong =
    Knotwise cannot start: these settings are wrong. deploy/env.example explains each of them.
    { $mistakes }
cli-setting-token = is not a bot token. It looks like 123456789:AAE… with 35 characters after the colon; @BotFather gives it.
cli-setting-api-url = must be a web address such as https://api.telegram.org
cli-setting-database-url = must be an SQLAlchemy address of a file, such as sqlite+aiosqlite:////var/lib/knotwise/knotwise.sqlite
cli-setting-webhook-url = must begin with https:// because Telegram posts to nothing else
cli-setting-webhook-port = must be on port 443, 80, 88 or 8443
cli-setting-webhook-listen = must be host:port, such as 127.0.0.1:8443
cli-setting-webhook-secret = may have 1 to 256 characters out of A-Z, a-z, 0-9, _ and -
cli-setting-webhook-without-secret = is needed with KNOTWISE_WEBHOOK_URL; make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"
cli-setting-webhook-without-token = makes no sense without KNOTWISE_TELEGRAM_TOKEN
cli-setting-float-parsing = must be a number
cli-setting-int-parsing = must be a whole number
cli-setting-greater-than = must be more than { $gt }
cli-setting-greater-than-equal = must be at least { $ge }
cli-setting-less-than-equal = must be at most { $le }
cli-setting-literal-error = must be one of { $expected }

cli-content-wrong =
    Knotwise does not start on content that is wrong:
    { $mistakes }
cli-database-wrong =
    The database cannot be opened: { $why }
    { $advice } deploy/runbook.md says more.
cli-database-locked = Something else holds it for writing. Does a second Knotwise run, or a tool that looks into the file? End it.
cli-database-damaged = The file is damaged. Keep it, and put the newest good backup in its place: deploy/backup.md says how.
cli-database-full = The disk is full. Make room; Knotwise then goes on by itself, and nothing needs repair.
cli-database-forbidden = This user may not write there. Give the file and its folder to the user that Knotwise runs as.
cli-database-missing = The folder or the file is not where it was. Is a disk not mounted? Put it back, or name another place in KNOTWISE_DATABASE_URL, and start again.
cli-database-newer = The file was used by a newer release. Install that one again, or put back the backup from before it.
cli-database-other = Does its folder exist, and may this user write there? Is the disk full?
cli-port-taken =
    Knotwise cannot listen at { $listen }: { $why }
    Does another program use that port? End it, or set another one in KNOTWISE_WEBHOOK_LISTEN and in whatever leads to it.
cli-token-refused = Telegram does not know this token. Ask @BotFather whether it was revoked, and set KNOTWISE_TELEGRAM_TOKEN.
cli-telegram-unreachable = Telegram cannot be reached at { $address }: { $why }. Is there a network, and is the address right?
cli-webhook-refused = Telegram refuses the webhook: { $why }
cli-broken = Knotwise has ended because of an error that nobody expected. The lines above say where.

cli-local =
    Knotwise runs on this machine alone: { $address }
    Another person in the same chat page: { $address }/?user=2

    To connect it to Telegram: get a token from @BotFather, then
        KNOTWISE_TELEGRAM_TOKEN=… make run

    Ctrl-C stops it.
cli-telegram = Knotwise runs as https://t.me/{ $username }. Ctrl-C stops it.
cli-skipped = { $when }
cli-bye = Stopped. Nothing is lost.

cli-health-well = Well. Nobody waits for longer than { NUMBER($seconds, maximumFractionDigits: 0) } s.
cli-health-loop-well = { $loop }: alive
cli-health-loop-silent = { $loop }: silent; restart, then look in the log for what it did last
cli-health-telegram-well = Telegram: reached
cli-health-telegram-away = Telegram: has not answered for more than a minute; is there a network?
cli-health-database-well = database: can be written
cli-health-unwritable = database: cannot be written: { $why }
cli-health-unsent = { NUMBER($number) ->
    [0] messages that wait: none
   *[other] messages that wait: { $number }, the oldest for { NUMBER($seconds, maximumFractionDigits: 0) } s
}
cli-health-due = { NUMBER($number) ->
    [0] timers that are due: none
   *[other] timers that are due: { $number }, late by { NUMBER($hurried, maximumFractionDigits: 0) } s where somebody waits, else by { NUMBER($others, maximumFractionDigits: 0) } s
}
cli-health-unreadable =
    The database cannot be read: { $why }
    { $advice }

cli-play-hello =
    Type words, a command such as /help, or the number of a button.
    :wait 1d lets a day pass (s, m, h, d; “:wait next” goes to the next timer), :quit ends.
cli-play-wait-wrong = I can wait for 20s, 5m, 3h, 2d or next.
cli-play-no-button = There is no button { $number }.
cli-play-no-timer = No timer runs.
cli-play-file = (a file: { $name })
cli-play-erased = (everything about this person is erased)
cli-play-share = (here Telegram shows a button that shares the location)
cli-play-now = It is { $when } UTC.

cli-vignettes-score =
    scored { $scored }, exact { $exact }, accepted { $accepted } ({ $percent } %)
    unsafe under-triage { $unsafe }, under-triage { $under }, over-triage { $over }, pressure violations { $pressure }
    self-care kept in self-care { $kept } of { $benign }
    cards: median { $median }, nine of ten at most { $p90 }, most { $most }; in an emergency { $emergency_median }, { $emergency_p90 }, { $emergency_most }
    findings settled by a card that could still change something: { $useful }
cli-file-wrong = { $file }, line { $line }: { $why }

# The menu of commands that Telegram shows, at most 256 characters each.
command-start = begin, or go on where you were
command-hurt = something hurts: what to do
command-session = a guided session of pressing and rolling
command-remind = a reminder every day
command-checkin = how is it going?
command-progress = how far you have come
command-settings = country, time zone, age, equipment
command-undo = take back your last step
command-pause = no reminders for now
command-stop = end reminders
command-help = what I can do
command-privacy = what is kept about you
command-export = a file with everything that is kept
command-delete = erase everything about you
command-emergency = signs that never wait, and whom to call
command-about = what this is, and what it is not

# At most 512 and 120 characters: the empty chat, and the profile.
profile-description =
    I ask about muscle and joint pain, look for danger signs, and say plainly whether to get help. Where self-care is reasonable I guide you step by step.

    I make no diagnosis. No clinician has checked the content yet. In an emergency, call your emergency number.
profile-short = Screens muscle and joint pain for danger signs and guides safe self-care. No diagnosis.
