"""What a report has told so far, while it is gone through: parties by word, who was seen, countries spoken of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.actors import cast_words
from tellings.extract.names.pronouns import Asked, Seen
from tellings.extract.phrases import is_plural, phrase
from tellings.model.report import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tellings.extract.names.context import Context
    from tellings.extract.names.known import KnownWords
    from tellings.extract.names.mentions import Name
    from tellings.extract.names.roles import Office
    from tellings.extract.names.roster import Draft, Roster
    from tellings.extract.syntax import Syntax, Token
    from tellings.model.coding import MentionKind, Party
    from tellings.model.report import Span


SOLDIERLY = cast_words("soldierly")
INSURGENTS = cast_words("insurgent")
TAKING = cast_words("taking") | cast_words("fights")


def _at_arms(token: Token) -> bool:
    """A word for rebels, `opposition forces`, or an opposition that takes towns."""
    if token.lemma in INSURGENTS:
        return True
    if token.lemma != "opposition":
        return False
    return (token.dep == "compound" and token.head.lemma in ("force", "faction")) or (
        token.dep == "nsubj" and token.head.lemma in TAKING
    )


@dataclass(frozen=True)
class Material:
    """What the walk looks at: names with their referents, what tables know of words, offices seen at names."""

    syntax: Syntax
    names: Mapping[int, Name]  # by the start of each word
    keys: Mapping[Name, str]
    known: KnownWords
    offices: Mapping[Name, Office]
    officers: Mapping[int, str]  # by the start of an office's head, the key of whose it is
    titled: frozenset[int]  # starts of words of titles before names
    quoted: frozenset[int]  # starts of words inside quotation marks

    @cached_property
    def heads(self) -> Mapping[int, Sequence[Token]]:
        """The heads of the names, by the start of their sentence."""
        heads: dict[int, dict[Token, None]] = {}
        for name in self.names.values():
            heads.setdefault(name.sentence.start, {})[name.head] = None
        return {start: tuple(found) for start, found in heads.items()}

    @cached_property
    def headings(self) -> frozenset[int]:
        """The starts of the sentences of headings."""
        paragraphs = (p for p in self.syntax.paragraphs if p.block.kind is BlockKind.HEADING)
        return frozenset(s.start for p in paragraphs for s in p.sentences)

    def name_head(self, token: Token) -> Token:
        """The head of the name that the word is part of, else the word itself."""
        name = self.names.get(token.start)
        return name.head if name else token

    def span(self, token: Token) -> Span:
        """The noun phrase headed by the word."""
        return self.syntax.span(phrase(token))


@dataclass
class Scene:
    """The state of the walk; `number` is the sentence it is in."""

    material: Material
    roster: Roster
    context: Context
    parties: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    unnamed: list[tuple[Party, MentionKind]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    met: set[str] = field(default_factory=set)  # the referents of those seen
    groups: list[tuple[Party, ...]] = field(default_factory=list)
    number: int = 0

    @cached_property
    def at_arms(self) -> bool:
        """Whether the report tells of armed opponents, so that `the opposition` is theirs."""
        return any(_at_arms(t) for s in self.material.syntax.sentences for t in s)

    @cached_property
    def soldierly(self) -> bool:
        """Whether the report tells of soldiers and of no police, so that `the officers` are the army's."""
        words = {t.lemma.lower() for s in self.material.syntax.sentences for t in s}
        return bool(words & SOLDIERLY) and not any(w.startswith("police") for w in words)

    def draft(self, party: Party | None) -> Draft | None:
        """The draft of the referent that a party stands for."""
        return self.roster.get(party.referent) if party else None

    def at(self, token: Token) -> tuple[Party, ...]:
        """Whom the word, or the name that it is part of, stands for so far."""
        return self.parties.get(self.material.name_head(token).start, ())

    def asked(self, token: Token) -> Asked:
        """The word as a question for its antecedent."""
        return Asked(token, self.number, token.start in self.material.quoted)

    def keep(self, token: Token, parties: Sequence[Party], kind: MentionKind, gender: str | None = None) -> None:
        """Note whom the phrase headed by the word stands for; modifiers alone are nobody's antecedent."""
        self.parties[token.start] = tuple(parties)
        if token.dep in ("compound", "amod", "nmod", "npadvmod", "attr") and token.start not in self.material.names:
            return
        plural = len(parties) > 1 or is_plural(token)
        self.see(token, parties[0], kind, plural=plural, gender=gender)

    def see(self, token: Token, party: Party, kind: MentionKind, *, plural: bool, gender: str | None) -> None:
        """Note somebody whom a later word may mean."""
        self.seen.append(Seen(token, party, kind, self.number, plural, gender, token.start in self.material.quoted))
        if party.referent:
            self.met.add(party.referent)
