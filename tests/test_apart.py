"""Untrusted bytes are parsed in a process of their own: one that hangs, dies or eats memory costs one input."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tellings.model.report import Reject, Report
from tellings.read.apart import Apart, Bounds
from tellings.read.options import Hints
from tellings.read.readers import HERE, READERS, Route, read_all

FIRST = "Spain suspended joint fishery patrols with Portugal on Friday, the agriculture minister said in Madrid. "
BODY = f"<p>{FIRST * 2}</p>" * 4
PAGE = f"<!doctype html><html lang='en'><title>Spain acts</title><body><article>{BODY}</article></body></html>"
ENTRY = "<item><guid>1</guid><title>Spain acts</title></item>"
FEED = f"<rss version='2.0'><channel><title>Islet Radio</title>{ENTRY}</channel></rss>"

MISBEHAVING = '''
"""A parser that does what its input says."""
import ctypes, os, sys, time
sys.path[:] = [p for p in sys.path if p]
from tellings.read import readers, worker
from tellings.model.report import Reject

def act(ref, file, hints):
    said = file.read()
    yield Reject(ref, "before")
    if said == b"hang":
        time.sleep(3600)
    if said == b"die":
        os._exit(3)
    if said == b"crash":
        ctypes.string_at(0)
    if said == b"eat":
        bytearray(10**10)
    if said == b"raise":
        raise LookupError("no such thing")
    if said == b"print":
        print("what nobody asked for", flush=True)
    yield Reject(ref, "after")

worker.reader_named = lambda _: readers.Reader("any", bool, act)
worker.main()
'''


@pytest.fixture
def misbehaving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    (tmp_path / "misbehaving.py").write_text(MISBEHAVING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Apart(Bounds(seconds=300, memory=1_500_000_000), module="misbehaving") as apart:
        yield apart


def told(apart: Apart, said: bytes) -> list[str]:
    return [f.reason for f in apart("any", said.decode(), io.BytesIO(said), Hints()) if isinstance(f, Reject)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b"die", "died"),
        (b"crash", "died"),
        (b"raise", "LookupError: no such thing"),
        pytest.param(b"eat", "memory", marks=pytest.mark.skipif(sys.platform == "win32", reason="no bound there")),
    ],
)
def test_what_goes_wrong_costs_one_input_and_is_named(misbehaving: Apart, said: bytes, why: str) -> None:
    first, last = told(misbehaving, said)
    assert first == "before"
    assert why in last
    assert told(misbehaving, b"well") == ["before", "after"]


@pytest.mark.usefixtures("misbehaving")
def test_what_hangs_is_given_up() -> None:
    for seconds in (3, 12, 48, 192):  # a busy machine takes longer to begin
        with Apart(Bounds(seconds=seconds), module="misbehaving") as apart:
            found = told(apart, b"hang")
            assert f"longer than {seconds} seconds" in found[-1]
            if found[0] == "before" and told(apart, b"well") == ["before", "after"]:
                return
    raise AssertionError("nothing was read before it was given up")


def test_what_a_parser_prints_is_no_answer(misbehaving: Apart) -> None:
    assert told(misbehaving, b"print") == ["before", "after"]


def test_an_input_that_nobody_reads_to_its_end_does_not_spoil_the_next(misbehaving: Apart) -> None:
    answers = misbehaving("any", "a", io.BytesIO(b"well"), Hints())
    assert next(iter(answers))
    answers.close()  # type: ignore[attr-defined]  # a generator
    assert told(misbehaving, b"well") == ["before", "after"]


def test_reading_apart_gives_what_reading_here_gives(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(FIRST)
    (tmp_path / "c.html").write_text("<!doctype html><html></html>")
    (tmp_path / "d.eml").write_text(f"From: a@b.example\nSubject: c\nDate: Fri, 06 Jun 2031 10:00:00 +0200\n\n{FIRST}")
    paths = [str(tmp_path)]
    apart = list(read_all(paths, Hints(outlet="Islet Radio")))
    assert apart == list(read_all(paths, Hints(outlet="Islet Radio"), HERE))
    assert [type(f) for f in apart] == [Report, Report, Reject, Report]


def test_a_file_beside_the_inputs_is_no_module_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit(1)")
    (tmp_path / "a.html").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    assert [type(f) for f in read_all(["a.html"], Hints())] == [Report]


def test_a_feed_is_parsed_apart_too() -> None:
    with Apart() as apart:
        found, refused = apart.items(FEED.encode()), apart.items(b"no feed")
    assert not isinstance(found, Reject)
    assert [(i.id, i.outlet) for i in found] == [("1", "Islet Radio")]
    assert isinstance(refused, Reject)


def test_one_process_serves_many_inputs() -> None:
    with Apart() as apart:
        route = Route(apart)
        found = [f for n in range(3) for f in apart("HTML page", str(n), io.BytesIO(PAGE.encode()), Hints())]
        process = apart._process
        assert process
        assert process.poll() is None
    assert route.parse is apart
    assert [f.ref for f in found] == ["0", "1", "2"]
    assert process.poll() is not None


def test_every_format_with_a_parser_of_others_is_read_apart() -> None:
    inside = {r.name for r in READERS if r.apart is None}
    assert inside == {"table", "SQLite", "OPML"}
