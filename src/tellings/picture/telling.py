"""One event or statement as one report tells it: what is needed to compare it with others, without the coding behind it."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.model.coding import Place, Quantity
from tellings.model.period import Period
from tellings.model.report import Span
from tellings.picture.roster import Who


@dataclass(frozen=True, slots=True)
class Called:
    """How a report calls a party: the words there, the fullest name in the report, and for whom (`Who.key`) they stand."""

    key: str
    words: str
    name: str = ""
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says so: the speaker of a statement, or of the one that an event is attributed to."""

    key: str
    name: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """One event or statement as one report tells it.

    `word` is the trigger or cue as written and `trigger` its stem; `line` are the origins of the line of reporting that the
    report stands in; `passages` are the numbers of the story's copies that hold it; `phrase` are the words of a speech from its
    trigger on; `heading` marks what stands in a headline.
    """

    id: str
    kind: str
    report: str
    type: str
    mode: str | None
    status: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    trigger: str
    words: frozenset[str]
    evidence: Span
    word: str = ""
    content: tuple[Span, ...] = ()
    called: tuple[Called, ...] = ()
    voice: Voice | None = None
    place: Place | None = None
    where: str = ""
    when: Period | None = None
    bound: Period | None = None
    line: frozenset[int] = frozenset()
    numbers: tuple[Quantity, ...] = ()
    passages: frozenset[int] = frozenset()
    cameo: str | None = None
    phrase: str = ""
    heading: bool = False
