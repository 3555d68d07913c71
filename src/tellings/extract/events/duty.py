"""What somebody says that another must do: a demand, although no verb of asking stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.events.acts import act_rule
from tellings.extract.events.arguments import is_verb, subjects, surface_subject
from tellings.extract.events.draft import Draft
from tellings.extract.events.frames import Clause, speech_above
from tellings.extract.events.kinds import is_named, is_party
from tellings.extract.events.triggers import Coder, duty_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.extract.syntax import Sentence, Token


def duties(sentence: Sentence) -> Iterator[Draft]:
    """A REQUEST for each `X said Y must …` whose speaker and addressee the words name."""
    for token in sentence:
        if duty_of(token) and (speech := speech_above(token)) is not None:
            draft = _demand(token, speech, sentence)
            if draft is not None:
                yield draft


def _demand(token: Token, speech: Token, sentence: Sentence) -> Draft | None:
    speakers = tuple(t for t in surface_subject(speech) if is_named(t))
    asked = tuple(
        t for t in surface_subject(token) if is_party(t) and t not in speakers and t.lower not in ("it", "we", "i", "there")
    )
    if not speakers or (not asked and not _is_passive_demand(token)):
        return None
    act = next((d for d in Coder(sentence).drafts() if d.head is token), None)
    if act is None and token.lemma in ("be", "have") and _is_advice(token):
        return None
    rule = act_rule("REQUEST", act.type if act else None, act.mode if act else None)
    if rule is None:
        return None
    modal = next(c for c in token.children_by("aux") if c.lower in ("must", "should", "ought"))
    recipients = asked or (act.recipients if act else ())
    reason = f"“{modal.lower}” in what “{speech.lemma}” reports"
    return Draft(Clause(token), (modal, token), rule.type, rule.mode, rule.cameo, speakers, recipients, reason)


def _is_advice(token: Token) -> bool:
    """`should be` and `should have` judge more often than they ask."""
    return any(c.lower in ("should", "ought") for c in token.children_by("aux"))


def _is_passive_demand(token: Token) -> bool:
    return is_verb(token) and not subjects(token)
