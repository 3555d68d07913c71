"""Words that report: verbs, nouns and adjectives, each with its frames and what a statement made with it does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from tellings.data.tables import read_table
from tellings.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS_TABLE = "reporting_verbs.tsv"
NOUNS_TABLE = "reporting_nouns.tsv"
ADJECTIVES_TABLE = "reporting_adjectives.tsv"
VENUES_TABLE = "reporting_venues.tsv"
WORDS_TABLE = "reporting_words.tsv"
SPEAKERS_TABLE = "speaking_nouns.tsv"
OPPOSITES_TABLE = "reporting_opposites.tsv"

WITHHELD_ACT = "withholds"
"""What a statement does that was not made (`did not condemn the raid`)."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """One word that reports: `frames` say where its content stands, `act` what it does, `acts` where a frame changes that."""

    lemma: str
    sense: str
    act: str
    frames: frozenset[str]
    acts: Mapping[str, str]

    def act_in(self, frame: str) -> str:
        """What a statement in this frame does (`called for`: demands, `called X Y`: claims)."""
        return self.acts.get(frame, self.act)


@cache
def reporting_verbs() -> Mapping[str, Reporting]:
    """By lemma; a particle is joined by an underscore (`rule_out`)."""
    return _load(VERBS_TABLE)


@cache
def reporting_nouns() -> Mapping[str, Reporting]:
    """By lemma."""
    return _load(NOUNS_TABLE)


@cache
def reporting_adjectives() -> Mapping[str, Reporting]:
    """By form."""
    return _load(ADJECTIVES_TABLE)


@cache
def venue_nouns() -> Mapping[str, str]:
    """Nouns, in lower case, for where or through what something is said, with their kind: occasion, text or channel."""
    return MappingProxyType({row["noun"]: row["kind"] for row in read_table(VENUES_TABLE)})


@cache
def reporting_words(use: str) -> frozenset[str]:
    """The closed class of words for one use (`light`, `modal` …). Raises `DataError` where the table has no such use."""
    for row in read_table(WORDS_TABLE):
        if row["use"] == use:
            return frozenset(row["words"].split())
    raise DataError(f"{WORDS_TABLE}: no words for {use!r}")


@cache
def negated_acts() -> Mapping[str, str]:
    """By act, what a statement does whose cue is negated; acts that are missing are only withheld then."""
    return MappingProxyType({row["act"]: row["negated"] for row in read_table(OPPOSITES_TABLE)})


@cache
def speaking_nouns() -> Mapping[str, str]:
    """Nouns, in lower case, for those who speak, with their kind: person, body, text or media."""
    return MappingProxyType({row["noun"]: row["kind"] for row in read_table(SPEAKERS_TABLE)})


@cache
def passing_nouns() -> frozenset[str]:
    """Of the speaking nouns those that pass on what others said: `agency`, `television`, `newspaper`."""
    return frozenset(row["noun"] for row in read_table(SPEAKERS_TABLE) if row["kind"] == "media")


def _load(name: str) -> Mapping[str, Reporting]:
    return MappingProxyType({row["lemma"]: _row(row) for row in read_table(name)})


def _row(row: Mapping[str, str]) -> Reporting:
    cells = [cell.partition("=") for cell in row["frames"].split()]
    acts = MappingProxyType({frame: act for frame, _, act in cells if act})
    return Reporting(row["lemma"], row["class"], row["act"], frozenset(frame for frame, _, _ in cells), acts)
