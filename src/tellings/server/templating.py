"""Jinja, escaping everything; what is hostile in a report's text is shown, and does nothing."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tellings.server.views.parts import alike
from tellings.server.views.words import day_words

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"

HASH = 12
"""Letters of a file's hash in its address: two versions of a file never share them."""

LONGEST_WORD = 60
"""Letters after which a word may be broken: no word of a language is as long, and one of a thousand would widen the page."""

UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
"""Classes of characters that have no shape of their own and can change how others look."""

JOINERS = frozenset({"\u200c", "\u200d", "\u00ad"})
"""Those of them that words of Persian, Hindi, and hyphenated texts need; they move nothing."""

PLAIN = frozenset({"\n", "\t", "\r"})


def shown(text: object) -> Markup:
    """The text escaped, with characters that cannot be seen written out, and places to break in giant words."""
    plain = str(text)
    if plain.isprintable() and (len(plain) <= LONGEST_WORD or max(map(len, plain.split()), default=0) <= LONGEST_WORD):
        return escape(plain)
    return Markup("").join(_shown(word) for word in _words(plain))


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [w if n == len(words) - 1 else w + " " for n, w in enumerate(words)]


def _shown(word: str) -> Markup:
    parts = (word[k : k + LONGEST_WORD] for k in range(0, len(word), LONGEST_WORD))
    return Markup("<wbr>").join(Markup("").join(map(_letter, part)) for part in parts)


def _letter(char: str) -> Markup:
    if char.isprintable() or char in PLAIN or char in JOINERS or unicodedata.category(char) not in UNSEEN:
        return escape(char)
    return Markup('<span class="mark">U+{:04X}</span>').format(ord(char))


def number(value: float) -> str:
    """`12,000`, or `12.5`."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def plain(value: Any) -> Any:
    """A model as dicts, lists and simple values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def as_json(value: Any) -> str:
    """A model as JSON."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def as_script(value: Any) -> Markup:
    """A model as JSON inside a `<script type="application/json">`, out of which no text of it can break."""
    text = as_json(value)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # every character that means something to HTML is written out above


@cache
def static(name: str) -> str:
    """The address of a file that is served as it is, with a part of its hash: it may be kept for ever."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:HASH]}"


def environment() -> Environment:
    """Templates, filters and globals."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.filters |= {"shown": shown, "json": as_json, "json_script": as_script, "n": number, "alike": alike, "day": day_words}
    made.globals |= {"static": static}
    return made
