"""What a rule asks for, in words for a reader: the reason that an event or a statement carries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tellings.data.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLASS_MARKS = "@#"
"""What marks a class or a kind of words, and no word, in our tables."""

NAMED = 3
"""How many of the words that a rule allows its reason names."""


def in_words(word: str, kind: str, conditions: Sequence[str]) -> str:
    """The rule as a reader would say it: `the verb “launch” with “attack”, “raid” or “assault” … as its object`."""
    name = word.removeprefix("be_").replace("_", " ")
    asked = [_asked(c) for c in conditions if not c.startswith("!")]
    return f"the {kind} “{name}”" + (f" {', '.join(asked)}" if asked else "")


def cue_in_words(word: str, kind: str, frame: str) -> str:
    """What makes a statement, as a reader would say it: `the verb “say” and the clause that follows`."""
    named = _values().get(("frame", frame))
    after = frame.removeprefix("np-").removeprefix("o-").removeprefix("unto") or "to"
    return f"the {kind} “{word.replace('_', ' ')}” " + (named or f"and what follows “{after}”")


def _asked(condition: str) -> str:
    slot, _, values = condition.partition("=")
    name = slot.partition(".")[0]
    phrase, bare = _slots().get(name, (f"with ~ after “{name}”", f"with words after “{name}”"))
    named = [_value(v, name) for v in values.split(",") if v]
    if not named or not phrase:
        return bare
    more = " …" if len(named) > NAMED else ""
    *first, final = named[:NAMED]
    return phrase.replace("~", (f"{', '.join(first)} or {final}" if first else final) + more)


def _value(value: str, slot: str) -> str:
    """A class or kind by its words, a word in quotation marks."""
    name = value.lstrip(CLASS_MARKS)
    if name != value:
        return _values().get(("class", name)) or name.replace("_", " ")
    return _values().get((slot, name)) or f"“{name.replace('_', ' ')}”"


@cache
def _slots() -> Mapping[str, tuple[str, str]]:
    return {r["name"]: (r["words"], r["bare"]) for r in read_table("reasons.tsv") if r["of"] == "slot"}


@cache
def _values() -> Mapping[tuple[str, str], str]:
    """The words for a class, for what stands in the slots `act` and `has`, and for a frame."""
    return {(r["of"], r["name"]): r["words"] for r in read_table("reasons.tsv") if r["of"] != "slot"}
