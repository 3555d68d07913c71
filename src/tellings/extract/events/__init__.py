"""Who did what to whom: political and conflict events in PLOVER and CAMEO, each with the words that tell it."""

from tellings.extract.events.finder import find_events

__all__ = ["find_events"]
