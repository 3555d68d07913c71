"""Who appears in a report: names typed and joined to referents, roles and offices, whom nouns and pronouns stand for."""

from tellings.extract.names.cast import Cast, find_cast

__all__ = ["Cast", "find_cast"]
