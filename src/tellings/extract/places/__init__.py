"""Where it was: every place that a report names, and which of the places of that name is meant."""

from tellings.extract.places.finder import Gazetteer, find_places

__all__ = ["Gazetteer", "find_places"]
