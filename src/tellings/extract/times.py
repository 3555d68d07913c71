"""Date expressions and the report's own day."""

from tellings.extract.date_mentions import find_times
from tellings.extract.own_day import published

__all__ = ["find_times", "published"]
