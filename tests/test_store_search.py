"""What PostgreSQL indexes and finds is what SQLite indexes and finds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom import RECORDS, Nowhere, PlainParser
from tellings.model.report import Report
from tellings.pipeline import Tools, code
from tellings.read.options import Hints
from tellings.read.records import record_report
from tellings.store.base import MARK, UNMARK
from tellings.store.lexemes import LONGEST_WORD, MOST_BYTES, asked, excerpt, marked, vector, words_of
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from servers import Server

LETTERS = st.characters(codec="utf-8", max_codepoint=0x17F, exclude_characters="\0")
"""The letters of Europe's languages, and signs; of rarer ones (`Ǡ`) SQLite's own table leaves out some."""

TEXTS = (
    "Al-Hasakah’s U.S. base, 3.5 km off: e-mail a_b@example.org or see https://example.org/x?y=1",
    "Łódź, São Tomé, Ångström, Çanakkale, ½ of İzmir's Straße",
    "Президент Зеленский сказал, что й — не и; ΟΔΟΣ",
    "محمد قال في القاهرة",
    "北京 announces 3,000 jobs",
    "cafe\u0301 na\u0131ve \u0300lone",
)


def indexed(text: str) -> list[str]:
    """The words as SQLite's tokenizer gives them, in order."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE f USING fts5(t, tokenize='unicode61 remove_diacritics 2')")
        db.execute("INSERT INTO f VALUES (?)", (text,))
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
        return [row[0] for row in db.execute("SELECT term FROM v ORDER BY offset")]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_sqlite(text: str) -> None:
    assert [w.folded for w in words_of(text)] == indexed(text)


@given(st.text(LETTERS, max_size=60))
@example("a\u0300 \u0300b")
def test_any_latin_text_is_cut_as_in_sqlite(text: str) -> None:
    assert [w.folded for w in words_of(text)] == indexed(text)


@given(st.text(LETTERS, max_size=80), st.text(LETTERS, max_size=20))
def test_marks_change_no_word(text: str, words: str) -> None:
    done = marked(text, asked(words))
    assert done.replace(MARK, "").replace(UNMARK, "") == text.replace(MARK, "").replace(UNMARK, "")
    assert done.count(MARK) >= text.count(MARK)


def test_an_excerpt_shows_where_most_of_it_stands() -> None:
    text = "port " + "and then nothing happened for a long while " * 20 + "the port fell when sorghum burned " + "at last " * 30
    shown = excerpt(text, asked("port sorghum"))
    assert f"{MARK}sorghum{UNMARK}" in shown
    assert f"{MARK}port{UNMARK}" in shown
    assert shown.startswith(" … ")
    assert shown.endswith(" … ")


def test_a_text_with_too_many_words_is_indexed_by_its_beginning() -> None:
    text = " ".join(f"w{n}" for n in range(200_000)) + " " + "x" * (LONGEST_WORD + 1)
    assert len(vector(None, text).encode()) < 2 * MOST_BYTES
    assert vector("A b", "c a").split() == ["'a':1,5", "'b':2", "'c':4"]


LONG = " ".join(f"w{n}" for n in range(20_000))
QUESTIONS = (
    "Malakal", "malakal PORT", '"customs house"', '"house customs"', "hasakah", "al-hasakah", '"u s"', "łódź", "lodz", "sao tome",
    "Зеленский", "зеленский", "и", "3 5", "3.5", "example.org", "cafe", "café", "(", "Malakal AND (", "", '"', "w10 w100",
    "nobody", "port -falls", "por*", "falls soldiers", '"falls soldiers"',
)  # fmt: skip


def found(address: str) -> dict[str, set[str]]:
    reports = [r for r in (record_report("l", dict(one), Hints()) for one in RECORDS) if isinstance(r, Report)]
    more = [replace(reports[0], id=f"report-{n}", ref=f"t-{n}", title=None, text=text) for n, text in enumerate((*TEXTS, LONG))]
    with closing(open_store(address)) as store:
        for report in (*reports, *more):
            brief = replace(report, text=report.text[:500])  # codings of the long one are not what is looked at
            store.add(report, code(brief, Tools(PlainParser(), Nowhere())))
        return {question: {hit.report for hit in store.search(question)} for question in QUESTIONS}


def test_both_stores_find_the_same_reports(tmp_path: Path, postgres: Server) -> None:
    ours, theirs = found(str(tmp_path / "s.db")), found(postgres.store())
    assert ours == theirs
    assert sum(map(bool, ours.values())) > 15
