"""The tables that tell events: PLOVER and CAMEO, the frames of verbs and nouns, light verbs, acts in speech, contexts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.reasons import in_words
from tellings.data.tables import read_table
from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLASS_MARK, KIND_MARK = "@", "#"

DEEP = ("poss", "holder", "mod", "by", "of", "from", "on", "against", "with", "between", "into", "over", "to", "in")
"""What `slot~` stands for: the slot where it holds a party, else whose it is, else what it is about, else its words (`slot*`)."""

UNSAID = "-"


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of PLOVER's 16 types: its quad class, whether it needs a recipient, its modes with the CAMEO code of each."""

    name: str
    quad: str
    needs_recipient: bool
    cameo: str
    modes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code, what it stands for, and the PLOVER type and mode it becomes (None where PLOVER has none)."""

    code: str
    label: str
    type: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a frame asks of a slot: one of these words, or one of these kinds; nothing named means that the slot is filled."""

    slot: str
    words: frozenset[str]
    kinds: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a trigger: when it holds, what it means, where its actor and recipient stand. `type` None keeps silent."""

    trigger: str
    particle: str | None
    conditions: tuple[Condition, ...]
    type: str | None
    mode: str | None
    cameo: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class LightVerb:
    """How a light verb takes an event noun: by which phrase, what its subject is to the event, what becomes of the status."""

    verb: str
    particle: str | None
    slot: str
    role: str
    status: str | None


@dataclass(frozen=True, slots=True)
class ActRule:
    """What a speech about an act of some type is."""

    type: str
    mode: str | None
    cameo: str


@cache
def plover_types() -> Mapping[str, PloverType]:
    """PLOVER's types by name."""
    return {
        r["type"]: PloverType(
            name=r["type"],
            quad=r["quad"],
            needs_recipient=r["recipient"] == "required",
            cameo=r["cameo"],
            modes=dict(m.split(":") for m in r["modes"].split(",") if m),
        )
        for r in read_table("plover.tsv")
    }


@cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """CAMEO's codes with the PLOVER type and mode of each."""
    return {r["cameo"]: CameoCode(r["cameo"], r["label"], _said(r["type"]), _said(r["mode"])) for r in read_table("cameo.tsv")}


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """The classes of words that frames speak of as @name, classes inside classes resolved."""
    raw = {r["class"]: r["words"].split(",") for r in read_table("event_classes.tsv")}

    def members(name: str) -> Iterator[str]:
        if name not in raw:
            raise DataError(f"event_classes.tsv has no class {name!r}; add it or mend the name")
        for word in raw[name]:
            yield from members(word[1:]) if word.startswith(CLASS_MARK) else (word,)

    return {name: frozenset(members(name)) for name in raw}


@cache
def verb_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames of each verb (or `be_` adjective) by its dictionary form, in the table's order."""
    return _frames("event_verbs.tsv", "verbs")


@cache
def noun_frames() -> Mapping[str, tuple[Frame, ...]]:
    """The frames of each event noun by its dictionary form, in the table's order."""
    return _frames("event_nouns.tsv", "nouns")


@cache
def light_verbs() -> Mapping[str, tuple[LightVerb, ...]]:
    """The light verbs by dictionary form."""
    found: dict[str, list[LightVerb]] = {}
    for row in read_table("event_phrases.tsv"):
        for word in row["verbs"].split(","):
            verb, _, particle = word.partition("_")
            found.setdefault(verb, []).append(LightVerb(verb, particle or None, row["slot"], row["role"], _said(row["status"])))
    return {verb: tuple(rows) for verb, rows in found.items()}


@cache
def act_rules() -> Mapping[tuple[str, str, str], ActRule]:
    """What a speech about an act is, by (speech type, act type or *, act mode or *)."""
    return {
        (r["speech"], r["act"], r["act_mode"]): ActRule(r["type"], _said(r["mode"]), r["cameo"])
        for r in read_table("event_acts.tsv")
    }


@cache
def context_words() -> Mapping[str, frozenset[str]]:
    """The contexts that each word (or two_words) stands for."""
    found: dict[str, set[str]] = {}
    for row in read_table("contexts.tsv"):
        for word in row["words"].split(","):
            found.setdefault(word, set()).add(row["context"])
    return {word: frozenset(contexts) for word, contexts in found.items()}


def _said(cell: str) -> str | None:
    return None if cell in ("", UNSAID) else cell


def _frames(table: str, column: str) -> Mapping[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for row in read_table(table):
        conditions = tuple(_condition(c) for c in _parts(row["when"]))
        weight = sum(_weight(c) for c in conditions)
        for word in row[column].split(","):
            verb, particle = _trigger(word) if column == "verbs" else (word, None)
            found.setdefault(verb, []).append(
                Frame(
                    trigger=verb,
                    particle=particle,
                    conditions=conditions,
                    type=_said(row["type"]),
                    mode=_said(row["mode"]),
                    cameo=_said(row["cameo"]),
                    actor=_slots(row["actor"]),
                    recipient=_slots(row["recipient"]),
                    weight=weight + (1.5 if particle else 0.0),
                    source=in_words(word, column[:-1], _parts(row["when"])),
                )
            )
    return {verb: tuple(rows) for verb, rows in found.items()}


def _trigger(word: str) -> tuple[str, str | None]:
    if word.startswith("be_"):
        return word, None
    verb, _, particle = word.partition("_")
    return verb, particle or None


def _parts(when: str) -> list[str]:
    """The conditions of a cell: a comma parts words of one condition, or conditions where a slot follows."""
    parts: list[str] = []
    for piece in when.split(","):
        starts = "=" in piece or piece.lstrip("!").split(".")[0] in _SLOTS or not parts
        if starts and piece:
            parts.append(piece)
        elif piece:
            parts[-1] += "," + piece
    return parts


_SLOTS = frozenset(
    [
        "subj",
        "obj",
        "act",
        "passive",
        "reported",
        "dative",
        "acomp",
        "oprd",
        "if",
        "light",
        "happens",
        "begin",
        "casualties",
        "failed",
        "with",
        "to",
        "of",
        "on",
        "by",
        "against",
        "from",
        "in",
        "into",
        "at",
        "for",
        "between",
        "over",
        "as",
        "under",
        "out",
        "upon",
        "alongside",
        "behind",
        "around",
        "about",
        "towards",
        "toward",
        "near",
        "outside",
        "after",
    ]
)


def _condition(text: str) -> Condition:
    negated = text.startswith("!")
    slot, _, values = text.lstrip("!").partition("=")
    words: set[str] = set()
    kinds: set[str] = set()
    for value in values.split(",") if values else ():
        if value.startswith(CLASS_MARK):
            words |= word_classes()[value[1:]]
        elif value.startswith(KIND_MARK) and value[1:] in word_classes():
            words |= word_classes()[value[1:]]
            kinds.add(value[1:])
        elif value.startswith(KIND_MARK):
            kinds.add(value[1:])
        else:
            words.add(value)
    return Condition(slot, frozenset(words), frozenset(kinds), negated)


def _weight(condition: Condition) -> float:
    """How much a condition that holds makes a frame the finer one: named words most, a kind less, a filled slot least."""
    if condition.negated:
        return 0.25
    if condition.words and not condition.kinds:
        return 1.5
    return 1.0 if condition.kinds else 0.75


def _slots(cell: str) -> tuple[str, ...]:
    slots: list[str] = []
    for name in cell.split(","):
        slots.extend((name[:-1], *(f"{name[:-1]}.{inner}" for inner in DEEP), f"{name[:-1]}*") if name.endswith("~") else (name,))
    return tuple(dict.fromkeys(s for s in slots if s != UNSAID))
