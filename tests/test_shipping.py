"""What is shipped: wheel and source distribution, installed and run with nothing fetched; the container; the command."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from typer.main import get_command

from tellings.cli.app import PANELS, app
from tellings.data.build import gazetteer_path

REPO = Path(__file__).resolve().parent.parent
BUILT = re.compile(r"\.(db|sqlite|pyc|draft)(-|$)|/built/|__pycache__")
"""What is made on a machine and belongs to it."""

REPORT = {
    "ref": "one",
    "outlet": "Bay Herald",
    "published": "2031-03-04",
    "text": "Rebels seized the town of Kiffa on Monday, officials said.",
}
WIDEST_LINE = 84
"""Characters of a command's first line: with frame and name it stands on one line of a terminal of a hundred."""


def finished(*command: str | Path, folder: Path, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, text=True, check=False, env=os.environ | settings
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and source distribution, built as `make dist` does."""
    folder = tmp_path_factory.mktemp("dist")
    uv = Path(sys.executable).parent / "uv"
    finished(uv, "build", "--quiet", "--no-build-isolation", "--offline", "--out-dir", folder, folder=REPO)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return next(dist.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a fresh environment: the wheel in it, what it depends on lent by ours."""
    folder = tmp_path_factory.mktemp("fresh")
    finished(sys.executable, "-m", "venv", "--without-pip", folder / "env", folder=folder)
    commands = folder / "env" / "bin"
    uv = Path(sys.executable).parent / "uv"
    finished(uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", commands / "python", wheel, folder=folder)
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def package(commands: Path, folder: Path) -> Path:
    told = finished(commands / "python", "-c", "import tellings; print(tellings.__file__)", folder=folder)
    return Path(told.stdout.strip()).parent


def tracked() -> set[str]:
    if not (REPO / ".git").exists():
        pytest.skip("not a git checkout: there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=True, text=True).stdout
    return {name for name in listed.split("\0") if name and (REPO / name).is_file()}


def test_the_wheel_has_every_file_of_the_package_and_the_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name.removeprefix("src/") for name in tracked() if name.startswith("src/tellings/")}
    assert wanted - names == set()
    endings = {Path(name).suffix for name in wanted}
    assert {".tsv", ".html", ".js", ".css", ".mako", ".typed"} <= endings
    assert {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_nothing_that_was_made_here_is_shipped(dist: Path, wheel: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as source:
        names = source.getnames()
    assert {"README.md", "NOTICE", "pyproject.toml", "requirements.lock", "examples", "tests"} <= {
        n.split("/")[1] for n in names if "/" in n
    }
    assert [name for name in (*names, *zipfile.ZipFile(wheel).namelist()) if BUILT.search(name)] == []


def test_the_wheel_runs_in_an_environment_of_its_own(installed: Path, tmp_path: Path) -> None:
    home = package(installed, tmp_path)
    assert REPO not in home.parents
    (home / "data" / "built").mkdir(exist_ok=True)
    (home / "data" / "built" / gazetteer_path().name).symlink_to(gazetteer_path())
    tellings = installed / "tellings"
    assert finished(tellings, "--version", folder=tmp_path).stdout.startswith("tellings 0.")
    read = finished(tellings, "read", "-", "--store", "s.db", folder=tmp_path, given=json.dumps(REPORT))
    assert "compiling" not in read.stderr
    assert "Kiffa" in finished(tellings, "export", "html", "--store", "s.db", folder=tmp_path).stdout


@pytest.mark.soak
def test_a_first_run_compiles_the_gazetteer_and_says_so(installed: Path, tmp_path: Path) -> None:
    built = package(installed, tmp_path) / "data" / "built"
    for file in built.glob("gazetteer-*"):
        file.unlink()
    read = finished(installed / "tellings", "read", "-", "--store", "s.db", folder=tmp_path, given=json.dumps(REPORT))
    assert "compiling the gazetteer" in read.stderr
    assert (built / gazetteer_path().name).stat().st_size > 1_000_000
    again = finished(installed / "tellings", "read", "-", "--store", "s.db", folder=tmp_path, given=json.dumps(REPORT))
    assert "compiling" not in again.stderr


def test_versions_are_told_and_change_with_what_they_are_of() -> None:
    from tellings.export.fields import CONTRACT
    from tellings.store.migrate import HEAD

    told = finished(sys.executable, "-m", "tellings", "--version", folder=REPO).stdout
    assert re.fullmatch(rf"tellings \d+\.\d+\.\d+\S*, store {HEAD}, exports {CONTRACT}\n", told)


def test_every_command_stands_in_a_group_with_one_plain_line() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]  # a group, as there are several commands
    assert len(commands) == sum(map(len, PANELS.values()))
    assert {name: c.rich_help_panel for name, c in commands.items() if c.rich_help_panel not in PANELS} == {}
    lines = {name: (command.help or "").split("\n\n")[0] for name, command in commands.items()}
    assert {name: line for name, line in lines.items() if not line or len(line) > WIDEST_LINE or "\n" in line} == {}


def test_a_shell_completes_commands() -> None:
    asked = {"_TELLINGS_COMPLETE": "complete_bash", "COMP_WORDS": "tellings stor", "COMP_CWORD": "1"}
    found = finished(Path(sys.executable).parent / "tellings", folder=REPO, **asked)
    assert set(found.stdout.split()) == {"stories", "story"}


CONTAINER = (REPO / "Containerfile").read_text(encoding="utf-8")


def steps(word: str) -> list[str]:
    """What stands behind that word of the container file, continued lines joined."""
    lines = re.sub(r"\\\n\s*", "", CONTAINER).splitlines()
    return [line.removeprefix(f"{word} ") for line in lines if line.startswith(f"{word} ")]


def test_the_container_runs_as_nobody_special_with_one_volume() -> None:
    assert steps("USER") == ["desk"]
    assert steps("VOLUME") == steps("WORKDIR") == ["/data"]
    assert "TELLINGS_STORE=/data/" in steps("ENV")[-1]
    assert CONTAINER.index("USER desk") < CONTAINER.index("ENTRYPOINT")
    assert len({step.split(" AS ")[0] for step in steps("FROM")}) == 1
    assert all(re.search(r":\d+\.\d+", step) for step in steps("FROM"))


def test_the_container_copies_only_what_is_there_and_passed_on() -> None:
    passed = {
        line.removeprefix("!") for line in (REPO / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    }
    copied = {name for step in steps("COPY") if not step.startswith("--from") for name in step.split()[:-1]}
    assert copied == passed
    assert [name for name in copied if not (REPO / name).exists()] == []


def test_the_container_installs_by_hash_what_was_tested() -> None:
    installs = [step for step in steps("RUN") if "pip install" in step]
    assert all("--require-hashes" in step or "--no-index" in step for step in installs)
    pin = re.compile(r"^([a-z0-9][\w.\[\]-]*==\S+)", flags=re.MULTILINE)
    tested = set(pin.findall((REPO / "requirements.lock").read_text(encoding="utf-8")))
    lock = (REPO / "container.lock").read_text(encoding="utf-8")
    pinned = pin.findall(lock)
    assert {p.split("==")[0] for p in pinned} >= {"spacy", "fastapi", "psycopg", "hatchling"}
    assert set(pinned) - tested == set()
    assert lock.count("\n    --hash") >= len(pinned)


def test_the_container_starts_a_command_that_there_is() -> None:
    (command,) = (json.loads(step) for step in steps("CMD"))
    assert json.loads(steps("ENTRYPOINT")[0]) == ["tellings"]
    options = {p.envvar for p in get_command(app).commands[command[0]].params}  # type: ignore[attr-defined]
    assert set(re.findall(r"TELLINGS_[A-Z]+", CONTAINER)) <= options


def test_the_health_check_tells_a_server_from_none(week_server: str, tmp_path: Path) -> None:
    (check,) = (json.loads(step.partition(" CMD ")[2]) for step in steps("HEALTHCHECK"))
    assert check[0] == "python"
    port = week_server.rsplit(":", 1)[1]
    finished(sys.executable, *(part.replace("8321", port) for part in check[1:]), folder=tmp_path)
    none = [sys.executable, *(part.replace("8321", "1") for part in check[1:])]
    assert subprocess.run(none, check=False, capture_output=True).returncode != 0
