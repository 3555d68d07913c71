"""The picture drawn again after the store has changed: links, stories, entities, drafts of stories, the whole.

Each step keeps what it made, so that the next drawing has only what changed to do, and one that is killed goes on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.desk.judging import standing
from tellings.desk.linking import link_new, regroup
from tellings.model.codec import decode, encode
from tellings.model.ids import content_id
from tellings.picture import Roster, Sketch, keep, rebind, sketch
from tellings.pipeline import DRAW_VERSION, find_roster, whole_picture
from tellings.stories import follow_ups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tellings.model.coding import Coding
    from tellings.model.story import Story
    from tellings.picture import Verdicts
    from tellings.store.base import Store

TRIES = 8
"""How often a picture is drawn that others keep changing."""


def redraw(store: Store) -> None:
    """Draw the picture, unless nothing has changed since this version of the program drew it.

    Where another process adds reports meanwhile, it is drawn again, a few times at most: the other one draws it too.
    """
    for _ in range(TRIES):
        if store.drawn() == DRAW_VERSION:
            return
        as_of = store.changed()
        try:
            _redraw(store, as_of)
        except LookupError:  # what was read before and after another's change does not fit together
            if store.changed() == as_of:
                raise


def _redraw(store: Store, as_of: int) -> None:
    store.start_drawing(DRAW_VERSION)
    made = standing(store)
    link_new(store)
    if not regroup(store, made, as_of):
        return
    drawn = list(store.drafts())  # read once: at two thousand reports that is a tenth of a drawing
    stories = [story for story, _ in drawn]
    roster = find_roster(store.casts(), made, (c for story in stories for c in story.copies))
    chains = follow_ups(stories, store.links())
    _draft(store, drawn, roster, made, {s for f in chains for s in (f.story, f.before)})
    drafts = [decode(Sketch, data) for data in store.draft_values()]
    picture = whole_picture(stories, roster, drafts, made, chains)
    store.draw(picture, DRAW_VERSION, as_of)


def _draft(
    store: Store, stories: Iterable[tuple[Story, str | None]], roster: Roster, made: Verdicts, chained: Collection[str]
) -> None:
    """Draw each story anew whose reports, entities or judgements are others than when it was drawn last.

    The parts of claims, two thirds of a draft, are kept only where another story can tell them again: in chains, and where
    a person joined things of any two stories.
    """
    outlets, versions = store.outlets(), store.versions()
    keys = _entity_keys(roster)

    def drawn() -> Iterator[tuple[str, str, object]]:
        for story, before in stories:
            of = [(r, versions[r], outlets[r], keys.get(r)) for r in story.reports]
            told_again = story.id in chained or bool(made.same)
            key = content_id("draft", story.id, of, made.key, told_again)
            if key != before:
                one = _drawn(story, store, roster, outlets, made)
                yield story.id, key, encode(one if told_again else replace(one, parts=()))

    store.keep_drafts(drawn())


def _drawn(story: Story, store: Store, roster: Roster, outlets: dict[str, str | None], made: Verdicts) -> Sketch:
    codings: dict[str, Coding] = rebind({c.report: c for c in store.codings(story.reports)}, [story])
    kept = {report: keep(coding, made) for report, coding in codings.items()}
    return sketch(story, kept, roster, outlets, made)


def _entity_keys(roster: Roster) -> dict[str, str]:
    """For each report, what its referents stand for, in one hash."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for (report, referent), entity_id in roster.entity_of.items():
        entity = roster.entities[entity_id]
        found.setdefault(report, []).append((referent, entity_id, entity.name, entity.kind, entity.country, entity.sector))
    return {report: content_id("cast", sorted(map(str, rows))) for report, rows in found.items()}
