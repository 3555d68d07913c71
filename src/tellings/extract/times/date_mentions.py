"""Date expressions in a report, each bound to the report's own day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.extract.times.tense import Looks, looks
from tellings.extract.times.time_words import Expression, expressions, written_form
from tellings.model.coding import Mention, MentionKind
from tellings.model.period import Period
from tellings.model.report import Span
from tellings.text.dates import find_dates
from tellings.text.when import WEEKDAYS, absolute, bind, holding, shifted, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from tellings.extract.syntax import Paragraph, Syntax, Token
    from tellings.model.report import Dateline

_BEFORE = """
    in since of by until till from during after before between through to and early late mid last next this on around about or as
    year years spring summer autumn fall winter
"""
BEFORE_DATES = frozenset(_BEFORE.split())
"""Words before which a bare year, or a month that is a word too, is a date."""

WORDS_TOO = frozenset({"may", "march", "august", "april", "june"})
"""Months that are also words or given names."""

NAMED = frozenset({"ORG", "WORK_OF_ART", "PERSON", "PRODUCT", "FAC", "LAW", "GPE", "NORP"})
"""Entities whose name may hold a word of the calendar (`the Sunday Telegraph`, `USA Today`)."""

NEAR_PARAGRAPHS = {"DAY": 1, "WEEK": 3, "MONTH": 3, "QUARTER": 8, "YEAR": 8}
"""How many paragraphs back `the next day` and the like reach."""

COUNT = re.compile(r"([A-Z]+)([+-]\d+)|=([A-Z]+)")
SOON = 45
"""Characters within which a date behind `a day after` is what it counts from."""

SOON_DAYS = 3
"""`three days after …` is told from the report's own day; of longer times one cannot be sure."""

_PLAIN = "this last next week month year day night morning evening weekend today tomorrow yesterday"
PLAIN_WORDS = frozenset(_PLAIN.split())
COUNTED = frozenset({"NNS", "%"})
WEEKLY = frozenset({*WEEKDAYS, "WE"})


@dataclass(frozen=True, slots=True)
class Told:
    """A date already told in the report: where its paragraph stands, and what it is.

    `compared` marks a `year earlier` and the like: the next comparison goes from what was compared, not from these.
    """

    paragraph: int
    start: int
    sentence: int
    period: Period
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """A date expression of a paragraph, not yet bound to a day; `form` is its form with the turn that the tense chooses."""

    paragraph: int
    expression: Expression
    span: Span
    tokens: Sequence[Token]
    form: str


def find_times(syntax: Syntax, day: date | None, dateline: Dateline | None = None) -> tuple[Mention, ...]:
    """Every date expression as a DATE mention whose `date` is bound to `day`, or relative where `day` is unknown.

    The day that a dateline names is a mention too.
    """
    return bind_times(date_words(syntax), day, dateline)


def date_words(syntax: Syntax) -> tuple[Worded, ...]:
    """The date expressions, in the order in which they are bound: the same for every day, hence found once."""
    return tuple(
        worded for number, paragraph in enumerate(syntax.paragraphs) for worded in _worded(syntax.text, number, paragraph)
    )


def _worded(text: str, number: int, paragraph: Paragraph) -> Iterator[Worded]:
    start, end = paragraph.block.start, paragraph.block.end
    for expression in sorted(expressions(text[start:end]), key=_order):
        span = Span.of(text, start + expression.start, start + expression.end)
        tokens = _tokens(paragraph, span)
        if tokens and _is_date(expression, tokens):
            form = expression.form
            yield Worded(number, expression, span, tokens, form if form[0] in "=&^" else settle(form, tokens))


def bind_times(words: Iterable[Worded], day: date | None, dateline: Dateline | None = None) -> tuple[Mention, ...]:
    """What `find_times` promises, of expressions found before."""
    told: list[Told] = []
    mentions = list(_of_dateline(dateline, day)) if dateline else []
    for found in words:
        start, sentence = found.span.start, found.tokens[0].sent.start
        period = _period(found, Anchors(tuple(reversed(told)), found.paragraph, found.tokens[0].start, sentence), day)
        if period:
            compared = found.form.startswith(("^YEAR-", "^QUARTER-", "&"))
            told.append(Told(found.paragraph, start, sentence, period, compared))
            mentions.append(Mention(found.span, MentionKind.DATE, found.span.text, date=period))
    return tuple(sorted(mentions, key=lambda m: m.span))


def _order(expression: Expression) -> tuple[bool, int]:
    """As in the text, but what counts from dates on either side comes last: `10 p.m.`, `a day after`."""
    return expression.form.startswith("&") or expression.bare == "clock", expression.start


def _of_dateline(dateline: Dateline, day: date | None) -> Iterator[Mention]:
    for written in find_dates(dateline.span.text):
        start = dateline.span.start + written.start
        span = Span(start, start + written.end - written.start, dateline.span.text[written.start : written.end])
        form = written_form(written)
        stretch = absolute(form[1:]) if form[0] == "=" else None
        period = Period(*stretch) if stretch else bind(Period(None, None, form.replace("?", "")), day)
        yield Mention(span, MentionKind.DATE, span.text, date=period)


def _tokens(paragraph: Paragraph, span: Span) -> list[Token]:
    for sentence in paragraph.sentences:
        if sentence.start < span.end and span.start < sentence.end:
            return [t for t in sentence.tokens if t.start < span.end and span.start < t.end]
    return []


def _is_date(expression: Expression, tokens: Sequence[Token]) -> bool:
    """Whether words that may be something else (a lone `May`, `2000`, `Sunday`, `today`) are a date here."""
    first, last = tokens[0], tokens[-1]
    if _in_a_name(tokens) or _is_titled(tokens):
        return False
    before = first.sent.tokens[first.i - 1] if first.i else None
    after = last.sent.tokens[last.i + 1] if last.i + 1 < len(last.sent) else None
    if expression.bare == "year":
        return _is_year(first, before, after)
    if expression.bare in ("month", "weekday"):
        return _is_calendar_name(first, before, expression.bare)
    return True


def _in_a_name(tokens: Sequence[Token]) -> bool:
    sentence = tokens[0].sent
    inside = range(tokens[0].i, tokens[-1].i + 1)
    return any(
        label in NAMED and a <= inside.start and inside.stop <= b and b - a > len(inside) for a, b, label in sentence.entities
    )


def _is_titled(tokens: Sequence[Token]) -> bool:
    """`This Week`, `Last Night` in capitals inside a sentence: the name of a programme or book."""
    small = [t for t in tokens if t.lower in PLAIN_WORDS]
    heading = sum(t.text[:1].isupper() for t in tokens[0].sent) > len(tokens[0].sent) / 2
    return len(small) > 1 and all(t.text[:1].isupper() for t in small) and not heading


def _is_year(token: Token, before: Token | None, after: Token | None) -> bool:
    if before and before.text in ("$", "#", "No.", "€", "£"):
        return False
    if token.ent == "DATE":
        return True
    if after and (after.tag in COUNTED or after.lower in ("percent", "points", "km", "miles", "meters", "metres", "feet", "mph")):
        return False
    return token.ent == "" and bool(before and before.lower in BEFORE_DATES)


def _is_calendar_name(token: Token, before: Token | None, slot: str) -> bool:
    if not token.text[:1].isupper():
        return False
    if token.lower in WORDS_TOO and token.dep == "nsubj" and token.head.tag.startswith("VB") and token.head.lemma != "be":
        return False
    if slot == "month" and (token.lower in WORDS_TOO or len(token.text.rstrip(".")) <= 3 or token.tag.startswith("VB")):
        return token.ent == "DATE" or bool(
            token.lower not in ("mar", "jan", "dec", "may") and before and before.lower in BEFORE_DATES
        )
    return True


@dataclass(frozen=True, slots=True)
class Anchors:
    """What `a day later` or `that year` may be counted from: the dates told before, the last first."""

    told: tuple[Told, ...]
    paragraph: int
    start: int
    sentence: int

    def nearest(self, unit: str) -> Period | None:
        """The date told last that has the grain to count `unit`s from."""
        fine = {"DAY": ("DAY",), "QUARTER": ("QUARTER",), "MONTH": ("MONTH", "DAY"), "WEEK": ("WEEK", "DAY")}.get(unit)
        far = NEAR_PARAGRAPHS.get(unit, len(self.told) + self.paragraph)
        near = [t for t in self.told if self.paragraph - t.paragraph <= far and not (t.compared and unit in ("YEAR", "QUARTER"))]
        if unit == "YEAR" and (quarter := next((t.period for t in near if unit_of(t.period) == "QUARTER"), None)):
            return quarter
        return next((t.period for t in near if not fine or unit_of(t.period) in fine), None)

    def same_sentence(self) -> Period | None:
        """The single day told before in this sentence."""
        return next((t.period for t in self._here() if t.start < self.start and unit_of(t.period) == "DAY"), None)

    def following(self) -> Period | None:
        """The day told soon behind: the Friday of `a day after Friday's attack`."""
        soon = [t for t in self._here() if 0 < t.start - self.start < SOON and unit_of(t.period) == "DAY"]
        return soon[-1].period if soon else None

    def _here(self) -> Iterator[Told]:
        return (t for t in self.told if t.sentence == self.sentence)


def _period(found: Worded, anchors: Anchors, day: date | None) -> Period | None:
    form = found.form
    if form.startswith("="):
        stretch = absolute(form[1:])
        return Period(*stretch) if stretch else None
    if form.startswith("&"):
        return _beside_event(form[1:], found.tokens, anchors, day)
    if form.startswith("^"):
        return _counted(form[1:], found.expression, anchors, day)
    return bind(Period(None, None, form), day)


def settle(form: str, tokens: Sequence[Token]) -> str:
    """The form with its turn of the cycle chosen by the verb's tense; the form's own default where the verb tells nothing."""
    cycle, mark, default = form.partition("?")
    if not mark:
        return form
    pick, _, further = default.partition(";")
    pick = _turn(cycle, pick, looks(tokens, strict=cycle in WEEKLY))
    return f"{cycle}{pick};{further}" if further else f"{cycle}{pick}"


def _turn(cycle: str, default: str, seen: Looks) -> str:
    """Which turn of a cycle is meant, by where the verb looks."""
    yearly = cycle not in WEEKLY
    if seen is Looks.AHEAD:
        return "~" if cycle[0] == "Q" else ">~" if yearly else ">="
    if seen is Looks.BACK and default != ">=":
        return "<=" if cycle[0] == "Q" or not yearly else "<~"
    return "<~" if yearly and default == "<" else default


def _counted(form: str, expression: Expression, anchors: Anchors, day: date | None) -> Period | None:
    """`a day later`, `that year`, `10 p.m.`: counted from a date told before, else what stands behind the form's bar."""
    if expression.bare == "clock":
        return anchors.following() or anchors.same_sentence() or bind(Period(None, None, "DAY+0"), day)
    form, _, otherwise = form.partition("|")
    step = COUNT.fullmatch(form)
    if not step:
        return None
    unit = step[1] or step[3]
    if (anchor := anchors.nearest(unit)) and step[3]:
        return _held(anchor, unit, day)
    if anchor:
        return _moved(anchor, unit, int(step[2]), day)
    return bind(Period(None, None, otherwise), day) if otherwise else None


def _held(anchor: Period, unit: str, day: date | None) -> Period | None:
    """The unit that holds the anchor: the year of `that year`."""
    if anchor.relative:
        return bind(Period(None, None, f"{anchor.relative};={unit}"), day)
    stretch = holding(anchor, unit)
    return Period(*stretch) if stretch else None


def _moved(anchor: Period, unit: str, count: int, day: date | None) -> Period | None:
    if anchor.relative:
        return bind(Period(None, None, f"{anchor.relative};{unit}{count:+d}"), day)
    moved = shifted(anchor, unit, count)
    return Period(*moved) if moved else None


def _beside_event(form: str, tokens: Sequence[Token], anchors: Anchors, day: date | None) -> Period | None:
    """`a day after …`: a date behind it, from which it counts; or an event, whose day it gives.

    `The talks come a day after Iran's minister met …`: the day is that of the meeting, one before the report's.
    """
    step = COUNT.fullmatch(form)
    if not step or tokens[-1].i + 1 >= len(tokens[-1].sent) or tokens[-1].sent.tokens[tokens[-1].i + 1].pos == "PUNCT":
        return None
    unit, count = step[1], int(step[2])
    if date_behind := anchors.following():
        return _moved(date_behind, unit, count, day)
    if date_before := anchors.same_sentence():
        return _moved(date_before, unit, -count, day)
    over = next((t for t in (tokens[-1], *tokens[-1].ancestors()) if t.lemma in ("come", "follow", "arrive")), None)
    if not over and (unit != "DAY" or abs(count) > SOON_DAYS):
        return None
    return bind(Period(None, None, f"{unit}{-count:+d}"), day)
