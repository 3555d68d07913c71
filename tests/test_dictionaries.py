"""A user's own dictionary of actors, in the syntax of TABARI and PETRARCH; every name in it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from coded import tellings
from newsroom import Nowhere, PlainParser, open_desk, written
from tellings.cli.app import app
from tellings.desk.dictionaries import keep_dictionary, kept_dictionary, remove_dictionary
from tellings.errors import UsageError
from tellings.extract.names.dictionary import with_dictionary
from tellings.model.coding import Coding
from tellings.pipeline import Tools, code
from tellings.read.dictionaries import ActorDictionary, coded, read_dictionary
from tellings.store.sqlite import SqliteStore

BOOK = """\
# Invented actors of the Gash
<!-- a remark
over two lines -->
GASH_FRONT_ [SDNREB]  ; from the list of armed groups
+FRONT_OF_THE_GASH_
+GASH_FIGHTERS
\t[SDNGOV >20310401]
IDRIS_HADDAL_  # the spokesman
\t[SDNOPP <20300101]
\t[SDNREBMIL 20300101-20310331]
\t[SDNELI 20310401-20310601]
PRESIDENT_MAHA_SALIH_ [ERIGOV <20200101][ERIELI 200101-251231] # ministers
BLUE_SHIELD [NGOMED]
UNHEARD_OF_ [---]
RIVER_COURTS_ [IGOJUD]
"""


@pytest.fixture(scope="module")
def book() -> ActorDictionary:
    return read_dictionary(BOOK)


@pytest.mark.parametrize(
    ("name", "day", "wanted"),
    [
        ("Gash Front", date(2031, 3, 12), ("SDN", "REB")),
        ("gash front", date(2031, 4, 1), ("SDN", "GOV")),
        ("Gash Front", None, ("SDN", "REB")),
        ("Front of the Gash", date(2031, 3, 12), ("SDN", "REB")),
        ("Gash fighters", date(2032, 1, 1), ("SDN", "GOV")),
        ("Gash", date(2031, 3, 12), None),
        ("the Gash Front army", date(2031, 3, 12), None),
        ("Idris Haddal", date(2029, 12, 31), ("SDN", "OPP")),
        ("Idris Haddal", date(2030, 1, 1), ("SDN", "REB")),
        ("IDRÍS HADDAL", date(2031, 3, 31), ("SDN", "REB")),
        ("Idris Haddal", date(2031, 6, 1), ("SDN", "ELI")),
        ("Idris Haddal", date(2031, 6, 2), None),
        ("Idris Haddal", None, None),
        ("President Maha Salih", date(2024, 5, 5), ("ERI", "ELI")),
        ("Blue Shield", None, ("NGO", "JRN")),
        ("River Courts", None, ("IGO", "JUD")),
        ("Unheard of", None, None),
    ],
)
def test_what_a_name_stands_for_on_a_day(
    book: ActorDictionary, name: str, day: date | None, wanted: tuple[str | None, str | None] | None
) -> None:
    found = book.look_up(name, day)
    assert (found and (found.country, found.sector)) == wanted


@pytest.mark.parametrize(
    ("code_", "country", "sector"),
    [("SDNGOVMIL", "SDN", "GOV"), ("ROMGOV", "ROU", "GOV"), ("TMP", "TLS", None), ("REB", None, "REB"), ("INSMOS", None, "REB"),
     ("SSDMIL", "SSD", "MIL"),
     ("SDNMED", "SDN", "JRN"), ("SDNHLH", "SDN", "MED"), ("SEP", None, "REB"), ("XQZ", None, None),
     ("", None, None), ("IMGMOS", "IMG", None)],
)  # fmt: skip
def test_codes_of_cameo_as_country_and_sector(code_: str, country: str | None, sector: str | None) -> None:
    found = coded(code_)
    assert (found.country, found.sector) == (country, sector)


def test_lines_that_cannot_be_read_are_refused_and_the_rest_is_kept() -> None:
    book = read_dictionary(
        "A_MAN_ [SDNGOV >20311301]\nB_MAN_ [SDNGOV soon]\n; only a comment\nC_MAN_ [SDNMIL]\n\t[SDNREB <3112]\n"
    )
    assert [number for number, _ in book.refused] == [1, 2, 5]
    assert book.look_up("C man", None) == coded("SDNMIL")
    assert book.look_up("A man", date(2031, 1, 1)) is None


@given(st.text())
def test_any_text_is_a_dictionary_or_refused_line_by_line(text: str) -> None:
    book = read_dictionary(text)
    assert all(1 <= number <= text.count("\n") + text.count("\r") + len(text) + 1 for number, _ in book.refused)
    assert book.names == len(book.codes)


def test_the_version_is_another_one_whenever_the_text_is() -> None:
    assert read_dictionary(BOOK).version == read_dictionary(BOOK).version != read_dictionary(BOOK + "D_MAN_ [SDN]\n").version


# -- over what was read


def raid() -> Coding:
    return tellings()[0].coding


def test_parties_and_referents_have_what_the_dictionary_says() -> None:
    book = read_dictionary("GASH_FRONT_ [ERIPRM]\nSUDANESE_ARMY_ [SDN]\n")
    made = with_dictionary(raid(), book)
    front = [p for e in made.events for p in (*e.actors, *e.recipients) if p.referent == "front"]
    assert {(p.country, p.sector) for p in front} == {("ERI", "PRM")}, "CAMEO has no PRM, but PLOVER has"
    assert {(r.country, r.sector) for r in made.referents if r.key == "front"} == {("ERI", "PRM")}
    assert {h.holder.country for h in made.holdings} == {"ERI"}
    assert {t.left.country for t in made.ties} == {"ERI"}
    assert {(p.country, p.sector) for e in made.events for p in e.recipients} == {("SDN", "MIL")}, (
        "a bare country keeps the sector"
    )
    assert [e.id for e in made.events] == [e.id for e in raid().events]


def test_a_name_with_the_title_beside_it() -> None:
    made = with_dictionary(raid(), read_dictionary("SPOKESMAN_IDRIS_HADDAL_ [ERIGOV]\n"))
    speaker = made.statements[0].speaker
    assert speaker
    assert (speaker.country, speaker.sector) == ("ERI", "GOV")


def test_the_day_is_the_reports_own() -> None:
    coding = raid()
    book = read_dictionary("GASH_FRONT_ [SDNREB]\n\t[SDNGOV >20310401]\n")
    later = replace(coding, published=replace(coding.published, day=date(2031, 4, 2)))
    assert {p.sector for p in with_dictionary(coding, book).events[0].actors} == {"REB"}
    assert {p.sector for p in with_dictionary(later, book).events[0].actors} == {"GOV"}


def test_a_coding_that_it_says_nothing_of_is_the_same() -> None:
    coding = raid()
    assert with_dictionary(coding, read_dictionary("NOBODY_HERE_ [SDN]\n")) is coding


def test_a_dictionary_is_part_of_the_version_of_a_coding() -> None:
    bare = Tools(PlainParser(), Nowhere())
    own = Tools(PlainParser(), Nowhere(), read_dictionary(BOOK))
    report = tellings()[0].report
    assert code(report, own).version == own.version
    assert own.version.startswith(bare.version)
    assert own.version != bare.version


# -- kept with a store


def test_a_store_keeps_its_dictionary_until_it_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "gash.actors"
    file.write_text(BOOK, encoding="utf-8")
    store = SqliteStore(tmp_path / "s.db")
    assert kept_dictionary(store) is None
    keep_dictionary(store, [file])
    store.close()
    again = SqliteStore(tmp_path / "s.db")
    kept = kept_dictionary(again)
    assert kept
    assert kept.version == read_dictionary(BOOK).version
    remove_dictionary(again)
    assert kept_dictionary(again) is None
    again.close()


def test_what_was_read_without_it_is_due_again(tmp_path: Path) -> None:
    with open_desk(tmp_path / "s.db") as desk:
        list(desk.read([written(tmp_path / "in.jsonl")]))
        own = Tools(PlainParser(), Nowhere(), read_dictionary(BOOK))
        assert len(desk.store.outdated(own.version)) == desk.store.count("reports")["reports"]
        assert desk.store.outdated(desk.tools.version) == []
        assert desk.status().outdated == 0
        (tmp_path / "gash.actors").write_text(BOOK, encoding="utf-8")
        keep_dictionary(desk.store, [tmp_path / "gash.actors"])
        assert desk.status().outdated == desk.store.count("reports")["reports"]


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n"])
def test_a_file_without_actors_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.actors"
    file.write_text(text, encoding="utf-8")
    store = SqliteStore(tmp_path / "s.db")
    with pytest.raises(UsageError):
        keep_dictionary(store, [file])
    with pytest.raises(UsageError):
        keep_dictionary(store, [tmp_path / "missing"])
    store.close()


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["actors", *arguments])


def test_the_command(tmp_path: Path) -> None:
    store, file = str(tmp_path / "s.db"), tmp_path / "gash.actors"
    file.write_text(BOOK + "BAD_ [SDN never]\n", encoding="utf-8")
    done = run(str(file), "--store", store)
    assert done.exit_code == 1
    assert "refused: line 16" in done.stderr
    assert "8 names" in done.stderr
    shown = run("--store", store, "--json")
    assert (shown.exit_code, '"names": 8' in shown.stdout) == (0, True)
    assert run("--store", store, "--remove").exit_code == 0
    assert '"names": 0' in run("--store", store, "--json").stdout
