"""Drawing that takes long says what it does and how far it is, and what is quick is done without a word."""

from __future__ import annotations

import logging
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import click
import pytest

from invented import written
from tellings.cli.showing import Heard
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


@pytest.mark.parametrize(("quiet", "shown"), [(False, "nearly done\n"), (True, "")])
def test_a_quiet_command_says_nothing_of_it(quiet: bool, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = click.Context(click.Command("read"))
    command.params = {"quiet": quiet}
    with command:
        Heard().handle(logging.makeLogRecord({"msg": "nearly done"}))
    assert capsys.readouterr() == ("", shown)
