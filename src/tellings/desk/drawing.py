"""The picture drawn again where the store has changed, and nowhere else.

Whatever changes notes what depends on it (`touched`); each step here takes such notes away, does what they ask for, and notes
what depends on that in turn, all in one transaction. So a run that is killed goes on, and what another process changes meanwhile
is drawn by whoever comes next. The order of the steps is that of the dependencies: reports, stories, entities, what each story
tells, what follow-ups tell again, the whole.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from tellings.desk import casting, chaining, grouping, settling, sketching, whole
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


def redraw(store: Store) -> None:
    """Draw what has changed since the picture was drawn last.

    Where another process adds reports meanwhile, it is done again, a few times at most: the other one draws it too.
    """
    for _ in range(TRIES):
        if store.drawn() == DRAW_VERSION:
            return
        store.start_drawing(DRAW_VERSION)
        few = len(store.touched(to_do.GROUP, FEW)) < FEW
        with store.together() if few else nullcontext():
            link_new(store)
            _draw(store)
            store.now_drawn(DRAW_VERSION)


def _draw(store: Store) -> None:
    made = standing(store)
    for kind, step, many in STEPS:
        if kind == to_do.STORY:
            with store.together():
                sketching.refresh(store, made)
        while _batch(store, kind, step, many, made):
            pass


def _batch(store: Store, kind: str, step: Callable[[Store, list[str], Verdicts], None], many: int, made: Verdicts) -> bool:
    """One batch of notes of a kind; whether there was one."""
    with store.together():
        keys = store.touched(kind, many)
        if keys:
            store.drawn_now(kind, keys)
            step(store, keys, made)
    return len(keys) == many
