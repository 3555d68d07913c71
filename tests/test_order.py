"""The real pipeline on the invented examples: any order of reading, at once or one by one, gives the same picture."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.desk import Desk
from tellings.export.kinds import KINDS
from tellings.pipeline import Tools, draw
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from tellings.extract.syntax import Parser

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


@pytest.fixture(scope="module")
def tools(parser: Parser) -> Tools:
    return Tools(parser, open_gazetteer())


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [line for file in sorted(EXAMPLES.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines() if line]


def told(path: Path, tools: Tools, *batches: list[str]) -> dict[str, list[Any]]:
    """Everything that is exported after the batches were read one after the other."""
    with Desk(SqliteStore(path), lambda: tools) as desk:
        for n, batch in enumerate(batches):
            source = path.with_name(f"{path.stem}-{n}.jsonl")
            source.write_text("\n".join(batch) + "\n", encoding="utf-8")
            assert all(o.reason is None for o in desk.read([str(source)]))
        return {kind: list(desk.export(kind)) for kind in KINDS}


@pytest.mark.parametrize("seed", [1, 2])
def test_one_by_one_in_any_order_is_as_all_at_once(tmp_path: Path, tools: Tools, lines: list[str], seed: int) -> None:
    shuffled = random.Random(seed).sample(lines, len(lines))  # an order, not a secret
    once, singly = told(tmp_path / "once.db", tools, lines), told(tmp_path / "singly.db", tools, *([line] for line in shuffled))
    for kind in KINDS:
        assert json.dumps(singly[kind]) == json.dumps(once[kind]), kind
    assert all(once[kind] for kind in ("stories", "copies", "claims", "entities", "statements", "events"))


def test_the_desk_draws_what_the_pipeline_draws(tmp_path: Path, tools: Tools, lines: list[str]) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as desk:
        list(desk.read([str(tmp_path / "in.jsonl")]))
        drawn, pure = desk.picture(), draw(list(desk.store.reports()), list(desk.store.codings()))
    for part in ("stories", "entities", "claims", "relations", "control", "naming"):
        assert sorted(map(repr, getattr(drawn, part))) == sorted(map(repr, getattr(pure, part))), part
    assert drawn.entity_of == pure.entity_of


def test_every_span_gives_back_its_words(tmp_path: Path, tools: Tools, lines: list[str]) -> None:
    rows = told(tmp_path / "s.db", tools, lines)
    texts = {row["report"]: row["text"] for row in rows["reports"]}
    checked = 0
    for kind in ("mentions", "statements", "events", "relations", "control"):
        for row in rows[kind]:
            for report, span in spans(row, row.get("report")):
                assert texts[report][span["start"] : span["end"]] == span["text"], (kind, span)
                checked += 1
    assert checked > 100


def spans(row: Any, report: str | None) -> list[tuple[str, dict[str, Any]]]:
    """Every span in a row, with the report it is of."""
    if isinstance(row, list):
        return [s for one in row for s in spans(one, report)]
    if not isinstance(row, dict):
        return []
    of = row.get("report", report)
    own = [(of, row)] if {"start", "end", "text"} <= row.keys() else []
    return own + [s for one in row.values() for s in spans(one, of)]
