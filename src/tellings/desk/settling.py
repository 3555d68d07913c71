"""Sightings put into entities: those with a full name by what they are called, the others by the story they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.resolve.atoms import alone, part_of
from tellings.resolve.lone import Cores, Known, by_surname, settle
from tellings.store.workings import ENTITY, LONE, STORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tellings.picture import Verdicts
    from tellings.resolve.atoms import Atom
    from tellings.resolve.cores import Core
    from tellings.resolve.lone import Place
    from tellings.resolve.sightings import Sighting
    from tellings.store.base import Store
    from tellings.store.members import Homes


def place(store: Store, reports: list[str], _: Verdicts) -> None:
    """Put the sightings of reports into the entities of their names."""
    seen = store.sightings(reports)
    homes: Homes = {spot: (core.id, ()) for spot, core in _homes(store, seen).items()}
    stories = set(store.placed(store.place(homes, seen)).values())
    store.touch(LONE, stories)
    store.touch(STORY, stories)


def _homes(store: Store, seen: Collection[Sighting]) -> dict[Place, Core]:
    """The entity of each sighting that has one by its name."""
    parts: dict[str, dict[str | None, tuple[Atom, str | None]]] = {}
    for atom, core in store.atoms({s.label for s in seen}):
        parts.setdefault(atom.label, {})[atom.part] = atom, core
    cores = store.cores({core for some in parts.values() for _, core in some.values() if core})
    found: dict[Place, Core] = {}
    for one in seen:
        of = parts.get(one.label, {})
        _, core = of.get(part_of(one.country, of), (None, None))
        if core in cores:
            found[one.report, one.referent] = cores[core]
    return found


def settle_stories(store: Store, stories: list[str], verdicts: Verdicts) -> None:
    """Settle whom the names stand for that are known in one report only, in these stories."""
    found = store.draft_stories(stories).values()
    seen = store.sightings({r for story in found for r in story.reports})
    known = Cores(_homes(store, seen), _surnames(store, seen))
    lone = [s for s in seen if s.alone and (s.report, s.referent) not in known.of]
    if not lone:
        return
    settled = settle(seen, [c for story in found for c in story.copies], known, verdicts.apart)
    before = store.cores({alone(s).id for s in lone})
    after = {c.id: c for c in settled.cores}
    changed = [c for k, c in after.items() if before.get(k) != c]
    gone = before.keys() - after.keys()
    store.put_cores(changed, gone)
    store.touch(ENTITY, {*(c.id for c in changed), *gone})
    homes = {spot: (entity, settled.merges.get(spot, ())) for spot, entity in settled.entity_of.items()}
    moved = store.place(homes, seen) | {s.report for s in lone if alone(s).id in {c.id for c in changed}}
    other = {c.id for c in changed if c.id in before}
    reports = moved | (store.reports_of(other) if other else set())
    store.touch(STORY, set(store.placed(reports).values()))


def _surnames(store: Store, seen: Iterable[Sighting]) -> dict[str, list[Known]]:
    """The full names of persons whose surnames sound like bare ones here."""
    sounds = {x for s in seen if s.alone and (x := s.surname)}
    atoms = store.atoms_sounding(sounds)
    cores = store.cores({core for _, core in atoms if core})
    return by_surname(Known(a, cores[core]) for a, core in atoms if core in cores)
