"""tellings: one event, many tellings.

with tellings.Desk.open("desk.db") as desk:
    for story in desk.stories():
        print(story.title, len(story.origins))

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.desk import Desk, Outcome, Selection
    from tellings.errors import TellingsError
    from tellings.export.tabular import Table
    from tellings.model.picture import Claim, Control, Entity, Judgement, Relation
    from tellings.model.report import Report
    from tellings.model.story import Story
    from tellings.read.options import Hints

__all__ = [
    "Claim",
    "Control",
    "Desk",
    "Entity",
    "Hints",
    "Judgement",
    "Outcome",
    "Relation",
    "Report",
    "Selection",
    "Story",
    "Table",
    "TellingsError",
]

_ROOMS = {
    "Claim": "tellings.model.picture",
    "Control": "tellings.model.picture",
    "Desk": "tellings.desk",
    "Entity": "tellings.model.picture",
    "Hints": "tellings.read.options",
    "Judgement": "tellings.model.picture",
    "Outcome": "tellings.desk",
    "Relation": "tellings.model.picture",
    "Report": "tellings.model.report",
    "Selection": "tellings.desk",
    "Story": "tellings.model.story",
    "Table": "tellings.export.tabular",
    "TellingsError": "tellings.errors",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'tellings' has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
