"""The normal forms of dates and how they are bound to a report's day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data.feasts import feast_in, feasts
from tellings.model.period import Period
from tellings.text.when import WEEKDAYS, absolute, bind, shifted, unit_of, work_out

MONDAY = date(2024, 12, 2)
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("relative", "first", "last"),
    [
        ("DAY-1", "2024-12-01", "2024-12-01"),
        ("WEEK-1", "2024-11-25", "2024-12-01"),
        ("MONTH-13", "2023-11-01", "2023-11-30"),
        ("QUARTER-1", "2024-07-01", "2024-09-30"),
        ("YEAR+1", "2025-01-01", "2025-12-31"),
        ("DECADE-1", "2010-01-01", "2019-12-31"),
        ("MON<=", "2024-12-02", "2024-12-02"),
        ("MON<", "2024-11-25", "2024-11-25"),
        ("TUE>=", "2024-12-03", "2024-12-03"),
        ("FRI@-1", "2024-11-29", "2024-11-29"),
        ("WE<=", "2024-11-30", "2024-12-01"),
        ("M12@-1", "2023-12-01", "2023-12-31"),
        ("M12D20<~", "2024-12-20", "2024-12-20"),
        ("M6D20<~", "2024-06-20", "2024-06-20"),
        ("M10D26MON~", "2026-10-26", "2026-10-26"),
        ("Q3<=", "2024-07-01", "2024-09-30"),
        ("S12<", "2023-12-01", "2024-02-29"),
        ("FEAST:easter<=", "2024-03-31", "2024-03-31"),
        ("FEAST:ramadan<=", "2024-03-11", "2024-04-09"),
        ("MON@-1..WED@+0", "2024-11-25", "2024-12-04"),
        ("MON<=;DAY+1", "2024-12-03", "2024-12-03"),
        ("Q3<=;=YEAR", "2024-01-01", "2024-12-31"),
        ("Q3<=;YEAR-1", "2023-07-01", "2023-09-30"),
    ],
)
def test_a_normal_form_names_days(relative: str, first: str, last: str) -> None:
    assert work_out(relative, MONDAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("words", ["", "MON", "YESTERDAY", "M13<=", "M2D30~", "FEAST:none~", "WED@+0..MON@-1", "YEAR-9999"])
def test_what_is_no_normal_form_names_nothing(words: str) -> None:
    assert work_out(words, MONDAY) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2011", "2011-01-01", "2011-12-31"),
        ("2011-02", "2011-02-01", "2011-02-28"),
        ("2011-02-03", "2011-02-03", "2011-02-03"),
        ("2011-Q4", "2011-10-01", "2011-12-31"),
        ("2011-H2", "2011-07-01", "2011-12-31"),
        ("2011-S12", "2011-12-01", "2012-02-29"),
        ("201x", "2010-01-01", "2019-12-31"),
    ],
)
def test_an_absolute_form_names_days(words: str, first: str, last: str) -> None:
    assert absolute(words) == (date.fromisoformat(first), date.fromisoformat(last))


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_picked_on_its_side_of_the_day(day: date, weekday: str) -> None:
    back, ahead = work_out(f"{weekday}<=", day), work_out(f"{weekday}>=", day)
    assert back is not None
    assert ahead is not None
    assert timedelta(0) <= day - back[0] < timedelta(7)
    assert timedelta(0) <= ahead[0] - day < timedelta(7)
    assert WEEKDAYS[back[0].weekday()] == weekday == WEEKDAYS[ahead[0].weekday()]


@given(DAYS, st.sampled_from(["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"]), st.integers(-30, 30))
def test_units_counted_there_and_back_meet(day: date, unit: str, count: int) -> None:
    here = work_out(f"{unit}+0", day)
    assert here is not None
    there = shifted(Period(*here), unit, count)
    assert there is not None
    assert shifted(Period(*there), unit, -count) == here
    assert unit_of(Period(*there)) == unit


@given(DAYS)
def test_binding_again_to_another_day_is_binding_to_it(day: date) -> None:
    once = bind(Period(None, None, "MON<="), MONDAY)
    assert bind(once, day) == bind(Period(None, None, "MON<="), day)
    assert bind(once, None) == once


@pytest.mark.parametrize("key", sorted(feasts()))
def test_every_feast_falls_in_most_years(key: str) -> None:
    falls = [feast_in(key, year) for year in range(2000, 2030)]
    assert sum(f is not None for f in falls) >= 29
    assert all(f[0] <= f[1] for f in falls if f)
