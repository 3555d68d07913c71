"""What drawing needs of a store: members of entities, shares of stories, the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tellings.model.picture import Claim, Control, Entity, Naming, Relation
    from tellings.model.story import FollowUp, Story
    from tellings.resolve.sightings import Sighting
    from tellings.store.members import Homes
    from tellings.store.shares import Share


class SharesStore(Protocol):
    """Entities, and what each story gives to the whole."""

    def homes(self, reports: Collection[str]) -> Homes:
        """The entity of each sighting in these reports."""
        ...

    def reports_of(self, entities: Collection[str]) -> set[str]:
        """The reports that speak of any of these entities."""
        ...

    def place(self, homes: Homes, seen: Iterable[Sighting]) -> set[str]:
        """Put sightings into entities. `seen` are all sightings of these reports; the reports for which that is a change."""
        ...

    def put_story(self, story: str, shown: Story | None, name: str | None = None, naming: Iterable[Naming] = ()) -> None:
        """Keep the story as it is shown, by the name that a person gave, with the words that its reports choose; or none."""
        ...

    def put_share(self, story: str, bonds: Sequence[Share], holds: Sequence[Share]) -> tuple[set[str], set[str]]:
        """Keep what a story gives to relations and control in place of what it gave; the keys of both that this touches."""
        ...

    def share_keys(self, stories: Collection[str]) -> tuple[set[str], set[str]]:
        """The relations and places to which these stories give something."""
        ...

    def bonds(self, keys: Collection[str]) -> list[Any]:
        """What all stories give to these relations."""
        ...

    def holds(self, keys: Collection[str]) -> list[Share]:
        """What all stories tell of these places."""
        ...

    def told_claims(self, stories: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """The claims of these stories: the story of each, and the claim that it is part of."""
        ...

    def claim_homes(self, claims: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """The story of each of these claims, and the claim that it is part of."""
        ...

    def put_told_claims(self, story: str, claims: Collection[str]) -> None:
        """Keep which claims a story tells by itself."""
        ...

    def put_wholes(self, into: Mapping[str, str]) -> set[str]:
        """Note of which claim each claim is part of; those for which this is new."""
        ...

    def retellings(self, claims: Collection[str]) -> list[Any]:
        """What is known of these claims being told again."""
        ...

    def put_retellings(self, stories: Collection[str], found: Mapping[tuple[str, str], Sequence[Any]]) -> set[str]:
        """Keep which claims of two stories are one, in place of all that was known of these stories; the claims this touches.

        What is found is by two stories: nouns with `left` and `right`.
        """
        ...

    def follow_ups_of(self, stories: Collection[str]) -> set[tuple[str, str]]:
        """The pairs of stories of which one is among these and one goes on with the other."""
        ...

    def put_follow_ups(self, stories: Collection[str], found: Iterable[FollowUp]) -> None:
        """Keep which stories follow which, in place of all that was known of these."""
        ...

    def put_claims(self, gone: Collection[str], claims: Sequence[Claim]) -> set[str]:
        """Keep claims in place of others; the stories whose lists of claims this changes."""
        ...

    def claim_origins(self, claims: Collection[str]) -> dict[str, int]:
        """How many independent origins each of these claims has."""
        ...

    def put_relations(self, relations: Iterable[Relation], keys: Collection[str]) -> None:
        """Keep relations in place of all with these keys."""
        ...

    def put_control(self, rows: Iterable[tuple[str, Control]], keys: Collection[str]) -> None:
        """Keep who holds places in place of all with these keys."""
        ...

    def put_entities(self, entities: Iterable[Entity], ids: Collection[str]) -> None:
        """Keep entities, as they are shown, in place of these; their roles are added from what is counted."""
        ...

    def put_facets(self, stories: Collection[str]) -> None:
        """Work out anew by what lists of these stories are narrowed."""
        ...

    def judged(self, kind: str) -> dict[str, tuple[bool, str | None]]:
        """What judgements said of entities or stories when these were drawn last."""
        ...

    def put_judged(self, kind: str, found: Mapping[str, tuple[bool, str | None]]) -> None:
        """Keep what judgements say of entities or stories."""
        ...

    def count_members(self, entities: Collection[str]) -> dict[str, int]:
        """How many sightings each of these entities has."""
        ...

    def told_at(self, ids: Collection[str]) -> dict[str, str]:
        """The report of each of these events and statements."""
        ...

    def told_in(self, ids: Collection[str]) -> set[str]:
        """The reports of these events and statements."""
        ...

    def in_words(self, kind: str, read_as: str, words: str, sentence: str) -> set[str]:
        """The reports with an event or statement that is read from these very words."""
        ...
