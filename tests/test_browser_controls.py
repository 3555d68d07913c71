"""Every control of the pages: what it changes is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser_tools import NO_BROWSER, looking

if TYPE_CHECKING:
    from playwright.sync_api import Browser


pytestmark = NO_BROWSER

RUNS = "all => all.map(b => [...b.childNodes].filter(n => n.className !== 'block-kind').map(n => n.textContent).join(''))"
"""The words of each block without the word that says its kind."""


def bare(texts: list[str]) -> list[str]:
    return [re.sub(r"\s+", "", text) for text in texts]


def test_stories_are_narrowed_and_widened(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        page.goto("/?period=all")
        everything = page.locator(".story").count()
        page.locator("input[name=place]").fill("Kiffa")
        page.locator("input[name=place]").press("Enter")
        expect(page).to_have_url(re.compile("place=Kiffa"))
        page.wait_for_load_state()
        assert "place=Kiffa" in page.url
        assert "outlet=" not in page.url
        assert 0 < page.locator(".story").count() < everything
        with page.expect_navigation():
            page.locator(".active .chip").first.click()
        assert "place=" not in page.url
        with page.expect_navigation():
            page.locator("select[name=type]").select_option(index=1)
        assert "type=" in page.url


def test_a_claim_opens_to_its_sentence_in_its_report(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        page.goto(addresses["story"])
        summary = page.locator("#told .claim > details > summary").first
        summary.focus()
        page.keyboard.press("Enter")
        sentence = page.locator("#told .claim[id] .sentence").first
        assert sentence.is_visible()
        words = sentence.locator("blockquote").inner_text()
        with page.expect_navigation():
            sentence.locator("a.ref").first.click()
        assert words[:30] in page.locator("article.marked").inner_text()
        assert page.locator(":target").count() == 1
        assert page.locator(":target").is_visible()


def test_claims_stand_in_order_of_either_clock(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        page.goto(addresses["story"])
        for words, clock in (("reported", "reported"), ("happened", "happened")):
            page.locator(f".switch a[href*='clock={clock}']").click()
            page.wait_for_url(f"**clock={clock}**")
            assert words in page.locator(".switch a[aria-current]").inner_text()
            times = page.locator(f"#told .claim .clock.{clock} time").evaluate_all("all => all.map(t => t.dateTime)")
            assert times == sorted(times)


def test_changes_are_walked_through(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server, reduced_motion="reduce") as page:
        page.goto(addresses["compare"])
        page.locator("[data-walk][data-ready]").wait_for()
        says = page.locator("[data-walk] [role=status]")
        for key, at in (("n", 1), ("j", 2), ("k", 1), ("n", 2), ("p", 1)):
            page.keyboard.press(key)
            assert says.inner_text().startswith(f"{at} of ")
            assert page.locator(".chg.here").first.is_visible()
        page.get_by_role("button", name="Next change").click()
        assert says.inner_text().startswith("2 of ")
        kinds = page.locator(".chg.here .kind").all_inner_texts()
        assert kinds
        assert all(k.strip() for k in kinds), "no kind of change is told by colour alone"


def test_other_reports_are_set_side_by_side(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    with looking(started, week_server) as page:
        page.goto(addresses["compare"])
        page.get_by_text("Compare other reports").click()
        boxes = page.locator(".choosing input[type=checkbox]")
        for k in range(boxes.count()):
            boxes.nth(k).set_checked(k < 2)
        with page.expect_navigation():
            page.get_by_role("button", name="Set side by side").click()
        assert page.locator(".sides thead th").count() == 2


def test_layers_are_switched(started: Browser, week_server: str, addresses: dict[str, str]) -> None:
    for scripts in (True, False):
        with looking(started, week_server, java_script_enabled=scripts) as page:
            page.goto(addresses["report"])
            marked = page.locator(".run.l-mention").first
            shown = "e => getComputedStyle(e).borderBottomStyle"
            assert marked.evaluate(shown) != "none"
            page.locator("#layer-mention").uncheck()
            assert marked.evaluate(shown) == "none"
            assert not page.locator(".plain-text").is_visible()
            page.locator("#layer-plain").check()
            assert page.locator(".plain-text").is_visible()
            assert bare(page.locator(".plain-text p").all_inner_texts()) == bare(page.locator(".block").evaluate_all(RUNS))


def test_the_theme_is_kept(started: Browser, week_server: str) -> None:
    with looking(started, week_server, color_scheme="light") as page:
        page.goto("/status")
        ground = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(ground)
        page.get_by_role("button", name="Light or dark").click()
        dark = page.evaluate(ground)
        assert dark != light
        page.goto("/entities")
        assert page.evaluate(ground) == dark


def test_control_follows_the_slider_and_the_date(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        page.goto("/control")
        slider = page.get_by_role("slider", name="Day")
        slider.focus()
        before = page.locator("#held").inner_text()
        page.keyboard.press("Home")
        page.wait_for_function("text => document.getElementById('held').innerText !== text", arg=before)
        assert page.locator("input[name=on]").input_value() in page.url
        assert str(slider.get_attribute("aria-valuetext")) in page.locator("#held [role=status]").inner_text()
    with looking(started, week_server, java_script_enabled=False) as page:
        page.goto("/control")
        page.locator("[rel=prev]").click()
        assert "on=" in page.url
        assert page.locator("#held").inner_text() != before


def test_the_network_is_narrowed(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        page.goto("/network")
        ties = page.locator("#all-ties tbody tr").count()
        with page.expect_navigation():
            page.locator("select[name=relation]").select_option(index=1)
        assert "relation=" in page.url
        assert 0 < page.locator("#all-ties tbody tr").count() <= ties


def test_words_that_were_searched_for_are_marked(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("Kiffa barracks")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        marks = {m.lower() for m in page.locator(".hits mark").all_inner_texts()}
        assert {"kiffa", "barracks"} <= marks


def test_who_is_who_is_looked_through(started: Browser, week_server: str) -> None:
    with looking(started, week_server) as page:
        page.goto("/entities")
        page.locator("#main input[name=q]").fill("Sghair")
        page.get_by_role("button", name="Show").click()
        expect(page).to_have_url(re.compile("q=Sghair"))  # what was filled in is asked for at once too: either may come first
        page.wait_for_load_state()
        page.locator(".who a", has_text="Sghair").first.click()
        expect(page.locator("h1")).to_contain_text("Sghair")
