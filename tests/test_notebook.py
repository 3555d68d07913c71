"""The notebook runs from its first cell to its last, and is kept without what it printed."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

REPO = Path(__file__).resolve().parent.parent
NOTEBOOK = REPO / "docs" / "notebook.ipynb"
PATIENCE = 300
"""Seconds for a cell on a machine with other work; alone the whole takes ten."""


def read() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def test_the_notebook_is_kept_without_outputs() -> None:
    for cell in read().cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the kernel's own sockets
def test_the_notebook_runs(tmp_path: Path, week_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(REPO / "examples")
    shutil.copy(week_store, tmp_path / "tour.db")
    monkeypatch.setenv("TELLINGS_TOUR", str(tmp_path / "tour.db"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    notebook = read()
    NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    assert not [o for o in outputs if o.output_type == "error"]
    shown = [o.data["text/html"] for o in outputs if "text/html" in o.get("data", {})]
    assert sum('class="tellings"' in page for page in shown) == 3  # the story, the claim, the comparison
    printed = "".join(o.text for o in outputs if o.output_type == "stream")
    assert "Kiffa (taken)" in printed
