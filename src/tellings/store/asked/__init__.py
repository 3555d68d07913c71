"""What pages ask of a store: parts of lists, narrowed and in order, by one snapshot; never a whole picture."""

from tellings.store.asked.asked import Asked

__all__ = ["Asked"]
