"""Reports for tests of copies and stories: invented texts, cut by paragraph, with the coding that linking looks at."""

from __future__ import annotations

import re
from datetime import date

from tellings.model.coding import Coding
from tellings.model.report import Block, BlockKind, Credit, Published, Report, Span
from tellings.stories import Member, Told, told

DAY = date(2031, 3, 11)


def member(
    name: str,
    text: str,
    *,
    outlet: str | None = None,
    day: date | None = DAY,
    credit: str | None = None,
    of: str = "text",
    crediting: str = "",
) -> Member:
    """One report; a first paragraph that begins with `# ` is its title, one that begins with `[` a caption.

    `credit` is the agency credited, `crediting` the paragraph that does it.
    """
    title = re.match(r"# (.+)", text)
    report = Report(
        id=name, ref=name, text=text.removeprefix("# "), outlet=outlet, title=title[1] if title else None, published=day
    )
    blocks = tuple(_block(report, m.start(), m.end(), crediting) for m in re.finditer(r"\S[^\n]*(?<=\S)", report.text))
    at = report.text.index(credit, report.text.index(crediting)) if crediting and credit else 0
    credits_ = (Credit(credit, of, Span.of(report.text, at, at + len(credit))),) if credit else ()
    return Member.of(report, Coding(name, "test", "en", Published(day, "metadata", ""), None, (), credits_, blocks, ()))


def lines(name: str, text: str, day: date | None = DAY) -> Told:
    """The sentences of one report."""
    made = member(name, text, day=day)
    return told(made.report, made.coding)


def _block(report: Report, start: int, end: int, crediting: str) -> Block:
    if crediting and report.text[start:end] == crediting:
        return Block(BlockKind.CREDIT, start, end)
    if start == 0 and report.title:
        return Block(BlockKind.HEADING, start, end)
    return Block(BlockKind.CAPTION if report.text[start] == "[" else BlockKind.BODY, start, end)
