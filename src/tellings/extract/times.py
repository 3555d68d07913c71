"""Date expressions and the report's own day."""

from tellings.extract.date_mentions import find_times
from tellings.extract.own_day import day_facts, infer_day, published

__all__ = ["day_facts", "find_times", "infer_day", "published"]
