"""Stories, what is claimed in them, the passages that their reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from tellings.errors import UnknownIdError
from tellings.export.drawn import claim_row, copy_row, story_row
from tellings.model.listed import ClaimOrder, Slice, StoryFilter
from tellings.model.period import iso
from tellings.model.story import Story
from tellings.server.api import shapes
from tellings.server.api.answers import (
    DEFAULT_LIMIT,
    UNCHANGED,
    After,
    Day,
    Limit,
    Named,
    Offset,
    Text,
    answer,
    offset_part,
    part,
)
from tellings.server.views.story import find_story
from tellings.server.views.words import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.listed import StoryHead, Told
    from tellings.model.picture import Claim
    from tellings.server.shared import Server
    from tellings.server.views.ask import Ask

KIND = Literal["", "event", "statement"]
ORDER = Literal["happened", "reported"]


def router(server: Server) -> APIRouter:
    """The routes of stories and claims."""
    made = APIRouter(tags=["stories"])

    @made.get("/stories", response_model=shapes.Part[shapes.Story], responses=UNCHANGED)
    def stories(
        request: Request, since: Day = None, until: Day = None, place: Text = "", party: Text = "", outlet: Text = "",
        type: Text = "",  # noqa: A002  # as the address has it
        q: Text = "", after: After = "", limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """The stories of some days, of a place, a party, an outlet, a PLOVER type, holding words; the latest first."""
        wanted = StoryFilter(iso(since) or "", iso(until) or "", place, party, outlet, type, q)

        def make(ask: Ask) -> Any:
            found = ask.asked.stories(wanted, Slice(after, limit))
            heads = [ask.asked.story_head(s.id) for s in found.lines]
            return part(request, [story(ask, h) for h in heads if h], {"after": found.next} if found.next else None)

        return answer(server, request, make)

    @made.get("/stories/{named}", response_model=shapes.Story, responses=UNCHANGED)
    def one_story(request: Request, named: Named) -> Response:
        """A story, by its id, an id that it had before it grew, or that of a report in it."""
        return answer(server, request, lambda ask: story(ask, find_story(ask, named)))

    @made.get("/stories/{named}/copies", response_model=shapes.Part[shapes.Copy], responses=UNCHANGED)
    def copies(request: Request, named: Named, offset: Offset = 0, limit: Limit = DEFAULT_LIMIT) -> Response:
        """The passages that the reports of a story share, with every change."""

        def make(ask: Ask) -> Any:
            line = find_story(ask, named).line
            every = list(ask.asked.copies(line.id))
            bare = Story(line.id, line.title, None, None, (), ())
            rows = [copy_row(bare, c) for c in every[offset : offset + limit]]
            return offset_part(request, rows, offset, limit, len(every))

        return answer(server, request, make)

    _claims(made, server)
    return made


def _claims(made: APIRouter, server: Server) -> None:
    @made.get("/stories/{named}/claims", response_model=shapes.Part[shapes.Claim], responses=UNCHANGED)
    def claims_of_story(
        request: Request, named: Named, kind: KIND = "", order: ORDER = "happened", offset: Offset = 0,
        limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """What is claimed in a story, in order of the time when it happened or was reported, each with its sentences."""

        def make(ask: Ask) -> Any:
            line = find_story(ask, named).line
            numbers = ask.asked.count_claims(line.id)
            found = ask.asked.claims_of_story(line.id, kind, ClaimOrder(order), offset, limit)
            total = numbers.get(kind, 0) if kind else sum(numbers.values())
            return offset_part(request, claim_rows(ask, found), offset, limit, total)

        return answer(server, request, make)

    @made.get("/claims", response_model=shapes.Part[shapes.Claim], responses=UNCHANGED)
    def claims(request: Request, kind: KIND = "", after: After = "", limit: Limit = DEFAULT_LIMIT) -> Response:
        """All claims, those told last first, each with its sentences."""

        def make(ask: Ask) -> Any:
            found = ask.asked.every_claim(kind, Slice(after, limit))
            return part(request, claim_rows(ask, found.lines), {"after": found.next} if found.next else None)

        return answer(server, request, make)

    @made.get("/claims/{named}", response_model=shapes.Claim, responses=UNCHANGED)
    def one_claim(request: Request, named: Named) -> Response:
        """A claim by its id."""

        def make(ask: Ask) -> Any:
            found = claim_rows(ask, ask.asked.claims([named]))
            if not found:
                raise UnknownIdError(f"there is no claim {named!r}")
            return found[0]

        return answer(server, request, make)


def story(ask: Ask, head: StoryHead) -> dict[str, Any]:
    """The row of a story, from its parts."""
    line = head.line
    reports = tuple(sorted({r for o in head.origins for r in o.reports}))
    noun = Story(line.id, line.title, day_of(line.first), day_of(line.last), reports, head.origins, line.weakest)
    return story_row(noun, [f for f in ask.asked.follow_ups(line.id) if f.story == line.id])


def claim_rows(ask: Ask, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The rows of claims with the sentences behind them."""
    told = ask.asked.told([c.id for c in claims])
    return [claim_row(c) | {"evidence": [_evidence(t) for t in told.get(c.id, ())]} for c in claims]


def _evidence(told: Told) -> dict[str, Any]:
    return {"report": told.report, "start": told.start, "end": told.end, "text": told.text}
