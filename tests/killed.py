"""A run that tests kill: `python killed.py read|watch STORE RECORDS [JOBS]`, with the tests' own parser and a feed of its own.

It prints a line when everything is imported and the work begins.
"""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import Nowhere, PlainParser
from tellings.desk import Desk
from tellings.desk.watching import Means, Pace, Watch
from tellings.desk.workers import Recipe
from tellings.extract.syntax import MemoParser
from tellings.pipeline import Tools
from tellings.read.fetch import Answer
from tellings.read.readers import Here
from tellings.store.memo import SqliteMemo
from tellings.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tellings.extract.syntax import Memo

FEEDS = 3


def plain(memo: Memo) -> Tools:
    """The tests' own parser behind the memo."""
    return Tools(MemoParser(PlainParser(), memo), Nowhere())


class Feeds:
    """Answers with the records as items of three feeds, and forbids nothing."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self._records = records

    def fetch(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:  # noqa: ARG002  # the fetcher's shape
        """What the server would say."""
        number = address.rpartition("/")[2]
        if not number.isdecimal():
            return Answer(address, 404)
        items = "".join(
            f"<item><guid>{r['ref']}</guid><title>{escape(r['ref'])}</title><description>{escape(r['text'])}</description>"
            f"<pubDate>{r['published']}T08:00:00Z</pubDate></item>"
            for r in self._records[int(number) :: FEEDS]
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'
        return Answer(address, 200, {}, body.encode())


def run(command: str, address: str, source: str, jobs: int = 1) -> int:
    """Read or watch to the end; how many reports it came by."""
    memo = SqliteMemo(Path(source).with_name("memo.db"))
    with Desk(open_store(address), lambda: plain(memo), Recipe(plain, memo.path)) as desk:
        if command == "read":
            return len(list(desk.read([source], jobs=jobs)))
        lines = Path(source).read_text(encoding="utf-8").splitlines()
        feeds: Any = Feeds([json.loads(line) for line in lines])
        watching = Watch(desk.store, lambda: desk.tools, feeds, Pace(polite=0), Means(Here()))
        watching.subscribe([f"https://feeds.example.org/{n}" for n in range(FEEDS)])
        seen = len(list(watching.round()))
        desk.picture()
        return seen


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.write(f"{run(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))}\n")
