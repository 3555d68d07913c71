"""The table of countries and its look-ups."""

from __future__ import annotations

from collections import Counter

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data.countries import (
    CountryKind,
    by_capital,
    by_demonym,
    by_name,
    by_people,
    by_seat,
    countries,
    country,
)

NAMES = {
    "Syria": "SYR", "the US": "USA", "U.S.": "USA", "Britain": "GBR", "England": "GBR", "the Islamic republic": "IRN",
    "Burma": "MMR", "the turkey": None,
    "Ivory Coast": "CIV", "Côte d’Ivoire": "CIV", "DPRK": "PRK", "IRAN": "IRN", "Türkiye": "TUR", "the Netherlands": "NLD",
    "Netherlands": "NLD", "the States": "USA", "Soviet Union": "SUN",
    "the Republic of Armenia": "ARM", "Kosovo": "KOS", "European Union": "EUR", "UN": "UNO",
    "States": None, "us": None, "Us": None, "turkey": None, "chad": None, "": None, "the": None, "Atlantis": None,
}  # fmt: skip
DEMONYMS = {"Syrian": "SYR", "Danes": "DNK", "Danish": "DNK", "Polish": "POL", "polish": None, "Soviet": "SUN", "Scottish": "GBR"}
CAPITALS = {"Damascus": "SYR", "Kiev": "UKR", "Kyiv": "UKR", "The Hague": "NLD", "Hague": None, "Tel Aviv": "ISR", "Lyon": None}
SEATS = {
    "the Kremlin": "RUS",
    "Downing Street": "GBR",
    "Elysee": "FRA",
    "the Élysée": "FRA",
    "Foggy Bottom": "USA",
    "kremlin": None,
}


@pytest.mark.parametrize(("words", "code"), NAMES.items())
def test_names(words: str, code: str | None) -> None:
    assert by_name(words) == code


@pytest.mark.parametrize(("words", "code"), DEMONYMS.items())
def test_demonyms(words: str, code: str | None) -> None:
    assert by_demonym(words) == code


@pytest.mark.parametrize(("words", "code"), CAPITALS.items())
def test_capitals(words: str, code: str | None) -> None:
    assert by_capital(words) == code


@pytest.mark.parametrize(("words", "code"), SEATS.items())
def test_seats(words: str, code: str | None) -> None:
    assert by_seat(words) == code


def test_a_people_is_a_noun() -> None:
    assert (by_people("Swedes"), by_people("Swedish")) == ("SWE", None)


@pytest.mark.parametrize(
    ("code", "name"), [("sy", "Syria"), ("ROM", "Romania"), ("XKX", "Kosovo"), ("ZAR", "Democratic Republic of the Congo")]
)
def test_codes_of_other_tables(code: str, name: str) -> None:
    found = country(code)
    assert found is not None
    assert found.name == name


def test_every_iso_code_is_there_once() -> None:
    codes = Counter(c.code for c in countries())
    assert {c.alpha_3 for c in pycountry.countries} | {
        "KOS",
        "IGO",
        "UNO",
        "EUR",
        "NGO",
        "ISM",
        "IMG",
        "MNC",
        "SUN",
        "YUG",
        "CSK",
    } <= set(codes)
    assert max(codes.values()) == 1


def test_every_row_is_whole() -> None:
    for c in countries():
        assert c.name
        if c.kind is not CountryKind.BODY:
            assert c.lat is not None, c.code
            assert c.lon is not None, c.code
            assert -90 <= c.lat <= 90, c.code
            assert -180 <= c.lon <= 180, c.code
        assert (c.heir is None) == (c.kind is not CountryKind.FORMER), c.code
        assert all(country(n) for n in c.neighbours), c.code


def test_a_name_has_one_country() -> None:
    names = Counter(name for c in countries() for name in {c.name, *c.names, *c.parts})
    assert [name for name, n in names.items() if n > 1] == []


@pytest.mark.parametrize("find", [by_name, by_demonym, by_capital, by_seat])
def test_every_form_of_the_table_is_found(find: object) -> None:
    assert callable(find)
    forms = {by_name: "names", by_demonym: "adjectives", by_capital: "capitals", by_seat: "seats"}[find]
    missing = [form for c in countries() for form in getattr(c, forms) if find(form) is None]
    assert missing == []


@given(st.text(max_size=40))
def test_any_words_have_an_answer(words: str) -> None:
    for find in (by_name, by_demonym, by_people, by_capital, by_seat):
        code = find(words)
        assert code is None or country(code) is not None
