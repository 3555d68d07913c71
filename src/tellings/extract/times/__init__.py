"""Date expressions and the report's own day."""

from tellings.extract.times.date_mentions import bind_times, date_words, find_times
from tellings.extract.times.own_day import published

__all__ = ["bind_times", "date_words", "find_times", "published"]
