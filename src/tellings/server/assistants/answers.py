"""What each tool answers: rows of the exports with the words behind them, a part at a time. Nothing here changes a store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.desk.family import turn
from tellings.errors import UnknownIdError
from tellings.export.drawn import passage_row
from tellings.model.listed import ClaimOrder, Slice
from tellings.server.api.stories import story as story_row
from tellings.server.assistants.quoting import QUOTED, Quotes, lead, part
from tellings.server.assistants.weighing import claim_rows, control_rows, entity, every_sentence
from tellings.server.views.people import ACTING, SPEAKING, find_entity
from tellings.server.views.search import plain_words
from tellings.server.views.story import find_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.desk.family import Families
    from tellings.model.coding import Coding
    from tellings.model.listed import StoryFilter
    from tellings.model.picture import Claim
    from tellings.model.report import Report
    from tellings.model.story import Copy
    from tellings.server.assistants.quoting import Row
    from tellings.server.views.ask import Ask


def search(ask: Ask, words: str, part_wanted: Slice) -> Row:
    """Reports that hold all the words, each with the stretch where they stand."""
    found = ask.asked.found(words, part_wanted)
    quotes = Quotes.of(ask, [f.report for f in found.lines])
    items = []
    for hit in found.lines:
        line = quotes.lines.get(hit.report)
        told = {"title": plain_words(hit.title or "") or None, "excerpt": plain_words(hit.excerpt)}
        items.append(quotes.report(hit.report) | told | {"story": line.story if line else None})
    return {"items": items, "next": found.next}


def stories(ask: Ask, wanted: StoryFilter, part_wanted: Slice) -> Row:
    """Stories, the latest first, with how many reports, outlets and origins each has, and where its reports contradict."""
    found = ask.asked.stories(wanted, part_wanted)
    ids = [s.id for s in found.lines]
    sizes = ask.asked.sizes(ids)
    disputed: dict[str, list[str]] = {}
    for claim in ask.asked.notable_claims(ids, None):
        disputed.setdefault(claim.story, []).append(claim.summary)
    items = [
        {
            "story": s.id,
            "title": s.title,
            "from": s.first,
            "to": s.last,
            "reports": sizes[s.id][0],
            "outlets": sizes[s.id][1] + sizes[s.id][2],
            "origins": s.origins,
            "weakest": s.weakest,
            "disputed": disputed.get(s.id, [])[:DISPUTED],
        }
        for s in found.lines
        if s.id in sizes
    ]
    return {"items": items, "next": found.next, "total": ask.asked.count_stories(wanted)}


DISPUTED = 5
"""Contradictions of a story that a list names; `claims` has all."""


def story(ask: Ask, named: str, offset: int, limit: int) -> Row:
    """A story with its independent origins, and a part of its reports, each by its beginning."""
    head = find_story(ask, named)
    row = story_row(ask, head)
    lines = ask.asked.reports_of(head.line.id)
    shown = lines[offset : offset + limit]
    texts = {r.id: r for r in ask.store.reports([r.id for r in shown])}
    quotes = Quotes({r.id: r for r in shown})
    items = [
        quotes.report(r.id)
        | {"dated": r.how, "title": r.title, "excerpt": lead(texts[r.id]), "origin": row["origins"][r.origin - 1]["origin"]}
        for r in shown
        if r.id in texts and r.origin
    ]
    return row | {
        "origins": [o | {"reports": len(o["reports"])} for o in row["origins"]],
        "reports": part(items, offset, len(lines)),
        "claims": ask.asked.count_claims(head.line.id),
        "followed_by": [
            {"story": f.story, "score": f.score, "reason": f.reason}
            for f in ask.asked.follow_ups(head.line.id)
            if f.before == head.line.id
        ],
    }


def claims_of_story(ask: Ask, named: str, kind: str, offset: int, limit: int) -> Row:
    """What is claimed in a story, in order of the days when it happened."""
    line = find_story(ask, named).line
    numbers = ask.asked.count_claims(line.id)
    found = ask.asked.claims_of_story(line.id, kind, ClaimOrder(), offset, limit)
    return part(claim_rows(ask, found), offset, numbers.get(kind, 0) if kind else sum(numbers.values()))


def claims_of_party(ask: Ask, named: str, kind: str, offset: int, limit: int) -> Row:
    """What somebody did, suffered or said, the latest first: acts before statements."""
    line = find_entity(ask, named)
    found: list[Claim] = []
    total = 0
    for parts in {"event": (ACTING,), "statement": (SPEAKING,)}.get(kind, (ACTING, SPEAKING)):
        number = ask.asked.count_claims_of_party(line.id, parts)
        at = max(0, offset - total)
        if at < number and len(found) < limit:
            found += ask.asked.claims_of_party(line.id, parts, at, limit - len(found))
        total += number
    return part(claim_rows(ask, found), offset, total)


def every_claim(ask: Ask, kind: str, part_wanted: Slice) -> Row:
    """All claims, those told last first."""
    found = ask.asked.every_claim(kind, part_wanted)
    return {"items": claim_rows(ask, found.lines), "next": found.next}


def who(ask: Ask, name: str, part_wanted: Slice) -> Row:
    """Everybody with a name like that, who is in most reports first."""
    wanted = {"q": name}
    found = ask.asked.entities(wanted, part_wanted)
    if not found.lines and not part_wanted.after:
        raise UnknownIdError(f"nobody is called {name!r}: `search` looks for words in reports")
    return {"items": [entity(ask, line) for line in found.lines], "next": found.next, "total": ask.asked.count_entities(wanted)}


def place(ask: Ask, named: str, on: str, offset: int, limit: int) -> Row:
    """What happened at a place, the latest first, and who holds it, ever or on a day."""
    found = ask.asked.place(named)
    if found is None:
        raise UnknownIdError(f"nothing is told of a place {named!r}: `search` looks for words in reports")
    name, number = found
    held = ask.asked.control_at(name, number, QUOTED)
    standing = [c for c in held if not on or (str(c.noun.first or "") <= on <= str(c.noun.last or "9999-12-31"))]
    claims = ask.asked.claims_at(name, number, offset, limit)
    return {
        "place": name,
        "geonameid": number,
        "control": control_rows(ask, standing),
        "claims": part(claim_rows(ask, claims), offset, ask.asked.count_at(name, number)),
    }


def control(ask: Ask, on: str, offset: int, limit: int) -> Row:
    """Who holds what, ever or on a day, by place."""
    return part(control_rows(ask, ask.asked.control_on(on, offset, limit, QUOTED)), offset, ask.asked.count_control(on))


def compare(ask: Ask, families: Families, both: tuple[str, str], offset: int, limit: int) -> Row:
    """The passages that two reports share, with every change from the left one's words to the right one's."""
    left, right = (_read(ask, named) for named in both)
    copies = [_towards(c, right[0].id) for c in families.shared(left, right)]
    quotes = Quotes.of(ask, [left[0].id, right[0].id])
    texts = {left[0].id: left[0], right[0].id: right[0]}
    items = [
        passage_row(c) | {side: quotes.passage(p, texts[p.report]) for side, p in (("left", c.left), ("right", c.right))}
        for c in copies[offset : offset + limit]
    ]
    return {
        "reports": [quotes.report(r.id) | {"title": r.title} for r, _ in (left, right)],
        "passages": part(items, offset, len(copies)),
    }


def _towards(copy: Copy, right: str) -> Copy:
    """The passage as it is told from the left report to the right one."""
    if copy.right.report == right:
        return copy
    return replace(copy, left=copy.right, right=copy.left, changes=tuple(turn(c) for c in copy.changes))


def _read(ask: Ask, named: str) -> tuple[Report, Coding]:
    found = ask.asked.reports_named(named)
    report = next(iter(ask.store.reports(found)), None) if len(found) == 1 else None
    coding = ask.store.coding(found[0]) if report else None
    if report is None or coding is None:
        raise UnknownIdError(f"there is no report {named!r}: `story` and `search` name reports")
    return report, coding


def evidence(ask: Ask, named: str, offset: int, limit: int) -> Row:
    """A claim with all of its sentences, a part at a time; or the one sentence of an event or statement."""
    found = ask.asked.claims([named])
    if found:
        told = ask.asked.told([named]).get(named, ())
        sentences = every_sentence(ask, told[offset : offset + limit])
        return claim_rows(ask, found)[0] | {"evidence": part(sentences, offset, len(told))}
    return {"member": named, "evidence": part(list(_one_sentence(ask, named)), 0, 1)}


def _one_sentence(ask: Ask, named: str) -> Iterator[Row]:
    member = ask.asked.members_told([named]).get(named)
    if member is None:
        raise UnknownIdError(f"there is no claim, event or statement {named!r}: `claims` lists claims")
    report, words, start = member
    yield Quotes.of(ask, [report]).words(report, start, words) | {"member": named}
