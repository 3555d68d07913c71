"""Date expressions in sentences, bound to the report's day."""

import re
from datetime import date
from pathlib import Path

import pytest

from tellings.extract.syntax import Parser, parse_report
from tellings.extract.times import date_words, find_times, published
from tellings.model.report import Report
from tellings.text.blocks import cut
from tellings.text.own_day import DayFacts, day_facts, infer_day

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "times.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("day", "marked", "first", "last"), CASES, ids=[c[1][:60] for c in CASES])
def test_an_expression_names_its_days(parser: Parser, day: str, marked: str, first: str, last: str) -> None:
    text = re.sub(r"\[\[|\]\]", "", marked)
    start, end = marked.index("[["), marked.index("]]") - 2
    syntax = parse_report(text, cut(text).blocks, parser)
    here = [m for m in find_times(syntax, date.fromisoformat(day)) if m.span.start < end and start < m.span.end]
    if first == "-":
        assert not here
        return
    assert len(here) == 1
    assert here[0].date is not None
    assert (str(here[0].date.first), str(here[0].date.last)) == (first, last)
    assert text[here[0].span.start : here[0].span.end] == here[0].span.text


def test_without_a_day_an_expression_stays_relative(parser: Parser) -> None:
    text = "The minister resigned on Friday, two years after the vote in 2019."
    found = [m.date for m in find_times(parse_report(text, cut(text).blocks, parser), None) if m.date]
    assert [(p.first, p.relative) for p in found if p.relative] == [(None, "FRI<=")]
    assert date(2019, 1, 1) in [p.first for p in found]


def report(text: str, day: date | None = None) -> Report:
    return Report("r", "r", text, published=day)


def read_day(text: str, parser: Parser, day: date | None = None) -> tuple[str, str]:
    made = cut(text)
    own = published(report(text, day), made, date_words(parse_report(text, made.blocks, parser)))
    assert own.reason
    return str(own.day), own.how


def test_the_metadata_give_the_day(parser: Parser) -> None:
    assert read_day("The ferry sank.", parser, date(2025, 3, 3)) == ("2025-03-03", "metadata")


def test_the_dateline_gives_the_day(parser: Parser) -> None:
    assert read_day("LIMASSOL, March 3, 2025 (Reuters) - The ferry sank.", parser) == ("2025-03-03", "dateline")


def test_a_dateline_without_a_year_takes_the_newest_in_the_text(parser: Parser) -> None:
    text = "LIMASSOL, March 3 (Reuters) - The ferry, built in 2019, was sold in February 2025 and sank."
    assert read_day(text, parser) == ("2025-03-03", "dateline")


def test_the_newest_date_and_the_first_weekday_let_one_infer_the_day(parser: Parser) -> None:
    text = "The ferry sank on Tuesday, the mayor said. It had left the yard on March 2, 2025. Its sister ship sank in 2011."
    assert read_day(text, parser) == ("2025-03-04", "inferred")


def test_a_text_without_dates_has_no_day(parser: Parser) -> None:
    assert read_day("The ferry sank on Monday, the mayor said.", parser) == ("None", "inferred")


def test_siblings_give_a_day_that_fits_the_weekday() -> None:
    facts = DayFacts((), (0,))
    assert infer_day(facts, [date(2025, 3, 4), date(2025, 3, 4), date(2025, 3, 9)]).day == date(2025, 3, 3)


def test_the_facts_of_a_text_are_the_same_bound_or_not(parser: Parser) -> None:
    text = "The ferry sank on Tuesday. It had left the yard on March 2, 2025."
    syntax = parse_report(text, cut(text).blocks, parser)
    assert day_facts(find_times(syntax, None)) == day_facts(find_times(syntax, date(2025, 3, 4)))
