"""Outlets: one outlet under all its names and addresses, where it is from and whose it is; users add their own."""

from pathlib import Path

import pytest

from tellings.data.countries import country
from tellings.data.outlets import outlets
from tellings.data.tables import read_table
from tellings.errors import UsageError
from tellings.model.report import Report
from tellings.read.making import Found, make_report
from tellings.read.options import Hints

TEXT = "Spain suspended joint fishery patrols with Portugal on Friday."


@pytest.mark.parametrize(
    ("address", "said", "name"),
    [
        (None, "Reuters", "Reuters"),
        (None, "www.reuters.com", "Reuters"),
        (None, "Reuters News", "Reuters"),
        ("https://www.reuters.com/world/a", None, "Reuters"),
        ("https://www.reuters.com/world/a", "Reuters - Breaking International News", "Reuters"),
        ("https://news.islet.example/a", "Reuters", "Reuters"),
        (None, "The New York Times", "New York Times"),
        (None, "agence france-presse", "Agence France-Presse"),
        (None, "Islet Radio", "Islet Radio"),
        ("https://islet.example/a", None, None),
        ("https://edition.cnn.com/2031/06/06/a", "islet", "islet"),
        (None, None, None),
    ],
)
def test_an_outlet_is_one_under_all_its_names(address: str | None, said: str | None, name: str | None) -> None:
    found = outlets().published(address, said)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("said", ["The Times", "The Guardian", "The Herald", "Daily Star"])
def test_a_name_that_several_bear_is_nobodys(said: str) -> None:
    assert outlets().called(said) is None


def test_country_and_family_are_known() -> None:
    found = outlets().published("https://www.thesun.co.uk/a", None)
    assert found
    assert (found.country, found.family) == ("GBR", "Murdoch")
    assert found.family == getattr(outlets().called("The Wall Street Journal"), "family", None)
    unknown = outlets().published("https://islet.example.ie/a", "Islet Radio")
    assert (unknown and unknown.country) == "IRL"


def test_the_table_is_of_the_whole_world_and_of_one_mind() -> None:
    rows = list(read_table("outlets.tsv"))
    assert len(rows) >= 1000
    assert len({r["host"] for r in rows}) == len(rows)
    countries = {found.code for r in rows if (found := country(r["home"].partition(".")[0]))}
    assert len(countries) >= 140
    for row in rows:
        assert row["host"] == row["host"].lower()
        assert outlets().at(row["host"])


def test_a_report_carries_them() -> None:
    report = make_report(Found("a", TEXT, url="https://www.scmp.com/a"), Hints())
    assert isinstance(report, Report)
    assert (report.outlet, report.country, report.family) == (
        "South China Morning Post",
        "CHN",
        "Alibaba",
    ) or report.country == "HKG"


OWN = (
    "host\toutlet\tnames\thome\tfamily\nislet.example\tIslet Radio\tRadio Islet|IR\tES\tIslet Group\n"
    "reuters.com\tMy Reuters\t\tGB\t\n"
)


def test_a_table_of_ones_own_comes_before_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(f"# my outlets\n{OWN}".replace("\n", "\r\n"))
    own = outlets(str(path))
    for address, said in [("https://www.islet.example/a", None), (None, "Radio Islet"), (None, "IR")]:
        found = own.published(address, said)
        assert found
        assert (found.name, found.country, found.family) == ("Islet Radio", "ESP", "Islet Group")
    assert getattr(own.at("reuters.com"), "name", None) == "My Reuters"
    assert getattr(own.called("AFP"), "name", None) == "Agence France-Presse"
    report = make_report(Found("a", TEXT, outlet="IR"), Hints(outlets=str(path)))
    assert isinstance(report, Report)
    assert report.outlet == "Islet Radio"


@pytest.mark.parametrize(
    "text", ["", "outlet\nIslet Radio\n", "host\toutlet\n\tIslet Radio\n", "host\toutlet\na.example\n", "\xff"]
)
def test_a_table_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(text.encode("latin-1"))
    if text:
        with pytest.raises(UsageError, match=r"own\.tsv"):
            outlets(str(path))
    else:
        assert outlets(str(path)).by_host


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match=r"nowhere\.tsv"):
        outlets("nowhere.tsv")
