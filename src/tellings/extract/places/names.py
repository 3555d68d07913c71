"""Where a report names places: the spans, the gazetteer's answers for each, and the state or country named with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.data.countries import by_demonym, by_name
from tellings.data.place_words import place_words
from tellings.data.regions import by_abbreviation
from tellings.extract.asked_once import asked_once
from tellings.model.gazetteer import Entry, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.places.finder import Gazetteer
    from tellings.extract.syntax import Sentence, Syntax, Token

LONGEST_NAME = 7
"""Tokens of the longest place name (`Democratic People's Republic of Korea` has six)."""

LONGEST_ACRONYM = 3
"""Letters up to which capitals are read as an acronym (`US`, `NRA`): the gazetteer has villages under most of them."""

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP", ""})
"""Labels under which the pipeline often hides a place; the others (dates, amounts, languages) never hold one."""

INNER = frozenset(
    {
        *("of", "the", "de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "les", "el", "al", "und", "upon"),
        *("on", "under", "sur", "sous", "y", "e", "and", "in", "&", "-", "–", "'", "’", "'s", "’s", ".", "/"),
    }
)
"""Words in lower case, and marks, that may stand inside a place name."""

NESTING = frozenset({",", "(", ", in", ", in the"})
"""What may stand between a place and the state or country that it lies in."""

LONGEST_INITIALS = 6

CONTAINERS = frozenset({PlaceKind.STATE, PlaceKind.COUNTRY, PlaceKind.COUNTY})


@dataclass(frozen=True)
class Named:
    """One place where the report may name a place. `entries` is empty where the gazetteer has none.

    `first` and `last` are tokens of the sentence, end excluded. `inside` is the code of the state or country that is named
    right after it (`US.TX`, `SYR`). A `site` has no entry of its own: its `entries`, if any, are those of the town in its name.
    """

    start: int
    end: int
    text: str
    sentence: Sentence
    first: int
    last: int
    label: str
    entries: tuple[Entry, ...]
    inside: str = ""
    kind: PlaceKind | None = None
    site: bool = False
    sure: float = 0.0

    @property
    def before(self) -> Token | None:
        """The word before it."""
        return self.sentence.tokens[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        """The word after it."""
        return self.sentence.tokens[self.last] if self.last < len(self.sentence.tokens) else None


def shifted(named: Named, by: int) -> Named:
    """The same so many code points further on."""
    return replace(named, start=named.start + by, end=named.end + by)


def spans(text: str, sentence: Sentence, gazetteer: Gazetteer) -> list[Named]:
    """The longest names that the gazetteer knows, and what the pipeline takes for a place without the gazetteer knowing it."""
    found: list[Named] = []
    ends = {a: b for a, b, label in sentence.entities if label in PLACE_LABELS}
    inside = {k: b for a, b in ends.items() for k in range(a, b)}
    at = 0
    for i, token in enumerate(sentence.tokens):
        if i < at or (i not in inside and not token.text[:1].isupper()):  # four words in five: no place begins there
            continue
        end = inside.get(i, i)
        named = _longest(text, sentence, i, gazetteer) if _starts(sentence.tokens, i) else None
        if i < end and (named is None or named.last < end) and _opens(sentence, i, ends):
            named = _part(text, sentence, (i, end), named) or named
        named = named or _run(text, sentence, i)
        if named:
            found.append(named)
        at = named.last if named else i + 1
    return _nested(found, text)


def _run(text: str, sentence: Sentence, i: int) -> Named | None:
    """Capitalised words that nobody knows, where hardly anything but a place can stand (`in Tal Rifaat`, `the town of Azaz`)."""
    tokens, j = sentence.tokens, i
    while (
        j < len(tokens) and j - i < LONGEST_NAME and (tokens[j].pos == "PROPN" or (j > i and tokens[j].text in ("-", "al", "el")))
    ):
        j += 1
    while j > i and not tokens[j - 1].text[:1].isupper():
        j -= 1
    if j == i or not tokens[i].text[:1].isupper() or not placed(sentence, i) or tokens[i].ent not in NAME_LABELS:
        return None
    named = _named(text, sentence, (i, j), ())
    return None if _initials(named.text) or by_demonym(named.text) or _generic(named.text) else replace(named, label="")


def placed(sentence: Sentence, i: int) -> bool:
    """Whether the word at `i` stands behind a preposition of place, `the town of`, or a verb that takes ground (`entered`)."""
    tokens, known = sentence.tokens, place_words()
    before = tokens[i - 1].lower if i else ""
    if i and tokens[i - 1].pos == "VERB" and tokens[i - 1].lemma in known.taking:
        return True
    return before in known.strong or (before == "of" and i > 1 and tokens[i - 2].lower in known.before)


def _opens(sentence: Sentence, i: int, ends: dict[int, int]) -> bool:
    """Whether the entity begins here, but for an article and a direction before it (`the northern Idlib`)."""
    first = next(a for a, b in ends.items() if a <= i < b)
    skipped = ("the", "a", "an", *place_words().direction)
    return sentence.tokens[i].lower not in skipped and all(t.lower in skipped for t in sentence.tokens[first:i])


def _starts(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if not token.text[:1].isupper():
        return False
    if token.ent and token.ent not in PLACE_LABELS and token.ent not in NAME_LABELS:
        return False
    told = i + 1 < len(tokens) and tokens[i + 1].lower in place_words().after and i > 0  # `the Artibonite region`
    return (
        token.pos == "PROPN"
        or token.ent in PLACE_LABELS
        or (bool(token.ent) and token.pos == "ADJ")
        or told
        or by_name(token.text) is not None
    )


def _longest(text: str, sentence: Sentence, i: int, gazetteer: Gazetteer) -> Named | None:
    tokens = sentence.tokens
    begins = [i - 1, i] if i and tokens[i - 1].lower == "the" else [i]
    for j in range(_reach(tokens, i), i, -1):
        if not (tokens[j - 1].text[:1].isupper() or tokens[j - 1].text == "."):
            continue
        for begin in begins:
            if entries := _entries(text[tokens[begin].start : tokens[j - 1].end], tokens, i, gazetteer):
                return _named(text, sentence, (i, j), entries)
    return None


def _named(text: str, sentence: Sentence, where: tuple[int, int], entries: tuple[Entry, ...]) -> Named:
    first, last = sentence.tokens[where[0]], sentence.tokens[where[1] - 1]
    return Named(first.start, last.end, text[first.start : last.end], sentence, *where, first.ent, entries)


def _reach(tokens: Sequence[Token], i: int) -> int:
    """Where a name that starts at `i` must have ended."""
    j = i + 1
    while j < len(tokens) and j - i < LONGEST_NAME and (tokens[j].text[:1].isupper() or tokens[j].lower in INNER):
        j += 1
    return j


def _entries(words: str, tokens: Sequence[Token], i: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if (region := by_abbreviation(words)) and (_behind_a_town(tokens, i) or words.count(".") > 1):
        name, state = region
        return tuple(e for e in gazetteer.look_up(name) if e.kind is PlaceKind.STATE and e.state == state)
    code = by_name(words)
    if _acronym(words):
        return tuple(e for e in gazetteer.look_up(words) if e.kind is PlaceKind.COUNTRY and e.country == code) if code else ()
    if words.endswith(".") or (not code and (by_demonym(words) or _generic(words))):
        return ()
    return tuple(gazetteer.look_up(words))


def _generic(words: str) -> bool:
    """Whether a name is nothing but words that stand in many names (`Center`, `South Street`)."""
    known, parts = place_words(), words.lower().split()
    common = (w in known.direction or w in known.site or w in known.after or w in known.civic for w in parts)
    return all(common) and (len(parts) == 1 or parts[-1] not in known.direction)  # but `Middle East`


def _behind_a_town(tokens: Sequence[Token], i: int) -> bool:
    """Whether a short form of a state stands where one may: `Lexington, Ky.`, `Boise (ID)`."""
    return i > 1 and tokens[i - 1].text in (",", "(") and tokens[i - 2].text[:1].isupper()


def _acronym(words: str) -> bool:
    short = words.replace(".", "")
    return len(short) <= LONGEST_ACRONYM and short.isupper()


def _initials(words: str) -> bool:
    """Whether a name that the gazetteer does not have is more likely an acronym (`MSNBC`) than a village in capitals."""
    return words.replace(".", "").isupper() and len(words) <= LONGEST_INITIALS


def _part(text: str, sentence: Sentence, where: tuple[int, int], inner: Named | None) -> Named | None:
    """A place of which the gazetteer knows the beginning at most; None where the beginning is all that counts."""
    tokens, known = sentence.tokens, place_words()
    first, last = where
    while last > first and (tokens[last - 1].lower in ("'s", "’s", "'") or not tokens[last - 1].text[0].isalnum()):
        last -= 1
    while last > first and not tokens[last - 1].text[:1].isupper() and tokens[last - 1].lower not in known.site:
        last -= 1
    if inner and (
        inner.last >= last
        or tokens[inner.last].lower in known.after
        or tokens[inner.last].lower in known.strong
        or tokens[inner.last].text == ","
    ):
        return None
    words = tokens[first:last]
    name = text[words[0].start : words[-1].end] if words else ""
    if not any(t.text[:1].isupper() for t in words) or _initials(name) or by_demonym(name):
        return None
    site = words[-1].lower.rstrip(".") in known.site
    return replace(_named(text, sentence, (first, last), inner.entries if inner and site else ()), site=site)


def _nested(found: list[Named], text: str) -> list[Named]:
    """Each with the state or country that is named right after it (`Paris, Texas`), but not in a list of states."""
    out = list(found)
    for k, (left, right) in enumerate(pairwise(found)):
        if not _beside(text, left, right) or (_holds(left) and _listed(found, k, text)):
            continue
        holders = [e for e in right.entries if e.kind in CONTAINERS]
        codes = dict.fromkeys(e.state if e.kind is PlaceKind.STATE else e.county or e.country or "" for e in holders)
        inside = next((c for c in codes if any(lies_in(e, c) for e in left.entries)), "")
        if not inside and holders and not left.entries:
            inside = next(iter(codes))
        out[k] = replace(left, inside=inside)
    return out


def _beside(text: str, left: Named, right: Named) -> bool:
    return right.start - left.end <= 9 and text[left.end : right.start].strip() in NESTING


def _holds(named: Named) -> bool:
    return any(e.own and e.kind in (PlaceKind.STATE, PlaceKind.COUNTRY) for e in named.entries)


def _listed(found: Sequence[Named], k: int, text: str) -> bool:
    """Whether the pair at `k` is part of a longer list (`Ohio, Washington, and Pennsylvania`)."""
    earlier = k > 0 and _beside(text, found[k - 1], found[k])
    later = k + 2 < len(found) and text[found[k + 1].end : found[k + 2].start].strip() in (",", "and", ", and", "or")
    return earlier or later


def lies_in(entry: Entry, code: str) -> bool:
    """Whether a place lies inside the state, county or country of that code, and is not that itself."""
    if entry.kind is PlaceKind.COUNTRY:
        return False
    itself = (entry.state == code and entry.kind is PlaceKind.STATE) or (entry.county == code and entry.kind is PlaceKind.COUNTY)
    return code in (entry.state, entry.county, entry.country) and not itself


def demonyms(syntax: Syntax) -> Counter[str]:
    """How often each country is spoken of by its people's name or adjective."""
    return Counter(code for s in syntax.sentences for code in _peoples(s))


@asked_once
def _peoples(sentence: Sentence) -> list[str]:
    named = (t.text for t in sentence if t.text[:1].isupper())
    return [code for word in named if (code := by_demonym(word)) and not by_name(word)]
