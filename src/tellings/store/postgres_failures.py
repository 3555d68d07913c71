"""What PostgreSQL and its driver say when something fails, as our errors."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tellings.errors import StoreAccessError, StoreBusyError, StoreError, StoreFullError, StoreLostError

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY_SECONDS = 30
"""How long a thread waits for a connection."""

TURN_SECONDS = 180
"""How long a writer waits for its turn. Writers are served in the order in which they come; each holds the store for as long as
it draws thirty reports, which is a second, and ten where the machine has many times more to do than cores to do it."""

AGAIN = "nothing was half done, and what was finished before is kept: give the same command again"

LOST = ("08", "57P")
"""Classes of SQLSTATE: the connection broke; the server was stopped, or is starting."""

BUSY = ("55P03", "40001", "40P01", "53300", "57014")
"""A lock was waited for too long, two stood in each other's way, too many connections, a statement took too long."""

DENIED = ("28", "3D", "42501", "25006", "3F")
"""Classes of SQLSTATE: who is asking, which database, rights, read only, which schema."""

FULL = ("53100",)

DAMAGED = ("XX001", "XX002")


@contextmanager
def translated(name: str) -> Iterator[None]:
    """PostgreSQL's errors as ours, with the store's name in them."""
    import psycopg

    try:
        yield
    except PoolTimeout as error:
        raise StoreBusyError(f"{name} gave no connection for {BUSY_SECONDS} seconds; {AGAIN}") from error
    except (DBAPIError, psycopg.Error) as error:
        raise _named(name, getattr(error, "orig", None) or error) from error


def _named(name: str, error: BaseException) -> StoreError:
    import psycopg

    state = str(getattr(error, "sqlstate", None) or "")
    says = " ".join(str(error).split())
    if state.startswith(FULL):
        return StoreFullError(f"{name} cannot be written, the disk is full ({says}): make room; {AGAIN}")
    if state.startswith(BUSY):
        return StoreBusyError(f"{name} is in use by others ({says}); {AGAIN}")
    if state.startswith(DENIED):
        return StoreAccessError(f"{name} cannot be used: {says}")
    if state.startswith(DAMAGED):
        return StoreError(f"{name} is damaged ({says}): `tellings check` says where, a backup has what was lost")
    if state.startswith(LOST) or (not state and isinstance(error, psycopg.OperationalError)):
        return StoreLostError(f"the connection to {name} failed ({says}); {AGAIN}")
    return StoreError(f"{name} failed: {says}")
