"""Every page in a real browser: calm under its policy, sound for axe in light and dark, narrow, wide, on paper, by keyboard."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from pypdf import PdfReader

from browser_tools import NO_BROWSER, looking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = NO_BROWSER

KINDS = (
    "front", "story", "compare", "report", "hostile report", "entities", "entity", "place", "control", "network", "search",
    "judgements", "watches", "status", "login", "missing",
)  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FIRST_PAGE = 60_000
MAP = ("map.js", "look.js", "world.", "capitals.json", "maplibre")
CONTRAST, FINGERS = {"runOnly": ["color-contrast"]}, {"runOnly": ["target-size"]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_sound(started: Browser, week_server: str, addresses: dict[str, str], kind: str) -> None:
    with looking(started, week_server, color_scheme="light", reduced_motion="reduce") as page:
        answer = page.goto(addresses[kind])
        assert answer is not None
        assert answer.status == (404 if kind == "missing" else 200)
        if kind != "missing":
            assert "default-src 'self'" in answer.headers["content-security-policy"]
        settle(page)
        assert violations(page, RULES) == []
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert violations(page, CONTRAST) == []
        assert "owned" not in page.title() or kind == "hostile report"
        for width in (390, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{width} pixels are not enough by {wider}"
            assert violations(page, FINGERS) == [], width


def settle(page: Page) -> None:
    """Waits until each island was scrolled to and is drawn."""
    for island in page.locator(".island:visible").all():
        island.scroll_into_view_if_needed()
        page.wait_for_function("e => e.dataset.ready || e.classList.contains('failed')", arg=island.element_handle())
        assert "failed" not in (island.get_attribute("class") or "")


def violations(page: Page, rules: dict[str, list[str]]) -> list[str]:
    """What axe finds wrong, a line each."""
    response = Axe().run(page, options=rules).response
    return [
        f"{v['id']}: {node['html'][:200]} {node['failureSummary']}" for v in response["violations"] for node in v["nodes"][:3]
    ]


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "missing"])
def test_a_page_says_the_same_without_scripts(started: Browser, week_server: str, addresses: dict[str, str], kind: str) -> None:
    with looking(started, week_server, java_script_enabled=False) as page:
        page.goto(addresses[kind])
        assert page.locator("h1").count() == 1
        assert page.locator(".island:visible").count() == 0
        for table in page.locator("main table[id]").all():
            if table.locator("xpath=ancestor::details[not(@open)]").count() == 0:
                assert table.is_visible()


def test_the_keyboard_shows_where_it_is(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        page.goto(addresses["story"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["width"] > 50  # type: ignore[index]  # it is on the page
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"


def test_the_first_page_is_light(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        sizes: dict[str, int] = {}
        page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
        page.goto("/?period=all", wait_until="networkidle")
        plain = {url: size for url, size in sizes.items() if not any(part in url for part in MAP)}
        assert len(plain) >= 6
        assert sum(plain.values()) < FIRST_PAGE, plain


def test_hostile_words_do_nothing(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        for kind in ("hostile report", "front", "search"):
            page.goto("/search?q=fighters+entered" if kind == "search" else addresses[kind])
            assert page.evaluate("document.title") != "owned"
            assert page.locator("main img, main script, main svg:not(.counts-chart *):not(.counts-chart)").count() == 0
        page.goto(addresses["hostile report"])
        text = page.locator("article.marked").inner_text()
        assert "{{ 7*7 }}" in text
        assert "\u202e" not in page.content()
        assert page.locator("a[href^='javascript:']").count() == 0
        assert page.locator("a[href*='ple.example']").count() <= 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_on_paper_all_stands_open_and_nothing_is_to_be_pressed(
    started: Browser, week_server: str, addresses: dict[str, str], *, scripts: bool
) -> None:
    with looking(started, week_server, java_script_enabled=scripts) as page:
        page.goto(addresses["story"])
        words = printed(page)
        behind = page.locator("main details:not([open]) blockquote").all_text_contents()
        assert len(behind) > 20
        assert [b for b in behind if spaceless(b) not in words] == []
        assert [w for w in ("This page as JSON", "Right or wrong?", "side by side", "Search") if spaceless(w) in words] == []


def test_on_paper_a_page_is_dark_on_light_and_has_lists_for_its_pictures(
    started: Browser, week_server: str, addresses: dict[str, str]
) -> None:
    with looking(started, week_server, color_scheme="dark") as page:
        page.goto(addresses["story"])
        page.locator("[data-theme-switch]").click()
        page.locator("[data-theme-switch]").click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 29, 31)"
        assert page.locator(".map:visible, .network:visible").count() == 0
        assert page.locator(".mapped table").is_visible()


def test_on_paper_a_text_stands_once(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        page.goto(addresses["report"])
        paragraphs = [p for p in page.locator(".plain-text > *").all_text_contents() if len(p) > 60]
        words = printed(page)
        assert paragraphs
        assert {words.count(spaceless(p)) for p in paragraphs} == {1}


def printed(page: Page) -> str:
    """The words on paper, without spaces."""
    return spaceless(" ".join(p.extract_text() for p in PdfReader(BytesIO(page.pdf())).pages))


def spaceless(words: str) -> str:
    """Without what a browser puts between words on paper as it likes."""
    return "".join(words.split())
