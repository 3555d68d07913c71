"""What reading needs from outside: the English pipeline behind a memo, the gazetteer, a store's own dictionary of actors."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tellings.extract.spacy_parser import SpacyParser
from tellings.extract.syntax import MemoParser
from tellings.pipeline import Tools
from tellings.read.dictionaries import read_dictionary
from tellings.store.memo import SqliteMemo

if TYPE_CHECKING:
    from tellings.extract.syntax import Memo
    from tellings.store.base import Store

DICTIONARY = "actors"
"""The store's setting that holds a user's own dictionary."""


def open_tools(store: Store) -> Tools:
    """The English pipeline, the gazetteer, and the dictionary of actors that the store keeps.

    Parses are remembered in the store, or in the file that $TELLINGS_MEMO names.
    """
    return english_tools(open_memo(store), store.setting(DICTIONARY))


def open_memo(store: Store) -> SqliteMemo:
    """The memo of parses: that of the store, or the file that $TELLINGS_MEMO names."""
    shared = os.environ.get("TELLINGS_MEMO")
    return SqliteMemo(Path(shared)) if shared else store.memo()


def english_tools(memo: Memo, dictionary: str | None = None) -> Tools:
    """The English pipeline behind a memo, the gazetteer, and a dictionary of actors, if one is given."""
    from tellings.data.gazetteer import open_gazetteer

    actors = read_dictionary(dictionary) if dictionary else None
    return Tools(MemoParser(SpacyParser(), memo), open_gazetteer(), actors)
