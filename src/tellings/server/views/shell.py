"""What stands around every page: who looks, where they are, whether the picture is out of date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.server.views.parts import Anchor


@dataclass(frozen=True, slots=True)
class Shell:
    """Every template gets it as `shell` beside its `page`.

    `back` is what a form hands over in its field `back`, `csrf` in its field `csrf`. `may_judge` tells whether forms that
    change something are shown; `logged_in` whether there is somebody to log out. `waiting` counts reports that the picture
    lacks; `stale_says` says it in words, empty where the picture is up to date.
    """

    path: str
    back: str
    csrf: str
    user: str
    role: str
    may_judge: bool
    logged_in: bool
    waiting: int
    stale_says: str
    json_href: str
    version: str
    nav: tuple[Anchor, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judgement's form is answered with, as `judged` of `judged.html`: `says` it in words, `undo` is the form's action."""

    id: str
    says: str
    undone: bool
    undo: str
    drawn: bool
