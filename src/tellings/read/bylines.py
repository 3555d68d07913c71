"""The names in an author field."""

from __future__ import annotations

import re

from tellings.data.agencies import agency_forms

NOT_A_NAME = re.compile(
    r"(?i)https?://|www\.|@|^\W*$|^(?:by|von|por|par|author|admin|editor|redaktion|staff)$|^(?:photo|foto|bild|image)\b|^\d+$"
)
"""An author field that holds an address or a placeholder names nobody."""


def names_in(written: str | None) -> list[str]:
    """The names in one author field, which may hold several: `By Ann Lee and Bo Ek`."""
    if not written or NOT_A_NAME.search(written.strip()):
        return []
    bare = re.sub(r"(?i)^\s*(?:by|von|por|par|di|av|af|text:)\s+", "", re.sub(r"\s*\([^)]*\)", "", written))
    parts = re.split(r"\s*[;|/·•、]\s*|\s+(?:and|und|y|et|og|och|en|&)\s+|,\s+(?=[^\W\d_]+\s)", bare)
    return [" ".join(p.split()) for p in parts if p and not NOT_A_NAME.search(p.strip())]


def people_in(written: str | None) -> tuple[str, ...]:
    """The names in an author field without those of agencies, which sign behind a comma or alone: `Von Ann Lee, dpa`."""
    parts = (part.strip() for name in names_in(written) for part in re.split(r",\s*", name))
    return tuple(part for part in parts if part and part not in agency_forms())
