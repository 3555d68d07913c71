"""Rows of other data sets held against the picture: invented rows, in the shapes that these data sets have."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coded import coded_desk
from tellings.cli.app import app
from tellings.desk import Desk
from tellings.desk.against import Calendar, groups, hold, kilometres
from tellings.desk.foreign_files import read_foreign
from tellings.desk.foreign_rows import FOREIGN
from tellings.errors import UsageError
from tellings.export.tables import TABLES
from tellings.model.foreign import ForeignEvent, Held, RefusedRow

PAGE = "https://www.gazette.example/raid?a=1&b=2"
RAID = {
    "GLOBALEVENTID": "1", "SQLDATE": "20310312", "Actor1Code": "SDNREB", "Actor1Name": "REBEL", "Actor1CountryCode": "SDN",
    "Actor1Type1Code": "REB", "Actor2Code": "SDNMIL", "Actor2Name": "ARMY", "Actor2CountryCode": "SDN",
    "Actor2Type1Code": "MIL", "EventCode": "190", "ActionGeo_Type": "4", "ActionGeo_FullName": "Kassala, Kassala, Sudan",
    "ActionGeo_CountryCode": "SU", "ActionGeo_Lat": "15.45", "ActionGeo_Long": "36.4", "SOURCEURL": PAGE,
}  # fmt: skip
FAR = {"ActionGeo_FullName": "Khartoum, Khartoum, Sudan", "ActionGeo_Lat": "15.55", "ActionGeo_Long": "32.53", "SOURCEURL": ""}
EGYPT = {
    "Actor1Code": "EGYMIL", "Actor1Name": "EGYPTIAN TROOPS", "Actor1CountryCode": "EGY", "Actor1Type1Code": "MIL",
    "Actor2Code": "EGYCVL", "Actor2Name": "SAILORS", "Actor2CountryCode": "EGY", "Actor2Type1Code": "CVL", "SOURCEURL": "",
}  # fmt: skip

CASES: list[tuple[str, dict[str, str], str]] = [
    ("the raid itself", {}, "here"),
    ("a day late", {"SQLDATE": "20310313"}, "here"),
    ("another code of the same kind", {"EventCode": "183"}, "here"),
    ("twelve kilometres away", {"ActionGeo_Lat": "15.55"}, "here"),
    ("no actor told", {"Actor1Code": "", "Actor1Name": "", "Actor1Type1Code": "", "Actor2Code": "", "Actor2Name": ""}, "here"),
    ("sides swapped", {"Actor1Type1Code": "MIL", "Actor2Type1Code": "REB"}, "here"),
    ("another actor, same place and day", EGYPT, "contradicted"),
    ("another town", FAR, "missing"),
    ("another kind", {"EventCode": "042"}, "missing"),
    ("a code that PLOVER has nothing for", {"EventCode": "010"}, "missing"),
    ("another country", {"ActionGeo_CountryCode": "EG", "ActionGeo_Lat": "30", "ActionGeo_Long": "31"}, "missing"),
    ("years before", {"SQLDATE": "20200312"}, "outside"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("against") / "s.db"
    with coded_desk(path) as made:
        made.picture()
    return path


@pytest.fixture(scope="module")
def calendar(store: Path) -> Iterator[Calendar]:
    with Desk.open(store) as desk:
        yield Calendar(desk.opened())


def gdelt(*rows: dict[str, str]) -> str:
    return "".join("\t".join((RAID | row).get(c, "") for c in TABLES["gdelt"].types) + "\n" for row in rows)


def table(kind: str, *rows: dict[str, str]) -> str:
    names = list(TABLES[kind].types)
    return "\n".join([",".join(names), *(",".join(row.get(c, "") for c in names) for row in rows)]) + "\n"


def read(path: Path, kind: str, text: str) -> list[ForeignEvent]:
    path.write_text(text, encoding="utf-8")
    found = list(read_foreign(kind, path))
    assert not [r for r in found if isinstance(r, RefusedRow)]
    return [r for r in found if isinstance(r, ForeignEvent)]


def one(path: Path, kind: str, text: str, calendar: Calendar) -> Held:
    (held,) = hold(read(path, kind, text), calendar)
    return held


@pytest.mark.parametrize(("change", "finding"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_the_picture_says_of_a_row(change: dict[str, str], finding: str, calendar: Calendar, tmp_path: Path) -> None:
    held = one(tmp_path / "g.csv", "gdelt", gdelt(change), calendar)
    assert (held.finding, held.reason) == (finding, held.reason)
    assert (held.claim is not None) is (finding in ("here", "contradicted"))
    assert held.reason


def test_a_contradiction_says_in_what(calendar: Calendar, tmp_path: Path) -> None:
    held = one(tmp_path / "g.csv", "gdelt", gdelt(EGYPT), calendar)
    assert [(d.about, d.theirs) for d in held.differs] == [("actor", "Egyptian Troops and Sailors")]


def test_many_rows_of_one_event_are_told_as_such(calendar: Calendar, tmp_path: Path) -> None:
    rows = [
        {"GLOBALEVENTID": "1"},
        {"GLOBALEVENTID": "2", "EventCode": "183"},
        {**FAR, "GLOBALEVENTID": "3"},
        {"SQLDATE": "20310313"},
    ]
    held = hold(read(tmp_path / "g.csv", "gdelt", gdelt(*rows)), calendar)
    assert [h.told for h in held] == [3, 3, 1, 3]
    assert [[r.event.row for r in g] for g in groups(held).values()] == [[1, 2, 4]]


def test_rows_of_one_page_are_one_event_even_where_the_picture_has_none(calendar: Calendar, tmp_path: Path) -> None:
    elsewhere = FAR | {"SOURCEURL": "https://other.example/x"}
    held = hold(read(tmp_path / "g.csv", "gdelt", gdelt(elsewhere, elsewhere, FAR, FAR)), calendar)
    assert [(h.finding, h.told) for h in held] == [("missing", 2), ("missing", 2), ("missing", 1), ("missing", 1)]


ACLED = {
    "event_id_cnty": "SUD1", "event_date": "2031-03-12", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Gash Front", "inter1": "2", "actor2": "Military Forces of Sudan",
    "inter2": "1", "iso": "729", "country": "Sudan", "location": "Kassala",
    "latitude": "15.45", "longitude": "36.4", "geo_precision": "1", "fatalities": "14",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "finding", "about"),
    [
        ({}, "here", []),
        ({"inter1": "Rebel group", "inter2": "State forces", "event_date": "12 March 2031"}, "here", []),
        ({"fatalities": "40"}, "contradicted", ["killed"]),
        ({"fatalities": "0"}, "here", []),
        ({"event_type": "Strategic developments", "sub_event_type": "Agreement"}, "missing", []),
        ({"event_type": "Protests", "sub_event_type": "Peaceful protest", "event_date": "13-03-2031",
          "actor1": "Protesters (Sudan)", "inter1": "6", "actor2": "", "inter2": "", "fatalities": "0"}, "here", []),
    ],
)  # fmt: skip
def test_acleds_rows(change: dict[str, str], finding: str, about: list[str], calendar: Calendar, tmp_path: Path) -> None:
    held = one(tmp_path / "a.csv", "acled", table("acled", ACLED | change), calendar)
    assert held.finding == finding, held.reason
    assert [d.about for d in held.differs] == about


UCDP = {
    "id": "7", "date_start": "2031-03-12 00:00:00.000", "date_end": "2031-03-12 00:00:00.000", "type_of_violence": "1",
    "side_a": "Government of Sudan", "side_b": "Gash Front", "where_prec": "1", "where_coordinates": "Kassala town",
    "country": "Sudan", "country_id": "625", "latitude": "15.45", "longitude": "36.4", "low": "10", "best": "14", "high": "20",
}  # fmt: skip
POLECAT = {
    "Event ID": "P1", "Event Date": "2031-03-12", "Event Type": "ASSAULT", "Event Mode": "firearms", "Actor Name": "Gash Front",
    "Actor Country": "SDN", "Primary Actor Sector": "REB", "Placename": "Kassala", "City": "Kassala", "Country": "SDN",
    "Latitude": "15.45", "Longitude": "36.4",
}  # fmt: skip


def test_ucdps_rows(calendar: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    assert one(path, "ucdp", table("ucdp", UCDP), calendar).finding == "here"
    held = one(path, "ucdp", table("ucdp", UCDP | {"low": "30", "best": "30", "high": "40"}), calendar)
    assert [(d.about, d.theirs, d.ours) for d in held.differs] == [("killed", "30 to 40", "14")]


def test_polecats_rows_with_a_column_too_many(calendar: Calendar, tmp_path: Path) -> None:
    names = list(TABLES["polecat"].types)
    text = "\t".join(names) + "\n" + "\t".join(POLECAT.get(c, "None") for c in names) + "\t\t\n"
    assert one(tmp_path / "p.tsv", "polecat", text, calendar).finding == "here"


@pytest.mark.parametrize("kind", [k for k in TABLES if k in FOREIGN])
def test_what_we_export_is_here(kind: str, store: Path, calendar: Calendar, tmp_path: Path) -> None:
    path = tmp_path / "own"
    with Desk.open(store) as desk:
        path.write_bytes(b"".join(desk.exported(kind)))
    held = hold([e for e in read_foreign(kind, path) if isinstance(e, ForeignEvent)], calendar)
    assert held
    assert {h.finding for h in held} == {"here"}


# -- files


def test_packed_files_are_read_as_plain_ones(tmp_path: Path) -> None:
    plain, zipped, gzipped = tmp_path / "g.csv", tmp_path / "g.CSV.zip", tmp_path / "g.csv.gz"
    plain.write_text(gdelt({}), encoding="utf-8")
    with zipfile.ZipFile(zipped, "w") as file:
        file.write(plain, "20310312.export.CSV")
    gzipped.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_foreign("gdelt", plain)) == list(read_foreign("gdelt", zipped)) == list(read_foreign("gdelt", gzipped))


def test_a_bad_row_is_refused_by_its_number_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(gdelt({}) + "two\tcells\n" + gdelt({"SQLDATE": "soon"}, {"ActionGeo_Lat": "north"}, {}), encoding="utf-8")
    found = list(read_foreign("gdelt", path))
    assert [isinstance(r, RefusedRow) for r in found] == [False, True, True, True, False]
    assert [r.row for r in found] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("kind", "text"), [("acled", "a,b\n1,2\n"), ("gdelt", "1\t2\t3\n"), ("nonsense", "")])
def test_what_is_no_such_table_is_refused(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        list(read_foreign(kind, path))


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "e").write_bytes(b"")
    assert list(read_foreign("gdelt", tmp_path / "e")) == []


@pytest.mark.parametrize(
    ("left", "right", "km"),
    [((0, 0), (0, 0), 0), ((0, 0), (0, 180), 20015), ((51.5, -0.12), (48.86, 2.35), 343), ((10, 179.9), (10, -179.9), 22)],
)
def test_kilometres(left: tuple[float, float], right: tuple[float, float], km: float) -> None:
    assert kilometres(left, right) == pytest.approx(km, abs=3)


# -- the command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["against", *arguments])


def test_the_command_for_programs(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(gdelt({}, EGYPT, FAR), encoding="utf-8")
    done = run("gdelt", str(path), "--store", str(store), "--json")
    assert done.exit_code == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["finding"] for r in rows] == ["here", "contradicted", "missing"]
    assert set(rows[0]) == {"row", "id", "date", "label", "place", "finding", "claim", "summary", "reason", "differs", "told"}


def test_the_command_for_people_and_its_exit_code(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(gdelt({}, {}, EGYPT, FAR) + "broken\n", encoding="utf-8")
    done = run("gdelt", str(path), "--store", str(store))
    assert done.exit_code == 1
    for words in ("2 are here", "1 are not here", "Contradicted", "Egyptian Troops", "One event, many rows", "Khartoum"):
        assert words in done.stdout, done.stdout
    assert "row 5" in done.stderr
