# Reminders and settings.

plan-time = At what time of day shall I remind you? Tap one, or type it, such as 7:30 or 8 pm.
plan-at = { $at }
plan-days = On which days? Tap the days to switch them on or off.
plan-workdays = Monday to Friday
day-0 = Mon
day-1 = Tue
day-2 = Wed
day-3 = Thu
day-4 = Fri
day-5 = Sat
day-6 = Sun
plan-zone =
    Which clock do you live by? Type your town or the nearest city, or the time that your clock shows now (such as 14:35).

    You can also share your location. I turn it into a time zone and do not keep it.
plan-zone-which = Which one do you mean?
plan-place = { $name } ({ $zone })
plan-every-day = every day
plan-on-days = on { $days }
plan-shown = I remind you at <b>{ $at }</b>, { $days } (time zone { $zone }).
plan-shown-paused = Reminders are paused. They are set for <b>{ $at }</b>, { $days } (time zone { $zone }).
plan-done = Done. I will remind you at <b>{ $at }</b>, { $days } (time zone { $zone }). /pause holds reminders, /stop ends them.
plan-change = Change
plan-pause = Pause
plan-resume = Go on with reminders
plan-delete = No more reminders
plan-off = No more reminders. /remind sets a new one.
plan-none = No reminder is set. /remind sets one.
plan-reminder = ⏰ Time for your session. Even five minutes count. I will ask about danger signs first.
plan-start = ▶ Start now
plan-in-an-hour = In an hour
plan-not-today = Not today
plan-later = All right, in an hour.
plan-skipped = All right, not today. The next one comes as planned.
plan-quiet = You have not answered for some days, and that is fine. I have paused the reminders. Shall they go on?
plan-leave-paused = Leave them paused
plan-paused = Reminders are paused. Nothing is lost.
plan-resumed = Reminders go on.
plan-stopped = Stopped: no more reminders, and no open question. What you told me stays until you erase it with /delete.
plan-remind-again = Set a reminder again

settings-menu =
    <b>Settings</b>. Tap what you want to change.
    { $lines }
settings-line = { $name }: <b>{ $value }</b>
settings-name-country = Country
settings-name-zone = Time zone
settings-name-age = Age
settings-name-equipment = What is at hand
settings-name-minutes = Minutes a session
settings-name-language = Language
settings-not-set = not set
settings-country = Which country are you in? Type its name. I show you the right emergency number then.
settings-age = How old are you? Type a number of years.
settings-equipment = What is at hand? Tick all that you have.
settings-minutes = How many minutes do you usually have?
settings-minutes-offer = { $n } min
settings-language = Which language?
language-en = English
equipment-ball = A ball
equipment-smooth_roller = A smooth roller
equipment-knobbed_roller = A knobbed roller
equipment-helper = A helper
equipment-none = Only my hands
