"""Exports as tables of other data sets, and as Arrow: their columns, codes and values, opened by the tools that read them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coded import coded_desk
from tellings.data.actors import group_names, sector_names
from tellings.data.countries import countries, country
from tellings.data.event_tables import cameo_codes, plover_types
from tellings.data.foreign_codes import (
    ANY,
    acled_types,
    actor_codes,
    by_cameo,
    by_fips,
    by_gw,
    by_numeric,
    country_numbers,
    fips_of,
    goldstein,
    known_groups,
)
from tellings.desk import Desk, Selection
from tellings.errors import UsageError
from tellings.export.acled import acled_type
from tellings.export.gdelt import event_id, fraction_date, quad_class
from tellings.export.happenings import Actor, Happening
from tellings.export.shapes import written
from tellings.export.tables import TABLES
from tellings.export.ucdp import prio_cell
from tellings.model.coding import Place, Precision
from tellings.model.picture import Claim
from tellings.model.report import Reject

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with coded_desk(tmp_path_factory.mktemp("tables") / "s.db") as made:
        (arrest,) = (c for opened in made.opened() for c in opened.claims if c.mode == "arrest")
        made.judge("right", [arrest.id], "Ada", "seen")
        made.store.refuse(Reject("bad.txt", "is empty"))
        yield made


def headers() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (DATA / "headers.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            table, _, column = line.split("\t")
            found.setdefault(table, []).append(column)
    return found


def rows_of(desk: Desk, kind: str) -> list[dict[str, str]]:
    text = b"".join(desk.exported(kind)).decode()
    names = None if TABLES[kind].header else list(TABLES[kind].types)
    if TABLES[kind].delimiter == "\t":
        lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
        names = names or lines.pop(0)
        return [dict(zip(names, cells, strict=True)) for cells in lines]
    return list(csv.DictReader(io.StringIO(text)))


def the_raid(rows: list[dict[str, str]], **told: str) -> dict[str, str]:
    (found,) = [row for row in rows if all(row[k] == v for k, v in told.items())]
    return found


# -- columns


@pytest.mark.parametrize("kind", list(TABLES))
def test_the_columns_are_exactly_those_of_the_data_set(desk: Desk, kind: str) -> None:
    assert list(TABLES[kind].types) == headers()[kind]
    assert rows_of(desk, kind), "an export without rows shows nothing"
    if TABLES[kind].header:
        first = b"".join(desk.exported(kind)).decode().split("\n", 1)[0]
        assert first.split(TABLES[kind].delimiter) == headers()[kind]


@pytest.mark.parametrize(
    ("kind", "columns"), [("gdelt", 61), ("gdelt-mentions", 16), ("polecat", 40), ("acled", 31), ("ucdp", 49)]
)
def test_the_number_of_columns(kind: str, columns: int) -> None:
    assert len(TABLES[kind].types) == columns


cells = st.none() | st.text() | st.integers() | st.floats(allow_nan=False)


@given(row=st.dictionaries(st.sampled_from(list(TABLES["polecat"].types)), cells), kind=st.sampled_from(["polecat", "ucdp"]))
def test_whatever_is_in_a_cell_a_row_stays_a_row(row: dict[str, Any], kind: str) -> None:
    shape = TABLES[kind]
    text = "".join(written(shape, [row, row]))
    if shape.delimiter == "\t":
        assert [len(line.split("\t")) for line in text.removesuffix("\n").split("\n")] == [len(shape.types)] * 3
    else:
        assert [len(r) for r in csv.reader(io.StringIO(text, newline=""))] == [len(shape.types)] * 3


# -- GDELT


def test_an_event_of_gdelt(desk: Desk) -> None:
    row = the_raid(rows_of(desk, "gdelt"), EventCode="193")
    assert int(row["GLOBALEVENTID"]) < 1 << 63
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20310312", "203103", "2031", "2031.1973")
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == (
        "SDNREB", "GASH FRONT", "SDN", "REB",
    )  # fmt: skip
    assert (row["Actor2Code"], row["Actor2Type1Code"]) == ("SDNMIL", "MIL")
    assert (row["EventBaseCode"], row["EventRootCode"], row["QuadClass"], row["GoldsteinScale"]) == ("193", "19", "4", "-10.0")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("3", "2", "2")
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) == ("4", "Kassala, Sudan", "SU")
    assert (row["ActionGeo_Lat"], row["ActionGeo_Long"], row["Actor1Geo_Type"]) == ("15.451", "36.4", "0")
    assert row["SOURCEURL"] == "https://www.gazette.example/raid?a=1&b=2"
    assert row["AvgTone"] == row["ActionGeo_FeatureID"] == ""


def test_what_was_only_planned_is_no_event_of_gdelt(desk: Desk) -> None:
    assert not [r for r in rows_of(desk, "gdelt") if r["EventRootCode"] == "15"]


def test_mentions_belong_to_events_and_point_into_the_text(desk: Desk) -> None:
    events, mentions = rows_of(desk, "gdelt"), rows_of(desk, "gdelt-mentions")
    assert {m["GLOBALEVENTID"] for m in mentions} == {e["GLOBALEVENTID"] for e in events}
    assert len(mentions) == sum(int(e["NumMentions"]) for e in events)
    texts = {r["url"] or r["ref"]: r["text"] for r in desk.export("reports")}
    for m in mentions:
        assert 0 <= int(m["ActionCharOffset"]) < int(m["MentionDocLen"]) == len(texts[m["MentionIdentifier"]])
    raid = [m for m in mentions if m["MentionSourceName"] == "gazette.example"]
    at = int(raid[0]["Actor1CharOffset"])
    assert texts[raid[0]["MentionIdentifier"]][at:].startswith("Gash Front")
    assert {m["MentionType"] for m in raid} == {"1"}
    assert [m["MentionType"] for m in mentions if m["MentionSourceName"] == "lone-1"] == ["2", "2"]


@pytest.mark.parametrize(("day", "fraction"), [((2013, 1, 1), 2013.0027), ((2013, 12, 1), 2013.9068), ((2031, 3, 12), 2031.1973)])
def test_fraction_date(day: tuple[int, int, int], fraction: float) -> None:
    assert fraction_date(date(*day)) == fraction


@pytest.mark.parametrize(
    ("code", "quad"),
    [("010", 1), ("057", 1), ("060", 2), ("0874", 2), ("090", 3), ("139", 3), ("140", 4), ("204", 4)],
)
def test_quad_class(code: str, quad: int) -> None:
    assert quad_class(code) == quad


@pytest.mark.parametrize(
    ("code", "scale"),
    [("010", 0.0), ("0334", 6.0), ("0331", 5.2), ("057", 8.0), ("0874", 10.0), ("0873", 9.0), ("091", -2.0), ("1121", -2.0),
     ("130", -4.4),
     ("1312", -5.8), ("1383", -7.0), ("145", -7.5), ("163", -8.0), ("1712", -9.2), ("1823", -10.0), ("1821", -9.0),
     ("1952", -10.0),
     ("201", -9.5), ("2042", -10.0)],
)  # fmt: skip
def test_goldstein(code: str, scale: float) -> None:
    assert goldstein(code) == scale


def test_every_code_has_a_value_on_goldsteins_scale() -> None:
    assert [c for c in cameo_codes() if goldstein(c) is None] == []
    assert goldstein("99") is None


def test_ids_are_signed_integers_of_64_bits() -> None:
    assert event_id("claim-ffffffffffffffff") == (1 << 63) - 1
    assert event_id("claim-0000000000000001") == 1


# -- the tables of codes


def test_the_numbers_of_countries_are_each_of_one_country() -> None:
    codes = [c.code for c in countries()]
    assert set(country_numbers()) <= set(codes)
    for column in ("fips", "cameo", "numeric", "gw"):
        told = [getattr(n, column) for n in country_numbers().values() if getattr(n, column)]
        assert len(told) == len(set(told)), column
    assert {n.acled for n in country_numbers().values()} >= {"Western Africa", "Middle East", "Caucasus and Central Asia"}
    assert {n.ucdp for n in country_numbers().values()} - {""} == {"Africa", "Americas", "Asia", "Europe", "Middle East"}


@pytest.mark.parametrize(
    ("code", "fips", "cameo", "numeric", "cow", "gw"),
    [("RUS", "RS", "RUS", "643", "365", "365"), ("DEU", "GM", "DEU", "276", "255", "260"),
     ("ROU", "RO", "ROM", "642", "360", "360"),
     ("SRB", "RI", "SRB", "688", "345", "340"), ("YEM", "YM", "YEM", "887", "679", "678"), ("SSD", "OD", "", "728", "626", "626"),
     ("CHN", "CH", "CHN", "156", "710", "710"), ("CHE", "SZ", "CHE", "756", "225", "225"), ("KOS", "KV", "", "", "347", "347")],
)  # fmt: skip
def test_numbers_of_countries(code: str, fips: str, cameo: str, numeric: str, cow: str, gw: str) -> None:
    found = country_numbers()[code]
    assert (found.fips, found.cameo, found.numeric, found.cow, found.gw) == (fips, cameo, numeric, cow, gw)
    assert by_fips()[fips] == code
    assert not cameo or by_cameo()[cameo] == code
    assert not numeric or by_numeric()[int(numeric)] == code
    assert by_gw()[int(gw)] == code


def test_gaza_and_the_west_bank_are_two_to_fips() -> None:
    assert (fips_of("PSE", 34.47), fips_of("PSE", 35.2), fips_of("PSE"), fips_of(None)) == ("GZ", "WE", "WE", "")


def test_the_tables_speak_of_what_there_is() -> None:
    assert set(actor_codes()) == set(sector_names())
    assert set(known_groups()) <= {g.name for g in group_names().values()}
    for rule in acled_types():
        assert rule.type in plover_types()
        assert rule.mode in {ANY, "-", *plover_types()[rule.type].modes}
    disorder: dict[tuple[str, str], set[str]] = {}
    for rule in acled_types():
        disorder.setdefault((rule.event, rule.sub), set()).add(rule.disorder)
    assert all(len(found) == 1 for found in disorder.values())


# -- POLECAT, ACLED, UCDP


def test_an_event_of_polecat(desk: Desk) -> None:
    row = the_raid(rows_of(desk, "polecat"), **{"Event Type": "ASSAULT"})
    assert (row["Event Date"], row["Event Mode"], row["Intensity"], row["Quad Code"]) == (
        "2031-03-12", "firearms", "-10.0", "MATERIAL CONFLICT",
    )  # fmt: skip
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == (
        "Gash Front",
        "SDN",
        "625",
        "REB",
    )
    assert (row["Placename"], row["GeoNames ID"], row["Contexts"]) == ("Kassala", "372753", "military")
    assert row["Wikipedia Actor ID"] == row["District"] == "None"


def test_pandas_reads_polecats_shape(desk: Desk) -> None:
    table = pd.read_csv(io.BytesIO(b"".join(desk.exported("polecat"))), sep="\t", parse_dates=["Event Date"])
    assert table["Latitude"].notna().sum() == 3
    assert table["Wikipedia Actor ID"].isna().all()


def test_an_event_of_acled(desk: Desk) -> None:
    row = the_raid(rows_of(desk, "acled"), event_type="Battles")
    assert (row["sub_event_type"], row["disorder_type"]) == ("Non-state actor overtakes territory", "Political violence")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"], row["interaction"]) == (
        "Gash Front", "2", "Sudanese army", "1", "12",
    )  # fmt: skip
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["fatalities"]) == ("2031-03-12", "1", "1", "14")
    assert (row["iso"], row["region"], row["country"], row["location"]) == ("729", "Northern Africa", "Sudan", "Kassala")
    assert row["source"] == "Border Gazette; Gash Courier"


def test_protesters_are_told_by_acleds_generic_names(desk: Desk) -> None:
    row = the_raid(rows_of(desk, "acled"), event_type="Protests")
    assert (row["actor1"], row["assoc_actor_1"], row["inter1"], row["interaction"]) == (
        "Protesters (Sudan)",
        "residents",
        "6",
        "60",
    )


def actor(sector: str | None, country_code: str = "SDN", words: str = "they", kind: str = "group") -> Actor:
    return Actor(words, None, kind, country_code, sector, None, words)


def happening(kind: str, mode: str | None, actors: list[Actor], recipients: list[Actor]) -> Happening:
    place = Place("Kassala", 15.4, 36.4, 1, "SDN", None, Precision.TOWN, "")
    claim = Claim("claim-1", "story-1", "event", "s", (), (), 1, 1, (), type=kind, mode=mode, status="actual", place=place)
    day = date(2031, 3, 12)
    return Happening(claim, (), tuple(actors), tuple(recipients), day, day, dated=True)


@pytest.mark.parametrize(
    ("kind", "mode", "left", "right", "taken", "wanted"),
    [
        ("ASSAULT", "firearms", ["REB"], ["MIL"], False, "Armed clash"),
        ("ASSAULT", "firearms", ["REB"], ["MIL"], True, "Non-state actor overtakes territory"),
        ("ASSAULT", "firearms", ["MIL"], ["REB"], True, "Government regains territory"),
        ("ASSAULT", "firearms", ["MIL", "REB"], [], False, "Armed clash"),
        ("ASSAULT", "firearms", ["UAF"], ["CVL"], False, "Attack"),
        ("ASSAULT", "firearms", ["UAF"], [], False, None),
        ("ASSAULT", "firearms", ["UAF"], ["UNK"], False, None),
        ("ASSAULT", "abduct", ["UAF"], ["JRN"], False, "Abduction/forced disappearance"),
        ("ASSAULT", "abduct", ["UAF"], ["MIL"], False, "Armed clash"),
        ("ASSAULT", "drone", ["MIL"], ["CVL"], False, "Air/drone strike"),
        ("ASSAULT", "suicide-attack", [], [], False, "Suicide bomb"),
        ("ASSAULT", "sexual", ["MIL"], ["CVL"], False, "Sexual violence"),
        ("COERCE", "seize", ["REB"], [], True, "Non-violent transfer of territory"),
        ("COERCE", "seize", ["MIL"], ["BUS"], False, "Looting/property destruction"),
        ("COERCE", "arrest", ["COP"], ["CVL"], False, "Arrests"),
        ("PROTEST", None, ["CVL"], [], False, "Peaceful protest"),
        ("PROTEST", "riot", ["CVL"], [], False, "Violent demonstration"),
        ("PROTEST", "hunger", ["CVL"], [], False, None),
        ("RETREAT", "ceasefire", ["MIL"], ["REB"], False, "Agreement"),
        ("CONSULT", "visit", ["GOV"], ["GOV"], False, None),
        ("SANCTION", "expel", ["GOV"], ["GOV"], False, None),
    ],
)  # fmt: skip
def test_what_becomes_which_of_acleds_kinds(
    kind: str, mode: str | None, left: list[str], right: list[str], taken: bool, wanted: str | None
) -> None:
    found = acled_type(happening(kind, mode, [actor(s) for s in left], [actor(s) for s in right]), taken=taken)
    assert (found.sub if found else None) == wanted


def test_shooting_protesters_is_excessive_force() -> None:
    found = acled_type(happening("ASSAULT", "firearms", [actor("COP")], [actor("CVL", words="three protesters")]), taken=False)
    assert found
    assert found.sub == "Excessive force against protesters"


def test_an_event_of_ucdp(desk: Desk) -> None:
    (row,) = rows_of(desk, "ucdp")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Government of Sudan", "Gash Front")
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == ("14", "14", "14", "14")
    assert (row["country_id"], row["gwnoa"], row["gwnob"], row["region"]) == ("625", "625", "", "Africa")
    assert (row["date_start"], row["date_prec"], row["where_prec"]) == ("2031-03-12 00:00:00.000", "1", "1")
    assert row["source_office"].split(";") == ["Border Gazette", "Gash Courier"]
    assert len(row["source_headline"].split(";")) == 2
    assert row["geom_wkt"] == "POINT (36.4 15.451)"


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-89.9, -179.9, 1), (-89.9, -179.4, 2), (-89.4, -179.9, 721), (89.9, 179.9, 259200), (90, 180, 259200)],
)
def test_cells_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert prio_cell(lat, lon) == cell


# -- what is asked for


def test_only_what_was_asked_for(desk: Desk) -> None:
    everything = rows_of(desk, "gdelt")
    raid = "".join(map(bytes.decode, desk.exported("gdelt", wanted=Selection(story="courier-1"))))
    assert 0 < len(raid.splitlines()) < len(everything)
    later = b"".join(desk.exported("gdelt", wanted=Selection(since=date(2031, 3, 14))))
    assert later == b""


@pytest.mark.parametrize(("kind", "form"), [("claims", "xml"), ("gdelt", "xml"), ("geojson", "csv"), ("nonsense", None)])
def test_what_there_is_not_is_refused_with_what_there_is(desk: Desk, kind: str, form: str | None) -> None:
    with pytest.raises(UsageError):
        b"".join(desk.exported(kind, form))


def test_a_table_in_another_form_has_a_header(desk: Desk) -> None:
    first = b"".join(desk.exported("gdelt", "csv")).decode().split("\n", 1)[0]
    assert first.split(",") == headers()["gdelt"]
    assert json.loads(b"".join(desk.exported("gdelt", "jsonl")).splitlines()[0])["EventCode"]


def test_names_of_countries_are_known() -> None:
    assert [n.code for n in country_numbers().values() if country(n.code) is None] == []
