"""What the pages show of commands and their output, and the output made anew.

python docs/shown.py            runs each `$ tellings …` of the pages over the examples and writes its output below it

A line `$ tellings …` in a code block is run, with its pipes; what stands below it, up to the next `$` or the end of the block, is
its output. `ID` stands for the id of the newest judgement.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from typer.testing import CliRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parent
WIDTH = "100"
BLOCK = re.compile(r"^```\n(\$ tellings .*?)^```", flags=re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ tellings (.*)\n((?:(?!\$ ).*\n)*)", flags=re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as a page has it, without `tellings`, and the output below it."""

    command: str
    output: str


def pages() -> list[Path]:
    """Every page that shows a command with its output."""
    return [page for page in sorted(DOCS.rglob("*.md")) if BLOCK.search(page.read_text(encoding="utf-8"))]


def shown(page: Path) -> Iterator[Shown]:
    """What a page shows, from the top."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for command, output in COMMAND.findall(block):
            yield Shown(command, output)


def output(command: str, store: Path) -> str:
    """What that command prints over that store, as a page shows it: no colours, no blanks at the ends of lines."""
    from tellings.cli.app import app

    own, *pipe = command.split(" | ", 1)
    settings = {"TELLINGS_STORE": str(store), "COLUMNS": WIDTH, "NO_COLOR": "1", "USER": "desk", "LOGNAME": "desk"}
    with patch.dict(os.environ, settings):
        done = CliRunner().invoke(app, _words(own, store))
    if done.exit_code:
        raise RuntimeError(f"tellings {command}: {done.output}") from done.exception
    text = done.stdout
    if pipe:
        text = subprocess.run(["sh", "-c", pipe[0]], input=text, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607  # a line of our own pages
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _words(command: str, store: Path) -> list[str]:
    import json
    import shlex

    words = shlex.split(command)
    if "ID" in words:
        rows = output("judgements --json", store).splitlines()
        words[words.index("ID")] = json.loads(rows[-1])["judgement"]
    return words


def refreshed(page: Path, store: Path) -> str:
    """The page with the output of today."""

    def again(block: re.Match[str]) -> str:
        lines = COMMAND.sub(lambda m: f"$ tellings {m[1]}\n{output(m[1], store)}", block[1])
        return f"```\n{lines}```"

    return BLOCK.sub(again, page.read_text(encoding="utf-8"))


def main() -> None:
    """Read the examples into a store that is thrown away and write the outputs of all pages anew."""
    examples = DOCS.parent / "examples"
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.db"
        week = [*sorted(examples.glob("week/*.jsonl")), examples / "reports"]
        command = [sys.executable, "-m", "tellings", "read", "--quiet", "--store", str(store), *map(str, week)]
        subprocess.run(command, check=True)  # noqa: S603  # our own command
        for page in pages():
            page.write_text(refreshed(page, store), encoding="utf-8")


if __name__ == "__main__":
    main()
