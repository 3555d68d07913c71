"""Stories, claims, comparisons and tables as small pieces of HTML for notebooks: one style, no script, everything escaped."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from tellings.export.evidence import excerpt
from tellings.export.page import claim_parts, story_marks, story_parts
from tellings.model.opened import outlet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from tellings.export.rows import Row
    from tellings.model.opened import Compared, OpenedStory
    from tellings.model.picture import Claim
    from tellings.model.report import Report
    from tellings.model.story import Passage

CLAIMS = 8
"""Claims and statements of a story that a cell shows; what is left out is counted."""

LONGEST_CELL = 80
"""Characters of a value in a table."""


def story_html(opened: OpenedStory) -> str:
    """A story: its origins with reasons, the best told claims, what the reports contradict each other on."""
    parts = story_parts(opened, full_text=False)
    return _template("cell_story.html").render(story=parts, most=CLAIMS)


def claim_html(opened: OpenedStory, claim: Claim) -> str:
    """A claim with its standing, disagreements and sentences, each with outlet and day."""
    return _template("cell_claim.html").render(c=claim_parts(opened, claim, story_marks(opened)), reports=_numbered(opened))


def compared_html(compared: Compared) -> str:
    """Two reports: the passages that they share side by side, with each change named."""
    ours, theirs = compared.left[0], compared.right[0]
    texts = {ours.id: ours, theirs.id: theirs}
    rows = []
    for copy in compared.copies:
        turned = copy.left.report != ours.id
        sides = (copy.right, copy.left) if turned else (copy.left, copy.right)
        changes = [(c.right, c.left, c.kind) if turned else (c.left, c.right, c.kind) for c in copy.changes]
        rows.append(
            {"left": _passage(sides[0], texts), "right": _passage(sides[1], texts), "kind": copy.kind, "changes": changes}
        )
    return _template("cell_compared.html").render(left=_head(ours), right=_head(theirs), rows=rows)


def table_html(kind: str, rows: Sequence[Row], *, more: bool) -> str:
    """The first rows of a table."""
    cells = [[_cell(v) for v in row.values()] for row in rows]
    return _template("cell_table.html").render(kind=kind, names=list(rows[0]) if rows else [], cells=cells, more=more)


def _passage(passage: Passage, texts: dict[str, Report]) -> str:
    return excerpt(texts[passage.report].text[passage.start : passage.end])


def _head(report: Report) -> Row:
    return {"outlet": outlet_of(report), "title": report.title or ""}


def _numbered(opened: OpenedStory) -> list[Row]:
    return [{"mark": n, "outlet": outlet_of(opened.reports[r])} for r, n in story_marks(opened).items()]


def _cell(value: object) -> str:
    words = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return excerpt(words, LONGEST_CELL)


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("tellings.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
