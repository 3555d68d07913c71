"""Judgements as `tellings export judgements` writes them, read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tellings.desk.judging import check
from tellings.errors import UsageError
from tellings.model.codec import decode
from tellings.model.picture import Judgement
from tellings.picture import MAKES_SENSE

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_judgements(lines: Iterable[str], named: str) -> list[Judgement]:
    """The judgements of JSON Lines; `named` is what the lines are called. Raises UsageError, which names the first bad line."""
    found = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append(judgement_of(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
                raise UsageError(f"{named}:{number} is no judgement: {type(error).__name__} {error}") from error
            except UsageError as error:
                raise UsageError(f"{named}:{number} is no judgement: {error}") from error
    return found


def judgement_of(row: dict[str, Any]) -> Judgement:
    """The judgement of a row that `judgement_row` made."""
    given = {k: v for k, v in row.items() if k != "judgement" and v is not None}
    made = decode(Judgement, given | {"id": row["judgement"], "reason": row.get("reason") or ""})
    check(made.verdict, made.of)
    for anchor in made.anchors:
        if made.verdict not in MAKES_SENSE.get(anchor.kind, ()):
            raise UsageError(f"{anchor.kind} cannot be judged {made.verdict}")
    if not all(isinstance(thing, str) for thing in (made.id, made.by, *made.of)):
        raise UsageError("ids and names are words")
    return made
