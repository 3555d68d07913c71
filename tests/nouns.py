"""Any noun, drawn by hypothesis from the types of its fields."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from hypothesis import strategies as st

from tellings.model.codec import hints
from tellings.model.report import Span

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 10**6),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Span: st.builds(lambda start, text: Span(start, start + len(text), text), st.integers(0, 1000), TEXTS),
}


def nouns(kind: Any) -> st.SearchStrategy[Any]:
    """A strategy for a type as the nouns' annotations write it."""
    if kind in LEAVES:
        return LEAVES[kind]
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return st.builds(kind, **{name: nouns(hint) for name, hint in hints(kind).items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if t is type(None) else nouns(t) for t in inner))
    if origin is frozenset or inner[-1] is Ellipsis:
        return st.lists(nouns(inner[0]), max_size=2).map(origin)
    return st.tuples(*map(nouns, inner))
