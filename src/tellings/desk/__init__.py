"""The one stateful object: a news desk that reads reports into a store, draws the picture, and answers."""

from tellings.desk.desk import Desk
from tellings.desk.reading import Outcome
from tellings.desk.selection import Selection
from tellings.desk.tools import open_tools

__all__ = ["Desk", "Outcome", "Selection", "open_tools"]
