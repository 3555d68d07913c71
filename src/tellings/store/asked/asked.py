"""All questions that pages ask, over one snapshot."""

from __future__ import annotations

from sqlalchemy import select

from tellings.store import schema
from tellings.store.asked.claims import ClaimLists
from tellings.store.asked.news import News
from tellings.store.asked.people import People
from tellings.store.asked.reports import ReportLists
from tellings.store.asked.searching import Searching
from tellings.store.asked.ties import Ties
from tellings.store.connections import DRAWN


class Asked(News, ClaimLists, ReportLists, People, Ties, Searching):
    """Stories, claims, reports, entities, ties, control and search; every answer is of one moment."""

    def state(self) -> tuple[tuple[str, str | None], ...]:
        """What changes whenever an answer could: the store's own notes."""
        c = schema.about.c
        return tuple((row.key, row.value) for row in self.rows(select(c.key, c.value).order_by(c.key)))

    def drawn(self) -> str | None:
        """By which version of the program the picture was drawn, None where something has changed since."""
        return next((value for key, value in self.state() if key == DRAWN), None)
