"""Errors of ours as HTTP has them."""

from __future__ import annotations

from tellings.errors import DataError, StoreBusyError, StoreError, TellingsError, UnknownIdError, UsageError

TITLES = {
    400: "It cannot be asked so",
    403: "Not allowed",
    404: "Not found",
    405: "Not so",
    413: "Too large",
    422: "It cannot be asked so",
    503: "Not now",
}

_STATUS: tuple[tuple[type[TellingsError], int], ...] = (
    (UnknownIdError, 404),
    (UsageError, 400),
    (StoreBusyError, 503),
    (StoreError, 503),
    (DataError, 500),
)


def status_of(error: TellingsError) -> int:
    """The HTTP status of an error of ours."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
