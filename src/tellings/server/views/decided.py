"""The log of judgements, and the saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from tellings.server.query import Query, part_of_path, with_values
from tellings.server.views.desk_pages import JudgementRow, JudgementsPage, WatchesPage, WatchRow
from tellings.server.views.front import NARROWING, story_filter
from tellings.server.views.making import cut
from tellings.server.views.parts import Anchor
from tellings.server.views.story import paging
from tellings.server.views.words import VERDICTS
from tellings.text.shown import count, day, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tellings.model.listed import SavedSearch, StoryFilter
    from tellings.model.picture import Anchor as Judged
    from tellings.model.picture import Judgement
    from tellings.server.views.ask import Ask

JUDGEMENTS = 100
"""Judgements on one page."""

IDS = ("entity-", "claim-", "story-", "report-", "event-", "statement-")
GONE = "(no longer listed by itself)"
"""What is said of a thing that was judged and is no more: a name that is the same as another one now."""

KEPT = (*NARROWING, "period")
"""What of an address a saved search keeps."""


def judgements(ask: Ask) -> JudgementsPage:
    """The log, the latest first."""
    every = ask.store.judgements()[::-1]
    offset = ask.query.number("judgements", 0)
    some = every[offset : offset + JUDGEMENTS]
    kept = {a.id: a for j in some for a in j.anchors}
    names = kept_words(ask, kept.values()) | words_for(ask, [i for j in some for i in j.of])
    return JudgementsPage(
        title="Judgements",
        judgements=tuple(judgement_row(j, names) for j in some),
        paging=paging(ask.query, "judgements", len(some), len(every), "judgement", JUDGEMENTS),
    )


def judgement_row(judgement: Judgement, names: dict[str, Anchor]) -> JudgementRow:
    """A decision in words."""
    about = [names.get(i) or Anchor(cut(GONE if i.startswith(IDS) else i), "") for i in judgement.of]
    at = judgement.at
    return JudgementRow(
        judgement.id, judgement.verdict, VERDICTS.get(judgement.verdict, judgement.verdict), tuple(about), judgement.by,
        at.isoformat(), f"{day(at.date())}, {at:%H:%M}", judgement.reason, judgement.undone,
    )  # fmt: skip


def words_for(ask: Ask, ids: Sequence[str]) -> dict[str, Anchor]:
    """What ids stand for in words, with the ways to their pages; those of nothing that is here any more are left out."""
    found: dict[str, Anchor] = {}
    for entity in ask.asked.entity_lines([i for i in ids if i.startswith("entity-")]).values():
        found[entity.id] = Anchor(cut(entity.name), f"/entities/{part_of_path(entity.id)}")
    for story in ask.asked.story_lines([i for i in ids if i.startswith("story-")]):
        found[story.id] = Anchor(cut(story.title), f"/stories/{part_of_path(story.id)}")
    for report in ask.asked.report_lines([i for i in ids if i.startswith("report-")]).values():
        found[report.id] = Anchor(cut(report.title or report.ref), f"/reports/{part_of_path(report.id)}")
    for claim in ask.asked.claims([i for i in ids if i.startswith("claim-")]):
        found[claim.id] = Anchor(cut(claim.summary, 160), f"/stories/{part_of_path(claim.story)}#{claim.id}")
    for member, (report_id, words, start) in ask.asked.members_told([i for i in ids if i not in found]).items():
        found[member] = Anchor(cut(words, 160), f"/reports/{part_of_path(report_id)}?at={start or 0}#c{start or 0}")
    return found


def kept_words(ask: Ask, anchors: Iterable[Judged]) -> dict[str, Anchor]:
    """The words that things had when they were judged: for what the picture has no more, a wrong claim or a story that grew."""
    first = {a.id: max(a.marks, key=lambda m: len(m.sentence)) for a in anchors if a.marks}
    reports = ask.asked.report_lines({m.report for m in first.values() if m.kind == "report"})
    found = {}
    for thing, mark in first.items():
        title = reports[mark.report].title if mark.report in reports else ""
        words = title if mark.kind == "report" else mark.words if mark.kind == "referent" else mark.sentence or mark.words
        if words:
            at = "" if mark.kind == "report" else f"?at={mark.start}#c{mark.start}"
            found[thing] = Anchor(cut(words, 160), f"/reports/{part_of_path(mark.report)}{at}")
    return found


def watches(ask: Ask) -> WatchesPage:
    """The saved searches, and what a new one would be called."""
    query = kept_query(ask.query.text("query"))
    newest = ask.asked.newest_day()
    return WatchesPage(
        title="Watches",
        watches=tuple(watch_row(ask, w, newest) for w in ask.store.watches()),
        query=query,
        suggested=in_words(query) if query else "",
    )


def watch_row(ask: Ask, watch: SavedSearch, newest: str | None) -> WatchRow:
    """A saved search, and how many stories have news since it was last looked at."""
    new = ask.asked.count_stories(fresh(watched(watch, newest), watch.seen))
    key = part_of_path(watch.id)
    return WatchRow(
        watch.id, cut(watch.name), in_words(watch.query), f"/?{watch.query or 'period=all'}", f"/watches/{key}.atom",
        watch.by or "",
        new, f"{count(new, 'story', 'stories')} with new reports" if new else "nothing new",
    )  # fmt: skip


def watched(watch: SavedSearch, newest: str | None) -> StoryFilter:
    """The stories that a saved search looks for; of all days where it names none."""
    query = address(watch.query)
    return story_filter(query if query.text("period") else query.changed(period="all"), newest)[0]


def fresh(wanted: StoryFilter, seen: int) -> StoryFilter:
    """Those of them with a report added since."""
    from dataclasses import replace

    return replace(wanted, fresh=seen)


def address(string: str) -> Query:
    """A saved search as an address."""
    return Query("/", tuple(parse_qsl(string)))


def kept_query(string: str) -> str:
    """What of a search is kept, in one order. Raises UsageError where a value cannot be."""
    query = address(string)
    story_filter(query, None)
    return with_values("", tuple((name, query.text(name)) for name in sorted(KEPT) if query.text(name)))[1:]


def in_words(string: str) -> str:
    """`place Kiffa, words ceasefire`."""
    said = {"q": "words", "period": "of the newest"}
    pairs = [(said.get(k, k), v) for k, v in parse_qsl(string) if (k, v) != ("period", "all")]
    return ", ".join(f"{k} {short_id(v) if v.startswith('entity-') else v}" for k, v in pairs) or "all stories"
