"""Who holds which place, from when to when, how firmly: rows of a place's history, and a table for any day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from tellings.model.picture import Control, Evidence
from tellings.picture.parts import commonest
from tellings.picture.roster import Who
from tellings.picture.sides import is_generic, sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Event, Holding
    from tellings.model.period import Period
    from tellings.model.picture import Claim
    from tellings.picture.scene import Scene

STRENGTHS = ("held", "taken", "entered", "fought for", "said")
"""From the firmest."""

FIRM = frozenset({"held", "taken"})
"""Strengths that end the rows of others; who is inside, fights or only says so does not hold."""

SAME_MOVE_DAYS = 1
"""Two reports of one holder's taking that differ by so many days tell the same move."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sentence about who holds a place, with its words: `told` is the day of the report that has it."""

    place: str
    name: str
    geonameid: int | None
    holder: Who
    strength: str
    first: date | None
    last: date | None
    told: date | None
    part: str | None
    before: Who | None
    claims: tuple[str, ...]
    evidence: Evidence
    spoken: str = ""

    @property
    def key(self) -> str:
        """What tells one place from another."""
        return str(self.geonameid) if self.geonameid else self.name.casefold()

    @property
    def since(self) -> date | None:
        """The day from which it holds: that of the move; what is held without saying since when is held on the report's day."""
        return self.first or self.last or (self.told if self.strength not in ("taken", "lost") else None)


def sightings(scene: Scene, claims: Sequence[Claim]) -> tuple[Sighting, ...]:
    """All that the reports of one story say of who holds which place."""
    of_member = {m: c.id for c in claims for m in c.members}
    found: list[Sighting] = []
    for report in sorted(scene.story.reports):
        coding = scene.codings.get(report)
        events = {e.id: e for e in coding.events} if coding else {}
        found += [_sighting(h, report, events, scene, of_member) for h in (coding.holdings if coding else ())]
    return tuple(sorted(found, key=_order))


def _sighting(holding: Holding, report: str, events: Mapping[str, Event], scene: Scene, of_member: Mapping[str, str]) -> Sighting:
    event = events.get(holding.event or "")
    told = [i for i in (holding.event, holding.attributed_to) if i] or [
        e.id for e in events.values() if e.evidence.touches(holding.evidence)
    ]
    period = holding.period or (event.date.period if event and event.date else None)
    place = holding.place.place
    return Sighting(
        place=" ".join(holding.place.span.text.split()), name=place.name, geonameid=place.geonameid,
        holder=_at_home(scene.roster.who(report, holding.holder), place.country), strength=holding.strength,
        first=_start(period), last=period.last if period else None, told=scene.day(report), part=holding.part,
        before=_at_home(scene.roster.who(report, holding.before), place.country) if holding.before else None,
        claims=tuple(sorted({of_member[m] for m in told if m in of_member})), evidence=Evidence(report, holding.evidence),
    )  # fmt: skip


def _at_home(who: Who, country: str | None) -> Who:
    """`rebels`, `the army` of no country told are those of the country of the place."""
    return replace(who, country=country) if who.country is None and who.sector and is_generic(who) else who


def _start(period: Period | None) -> date | None:
    return period.first if period else None


def _order(seen: Sighting) -> tuple[object, ...]:
    return (seen.key, seen.since or date.max, _rank(seen.strength), seen.evidence)


def control(found: Iterable[Sighting]) -> tuple[Control, ...]:
    """The rows of all places, each place's in order of time, from the sightings of all stories."""
    by_place: dict[str, list[Sighting]] = {}
    for seen in sorted(found, key=_order):
        by_place.setdefault(seen.key, []).append(seen)
    return tuple(row for key in sorted(by_place) for row in _place_rows(by_place[key]))


def _sided(found: Sequence[Sighting]) -> list[Sighting]:
    """The sightings of one place with every holder replaced by the one who stands for the side."""
    everybody = [w for s in found for w in (s.holder, s.before) if w]
    takings = [s for s in found if s.strength in ("taken", "entered", "said") and s.since]
    moves = [(a.holder, b.holder) for a, b in combinations(takings, 2) if _same_move(a, b)]
    heads = sides(everybody, moves)
    known = {w.key: w for w in everybody}

    def head(who: Who) -> Who:
        return known[heads[who.key]]

    return [replace(s, holder=head(s.holder), before=head(s.before) if s.before else None, spoken=s.holder.key) for s in found]


def _same_move(left: Sighting, right: Sighting) -> bool:
    return bool(left.since and right.since and abs((left.since - right.since).days) <= SAME_MOVE_DAYS)


def _place_rows(found: Sequence[Sighting]) -> list[Control]:
    found = _sided(found)
    rows: list[list[Sighting]] = []
    for seen in sorted((s for s in found if s.strength != "lost"), key=lambda s: (s.since is None, *_order(s))):
        home = _row_of(seen, rows)
        if home is None:
            rows.append([seen])
        else:
            home.append(seen)
    rows = _moved_in(rows)
    made = sorted((_made(row, found) for row in rows), key=_row_order)
    lost = [s for s in found if s.strength == "lost"]
    return _as_spoken(_disputed(_ended(_with_losses(made, lost))), rows)


def _moved_in(rows: Sequence[list[Sighting]]) -> list[list[Sighting]]:
    """The rows with who entered a place and took it in one move told once, as having taken it."""
    firm = [row for row in rows if _firm(row[0].strength)]
    loose = [row for row in rows if not _firm(row[0].strength)]
    left = []
    for row in loose:
        home = next((f for f in firm if f[0].holder.key == row[0].holder.key and _same_move(f[0], row[0])), None)
        if home is None or {s.strength for s in row} - {"entered", "said"}:
            left.append(row)
        else:
            home += [s for s in row if s.part == home[0].part]
            left += [rest] if (rest := [s for s in row if s.part != home[0].part]) else []
    return [*firm, *left]


def _as_spoken(made: Sequence[Control], rows: Sequence[Sequence[Sighting]]) -> list[Control]:
    """Each row with the holder whom its own sentences name, not whoever stands for the side elsewhere."""
    named = {tuple(sorted({s.evidence for s in row})): row for row in rows}
    shown = []
    for one in made:
        told = [s.spoken for s in named.get(one.evidence, ())]
        holder = one.holder if not told or one.holder in told else commonest(told) or one.holder
        before = one.before if one.before != holder and one.before not in told else None  # nobody holds a place after himself
        shown.append(replace(one, holder=holder, before=before))
    return shown


def _row_of(seen: Sighting, rows: Sequence[list[Sighting]]) -> list[Sighting] | None:
    """The row that a sighting belongs to: the same holder's, with no other's taking in between."""
    own = [r for r in rows if r[0].holder.key == seen.holder.key and _firm(r[0].strength) == _firm(seen.strength)]
    if seen.since is None:
        earlier = [r for r in own if seen.told is None or (r[0].since or date.min) <= seen.told]
        return max(earlier, key=lambda r: r[0].since or date.min, default=None)
    for row in reversed(own):
        start = row[0].since
        if start and abs((seen.since - start).days) <= SAME_MOVE_DAYS:
            return row
        if start and start <= seen.since and seen.strength != "taken" and not _taken_between(start, seen, rows):
            return row
    return None


def _taken_between(start: date, seen: Sighting, rows: Sequence[list[Sighting]]) -> bool:
    """Whether somebody else took the place after `start` and not after the sighting."""
    moves = (s for r in rows for s in r if s.holder.key != seen.holder.key and s.strength == "taken" and s.since)
    return any(start <= s.since <= (seen.since or date.max) for s in moves if s.since)


def _firm(strength: str) -> bool:
    return strength in FIRM


def _made(row: Sequence[Sighting], found: Sequence[Sighting]) -> Control:
    """A row from its sightings; the place is called as most of all its sightings (`found`) call it."""
    dated = [s for s in row if s.since]
    exact = [s for s in dated if s.strength == "taken" and s.first == s.last] or dated
    first = min((s.since for s in exact if s.since), default=None)
    whole = any(s.part is None for s in row)
    told = sorted({s.before.key for s in row if s.before and s.before.key != s.holder.key})
    return Control(
        place=commonest([s.place for s in found]) or row[0].place,
        geonameid=row[0].geonameid,
        holder=row[0].holder.key,
        first=first,
        last=None,
        strength=_strength(row),
        claims=tuple(sorted({c for s in row for c in s.claims})),
        before=told[0] if told else None,
        part=None if whole else min(s.part for s in row if s.part),
        evidence=tuple(sorted({s.evidence for s in row})),
    )


def _strength(row: Sequence[Sighting]) -> str:
    """A taking is `taken` however often it is repeated; else the firmest word."""
    strengths = {s.strength for s in row}
    return "taken" if "taken" in strengths else min(strengths, key=_rank)


def _rank(strength: str) -> int:
    return STRENGTHS.index(strength) if strength in STRENGTHS else len(STRENGTHS)


def _row_order(row: Control) -> tuple[object, ...]:
    return (row.first or date.min, _rank(row.strength), row.holder)


def _with_losses(rows: list[Control], lost: Sequence[Sighting]) -> list[Control]:
    """Losses end the loser's row and tell from whom the next one took the place; a loss told alone is a row of its own."""
    for seen in lost:
        day = seen.since or seen.told
        taker = next(
            (k for k, r in enumerate(rows) if r.holder != seen.holder.key and _firm(r.strength) and _near(r.first, day)), None
        )
        if taker is not None:
            rows[taker] = replace(rows[taker], before=rows[taker].before or seen.holder.key, claims=_also(rows[taker], seen))
            continue
        own = [k for k, r in enumerate(rows) if r.holder == seen.holder.key and _firm(r.strength) and _not_after(r.first, day)]
        if own:
            rows[own[-1]] = replace(rows[own[-1]], last=day, claims=_also(rows[own[-1]], seen))
        else:
            rows = sorted([*rows, _lost_row(seen, day)], key=_row_order)
    return rows


def _lost_row(seen: Sighting, day: date | None) -> Control:
    held = Control(seen.place, seen.geonameid, seen.holder.key, None, day, "held", seen.claims)
    return replace(held, part=seen.part, evidence=(seen.evidence,))


def _also(row: Control, seen: Sighting) -> tuple[str, ...]:
    return tuple(sorted({*row.claims, *seen.claims}))


def _near(start: date | None, day: date | None) -> bool:
    """Whether a taking on `start` can be what a loss told on or of `day` is about."""
    return start is None or day is None or -SAME_MOVE_DAYS <= (day - start).days <= LOSS_TOLD_DAYS


LOSS_TOLD_DAYS = 7
"""A loss without a day of its own is told within a week of the taking."""


def _not_after(start: date | None, day: date | None) -> bool:
    return start is None or day is None or start <= day


def _ended(rows: list[Control]) -> list[Control]:
    """Each row ends on the day before another holder's firm row begins, and that one knows from whom it took over."""
    made = []
    for k, row in enumerate(rows):
        later = [r for r in rows[k + 1 :] if _takes_over(r, row)]
        earlier = [r for r in rows[:k] if _takes_over(row, r) and r.strength != "fought for"]
        last = row.last
        if last is None and later and later[0].first:
            last = later[0].first - timedelta(days=1)
        before = row.before or (earlier[-1].holder if earlier and _firm(row.strength) else None)
        made.append(replace(row, last=last, before=before))
    return made


def _takes_over(later: Control, earlier: Control) -> bool:
    return (
        later.holder != earlier.holder
        and _firm(later.strength)
        and later.part in (None, earlier.part)
        and later.first is not None
        and (earlier.first or date.min) < later.first
    )


def _disputed(rows: list[Control]) -> list[Control]:
    """Rows of different holders that claim the same days for the same part."""
    return [replace(r, disputed=any(_clash(r, o) for o in rows if o is not r)) for r in rows]


def _clash(row: Control, other: Control) -> bool:
    if row.holder == other.holder or row.part != other.part:
        return False
    pair = {row.strength, other.strength}
    if not pair <= {*FIRM, "said"} or not pair & FIRM:
        return False
    return (row.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (row.last or date.max)


def control_on(rows: Iterable[Control], day: date) -> tuple[Control, ...]:
    """Who held what on a day, the firmest row of each place first; disputed places have more than one firm row."""
    then = [r for r in rows if (r.first or date.min) <= day <= (r.last or date.max)]
    return tuple(sorted(then, key=lambda r: (r.place, r.geonameid or 0, _rank(r.strength), r.first or date.min, r.holder)))


def history(rows: Iterable[Control], place: str) -> tuple[Control, ...]:
    """One place's rows in order of time."""
    wanted = place.casefold()
    return tuple(sorted((r for r in rows if r.place.casefold() == wanted), key=_row_order))
