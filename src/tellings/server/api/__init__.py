"""The HTTP API: the rows of the exports a part at a time, for programs."""

from tellings.server.api.application import api

__all__ = ["api"]
