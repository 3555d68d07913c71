"""Reports without a day of their own get one from their siblings in the story, and their relative dates with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.text.own_day import day_facts, infer_day
from tellings.text.when import bind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tellings.model.coding import Coding, Timed
    from tellings.model.period import Period
    from tellings.model.report import Published
    from tellings.model.story import Story


def rebind(codings: Mapping[str, Coding], stories: Sequence[Story]) -> dict[str, Coding]:
    """The codings by report; one that does not say its day has the one that its words and siblings let infer."""
    bound = dict(codings)
    for story in stories:
        for report in story.reports:
            if report in codings and not _dated(codings[report]):
                bound[report] = _given_day(codings[report], story, codings)
    return bound


def _dated(coding: Coding) -> bool:
    """Whether the report says of which day it is: what was inferred from its words alone is weighed again beside its siblings."""
    return coding.published.day is not None and coding.published.how != "inferred"


def _given_day(coding: Coding, story: Story, codings: Mapping[str, Coding]) -> Coding:
    kin = {r for o in story.origins if coding.report in o.reports for r in o.reports}
    for siblings, which in ((kin, "origin"), (set(story.reports), "story")):
        days = sorted(d for r in siblings if r in codings and _dated(codings[r]) and (d := codings[r].published.day))
        if days:
            found = infer_day(day_facts(coding.mentions), days)
            return with_day(coding, replace(found, reason=f"{found.reason} (days of the same {which})"))
    return coding


def with_day(coding: Coding, published: Published) -> Coding:
    """The coding with another day of its own, every relative date worked out against it."""
    day = published.day
    return replace(
        coding,
        published=published,
        mentions=tuple(replace(m, date=bind(m.date, day)) if m.date else m for m in coding.mentions),
        statements=tuple(replace(s, said=_timed(s.said, day)) for s in coding.statements),
        events=tuple(replace(e, date=_timed(e.date, day)) for e in coding.events),
        ties=tuple(replace(t, period=_period(t.period, day)) for t in coding.ties),
        holdings=tuple(replace(h, period=_period(h.period, day)) for h in coding.holdings),
    )


def _timed(timed: Timed | None, day: date | None) -> Timed | None:
    return replace(timed, period=bind(timed.period, day)) if timed else None


def _period(period: Period | None, day: date | None) -> Period | None:
    return bind(period, day) if period else None
