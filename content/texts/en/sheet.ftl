# The reviewer's sheet (`knotwise content review`): every rule and caution for a clinician to read, correct and sign.

sheet-title = Knotwise: rules and cautions for review
sheet-state = Content version { $version }. No clinician has reviewed it yet. { $rules } rules, { $cautions } cautions, { $sources } sources, { $patients } test patients.
sheet-how-head = How to read it
sheet-how =
    A person answers cards. A rule that holds sends the person to its level; the most urgent one counts. Where no rule holds the person is told that self-care is reasonable, and the cautions limit how hard may be pressed.
    A sign that the person was not sure about is never taken as a no: the rule then counts with the level behind “if not sure”.
    Examples are tried each time the content is loaded. “Test patients” are those of our own set in whom this rule holds; bold ones in whom it decides the level.
    To correct a rule, write beside it, or edit the file in content/rules/ or content/cautions/; no programming is needed. CONTRIBUTING says how.
sheet-contents = Contents
sheet-count = { $count }
sheet-level-emergency = Emergency: now
sheet-level-urgent = Urgent: within 24 hours
sheet-level-physician = Physician: routine visit
sheet-cautions = Cautions: how hard may be pressed
sheet-regions = Places
sheet-all-regions = all
sheet-suspect = Suspected
sheet-when = Holds when
sheet-unsure = If not sure
sheet-why = The person reads
sheet-tell = The clinician is told
sheet-note = Note
sheet-sources = Rests on
sheet-examples = Examples
sheet-cards = Asked on
sheet-patients = Test patients
sheet-pressure = Pressure
sheet-stops = Leaves out
sheet-scope = Where
sheet-scope-region = the painful region and its neighbours
sheet-scope-whole_body = everywhere
sheet-scope-site = the exact place; the rest stays light
sheet-none = none
sheet-agree = ☐ agreed   ☐ to be changed:
sheet-signed = Name, profession, date:
sheet-fires = holds
sheet-fires-not = does not hold
sheet-from-memory = quoted from memory, not looked up
sheet-seen = last seen { $day }
sheet-no-sign = not: { $sign }
sheet-not-sure = not sure: { $sign }
sheet-all = all of these:
sheet-any = at least one of these:
sheet-not = not:
sheet-at-least = at least { $count } of these:
sheet-or-unknown = , or not known
sheet-is = { $name }: { $values }{ $unknown }
sheet-at-least-number = { $name }: { $min } or more{ $unknown }
sheet-at-most-number = { $name }: { $max } or less{ $unknown }
sheet-between = { $name }: { $min } to { $max }{ $unknown }
sheet-patient = { $name } ({ $level })
