"""Offices and kinds of actors: what a noun phrase says somebody is, with country and sector."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeVar

from tellings.data.actors import ActorNoun, Title, actor_nouns, cast_words, titles
from tellings.extract.asked_once import asked_once
from tellings.extract.phrases import behind, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tellings.extract.names.known import Known, KnownWords
    from tellings.extract.syntax import Token

LONGEST = 5
"""Words of the longest title."""
CACHED_WORDS = 1 << 14
"""Words whose last parts are kept in memory: the same nouns are asked about again and again."""
LEAD = cast_words("lead")
"""`US-led coalition` is American; `Iran-backed militia` is not Iranian."""
OF = ("of", "for", "at", "from", "with", "in")
FIGHTS = cast_words("fights")
ARMED = cast_words("armed")
STATE_SERVANTS = cast_words("state_servant")
ACTIVITIES = cast_words("activity")
ACTIVITY_HEADS = cast_words("activity_head")
MEMBERS = cast_words("members")
ALLIANCE = frozenset({"coalition", "alliance", "force", "operation"})
COURTESY = frozenset({"honorific"})

Row = TypeVar("Row", ActorNoun, Title)


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is said to be: `title` as written, `noun` the table's entry for it."""

    title: str
    noun: str
    country: str | None
    sector: str | None
    level: str
    gender: str | None
    head: Token
    first: Token
    last: Token
    group: str | None = None  # the named group or body that it stands with


def title_at(tokens: Sequence[Token]) -> tuple[Title, int] | None:
    """The longest title that ends with the last of the tokens, and how many words it has."""
    return _longest(titles(), _title_reach(), tokens)


def noun_at(tokens: Sequence[Token]) -> tuple[ActorNoun, int] | None:
    """The longest noun for actors that ends with the last of the tokens, and how many words it has."""
    return _longest(actor_nouns(), _noun_reach(), tokens)


def _longest(table: Mapping[str, Row], reach: Mapping[str, int], tokens: Sequence[Token]) -> tuple[Row, int] | None:
    if not tokens:
        return None
    last = tokens[-1]
    ends = (last.lower,) if last.lemma == last.lower else (last.lower, last.lemma)
    most = max([reach.get(_tail(end), 0) for end in ends])
    for n in range(min(most, len(tokens)), 0, -1):
        before: list[str] = [t.lower for t in tokens[len(tokens) - n : -1]]
        for end in ends:
            if row := table.get(_join((*before, end))):
                return row, n
    return None


def can_be_kind(token: Token) -> bool:
    """Whether a title or a noun for actors can end with the word: of the nouns of news three in ten."""
    if token.tag == "POS":  # the noun stands before it
        return True
    titles_, nouns = _title_reach(), _noun_reach()
    return any(tail in titles_ or tail in nouns for tail in (_tail(token.lower), _tail(token.lemma)))


@cache
def _title_reach() -> Mapping[str, int]:
    return _reach(titles())


@cache
def _noun_reach() -> Mapping[str, int]:
    return _reach(actor_nouns())


def _reach(entries: Iterable[str]) -> Mapping[str, int]:
    """For each last part of an entry, the most tokens that such an entry has: most nouns end none, and are not looked up."""
    reach: dict[str, int] = {}
    for entry in entries:
        tokens = 1 + entry.count(" ") + 2 * entry.count("-") + entry.count("'s")
        reach[_tail(entry)] = max(reach.get(_tail(entry), 0), min(LONGEST, tokens))
    return reach


@lru_cache(maxsize=CACHED_WORDS)
def _tail(words: str) -> str:
    """What stands behind the last blank, hyphen or apostrophe: the same however a parser cuts the words."""
    return words.replace("-", " ").replace("'", " ").rpartition(" ")[2]


def _join(words: Sequence[str]) -> str:
    return " ".join(words).replace(" - ", "-").replace(" 's", "'s")


def read_office(tokens: Sequence[Token], known: Mapping[int, Known]) -> Office | None:
    """The office that a run of words names (`Kremlin spokesman`, `Iran's Foreign Minister`); None where there is none."""
    found = title_at(tokens)
    if not found or _too_common(tokens[-1]):
        return None
    row, n = found
    head = tokens[-1]
    before = tokens[: len(tokens) - n]
    places = [k for t in before if (k := fact(t, known))]
    further = [k for t in _behind(head) if (k := fact(t, known))]
    country = next((k.country for k in (*reversed(places), *further) if k.country), None)
    sector = row.sector or _sector(before, known) or _sector(_behind(head), known)
    if row.level in COURTESY:
        return None
    sector = "ELI" if sector in ("GOV", "LEG", "MIL") and _former(before) else sector
    cut = max(
        (i + 1 for i, t in enumerate(before) if t.pos == "ADP" or t.ent in ("DATE", "TIME") or _is_country(t, known)), default=0
    )
    start = next(
        (
            t
            for t in before[cut:]
            if not _is_country(t, known) and t.text[0].isalnum() and t.pos in ("NOUN", "PROPN", "ADJ", "VERB", "NUM")
        ),
        None,
    )
    first = start if start and start.i < head.i else tokens[len(tokens) - n]
    group = next((k.group.name for k in (*places, *further) if k.group), None)
    sector = sector or ("GOV" if country and row.title in STATE_SERVANTS else None)
    last = _end_of(head, row)
    words = " ".join(t.text for t in head.sent.tokens[first.i : last.i + 1])
    return Office(_tidy(words), row.title, country, sector, row.level, row.gender, head, first, last, group)


def _tidy(words: str) -> str:
    return words.replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "’s")


def _end_of(head: Token, row: Title) -> Token:
    """The last word of the title: `head of the Observatory` takes its institution in where the title alone says little."""
    if row.sector:
        return head
    objects = [t for t in behind(head, "of", "for") if t.i - head.i <= 6]
    return max((w for t in objects[:1] for w in phrase(t)), key=lambda t: t.i, default=head)


def _former(before: Sequence[Token]) -> bool:
    return any(t.lower in ("former", "ex", "ousted", "deposed", "late", "retired", "exiled") for t in before)


def _too_common(token: Token) -> bool:
    """`general`, `major`, `private` and the like are titles only when written so."""
    return token.tag in ("JJ", "RB", "VB", "VBD", "VBG", "VBN", "VBZ", "VBP", "CD") and not token.text[:1].isupper()


def _behind(head: Token) -> list[Token]:
    return [w for t in behind(head, *OF) for w in phrase(t)]


def _is_country(token: Token, known: Mapping[int, Known]) -> bool:
    found = known.get(token.start)
    return bool(found and found.how in ("name", "demonym", "capital"))


def fact(token: Token, known: Mapping[int, Known]) -> Known | None:
    """What the tables know of a word, unless it only backs somebody (`Iran-backed`)."""
    found = known.get(token.start)
    if not found:
        return None
    if found.first and token.sent.tokens[found.first - 1].lower == "ethnic":
        return None
    tail = token.sent.tokens[found.last : found.last + 2]
    if len(tail) == 2 and tail[0].text == "-" and tail[1].lower not in LEAD and tail[1].tag in ("VBN", "VBD", "JJ", "VB", "NN"):
        return None
    return None if tail and tail[0].text == "$" else found


def _sector(tokens: Sequence[Token], known: Mapping[int, Known]) -> str | None:
    """The sector of the institution among some words: the one nearest to the head counts."""
    for end in range(len(tokens), 0, -1):
        if (k := fact(tokens[end - 1], known)) and (k.sector or k.group):
            return k.sector
        found = noun_at(tokens[:end])
        if found and found[0].sector != "UNK":
            return found[0].sector
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """An actor told by kind: `noun` is the table's entry, `named` the group that the phrase names (`Hezbollah fighters`)."""

    noun: str
    kind: str
    sector: str | None
    country: str | None
    words: tuple[Token, ...]
    title: Title | None = None
    named: Known | None = None


def read_kind(head: Token, known: KnownWords) -> Kind | None:
    """What a common-noun phrase says of its actor: kind, sector and country; None where it is no actor."""
    return _kind(head, known) if head.sent.start in known.doubted else _kept_kind(head, known)


def _kind(head: Token, known: Mapping[int, Known]) -> Kind | None:
    if not can_be_kind(head):
        return None
    words = phrase(head)
    upto = [t for t in words if t.i <= head.i]
    noun, title = noun_at(upto), title_at(upto)
    if title and (_too_common(head) or title[0].level in COURTESY):
        title = None
    if (not noun and not title) or (head.lemma in ACTIVITY_HEADS and any(t.lower in ACTIVITIES for t in upto)):
        return None
    row = noun[0] if noun else None
    n = max(noun[1] if noun else 0, title[1] if title else 0)
    before = upto[: len(upto) - n]
    facts = [k for t in (*before, *upto[len(upto) - n :]) if (k := fact(t, known))]
    sector = _kind_sector(row, title[0] if title else None, noun[1] if noun else 0, title[1] if title else 0)
    sector = sector or _sector(before, known) or _sector(_behind(head), known)
    if _armed_opponent(head, upto):
        sector = "REB"
    elif head.lemma in ALLIANCE and any(t.lower == "led" or t.lower.endswith("-led") for t in before):
        sector = "MIL"
    behind_it = (k for t in behind(head, "of", "from") for w in phrase(t) if (k := fact(w, known)))
    named = next((k for k in (*reversed(facts), *(behind_it if head.lemma in MEMBERS else ())) if k.group), None)
    country = next((k.country for k in reversed(facts) if k.country), None) or _country_behind(head, sector, known)
    if not sector and country and title and title[0].title in STATE_SERVANTS:
        sector = "GOV"
    kind = row.kind if row else "person"
    label = row.noun if row else title[0].title if title else head.lemma
    return Kind(label, kind, sector, country, tuple(words), title[0] if title else None, named)


_kept_kind = asked_once(_kind)


def _kind_sector(noun: ActorNoun | None, title: Title | None, noun_words: int, title_words: int) -> str | None:
    """The longer match tells the sector; the noun where both are as long."""
    if title and title_words > noun_words:
        return title.sector
    if noun and noun.sector != "UNK":
        return noun.sector
    return title.sector if title else None


def _armed_opponent(head: Token, words: Sequence[Token]) -> bool:
    """`armed groups opposing the regime`, `anti-government forces`."""
    if head.lemma not in ARMED:
        return False
    lower = [t.lower for t in words]
    if "anti" in lower or any(w.startswith(("anti-", "rebel", "opposition")) for w in lower):
        return True
    return any(c.dep in ("acl", "relcl") and c.lemma in FIGHTS for c in head.children)


def _country_behind(head: Token, sector: str | None, known: Mapping[int, Known]) -> str | None:
    """The country in `army of Chad`, `rebels in Syria`, `groups opposing the Syrian president`; soldiers can be in any."""
    prepositions = ("of", "from") if sector in ("MIL", "PRM", "GOV") else ("of", "in", "from")
    for token in (*behind(head, *prepositions), *_opposed(head)):
        for word in phrase(token):
            if (k := fact(word, known)) and k.country:
                return k.country
    return None


def _opposed(head: Token) -> Iterator[Token]:
    for clause in head.children_by("acl", "relcl"):
        if clause.lemma in FIGHTS:
            for child in clause.children_by("dobj"):
                yield child
                yield from child.children_by("poss")
