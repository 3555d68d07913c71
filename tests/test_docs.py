"""The docs against the code: the reference is what the program says of itself, and the tutorial's commands do what is printed."""

import json
import os
import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import pytest
from typer.testing import CliRunner, Result

from tellings.cli.app import app

REPO = Path(__file__).resolve().parent.parent
DOCS = REPO / "docs"


def run(command: str, folder: Path) -> Result:
    """The command in this process: what it needs is loaded once for all of them."""
    with chdir(folder), patch.dict(os.environ, {"NO_COLOR": "1", "COLUMNS": "120"}):
        return CliRunner().invoke(app, shlex.split(command)[1:])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder as the tutorial has it, with its store."""
    made = tmp_path_factory.mktemp("docs")
    (made / "examples").symlink_to(REPO / "examples")
    assert run("tellings read examples/reports --store tutorial.db", made).exit_code == 0
    return made


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_program_says_of_itself(maker: ModuleType) -> None:
    assert (DOCS / "reference.md").read_text(encoding="utf-8") == maker.reference(), "run docs/make_reference.py"


def test_every_exported_field_is_told_and_every_told_field_exported(maker: ModuleType, folder: Path) -> None:
    for kind, fields in maker.fields().items():
        done = run(f"tellings export {kind} --store tutorial.db", folder)
        assert done.exit_code == 0, done.stderr
        seen = {key for line in done.stdout.splitlines() for key in json.loads(line)}
        assert not seen - set(fields), kind
        assert not seen or not set(fields) - seen, kind


def commands(path: Path) -> Iterator[str]:
    """Every command in a code block, but those that need the network or a report of the reader's own."""
    for block in re.findall(r"^ *```\n(.*?)^ *```", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            command = line.strip().partition(" | ")[0].partition(" > ")[0]
            if command.startswith("tellings ") and not re.search(r"https?://|~/|REPORT|reports/ |feeds\.opml", command):
                yield command


@pytest.mark.parametrize("page", ["tutorial.md", "../README.md"])
def test_every_command_in_the_docs_works_as_printed(page: str, folder: Path) -> None:
    found = list(commands(DOCS / page))
    assert len(found) >= 5
    for command in found:
        done = run(re.sub(r"--store \S+", "--store tutorial.db", command), folder)
        assert done.exit_code == 0, f"{command}\n{done.stderr}"
        if "--quiet" not in command and " read " not in command and "judgements" not in command:
            assert done.stdout.strip(), command


def test_every_link_in_the_docs_leads_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), *REPO.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (page.parent / target).exists(), f"{page.name}: {target}"
