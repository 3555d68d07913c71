"""The pages against the program: every output that they show is what the command prints over the examples; the site builds."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from served import tellings

REPO = Path(__file__).resolve().parent.parent
DOCS = REPO / "docs"
MAKER = DOCS / "shown.py"
GUIDES = ("for/verification.md", "for/conflict.md", "for/media.md", "for/humanitarian.md", "tutorial.md")


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = spec_from_file_location("shown", MAKER)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["shown"] = module  # its dataclass asks for the module it stands in
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def store(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that `make demo` makes: the week's, without the hostile report that the pages are tested with."""
    own = tmp_path_factory.mktemp("guides") / "demo.db"
    shutil.copy(week_store, own)
    tellings("forget", "hostile-1", "--store", str(own))
    return own


def test_every_output_in_the_pages_is_what_the_command_prints(maker: ModuleType, store: Path, tmp_path: Path) -> None:
    """Page by page on a store of its own, since some of them judge."""
    pages = maker.pages()
    assert {str(page.relative_to(DOCS)) for page in pages} >= set(GUIDES)
    for number, page in enumerate(pages):
        own = tmp_path / f"{number}.db"
        shutil.copy(store, own)
        for shown in maker.shown(page):
            assert shown.output == maker.output(shown.command, own), f"{page.name}: {shown.command}: run docs/shown.py"


def test_every_command_named_in_the_pages_is_one_with_those_options() -> None:
    """Those that cannot be run here (a network, a server, an id of the reader's) at least exist as written."""
    from typer.main import get_command

    from tellings.cli.app import app

    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group, as there are several commands
    seen = 0
    for page in DOCS.rglob("*.md"):
        for name, rest in re.findall(
            r"(?:`|^\$? ?)tellings ([a-z][a-z-]+)([^`\n|>]*)", page.read_text(encoding="utf-8"), re.MULTILINE
        ):
            if name in commands:
                known = {o for p in commands[name].params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
                assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)) <= known, f"{page.name}: tellings {name}{rest}"
                seen += 1
    assert seen > 100


def test_the_site_builds_with_every_page_in_its_contents(tmp_path: Path) -> None:
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    settings = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(mkdocs, cwd=REPO, capture_output=True, text=True, check=False, env=settings)
    assert done.returncode == 0, done.stderr
    contents = (REPO / "mkdocs.yml").read_text(encoding="utf-8")
    assert [str(p.relative_to(DOCS)) for p in DOCS.rglob("*.md") if str(p.relative_to(DOCS)) not in contents] == []
    pages = {str(p.relative_to(tmp_path / "site").with_suffix("")) for p in (tmp_path / "site").rglob("*.html")}
    assert pages >= {str(p.relative_to(DOCS).with_suffix("")) for p in DOCS.rglob("*.md")}
    first = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|woff2?)"', first) == []
