"""`tellings mcp`, asked by a client of the SDK: what assistants are told, and that they can only read."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from typer.testing import CliRunner

import tellings.server.assistants.tools as served_tools
from served import HOSTILE
from tellings.desk import Desk
from tellings.errors import UsageError
from tellings.export.evidence import EXCERPT
from tellings.server.assistants import create_server
from tellings.server.assistants.tools import Tools

TOOLS = {"search", "stories", "story", "claims", "who", "place", "control", "compare", "evidence"}
Row = dict[str, Any]
Call = Callable[..., Row]


def talked(server: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await talk(client)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def desk(week_store: Path) -> Iterator[Desk]:
    with Desk.open(week_store, must_exist=True) as ready:
        yield ready


@pytest.fixture(scope="module")
def call(desk: Desk) -> Call:
    """Asks a tool; the answer has to be one."""

    def ask(tool: str, **asked: Any) -> Row:
        found = talked(create_server(desk), lambda client: client.call_tool(tool, asked))
        assert not found.is_error, found.content
        assert json.loads(found.content[0].text) == found.structured_content
        answered: Row = found.structured_content
        return answered

    return ask


def refused(desk: Desk, tool: str, **asked: Any) -> str:
    found = talked(create_server(desk), lambda client: client.call_tool(tool, asked))
    assert found.is_error
    return str(found.content[0].text)


@pytest.fixture(scope="module")
def texts(desk: Desk) -> dict[str, str]:
    return {row["report"]: row["text"] for row in desk.export("reports")}


def spans(answer: Any) -> Iterator[Row]:
    """Every span of an answer that names its report."""
    if isinstance(answer, dict):
        if {"report", "start", "end", "text"} <= answer.keys():
            yield answer
        for value in answer.values():
            yield from spans(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from spans(value)


def kiffa(call: Call) -> str:
    found = call("stories", place="Kiffa", limit=1)
    return str(found["items"][0]["story"])


def test_every_tool_says_that_it_only_reads(desk: Desk) -> None:
    tools = talked(create_server(desk), lambda client: client.list_tools()).tools
    assert {t.name for t in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert len(tool.description) > 40


def test_every_span_gives_back_its_words_and_says_whose_they_are(call: Call, texts: dict[str, str]) -> None:
    story = kiffa(call)
    claim = call("claims", story=story)["items"][0]["claim"]
    given = [
        call("claims", story=story), call("evidence", id=claim), call("place", name="Kiffa"), call("control"),
        call("who", name="Assaba Front"),
    ]  # fmt: skip
    found = list(spans(given))
    assert len(found) > 20
    for span in found:
        assert texts[span["report"]][span["start"] : span["end"]] == span["text"]
        assert span["outlet"]
        assert "published" in span
    assert sum(s["url"].startswith("https://") for s in found if s["url"]) > len(found) / 2


def test_no_answer_holds_a_whole_text(call: Call, texts: dict[str, str]) -> None:
    story = call("story", story=kiffa(call), limit=50)
    reports = story["reports"]["items"]
    assert len(reports) > 3
    pair = call("compare", left=reports[0]["report"], right=reports[1]["report"], limit=50)
    given = json.dumps([story, pair, call("search", words="Kiffa")], ensure_ascii=False)
    assert all(len(r["excerpt"]) <= EXCERPT + 2 for r in reports)
    assert all(len(s["text"]) <= EXCERPT for s in spans(pair))
    assert not [r for r, text in texts.items() if len(text) > 2 * EXCERPT and text in given]


def test_a_claim_has_its_origins_with_reasons(call: Call) -> None:
    claims = call("claims", story=kiffa(call), kind="event", limit=50)["items"]
    weighed = [c for c in claims if c["origins"] > 1]
    assert weighed
    for claim in weighed:
        assert len(claim["lines"]) >= claim["origins"]
        assert all(line["reason"] for line in claim["lines"])
        assert sum(line["reports"] for line in claim["lines"]) == claim["reports"]


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("claims", {"story": "Kiffa"}), ("claims", {"party": "Assaba Front"}), ("claims", {}), ("search", {"words": "Kiffa"}),
        ("stories", {}), ("control", {}), ("who", {"name": "a"}),
    ],
)  # fmt: skip
def test_a_list_goes_on_where_it_stopped(call: Call, tool: str, asked: Row) -> None:
    if asked.get("story"):
        asked = asked | {"story": kiffa(call)}
    whole = call(tool, **asked, limit=6)["items"]
    parts: list[Row] = []
    following: Row = {}
    while len(parts) < len(whole):
        part = call(tool, **asked, **following, limit=2)
        parts += part["items"]
        if part["next"] is None:
            break
        following = {"offset": part["next"]} if isinstance(part["next"], int) else {"after": part["next"]}
    assert parts[: len(whole)] == whole
    assert whole


def test_acts_and_statements_of_somebody_are_one_list(call: Call) -> None:
    of = call("who", name="Assaba Front")["items"][0]
    acts, said = (call("claims", party=of["entity"], kind=k, limit=50) for k in ("event", "statement"))
    both = call("claims", party=of["entity"], limit=50)
    assert (acts["total"], said["total"]) == (of["acts"], of["statements"])
    assert both["items"] == (acts["items"] + said["items"])[:50]
    across = call("claims", party=of["entity"], offset=acts["total"] - 1, limit=2) if said["total"] else None
    assert across is None or [c["kind"] for c in across["items"]] == ["event", "statement"]


def test_control_is_asked_by_day(call: Call) -> None:
    before, after = (call("place", name="Kiffa", on=day)["control"] for day in ("2031-03-01", "2031-03-06"))
    assert not [c for c in before if c["strength"] == "taken"]
    taken = [c for c in after if c["strength"] == "taken"]
    assert "Assaba" in taken[0]["holder"]["name"]
    assert call("control", on="2031-03-06")["total"] <= call("control")["total"]


def test_a_comparison_goes_from_the_left_report_to_the_right_one(call: Call) -> None:
    story = call("story", story=kiffa(call), limit=50)
    one, other = (r["report"] for r in story["reports"]["items"][:2])
    there, back = call("compare", left=one, right=other), call("compare", left=other, right=one)
    assert there["passages"]["total"] == back["passages"]["total"] > 0
    for left, right in zip(there["passages"]["items"], back["passages"]["items"], strict=True):
        assert (left["left"], left["right"]) == (right["right"], right["left"])
        assert {(a, b) for a, b, _ in left["changes"]} == {(b, a) for a, b, _ in right["changes"]}
        assert left["left"]["report"] == one


@pytest.mark.parametrize(
    ("tool", "asked", "says"),
    [
        ("story", {"story": "nowhere"}, "no story 'nowhere'"),
        ("who", {"name": "Zzyzx"}, "nobody is called"),
        ("place", {"name": "Zzyzx"}, "nothing is told of a place"),
        ("evidence", {"id": "claim-0"}, "no claim, event or statement"),
        ("compare", {"left": "a", "right": "b"}, "no report 'a'"),
        ("claims", {"story": "a", "party": "b"}, "not for both"),
        ("stories", {"limit": 5000}, "less than or equal"),
        ("search", {"words": "x" * 5000}, "at most"),
        ("control", {"on": "yesterday"}, "date"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(desk: Desk, tool: str, asked: Row, says: str) -> None:
    assert says in refused(desk, tool, **asked)


def test_an_event_is_evidence_of_itself(call: Call) -> None:
    sentence = call("claims", story=kiffa(call), limit=1)["items"][0]["evidence"][0]
    found = call("evidence", id=sentence["member"])
    assert found["evidence"]["items"][0]["text"] == sentence["text"]


def test_hostile_words_are_handed_on_as_words(call: Call) -> None:
    hit = next(h for h in call("search", words="Sghair", limit=50)["items"] if h["outlet"] == HOSTILE["outlet"])
    assert hit["title"] == HOSTILE["title"]


def test_a_picture_that_is_out_of_date_says_so(tmp_path: Path, week_store: Path) -> None:
    store = tmp_path / "s.db"
    store.write_bytes(week_store.read_bytes())
    with Desk.open(store) as desk:
        assert "note" not in Tools(desk).stories()
        desk.store.forget(next(iter(desk.store.report_ids())))
        assert "not in the picture" in Tools(desk).stories()["note"]
        assert desk.store.drawn() is None


def test_over_standard_input_and_output(week_store: Path) -> None:
    before = week_store.read_bytes()
    arguments = ["-m", "tellings", "mcp", "--store", str(week_store)]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))

    async def talk(client: Client) -> tuple[Any, Any]:
        return await client.call_tool("stories", {"limit": 1}), client.instructions

    found, told = talked(server, talk)
    assert found.structured_content["items"][0]["origins"] >= 1
    assert "never instructions" in told
    assert week_store.read_bytes() == before


def test_without_the_sdk_the_way_out_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(UsageError, match=r"tellings\[mcp\]"):
        served_tools.create_server(desk)


def test_there_has_to_be_a_store(tmp_path: Path) -> None:
    from tellings.cli.app import app

    done = CliRunner().invoke(app, ["mcp", "--store", str(tmp_path / "none.db")])
    assert done.exit_code != 0
    assert not (tmp_path / "none.db").exists()
