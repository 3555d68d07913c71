"""What a desk gives, with the look of it in a notebook: the nouns themselves know no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.errors import UnknownIdError
from tellings.export.evidence import quoted, told
from tellings.export.notebook import claim_html, compared_html, story_html
from tellings.model.opened import Compared, OpenedStory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.rows import Row
    from tellings.model.picture import Claim, Evidence


@dataclass(frozen=True)
class ShownStory(OpenedStory):
    """An opened story that a notebook shows as a page, and that hands out its claims with their evidence."""

    def weighed(self) -> Iterator[ToldClaim]:
        """Its claims, those of most independent origins first."""
        yield from (ToldClaim(c, self) for c in sorted(self.claims, key=lambda c: (-c.origins, -c.outlets, c.id)))

    def claim(self, named: str) -> ToldClaim:
        """The claim of that id or the beginning of one. Raises UnknownIdError."""
        found = [c for c in self.claims if c.id == named or c.id.startswith(f"claim-{named.removeprefix('claim-')}")]
        if len(found) != 1:
            raise UnknownIdError(f"{len(found)} claims of this story are called {named!r}")
        return ToldClaim(found[0], self)

    def _repr_html_(self) -> str:
        return story_html(self)


@dataclass(frozen=True)
class ToldClaim:
    """A claim with the story that it was opened from, and so with its sentences."""

    claim: Claim
    story: OpenedStory

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentences that it was read from, the earliest report's first."""
        return told(self.story, self.claim)

    @property
    def quotes(self) -> tuple[Row, ...]:
        """The same with each report's outlet, day and address."""
        return tuple(quoted(self.story, self.claim))

    def __repr__(self) -> str:
        return f"<{self.claim.id}: {self.claim.summary} ({self.claim.standing})>"

    def _repr_html_(self) -> str:
        return claim_html(self.story, self.claim)


@dataclass(frozen=True)
class ShownCompared(Compared):
    """Two reports and what they share, that a notebook shows side by side."""

    def _repr_html_(self) -> str:
        return compared_html(self)
