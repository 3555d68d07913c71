"""Makes the pictures of the README anew: runs the real commands on the reports in examples/ and keeps what a terminal shows.

python docs/pictures.py
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).resolve().parent
WIDTH = 112
PICTURES = {
    "story": (["story", "meridian-0312"], 46),
    "compare": (["compare", "meridian-0312", "harbour-0312"], 34),
}
"""The picture's name, the command, and how many lines of what it prints are shown."""


def main() -> None:
    """Read the examples into a store that is thrown away, run each command, draw what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "examples.db")
        tellings("read", str(DOCS.parent / "examples" / "reports"), "--store", store)
        for name, (command, lines) in PICTURES.items():
            shown = tellings(*command, "--store", store).splitlines()[:lines]
            draw(f"tellings {' '.join(command)}", "\n".join(shown), DOCS / "images" / f"{name}.svg")


def tellings(*arguments: str) -> str:
    """What the command prints on a terminal with colours."""
    settings = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "tellings", *arguments]
    return subprocess.run(command, capture_output=True, check=True, env=settings, text=True).stdout  # noqa: S603  # our own


def draw(title: str, shown: str, path: Path) -> None:
    """The terminal as an SVG picture."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    path.parent.mkdir(exist_ok=True)
    path.write_text(console.export_svg(title=title), encoding="utf-8")


if __name__ == "__main__":
    main()
