"""Page models made up from their own types, so that a template can be looked at and tested without a store."""

import dataclasses
import types
import typing
from collections.abc import Callable
from typing import Any

from tellings.server.views import pages, parts
from tellings.server.views.shell import Judged, Shell

PAGES = [
    cls for cls in vars(pages).values() if dataclasses.is_dataclass(cls) and isinstance(cls, type) and hasattr(cls, "TEMPLATE")
]

WORDS = {
    "title": "Rebels seize the town of Kiffa",
    "summary": "Assaba Front took Kiffa",
    "outlet": "Sahel Ledger",
    "name": "Lamine Ould Sghair",
    "line": "5 reports · 5 outlets · 2 independent origins",
    "before": "Rebels of the Assaba Front ",
    "trigger": "seized",
    "after": " the town of Kiffa on Monday.",
    "first": "2031-03-03",
    "last": "2031-03-05",
    "day": "2031-03-03",
    "on": "2031-03-04",
    "since": "2031-03-03",
    "until": "2031-03-05",
    "at": "2031-03-03T10:00:00+00:00",
    "code": "MRT REB",
    "kind": "shared",
    "layer": "event",
    "says": "killed: 9 / 12 / 17",
    "value": "12",
    "relation": "supports",
    "direction": "ltr",
    "original": "https://sahelledger.example/0303",
    "score": "0.91",
    "csrf": "token",
    "back": "/",
    "path": "/",
}
"""A word for each field of that name; others say their own name."""

HREF = "/stories/story-1"


def plain(name: str) -> str:
    """A believable word for a field of that name."""
    return HREF if name in {"href", "json_href", "compare", "network", "undo", "next"} else WORDS.get(name, name)


def made(cls: Any, words: Callable[[str], str] = plain, many: int = 3, name: str = "") -> Any:
    """A value of that type, with `words` in every string and `many` of whatever there may be many of."""
    origin = typing.get_origin(cls)
    if origin in {types.UnionType, typing.Union}:
        return made(typing.get_args(cls)[0], words, many, name)
    if origin is tuple:
        inner = typing.get_args(cls)[0]
        deep = name == "children"
        return () if deep or not many else tuple(made(inner, words, many, name) for _ in range(many))
    if dataclasses.is_dataclass(cls):
        hints = typing.get_type_hints(cls, {**vars(parts), **vars(pages), **_all_views()})
        return typing.cast("Any", cls)(**{f.name: made(hints[f.name], words, many, f.name) for f in dataclasses.fields(cls)})
    return {str: words(name), int: 3, float: 16.62, bool: True}[cls]


def shell(words: Callable[[str], str] = plain) -> Shell:
    """A shell of somebody who may judge."""
    return typing.cast("Shell", made(Shell, words, 1))


def judged() -> Judged:
    """A judgement just made."""
    return dataclasses.replace(typing.cast("Judged", made(Judged)), undone=False)


def _all_views() -> dict[str, Any]:
    from tellings.server.views import changed, told

    return {**vars(changed), **vars(told)}
