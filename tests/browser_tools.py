"""A real browser for tests: Debian's Chromium, no network but the server under test, and an eye on what a page does."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from served import PATIENCE, asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HARMLESS = ("GL Driver Message", "WebGL", "Automatic fallback to software", "a status of 4", "Status Error Code 4")
"""What a browser without a graphics card says of itself, and of what the server refuses: those tests look at the answer."""


def chromium() -> str | None:
    """Where a Chromium is: $CHROMIUM, else what is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


NO_BROWSER = pytest.mark.skipif(chromium() is None, reason="no Chromium: `apt-get install chromium`, or name one in $CHROMIUM")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser, where there is one."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


class Eye:
    """What a page asked for, complained of and refused; `calm` asserts that there was nothing wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.host = urlsplit(address).netloc
        self.outside: list[str] = []
        self.troubles: list[str] = []
        page.route("**/*", self._route)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))

    def _route(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.outside.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(h in message.text for h in HARMLESS):
            self.troubles.append(f"{message.type}: {message.text}")

    def calm(self) -> None:
        """Nothing was asked of another host, nothing broke, no policy was violated."""
        assert self.outside == [], self.outside
        assert self.troubles == [], self.troubles


@contextmanager
def looking(started: Browser, address: str, **options: object) -> Iterator[Page]:
    """A page of its own, watched; at the end it must have been calm. Options are those of a browser context."""
    context = started.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]  # passed on as they are
    context.set_default_timeout(1000 * PATIENCE)
    page = context.new_page()
    eye = Eye(page, address)
    yield page
    eye.calm()
    context.close()


def found(server: str) -> dict[str, str]:
    """The path of a page of each kind: those with the most on them."""
    front: Any = asked(f"{server}/front.json?period=all")
    cards = [c for day in front["days"] for c in day["stories"]]
    card = max(cards, key=lambda c: (len(c["disputed"]) > 0, c["reports"]))
    story: Any = asked(f"{server}{card['href']}.json")
    hostile: Any = asked(f"{server}/search.json?q=fighters+entered")
    odd = next(h["report"]["href"] for h in hostile["hits"] if "script" in h["report"]["outlet"])
    held: Any = asked(f"{server}/control.json")
    entity = max((p["href"] for c in story["claims"] for p in c["actors"] if p["href"]), key=len)
    return {
        "front": "/?period=all",
        "story": card["href"],
        "compare": story["compare"],
        "report": story["reports"][0]["href"],
        "hostile report": odd,
        "entities": "/entities",
        "entity": entity,
        "place": held["rows"][0]["place"]["href"],
        "control": "/control",
        "network": "/network",
        "search": "/search?q=Kiffa",
        "judgements": "/judgements",
        "watches": "/watches",
        "status": "/status",
        "login": "/login",
        "missing": "/stories/story-that-is-not-there",
    }
