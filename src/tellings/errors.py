"""The errors that tellings raises, each with the way out in its message.

    TellingsError
    ├── UsageError            what was asked cannot be answered as asked (exit code 2)
    │   └── UnknownIdError    no report, story, entity … of that id or name
    ├── DataError             a table or the gazetteer that ships with us is broken or cannot be built (70)
    ├── ModelError            the language pipeline is missing or unusable (70)
    ├── WorkerError           the processes that read side by side fail (70)
    └── StoreError            the store failed (3)
        ├── NotAStoreError    the path holds something else
        ├── StoreVersionError the store was written by a newer program
        ├── StoreBusyError    another process holds the lock for too long
        ├── StoreFullError    the disk is full
        ├── StoreLostError    the connection to the database's server was lost
        ├── StoreAccessError  the folder, file or server cannot be reached, read or written
        └── ArchiveError      a step of an archive that the others need failed

Bad *input* is no error: a reader gives back a `Reject`, a value, and the batch goes on.
"""

__all__ = [
    "ArchiveError",
    "DataError",
    "ModelError",
    "NotAStoreError",
    "StoreAccessError",
    "StoreBusyError",
    "StoreError",
    "StoreFullError",
    "StoreLostError",
    "StoreVersionError",
    "TellingsError",
    "UnknownIdError",
    "UsageError",
    "WorkerError",
]


class TellingsError(Exception):
    """Base of all our errors; `str()` is a sentence for a person."""


class UsageError(TellingsError):
    """What was asked cannot be answered as asked."""


class UnknownIdError(UsageError):
    """Nothing in the store has that id or name."""


class DataError(TellingsError):
    """A table or the gazetteer is broken or cannot be built."""


class ModelError(TellingsError):
    """The language pipeline is missing or unusable."""


class WorkerError(TellingsError):
    """The processes that read side by side fail, whatever they read."""


class StoreError(TellingsError):
    """The store failed; what was finished before is kept."""


class NotAStoreError(StoreError):
    """The path holds something that is no store of ours."""


class StoreVersionError(StoreError):
    """The store was written by a newer version of the program."""


class StoreBusyError(StoreError):
    """Another process holds the store's lock for too long."""


class StoreFullError(StoreError):
    """The disk of the store is full."""


class StoreLostError(StoreError):
    """The connection to the server of the store was lost."""


class StoreAccessError(StoreError):
    """The store's file, folder or server cannot be reached, read or written."""


class ArchiveError(StoreError):
    """A step of an archive that the others need failed; what was finished before is kept, and the same command goes on."""
