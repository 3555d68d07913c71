"""The tie of status to time: what lies before the report's news is background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.events.frames import speech_above
from tellings.extract.events.status import governing_verb
from tellings.model.coding import Status

if TYPE_CHECKING:
    from datetime import date

    from tellings.extract.events.draft import Draft
    from tellings.model.coding import Timed

NEWS_DAYS = 21
"""An event that ended longer than this before the report's day is recalled, not news; wire stories run for two to three weeks."""
UNDATED_YEARS = 4
"""Length of a bare year: with no day for the report, an event dated by nothing but a year in the past tense is recalled."""


def with_time(draft: Draft, when: Timed | None, day: date | None) -> Status:
    """The draft's status, or background where its date or tense puts it before the news."""
    if draft.status is Status.BACKGROUND and speech_above(draft.head) is not None:
        return Status.ACTUAL if not _older(when, day) else Status.BACKGROUND
    if draft.status is Status.ACTUAL and when is None and _recalled(draft):
        return Status.BACKGROUND
    if draft.status is Status.ACTUAL and _older(when, day) and not _goes_on(draft):
        return Status.BACKGROUND
    return draft.status


def _recalled(draft: Draft) -> bool:
    """A relative clause in the perfect without a date of its own recalls what somebody has done, and is not the news."""
    verb = governing_verb(draft.head)
    if verb is None or verb.dep != "relcl":
        return False
    return verb.tag == "VBN" and any(c.lower in ("has", "have", "'ve", "had") for c in verb.children_by("aux"))


def _older(when: Timed | None, day: date | None) -> bool:
    if when is None or when.period.last is None:
        return False
    if day is not None:
        return (day - when.period.last).days > NEWS_DAYS
    words = when.span.text if when.span else ""
    return len(words) == UNDATED_YEARS and words.isdigit()


def _goes_on(draft: Draft) -> bool:
    """Present perfect with `since`: what began then goes on now."""
    verb = governing_verb(draft.head)
    return (
        verb is not None and any(c.lower in ("has", "have", "'s", "'ve") for c in verb.children_by("aux")) and verb.tag != "VBD"
    )
