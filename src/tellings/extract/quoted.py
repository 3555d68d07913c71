"""The quotations of a paragraph, found once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.extract.asked_once import found_once
from tellings.text.quotes import Quotation, quotations

if TYPE_CHECKING:
    from tellings.extract.syntax import Paragraph


def _shifted(quote: Quotation, by: int) -> Quotation:
    return replace(
        quote,
        start=quote.start + by,
        end=quote.end + by,
        inner_start=quote.inner_start + by,
        inner_end=quote.inner_end + by,
    )


@found_once(_shifted)
def quoted(paragraph: Paragraph, text: str) -> tuple[Quotation, ...]:
    """The quotations of a paragraph of `text`, in order; nested ones after the one that holds them."""
    return quotations(text, paragraph.block.start, paragraph.block.end)
