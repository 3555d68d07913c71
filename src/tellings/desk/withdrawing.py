"""Items that their agency took back: the report stays and says so, its earlier versions too, and nothing that they tell counts.

What they tell is judged wrong, in the agency's name: it is seen among the judgements, and a person can undo it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tellings.model.ids import content_id
from tellings.model.picture import Judgement
from tellings.model.report import WITHDRAWN

if TYPE_CHECKING:
    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.store.base import Store


def withdraw(report: Report, store: Store) -> None:
    """Mark what this report takes back, or that it was taken back before it was read; whichever of the two was read first."""
    if not report.ref_given or (report.version is None and report.status is None):
        return  # only agencies' items have either, and only they are asked for, one look-up each
    versions = [r for r in store.reports(store.find_reports(report.ref)) if r.ref == report.ref]
    taken_back = [r for r in versions if r.status in WITHDRAWN]
    for one in versions:
        last = next((w for w in taken_back if w.id == one.id or not _later(one, w)), None)
        if last is None:
            continue
        coding = store.coding(one.id)
        if coding is None:
            continue
        if one.status is None:
            store.add(replace(one, status=last.status), coding)
        if made := _judged(coding, last):
            store.add_judgement(made)


def _later(one: Report, other: Report) -> bool:
    """Whether one version came after another: by the agency's count, else by their days."""
    if one.version and other.version and one.version.isdigit() and other.version.isdigit():
        return int(one.version) > int(other.version)
    return one.published is not None and other.published is not None and one.published > other.published


def _judged(coding: Coding, last: Report) -> Judgement | None:
    """What a report tells, judged wrong by who took it back; None where it tells nothing."""
    told = (*(e.id for e in coding.events), *(s.id for s in coding.statements))
    by, reason = last.outlet or "its agency", f"{last.status} by its agency: {last.ref}"
    return Judgement(content_id("judgement", "wrong", *told), "wrong", told, by, datetime.now(UTC), reason) if told else None
