"""Stories in lists: their size, what is new in them, what is disputed, where and who."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from tellings.server.query import part_of_path
from tellings.server.views.making import cut, gravity
from tellings.server.views.pages import Disputed, StoryCard
from tellings.server.views.parts import PartyRef, PlaceRef
from tellings.server.views.words import iso_days, period_words
from tellings.text.shown import count, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.listed import ClaimLine, Facet, StoryLine
    from tellings.model.picture import Claim
    from tellings.server.views.ask import Ask

NEWS, DISPUTES, PLACES, PARTIES = 3, 3, 4, 5
"""How much of each a card shows."""

VALUES = 4
"""Values of one disagreement on a card."""


def cards(ask: Ask, lines: Sequence[StoryLine], newest: str | None = None) -> dict[str, StoryCard]:
    """A card for each story; `newest` is the day whose reports and claims are news."""
    ids = [s.id for s in lines]
    if not ids:
        return {}
    sizes = ask.asked.sizes(ids)
    facets = _by_story(ask.asked.facets(ids, "party", "place"))
    notable = _by_story(ask.asked.notable_claims(ids, newest))
    fresh = ask.asked.fresh_reports(ids, newest) if newest else {}
    shown = [c.id for i in ids for c in [c for c in notable.get(i, ()) if c.disputes][:DISPUTES]]
    disputed = {c.id: c for c in ask.asked.claims(shown)}
    return {
        s.id: _card(s, sizes.get(s.id, (0, 0, 0)), facets.get(s.id, []), _News(notable.get(s.id, []), disputed, fresh, newest))
        for s in lines
    }


def size_line(reports: int, outlets: int, origins: int) -> str:
    """`14 reports · 9 outlets · 3 independent origins`; one report is one of each."""
    if reports == 1:
        return "1 report"
    return f"{count(reports, 'report')} · {count(outlets, 'outlet')} · {count(origins, 'independent origin')}"


class _News:
    """What of a story is new or disputed."""

    def __init__(
        self, notable: Sequence[ClaimLine], disputed: dict[str, Claim], fresh: dict[str, int], newest: str | None
    ) -> None:
        self.notable, self.disputed, self.fresh, self.newest = notable, disputed, fresh, newest

    def told(self) -> list[str]:
        """What was first told on the newest day."""
        first = (cut(c.summary, 160) for c in self.notable if self.newest and c.first == self.newest and c.kind == "event")
        return list(dict.fromkeys(first))

    def disputes(self) -> list[ClaimLine]:
        """The claims that reports contradict each other on."""
        return [c for c in self.notable if c.disputes]


def _card(story: StoryLine, size: tuple[int, int, int], facets: Sequence[Facet], news: _News) -> StoryCard:
    reports, known, unknown = size
    outlets = known or min(unknown, 1)
    fresh = news.fresh.get(story.id, 0)
    href = f"/stories/{part_of_path(story.id)}"
    disputes = news.disputes()
    shown = [d for c in disputes[:DISPUTES] if c.id in news.disputed for d in _disputed(news.disputed[c.id], href)][:DISPUTES]
    is_new = bool(fresh) and fresh == reports
    return StoryCard(
        id=story.id,
        href=href,
        title=cut(story.title, 200),
        days=iso_days(story.first, story.last),
        line=size_line(reports, outlets, story.origins),
        reports=reports,
        outlets=outlets,
        origins=story.origins,
        is_new=bool(fresh),
        new_says=("" if is_new else count(fresh, "report")) if fresh else "",
        new=tuple(news.told()[:NEWS]),
        disputed=tuple(shown),
        disputed_more=max(0, len(disputes) - DISPUTES),
        where=tuple(_place(f) for f in facets if f.facet == "place")[:PLACES],
        parties=tuple(_party(f) for f in facets if f.facet == "party")[:PARTIES],
    )


def _disputed(claim: Claim, href: str) -> list[Disputed]:
    made = []
    for given in sorted(claim.disagreements, key=gravity):
        if given.how == "contradiction" and given.about != "spelling":
            told = (period_words(v.value) if given.about == "date" else v.value for v in given.values[:VALUES])
            values = " / ".join(cut(line(value), 60) for value in told)
            more = " / …" if len(given.values) > VALUES else ""
            made.append(Disputed(f"{given.about}: {values}{more}", cut(claim.summary, 160), f"{href}#{claim.id}"))
    return made[:1]


def _place(facet: Facet) -> PlaceRef:
    return PlaceRef(facet.value, cut(facet.name), f"/places/{part_of_path(facet.value)}", facet.lat, facet.lon)


def _party(facet: Facet) -> PartyRef:
    return PartyRef(facet.value, cut(facet.name), f"/entities/{part_of_path(facet.value)}")


def _by_story(found: Sequence[Facet] | Sequence[ClaimLine]) -> dict[str, list]:  # type: ignore[type-arg]  # lines of either kind
    by: dict[str, list] = defaultdict(list)  # type: ignore[type-arg]  # the same
    for one in found:
        by[one.story].append(one)
    return by
