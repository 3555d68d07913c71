"""What a person sees: every section, at any width, with and without the evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from rich.console import Console, RenderableType

from tellings.cli.views.changes import between, bracketed, compare_view, marked, rows, unshared
from tellings.cli.views.entity import control_view, entity_view, place_view
from tellings.cli.views.found import highlighted, judgements_view, plain_excerpt, search_view, status_view
from tellings.cli.views.stories import stories_view
from tellings.cli.views.story import story_view
from tellings.cli.views.words import Detail, labels
from tellings.model.coding import Coding, Event, Party, SpeechKind, Statement, Status
from tellings.model.feed import Feed
from tellings.model.opened import Compared, OpenedStory, StoreStatus, outlet_of
from tellings.model.period import Period
from tellings.model.picture import (
    Claim,
    Control,
    Disagreement,
    Entity,
    EntityName,
    EntityRole,
    Evidence,
    Judgement,
    Naming,
    Relation,
    Value,
)  # fmt: skip
from tellings.model.report import Block, BlockKind, Published, Report, Span
from tellings.model.story import Change, Copy, Origin, Passage, Story
from tellings.store.base import MARK, UNMARK, Hit
from tellings.text.shown import count, days, held, short_id

SHARED = "Militiamen seized the weir at Tarbat on Tuesday."
EDITED = "Rebels seized the weir at Tarbat."
ALONE = "Engineers said that the sluices were still shut."
DAY = date(2031, 3, 11)


def report(name: str, *sentences: str, outlet: str | None) -> tuple[Report, Coding]:
    text = "\n\n".join(sentences)
    spans = [Span(text.index(s), text.index(s) + len(s), s) for s in sentences]
    blocks = tuple(Block(BlockKind.BODY, s.start, s.end) for s in spans)
    noun = Report(f"report-{name}", f"desk/{name}.txt", text, outlet)
    coding = Coding(noun.id, "1", "en", Published(DAY, "dateline", "it says so"), None, (), (), blocks, tuple(spans))
    return noun, coding


def opened() -> OpenedStory:
    left, right = report("a", SHARED, ALONE, outlet="Weir Weekly"), report("b", EDITED, outlet=None)
    first = left[1].sentences[0]
    rebels = Party(Span(0, 10, "Militiamen"), "r", "Tarbat Front", "faction", "PAK", "REB")
    event = Event("event-1", first, Span(12, 18, "seized"), "COERCE", "seize", None, (rebels,), (), Status.ACTUAL, "test")
    said = Statement("statement-1", SpeechKind.INDIRECT, (first,), (), None, "claims", rebels, left[1].sentences[1])
    codings = {left[0].id: replace(left[1], events=(event,), statements=(said,)), right[0].id: right[1]}
    ids = (left[0].id, right[0].id)
    copy = Copy(
        Passage(ids[0], 0, len(SHARED)), Passage(ids[1], 0, len(EDITED)), "light edit", "narration", 0.8,
        (Change("Militiamen", "Rebels", "term"), Change("on Tuesday", "", "cut")),
    )  # fmt: skip
    numbers = Disagreement("killed", (Value("3", ids[:1]), Value("5", ids[1:])), "contradiction")
    claims = (
        Claim(
            "claim-1", "story-1", "event", "Tarbat Front took the weir", ("event-1",), ids, 2, 1, ("a clerk",), (numbers,),
            against=1, type="COERCE", mode="seize", status="actual",
        ),
        Claim("claim-2", "story-1", "statement", "Engineers: “the sluices”", ("statement-1",), ids[:1], 1, 1, ("Engineers",)),
        Claim("claim-3", "story-1", "event", "Talks are planned", (), ids[:1], 1, 1, (), type="CONSULT", status="planned"),
    )  # fmt: skip
    proof = (Evidence(ids[0], first),)
    origin = Origin(ids, "they share narration", "Reuters")
    held = Control("Tarbat", 1, "entity-1", DAY, None, "taken", ("claim-1",), before="entity-2", disputed=True, evidence=proof)
    return OpenedStory(
        story=Story("story-0123456789abcdef", "Weir seized", DAY, DAY, ids, (origin,), 0.9, (copy,)),
        reports={left[0].id: left[0], right[0].id: right[0]},
        codings=codings,
        claims=claims,
        relations=(Relation("entity-1", "opposes", "entity-2", DAY, None, "shown", ("claim-1",), proof),),
        control=(held,),
        naming=(Naming("entity-1", ids[0], ("militiamen",)), Naming("entity-1", ids[1], ("rebels",))),
        entities={"entity-1": FRONT, "entity-2": replace(FRONT, id="entity-2", name="Water Board")},
    )  # fmt: skip


FRONT = Entity(
    "entity-1",
    "group",
    "Tarbat Front",
    (EntityName("Tarbat Front", ("report-a",)),),
    (EntityRole("faction", DAY, DAY),),
    "PAK",
    "REB",
)
OPENED = opened()


def printed(view: RenderableType, width: int = 100) -> str:
    console = Console(file=StringIO(), width=width, highlight=False)
    console.print(view)
    return str(console.file.getvalue())  # type: ignore[attr-defined]  # a StringIO


def flat(view: RenderableType, width: int = 100) -> str:
    return " ".join(printed(view, width).split())


SECTIONS = (
    "Weir seized", "2 reports · 2 outlets · 1 independent origin · 11 Mar 2031", "origin 1 (Reuters): they share narration",
    "A Weir Weekly · 11 Mar 2031 (dateline: it says so)", "B b · 11 Mar 2031",
    "● Tarbat Front took the weir coerce/seize · 1 origin · 2 outlets · denied by 1 origin · according to a clerk A B",
    "they disagree on killed: 3 (A) / 5 (B)", "○ Talks are planned consult · 1 origin A",
    "● Engineers: “the sluices” faction · PAK REB · 1 origin A", "A and B share 1 passage", "term Militiamen → Rebels",
    "cut on Tuesday → —", "only A has – Engineers said that the sluices were still shut.", "Tarbat Front A militiamen B rebels",
    "Tarbat Tarbat Front took it (before: Water Board) from 11 Mar 2031 disputed A", "Tarbat Front opposes Water Board shown",
)  # fmt: skip


@pytest.mark.parametrize("section", SECTIONS)
def test_a_story_shows(section: str) -> None:
    assert section in flat(story_view(OPENED, Detail()), 140)


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("evidence", [True, False])
def test_a_story_fits_any_width(width: int, evidence: bool) -> None:
    text = printed(story_view(OPENED, Detail(evidence)), width)
    assert max(map(len, text.splitlines())) <= width


def test_the_sentence_behind_a_line_is_shown_on_request() -> None:
    assert f"│ {SHARED}" not in flat(story_view(OPENED, Detail()))
    assert flat(story_view(OPENED, Detail(evidence=True))).count(f"│ {SHARED}") == 3
    assert f"│ {ALONE}" in flat(story_view(OPENED, Detail(evidence=True)))


def test_a_long_story_says_what_it_leaves_out() -> None:
    many = replace(OPENED, claims=tuple(replace(OPENED.claims[2], id=f"claim-{n}") for n in range(30)))
    assert "and 10 more claims" in flat(story_view(many, Detail()))
    assert "more claims" not in flat(story_view(many, Detail.everything(evidence=False)))


def test_a_story_of_one_report_has_no_comparison() -> None:
    left = OPENED.story.reports[0]
    alone = replace(
        OPENED, story=Story("story-2", "Alone", None, None, (left,), (Origin((left,), "x"),)), claims=(), naming=(), control=()
    )
    text = flat(story_view(alone, Detail()))
    assert "What each outlet changed" not in text
    assert "What happened" not in text
    assert "day unknown" in text


def test_square_brackets_in_a_text_are_no_markup() -> None:
    story = replace(OPENED.story, title="[bold]Weir[/bold] [/] seized")
    assert "[bold]Weir[/bold] [/] seized" in flat(story_view(replace(OPENED, story=story), Detail()))
    assert "[bold]Weir[/bold] [/] seized" in flat(stories_view([story]))


# -- side by side


def both() -> Compared:
    left, right = (OPENED.reports[r] for r in OPENED.story.reports)
    return Compared((left, OPENED.codings[left.id]), (right, OPENED.codings[right.id]), OPENED.story.copies)


def test_shared_passages_stand_side_by_side_and_the_rest_alone() -> None:
    compared = both()
    assert rows(compared.left, compared.right, compared.copies) == [(SHARED, EDITED), (ALONE, "")]
    assert rows(compared.right, compared.left, compared.copies) == [(EDITED, SHARED), ("", ALONE)]
    assert [s.text for s in unshared(*compared.left, compared.copies)] == [ALONE]
    assert between(compared.copies, compared.right[0].id, compared.left[0].id) == list(compared.copies)


def test_what_differs_is_marked() -> None:
    left, right = marked(SHARED, EDITED)
    assert bracketed(left).plain == "[Militiamen] seized the weir at Tarbat [on Tuesday]."
    assert bracketed(right).plain == "[Rebels] seized the weir at Tarbat."
    assert [left.plain[s.start : s.end] for s in left.spans] == ["Militiamen", "on Tuesday"]


def test_without_colour_what_differs_is_bracketed() -> None:
    assert "[Rebels]" in flat(compare_view(both(), plain=True))
    assert "[Rebels]" not in flat(compare_view(both()))


# -- the short views


def test_an_entity_shows_names_roles_and_claims() -> None:
    text = flat(entity_view(FRONT, OPENED.claims, OPENED.relations, {"entity-1": "Tarbat Front", "entity-2": "Water Board"}), 140)
    for part in ("group · PAK REB", "faction 11 Mar 2031", "Tarbat Front (1 report)", "opposes Water Board", "Talks are planned"):
        assert part in text


def test_a_place_shows_who_holds_it() -> None:
    names = {"entity-1": "Tarbat Front", "entity-2": "Water Board"}
    assert "Tarbat Tarbat Front (before: Water Board) taken from 11 Mar 2031 disputed" in flat(
        control_view(OPENED.control, names)
    )
    assert "Tarbat Front took the weir" in flat(place_view("Tarbat", OPENED.claims, OPENED.control, names))


def test_found_words_are_set_off() -> None:
    excerpt = f"the {MARK}weir{UNMARK} at\nTarbat"
    text = highlighted(excerpt)
    assert text.plain == plain_excerpt(excerpt) == "the weir at Tarbat"
    assert [text.plain[s.start : s.end] for s in text.spans if "yellow" in str(s.style)] == ["weir"]
    hit = Hit("report-a", None, excerpt)
    assert "Weir Weekly the weir at Tarbat" in flat(search_view([(hit, OPENED.reports["report-a"])]))


def test_status_and_judgements() -> None:
    failing = Feed("https://a.example/rss", tried=datetime(2031, 6, 6, tzinfo=UTC), failures=2, says="the server answers 500")
    shown = flat(status_view(StoreStatus({"reports": 1234}, {"fr": 2}, 3, (failing,)), "s.db"))
    assert "1,234 reports" in shown
    assert "2 not read: language fr" in shown
    assert "3 read by another version" in shown
    assert "failed 2 times in a row: the server answers 500" in shown
    made = Judgement("judgement-0123456789", "same", ("a", "b"), "Ada", datetime(2031, 3, 1, 8, tzinfo=UTC), "both", undone=True)
    assert "01234567 2031-03-01 08:00 same a b Ada both" in flat(judgements_view([made]))


# -- words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (DAY, DAY, "11 Mar 2031"),
        (DAY, date(2031, 4, 2), "11 Mar to 2 Apr 2031"),
        (date(2030, 12, 31), DAY, "31 Dec 2030 to 11 Mar 2031"),
        (date(2029, 1, 1), date(2029, 12, 31), "2029"),
        (date(2029, 1, 1), date(2030, 12, 31), "2029 to 2030"),
        (date(2028, 2, 1), date(2028, 2, 29), "Feb 2028"),
        (DAY, None, "from 11 Mar 2031"),
        (None, DAY, "until 11 Mar 2031"),
        (None, None, ""),
    ],
)
def test_days_as_people_write_them(first: date | None, last: date | None, words: str) -> None:
    assert days(first, last) == words


YEAR = Period(date(2029, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "told", "words"),
    [
        (DAY, None, {}, "from 11 Mar 2031"),
        (YEAR.first, YEAR.last, {"began": YEAR, "ended": YEAR, "lasting": "six days"}, "in 2029, six days"),
        (YEAR.first, None, {"began": YEAR}, "from 2029"),
        (YEAR.first, DAY, {"began": YEAR}, "2029 to 11 Mar 2031"),
        (None, YEAR.last, {"ended": YEAR}, "until 2029"),
        (DAY, None, {"began": Period(None, DAY)}, "by 11 Mar 2031"),
        (DAY, None, {"began": Period(DAY, date(2031, 3, 14))}, "from some day of 11 Mar to 14 Mar 2031"),
    ],
)
def test_a_day_is_told_no_surer_than_it_is(first: date | None, last: date | None, told: dict[str, Any], words: str) -> None:
    assert held(Control("Dol", None, "a", first, last, "taken", (), **told)) == words


def test_counts_and_ids() -> None:
    assert (count(1, "origin"), count(2, "origin"), count(0, "story", "stories")) == ("1 origin", "2 origins", "0 stories")
    assert short_id("story-0123456789abcdef") == "01234567"


def test_labels_go_by_day_and_name() -> None:
    assert labels(OPENED) == {"report-a": "A", "report-b": "B"}


@pytest.mark.parametrize(
    ("outlet", "ref", "shown"),
    [("Weir Weekly", "a.txt", "Weir Weekly"), (None, "in/b.txt", "b"), (None, "plain", "plain"), (None, ".hidden", ".hidden")],
)
def test_an_unknown_outlet_is_shown_by_its_file(outlet: str | None, ref: str, shown: str) -> None:
    assert outlet_of(Report("r", ref, "", outlet)) == shown
