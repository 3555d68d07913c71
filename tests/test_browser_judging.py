"""Every change that a person can make on the pages, and its undo: with scripts and without."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from browser_tools import NO_BROWSER, found, looking
from served import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LOOKS = 1200
"""Times that a page is looked at until the picture is drawn anew, behind everything else that the machine does."""
pytestmark = NO_BROWSER


@pytest.fixture(scope="module")
def server(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a copy that may be changed."""
    copy = tmp_path_factory.mktemp("judged") / "week.db"
    shutil.copy(week_store, copy)
    with serving(copy) as address:
        yield address


@pytest.fixture(scope="module")
def addresses(server: str) -> dict[str, str]:
    return found(server)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_claim_is_wrong_and_is_not(started: Browser, server: str, addresses: dict[str, str], scripts: bool) -> None:
    with looking(started, server, java_script_enabled=scripts) as page:
        page.goto(addresses["story"])
        claim = page.locator("#told .claim").last
        name = claim.get_attribute("id")
        claim.locator("summary").first.click()
        claim.get_by_text("Right or wrong?").click()
        claim.get_by_label("Why").fill("nobody else tells it")
        claim.get_by_role("button", name="Wrong").click()
        settled(page, scripts)
        again(page, addresses["story"], lambda: page.locator(f"#told .claim[id='{name}']").count() == 0)
        undo_in_log(page, scripts)
        again(page, addresses["story"], lambda: page.locator(f"#told .claim[id='{name}']").count() == 1)


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_is_renamed_and_is_not(started: Browser, server: str, addresses: dict[str, str], scripts: bool) -> None:
    with looking(started, server, java_script_enabled=scripts) as page:
        page.goto(addresses["entity"])
        before = page.locator("h1").inner_text()
        page.get_by_text("Rename", exact=True).first.click()
        page.get_by_label("Name", exact=True).fill("The Renamed")
        page.get_by_role("button", name="Rename").click()
        settled(page, scripts)
        again(page, addresses["entity"], lambda: "The Renamed" in page.locator("h1").inner_text())
        undo_in_log(page, scripts)
        again(page, addresses["entity"], lambda: page.locator("h1").inner_text() == before)


def test_a_report_is_taken_out_of_a_story_and_put_back(started: Browser, server: str, addresses: dict[str, str]) -> None:
    with looking(started, server) as page:
        page.goto(addresses["story"])
        before = page.locator(".lead .line").inner_text()
        page.get_by_text("A report is in the wrong story?").click()
        first, second = page.locator("#origins .judging select").all()
        first.select_option(index=1)
        second.select_option(index=2)
        page.get_by_role("button", name="Are not about the same").click()
        settled(page, scripts=True)
        page.locator(".judged").get_by_role("button", name="Undo").click()
        page.locator(".judged:not(:has(button))").wait_for()
        again(page, addresses["story"], lambda: page.locator(".lead .line").inner_text() == before)


def test_what_cannot_be_is_refused_in_its_place(started: Browser, server: str, addresses: dict[str, str]) -> None:
    with looking(started, server) as page:
        page.goto(addresses["story"])
        summary = page.locator("#told .claim > details > summary").first
        summary.click()
        form = page.locator("#told .claim").first.locator("form.judging")
        page.locator("#told .claim").first.get_by_text("Right or wrong?").click()
        form.locator("input[name=csrf]").evaluate("e => { e.value = 'old' }")
        form.get_by_role("button", name="Right").click()
        refusal = form.get_by_role("alert")
        refusal.wait_for()
        assert refusal.inner_text().strip()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_is_kept_and_dropped(started: Browser, server: str, scripts: bool) -> None:
    with looking(started, server, java_script_enabled=scripts) as page:
        page.goto("/?period=all&place=Kiffa")
        page.get_by_role("link", name="Watch this search").click()
        page.get_by_label("Name", exact=True).fill("Kiffa, all of it")
        page.get_by_role("button", name="Watch", exact=True).click()
        row = page.locator("tr", has_text="Kiffa, all of it")
        row.wait_for()
        feed = row.get_by_role("link", name="Atom feed of").get_attribute("href")
        assert feed is not None
        answer = page.request.get(feed)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        row.get_by_role("button", name="Seen").click()
        row.wait_for()
        row.get_by_role("button", name="Remove").click()
        row.wait_for(state="detached")


def test_two_names_are_one_and_are_not(started: Browser, server: str) -> None:
    with looking(started, server) as page:
        page.goto("/entities?q=rebels")
        names = page.locator(".who tbody tr")
        before = names.count()
        for k in (0, 1):
            names.nth(k).get_by_role("checkbox").check()
        page.get_by_role("button", name="Are the same").click()
        settled(page, scripts=True)
        again(page, "/entities?q=rebels", lambda: names.count() < before)
        undo_in_log(page, scripts=True)
        again(page, "/entities?q=rebels", lambda: names.count() == before)


def again(page: Page, address: str, holds: Callable[[], bool]) -> None:
    """Looks at a page until the picture is drawn anew and this holds."""
    for _ in range(LOOKS):
        page.goto(address)
        if holds():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{address} stays as it was")


def settled(page: Page, scripts: bool) -> None:
    """Waits for the answer to a judgement: in its place with scripts, else the page that comes back."""
    if scripts:
        page.locator(".judged").first.wait_for()
    else:
        page.wait_for_load_state()


def undo_in_log(page: Page, scripts: bool) -> None:
    page.goto("/judgements")
    row = page.locator(".log tbody tr:not(.undone)").first
    row.get_by_role("button", name="Undo").click()
    settled(page, scripts)
