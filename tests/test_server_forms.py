"""What persons change on the pages: judgements, their undo and log; watches and their feeds; without scripts and with htmx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from newsroom import RECORDS, open_desk, written
from pages_of_week import send, served
from tellings.server.views.decided import in_words, kept_query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A server over four small reports: two of one story, two alone."""
    with open_desk(tmp_path / "s.db") as desk:
        list(desk.read([written(tmp_path / "r.jsonl")]))
    with served(tmp_path / "s.db") as ready:
        yield ready


def stories(client: TestClient) -> list[dict[str, Any]]:
    return [s for d in client.get("/front.json?period=all").json()["days"] for s in d["stories"]]


def reports(client: TestClient, outlets: tuple[str, ...]) -> list[str]:
    hits = client.get("/api/v1/reports").json()["items"]
    return [next(r["report"] for r in hits if r["outlet"] == o) for o in outlets]


@pytest.mark.parametrize(
    ("verdict", "outlets", "number"),
    [("same", ("Nile Courier", "Mondego Diary"), 2), ("not-same", ("Nile Courier", "Delta Post"), 4)],
)
def test_a_judgement_changes_the_picture_and_its_undo_restores_it(
    client: TestClient, verdict: str, outlets: tuple[str, ...], number: int
) -> None:
    before = stories(client)
    form = {"verdict": verdict, "of": reports(client, outlets), "reason": "I  know\nit", "back": "/?period=all"}
    answer = send(client, "/judgements", form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?period=all&said=Noted.")
    assert "Noted." in client.get(answer.headers["location"]).text
    assert len(stories(client)) == number != len(before)
    (row,) = client.get("/judgements.json").json()["judgements"]
    assert (row["verdict"], row["reason"], row["undone"]) == (verdict, "I know it", False)
    assert [a["href"] for a in row["about"]] == [f"/reports/{r}" for r in form["of"]]
    assert send(client, f"/judgements/{row['id']}/undo", {"back": "/judgements"}).status_code == 303
    assert stories(client) == before
    assert client.get("/judgements.json").json()["judgements"][0]["undone"]


def test_a_story_is_given_a_name(client: TestClient) -> None:
    story = stories(client)[0]
    send(client, "/judgements", {"verdict": "rename", "of": story["id"], "name": "Another \u202etitle", "back": "/"})
    assert "Another title" in [s["title"] for s in stories(client)]


def test_htmx_is_given_what_to_show(client: TestClient) -> None:
    form = {"verdict": "wrong", "of": stories(client)[0]["id"]}
    answer = send(client, "/judgements", form, **{"hx-request": "true"})
    assert answer.status_code == 200
    undo = re.search(r'action="(/judgements/[^"]+/undo)"', answer.text)
    assert undo
    undone = send(client, undo[1], {}, **{"hx-request": "true"})
    assert undone.status_code == 200
    assert "Undone" in undone.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"verdict": "wrong", "of": "claim-none"}, 404),
        ({"verdict": "perhaps", "of": "claim-none"}, 400),
        ({"verdict": "same", "of": "claim-none"}, 400),
        ({"verdict": "wrong"}, 400),
        ({"verdict": "rename", "of": "entity-none"}, 404),
        ({"verdict": "wrong", "of": "x", "reason": "y" * 5000}, 400),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused(client: TestClient, form: dict[str, str], status: int) -> None:
    assert send(client, "/judgements", form).status_code == status
    assert client.get("/judgements.json").json()["judgements"] == []


def test_what_was_never_judged_cannot_be_undone(client: TestClient) -> None:
    assert send(client, "/judgements/judgement-none/undo", {}).status_code == 404


def test_the_picture_shown_says_that_it_is_out_of_date(client: TestClient, tmp_path: Path) -> None:
    assert "to be drawn" not in client.get("/").text
    with open_desk(tmp_path / "s.db") as desk:
        late = {"ref": "late", "outlet": "Late News", "published": "2031-06-03", "text": "The mayor of Arbroath opened a bridge."}
        (outcome,) = _kept(desk, written(tmp_path / "late.jsonl", [late]))
        assert outcome
    page = client.get("/").text
    assert "1 report waits to be drawn" in page
    assert client.get(f"/reports/{outcome}").status_code == 200, "a report that is not drawn yet can be read"
    assert "to be drawn" in client.get("/status").text


def _kept(desk: Any, path: str) -> list[str]:
    """Reports kept, and not drawn."""
    from tellings.desk.reading import keep
    from tellings.read.options import Hints
    from tellings.read.readers import read_all

    return [o.report or "" for o in keep(read_all([path], Hints()), desk.store, desk.tools)]


def test_a_search_is_watched(client: TestClient, tmp_path: Path) -> None:
    asked = "?period=all&outlet=Nile Courier&after=x&limit=9"
    offer = client.get("/front.json?period=all&outlet=Nile Courier").json()["save"]["href"]
    assert client.get(offer).status_code == 200
    assert (
        send(client, "/watches", {"name": "Nile", "query": asked.removeprefix("?")}).headers["location"]
        == "/watches?said=Watched."
    )
    (row,) = client.get("/watches.json").json()["watches"]
    assert (row["name"], row["new"], row["says"]) == ("Nile", 0, "outlet Nile Courier")
    page = client.get(row["href"].replace("/?", "/front.json?")).json()
    assert len([s for d in page["days"] for s in d["stories"]]) == 1

    with open_desk(tmp_path / "s.db") as desk:
        more = RECORDS[0] | {"ref": "nile-2", "title": "Port falls, again"}
        list(desk.read([written(tmp_path / "more.jsonl", [more])]))
    assert client.get("/watches.json").json()["watches"][0]["new"] == 1
    send(client, f"/watches/{row['id']}/seen", {"back": "/watches"})
    assert client.get("/watches.json").json()["watches"][0]["new"] == 0
    assert send(client, f"/watches/{row['id']}/remove", {}).status_code == 303
    assert client.get("/watches.json").json()["watches"] == []
    assert send(client, f"/watches/{row['id']}/remove", {}).status_code == 404


def test_a_watch_has_a_feed(client: TestClient) -> None:
    send(client, "/watches", {"name": "Everything <new>", "query": ""})
    (row,) = client.get("/watches.json").json()["watches"]
    answer = client.get(row["feed"])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.text)
    assert feed.findtext(f"{ATOM}title") == "tellings: Everything <new>"
    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}title") for e in entries] == [s["title"] for s in stories(client)]
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert client.get(link.attrib["href"]).status_code == 200
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")
    same = client.get(row["feed"], headers={"if-none-match": answer.headers["etag"]})
    assert same.status_code == 304
    assert client.get("/watches/watch-none.atom").status_code == 404


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=rebels&period=all", "period=all&q=rebels"),
        ("after=x&limit=3&evil=1&type=ASSAULT", "type=ASSAULT"),
        ("", ""),
        ("q=%3Cscript%3E", "q=%3Cscript%3E"),
    ],
)
def test_of_a_search_only_what_narrows_is_kept(query: str, kept: str) -> None:
    assert kept_query(query) == kept


def test_a_search_is_said_in_words() -> None:
    assert in_words("period=all&place=Kiffa&q=cease+fire") == "place Kiffa, words cease fire"
    assert in_words("") == "all stories"
