"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from newsroom import RECORDS, Nowhere, PlainParser, written
from tellings.cli import main
from tellings.errors import DataError
from tellings.pipeline import Tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

COMMANDS = (
    "read", "stories", "story", "compare", "who", "place", "control", "search", "export", "same-name", "judge", "undo",
    "judgements", "forget", "reread", "status",
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a folder of its own; exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tellings.desk.desk.open_tools", lambda _: Tools(PlainParser(), Nowhere()))
    for name in ("TELLINGS_STORE", "TELLINGS_TRACEBACK", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tellings", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return command


@pytest.fixture
def full(run: Run, tmp_path: Path) -> Run:
    """The same, with the invented reports read."""
    assert run("read", written(tmp_path / "in.jsonl")) == (0, "", "")
    return run


def rows(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


# -- exit codes


def test_reading_is_silent_on_a_pipe_and_keeps_to_the_default_store(full: Run, tmp_path: Path) -> None:
    assert (tmp_path / "tellings.db").exists()
    code, out, _ = full("export", "reports")
    assert code == 0
    assert {r["ref"] for r in rows(out)} == {r["ref"] for r in RECORDS}


def test_a_refused_input_is_named_and_the_rest_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    code, out, err = run("read", written(tmp_path / "in.jsonl"), "bad.txt", "none.txt", "--quiet")
    assert (code, out) == (1, "")
    assert err.splitlines() == ["refused: bad.txt: is empty", "refused: none.txt: is not there"]
    code, out, _ = run("export", "rejects")
    assert rows(out) == [{"ref": "bad.txt", "reason": "is empty"}, {"ref": "none.txt", "reason": "is not there"}]
    assert run("status", "--json")[1].startswith('{"reports": 4')


MISUSES = (
    "nothing", "read", "read --published soon in.jsonl", "export rumours", "export reports --format x",
    "export reports --since soon",
    "story story-none", "compare nile-1 none", "who Nobody", "place Nowhere", "judge maybe a b", "judge same a", "undo none",
    "forget none", "same-name only", "story", "export reports -o none/x.jsonl",
)  # fmt: skip


@pytest.mark.parametrize("misuse", MISUSES)
def test_usage_is_2(full: Run, misuse: str) -> None:
    code, out, err = full(*misuse.split())
    assert (code, out) == (2, "")
    assert err


@pytest.mark.parametrize("command", ["stories", "export reports", "status", "forget x", "reread", "judgements"])
def test_no_store_is_3(run: Run, command: str, tmp_path: Path) -> None:
    code, out, err = run(*command.split())
    assert (code, out) == (3, "")
    assert "there is no store at tellings.db" in err
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_no_store_is_3(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "in.jsonl")
    before = (tmp_path / "in.jsonl").read_bytes()
    code, _, err = run("read", path, "--store", path)
    assert code == 3
    assert "no store of tellings" in err
    assert (tmp_path / "in.jsonl").read_bytes() == before


def broken(_: object) -> Tools:
    raise DataError("the gazetteer is broken")


def buggy(_: object) -> Tools:
    raise ZeroDivisionError("by us")


def stopped(_: object) -> Tools:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("tools", "code", "says"), [(broken, 70, "the gazetteer is broken"), (buggy, 70, "a fault of ours"), (stopped, 130, "")]
)
def test_our_faults_are_70_and_a_stop_is_130(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tools: object, code: int, says: str
) -> None:
    monkeypatch.setattr("tellings.desk.desk.open_tools", tools)
    got, out, err = run("read", written(tmp_path / "in.jsonl"))
    assert (got, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


# -- what is printed


def test_reading_tells_programs_what_became_of_each_input(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    _, out, err = run("read", written(tmp_path / "in.jsonl", RECORDS[:1]), "bad.txt", "--json")
    (report, refused), wanted = rows(out), {"ref": "bad.txt", "report": None, "known": False, "reason": "is empty"}
    assert (report["ref"], report["known"], report["reason"]) == ("nile-1", False, None)
    assert refused == wanted
    assert err == ""
    _, out, _ = run("read", "in.jsonl", "--json")
    assert [r["known"] for r in rows(out)] == [True]


def test_stories_and_one_story(full: Run) -> None:
    _, out, _ = full("stories")
    assert "Hail in the vineyards" in out
    assert out.endswith("3 stories\n")
    _, out, _ = full("story", "nile-1")
    assert "2 reports · 2 outlets · 1 independent origin · 11 Mar 2031" in out
    assert "A and B share 2 passages" in out
    assert "only B has" in out
    (row,) = rows(full("story", "nile-1", "--json")[1])
    assert len(row["told_by"]) == 2  # type: ignore[arg-type]  # JSON


def test_two_reports_side_by_side(full: Run, tmp_path: Path) -> None:
    other = {**RECORDS[1], "ref": "delta-2", "text": str(RECORDS[1]["text"]).replace("Soldiers", "Fighters")}
    full("read", written(tmp_path / "more.jsonl", [other]))
    _, out, _ = full("compare", "nile-1", "delta-2")
    assert "[Soldiers]" in out
    assert "[Fighters]" in out
    assert all("share" not in r for r in rows(full("compare", "nile-1", "delta-2", "--json")[1]))


def test_search_shows_where_the_words_are(full: Run) -> None:
    _, out, _ = full("search", "greenhouse", "panes")
    assert "Mondego Diary" in out
    assert "greenhouse panes" in " ".join(out.split())
    assert rows(full("search", "broke greenhouse", "--json")[1])[0]["ref"] == "vine-1"
    assert full("search", "zeppelin") == (0, "", "nothing is found\n")


def test_a_judgement_is_taken_shown_and_undone(full: Run) -> None:
    story = rows(full("stories", "--json")[1])[0]["story"]
    (made,) = rows(full("judge", "rename", str(story), "Hailstorm", "--by", "Ada", "--reason", "plainer", "--json")[1])
    assert (made["by"], made["undone"]) == ("Ada", False)
    assert "Hailstorm" in full("stories")[1]
    assert "Ada plainer" in full("judgements")[1]
    assert full("undo", str(made["judgement"]))[0] == 0
    assert "Hailstorm" not in full("stories")[1]
    assert rows(full("judgements", "--json")[1])[0]["undone"] is True


def test_a_report_is_forgotten(full: Run) -> None:
    assert full("forget", "vine-1", "--quiet") == (0, "", "")
    assert full("search", "vineyards")[1] == ""


def test_an_export_to_a_file(full: Run, tmp_path: Path) -> None:
    assert full("export", "stories", "-o", "out.jsonl") == (0, "", "")
    assert len(rows((tmp_path / "out.jsonl").read_text(encoding="utf-8"))) == 3


def test_a_table_for_a_spreadsheet(full: Run) -> None:
    _, out, _ = full("export", "stories", "--format", "csv")
    header, *lines = out.splitlines()
    assert header == "story,title,from,to,reports,origins,weakest,follows"
    assert len(lines) == 3


def test_the_store_may_come_from_the_environment(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELLINGS_STORE", "elsewhere.db")
    run("read", written(tmp_path / "in.jsonl"))
    assert (tmp_path / "elsewhere.db").exists()


# -- in a process of its own


def process(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("TELLINGS_STORE", "FORCE_COLOR")} | environment
    return subprocess.run(
        [sys.executable, "-m", "tellings", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    done = process("--help", folder=tmp_path)
    assert done.returncode == 0
    assert all(f" {command} " in done.stdout for command in COMMANDS)
    heavy = ("spacy", "sqlalchemy", "numpy", "alembic", "tellings.pipeline", "rich.progress")
    code = f"import sys; import tellings, tellings.cli; print([m for m in {heavy!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


class Closed:
    """Standard output whose reader has gone."""

    @property
    def buffer(self) -> Closed:
        return self

    def write(self, _: str | bytes) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("command", ["export reports", "stories", "search port", "story nile-1 --json"])
def test_a_reader_that_has_had_enough_is_no_error(full: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(sys, "stdout", Closed())
    code, _, err = full(*command.split())
    sys.stdout.close()
    assert (code, err) == (0, "")


def test_completion_for_shells(tmp_path: Path) -> None:
    done = process(folder=tmp_path, _TELLINGS_COMPLETE="complete_bash", COMP_WORDS="tellings sto", COMP_CWORD="1")
    assert "stories" in done.stdout or process("--show-completion", "bash", folder=tmp_path).returncode == 0
