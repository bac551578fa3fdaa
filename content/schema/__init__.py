"""What every content file must look like. Unknown keys are errors; ids are checked against each other in `library.py`.

The files say what is so and what follows from it; every sentence a person reads lives in `texts/<language>/` under an id
made from the ids here (`rule-<id>-why`), so that a second language is a second folder.
"""

from content.schema.base import Cited, Content, Level, Pressure, Source, Vocabulary
from content.schema.cards import AS_A_LINE, Card, Lasting, Opening
from content.schema.checkin import Checkin, CheckinQuestion, Decision, Rescreen
from content.schema.countries import Countries, Country
from content.schema.routines import CauseFamily, FinishingMove, Point, Routine, Variant
from content.schema.rules import Caution, Rule, Scope, Site, Tag, TechniqueCaution
from content.schema.techniques import LadderStep, StopRule, Technique, Techniques
from content.schema.words import Learned, Pattern, Phrase, Words

__all__ = [
    "AS_A_LINE", "Card", "CauseFamily", "Caution", "Checkin", "CheckinQuestion", "Cited", "Content", "Countries",
    "Country", "Decision", "FinishingMove", "LadderStep", "Lasting", "Learned", "Level", "Opening", "Pattern", "Phrase",
    "Point", "Pressure", "Rescreen", "Routine", "Rule", "Scope", "Site", "Source", "StopRule",
    "Tag", "Technique", "TechniqueCaution", "Techniques", "Variant", "Vocabulary", "Words",
]  # fmt: skip
