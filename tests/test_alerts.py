"""Alerts: what is news, told once, signed, retried; by a file, a server of our own and a program of our own."""

import hmac
import json
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest
from typer.testing import CliRunner

from servers import Server
from tellings.cli.app import app
from tellings.cli.notifying import Alerting, listeners
from tellings.desk import Desk
from tellings.desk.keeping import transfer
from tellings.errors import UnknownIdError, UsageError
from tellings.model.listed import SavedSearch
from tellings.read.fetch import Fetcher
from tellings.server.alerts import AtomFile, Command, Search, Webhook, searches, tell
from tellings.server.assistants.tools import Tools

NOW = datetime(2031, 4, 2, 12, tzinfo=UTC)
KEY = b"0123456789abcdef0123"
Row = dict[str, Any]


@dataclass
class Heard:
    """A listener in memory."""

    id: str = "heard"
    name: str = "heard"
    fails: str | None = None
    news: list[Row] = field(default_factory=list)

    def tell(self, news: list[Row], at: str) -> str | None:  # noqa: ARG002  # as the others
        if self.fails is None:
            self.news += news
        return self.fails


class Gate:
    """A server that keeps what it gets, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers = 204
        gate = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                gate.got.append((dict(self.headers), body))
                self.send_response(gate.answers)
                if gate.answers == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook?secret=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def gate() -> Iterator[Gate]:
    ready = Gate()
    yield ready
    ready.server.shutdown()
    ready.server.server_close()


@pytest.fixture(scope="module")
def week(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("alerts") / "s.db"
    copy.write_bytes(week_store.read_bytes())
    return copy


@pytest.fixture
def desk(week: Path, tmp_path: Path) -> Iterator[Desk]:
    store = tmp_path / "s.db"
    store.write_bytes(week.read_bytes())
    with Desk.open(store) as ready:
        yield ready


def everything(desk: Desk) -> list[Search]:
    return searches(desk.store, ["all"])


def told(desk: Desk, *listening: Any, of: list[Search] | None = None, backlog: bool = True) -> list[str | None]:
    return [t.reason for t in tell(desk.store, of or everything(desk), listening, NOW, backlog=backlog)]


def test_what_is_there_when_somebody_begins_to_listen_is_no_news(desk: Desk) -> None:
    heard = Heard()
    assert told(desk, heard, backlog=False) == []
    assert told(desk, heard, backlog=False) == []
    assert heard.news == []


def test_each_kind_is_told_once_with_its_words(desk: Desk) -> None:
    heard = Heard()
    told(desk, heard)
    first = len(heard.news)
    assert {n["kind"] for n in heard.news} == {"confirmed", "control", "denied"}
    assert len({n["news"] for n in heard.news}) == first
    claims = {c.id: c for c in desk.picture().claims}
    for news in heard.news:
        about = news.get("claim") or news["control"]
        assert news["says"]
        assert about["evidence"][0]["text"]
        assert about["evidence"][0]["outlet"]
        if news["kind"] == "confirmed":
            assert claims[about["claim"]].origins == about["origins"] >= 2
            assert len(about["lines"]) >= 2
        if news["kind"] == "denied":
            assert about["against"] >= 1
    wanted = [c for c in claims.values() if c.origins >= 2 and c.status != "background"]
    assert len([n for n in heard.news if n["kind"] == "confirmed"]) == len(wanted)
    assert told(desk, heard) == []
    assert len(heard.news) == first


def test_a_restart_repeats_nothing(desk: Desk, tmp_path: Path) -> None:
    told(desk, Heard())
    desk.close()
    with Desk.open(tmp_path / "s.db") as again:
        heard = Heard()
        assert told(again, heard) == []


def test_a_claim_that_grows_is_not_told_again_and_a_second_origin_is(tmp_path: Path) -> None:
    lines = {
        "a": ("Coast Post", "Rebels seized the town of Kiffa from the Mauritanian army on Tuesday, residents said."),
        "b": (
            "Harbour Mail",
            "The Mauritanian army lost Kiffa on Tuesday when rebels captured the town, a mayor told us.",
        ),
        "c": ("Dune Radio", "Rebels captured Kiffa from the Mauritanian army on Tuesday, three shopkeepers said by telephone."),
    }
    with Desk.open(tmp_path / "grows.db") as desk:
        heard, counts = Heard(), []
        for name, (outlet, text) in lines.items():
            line = {
                "ref": name,
                "outlet": outlet,
                "published": "2031-04-01",
                "title": f"Kiffa falls ({outlet})",
                "text": text,
            }
            (tmp_path / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
            assert not [o.reason for o in desk.read([str(tmp_path / f"{name}.jsonl")]) if o.reason]
            told(desk, heard, backlog=False)
            counts.append(sum(n["kind"] == "confirmed" for n in heard.news))
        assert counts == [0, 1, 1], [n["says"] for n in heard.news]


def test_one_that_fails_is_tried_again_and_holds_nobody_up(desk: Desk) -> None:
    broken, well = Heard("broken", "broken", "no answer"), Heard("well", "well")
    reasons = told(desk, broken, well)
    assert reasons[0] == "no answer"
    assert well.news
    assert not broken.news
    broken.fails = None
    told(desk, broken, well)
    assert [n["news"] for n in broken.news] == [n["news"] for n in well.news]


def test_only_what_the_search_asks_for_is_told(desk: Desk) -> None:
    here, there = Heard("here"), Heard("there")
    told(desk, here, of=searches(desk.store, ["place=Kiffa"]))
    told(desk, there, of=searches(desk.store, ["place=Nowhere at all"]))
    every = Heard("every")
    told(desk, every)
    assert there.news == []
    assert 0 < len(here.news) < len(every.news)
    assert here.news[0]["search"] == "place Kiffa"


def test_saved_searches_are_found_by_name_and_all_are_meant_by_none(desk: Desk) -> None:
    assert [s.name for s in searches(desk.store)] == ["all stories"]
    desk.store.keep_watch(SavedSearch("w1", "The town", "place=Kiffa", None, "2031-03-01", 0))
    assert [s.id for s in searches(desk.store)] == ["w1"]
    assert [s.id for s in searches(desk.store, ["The town"])] == ["w1"]
    with pytest.raises(UnknownIdError, match="no search is saved"):
        searches(desk.store, ["Another"])
    with pytest.raises(UsageError):
        searches(desk.store, ["day=never"])


def test_a_webhook_is_signed_over_its_time_and_body(desk: Desk, gate: Gate) -> None:
    with Fetcher(allow_private=True) as fetcher:
        hook = Webhook(gate.address, KEY, fetcher, lambda: 1_900_000_000.5)
        assert set(told(desk, hook)) == {None}
        assert "secret" not in hook.name
    headers, body = gate.got[0]
    stamp = headers["X-Tellings-Timestamp"]
    assert stamp == "1900000000"
    expected = hmac.new(KEY, f"{stamp}.".encode() + body, "sha256").hexdigest()
    assert headers["X-Tellings-Signature"] == f"sha256={expected}"
    assert json.loads(body)["news"][0]["claim"]["evidence"]
    assert json.loads(body)["at"] == NOW.isoformat()


@pytest.mark.parametrize("answer", [500, 302, 404])
def test_a_webhook_that_does_not_take_it_is_tried_again(desk: Desk, gate: Gate, answer: int) -> None:
    gate.answers = answer
    with Fetcher(allow_private=True) as fetcher:
        hook = Webhook(gate.address, KEY, fetcher, lambda: 0.0)
        assert told(desk, hook) == [f"the server answers {answer}"]
        assert len(gate.got) == 1  # a redirect is not followed
        gate.answers = 200
        assert set(told(desk, hook)) == {None}


def test_a_webhook_keeps_out_of_private_networks_unless_it_may(desk: Desk, gate: Gate) -> None:
    with Fetcher() as fetcher:
        reasons = told(desk, Webhook(gate.address, KEY, fetcher, lambda: 0.0))
    assert reasons[0]
    assert "--allow-private" in reasons[0]
    assert gate.got == []


def program(folder: Path, code: str) -> str:
    made = folder / "tell me.py"
    made.write_text(f"#!{sys.executable}\nimport json, pathlib, sys\n{code}\n", encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IEXEC)
    return str(made)


def test_a_command_gets_the_news_and_its_arguments_and_no_shell(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "got.json"
    code = f"pathlib.Path({str(kept)!r}).write_text(json.dumps([sys.argv[1:], json.load(sys.stdin)]))"
    hostile = f"$(touch {tmp_path}/owned); `touch {tmp_path}/owned`"
    run = Command((program(tmp_path, code), hostile))
    assert set(told(desk, run, of=searches(desk.store, ["place=Kiffa"]))) == {None}
    arguments, got = json.loads(kept.read_text("utf-8"))
    assert arguments == [hostile]
    assert got["news"]
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [((sys.executable, "-c", "import sys; sys.exit('out of paper')"), "exit code 1: out of paper"), (("./no-such",), "No such")],
)
def test_a_command_that_fails_says_why(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    reason = told(desk, Command(arguments))[0]
    assert reason
    assert says in reason


def test_an_atom_file_is_a_feed_that_grows(desk: Desk, tmp_path: Path) -> None:
    file = AtomFile(tmp_path / "news.atom")
    told(desk, file, of=searches(desk.store, ["place=Kiffa"]))
    first = feedparser.parse(file.path.read_bytes())
    assert not first.bozo
    told(desk, file)
    second = feedparser.parse(file.path.read_bytes())
    ids = [e.id for e in second.entries]
    assert len(ids) == len(set(ids)) > len(first.entries) > 0
    assert {e.id for e in first.entries} <= set(ids)
    assert second.entries[0].summary.count("“") >= 1
    assert sorted(p.name for p in tmp_path.glob("*.atom*")) == ["news.atom"]


def test_an_atom_file_spares_what_is_not_ours(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.atom"
    for text in ("Dear all", "<html/>"):
        path.write_text(text, encoding="utf-8")
        assert told(desk, AtomFile(path)) == ["the file holds something that is no feed: move it away"]
        assert path.read_text(encoding="utf-8") == text
    assert told(desk, AtomFile(tmp_path / "no folder" / "x.atom"))[0]


def test_hostile_words_stay_words_in_a_feed(tmp_path: Path) -> None:
    words = '<script>alert(1)</script> & \x00\x1b ]]> "'
    quote = {"text": words, "outlet": words, "published": "2031-04-01", "url": "javascript:alert(1)"}
    row = {"news": "news-1", "kind": "confirmed", "search": words, "says": words, "claim": {"evidence": [quote]}}
    file = AtomFile(tmp_path / "x.atom")
    assert file.tell([row], NOW.isoformat()) is None
    written = file.path.read_bytes()
    assert b"<script" not in written
    assert b"javascript" not in written
    assert not feedparser.parse(written).bozo


@pytest.mark.parametrize(
    ("ways", "arguments", "says"),
    [
        (["pigeon=x"], (), "is no way of ours"), (["webhook=ftp://x"], (), "no http address"), (["atom="], (), "is no way"),
        (["webhook=https://news.example/hook"], (), "--key"), (["atom=x"], ("a",), "belongs to one"),
    ],
)  # fmt: skip
def test_a_way_that_cannot_be_is_refused_with_the_way_out(ways: list[str], arguments: tuple[str, ...], says: str) -> None:
    with Fetcher() as fetcher, pytest.raises(UsageError, match=says):
        listeners(Alerting(ways, arguments), fetcher)


def test_a_key_has_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("short\n", encoding="utf-8")
    ways = ["webhook=https://news.example/hook"]
    with Fetcher() as fetcher:
        for file, says in (("key", "shorter"), ("none", "cannot be read")):
            with pytest.raises(UsageError, match=says):
                listeners(Alerting(ways, key=tmp_path / file), fetcher)


@pytest.mark.usefixtures("desk")
def test_the_command_line_tells_once(tmp_path: Path) -> None:
    asked = ["notify", "--notify", f"atom={tmp_path / 'n.atom'}", "--backlog", "--json", "--store", str(tmp_path / "s.db")]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert sum(json.loads(line)["news"] for line in done.stdout.splitlines()) > 3
    assert CliRunner().invoke(app, asked).stdout == ""
    failing = CliRunner().invoke(app, [*asked, "--notify", "command=./no-such"])
    assert failing.exit_code == 1
    assert json.loads(failing.stdout.splitlines()[0])["reason"]
    assert CliRunner().invoke(app, ["notify", "--store", str(tmp_path / "s.db")]).exit_code != 0


@pytest.mark.usefixtures("desk")
def test_watching_tells_after_each_round(tmp_path: Path) -> None:
    asked = ["watch", "--once", "--notify", f"atom={tmp_path / 'n.atom'}", "--backlog", "--store", str(tmp_path / "s.db"), "-q"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert feedparser.parse((tmp_path / "n.atom").read_bytes()).entries


def test_news_and_answers_are_the_same_from_either_database(postgres: Server, week: Path, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "s.db", postgres.store()
    copy.write_bytes(week.read_bytes())
    transfer(str(copy), elsewhere)
    heard = []
    with Desk.open(copy) as here, Desk.open(elsewhere) as there:
        for desk in (here, there):
            one = Heard()
            told(desk, one, of=searches(desk.store, ["place=Kiffa", "all"]))
            assert told(desk, one, of=searches(desk.store, ["place=Kiffa", "all"])) == []
            heard.append(one.news)
        ours, theirs = Tools(here), Tools(there)
        assert ours.place("Kiffa") == theirs.place("Kiffa")
        assert ours.who("Assaba") == theirs.who("Assaba")
        assert ours.stories() == theirs.stories()
    assert heard[0] == heard[1]
    assert heard[0]
