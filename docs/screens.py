"""Makes the screenshots of the README anew: reads the week in examples/, serves it, and looks at three pages with Chromium.

python docs/screens.py          needs a Chromium: `apt-get install chromium`, or one named in $CHROMIUM
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent / "tests"))

from browser_tools import ARGUMENTS, chromium  # noqa: E402  # the tests know how to start both
from served import serving, tellings  # noqa: E402  # the same

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDE, HIGH = 1280, 860
MOST_BYTES = 300_000
DRAWN = """() => [...document.querySelectorAll('.island')]
  .filter(e => e.offsetParent && e.getBoundingClientRect().top < innerHeight).every(e => e.dataset.ready)"""


def main() -> None:
    """Serve the week from a store that is thrown away and keep what three pages look like."""
    path = chromium()
    if path is None:
        raise SystemExit("no Chromium: install one, or name it in $CHROMIUM")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = Path(folder) / "week.db"
        tellings("read", *map(str, sorted((DOCS.parent / "examples" / "week").glob("*.jsonl"))), "--store", str(store), "--quiet")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        with serving(store) as address:
            for name, (way, dark) in pages(address).items():
                context = browser.new_context(
                    viewport={"width": WIDE, "height": HIGH}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
                )
                keep(context.new_page(), address + way, DOCS / "images" / f"page-{name}.png")
                context.close()
        browser.close()


def pages(address: str) -> dict[str, tuple[str, bool]]:
    """The name of each picture, the way to its page, and whether it is dark: a story, two of its reports, who holds what."""
    front = asked(f"{address}/front.json?period=all")
    cards = [card for day in front["days"] for card in day["stories"]]
    story = max(cards, key=lambda c: (any(d["says"].startswith("killed") for d in c["disputed"]), c["reports"]))
    changes = [change for card in cards for change in asked(f"{address}{card['href']}.json")["changes"]]
    most = max(changes, key=lambda c: (len({one["kind"] for one in c["changes"]}), len(c["changes"])))
    return {"story": (story["href"], False), "compare": (most["href"], False), "control": ("/control", True)}


def asked(address: str) -> dict[str, Any]:
    """The JSON at that address."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # our own server on this machine
        found: dict[str, Any] = json.load(answer)
    return found


def keep(page: Page, address: str, path: Path) -> None:
    """The page as a picture, once its islands are drawn; fewer colours where a tool for that is there."""
    page.goto(address)
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    if packer := shutil.which("pngquant"):
        subprocess.run([packer, "--force", "--output", str(path), str(path)], check=True)  # noqa: S603  # found by name
    if path.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{path.name} is larger than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main()
