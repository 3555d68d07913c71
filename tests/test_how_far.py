"""Drawing that takes long says what it does and how far it is, and what is quick is done without a word."""

from __future__ import annotations

import logging
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from invented import written
from tellings.cli.app import app
from tellings.desk.drawing import LEFT, STEPS, redraw
from tellings.desk.how_far import HowFar
from tellings.store.sqlite import SqliteStore
from tellings.store.workings import DRAWING

if TYPE_CHECKING:
    from pathlib import Path

ANEW = "another version of the program drew this picture: 3 reports are drawn anew"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "tellings"]


def test_who_waits_for_a_picture_of_another_version_is_told_why(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        for number in range(3):
            store.add(*written(number))
        redraw(store)
        assert said(caplog) == []
        with store.changing() as connection:
            store.note(connection, DRAWING, "an earlier one")
        redraw(store)
    assert said(caplog) == [ANEW]


def test_long_work_says_now_and_then_what_is_left(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    seconds = iter((100.0, 100.0, 101.0, 110.0, 111.0, 120.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds))
    say = HowFar()
    for left in (5000, 4999, 4890, 4889, 4880):
        say("stories to draw", partial(int, left))
    assert said(caplog) == [f"drawing the picture: {left} stories to draw left" for left in ("4,890", "4,880")]


def test_every_step_has_words_for_what_is_left() -> None:
    assert [kind for kind, *_ in STEPS] == list(LEFT)


@pytest.mark.parametrize(("words", "shown"), [((), "another version of the program"), (("--quiet",), "")])
def test_a_quiet_command_says_nothing_of_it(words: tuple[str, ...], shown: str, tmp_path: Path) -> None:
    """Who forgets a report sees the picture drawn anew."""
    with closing(SqliteStore(tmp_path / "s.db")) as store:
        for number in range(3):
            store.add(*written(number))
        redraw(store)
        with store.changing() as connection:
            store.note(connection, DRAWING, "an earlier one")
    done = CliRunner().invoke(app, ["forget", written(0)[0].id, *words, "--store", str(tmp_path / "s.db")])
    assert done.exit_code == 0
    assert shown in done.stderr
    assert bool(done.stderr) is bool(shown)
