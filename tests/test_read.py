"""Plain text and JSON Lines: what is read, what is refused and why; what a path stands for; what a metadata date says."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.model.report import Reject, Report
from tellings.read.dates import day_of
from tellings.read.inputs import find_inputs
from tellings.read.making import Found, begins_with, make_report
from tellings.read.options import MAX_TEXT, Hints
from tellings.read.readers import HERE, read_all

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The ferry to Kotka was late again on Friday, passengers said."


def read(*paths: object, hints: Hints | None = None) -> list[Report | Reject]:
    return list(read_all([str(p) for p in paths], hints or Hints(), HERE))


def one(path: Path, content: str | bytes) -> Report | Reject:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = read(path)
    return found


def line(**fields: Any) -> str:
    return json.dumps(fields) + "\n"


def test_a_text_file_is_one_report_under_its_path(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", TEXT)
    assert isinstance(found, Report)
    assert (found.ref, found.text, found.ref_given) == (str(tmp_path / "a.txt"), TEXT, False)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (f"{TEXT}\r\n\r\n{TEXT}\r{TEXT}", f"{TEXT}\n\n{TEXT}\n{TEXT}"),
        (f"{TEXT}\x07\x1b", TEXT),
        ("Die Fähre nach Kotka fuhr später ab — „wieder“.", "Die Fähre nach Kotka fuhr später ab — „wieder“."),
        ("渡轮星期五又晚点了，乘客们说。", "渡轮星期五又晚点了，乘客们说。"),
    ],
)
def test_a_text_is_kept_but_for_marks_that_no_text_has(tmp_path: Path, content: str | bytes, text: str) -> None:
    found = one(tmp_path / "a.txt", content)
    assert isinstance(found, Report)
    assert found.text == text


BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n ", "is empty"),
    "binary": (b"\x7fELF\x02\x01\x01\0\0\0\0\0" * 40, "binary"),
    "latin": ("Die Fähre war später".encode("latin-1"), "is not UTF-8 (byte 0xe4 at 5)"),
    "numbers": (b"12 345 .... 67", "holds no sentence"),
    "one-word": (b"Ferry.", "holds no sentence"),
    "long": (b"ferry late " * (MAX_TEXT // 10), "is longer than 5,000,000 bytes"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_report_is_refused_by_name(tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    path = tmp_path / name
    found = one(path, content)
    assert isinstance(found, Reject)
    assert found.ref == str(path)
    assert reason in found.reason


BAD_LINES = {
    "[1, 2]": "list, not an object",
    '{"text": 7}': "no string",
    '{"title": "x"}': "no `text`",
    '{"text": "The ferry was late", "outlet": 3}': "`outlet`",
    '{"text": "The ferry was late"': "is not JSON",
    '{"text": ""}': "is empty",
    '{"a": ' * 3000: "JSON",
}


@pytest.mark.parametrize("bad", list(BAD_LINES), ids=lambda b: b[:20])
def test_a_bad_line_costs_only_itself(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line(ref="a", text=TEXT) + bad + "\n\n" + line(text=TEXT), encoding="utf-8")
    first, refused, last = read(path)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert (first.ref, last.ref) == ("a", f"{path}:4")
    assert isinstance(refused, Reject)
    assert refused.ref == f"{path}:2"
    assert BAD_LINES[bad] in refused.reason


def test_a_line_of_bad_bytes_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(line(ref="a", text=TEXT).encode() + b'{"text": "\xe4"}\n' + line(ref="b", text=TEXT).encode())
    kinds = [type(found) for found in read(path)]
    assert kinds == [Report, Reject, Report]


def test_a_line_gives_all_fields(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        line(ref="k-1", outlet="Kymi News", url="https://k.example/1", title="Late", published="4 March 2031", text=TEXT)
    )
    (found,) = read(path)
    assert isinstance(found, Report)
    assert (found.ref, found.outlet, found.url, found.title) == ("k-1", "Kymi News", "https://k.example/1", "Late")
    assert found.published == date(2031, 3, 4)
    assert found.text == f"Late\n\n{TEXT}"
    assert found.ref_given


def test_nulls_are_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line(ref=None, outlet=None, url=None, title=None, published=None, text=TEXT))
    (found,) = read(path)
    assert isinstance(found, Report)
    assert (found.ref, found.outlet, found.title, found.published) == (f"{path}:1", None, None, None)


# -- the text begins with the title, once


@pytest.mark.parametrize(
    ("title", "text", "whole"),
    [
        ("Ferry late", TEXT, f"Ferry late\n\n{TEXT}"),
        ("Ferry late", f"FERRY LATE\n{TEXT}", f"FERRY LATE\n{TEXT}"),
        ("Ferry late!", f"  Ferry, late. {TEXT}", f"  Ferry, late. {TEXT}"),
        ("Ferry late", "Ferry latecomers waited on the quay.", "Ferry late\n\nFerry latecomers waited on the quay."),
        ("  Ferry\n late ", TEXT, f"Ferry late\n\n{TEXT}"),
        (None, TEXT, TEXT),
        ("Ferry late again", "", "Ferry late again\n\n"),
    ],
)
def test_the_text_begins_with_the_title_once(title: str | None, text: str, whole: str) -> None:
    found = make_report(Found("r", text, title=title), Hints())
    assert isinstance(found, Report)
    assert found.text == whole


@given(st.text(), st.text(min_size=1))
def test_a_text_made_of_title_and_text_begins_with_the_title(text: str, title: str) -> None:
    found = make_report(Found("r", text, title=title), Hints())
    if isinstance(found, Report) and found.title and any(c.isalnum() for c in found.title):
        assert begins_with(found.text, found.title)


# -- ids


def test_the_id_is_of_the_content_and_of_a_given_ref() -> None:
    def made(**changes: Any) -> str:
        found = make_report(Found(**{"ref": "a", "text": TEXT, "outlet": "K", **changes}), Hints())
        assert isinstance(found, Report)
        return found.id

    assert made() == made(ref="b")
    assert made(ref_given=True) != made()
    assert made(ref_given=True) != made(ref="b", ref_given=True)
    others = {made(outlet=None), made(url="u"), made(published=date(2031, 1, 1)), made(title="T"), made(text=TEXT + " More.")}
    assert len(others | {made()}) == 6


# -- paths


def test_paths_are_files_folders_and_globs_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden", "deep/.git/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    names = [
        i.ref for i in find_inputs([str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "*.txt")]) if not isinstance(i, Reject)
    ]
    assert names == [str(tmp_path / n) for n in ("a.txt", "b.txt", "deep/c.txt")]


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "is not there"), ("*.nothing", "matches no file"), ("empty", "holds no file")]
)
def test_a_path_to_nothing_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    (found,) = read(tmp_path / name)
    assert found == Reject(str(tmp_path / name), reason)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(line(ref="a", text=TEXT).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (found,) = read("-")
    assert isinstance(found, Report)
    assert found.ref == "a"


def test_hints_win_over_the_input(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(line(outlet="A", published="2001-01-01", text=TEXT))
    (found,) = read(path, hints=Hints(published=date(2031, 1, 1), outlet="B"))
    assert isinstance(found, Report)
    assert (found.published, found.outlet) == (date(2031, 1, 1), "B")


# -- dates

DATES = {
    "2031-03-04": "2031-03-04",
    "2031-03-04T23:30:00-05:00": "2031-03-04",
    "2031-03-04 10:15:00+00:00": "2031-03-04",
    "20310304": "2031-03-04",
    "20310304T101500Z": "2031-03-04",
    "2031/3/4": "2031-03-04",
    "Mar 4, 2031": "2031-03-04",
    "Mar. 4, 2031, 10:15 PM EST": "2031-03-04",
    "March 4th, 2031": "2031-03-04",
    "Tue, 04 Mar 2031 10:15:00 GMT": "2031-03-04",
    "4 March 2031": "2031-03-04",
    "04-Mar-2031": "2031-03-04",
    "04-Mar-31": "2031-03-04",
    "Published Sept 13, 2031 at 9am": "2031-09-13",
    "13/03/2031": "2031-03-13",
    "03/13/2031": "2031-03-13",
    "04.04.2031": "2031-04-04",
    "03/04/2031": None,
    "2031-02-30": None,
    "yesterday": None,
    "": None,
    "1234567890123": None,
}


@pytest.mark.parametrize("given_", list(DATES))
def test_a_metadata_date_is_one_day_or_none(given_: str) -> None:
    expected = DATES[given_]
    assert day_of(given_) == (date.fromisoformat(expected) if expected else None)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%a, %d %b %Y 10:00:00 GMT", "%Y%m%d"]),
)
def test_any_day_is_read_back(day: date, shape: str) -> None:
    if shape == "%Y%m%d" and not 1900 <= day.year <= 2099:
        return
    assert day_of(day.strftime(shape)) == day


@given(st.text())
def test_any_words_are_a_day_or_none(words: str) -> None:
    assert day_of(words) is None or isinstance(day_of(words), date)
