"""What several reports share: copies, origins, stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one report's text, in code points."""

    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """What one side of a copy has instead of the other; `kind` is spelling, term, number, tense, cut, added or moved."""

    left: str
    right: str
    kind: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that two reports share. `left.report < right.report`.

    `kind` is verbatim, light edit, reworded, merged or split; `sharing` is narration, quotation, boilerplate or
    background; `score` is the share of aligned words in [0, 1].
    """

    left: Passage
    right: Passage
    kind: str
    sharing: str
    score: float
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How near two reports are: `score` in [0, 1] and why. Depends on these two reports alone. `left < right`.

    `must` marks a pair that shares narration, `version` a later version of one text. `words` is how alike their words are,
    however far apart their days; `narration` the share of the shorter one's narration that both have. A link of score 0 joins
    nothing: the two are weeks apart, and the later one carries over what the earlier one told.
    """

    left: str
    right: str
    score: float
    reason: str
    must: bool = False
    version: bool = False
    words: float = 0.0
    narration: float = 0.0


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent line of reporting and the reports that descend from it, with the reason in words."""

    reports: tuple[str, ...]
    reason: str
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The reports about one happening. `weakest` is the score of the weakest link that holds it together."""

    id: str
    title: str
    first: date | None
    last: date | None
    reports: tuple[str, ...]
    origins: tuple[Origin, ...]
    weakest: float | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later story that goes on with an earlier one: two chapters of one affair. Depends on the two and their links alone.

    `score` in (0, 1] says how much their reports look to each other, `reason` why in words.
    """

    story: str
    before: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Descent:
    """From which text a report most likely descends: a line of the family tree of a story.

    There is one for each report and each origin it belongs to (`origin`, a position in `Story.origins`), so a report that mixes
    two texts has two. `parent` is another report of that origin, None at a root: the earliest text here, or a report that
    shares none. `agency` is whose copy it is, where an origin's credits say so; at a root with an agency the agency's own text
    is not among the reports, unless the report is it. `score` is the share of its narration that the parent has, 0 at a root.
    """

    report: str
    origin: int
    parent: str | None
    agency: str | None
    score: float
    reason: str
