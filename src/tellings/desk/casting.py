"""Who is spoken of: new sightings counted, names compared, and the entities joined anew that this touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind
from tellings.resolve.atoms import alone, atoms_of, part_of
from tellings.resolve.cores import cores
from tellings.resolve.entities import may_be_spelt
from tellings.resolve.lone import COPIED, evidence, spelt
from tellings.resolve.pairs import CROWD, ENOUGH, alike, best, compared, keys, pair
from tellings.resolve.sightings import sightings, surname
from tellings.store.workings import CORE, ENTITY, LABEL, LONE, PLACE, STORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tellings.picture import Verdicts
    from tellings.resolve.atoms import Atom
    from tellings.resolve.cores import Core, Meet
    from tellings.resolve.pairs import Pair
    from tellings.store.base import Store

    Reached = tuple[dict[str, Atom], list[Pair], dict[str, str | None]]


def cast(store: Store, reports: list[str], verdicts: Verdicts) -> None:
    """Take down and count who is spoken of in new reports."""
    seen = [s for coding in store.casts(reports) for s in sightings(coding)]
    store.keep_sightings(seen)
    judged = {k for two in verdicts.same for k in two}
    promoted = [a for s in seen if s.alone and (a := alone(s)).id in judged] if judged else []
    store.put_atoms(promoted)
    store.touch(CORE, [a.label for a in promoted])
    store.touch(LABEL, [s.label for s in seen if not s.alone])
    store.touch(PLACE, {s.report for s in seen})


def spell(store: Store, stories: list[str], _: Verdicts) -> None:
    """Note which names the copies of stories spell in two ways."""
    found = store.draft_stories(stories)
    for story in stories:
        copies = [c for c in found[story].copies if any(x.kind == "spelling" for x in c.changes)] if story in found else []
        seen = store.sightings({side.report for c in copies for side in (c.left, c.right)})
        full = [s for s in seen if not s.alone]
        store.touch(CORE, store.put_spellings(story, spelt(copies, full)))


def label(store: Store, labels: list[str], _: Verdicts) -> None:
    """Make the atoms of labels anew from what is counted, and compare those that are others than before."""
    known = store.atoms(labels)
    before = {a.id: a for a, _core in known}
    after = {a.id: a for name, tallies in store.tallies(labels).items() for a in atoms_of(name, tallies)}
    gone = before.keys() - after.keys()
    left = _leave(store, {core for a, core in known if core and a.id in gone}, gone)
    store.put_atoms([a for k, a in after.items() if before.get(k) != a], gone)
    changed = {k for k in after.keys() | gone if k not in before or k not in after or before[k].features != after[k].features}
    homes = {a.id: {core} for a, core in known if core}
    _touch_surnames(store, [atoms[k] for atoms in (before, after) for k in changed if k in atoms], homes)
    renamed = {k for k in changed if k in gone or k not in before or _looks(before[k]) != _looks(after[k])}
    touched = _compare(store, {k: after[k] for k in renamed - gone}, gone)
    store.touch(CORE, {*labels, *touched, *left})


def _leave(store: Store, cores: set[str], gone: Collection[str]) -> set[str]:
    """Forget the entities that have none but these atoms; the labels of the atoms that the others still have."""
    rest = [(a, core) for a, core in store.atoms_of_cores(cores) if a.id not in gone]
    empty = cores - {core for _, core in rest}
    store.put_cores([], empty)
    store.touch(ENTITY, empty)
    return {a.label for a, _core in rest}


def _looks(atom: Atom) -> tuple[object, ...]:
    return atom.name, atom.kind, atom.country, atom.offices


def _touch_surnames(store: Store, atoms: Iterable[Atom], homes: Mapping[str, Collection[str]]) -> None:
    """Bare surnames may stand for others where a person of that surname is another one than before.

    Most of them cannot: it takes the same country, or one of the person's entities (`homes`, before or now) in the same story.
    """
    full: dict[str, list[Atom]] = {}
    for atom in atoms:
        if atom.kind == MentionKind.PERSON and not atom.alone and (sound := surname(atom.label)):
            full.setdefault(sound, []).append(atom)
    near, perhaps, entities = set[str](), set[str](), set[str]()
    for one, reports in store.sounding(full):
        bare = alone(one)
        for atom in full[one.surname or ""]:
            if evidence(bare, atom, copied=False) >= ENOUGH:
                near.update(reports)
            elif evidence(bare, atom, copied=True) >= ENOUGH and homes.get(atom.id):
                perhaps.update(reports)
                entities |= set(homes[atom.id])
    beside = set(store.placed(store.reports_of(entities)).values()) if entities else set()
    store.touch(LONE, set(store.placed(near).values()) | (set(store.placed(perhaps).values()) & beside))


def _compare(store: Store, dirty: Mapping[str, Atom], gone: Collection[str]) -> set[str]:
    """Compare these atoms with those that sound alike; the labels of all whose likes may be others than before."""
    old = store.keys([*dirty, *gone])
    new = {k: keys(a) for k, a in dirty.items()}
    store.put_keys({**dict.fromkeys(gone, ()), **new})
    blocks = store.blocks({key for some in (*old.values(), *new.values()) for key in some})
    again = set(dirty) | _displaced(blocks, old, new)
    was = store.likes({*again, *gone})
    others = {k for block in blocks.values() for k in block[:CROWD]} - dirty.keys()
    known = {a.id: a for a, _core in store.atoms_named({*others, *again} - dirty.keys())} | dict(dirty)
    pairs = _alike(store, again, known, {**store.keys(again - dirty.keys()), **new}, blocks)
    store.put_likes(pairs, {*again, *gone})
    touched = {k for p in (*was, *pairs) for k in (p.left, p.right)}
    return {known[k].label for k in touched & known.keys()} | {a.label for a, _core in store.atoms_named(touched - known.keys())}


def _displaced(blocks: Mapping[str, list[str]], old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> set[str]:
    """The atoms that have come into the compared part of a crowded block, or gone out of it, because of others."""
    found: set[str] = set()
    for key, block in blocks.items():
        if len(block) > CROWD - len(old):
            came, went = ({k for k, some in side.items() if key in some} for side in (new, old))
            before = sorted((set(block) - came) | went)[:CROWD]
            found |= set(before) ^ set(block[:CROWD])
    return found - new.keys() - old.keys()


def _alike(
    store: Store, atoms: Iterable[str], known: dict[str, Atom], of: Mapping[str, list[str]], blocks: dict[str, list[str]]
) -> list[Pair]:
    """The pairs of some atoms with all that are compared with them."""
    missing = {key for k in atoms for key in of[k]} - blocks.keys()
    if missing:
        blocks = blocks | store.blocks(missing)
        known |= {a.id: a for a, _core in store.atoms_named({k for key in missing for k in blocks[key]} - known.keys())}
    found: dict[tuple[str, str], Pair | None] = {}
    for one in atoms:
        for key in of[one]:
            block = blocks[key][:CROWD]
            for other in block if one in block else ():
                two = (min(one, other), max(one, other))
                if one != other and two not in found and compared(key, known[two[0]], known[two[1]]):
                    found[two] = alike(known[two[0]], known[two[1]])
    return [p for p in found.values() if p]


# ---------------------------------------------------------------- atoms into entities


def join(store: Store, labels: list[str], verdicts: Verdicts) -> None:
    """Join anew the atoms that hang together with those of some labels."""
    atoms, pairs, home = _reached(store, labels, verdicts)
    before = store.cores({k for k in home.values() if k})
    made = cores(atoms, best(pairs), verdicts.same, verdicts.apart, _meeting(store, atoms))
    after = {c.id: c for c in made}
    now = {k: c.id for c in made for k in c.atoms}
    gone = before.keys() - after.keys()
    changed = [c for k, c in after.items() if before.get(k) != c]
    store.put_cores(changed, gone)
    moved = {k: core for k, core in now.items() if home[k] != core}
    store.set_cores(moved)
    store.touch(PLACE, {s.report for s in store.sighted({atoms[k].label for k in moved})})
    store.touch(ENTITY, {*(c.id for c in changed), *gone})
    _touch_users(store, before, changed)
    others = [c for c in changed if c.id not in before or _held(before[c.id]) != _held(c)]
    homes = {k: {core for core in (home[k], now[k]) if core} for c in others for k in c.atoms}
    _touch_surnames(store, (atoms[k] for c in others for k in c.atoms), homes)


def _held(core: Core) -> tuple[object, ...]:
    """What a bare surname that may stand for it depends on."""
    return core.country, core.atoms


def _touch_users(store: Store, before: Mapping[str, Core], changed: Iterable[Core]) -> None:
    """Stories that speak of an entity that is another one than before are drawn anew: a judgement takes away what it was."""
    used = [c.id for c in changed if c.id not in before or before[c.id].used != c.used]
    stories = set(store.placed(store.reports_of(used)).values())
    store.touch(LONE, stories)
    store.touch(STORY, stories)


def _reached(store: Store, labels: Iterable[str], verdicts: Verdicts) -> Reached:
    """All atoms that hang together with those of the labels, the pairs that speak for it, and the entity of each so far."""
    known: dict[str, Atom] = {}
    home: dict[str, str | None] = {}
    pairs: dict[tuple[str, str, str], Pair] = {}
    spelt_so: set[tuple[tuple[str, str | None], tuple[str, str | None], str]] = set()
    frontier, done = set(labels), set[str]()
    while frontier:
        done |= frontier
        fresh = store.atoms(frontier)
        known |= {a.id: a for a, _core in fresh}
        home |= {a.id: core for a, core in fresh}
        ids = {a.id for a, _core in fresh}
        likes = store.likes(ids)
        pairs |= {(p.left, p.right, p.reason): p for p in likes}
        found = store.spellings(frontier)
        spelt_so.update(found)
        same = {k for two in verdicts.same if not ids.isdisjoint(two) for k in two}
        # An entity is joined anew whole: what has fallen off may stand alone again.
        cores_of = store.atoms_of_cores({core for _a, core in fresh if core})
        beyond = {k for p in likes for k in (p.left, p.right)} | same
        near = {a.label for a, _core in store.atoms_named(beyond - known.keys())} | {a.label for a, _core in cores_of}
        frontier = (near | {side[0] for one in found for side in one[:2]}) - done
    return known, [*pairs.values(), *_spelt_pairs(spelt_so, known)], home


def _spelt_pairs(
    found: Iterable[tuple[tuple[str, str | None], tuple[str, str | None], str]], known: Mapping[str, Atom]
) -> list[Pair]:
    parts: dict[str, dict[str | None, Atom]] = {}
    for atom in known.values():
        parts.setdefault(atom.label, {})[atom.part] = atom
    made = []
    for (left, left_country), (right, right_country), reason in found:
        a = parts.get(left, {}).get(part_of(left_country, parts.get(left, {})))
        b = parts.get(right, {}).get(part_of(right_country, parts.get(right, {})))
        if a and b and may_be_spelt(a, b):
            made.append(pair(a.id, b.id, COPIED, reason))
    return made


def _meeting(store: Store, atoms: Mapping[str, Atom]) -> Meet:
    """Whether any of some atoms stands in one report with any of some others, as the store knows."""
    parted = {a.label for a in atoms.values() if a.part}

    def names(ids: Collection[str]) -> set[tuple[str, str | None]]:
        return {(atoms[k].label, (atoms[k].part or "") if atoms[k].label in parted else None) for k in ids}

    return lambda left, right: store.together_in(names(left), names(right))
