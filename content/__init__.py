"""What we know: rules, cards, routines and words as checked, immutable data. `load_library()` is the whole public face."""

from content.conditions import Findings, Truth, Value
from content.files import ContentError
from content.library import Library
from content.loader import load_library
from content.schema import Level, Pressure
from content.texts import Say, Texts

__all__ = ["ContentError", "Findings", "Level", "Library", "Pressure", "Say", "Texts", "Truth", "Value", "load_library"]
