"""What drawing needs of a store: notes, links, stories, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from tellings.model.story import Link, Story
    from tellings.resolve.atoms import Atom
    from tellings.resolve.cores import Core
    from tellings.resolve.pairs import Pair
    from tellings.resolve.sightings import Sighting, Tallies
    from tellings.stories import Group, Pull


class DrawingStore(Protocol):
    """Notes of what is to be drawn, links, stories and names, as drawing keeps them between two times."""

    def together(self) -> AbstractContextManager[None]:
        """One transaction around all that this thread reads and changes inside."""
        ...

    def touched(self, kind: str, most: int | None = None) -> list[str]:
        """What waits to be drawn, of one kind, in order."""
        ...

    def touch(self, kind: str, keys: Collection[str]) -> None:
        """Note what has to be drawn."""
        ...

    def drawn_now(self, kind: str, keys: Collection[str]) -> None:
        """Take the notes away."""
        ...

    def start_drawing(self, version: str) -> bool:
        """Throw away what another version of the program drew, and note that all is to be drawn; whether there was one."""
        ...

    def unsketched(self) -> list[str]:
        """The reports that are not linked yet."""
        ...

    def add_sketches(self, made: Mapping[str, tuple[str, Sequence[int]]], links: Iterable[Link]) -> None:
        """Keep sketches with their postings, and the links that they gave; what another process has kept meanwhile stands."""
        ...

    def sketches(self, reports: Collection[str]) -> dict[str, str]:
        """The sketches of these reports."""
        ...

    def all_sketches(self) -> Iterator[str]:
        """Every sketch."""
        ...

    def count_sketches(self) -> int:
        """How many reports are linked."""
        ...

    def count_postings(self, keys: Sequence[int], least: int = 1) -> dict[str, int]:
        """How many of the keys each report has, for all reports with at least so many."""
        ...

    def groups(self, reports: Collection[str]) -> list[Group]:
        """The groups that any of these reports is in, before happenings that look alike were told apart in them."""
        ...

    def pulls_of(self, reports: Collection[str]) -> set[Pull]:
        """What the links say to grouping that any of these reports has."""
        ...

    def pulls_between(self, reports: Collection[str]) -> list[Pull]:
        """What the links between any two of these reports say to grouping."""
        ...

    def copied(self, reports: Collection[str]) -> list[Link]:
        """The links between any two of these reports of which one is a copy of the other, by their reports."""
        ...

    def links_out(self, reports: Collection[str]) -> dict[tuple[str, str], str]:
        """The links between one of these reports and another one, by the two, as they are written: most are never looked at."""
        ...

    def links(self, reports: Collection[str] | None = None) -> Iterator[Link]:
        """The links between any of these reports, or all, by their reports; without what only stories apart look at."""
        ...

    def placed(self, reports: Collection[str]) -> dict[str, str]:
        """The story of each of these reports that is in one."""
        ...

    def story_sizes(self, stories: Collection[str]) -> dict[str, int]:
        """How many reports each of these stories has."""
        ...

    def here(self, reports: Collection[str]) -> set[str]:
        """Those of the reports that are in the store."""
        ...

    def draft_stories(self, stories: Collection[str]) -> dict[str, Story]:
        """Those of the stories that are here, before judgements on them, by id."""
        ...

    def regroup(
        self, groups: Sequence[Group], placed: Mapping[str, str], stories: Sequence[Story], gone: Collection[str]
    ) -> None:
        """Put these groups in the place of others, with the story of each of their reports, and note what depends on that."""
        ...

    def drafts(self, stories: Collection[str]) -> dict[str, bytes]:
        """What each of the stories was drawn to."""
        ...

    def keep_draft(self, story: str, draft: bytes) -> None:
        """Keep what a story was drawn to."""
        ...

    def keep_sightings(self, seen: Sequence[Sighting]) -> None:
        """Keep the sightings of reports that have none yet, and count what they tell."""
        ...

    def sightings(self, reports: Collection[str]) -> list[Sighting]:
        """The sightings of these reports."""
        ...

    def sighted(self, labels: Collection[str]) -> list[Sighting]:
        """The sightings of these labels."""
        ...

    def sounding(self, sounds: Collection[str]) -> list[tuple[Sighting, list[str]]]:
        """Who is called by a surname alone that sounds so: one sighting for all that tell the same, and their reports."""
        ...

    def tallies(self, labels: Collection[str]) -> dict[str, Tallies]:
        """What the sightings of each label tell."""
        ...

    def together_in(self, left: Collection[tuple[str, str | None]], right: Collection[tuple[str, str | None]]) -> bool:
        """Whether any of some names (label and part) stands in one report with any of some others."""
        ...

    def atoms(self, labels: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these labels, each with its entity."""
        ...

    def atoms_named(self, ids: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these ids, each with its entity."""
        ...

    def atoms_sounding(self, sounds: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The persons whose surnames sound so, each with the entity."""
        ...

    def atoms_of_cores(self, cores: Collection[str]) -> list[tuple[Atom, str | None]]:
        """The atoms of these entities."""
        ...

    def put_atoms(self, atoms: Collection[Atom], gone: Collection[str] = ()) -> None:
        """Keep atoms in place of what they were, with the entity that they were of."""
        ...

    def set_cores(self, home: Mapping[str, str]) -> None:
        """Note the entity of each atom."""
        ...

    def blocks(self, keys: Collection[str]) -> dict[str, list[str]]:
        """The atoms of each block, in order."""
        ...

    def keys(self, atoms: Collection[str]) -> dict[str, list[str]]:
        """The blocks of each of these atoms."""
        ...

    def put_keys(self, keys: Mapping[str, Iterable[str]]) -> None:
        """Keep the blocks of each atom in place of those it was in."""
        ...

    def likes(self, atoms: Collection[str]) -> list[Pair]:
        """The pairs that are alike of which one is among these."""
        ...

    def put_likes(self, pairs: Collection[Pair], of: Collection[str]) -> None:
        """Keep the pairs in place of all that have one of the atoms `of`."""
        ...

    def spellings(self, labels: Collection[str]) -> list[tuple[tuple[str, str | None], tuple[str, str | None], str]]:
        """Those with one of these labels: label and country of both, and the reason."""
        ...

    def put_spellings(self, story: str, found: Iterable[tuple[Sighting, Sighting, str]]) -> set[str]:
        """Keep what a story shows in place of what it showed; the labels that this touches."""
        ...

    def cores(self, ids: Collection[str]) -> dict[str, Core]:
        """Those of the entities that are here."""
        ...

    def put_cores(self, cores: Collection[Core], gone: Collection[str] = ()) -> None:
        """Keep entities in place of what they were."""
        ...
