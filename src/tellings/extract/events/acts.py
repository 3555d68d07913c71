"""Speech about acts, and PLOVER's deciding rules on acts that lie ahead: what they make of a trigger's type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.event_tables import act_rules, plover_types
from tellings.extract.events.status import Modality, modality
from tellings.model.coding import Status

if TYPE_CHECKING:
    from tellings.data.event_tables import ActRule
    from tellings.extract.events.draft import Draft

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
INNER_STATUS = {
    "AGREE": Status.PLANNED,
    "REQUEST": Status.CALLED_FOR,
    "THREATEN": Status.THREATENED,
    "REJECT": Status.DENIED,
    "CONCEDE": Status.PLANNED,
    "RETREAT": Status.PLANNED,
}
"""What the act in a speech of this type is."""
KEPT_AHEAD = frozenset({"resign"})
"""Modes that stay what they are when they lie ahead: a resignation announced is a resignation."""


REFUSABLE = frozenset({"access", None})
"""Modes of yielding that, denied, are a refusal: who did not let in, or did not permit, refused."""


def act_rule(speech: str, act_type: str | None, act_mode: str | None) -> ActRule | None:
    """What a speech of this type is, given the type and mode of the act in it; the finest row that fits."""
    rules = act_rules()
    keys = ((speech, act_type or "*", act_mode or "*"), (speech, act_type or "*", "*"), (speech, "*", "*"))
    return next((rules[k] for k in keys if k in rules), None)


def cameo_for(type_: str, mode: str | None) -> str:
    """The CAMEO code that stands for a type and mode where the words tell nothing finer."""
    known = plover_types()[type_]
    return known.modes.get(mode or "", known.cameo)


def settle(draft: Draft) -> Draft | None:
    """The draft with its status, and its type by the deciding rules; None where it says that nothing happens."""
    seen = modality(draft.clause.light or draft.head)
    own = modality(draft.head) if draft.clause.light else seen
    if seen.denied:
        return replace(draft, status=Status.DENIED, reason=f"{draft.reason}; the words deny it")
    if seen.duty:
        return replace(draft, status=Status.CALLED_FOR)
    if seen.negated or own.negated:
        return _negated(draft, ahead=seen.future or seen.conditional)
    return _affirmed(draft, seen)


def _affirmed(draft: Draft, seen: Modality) -> Draft:
    if seen.if_clause:
        return replace(draft, status=Status.HYPOTHETICAL)
    if seen.future or seen.conditional:
        return ahead(draft)
    if seen.purpose and draft.type in HOSTILE | YIELDING:
        return replace(draft, status=Status.HYPOTHETICAL)
    if seen.maybe or seen.tentative:
        return _maybe(draft)
    if seen.pluperfect:
        return replace(draft, status=Status.BACKGROUND)
    return draft


def _negated(draft: Draft, *, ahead: bool) -> Draft | None:
    if ahead and (draft.type in COOPERATIVE | YIELDING or draft.type == "AGREE"):
        rule = act_rule("REJECT", draft.type, draft.mode)
        return _by_rule(draft, rule, "will not", Status.ACTUAL) if rule else None
    if draft.type in YIELDING and draft.mode in REFUSABLE and draft.actors:
        rule = act_rule("REJECT", draft.type, draft.mode)
        return _by_rule(draft, rule, "what was not granted", Status.ACTUAL) if rule else None
    return replace(draft, status=Status.DENIED, reason=f"{draft.reason}; the words say that it is not so")


def ahead(draft: Draft) -> Draft:
    """An act that lies ahead: cooperative and yielding ones are AGREE, hostile ones THREATEN, speech stays what it is."""
    if draft.type in COOPERATIVE or (draft.type in YIELDING and draft.mode not in KEPT_AHEAD):
        rule = act_rule("AGREE", draft.type, draft.mode)
        return _by_rule(draft, rule, "a future cooperative act", Status.PLANNED) if rule else draft
    if draft.type in HOSTILE and draft.actors:
        rule = act_rule("THREATEN", draft.type, draft.mode)
        return _by_rule(draft, rule, "a hostile act announced", Status.THREATENED) if rule else draft
    return replace(draft, status=Status.PLANNED)


def _maybe(draft: Draft) -> Draft:
    if draft.type in ("SANCTION", "MOBILIZE") and draft.actors:
        rule = act_rule("THREATEN", draft.type, draft.mode)
        return _by_rule(draft, rule, "a hostile act held possible", Status.HYPOTHETICAL) if rule else draft
    return replace(draft, status=Status.HYPOTHETICAL)


def _by_rule(draft: Draft, rule: ActRule, why: str, status: Status) -> Draft:
    return replace(
        draft,
        type=rule.type,
        mode=rule.mode,
        cameo=rule.cameo,
        status=status,
        reason=f"{draft.reason}; {why} ({draft.type.lower()}) counts as {rule.type.lower()}",
    )
