"""The numbers that an event's clause gives: killed, injured, arrested, troops, money."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tellings.extract.events.draft import Draft
    from tellings.extract.reading import Reading
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


def counted(draft: Draft, reading: Reading) -> tuple[Quantity, ...]:
    """The quantities of its sentence whose measure belongs to its type."""
    wanted = MEASURES.get(draft.type, frozenset())
    return tuple(m.quantity for m in reading.quantities_in(draft.head.sent) if m.quantity and m.quantity.measure in wanted)
