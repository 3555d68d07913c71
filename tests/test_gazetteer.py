"""The compiled gazetteer, its keys and the tables it is made from."""

from __future__ import annotations

import multiprocessing
import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data import build
from tellings.data.countries import country
from tellings.data.folding import fold, romanised
from tellings.data.gazetteer import PRECISION, SqliteGazetteer, open_gazetteer
from tellings.data.outlets import Home, host_of, outlet_home
from tellings.data.place_words import place_words
from tellings.data.regions import by_abbreviation
from tellings.data.tables import read_table
from tellings.errors import DataError
from tellings.model.gazetteer import PlaceKind

if TYPE_CHECKING:
    from pathlib import Path

FOLDED = {
    "Tall Rif‘at": "tall rifat", "El-Bab": "al bab", "St. Louis": "saint louis", "Çankaya": "cankaya",
    "  New   York ": "new york",
    "Ft. Hood": "fort hood", "Сирия": "siriya", "": "", "—": "",
}  # fmt: skip

SAME = [
    ("SYR", "Tal Rifaat", "Tall Rif‘at"), ("SYR", "Tel Refaat", "Tell Rif'at"), ("SYR", "Khan Sheikhoun", "Khān Shaykhūn"),
    ("SYR", "Qamishli", "Al Qāmishlī"), ("SYR", "Deir Ezzor", "Dayr az Zawr"), ("SYR", "Latakiya", "Latakia"),
    ("SYR", "Jisr al-Shughour", "Jisr ash Shughur"),
    ("SYR", "Maarat al-Numan", "Ma'arrat an Nu'man"), ("IRQ", "Tel Afar", "Tall ‘Afar"), ("IRQ", "Kerbala", "Karbala"),
    ("LBY", "Bin Jawad", "Ben Jawad"),
    ("UKR", "Kharkov", "Kharkiv"), ("UKR", "Lugansk", "Luhansk"), ("UKR", "Ternopol", "Ternopil"),
    ("RUS", "Nizhny Tagil", "Nizhniy Tagil"),
    ("CHN", "Ch'engtu", "Chengdu"),
    ("KOR", "Pusan", "Busan"), ("KOR", "Taegu", "Daegu"),
]  # fmt: skip
DIFFERENT = [
    ("SYR", "Homs", "Hama"),
    ("SYR", "Idlib", "Aleppo"),
    ("UKR", "Kharkiv", "Kherson"),
    ("IRQ", "Mosul", "Basra"),
    ("KOR", "Busan", "Seoul"),
]


@pytest.fixture(scope="session")
def gazetteer() -> SqliteGazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(("name", "key"), FOLDED.items())
def test_folded(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=30))
def test_folded_names_are_plain_words(name: str) -> None:
    key = fold(name)
    assert key.isascii()
    assert key == " ".join(key.split())


@pytest.mark.parametrize(("code", "left", "right"), SAME)
def test_spellings_of_one_name_share_a_key(code: str, left: str, right: str) -> None:
    assert romanised(left, code) == romanised(right, code) != ""


@pytest.mark.parametrize(("code", "left", "right"), DIFFERENT)
def test_names_of_two_places_do_not(code: str, left: str, right: str) -> None:
    assert romanised(left, code) != romanised(right, code)


def test_names_written_in_latin_letters_at_home_have_no_loose_key() -> None:
    assert romanised("Manchester", "GBR") == romanised("Manchester", None) == ""


@pytest.mark.parametrize("name", ["Aleppo", "aleppo", "ALEPPO", "Alep", "Ḩalab"])
def test_a_town_is_found_under_its_names(name: str, gazetteer: SqliteGazetteer) -> None:
    assert 170063 in [e.geonameid for e in gazetteer.look_up(name)]


def test_the_most_populous_comes_first(gazetteer: SqliteGazetteer) -> None:
    found = [e.population for e in gazetteer.look_up("Springfield")]
    assert len(found) > 5
    assert found == sorted(found, reverse=True)


def test_an_entry_knows_what_it_lies_in(gazetteer: SqliteGazetteer) -> None:
    paris = next(e for e in gazetteer.look_up("Paris") if e.state == "US.TX")
    assert (paris.country, paris.admin1, paris.admin2, paris.kind) == ("USA", "Texas", "Lamar County", PlaceKind.TOWN)


@pytest.mark.parametrize("name", ["", " ", "xqzzy", "'; DROP TABLE names; --", "\x00", "a" * 10_000])
def test_what_is_no_name_finds_nothing(name: str, gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.look_up(name) == ()
    assert gazetteer.look_up_loosely(name, "SYR") == ()


def test_every_place_stands_on_the_globe_under_a_known_country(gazetteer: SqliteGazetteer) -> None:
    db = sqlite3.connect(build.gazetteer_path())
    assert db.execute("SELECT count(*) FROM places WHERE abs(lat) > 90 OR abs(lon) > 180").fetchone() == (0,)
    codes = [code for (code,) in db.execute("SELECT DISTINCT country FROM places WHERE country IS NOT NULL")]
    assert [code for code in codes if country(code) is None] == []
    assert set(PRECISION) == set(PlaceKind) == {PlaceKind(k) for (k,) in db.execute("SELECT DISTINCT kind FROM places")}
    assert gazetteer.look_up("Atlantis Nowhere") == ()


def test_landmarks_are_whole_and_named_once() -> None:
    rows = list(read_table("landmarks.tsv"))
    assert len(rows) > 800
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90, row["name"]
        assert -180 <= float(row["lon"]) <= 180, row["name"]
        assert not row["country"] or country(row["country"]), row["name"]
    assert len({(r["name"], r["country"]) for r in rows}) >= len(rows) - 3  # a square of one name in two cities of a country


def test_landmarks_lie_where_their_country_does() -> None:
    """A slip of a sign or a digit puts a place thousands of kilometres off."""
    wide = {
        "RUS",
        "USA",
        "CAN",
        "CHN",
        "AUS",
        "BRA",
        "FRA",
        "NOR",
        "NZL",
        "CHL",
        "IND",
        "PRT",
        "ESP",
        "ECU",
        "IDN",
        "ARG",
        "KAZ",
        "MEX",
        "PER",
        "GBR",
    }
    for row in read_table("landmarks.tsv"):
        home = country(row["country"]) if row["country"] else None
        if home and home.code not in wide and home.lat is not None and home.lon is not None:
            assert abs(home.lat - float(row["lat"])) < 13, row["name"]
            assert abs(home.lon - float(row["lon"])) < 16, row["name"]


def test_regions_are_states_of_the_gazetteer(gazetteer: SqliteGazetteer) -> None:
    for row in read_table("regions.tsv"):
        assert row["code"] in [e.state for e in gazetteer.look_up(row["name"]) if e.kind is PlaceKind.STATE], row["name"]


@pytest.mark.parametrize(
    ("short", "code"), [("Ky.", "US.KY"), ("TX", "US.TX"), ("D.C.", "US.DC"), ("Ont.", "CA.08"), ("NSW", "AU.02")]
)
def test_abbreviated_states(short: str, code: str) -> None:
    found = by_abbreviation(short)
    assert found is not None
    assert found[1] == code


def test_full_names_are_no_abbreviations() -> None:
    assert by_abbreviation("Texas") is None


def test_outlets_have_a_home_in_the_gazetteer(gazetteer: SqliteGazetteer) -> None:
    for row in read_table("outlets.tsv"):
        home = country(row["home"].partition(".")[0])
        assert home, row["host"]
        assert gazetteer.look_up(row["town"]), row["host"]


@pytest.mark.parametrize(("address", "town"), [
    ("https://www.haaretz.com/news/1.2", "Tel Aviv"), ("news.postbulletin.com/x", "Rochester"),
    ("http://nowhere.example/", None), ("http://[", None), ("", None), (None, None),
])  # fmt: skip
def test_homes_by_address(address: str | None, town: str | None) -> None:
    home = outlet_home(address)
    assert (home.town if home else None) == town


@given(st.text(max_size=60))
def test_any_address_has_an_answer(address: str) -> None:
    assert host_of(address) == host_of(address).lower()


def test_place_words_of_every_role() -> None:
    words = place_words()
    assert words.after["province"] is PlaceKind.STATE
    for role in (
        "locative",
        "strong",
        "direction",
        "civic",
        "site",
        "ground",
        "style",
        "title",
        "never",
        "resident",
        "office",
        "notplace",
    ):
        assert len(getattr(words, role)) > 4, role
    assert words.strong <= words.locative | words.direction


def _build(path: Path) -> int:
    return len(list(path.parent.glob("*.sqlite")))


def test_the_built_file_is_kept_under_the_stamp_of_its_inputs() -> None:
    assert build.stamp() in build.gazetteer_path().name


def test_nowhere_to_write_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build, "_folders", lambda: [tmp_path / "a"])
    monkeypatch.setattr(build, "_writable", lambda _: False)
    with pytest.raises(DataError, match="make one of them writable"):
        build.gazetteer_path()


def _compile_small(path: Path) -> None:
    path.write_bytes(b"built")


def _wait_and_build(folder: Path) -> None:
    build.compile_gazetteer = _compile_small
    build._build_once(folder / "gazetteer-x.sqlite")


def test_two_processes_build_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_wait_and_build, args=(tmp_path,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [w.exitcode for w in workers] == [0, 0]
    assert (tmp_path / "gazetteer-x.sqlite").read_bytes() == b"built"
    assert list(tmp_path.glob("*.draft")) == []


def test_a_broken_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tellings.data.tables.table_text", lambda _: "# c\na\tb\n1\t2\n1\n")
    with pytest.raises(DataError, match="line 4"):
        list(read_table("x.tsv"))


def test_a_domain_tells_the_country() -> None:
    assert outlet_home("https://unheard-of.ie/x") == Home("", "IE")
    assert outlet_home("https://unheard-of.co.uk/x") == Home("", "GB")
    assert outlet_home("https://unheard-of.tv/x") is None


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(DataError, match="remove it and it is built anew"):
        SqliteGazetteer(path)
