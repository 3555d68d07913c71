"""A story's origins as family trees, and what each report made of the text it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.server.query import with_values
from tellings.server.views.changed import ChangeLine, OutletChanges
from tellings.server.views.making import cut
from tellings.server.views.told import Branch, OriginView
from tellings.text.shown import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.desk.family import Family, Reworded
    from tellings.model.story import Descent, Origin
    from tellings.server.views.parts import ReportRef

NARROW = 20
"""Reports of a story whose family is worked out with the page; a larger one takes seconds, and is worked out when asked for."""

CHANGES, SENTENCES = 12, 6
"""Changed words, and sentences added and cut, that are shown of one report; comparing shows all."""


def origins_of(origins: Sequence[Origin], family: Family | None, refs: Mapping[str, ReportRef]) -> tuple[OriginView, ...]:
    """Each origin with its tree; flat where the family was not worked out."""
    made = []
    for n, origin in enumerate(origins):
        descents = [d for d in family.descents if d.origin == n] if family else []
        facts = [f"origin {n + 1}", origin.agency or "", count(len(origin.reports), "report")]
        branches = _tree(descents, refs) if descents else _flat(origin, refs)
        made.append(OriginView(n + 1, origin.agency or "", " · ".join(filter(None, facts)), origin.reason, branches))
    return tuple(made)


def _tree(descents: Sequence[Descent], refs: Mapping[str, ReportRef]) -> tuple[Branch, ...]:
    children: dict[str | None, list[Descent]] = {}
    for one in descents:
        children.setdefault(one.parent, []).append(one)

    def branch(one: Descent) -> Branch:
        says = one.agency or "" if one.parent is None else _from(one, refs)
        return Branch(refs[one.report], says, one.reason, tuple(branch(c) for c in children.get(one.report, ())))

    return tuple(branch(root) for root in children.get(None, ()) if root.report in refs)


def _from(one: Descent, refs: Mapping[str, ReportRef]) -> str:
    parent = refs[one.parent] if one.parent else None
    return f"from {parent.label or parent.outlet}, {one.score:.0%} of it" if parent else ""


def _flat(origin: Origin, refs: Mapping[str, ReportRef]) -> tuple[Branch, ...]:
    return tuple(Branch(refs[r], "", "", ()) for r in sorted(origin.reports, key=lambda r: _order(refs, r)) if r in refs)


def _order(refs: Mapping[str, ReportRef], report: str) -> tuple[int, str]:
    label = refs[report].label if report in refs else ""
    return len(label), label


def outlet_changes(family: Family, refs: Mapping[str, ReportRef]) -> tuple[OutletChanges, ...]:
    """What each report that has its text from another one changed, added and left out."""
    made = [_changes(r, refs) for r in family.reworded if r.report in refs and r.parent in refs]
    return tuple(sorted(made, key=lambda c: (len(c.report.label), c.report.label)))


def _changes(one: Reworded, refs: Mapping[str, ReportRef]) -> OutletChanges:
    facts = [
        count(len(one.changes), "change") + " in shared words" if one.changes else "",
        count(len(one.added), "sentence") + " of its own" if one.added else "",
        count(len(one.cut), "sentence") + " left out" if one.cut else "",
    ]
    over = max(0, len(one.changes) - CHANGES) + max(0, len(one.added) - SENTENCES) + max(0, len(one.cut) - SENTENCES)
    return OutletChanges(
        report=refs[one.report],
        against=refs[one.parent],
        says=", ".join(filter(None, facts)) or "word for word",
        changes=tuple(ChangeLine(cut(c.left), cut(c.right), c.kind) for c in one.changes[:CHANGES]),
        added=tuple(cut(s.text) for s in one.added[:SENTENCES]),
        cut=tuple(cut(s.text) for s in one.cut[:SENTENCES]),
        more=over,
        href=with_values("/compare", [("report", one.parent), ("report", one.report)]),
    )
