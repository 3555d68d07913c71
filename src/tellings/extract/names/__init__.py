"""Who appears in a report: names typed and joined to referents, roles and offices, whom nouns and pronouns stand for."""

from tellings.extract.names.cast import Cast, find_cast
from tellings.extract.names.context import Ground

__all__ = ["Cast", "Ground", "find_cast"]
