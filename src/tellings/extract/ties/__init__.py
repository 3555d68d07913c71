"""Relations and holdings that the words themselves state."""

from tellings.extract.ties.holdings import find_holdings
from tellings.extract.ties.stated import find_ties

__all__ = ["find_holdings", "find_ties"]
