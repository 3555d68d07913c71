"""Who appears in a report: mentions and referents, and what any noun phrase or pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.model.coding import Mention, Party, Referent

if TYPE_CHECKING:
    from tellings.extract.syntax import Syntax, Token


@dataclass(frozen=True)
class Cast:
    """The mentions and referents of one report, and the seam by which statements and events name their parties."""

    syntax: Syntax
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()

    def party(self, head: Token) -> Party:
        """Whom the noun phrase headed by `head` stands for: always a party, with at least its span.

        Pronouns and roles are resolved within the report (`he`, `the spokesman`); unnamed actors are told by kind
        (`gunmen`: sector UAF). What the text does not give stays None.
        """
        words = phrase(head)
        return Party(self.syntax.span(words), name=self.syntax.span(words).text)

    def parties(self, head: Token) -> tuple[Party, ...]:
        """Like `party`, a coordination (`France, Germany and Britain`) or collective (`the three countries`) split up."""
        return tuple(self.party(token) for token in head.conjuncts())


def phrase(head: Token) -> list[Token]:
    """The words of a noun phrase without its relative clauses, appositions, coordination and outer punctuation."""
    words = [head]
    for token in head.children:
        if token.dep in ("det", "amod", "compound", "nummod", "poss", "nmod", "case", "quantmod"):
            words.extend(token.subtree())
    return sorted(words, key=lambda t: t.i)


def find_cast(syntax: Syntax) -> Cast:
    """The cast of a report."""
    return Cast(syntax)
