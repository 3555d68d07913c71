"""Nouns to plain JSON values and back: `decode(type(x), encode(x)) == x`.

A field that holds its default is left out, so that what an older version wrote is still read when a noun has grown a field
with a default. A `Span` is `[start, end, text]`.
"""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from tellings.model import coding, period, picture, report, story
from tellings.model.report import Span

Change = Callable[[Any], Any]
Noun = TypeVar("Noun")

_NAMES = {
    name: thing
    for module in (period, report, coding, story, picture)
    for name, thing in vars(module).items()
    if isinstance(thing, type)
} | {"date": date, "datetime": datetime}
"""What the annotations of the nouns speak of; the modules import some of it for the type checker alone."""


def encode(noun: Any) -> Any:
    """The noun as dicts, lists, strings, numbers and None."""
    return _encoder(type(noun))(noun)  # type: ignore[arg-type]  # a class is hashable


def decode(kind: type[Noun], data: Any) -> Noun:
    """The noun of that kind that `encode` wrote."""
    return typing.cast("Noun", _decoder(kind)(data))  # type: ignore[arg-type]  # the same


@cache
def hints(kind: type) -> dict[str, Any]:
    """The type of each field of a noun, as its annotations say."""
    found = typing.get_type_hints(kind, localns=_NAMES | vars(sys.modules[kind.__module__]))
    return {f.name: found[f.name] for f in dataclasses.fields(kind)}


def _fields(kind: type) -> list[tuple[str, Any, Any]]:
    """Name, type and default (or MISSING) of each field."""
    return [(f.name, hints(kind)[f.name], f.default) for f in dataclasses.fields(kind)]


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(kind: Any) -> Change:
    if kind is Span:
        return lambda s: [s.start, s.end, s.text]
    if dataclasses.is_dataclass(kind):
        return _dataclass_encoder(typing.cast("type", kind))
    return _plain(kind, _encoder, leaf=_leaf_encoder)


@cache
def _decoder(kind: Any) -> Change:
    if kind is Span:
        return lambda v: Span(v[0], v[1], v[2])
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(typing.cast("type", kind))
    return _plain(kind, _decoder, leaf=_leaf_decoder, sequence=tuple)


def _dataclass_encoder(kind: type) -> Change:
    parts = [(name, _encoder(hint), default) for name, hint, default in _fields(kind)]

    def change(noun: Any) -> dict[str, Any]:
        out = {}
        for name, part, default in parts:
            value = getattr(noun, name)
            if value is not default and value != default:
                out[name] = part(value)
        return out

    return change


def _dataclass_decoder(kind: type) -> Change:
    parts = {name: _decoder(hint) for name, hint, _ in _fields(kind)}
    # a default that is no constant has no place in `encode`'s rule and is always written
    return lambda data: kind(**{name: parts[name](value) for name, value in data.items()})


def _plain(kind: Any, part: Callable[[Any], Change], leaf: Callable[[Any], Change], sequence: type = list) -> Change:
    """What a tuple, an optional or a leaf becomes."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (some,) = (part(t) for t in inner if t is not type(None))
        return lambda v: None if v is None else some(v)
    if origin is tuple and inner[-1] is Ellipsis:
        each = part(inner[0])
        return sequence if each is _same else lambda v: sequence([each(x) for x in v])
    if origin is frozenset:
        # a set has no order of its own: sorted, the same noun is always written alike
        one = part(inner[0])
        return (lambda v: sorted(map(one, v))) if sequence is list else (lambda v: frozenset(map(one, v)))
    if origin is tuple:
        several = [part(t) for t in inner]
        return lambda v: sequence([one(x) for one, x in zip(several, v, strict=True)])
    return leaf(kind)


def _leaf_encoder(kind: Any) -> Change:
    if kind in (date, datetime):
        return lambda v: v.isoformat()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda v: v.value
    return _same


def _leaf_decoder(kind: Any) -> Change:
    if kind in (date, datetime):
        return typing.cast("Change", kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _same
