"""Every template shows every model: full, empty, and full of hostile words."""

import re
from functools import cache
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup, escape

from made_pages import HREF, PAGES, judged, made, plain, shell
from tellings.server.views.parts import alike

TEMPLATES = Path(__file__).resolve().parent.parent / "src" / "tellings" / "server" / "templates"
HOSTILE = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onmouseover=\"alert(1)' x='{{ 7*7 }}"
ADDRESSES = {"href", "json_href", "compare", "network", "undo", "next", "feed", "original", "first", "back", "path"}


@cache
def environment() -> jinja2.Environment:
    """As the server has it, with the plainest filters."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    made_so = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made_so.filters |= {"shown": escape, "n": lambda number: f"{number:,}", "alike": alike, "day": str}
    made_so.globals["static"] = lambda name: f"/static/{name}"
    return made_so


def hostile(name: str) -> str:
    return HREF if name in ADDRESSES else HOSTILE


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.TEMPLATE)
@pytest.mark.parametrize("many", [0, 1, 3])
def test_every_page_is_shown(page: type, many: int) -> None:
    template = environment().get_template(page.TEMPLATE)  # type: ignore[attr-defined]  # PAGES are those that have one
    shown = template.render(page=made(page, many=many), shell=shell())
    assert shown.count("<main") == shown.count("</main>") == shown.count("<h1") == 1
    assert "None" not in re.sub(r"<[^>]*>", "", shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.TEMPLATE)
def test_hostile_words_stay_words(page: type) -> None:
    template = environment().get_template(page.TEMPLATE)  # type: ignore[attr-defined]  # PAGES are those that have one
    shown = template.render(page=made(page, hostile), shell=shell(hostile))
    assert "alert(1)" in shown
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "49" not in shown
    tags = re.findall(r"<[a-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>", shown)
    bare = [re.sub(r"\"[^\"]*\"|'[^']*'", "", tag) for tag in tags]
    assert [tag for tag in bare if "onmouseover" in tag or "onerror" in tag] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.TEMPLATE)
def test_no_page_needs_more_than_the_strict_policy(page: type) -> None:
    template = environment().get_template(page.TEMPLATE)  # type: ignore[attr-defined]  # PAGES are those that have one
    shown = template.render(page=made(page), shell=shell())
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|<script(?![^>]*src=)", shown)
    assert set(re.findall(r"(?:src|href)=\"(\w+:)", shown)) <= {"https:"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.TEMPLATE)
def test_no_id_stands_twice(page: type) -> None:
    template = environment().get_template(page.TEMPLATE)  # type: ignore[attr-defined]  # PAGES are those that have one
    shown = template.render(page=made(page, many=1), shell=shell())
    ids = [i for i in re.findall(r"\sid=\"([^\"]+)\"", shown) if i not in {"id", "judge-id"}]
    assert len(ids) == len(set(ids))


def test_a_judgement_is_answered_with_its_undo() -> None:
    shown = Markup(environment().get_template("judged.html").render(judged=judged(), shell=shell()))
    assert f'action="{plain("undo")}"' in shown
    assert "Undo" in shown.striptags()
