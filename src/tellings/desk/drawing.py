"""The picture drawn again where the store has changed, and nowhere else.

Whatever changes notes what depends on it (`touched`); each step here takes such notes away, does what they ask for, and notes
what depends on that in turn, all in one transaction. So a run that is killed goes on, and what another process changes meanwhile
is drawn by whoever comes next. The order of the steps is that of the dependencies: reports, stories, entities, what each story
tells, what follow-ups tell again, the whole.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache, partial
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from tellings.desk import casting, chaining, grouping, settling, sketching, whole
from tellings.desk.how_far import LOG, HowFar
from tellings.desk.judging import standing
from tellings.desk.linking import link_new
from tellings.pipeline import DRAW_VERSION
from tellings.store import workings as to_do

if TYPE_CHECKING:
    from collections.abc import Callable

    from tellings.picture import Verdicts
    from tellings.store.base import Store

TRIES = 8
"""How often a picture is drawn that others keep changing."""

FEW = 30
"""Reports whose drawing is one transaction, so that who looks meanwhile sees the picture before or after; with more, the
transactions are many, so that who writes meanwhile need not wait for all of it."""

Step = tuple[str, "Callable[[Store, list[str], Verdicts], None]", int]
"""Which notes, what is done with them, and how many at a time."""

STEPS: tuple[Step, ...] = (
    (to_do.JUDGED, sketching.judge, 20),
    (to_do.GROUP, grouping.regroup, 200),
    (to_do.CAST, casting.cast, 300),
    (to_do.SPELT, casting.spell, 200),
    (to_do.LABEL, casting.label, 500),
    (to_do.CORE, casting.join, 300),
    (to_do.PLACE, settling.place, 300),
    (to_do.LONE, settling.settle_stories, 100),
    (to_do.STORY, sketching.draw_stories, 40),
    (to_do.CHAIN, chaining.chain, 40),
    (to_do.CLAIM, chaining.weigh, 300),
    (to_do.BOND, whole.relate, 200),
    (to_do.HOLD, whole.hold, 50),
    (to_do.ENTITY, whole.show, 300),
    (to_do.FACET, whole.narrow, 100),
)


LEFT = {
    to_do.JUDGED: "judgements", to_do.GROUP: "reports to group", to_do.CAST: "reports to look through for names",
    to_do.SPELT: "stories to look through for spellings", to_do.LABEL: "names to compare", to_do.CORE: "names to join",
    to_do.PLACE: "reports to place names of", to_do.LONE: "stories to settle names in", to_do.STORY: "stories to draw",
    to_do.CHAIN: "stories to compare with those around them", to_do.CLAIM: "claims to weigh", to_do.BOND: "relations",
    to_do.HOLD: "places", to_do.ENTITY: "entities", to_do.FACET: "stories to list",
}  # fmt: skip
"""What notes of each kind are, to a person who waits."""


def redraw(store: Store) -> None:
    """Draw what has changed since the picture was drawn last.

    Where another process adds reports meanwhile, it is done again, a few times at most: the other one draws it too.
    """
    how_far = HowFar()
    for _ in range(TRIES):
        if store.drawn() == DRAW_VERSION:
            return
        if store.start_drawing(DRAW_VERSION):
            many = len(store.touched(to_do.GROUP))
            LOG.info("another version of the program drew this picture: %s reports are drawn anew", f"{many:,}")
        few = len(store.touched(to_do.GROUP, FEW)) < FEW
        with _matrices().limit(limits=1), store.together() if few else nullcontext():
            link_new(store, how_far)
            _draw(store, how_far)
            store.now_drawn(DRAW_VERSION)


@cache
def _matrices() -> ThreadpoolController:
    """Who multiplies matrices. Those of a story are small: threads of their own wait for each other longer than they work."""
    return ThreadpoolController()


def _draw(store: Store, how_far: HowFar) -> None:
    made = standing(store)
    for kind, step, many in STEPS:
        if kind == to_do.STORY:
            with store.together():
                sketching.refresh(store, made)
        while _batch(store, kind, step, many, made):
            how_far(LEFT[kind], partial(_waiting, store, kind))


def _waiting(store: Store, kind: str) -> int:
    return len(store.touched(kind))


def _batch(store: Store, kind: str, step: Callable[[Store, list[str], Verdicts], None], many: int, made: Verdicts) -> bool:
    """One batch of notes of a kind; whether there was one."""
    with store.together():
        keys = store.touched(kind, many)
        if keys:
            store.drawn_now(kind, keys)
            step(store, keys, made)
    return len(keys) == many
