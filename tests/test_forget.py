"""Forgetting restores what was: links, stories, origins and chains are as if the report had never been read, in any order."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from newsroom import LEAD, OTHER, SECOND, THIRD, open_desk, written
from tellings.export.kinds import KINDS

LOST = (
    "Government marines landed at the river port of Malakal, lowered the flag of the transitional council over the customs house"
    " and searched the barges along the quay for sorghum, a dredger captain said."
)
OWN = (
    "A trader on the western bank described shuttered tea houses behind the customs house of Malakal, and fishermen who refused"
    " to land their catch below the council's checkpoint."
)
RECORDS = tuple(
    {"ref": ref, "outlet": outlet, "published": day, "title": title, "text": "\n\n".join(paragraphs)}
    for ref, outlet, day, title, paragraphs in (
        ("a", "Nile Courier", "2031-03-11", "Port falls", (LEAD, SECOND, THIRD)),
        ("b", "Delta Post", "2031-03-11", "Malakal port taken", (LEAD, SECOND)),
        ("c", "Quay Gazette", "2031-03-12", "Silence in the port of Malakal", (OWN, THIRD)),
        ("d", "Reed Weekly", None, "Council takes Malakal", (SECOND, OWN)),
        ("e", "Swamp Herald", "2031-03-16", "Marines retake the port", (LOST, THIRD)),
        ("f", "Delta Post", "2031-03-17", "Council driven from Malakal", (LOST, OWN)),
        ("g", "Mondego Diary", "2031-03-12", "Hail in the vineyards", (OTHER,)),
    )
)


def drawn(path: Path, read: list[dict[str, Any]], forgotten: list[str]) -> dict[str, object]:
    """All that is exported, and the links, after the reports were read in that order and some of them forgotten one by one."""
    with open_desk(path) as desk:
        list(desk.read([written(path.with_name("in.jsonl"), read)] if read else []))
        for ref in forgotten:
            desk.forget(ref)
        kept: dict[str, object] = {kind: json.dumps(list(desk.export(kind)), sort_keys=True) for kind in KINDS}
        return kept | {"links": list(desk.store.links()), "sketches": desk.store.sketches(desk.store.report_ids())}


# Each example draws two stores: shrinking one that fails would take minutes.
@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.permutations(RECORDS), st.integers(0, 5), st.data())
def test_what_is_forgotten_was_never_read(records: list[dict[str, Any]], left_out: int, data: st.DataObject) -> None:
    read = records[left_out:]
    gone = data.draw(st.lists(st.sampled_from([r["ref"] for r in read]), unique=True, min_size=1, max_size=len(read)))
    kept = [r for r in read if r["ref"] not in gone]
    with TemporaryDirectory() as folder:
        one, other = Path(folder, "one"), Path(folder, "other")
        one.mkdir()
        other.mkdir()
        after, never = drawn(one / "s.db", read, gone), drawn(other / "s.db", kept, [])
    for part, told in never.items():
        assert after[part] == told, part


def test_the_invented_reports_share_copy_and_chapters(tmp_path: Path) -> None:
    rows = drawn(tmp_path / "s.db", list(RECORDS), [])
    found = json.loads(str(rows["stories"]))
    assert max(len(s["reports"]) for s in found) > 1
    assert max(len(o["reports"]) for s in found for o in s["origins"]) > 1
    assert rows["links"]
