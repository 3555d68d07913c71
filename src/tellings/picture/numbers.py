"""Numbers that differ: the lowest, the best supported and the highest, and whether later ones update earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tellings.model.picture import Disagreement, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.coding import Quantity
    from tellings.picture.lines import Weighing
    from tellings.picture.telling import Telling


@dataclass(frozen=True, slots=True)
class Count:
    """One number of one measure as a report gives it."""

    low: float | None
    high: float | None
    report: str
    day: date
    line: frozenset[int]

    @property
    def value(self) -> float:
        """The number to compare by."""
        return self.low if self.low is not None else self.high or 0.0


def number_rows(told: Sequence[Telling], scene: Weighing) -> list[Disagreement]:
    """One row for each measure whose numbers differ between reports."""
    found: dict[str, list[Count]] = {}
    inside = {(t.report, q.measure) for t in told if not t.heading for q in t.numbers}
    for t in told:
        for q in t.numbers:
            if t.heading and (t.report, q.measure) in inside:
                continue  # a headline is short: `nine` for `at least nine`
            if q.low is not None or q.high is not None:
                found.setdefault(q.measure, []).append(_count(q, t, scene))
    rows = [_row(measure, counts, scene) for measure, counts in sorted(found.items())]
    return [row for row in rows if row]


def _count(quantity: Quantity, told: Telling, scene: Weighing) -> Count:
    line = scene.line(told.report)
    return Count(quantity.low, quantity.high, told.report, scene.day(told.report) or date.min, line)


def _row(measure: str, counts: Sequence[Count], scene: Weighing) -> Disagreement | None:
    per_report: dict[str, set[tuple[float | None, float | None]]] = {}
    for c in counts:
        per_report.setdefault(c.report, set()).add((c.low, c.high))
    if len({frozenset(v) for v in per_report.values()}) < 2:
        return None
    last = _latest(counts)
    best = max(_supported(last, scene), key=lambda pair: (pair[1], pair[0].day, -pair[0].value))[0]
    return Disagreement(
        about=measure,
        values=_values(counts, scene),
        how="update" if _is_update(counts, last) else "contradiction",
        low=min(c.value for c in last),
        best=best.value,
        high=max(c.high if c.high is not None else c.value for c in last),
    )


def _latest(counts: Sequence[Count]) -> list[Count]:
    """What each line of reporting gives in its last report that has a number."""
    newest: dict[frozenset[int], date] = {}
    for c in counts:
        newest[c.line] = max(newest.get(c.line, date.min), c.day)
    return [c for c in counts if c.day == newest[c.line]]


def _supported(last: Sequence[Count], scene: Weighing) -> Iterable[tuple[Count, int]]:
    for c in last:
        yield c, len(scene.origins({o.report for o in last if (o.low, o.high) == (c.low, c.high)}))


def _is_update(counts: Sequence[Count], last: Sequence[Count]) -> bool:
    """Whether only time tells the numbers apart: every line ends on the same one, or they rise from day to day."""
    if len({(c.low, c.high) for c in last}) == 1:
        return True
    days: dict[date, set[float]] = {}
    for c in counts:
        days.setdefault(c.day, set()).add(c.value)
    if len(days) < 2 or date.min in days or any(len(values) > 1 for values in days.values()):
        return False
    rising = [next(iter(days[day])) for day in sorted(days)]
    return rising == sorted(rising)


def _values(counts: Sequence[Count], scene: Weighing) -> tuple[Value, ...]:
    given: dict[tuple[float | None, float | None], set[str]] = {}
    for c in counts:
        given.setdefault((c.low, c.high), set()).add(c.report)
    made = []
    for (low, high), reports in given.items():
        days = scene.days(reports)
        made.append(Value(_shown(low, high), tuple(sorted(reports)), len(scene.origins(reports)) or 1, days[0] if days else None))
    return tuple(sorted(made, key=lambda v: (v.first or date.min, v.value)))


def _shown(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
