"""`tellings same-name`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator


def same_name(
    left: Annotated[str | None, typer.Argument(help="One spelling.")] = None,
    right: Annotated[str | None, typer.Argument(help="The other one.")] = None,
    kind: Annotated[str, typer.Option(help="person, organisation, group, country or place.")] = "person",
) -> None:
    """Say whether two spellings are one name.

    Two arguments, or pairs as JSON Lines {left, right, kind} on standard input.
    """
    from tellings.resolve.names import same_name as judged

    for pair in _pairs(left, right, kind):
        merge = judged(pair["left"], pair["right"], pair.get("kind") or kind)
        row = {"same": merge.same, "score": round(merge.score, 4), "reason": merge.reason}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _pairs(left: str | None, right: str | None, kind: str) -> Iterator[dict[str, Any]]:
    from tellings.errors import UsageError

    if left is not None:
        if right is None:
            raise UsageError("same-name takes two names, or none and pairs on standard input")
        yield {"left": left, "right": right, "kind": kind}
        return
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line)
            yield {"left": str(pair["left"]), "right": str(pair["right"]), "kind": pair.get("kind")}
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"line {number} of standard input is no {{left, right, kind}}: {error}") from error
