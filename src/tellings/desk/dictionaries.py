"""A store's own dictionary of actors: kept with it, so that every later reading follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.desk.tools import DICTIONARY
from tellings.errors import UsageError
from tellings.read.dictionaries import ActorDictionary, dictionary_version, read_dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tellings.store.base import Store


def kept_dictionary(store: Store) -> ActorDictionary | None:
    """The dictionary that the store keeps."""
    text = store.setting(DICTIONARY)
    return read_dictionary(text) if text else None


def kept_version(store: Store) -> str:
    """The version of the dictionary that the store keeps, "" where it keeps none."""
    text = store.setting(DICTIONARY)
    return dictionary_version(text) if text else ""


def keep_dictionary(store: Store, files: Sequence[Path]) -> ActorDictionary:
    """Keep the dictionary in these files, in place of the one before; of two codes for one name the later stands.

    Raises UsageError where a file cannot be read or holds no actor.
    """
    text = dictionary_text(files)
    store.keep_setting(DICTIONARY, text)
    return read_dictionary(text)


def dictionary_text(files: Sequence[Path]) -> str:
    """The dictionary in these files, as one. Raises UsageError where a file cannot be read or holds no actor."""
    text = "\n".join(map(_text, files))
    if not read_dictionary(text).codes:
        raise UsageError(f"there is no actor in {', '.join(map(str, files))}: a line is like NAME_OF_ACTOR_ [SDNREB]")
    return text


def remove_dictionary(store: Store) -> None:
    """Keep none any more."""
    store.keep_setting(DICTIONARY, None)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
