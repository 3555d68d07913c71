"""Judgements taken and undone without waiting for the picture longer than a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.desk import asking

if TYPE_CHECKING:
    from tellings.desk.judging import Decision
    from tellings.model.picture import Judgement
    from tellings.server.shared import Server


def decide(server: Server, decided: Decision) -> tuple[Judgement, bool]:
    """The judgement that was taken, and whether the picture shows it already. Raises UsageError."""
    made = asking.decide(server.desk.store, decided)
    return made, server.drawer.drawn()


def take_back(server: Server, named: str, by: str) -> tuple[Judgement, bool]:
    """The judgement that was undone, and whether the picture shows it already. Raises UnknownIdError."""
    made = asking.take_back(server.desk.store, named, by)
    return made, server.drawer.drawn()
