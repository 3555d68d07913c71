"""Each story that something has changed for, drawn alone: what it tells, and its share of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.desk.drafts import packed
from tellings.model.codec import encode
from tellings.model.picture import Entity
from tellings.picture import Roster, draft, judged_story, keep, rebind
from tellings.picture.judged import member
from tellings.resolve.atoms import alone
from tellings.store.drawn import relation_key
from tellings.store.workings import BOND, CHAIN, CLAIM, CORE, ENTITY, FACET, HOLD, LONE, STORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from tellings.model.picture import Judgement
    from tellings.model.story import Story
    from tellings.picture import Draft, Verdicts
    from tellings.store.base import Store

Judged = dict[str, tuple[bool, str | None]]
"""Entities or stories that persons judged wrong, or called otherwise."""

NOT_JUDGED = (False, None)

DRAWN_ALONE = ("claim-", "origin-", "copy-")
"""Beginnings of the ids of what is in the picture alone, and may be gone from it once it is judged. A judgement of an earlier
version of the program does not say where that stood: all stories are drawn for it."""


# ---------------------------------------------------------------- what judgements touch


def judge(store: Store, judgements: list[str], verdicts: Verdicts) -> None:
    """Note what a judgement, made or undone, bears on."""
    made = [j for j in store.judgements() if j.id in judgements]
    ids = {k for j in made for k in j.of} | {m.id for j in made for a in j.anchors for m in a.marks}
    reports = store.told_in(ids) | _in_the_same_words(store, made) | {m.report for j in made for a in j.anchors for m in a.marks}
    homes = store.claim_homes(ids)
    lost = {k for j in made if not j.anchors for k in j.of if k.startswith(DRAWN_ALONE)} - homes.keys()
    stories = set(store.placed(reports | ids | set(store.report_ids() if lost else ())).values())
    store.touch(STORY, stories | {story for story, _ in homes.values()} | store.draft_stories(ids).keys())
    _judge_names(store, {k for j in made if j.verdict in ("same", "not-same") for k in j.of}, verdicts)


def _in_the_same_words(store: Store, made: Iterable[Judgement]) -> set[str]:
    """The reports that tell in the same words what was judged."""
    marks = {m for j in made for a in j.anchors for m in a.marks if m.kind in ("event", "statement") and m.sentence}
    return {r for m in marks for r in store.in_words(m.kind, m.read_as, m.words, m.sentence)}


def _judge_names(store: Store, ids: set[str], verdicts: Verdicts) -> None:
    """Join anew the entities of these ids.

    A name that is known in one report only is joined like a full one while a person says that it is one with another.
    """
    same = {k for two in verdicts.same for k in two}
    named = store.atoms_named(ids)
    known = {a.id: a for a, _ in named}
    seen = [s for s in store.sightings(store.reports_of(ids - known.keys())) if s.alone and alone(s).id in ids & same]
    store.put_atoms([alone(s) for s in seen])
    store.put_cores([], {alone(s).id for s in seen})
    store.touch(ENTITY, {alone(s).id for s in seen})
    gone = {k for k, a in known.items() if a.alone and k not in same}
    others = {a.label for a, _ in store.atoms_of_cores({core for a, core in store.atoms_named(gone) if core})}
    store.put_atoms((), gone)
    store.touch(CORE, others | {a.label for k, a in known.items() if k not in gone} | {s.label for s in seen})
    reports = {s.report for s in seen} | {a.label.rpartition("@")[2] for k, a in known.items() if k in gone}
    reports |= store.reports_of(ids | {core for _, core in named if core})
    store.touch(LONE, set(store.placed(reports).values()))


def refresh(store: Store, verdicts: Verdicts) -> None:
    """Work out which entities and stories judgements call wrong or by another name, and note what that changes."""
    for kind, find in (("entity", _judged_entities), ("story", _judged_stories)):
        before, after = store.judged(kind), find(store, verdicts)
        changed = {k for k in before.keys() | after.keys() if before.get(k, NOT_JUDGED) != after.get(k, NOT_JUDGED)}
        if changed:
            store.put_judged(kind, after)
            stories = changed if kind == "story" else set(store.placed(store.reports_of(changed)).values())
            store.touch(STORY, stories)
            store.touch(ENTITY, changed if kind == "entity" else ())


def _judged_entities(store: Store, verdicts: Verdicts) -> Judged:
    members = {m for b in verdicts.bodies if b.kind == "entity" for m in b.members}
    homes = store.homes({m.partition(" ")[0] for m in members}) if members else {}
    made: dict[str, list[str]] = {k: [] for k in store.cores(verdicts.wrong | verdicts.names.keys())}
    for (report, referent), (entity, _) in homes.items():
        if (one := member(report, referent)) in members:
            made.setdefault(entity, []).append(one)
    for entity, many in store.count_members(made).items():  # the others count, whoever they are
        made[entity] += [f"{entity} {n}" for n in range(many - len(made[entity]))]
    return _judged("entity", made, verdicts)


def _judged_stories(store: Store, verdicts: Verdicts) -> Judged:
    members = {m for b in verdicts.bodies if b.kind == "story" for m in b.members}
    ids = set(store.placed(members).values()) | verdicts.wrong | verdicts.names.keys()
    return _judged("story", {k: s.reports for k, s in store.draft_stories(ids).items()}, verdicts) if ids else {}


def _judged(kind: str, made: dict[str, list[str]] | dict[str, tuple[str, ...]], verdicts: Verdicts) -> Judged:
    wrong, names = verdicts.wrong_among(kind, made), verdicts.names_among(kind, made)
    return {k: (k in wrong, names.get(k)) for k in wrong | names.keys()}


# ---------------------------------------------------------------- stories


def draw_stories(store: Store, stories: list[str], verdicts: Verdicts) -> None:
    """Draw these stories; what is gone gives nothing any more."""
    found = store.draft_stories(stories)
    judged = store.judged("story")
    for key in stories:
        wrong, name = judged.get(key, NOT_JUDGED)
        if key not in found or wrong:
            _put(store, key, None)
            store.put_story(key, None)
            continue
        drawn = _drawn(store, found[key], verdicts)
        _put(store, key, drawn)
        shown = judged_story(found[key], verdicts)
        store.put_story(key, shown, name, drawn.naming)
    for kind in (CHAIN, FACET):
        store.touch(kind, stories)


def _put(store: Store, story: str, drawn: Draft | None) -> None:
    """Keep what a story gives, and note what that touches."""
    before = store.told_claims([story]).keys()
    told = {c.id for c in drawn.claims} if drawn else set()
    if drawn:
        store.keep_draft(story, packed(drawn))
    store.put_told_claims(story, told)
    bonds = [(relation_key(b), encode(b)) for b in drawn.bonds] if drawn else []
    holds = [(h.key, encode(h)) for h in drawn.sightings] if drawn else []
    keys = store.put_share(story, bonds, holds)
    store.touch(CLAIM, before | told)
    for kind, touched in zip((BOND, HOLD), keys, strict=True):
        store.touch(kind, touched)


def _drawn(store: Store, story: Story, verdicts: Verdicts) -> Draft:
    codings = rebind({c.report: c for c in store.codings(story.reports)}, [story])
    kept = {report: keep(coding, verdicts) for report, coding in codings.items()}
    return draft(story, kept, roster(store, story.reports), store.outlets(story.reports), verdicts)


def roster(store: Store, reports: Collection[str]) -> Roster:
    """Whom the referents of these reports stand for, as persons judged."""
    homes = store.homes(reports)
    entities = shown(store, {entity for entity, _ in homes.values()})
    return Roster({spot: entity for spot, (entity, _) in homes.items() if entity in entities}, entities)


def shown(store: Store, ids: Collection[str]) -> dict[str, Entity]:
    """These entities without their members, by the names that persons gave, and without those who are nobody."""
    judged = store.judged("entity")
    found = {}
    for key, core in store.cores(ids).items():
        wrong, name = judged.get(key, NOT_JUDGED)
        if not wrong:
            found[key] = Entity(key, core.kind, name or core.name, (), (), core.country, core.sector, merges=core.merges)
    return found
