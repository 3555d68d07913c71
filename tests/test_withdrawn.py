"""What an agency takes back stays, says so, and counts for nothing; whichever of the two was read first."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.desk.desk import Desk
from tellings.extract.syntax import Parser
from tellings.pipeline import Tools
from tellings.store.sqlite import SqliteStore

KILLED = "Gunmen killed four farmers in the village of Kotou on Friday, the governor of the province said."
ITEM: dict[str, Any] = {
    "uri": "tag:agency.example,2031:1",
    "type": "text",
    "pubStatus": "usable",
    "version": "1",
    "versionCreated": "2031-06-06T10:00:00Z",
    "language": "en",
    "copyrightHolder": "Islet Agency",
    "headlines": [{"value": "Gunmen kill four farmers in Kotou"}],
    "bodies": [{"contentType": "text/plain", "value": f"{KILLED}\n\nThe attackers fled on motorcycles, he said."}],
}
KILL = ITEM | {"version": "2", "pubStatus": "canceled", "bodies": [], "headlines": [], "edNote": "Kill"}
OTHER = {"ref": "b", "outlet": "Islet Radio", "published": "2031-06-06", "title": "Four farmers killed in Kotou", "text": KILLED}


@pytest.fixture
def desk(tmp_path: Path, parser: Parser) -> Iterator[Desk]:
    tools = Tools(parser, open_gazetteer())
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as opened:
        yield opened


def read(desk: Desk, tmp_path: Path, *items: dict[str, Any]) -> None:
    for number, item in enumerate(items):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(item))
        assert [o.reason for o in desk.read([str(path)])] == [None]


def statuses(desk: Desk) -> list[str]:
    return sorted(f"{r['version']} {r['status']}" for r in desk.export("reports"))


def told(desk: Desk) -> set[str]:
    return {r for c in desk.export("claims") for r in c["reports"]}


@pytest.mark.parametrize("items", [(ITEM, KILL), (KILL, ITEM)], ids=["in order", "the kill first"])
def test_a_kill_marks_the_earlier_version_and_what_it_tells_counts_no_more(
    desk: Desk, tmp_path: Path, items: tuple[dict[str, Any], ...]
) -> None:
    read(desk, tmp_path, *items)
    assert statuses(desk) == ["1 withdrawn", "2 withdrawn"]
    assert not told(desk)


def test_a_claim_that_another_tells_too_has_one_origin_less(desk: Desk, tmp_path: Path) -> None:
    read(desk, tmp_path, ITEM, OTHER)
    before = max(len(c["reports"]) for c in desk.export("claims"))
    read(desk, tmp_path, KILL)
    [radio] = [r["report"] for r in desk.export("reports") if r["ref"] == "b"]
    assert before == 2
    assert told(desk) == {radio}


def test_a_later_version_stands(desk: Desk, tmp_path: Path) -> None:
    read(desk, tmp_path, ITEM, KILL, ITEM | {"version": "3", "headlines": [{"value": "Gunmen kill five farmers in Kotou"}]})
    assert statuses(desk) == ["1 withdrawn", "2 withdrawn", "3 None"]
    assert told(desk)


def test_a_person_can_undo_it_and_sees_who_did_it(desk: Desk, tmp_path: Path) -> None:
    read(desk, tmp_path, ITEM, KILL)
    [made] = desk.export("judgements")
    assert (made["verdict"], made["by"]) == ("wrong", "Islet Agency")
    assert "withdrawn" in made["reason"]
    desk.undo(made["judgement"])
    assert told(desk)


def test_another_item_is_not_touched(desk: Desk, tmp_path: Path) -> None:
    read(desk, tmp_path, ITEM, KILL | {"uri": "tag:agency.example,2031:2"})
    assert statuses(desk) == ["1 None", "2 withdrawn"]
