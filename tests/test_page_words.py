"""What pages say is in words for a person, and is said once: labels, offices, passages that only later reports share."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pytest

from pages_of_week import copied, served
from tellings.desk.family import words_of
from tellings.server.views.words import label, office, period_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def client(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with served(copied(week_store, tmp_path_factory.mktemp("words") / "week.db")) as ready:
        yield ready


@pytest.mark.parametrize(
    ("name", "country", "sector", "says"),
    [
        ("Assaba Front", "MRT", "REB", "Mauritania, rebels"),
        ("Mauritanian rebels", "MRT", "REB", ""),
        ("Mauritanian defence ministry", "MRT", "GOV", "government"),
        ("military", None, "MIL", ""),
        ("Mauritania", "MRT", None, ""),
        ("Astrid Hallander", "IGO", "GOV", "intergovernmental organisation, government"),
        ("Quay", None, None, ""),
    ],
)
def test_a_label_says_what_a_name_does_not(name: str, country: str | None, sector: str | None, says: str) -> None:
    assert label(name, country, sector) == says


@pytest.mark.parametrize(
    ("name", "role", "says"),
    [
        ("residents", "resident", ""),
        ("hospital official", "hospital official", ""),
        ("Front's leader", "leader", ""),
        ("Baba Ould Yarba", "leader", "leader"),
        ("Baba Ould Yarba", None, ""),
    ],
)
def test_an_office_is_not_said_twice(name: str, role: str | None, says: str) -> None:
    assert office(name, role) == says


@pytest.mark.parametrize(
    ("span", "says"),
    [("2031-03-05", "5 Mar 2031"), ("2031-02-24/2031-03-02", "24 Feb to 2 Mar 2031"), ("spring", "spring")],
)
def test_a_period_of_the_exports_is_said_in_words(span: str, says: str) -> None:
    assert period_words(span) == says


def stories(client: TestClient) -> list[Any]:
    found = client.get("/front.json?period=all").json()["days"]
    return [client.get(f"{card['href']}.json").json() for day in found for card in day["stories"]]


def test_what_somebody_says_is_not_listed_as_done(client: TestClient) -> None:
    listed = [client.get(f"{e['href']}.json").json() for e in client.get("/entities.json").json()["entities"]]
    assert {c["kind"] for page in listed for c in page["claims"]} == {"event"}
    assert {c["kind"] for page in listed for c in page["statements"]} == {"statement"}


def test_no_day_is_said_in_a_line_that_has_a_clock(client: TestClient) -> None:
    claims = [c for s in stories(client) for c in (*s["claims"], *s["statements"])]
    dated = [c for c in claims if c["happened"]["says"]]
    assert dated
    assert all(c["says"] == c["summary"].removesuffix(f" ({c['happened']['says']})") for c in dated)
    assert any(c["says"] != c["summary"] for c in dated)


def test_what_is_recalled_stands_behind_the_news(client: TestClient) -> None:
    for story in stories(client):
        recalled = [c["recalled"] for c in story["claims"]]
        assert recalled == sorted(recalled)
        assert all(c["recalled"] for c in story["claims"] if c["status"] == "background")


def test_what_two_later_reports_share_stands_in_one_row(client: TestClient) -> None:
    story = max(stories(client), key=lambda s: len(s["reports"]))
    reports = [r["id"] for r in story["reports"]][:6]
    rows = client.get("/compare.json", params={"report": reports}).json()["rows"]
    alone = ["".join(run["text"] for run in cell["runs"]) for row in rows for cell in row["cells"] if cell["kind"] == "only"]
    pairs = [(reports[0], other) for other in reports[1:]]
    apart = [r for pair in pairs for r in client.get("/compare.json", params={"report": pair}).json()["rows"]]
    only = ["".join(x["text"] for x in c["runs"]) for row in apart for c in row["cells"][1:] if c["kind"] == "only"]
    assert any(row["cells"][0]["kind"] == "none" and row["kind"] != "only" for row in rows)
    assert sum(map(len, alone)) < sum(map(len, only))


def test_sentences_that_one_report_has_keep_their_order(client: TestClient) -> None:
    reports = [r["id"] for r in max(stories(client), key=lambda s: len(s["reports"]))["reports"]][:4]
    rows = client.get("/compare.json", params={"report": reports}).json()["rows"]
    starts = [row["cells"][0]["start"] for row in rows if row["cells"][0]["kind"] != "none"]
    assert len(starts) > 2
    assert starts == sorted(starts)
    assert not any(a["kind"] == b["kind"] == "only" for a, b in pairwise(rows))


def test_a_hit_does_not_begin_with_its_own_title(client: TestClient) -> None:
    hits = client.get("/search.json?q=rebels").json()["hits"]
    assert hits
    for hit in hits:
        title, excerpt = ("".join(x["text"] for x in hit[part]) for part in ("title", "excerpt"))
        assert not excerpt.startswith(title)


def test_a_short_sentence_that_two_reports_have_is_not_only_in_one(client: TestClient) -> None:
    for story in stories(client):
        reports = [r["id"] for r in story["reports"]][:3]
        if len(reports) < 2:
            continue
        rows = client.get("/compare.json", params={"report": reports}).json()["rows"]
        alone = [
            {words_of(run["text"]) for row in rows for run in row["cells"][k]["runs"] if row["cells"][k]["kind"] == "only"}
            for k in range(len(reports))
        ]
        assert all(not a & b for a, b in combinations(alone, 2))


def test_no_sentence_is_lost_between_reports(client: TestClient) -> None:
    for story in stories(client):
        reports = [r["id"] for r in story["reports"]][:3]
        rows = client.get("/compare.json", params={"report": reports}).json()["rows"]
        for k, report in enumerate(reports):
            blocks = client.get(f"/reports/{report}.json").json()["blocks"]
            whole = " ".join("".join(run["text"] for run in b["runs"]) for b in blocks if b["kind"] in ("body", "heading"))
            laid = " ".join(run["text"] for row in rows for run in row["cells"][k]["runs"])
            assert Counter(words_of(whole)) - Counter(words_of(laid)) == Counter()
