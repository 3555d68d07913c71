"""The HTTP API: the same data as the pages and the exports, for programs."""

from tellings.server.api.application import api

__all__ = ["api"]
