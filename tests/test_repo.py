"""What the repository promises about itself."""

import re
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
BINARY = {".png", ".ico", ".gz", ".woff2", ".pdf", ".docx", ".parquet", ".sqlite"}
REGISTRY = re.compile(
    r"(?i)\b(?:files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs|deb\.debian\.org"
    r"|(?:--)?(?:extra-)?index-url\s*[= ]\s*\S+//|find-links\s*[= ]\s*\S+)"
)
MACHINE = re.compile(r"/(?:root|home/[a-z]+|work)/[a-z]", re.IGNORECASE)


def tracked() -> list[Path]:
    if not (REPO / ".git").exists():
        pytest.skip("not a git checkout: there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=True).stdout.decode()
    return [REPO / name for name in listed.split("\0") if name and (REPO / name).is_file()]


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(REPO)), path.read_text(encoding="utf-8", errors="replace"))
        for path in tracked()
        if path.suffix not in BINARY and path != Path(__file__).resolve()
    ]


def test_no_tracked_file_names_a_registry_host() -> None:
    named = [(name, found.group()) for name, text in texts() if (found := REGISTRY.search(text))]
    assert named == []


def test_no_tracked_file_names_a_place_on_some_machine() -> None:
    named = [(name, found.group()) for name, text in texts() if (found := MACHINE.search(text))]
    assert named == []


def test_every_pin_in_the_lock_has_a_hash() -> None:
    lock = (REPO / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==.*(?:\n    .*)*", lock, flags=re.MULTILINE)
    assert len(pins) > 40
    assert [p.split(" ")[0] for p in pins if "--hash=sha256:" not in p] == []


def test_every_dependency_has_its_reason_in_the_choices() -> None:
    import tomllib

    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    choices = (REPO / "docs" / "choices.md").read_text(encoding="utf-8").lower()
    extras = [d for group in project.get("optional-dependencies", {}).values() for d in group]
    wanted = [re.split(r"[<>=\[; ]", d, maxsplit=1)[0].lower() for d in (*project["dependencies"], *extras)]
    assert [d for d in wanted if f"**{d}**" not in choices] == []


def test_every_data_file_says_where_its_facts_come_from() -> None:
    folder = REPO / "src" / "tellings" / "data"
    tables = [p for p in tracked() if p.parent == folder and p.suffix in {".tsv", ".csv", ".toml", ".txt"}]
    assert tables
    assert [p.name for p in tables if not p.read_text(encoding="utf-8").startswith("#")] == []
    notice = (REPO / "NOTICE").read_text(encoding="utf-8")
    assert [p.name for p in tables if p.name not in notice] == []


def test_no_source_file_outgrows_its_room() -> None:
    """Migrations aside: they are history, written once."""
    sources = [p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts]
    lines = {str(p.relative_to(REPO)): p.read_text(encoding="utf-8").count("\n") for p in sources}
    assert {name: n for name, n in lines.items() if n > 400} == {}
