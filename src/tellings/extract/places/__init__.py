"""Where it was: every place that a report names, and which of the places of that name is meant."""

from tellings.extract.places.finder import Gazetteer, find_places
from tellings.extract.places.ground import ground

__all__ = ["Gazetteer", "find_places", "ground"]
