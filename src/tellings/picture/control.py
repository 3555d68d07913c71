"""Who holds which place, from when to when, how firmly: rows of a place's history, and a table for any day."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tellings.model.period import Period
from tellings.model.picture import Control
from tellings.picture.parts import commonest
from tellings.picture.sides import sides
from tellings.picture.sighted import Sighting, in_order, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.picture import Evidence
    from tellings.picture.roster import Who

FIRM = frozenset({"held", "taken"})
"""Strengths that end the rows of others; who is inside, fights or only says so does not hold."""

SAME_MOVE_DAYS = 1
"""Two reports of one holder's taking that differ by so many days tell the same move."""

LOSS_TOLD_DAYS = 7
"""A loss without a day of its own is told within a week of the taking."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A row of a place's history with the sightings that it is made of."""

    row: Control
    seen: tuple[Sighting, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """By day; what began within one span in the order of telling."""
        turn = min((s.turn for s in self.seen if s.strength in FIRM), default=0)
        return (self.row.first or date.min, turn if self.row.began else 0, *_row_order(self.row))


def control(found: Iterable[Sighting]) -> tuple[Control, ...]:
    """The rows of all places, each place's in order of time, from the sightings of all stories."""
    by_place: dict[str, list[Sighting]] = {}
    for seen in sorted(found, key=in_order):
        by_place.setdefault(seen.key, []).append(seen)
    return tuple(row for key in sorted(by_place) for row in _place_rows(by_place[key]))


def _sided(found: Sequence[Sighting]) -> list[Sighting]:
    """The sightings of one place with every holder replaced by the one who stands for the side."""
    everybody = [w for s in found for w in (s.holder, s.before) if w]
    heads = sides(everybody, _moves(s for s in found if s.strength in ("taken", "entered", "said")))
    known = {w.key: w for w in everybody}

    def head(who: Who) -> Who:
        return known[heads[who.key]]

    return [replace(s, holder=head(s.holder), before=head(s.before) if s.before else None, spoken=s.holder.key) for s in found]


def _moves(takings: Iterable[Sighting]) -> set[tuple[str, str]]:
    """The holders, two by two, who are said to have made the same move."""
    dated = sorted(((s.since, s) for s in takings if s.since), key=lambda dated: dated[0])
    found: set[tuple[str, str]] = set()
    lately: dict[str, deque[Sighting]] = defaultdict(deque)
    for day, later in dated:
        for holder in lately.keys() - {later.holder.key}:
            seen = lately[holder]
            while seen and seen[0].since and (day - seen[0].since).days > SAME_MOVE_DAYS:
                seen.popleft()
            if (holder, later.holder.key) not in found and any(_same_move(s, later) for s in seen):
                found.add((holder, later.holder.key))
        lately[later.holder.key].append(later)
    return found


def _same_move(left: Sighting, right: Sighting) -> bool:
    """Whether two takings fall on one day; those that one sentence tells one after the other are two."""
    if left.evidence == right.evidence and left.holder.key != right.holder.key and left.turn != right.turn:
        return False
    return bool(left.since and right.since and abs((left.since - right.since).days) <= SAME_MOVE_DAYS)


def _place_rows(found: Sequence[Sighting]) -> list[Control]:
    found = _sided(found)
    rows: list[list[Sighting]] = []
    for seen in sorted((s for s in found if s.strength != "lost"), key=lambda s: (s.since is None, *in_order(s))):
        home = _row_of(seen, rows)
        if home is None:
            rows.append([seen])
        else:
            home.append(seen)
    made = sorted((_made(row, found) for row in _moved_in(rows)), key=lambda s: s.order)
    lost = [s for s in found if s.strength == "lost"]
    ended = _ended(_with_losses(made, lost))
    return [_as_spoken(replace(s, row=replace(s.row, disputed=any(_clash(s, o) for o in ended if o is not s)))) for s in ended]


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


def _as_spoken(made: Stretch) -> Control:
    """The row with the holder whom its own sentences name, not whoever stands for the side elsewhere."""
    row = made.row
    told = [s.spoken for s in made.seen if s.strength != "lost"]
    holder = row.holder if not told or row.holder in told else commonest(told) or row.holder
    before = row.before if row.before != holder and row.before not in told else None  # nobody holds a place after himself
    return replace(row, holder=holder, before=before)


def _row_of(seen: Sighting, rows: Sequence[list[Sighting]]) -> list[Sighting] | None:
    """The row that a sighting belongs to: the same holder's, with no other's taking in between."""
    own = [r for r in rows if r[0].holder.key == seen.holder.key and _firm(r[0].strength) == _firm(seen.strength)]
    if seen.since is None:
        earlier = [r for r in own if seen.told is None or (r[0].since or date.min) <= seen.told]
        return max(earlier, key=lambda r: r[0].since or date.min, default=None)
    for row in reversed(own):
        start = row[0].since
        if not start or _taken_meanwhile(row, seen, rows):
            continue
        if abs((seen.since - start).days) <= SAME_MOVE_DAYS or _within(seen, row):
            return row
        if start <= seen.since and seen.strength != "taken" and not _taken_between(start, seen, rows):
            return row
    return None


def _within(seen: Sighting, row: Sequence[Sighting]) -> bool:
    """Whether a day lies in the longer time within which the row's taking is told to have been (`in 2029`, `in June 2029`)."""
    spans = [s.span for s in row if s.strength == seen.strength == "taken" and s.span]
    return bool(seen.span and spans and all(s.meets(seen.span) for s in spans) and any(_vague(s) for s in (*spans, seen.span)))


def _taken_meanwhile(row: Sequence[Sighting], seen: Sighting, rows: Sequence[Sequence[Sighting]]) -> bool:
    """Whether the sentence that tells both tells of another's taking between."""
    turns = [s.turn for s in row if s.evidence == seen.evidence]
    others = (s for r in rows for s in r if s.holder.key != seen.holder.key and s.strength == "taken")
    return bool(turns) and any(s.evidence == seen.evidence and min(turns) < s.turn < seen.turn for s in others)


def _taken_between(start: date, seen: Sighting, rows: Sequence[list[Sighting]]) -> bool:
    """Whether somebody else took the place after `start` and not after the sighting."""
    moves = (s for r in rows for s in r if s.holder.key != seen.holder.key and s.strength == "taken" and s.since)
    return any(start <= s.since <= (seen.since or date.max) for s in moves if s.since)


def _firm(strength: str) -> bool:
    return strength in FIRM


def _vague(span: Period) -> bool:
    """Whether a span only bounds the day of a move; one that is open to its end begins on that day."""
    return span.last is not None and (span.first is None or (span.last - span.first).days > SAME_MOVE_DAYS)


def _made(row: Sequence[Sighting], found: Sequence[Sighting]) -> Stretch:
    """A row from its sightings; the place is called as most of all its sightings (`found`) call it."""
    dated = [s for s in row if s.since]
    exact = [s for s in dated if s.strength == "taken" and s.first == s.last] or dated
    first = min((s.since for s in exact if s.since), default=None)
    whole = any(s.part is None for s in row)
    told = sorted({s.before.key for s in row if s.before and s.before.key != s.holder.key})
    began = _began(row)
    made = Control(
        place=commonest([s.place for s in found]) or row[0].place,
        geonameid=row[0].geonameid,
        holder=row[0].holder.key,
        first=first or (began.last if began else None),
        last=None,
        strength=_strength(row),
        claims=tuple(sorted({c for s in row for c in s.claims})),
        before=told[0] if told else None,
        part=None if whole else min(s.part for s in row if s.part),
        evidence=tuple(sorted({s.evidence for s in row})),
        began=began,
        lasting=next((s.lasting for s in row if s.lasting), None),
    )
    return Stretch(made, tuple(row))


def _began(row: Sequence[Sighting]) -> Period | None:
    """The time within which a taking was made, where no sentence tells its day."""
    spans = [s.span for s in row if s.strength == "taken" and s.span]
    if not spans or not all(_vague(s) for s in spans):
        return None
    closed = [s for s in spans if s.first and s.last]
    return min(closed or spans, key=lambda s: ((s.last or date.max) - (s.first or date.min), str(s)))


def _strength(row: Sequence[Sighting]) -> str:
    """A taking is `taken` however often it is repeated; else the firmest word."""
    strengths = {s.strength for s in row}
    return "taken" if "taken" in strengths else min(strengths, key=rank)


def _row_order(row: Control) -> tuple[object, ...]:
    return (row.first or date.min, rank(row.strength), row.holder)


def _with_losses(rows: list[Stretch], lost: Sequence[Sighting]) -> list[Stretch]:
    """Losses end the loser's row and tell from whom the next one took the place; a loss told alone is a row of its own."""
    for seen in lost:
        day = seen.since or seen.told
        others = (k for k, s in enumerate(rows) if s.row.holder != seen.holder.key and _firm(s.row.strength))
        taker = next((k for k in others if _near(rows[k].row.first, day)), None)
        if taker is not None:
            rows[taker] = _also(rows[taker], seen, before=rows[taker].row.before or seen.holder.key)
            continue
        held = (k for k, s in enumerate(rows) if s.row.holder == seen.holder.key and _firm(s.row.strength))
        own = [k for k in held if _not_after(rows[k].row.first, day)]
        if own:
            rows[own[-1]] = _also(rows[own[-1]], seen, last=day, ended=_span_of_loss(seen))
        else:
            rows = sorted([*rows, _lost_row(seen, day)], key=lambda s: s.order)
    return rows


def _lost_row(seen: Sighting, day: date | None) -> Stretch:
    held = Control(seen.place, seen.geonameid, seen.holder.key, None, day, "held", seen.claims, ended=_span_of_loss(seen))
    return Stretch(replace(held, part=seen.part, evidence=(seen.evidence,)), (seen,))


def _span_of_loss(seen: Sighting) -> Period | None:
    return seen.span if seen.span and _vague(seen.span) else None


def _also(made: Stretch, seen: Sighting, **changed: object) -> Stretch:
    claims = tuple(sorted({*made.row.claims, *seen.claims}))
    return replace(made, row=replace(made.row, claims=claims, **changed))  # type: ignore[arg-type]  # fields of a row by name


def _near(start: date | None, day: date | None) -> bool:
    """Whether a taking on `start` can be what a loss told on or of `day` is about."""
    return start is None or day is None or -SAME_MOVE_DAYS <= (day - start).days <= LOSS_TOLD_DAYS


def _not_after(start: date | None, day: date | None) -> bool:
    return start is None or day is None or start <= day


def _ended(rows: list[Stretch]) -> list[Stretch]:
    """Each row ends on the day before another holder's firm row begins, and that one knows from whom it took over.

    Who retakes a place held it before the one from whom it is taken back.
    """
    made = []
    for k, one in enumerate(rows):
        row = one.row
        later = next((r for r in rows[k + 1 :] if _takes_over(r, one)), None)
        earlier = [r.row.holder for r in rows[:k] if _takes_over(one, r) and r.row.strength != "fought for"]
        if row.last is None and later:
            row = replace(row, last=_last_day(row, later.row), ended=later.row.began)
        back = later.row.holder if later and any(s.again for s in later.seen) else None
        before = row.before or (earlier[-1] if earlier else back if row.strength == "taken" else None)
        made.append(replace(one, row=replace(row, before=before if _firm(row.strength) else row.before)))
    return made


def _last_day(row: Control, later: Control) -> date | None:
    """The last day on which a row can still hold, given what ends it."""
    if later.began:
        return later.began.last
    return max(row.first or date.min, later.first - timedelta(days=1)) if later.first else None


def _takes_over(later: Stretch, earlier: Stretch) -> bool:
    new, old = later.row, earlier.row
    if new.holder == old.holder or not _firm(new.strength) or new.part not in (None, old.part) or new.first is None:
        return False
    return (old.first or date.min) < new.first or (old.first == new.first and _told_after(later, earlier))


def _told_after(later: Stretch, earlier: Stretch) -> bool:
    """Whether one sentence tells first the one and then the other."""
    before: dict[Evidence, list[Sighting]] = {}
    for seen in earlier.seen:
        before.setdefault(seen.evidence, []).append(seen)
    pairs = [(a, b) for a in later.seen if a.strength == "taken" for b in before.get(a.evidence, ())]
    return bool(pairs) and all(a.turn > b.turn for a, b in pairs)


def _clash(one: Stretch, two: Stretch) -> bool:
    """Whether rows of different holders claim the same days for the same part."""
    row, other = one.row, two.row
    if row.holder == other.holder or row.part != other.part or _told_after(one, two) or _told_after(two, one):
        return False
    pair = {row.strength, other.strength}
    if not pair <= {*FIRM, "said"} or not pair & FIRM:
        return False
    return (row.first or date.min) <= (other.last or date.max) and (other.first or date.min) <= (row.last or date.max)


def control_on(rows: Iterable[Control], day: date) -> tuple[Control, ...]:
    """Who held what on a day, the firmest row of each place first; disputed places have more than one firm row."""
    then = [r for r in rows if (r.first or date.min) <= day <= (r.last or date.max)]
    return tuple(sorted(then, key=lambda r: (r.place, r.geonameid or 0, rank(r.strength), r.first or date.min, r.holder)))


def history(rows: Iterable[Control], place: str) -> tuple[Control, ...]:
    """One place's rows, in the order of `rows`: that of time."""
    wanted = place.casefold()
    return tuple(r for r in rows if r.place.casefold() == wanted)
