"""What reading needs from outside: the English pipeline behind a memo, and the gazetteer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tellings.extract.syntax import MemoParser, SpacyParser
from tellings.pipeline import Tools
from tellings.store.memo import SqliteMemo

if TYPE_CHECKING:
    from tellings.extract.syntax import Memo
    from tellings.store.base import Store


def open_tools(store: Store) -> Tools:
    """The English pipeline, remembering its parses in the store (or in the file that $TELLINGS_MEMO names), and the gazetteer."""
    return english_tools(open_memo(store))


def open_memo(store: Store) -> SqliteMemo:
    """The memo of parses: that of the store, or the file that $TELLINGS_MEMO names."""
    shared = os.environ.get("TELLINGS_MEMO")
    return SqliteMemo(Path(shared)) if shared else store.memo()


def english_tools(memo: Memo) -> Tools:
    """The English pipeline behind a memo, and the gazetteer."""
    from tellings.data.gazetteer import open_gazetteer

    return Tools(MemoParser(SpacyParser(), memo), open_gazetteer())
