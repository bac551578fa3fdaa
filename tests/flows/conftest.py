"""People that many stories begin with."""

from __future__ import annotations

import pytest

from content import Library
from flows.types import Person
from tests.flows.people import ORDINARY
from tests.talk import START, Talk


@pytest.fixture
def talk(library: Library) -> Talk:
    """Somebody who has agreed."""
    return Talk(library, Person(id=1, consented_on=START))


@pytest.fixture
def cared(talk: Talk) -> Talk:
    """Somebody whose result is self-care at full pressure."""
    talk.says("/hurt")
    talk.tells(**ORDINARY)
    assert talk.person.programme is not None
    return talk
