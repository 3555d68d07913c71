"""Stories, what is claimed in them, the passages that their reports share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from tellings.errors import UnknownIdError, UsageError
from tellings.export.drawn import claim_row, copy_row, story_row
from tellings.model.listed import Slice, StoryFilter
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
from tellings.server.views.people import find_entity
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
        request: Request, since: Day = "", until: Day = "", place: Text = "", party: Text = "", outlet: Text = "",
        type: Text = "",  # noqa: A002  # as the address has it
        q: Text = "", after: After = "", limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """The stories of some days, of a place, a party, an outlet, a PLOVER type, holding words; the latest first."""
        wanted = StoryFilter(since, until, place, party, outlet, type, q)

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

    @made.get("/claims", response_model=shapes.Part[shapes.Claim], responses=UNCHANGED)
    def claims(
        request: Request, story: Text = "", party: Text = "", place: Text = "", kind: KIND = "", order: ORDER = "happened",
        offset: Offset = 0, limit: Limit = DEFAULT_LIMIT,
    ) -> Response:  # fmt: skip
        """The claims of a story in order of time, of a party or a place the latest first; each with its sentences."""
        if sum(map(bool, (story, party, place))) != 1:
            raise UsageError("claims are those of a story, a party or a place: name one of the three")

        def make(ask: Ask) -> Any:
            found, total = _claims(ask, (story, party, place), (kind, order), (offset, limit))
            return offset_part(request, claim_rows(ask, found), offset, limit, total)

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

    return made


def story(ask: Ask, head: StoryHead) -> dict[str, Any]:
    """The row of a story, from its parts."""
    line = head.line
    reports = tuple(sorted({r for o in head.origins for r in o.reports}))
    noun = Story(line.id, line.title, day_of(line.first), day_of(line.last), reports, head.origins, line.weakest)
    return story_row(noun, [f for f in ask.asked.follow_ups(line.id) if f.story == line.id])


def _claims(ask: Ask, of: tuple[str, str, str], kind_order: tuple[str, str], at: tuple[int, int]) -> tuple[Sequence[Claim], int]:
    """The claims of a story, a party or a place, and how many there are."""
    (story_id, party, place), (kind, order), (offset, limit) = of, kind_order, at
    asked = ask.asked
    if story_id:
        line = find_story(ask, story_id).line
        numbers = asked.count_claims(line.id)
        total = numbers.get(kind, 0) if kind else sum(numbers.values())
        return asked.claims_of_story(line.id, kind, order, offset, limit), total
    if party:
        who = find_entity(ask, party)
        named, parts = (who.name, ("speaker",)) if kind == "statement" else (who.id, ("actor", "recipient"))
        return asked.claims_of_party(named, parts, offset, limit), asked.count_claims_of_party(named, parts)
    found = asked.place(place)
    if found is None:
        return (), 0
    return asked.claims_at(*found, offset, limit), asked.count_at(*found)


def claim_rows(ask: Ask, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The rows of claims with the sentences behind them."""
    told = ask.asked.told([c.id for c in claims])
    return [claim_row(c) | {"evidence": [_evidence(t) for t in told.get(c.id, ())]} for c in claims]


def _evidence(told: Told) -> dict[str, Any]:
    return {"report": told.report, "start": told.start, "end": told.end, "text": told.text}
