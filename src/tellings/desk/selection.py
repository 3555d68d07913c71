"""Which part of the picture is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from tellings.model.picture import Picture


@dataclass(frozen=True, slots=True)
class Selection:
    """A story, and the first and last day of its reports; None is every one."""

    story: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


def part(picture: Picture, reports: Collection[str]) -> Picture:
    """What of the picture bears on these reports: their stories whole, with what is claimed in them, and who appears in these."""
    stories = tuple(s for s in picture.stories if not set(s.reports).isdisjoint(reports))
    told, inside = {s.id for s in stories}, {r for s in stories for r in s.reports}
    claims = tuple(c for c in picture.claims if c.story in told)
    made = {c.id for c in claims}
    return replace(
        picture,
        stories=stories,
        claims=claims,
        entities=tuple(e for e in picture.entities if any(report in inside for report, _ in e.members)),
        relations=tuple(r for r in picture.relations if made.intersection(r.claims)),
        control=tuple(c for c in picture.control if made.intersection(c.claims)),
        naming=tuple(n for n in picture.naming if n.report in inside),
        follow_ups=tuple(f for f in picture.follow_ups if f.story in told),
    )
