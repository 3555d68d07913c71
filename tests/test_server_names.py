"""Who is who, corrected: names that were held to be one are parted and joined again; what was judged keeps its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from newsroom import written
from pages_of_week import copied, send, served
from tellings.data.gazetteer import open_gazetteer
from tellings.desk import Desk
from tellings.pipeline import Tools
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from tellings.extract.syntax import Parser

TEXTS = (
    "Norwegian Finance Minister Karin Lundqvist resigned in Oslo on Monday after a dispute over harbour fees.",
    "Norwegian Finance Minister Karin Lundkvist flew to Bergen on Tuesday to meet the owners of the ferries, her office said.",
    "Norwegian Finance Minister Lundqvist told reporters in Tromso that the budget would be late. The minister gave no day.",
)
RECORDS = [
    {"ref": f"r{n}", "outlet": f"Outlet {n}", "published": f"2031-06-0{n + 2}", "text": text} for n, text in enumerate(TEXTS)
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, parser: Parser) -> Path:
    """A store with all that was read; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("names")
    tools = Tools(parser, open_gazetteer())
    with Desk(SqliteStore(folder / "s.db"), lambda: tools) as desk:
        assert all(o.reason is None for o in desk.read([written(folder / "r.jsonl", RECORDS)]))
        desk.picture()
    return folder / "s.db"


@pytest.fixture
def client(kept: Path, tmp_path: Path) -> Iterator[TestClient]:
    with served(copied(kept, tmp_path / "s.db")) as ready:
        yield ready


def listed(client: TestClient) -> dict[str, dict[str, Any]]:
    return {e["name"]: e for e in client.get("/entities.json?kind=person").json()["entities"]}


def test_the_list_says_as_what_somebody_was_seen_last(client: TestClient) -> None:
    (who,) = listed(client).values()
    assert "inance" in who["role"]
    assert who["seen"]["last"] == "2031-06-04"
    assert "Last seen as" in client.get("/entities").text


@pytest.mark.parametrize("left", ["Karin Lundkvist", "Lundqvist"])
def test_names_that_are_not_one_are_parted_and_joined_again(client: TestClient, left: str) -> None:
    (before,) = listed(client).values()
    merges = client.get(f"{before['href']}.json").json()["merges"]
    (merge,) = [m for m in merges if left in (m["left"], m["right"])]
    assert all(f'name="of" value="{one}"' in client.get(before["href"]).text for one in merge["of"])
    send(client, "/judgements", {"verdict": "not-same", "of": merge["of"], "back": "/entities"})
    parted = listed(client)
    assert {left, before["name"]} <= set(parted), "and a surname that now fits two stands for neither"
    assert sum(e["reports"] for e in parted.values()) == len(RECORDS)
    (row,) = client.get("/judgements.json").json()["judgements"]
    assert {a["text"] for a in row["about"]} == {left, before["name"]}
    send(client, f"/judgements/{row['id']}/undo", {"back": "/entities"})
    assert list(listed(client).values()) == [before]


def test_a_claim_that_is_wrong_keeps_its_words_in_the_log(client: TestClient) -> None:
    claim = client.get("/api/v1/claims").json()["items"][0]
    send(client, "/judgements", {"verdict": "wrong", "of": claim["claim"], "back": "/"})
    assert claim["claim"] not in {c["claim"] for c in client.get("/api/v1/claims").json()["items"]}
    (about,) = client.get("/judgements.json").json()["judgements"][0]["about"]
    assert about["text"] in " ".join(TEXTS)
    assert client.get(about["href"]).status_code == 200
