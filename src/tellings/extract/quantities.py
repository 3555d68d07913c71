"""How many of what: killed, injured, arrested, displaced, troops, money, areas."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from tellings.data.measures import Unit, bounds, measures, unit_signs, unit_words
from tellings.extract.asked_once import found_once
from tellings.extract.measuring import is_part, measure_of, measured
from tellings.extract.phrases import forms
from tellings.model.coding import Mention, MentionKind, Quantity
from tellings.model.report import Span
from tellings.text.numbers import counting_words, number_pattern, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.syntax import Sentence, Syntax, Token

DIGIT = re.compile(r"\d")

LEEWAY = 0.1
"""`about 100` may be a tenth more or fewer, `nearly 100` a tenth fewer."""

NOT_COUNTS = frozenset(
    {"DATE", "TIME", "ORDINAL", "ORG", "FAC", "PRODUCT", "LAW", "EVENT", "WORK_OF_ART", "PERSON", "GPE", "LOC"}
)
"""Entities whose numbers count nothing (`two years`, `the first`, `Highway 15`)."""

TIMES = re.compile(
    r"[-\s]*(?:second|minute|hour|day|night|week|month|year|decade|centur|o'clock|a\.?m\b|p\.?m\b|old\b|th\b|st\b|nd\b|rd\b|[:/]\d)",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s*(?:-|–|to|or|and)\s*", re.IGNORECASE)
WIDEST_GAP = 60
"""Characters between a number and its noun (`12 heavily armed masked gunmen`)."""

DOZENS = 24
"""From here on a vague count is worth telling."""

LONGEST_BOUND = 4
"""Words in the longest bound (`in the region of`)."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence with the words that bound it; offsets in the report's text."""

    start: int
    end: int
    low: float | None
    high: float | None
    bounded: bool


def find_quantities(syntax: Syntax) -> tuple[Mention, ...]:
    """Every quantity as a QUANTITY mention with its `quantity`."""
    return tuple(mention for sentence in syntax.sentences for mention in _in_sentence(sentence, syntax.text))


def _shifted(mention: Mention, by: int) -> Mention:
    """The same so many code points further on."""
    span = Span(mention.span.start + by, mention.span.end + by, mention.span.text)
    return replace(mention, span=span, quantity=replace(mention.quantity, span=span) if mention.quantity else None)


@found_once(_shifted)
def _in_sentence(sentence: Sentence, text: str) -> Iterator[Mention]:
    if not DIGIT.search(text, sentence.start, sentence.end) and counting_words().isdisjoint(forms(sentence)):
        return
    for number in _numbers(text, sentence):
        tokens = [t for t in sentence.tokens if number.start < t.end and t.start < number.end]
        quantity = _with_unit(text, number) or _counted(text, number, tokens)
        if quantity:
            yield Mention(quantity.span, MentionKind.QUANTITY, quantity.span.text, quantity=quantity)


def _numbers(text: str, sentence: Sentence) -> Iterator[Number]:
    """The numbers of a sentence that may count something, ranges joined, bounds read."""
    at = sentence.start
    while found := number_pattern().search(text, at, sentence.end):
        at = found.end()
        read = read_number(found.group())
        if not read or not _may_count(text, sentence, found):
            continue
        low, high, end = read[0], read[1], found.end()
        if upper := _upper_end(text, found, low, sentence.end):
            high, end = upper
            at = end
        yield _bounded(sentence, Number(found.start(), end, low, high, bounded=False))


def _upper_end(text: str, found: re.Match[str], low: float, stop: int) -> tuple[float | None, int] | None:
    """The greater number of `20 to 30`, `20-30`, `between 20 and 30`, and where it ends."""
    gap = RANGE.match(text, found.end(), stop)
    second = number_pattern().match(text, gap.end(), stop) if gap else None
    other = read_number(second.group()) if second else None
    if not gap or not second or not other or not _is_range(text, found.start(), gap, low, other[0]):
        return None
    return other[1], second.end()


def _is_range(text: str, start: int, gap: re.Match[str], low: float, high: float) -> bool:
    if low >= high:
        return False
    before = text[:start].rstrip().lower()
    if gap.group().strip().lower() == "and":
        return before.endswith("between")
    if before.endswith(" from"):
        return False  # `rose from 12 to 31`
    return gap.group().strip().lower() != "to" or low * 100 >= high


def _may_count(text: str, sentence: Sentence, found: re.Match[str]) -> bool:
    tokens = [t for t in sentence.tokens if found.start() < t.end and t.start < found.end()]
    if not tokens or any(t.ent in NOT_COUNTS for t in tokens):
        return False
    if TIMES.match(text, found.end()) or text[found.end() : found.end() + 1] in "'’":
        return False
    before, first = text[max(0, found.start() - 1) : found.start()], tokens[0]
    if before in "-/#@_" and before:
        return False
    if found.group().isdigit() and len(found.group()) == 4 and 1900 <= int(found.group()) <= 2100 and not _has_noun(tokens):
        return False
    return first.tag in ("CD", "NN", "NNS", "DT", "JJ", "$", "IN", "RB", "PDT", "JJR") or first.tag.startswith("NNP")


def _has_noun(tokens: list[Token]) -> bool:
    return any(t.dep == "nummod" and t.head.tag == "NNS" for t in tokens)


def _bounded(sentence: Sentence, number: Number) -> Number:
    words = [t for t in sentence.tokens if t.end <= number.start][-LONGEST_BOUND - 1 :]
    sign = bool(words) and words[-1].text in unit_signs()
    before = words[:-1] if sign else words
    for k in range(min(LONGEST_BOUND, len(before)), 0, -1):
        bound = bounds().get(" ".join(t.lower for t in before[-k:]))
        if bound:
            low, high = _reach(bound, number.low, number.high)
            return Number(before[-k].start, number.end, low, high, bounded=True)
    return number


def _reach(bound: str, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    value = low or 0
    reaches = {
        "least": (value, None),
        "most": (None, high),
        "nearly": (_tenths(value, -LEEWAY), value),
        "about": (_tenths(value, -LEEWAY), _tenths(high if high is not None else value, LEEWAY)),
    }
    return reaches[bound]


def _tenths(value: float, leeway: float) -> float:
    return round(value * (1 + leeway), 2)


@cache
def _unit_pattern() -> re.Pattern[str]:
    words = sorted(unit_words(), key=len, reverse=True)
    return re.compile(rf"[-\s]?(?:({'|'.join(map(re.escape, words))}))(?![\w])", re.IGNORECASE)


def _with_unit(text: str, number: Number) -> Quantity | None:
    """Money, areas, lengths, weights, shares."""
    digits = re.search(r"\d", text[number.start : number.end])
    at = number.start + digits.start() if digits else number.start
    for width in (3, 2, 1):
        sign = text[max(0, at - width) : at].strip()
        unit = unit_signs().get(sign)
        if unit and not text[max(0, at - width - 1) : at - width].isalpha():
            begin = min(number.start, at - width)
            return _quantity(text, begin, number.end, unit, number)
    if found := _unit_pattern().match(text, number.end):
        return _quantity(text, number.start, found.end(), unit_words()[found[1].lower()], number)
    return None


def _quantity(text: str, start: int, end: int, unit: Unit, number: Number) -> Quantity:
    return Quantity(Span.of(text, start, end), unit.measure, number.low, number.high, unit.name)


def _counted(text: str, number: Number, tokens: list[Token]) -> Quantity | None:
    """People and things: what the number's noun and verb say."""
    head = _head(tokens)
    noun = _noun(text, number, head) if head not in tokens else None
    measure = measure_of(head, noun)
    if not measure and noun and noun.tag == "NNS" and _worth_counting(number):
        measure = "count"
    if not measure:
        return None
    end, unit = (noun.end, noun.lower) if noun else (number.end, None)
    return Quantity(Span.of(text, number.start, end), measure, number.low, number.high, unit, is_part(_own(tokens), measure))


def _noun(text: str, number: Number, head: Token) -> Token | None:
    """What is counted: the head, or in `29 rebels dead` the noun before it; nothing where a mark or many words part them."""
    before = [c for c in head.children if c.pos in ("NOUN", "PROPN") and number.end <= c.start < head.start]
    noun = before[-1] if before and measures("adjective").get(head.lower) else head
    between = text[number.end : noun.start]
    apart = noun.start < number.end or len(between) > WIDEST_GAP or bool(re.search(r"[.:;,()\n]", between))
    return None if apart or noun.pos not in ("NOUN", "PROPN") else noun


def _worth_counting(number: Number) -> bool:
    """Whether a count of things that no table measures is news: exact and more than one, or dozens."""
    return number.high is not None and (1 < number.high == number.low or (number.low or 0) >= DOZENS)


def _own(tokens: list[Token]) -> Token:
    """The noun that the number stands with, or the number's own head word."""
    head = next((t for t in tokens if t.head not in tokens or t.is_root), tokens[-1])
    beside = head.dep in ("nummod", "quantmod", "det", "amod", "compound", "predet") and not head.is_root
    return head.head if beside else head


def _head(tokens: list[Token]) -> Token:
    """What the number counts: the noun that it stands with, or those of whom it is told."""
    head = _own(tokens)
    if head not in tokens:
        return head
    for child in head.children:
        if child.dep == "prep" and child.lower == "of" and (counted := child.child("pobj")):
            return _stand_in(head, counted)
    return head


def _stand_in(head: Token, counted: Token) -> Token:
    """`dozens of people`, `12 of the soldiers`: the people take the place of the number where nothing else is said of it."""
    return counted if measured(head) in (None, measured(counted)) else head
