"""What an alert may be about: well-founded or denied claims, and control, of the stories that a filter leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from tellings.model.codec import decode
from tellings.model.picture import Claim, Control
from tellings.store import schema
from tellings.store.asked.stories import StoryLists

if TYPE_CHECKING:
    from tellings.model.listed import StoryFilter

CLAIMS = schema.claims.c
TOLD = schema.claim_stories.c
CONTROL = schema.control.c


class News(StoryLists):
    """What alerts ask."""

    def weighty_claims(self, wanted: StoryFilter, origins: int) -> tuple[Claim, ...]:
        """The claims with so many independent origins, or that somebody denies, the earliest told first."""
        weighty = or_(CLAIMS.origins >= origins, CLAIMS.against > 0)
        asked = select(CLAIMS.noun).where(weighty, CLAIMS.claim.in_(self._claims_in(wanted)))
        return tuple(decode(Claim, row.noun) for row in self.rows(asked.order_by(CLAIMS["from"], CLAIMS.claim)))

    def control_told_in(self, wanted: StoryFilter) -> tuple[Control, ...]:
        """The stretches of control that claims of those stories stand for, by their first day; not what is told as earlier."""
        fresh = or_(CLAIMS.status.is_(None), CLAIMS.status != "background")
        inside = {row.claim for row in self.rows(select(CLAIMS.claim).where(fresh, CLAIMS.claim.in_(self._claims_in(wanted))))}
        every = self.rows(select(CONTROL.noun).order_by(CONTROL["from"], CONTROL.n))
        return tuple(c for c in (decode(Control, row.noun) for row in every) if inside.intersection(c.claims))

    def _claims_in(self, wanted: StoryFilter) -> Any:
        return select(TOLD.claim).where(TOLD.story.in_(self.story_ids(wanted)))
