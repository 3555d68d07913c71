"""All questions that pages ask, over one snapshot."""

from __future__ import annotations

from tellings.store.asked.claims import ClaimLists
from tellings.store.asked.people import People
from tellings.store.asked.reports import ReportLists
from tellings.store.asked.searching import Searching
from tellings.store.asked.stories import StoryLists


class Asked(StoryLists, ClaimLists, ReportLists, People, Searching):
    """Stories, claims, reports, entities, ties, control and search; every answer is of one moment."""
