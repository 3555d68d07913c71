"""The API gives the rows of the exports, all of them in parts, in one shape, and says what is wrong in one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pages_of_week import copied, served
from tellings.desk import Desk, Selection
from tellings.server.api import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel
    from starlette.testclient import TestClient

Row = dict[str, Any]


@pytest.fixture(scope="module")
def path(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(week_store, tmp_path_factory.mktemp("api") / "week.db")


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with served(path) as ready:
        yield ready


@pytest.fixture(scope="module")
def exported(path: Path) -> dict[str, list[Row]]:
    kinds = ("reports", "mentions", "statements", "events", "stories", "claims", "relations", "control", "copies")
    with Desk.open(path) as desk:
        return {kind: list(desk.export(kind)) for kind in kinds}


PLAIN = ("name", "kind", "roles", "country", "sector")


def every(client: TestClient, address: str) -> list[Row]:
    """All items of a list, part by part."""
    found: list[Row] = []
    onward: str | None = f"/api/v1/{address}"
    while onward:
        answer = client.get(onward)
        assert answer.status_code == 200, answer.text
        part = answer.json()
        assert set(part) == {"items", "next"}
        found += part["items"]
        onward = part["next"]
        assert len(found) < 10_000
    return found


def keyed(rows: list[Row], *keys: str) -> dict[Any, Row]:
    made = {tuple(str(r[k]) for k in keys): r for r in rows}
    assert len(made) == len(rows)
    return made


SAME = {
    "reports": ("reports?limit=7", ("report",)),
    "mentions": ("mentions?limit=50", ("report", "start", "end", "kind", "name")),
    "statements": ("statements?limit=11", ("statement",)),
    "events": ("events?limit=9", ("event",)),
    "stories": ("stories?limit=3", ("story",)),
    "relations": ("relations?limit=5", ("from_entity", "relation", "to_entity", "from")),
    "control": ("control?limit=2", ("place", "holder", "from", "strength")),
}


@pytest.mark.parametrize("kind", SAME)
def test_parts_put_together_are_the_export(client: TestClient, exported: dict[str, list[Row]], kind: str) -> None:
    address, keys = SAME[kind]
    assert keyed(every(client, address), *keys) == keyed(exported[kind], *keys)


def test_an_address_with_a_line_break_is_a_problem(client: TestClient) -> None:
    for answer in (client.get("/api/v1/stories/a%0Ab"), client.delete("/api/v1/watches/a%0A")):
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_claims_are_those_of_the_export_with_their_sentences(client: TestClient, exported: dict[str, list[Row]]) -> None:
    found = keyed(every(client, "claims?limit=40"), "claim")
    for key, row in keyed(exported["claims"], "claim").items():
        given = dict(found.pop(key))
        evidence = given.pop("evidence")
        assert given == row
        assert {e["report"] for e in evidence} <= set(row["reports"])
        assert evidence, "no claim without evidence"
    assert not found


def test_evidence_gives_back_its_words(client: TestClient, exported: dict[str, list[Row]]) -> None:
    texts = {r["report"]: r["text"] for r in exported["reports"]}
    for claim in every(client, "claims?limit=200"):
        for e in claim["evidence"]:
            assert texts[e["report"]][e["start"] : e["end"]] == e["text"]


def test_a_story_s_own_lists_are_parts_of_the_whole(client: TestClient, exported: dict[str, list[Row]]) -> None:
    for story in exported["stories"]:
        own = f"stories/{story['story']}"
        assert client.get(f"/api/v1/{own}").json() == story
        for kind in ("events", "statements", "mentions"):
            wanted = [r for r in exported[kind] if r["report"] in story["reports"]]
            assert len(every(client, f"{own}/{kind}?limit=13")) == len(wanted)
        claims = [c["claim"] for c in exported["claims"] if story["story"] in c["stories"]]
        assert sorted(c["claim"] for c in every(client, f"{own}/claims?limit=6")) == sorted(claims)
        assert every(client, f"{own}/copies?limit=4") == [c for c in exported["copies"] if c["story"] == story["story"]]


def test_an_entity_with_its_claims(client: TestClient, path: Path) -> None:
    with Desk.open(path) as desk:
        rows = {e["entity"]: e for e in desk.export("entities")}
    for line in every(client, "entities?limit=20"):
        whole = client.get(f"/api/v1/entities/{line['entity']}").json()
        row = rows.pop(line["entity"])
        assert {n["text"]: n["reports"] for n in whole["names"]} == {n["text"]: len(n["reports"]) for n in row["names"]}
        assert {k: whole[k] for k in PLAIN} == {k: row[k] for k in PLAIN}
        for claim in every(client, f"entities/{line['entity']}/claims"):
            assert line["entity"] in (*claim["actors"], *claim["recipients"])
    assert not rows


def test_a_place_with_its_claims(client: TestClient, exported: dict[str, list[Row]]) -> None:
    told = [c["place"] for c in exported["claims"] if c["place"] and c["place"]["geonameid"]]
    place = client.get(f"/api/v1/places/{told[0]['geonameid']}").json()
    number = sum(p["geonameid"] == told[0]["geonameid"] for p in told)
    assert place["claims"] == len(every(client, f"places/{place['geonameid']}/claims?limit=2")) == number
    assert [place["lat"], place["lon"]] == [told[0]["lat"], told[0]["lon"]]


def test_days_narrow(client: TestClient, path: Path) -> None:
    from datetime import date

    with Desk.open(path) as desk:
        wanted = {r["report"] for r in desk.export("reports", Selection(since=date(2031, 3, 5), until=date(2031, 3, 7)))}
    found = every(client, "reports?since=2031-03-05&until=2031-03-07&limit=4")
    assert {r["report"] for r in found} == wanted
    assert {e["report"] for e in every(client, "events?since=2031-03-05&until=2031-03-07")} <= wanted


def test_the_shapes_have_every_field_of_the_rows(exported: dict[str, list[Row]]) -> None:
    models: dict[str, type[BaseModel]] = {
        "reports": shapes.Report, "statements": shapes.Statement, "events": shapes.Event, "stories": shapes.Story,
        "relations": shapes.Relation, "control": shapes.Control, "copies": shapes.Copy,
    }  # fmt: skip
    for kind, model in models.items():
        for row in exported[kind]:
            model.model_validate(row)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("stories/none", 404), ("claims/none", 404), ("reports/none", 404), ("entities/none", 404), ("places/none", 404),
        ("none", 404), ("stories?limit=0", 422), ("stories?limit=501", 422), ("stories?since=today", 422),
        ("relations?relation=hates", 422), ("search", 422),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_shape(client: TestClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = shapes.Problem.model_validate(answer.json())
    assert problem.status == status
    assert problem.detail


def test_an_answer_is_the_same_until_something_changes(week_store: Path, tmp_path: Path) -> None:
    with served(copied(week_store, tmp_path / "s.db")) as client:
        first = client.get("/api/v1/stories")
        known = {"if-none-match": first.headers["etag"]}
        assert client.get("/api/v1/stories", headers=known).status_code == 304
        story = first.json()["items"][0]["story"]
        made = client.post("/api/v1/judgements", json={"verdict": "rename", "of": [story], "name": "Named anew"})
        assert made.status_code == 201
        assert made.json()["drawn"]
        changed = client.get("/api/v1/stories", headers=known)
        assert changed.status_code == 200
        assert changed.json()["items"][0]["title"] == "Named anew"
        assert client.post(f"/api/v1/judgements/{made.json()['judgement']}/undo").json()["undone"]
        assert client.get("/api/v1/stories").json() == first.json()
        assert every(client, "judgements")[0]["undone"]


def test_a_decision_that_makes_no_sense_is_refused(client: TestClient) -> None:
    for body, status in (
        ({"verdict": "same", "of": ["x"]}, 409),
        ({"verdict": "wrong", "of": ["claim-none"]}, 404),
        ({"verdict": "perhaps", "of": ["x"]}, 422),
        ({"verdict": "wrong", "of": []}, 422),
        ({"verdict": "wrong", "of": ["x"], "more": 1}, 422),
    ):
        assert client.post("/api/v1/judgements", json=body).status_code == status
    assert client.post("/api/v1/judgements", content="{}", headers={"content-type": "text/plain"}).status_code == 415
    assert every(client, "judgements") == []


def test_watches_over_the_api(client: TestClient) -> None:
    made = client.post("/api/v1/watches", json={"name": "w", "query": "q=rebels&after=z"})
    assert made.status_code == 201
    assert made.json()["query"] == "q=rebels"
    (row,) = every(client, "watches")
    assert row == made.json()
    assert client.post(f"/api/v1/watches/{row['watch']}/seen").json()["new"] == 0
    assert client.delete(f"/api/v1/watches/{row['watch']}").status_code == 204
    assert client.delete(f"/api/v1/watches/{row['watch']}").status_code == 404
    assert every(client, "watches") == []
