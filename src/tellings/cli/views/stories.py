"""`tellings stories`: one line a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tellings.text.shown import count, days, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tellings.model.story import Story


def stories_view(stories: Iterable[Story]) -> Table:
    """The stories with their days, reports and origins."""
    table = Table(box=None, pad_edge=False, show_header=True, header_style="dim", expand=False)
    table.add_column("story", style="cyan", no_wrap=True)
    table.add_column("days", no_wrap=True)
    table.add_column("reports", justify="right")
    table.add_column("origins", justify="right")
    table.add_column("title", overflow="fold")
    for story in stories:
        table.add_row(
            short_id(story.id),
            days(story.first, story.last) or "?",
            str(len(story.reports)),
            str(len(story.origins)),
            Text(" ".join(story.title.split())),
        )
    return table


def counted(stories: int) -> str:
    """The line below the table."""
    return count(stories, "story", "stories")
