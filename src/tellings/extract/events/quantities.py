"""The numbers that an event's clause gives: killed, injured, arrested, troops, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.data.event_tables import word_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.events.draft import Draft
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Token
    from tellings.model.coding import Quantity

MEASURES = {
    "ASSAULT": frozenset({"killed", "injured", "abducted", "missing", "displaced", "hostages", "destroyed"}),
    "COERCE": frozenset({"arrested", "detained", "deported", "displaced", "sentenced", "killed", "injured"}),
    "RETREAT": frozenset({"released", "troops", "surrendered"}),
    "MOBILIZE": frozenset({"troops"}),
    "AID": frozenset({"money", "troops", "evacuated"}),
    "PROTEST": frozenset({"protesters", "killed", "injured", "arrested"}),
    "AGREE": frozenset({"money", "troops"}),
}
"""Which measures belong to an event of a type."""


def counted(draft: Draft, drafts: Sequence[Draft], reading: Reading) -> tuple[Quantity, ...]:
    """The quantities of its sentence whose measure belongs to its type, but for those that stand nearer to another event."""
    wanted = MEASURES.get(draft.type, frozenset())
    found = (m.quantity for m in reading.quantities_in(draft.head.sent))
    return tuple(q for q in found if q and q.measure in wanted and _belongs(q, draft, drafts))


def _belongs(quantity: Quantity, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether no other event of the sentence is met before this one on the way up from the number."""
    words = [t for t in draft.head.sent if quantity.span.start < t.end and t.start < quantity.span.end]
    number = next((t for t in words if t.head not in words), None)
    for above in (number, *number.ancestors()) if number is not None else ():
        owners = [d for d in drafts if quantity.measure in MEASURES.get(d.type, ()) and _tells(above, d)]
        if owners:
            return draft in owners
    return True


def _tells(above: Token, draft: Draft) -> bool:
    """Whether the word is the event's trigger, or the verb that says what the event did (`strikes killed nine`)."""
    if above in (draft.head, draft.clause.light):
        return True
    return above.lemma in word_classes()["effects"] and draft.head in above.children
