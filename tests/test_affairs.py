"""Chains of stories: a later chapter follows the earlier one, what only shares its people or its house matter does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from tellings.cli.views.story import story_view
from tellings.cli.views.words import Detail
from tellings.model.opened import OpenedStory
from tellings.model.story import FollowUp, Link, Story
from tellings.stories import BulkLinker, Member, follow_up, follow_ups, link, stories
from tellings.stories.index import SHINGLES_POSTED
from tellings.stories.links import CARRIED_SAMPLE
from tellings.text.shown import short_id
from told_by import DAY, member

TAKEN = (
    "# Council takes the port of Malakal\n"
    "Soldiers of the transitional council entered the river port of Malakal before dawn and raised their flag over the customs"
    " house.\nShopkeepers pulled down their shutters along the quay while barges loaded with sorghum were towed away."
)
TAKEN_TOO = (
    "# Malakal falls without a shot\n"
    "A schoolteacher who fled Malakal saw the council's gunmen drive through the customs gate of the port unopposed.\n"
    "The barges with sorghum for the camps were gone from the quay, and the garrison had left its trucks."
)
LOST = (
    "# Council driven from the port of Malakal\n"
    "Government marines landed at the river port of Malakal, lowered the flag of the transitional council and searched the"
    " customs house.\nThe quay was empty; the barges with sorghum had not come back, a dredger captain said."
)
BACKGROUND = (
    "The transitional council broke with the presidency over the division of river tolls, grazing permits and the pay of"
    " demobilised gunners, and has since held the upper reaches between Malakal and the Sobat mouth."
)
HOUSE = (
    "Readers of this newspaper vote each autumn for the finest allotment, the oddest vegetable and the bravest"
    " scarecrow, and the winners receive a wheelbarrow engraved by apprentices of the municipal foundry."
)
VINES = (
    "# Growers count broken panes\n"
    "Farmers around Coimbra counted their losses after hailstones flattened vineyards and broke greenhouse panes.\n"
    "Eleven parishes asked Lisbon for help with the replanting, and insurers sent assessors to the Mondego valley.\n"
    "Seedlings would be handed out from the agronomy school at Bencanta, the deputy minister Graça Figueira promised.\n"
)
CELLO = (
    "# Cellist opens the season\n"
    "Nino Abashidze, a cellist from Tbilisi, opened the concert season with a sonata that she had never performed abroad.\n"
    "The orchestra tuned twice because the heating had failed, and the conductor kept his overcoat on until the interval.\n"
    "Tickets for the matinee were sold out within the hour, and pupils of the conservatory listened from the stairwell.\n"
)

WEEK = timedelta(days=7)
TOLD = (
    member("t1", TAKEN, outlet="Nile Courier"),
    member("t2", TAKEN_TOO, outlet="Delta Post"),
    member("l1", LOST, outlet="Quay Gazette", day=DAY + timedelta(days=5)),
    member("l2", LOST.replace("marines", "riverine troops"), outlet="Reed Weekly", day=DAY + timedelta(days=5)),
    member("v1", VINES, outlet="Mondego Diary", day=DAY + timedelta(days=1)),
)


def linked(members: tuple[Member, ...]) -> list[Link]:
    return [k for a, b in combinations(members, 2) if (k := link(a.sketch, b.sketch))]


def chained(members: tuple[Member, ...]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found = stories(members)
    by_id = {s.id: s.reports for s in found}
    return [(by_id[f.story], by_id[f.before]) for f in follow_ups(found, linked(members))]


def test_a_later_chapter_follows_the_earlier_one_and_says_why() -> None:
    assert chained(TOLD) == [(("l1", "l2"), ("t1", "t2"))]
    (found,) = follow_ups(stories(TOLD), linked(TOLD))
    assert "all its reports look back to it" in found.reason
    assert "malakal" in found.reason
    assert found.reason.endswith("it began 5 days after")
    assert 0 < found.score <= 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(stories(TOLD)), st.permutations(linked(TOLD)))
def test_the_order_of_stories_and_links_is_free(found: list[Story], links: list[Link]) -> None:
    assert follow_ups(found, links) == follow_ups(stories(TOLD), linked(TOLD))


def test_a_follow_up_depends_on_its_two_stories_and_their_links_alone() -> None:
    found, links = stories(TOLD), linked(TOLD)
    for one, other in combinations(found, 2):
        reports = {*one.reports, *other.reports}
        between = [k for k in links if k.left in reports and k.right in reports]
        alone = follow_up(one, other, between)
        assert alone == follow_up(other, one, links)
        assert follow_ups([one, other], between) == ((alone,) if alone else ())


def test_beyond_a_week_background_carried_over_ties_an_affair_and_joins_nothing() -> None:
    later = member("b2", f"{LOST}\n{BACKGROUND}", outlet="Delta Post", day=DAY + 3 * WEEK)
    first = member("b1", f"{TAKEN}\n{BACKGROUND}", outlet="Delta Post")
    tie = link(first.sketch, later.sketch)
    assert tie
    assert (tie.must, tie.score) == (False, 0.0)
    assert tie.narration > 0
    assert "narration is in both" in tie.reason
    assert chained((first, later)) == [(("b2",), ("b1",))]
    assert set(BulkLinker().add([first.sketch, later.sketch])) == {tie}


def test_a_houses_standing_matter_ties_no_affair() -> None:
    first = member("h1", VINES + HOUSE, outlet="Mondego Diary")
    later = member("h2", CELLO + HOUSE, outlet="Mondego Diary", day=DAY + 3 * WEEK)
    assert chained((first, later)) == []


def made(name: str, first: date | None, last: date | None, *reports: str) -> Story:
    return Story(name, name, first, last, reports, ())


NEAR = Link("a", "b", 0.1, "both turn on customs; 3 days apart", words=0.4)


@pytest.mark.parametrize(
    ("one", "other", "follows"),
    [
        ((DAY, DAY), (DAY + WEEK, DAY + WEEK), ("y", "x")),
        ((DAY + WEEK, DAY + WEEK), (DAY, DAY), ("x", "y")),
        ((DAY, DAY), (DAY, DAY + WEEK), ("y", "x")),
        ((DAY, DAY), (DAY, DAY), None),
        ((None, None), (DAY, DAY), None),
    ],
)
def test_the_later_story_follows_and_nothing_where_days_are_silent(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None], follows: tuple[str, str] | None
) -> None:
    found = follow_up(made("x", *one, "a"), made("y", *other, "b"), [NEAR])
    assert (found and (found.story, found.before)) == follows


def test_one_report_that_names_everything_is_no_bridge() -> None:
    later = DAY + WEEK
    strong = replace(NEAR, words=1.0)
    assert follow_up(made("x", DAY, DAY, "a"), made("y", later, later, "b"), [strong])
    assert follow_up(made("x", DAY, DAY, "a"), made("y", later, later, "b", "c", "d"), [strong]) is None


def test_weak_ties_make_no_chain() -> None:
    assert follow_up(made("x", DAY, DAY, "a"), made("y", DAY + WEEK, DAY + WEEK, "b"), [replace(NEAR, words=0.2)]) is None


def test_a_story_opened_knows_what_it_follows_and_what_follows_it() -> None:
    chain = (FollowUp("y", "x", 0.3, ""), FollowUp("y", "w", 0.5, ""), FollowUp("z", "y", 0.4, ""))
    opened = OpenedStory(made("y", DAY, DAY, "b"), {}, {}, follow_ups=chain)
    assert [f.before for f in opened.follows] == ["w", "x"]
    assert [f.story for f in opened.followed_by] == ["z"]


def test_what_is_carried_over_shows_where_candidates_are_found() -> None:
    assert CARRIED_SAMPLE == SHINGLES_POSTED


def test_the_terminal_shows_what_a_story_follows_and_what_follows_it() -> None:
    later, earlier, _ = stories(TOLD)
    chain, beside = follow_ups([later, earlier], linked(TOLD)), {later.id: later, earlier.id: earlier}
    lines = {later: f"follows {short_id(earlier.id)} {earlier.title}", earlier: f"followed by {short_id(later.id)} {later.title}"}
    for story, line in lines.items():
        reports = {m.report.id: m.report for m in TOLD if m.report.id in story.reports}
        codings = {m.report.id: m.coding for m in TOLD if m.report.id in story.reports}
        opened = OpenedStory(story, reports, codings, follow_ups=chain, beside=beside)
        console = Console(width=400, record=True, file=StringIO())
        console.print(story_view(opened, Detail(evidence=False)))
        assert line in console.export_text()
