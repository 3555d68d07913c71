"""Judgements through the desk, on the invented examples: every kind of thing, every verdict; undone, exported, imported, kept."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.data.gazetteer import open_gazetteer
from tellings.desk import Desk
from tellings.desk.importing import read_judgements
from tellings.errors import UnknownIdError, UsageError
from tellings.export.kinds import KINDS
from tellings.picture import MAKES_SENSE, copy_id, origin_id
from tellings.picture.judged import VERDICTS
from tellings.pipeline import Tools
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tellings.extract.syntax import Parser
    from tellings.model.picture import Claim, Picture

LEAD = (
    "Fighters of the Assaba Front seized the town of Kiffa on Tuesday after two days of shelling, the governor's office said, "
    "in the heaviest fighting that the region has seen this year."
)
MORE = (
    "The army shelled the airport of Kiffa on Tuesday, killing nine people, residents told this agency by telephone, while "
    "families left along the road to the south with what they could carry."
)
SAID = "“We will retake Kiffa before the rains,” Colonel Sidi Ould Brahim told reporters in Aleg on Tuesday."
OTHER = (
    "Rebels of the Assaba Front took Kiffa on Tuesday, two traders said. Soldiers pulled back to the west. "
    "“We will retake Kiffa before the rains come,” Colonel Sidi Ould Brahim said on Tuesday in Aleg."
)
FAR = "Finance Minister Karin Lund resigned in Oslo on Monday after a dispute over harbour fees, her office said."
RECORDS = [
    ("one-1", "Sahel Post", "2031-03-12", f"{LEAD}\n\n{MORE}\n\n{SAID}"),
    ("two-1", "Desert Courier", "2031-03-12", f"{LEAD}\n\n{MORE}"),
    ("three-1", "Atlantic Wire", "2031-03-12", OTHER),
    ("four-1", "Fjord Daily", "2031-05-20", FAR),
]


def written(path: Path, *refs: str) -> str:
    rows = [
        {
            "ref": ref,
            "outlet": outlet,
            "published": day,
            "title": f"Kiffa {ref}" if ref[0] != "f" else "A minister goes",
            "text": text,
        }
        for ref, outlet, day, text in RECORDS
        if not refs or ref in refs
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def tools(parser: Parser) -> Tools:
    return Tools(parser, open_gazetteer())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, tools: Tools) -> Path:
    """A store with all that was read; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("judging")
    with Desk(SqliteStore(folder / "s.db"), lambda: tools) as desk:
        assert all(o.reason is None for o in desk.read([written(folder / "in.jsonl")]))
    return folder / "s.db"


@pytest.fixture
def desk(tmp_path: Path, kept: Path, tools: Tools) -> Iterator[Desk]:
    shutil.copy(kept, tmp_path / "s.db")
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as desk:
        yield desk


def drawn(desk: Desk) -> str:
    """All that is derived, in one string."""
    return json.dumps({kind: list(desk.export(kind)) for kind in KINDS if kind != "judgements"}, sort_keys=True)


def big(desk: Desk) -> Any:
    """The story of Kiffa."""
    return max(desk.picture().stories, key=lambda s: len(s.reports))


def taking(picture: Picture) -> Claim:
    """The claim that Kiffa was taken."""
    return max((c for c in picture.claims if c.kind == "event" and c.type in ("COERCE", "ASSAULT")), key=lambda c: len(c.members))


def things(desk: Desk) -> dict[str, list[str]]:
    """Two ids or more of every kind."""
    picture = desk.picture()
    events, statements = list(desk.export("events")), list(desk.export("statements"))
    story = big(desk)
    return {
        "event": [e["event"] for e in events][:3],
        "statement": [s["statement"] for s in statements][:3],
        "claim": [c.id for c in picture.claims if c.story == story.id and c.kind == "event"][:2],
        "entity": [e.id for e in picture.entities if e.kind in ("group", "person")][:2],
        "story": [s.id for s in picture.stories],
        "origin": [origin_id(o) for o in story.origins],
        "copy": [copy_id(c) for c in story.copies],
        "report": list(story.reports),
    }


def test_there_is_what_the_cases_need(desk: Desk) -> None:
    assert all(len(ids) >= (1 if kind == "copy" else 2) for kind, ids in things(desk).items()), things(desk)


LOOKED_UP = ("event", "statement", "claim", "entity", "story", "report")


@pytest.mark.parametrize("kind", LOOKED_UP)
def test_what_can_be_looked_up_is_judged_without_the_whole_picture(
    desk: Desk, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = things(desk)[kind][:2]
    monkeypatch.setattr(SqliteStore, "picture", None)
    made = desk.judge("same", [k[: len(kind) + 13] for k in ids], "anna")
    assert made.of == tuple(ids)
    assert all(a.marks for a in made.anchors)


def test_reports_are_judged_by_their_refs_without_the_whole_picture(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqliteStore, "picture", None)
    refs = [desk.report(ref).ref for ref in ("one-1", "four-1")]
    assert desk.judge("not-same", refs, "anna").of == tuple(desk.report(ref).id for ref in refs)


@pytest.mark.parametrize("kind", MAKES_SENSE)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_on_every_kind_holds_and_is_undone_exactly(desk: Desk, kind: str, verdict: str) -> None:
    before, ids = drawn(desk), things(desk)[kind]
    of = [ids[0], "Another name"] if verdict == "rename" else ids[:2] if verdict in ("same", "not-same") else ids[:1]
    if verdict in ("same", "not-same") and len(of) < 2:
        of = [*of, *of]
    if verdict not in MAKES_SENSE[kind]:
        with pytest.raises(UsageError, match="cannot be judged"):
            desk.judge(verdict, of, "Ada")
        return
    made = desk.judge(verdict, of, "Ada", "I was there")
    assert {a.kind for a in made.anchors} == {kind}
    assert all(a.marks for a in made.anchors)
    desk.undo(made.id, "Ben")
    assert drawn(desk) == before
    (kept,) = desk.store.judgements()
    assert (kept.undone, kept.undone_by) == (True, "Ben")


def test_a_wrong_event_is_gone_also_where_the_same_words_are_read_alike(desk: Desk) -> None:
    claim = taking(desk.picture())
    reprinted = [e for e in desk.export("events") if e["trigger"]["text"] == "seized"]
    assert len(reprinted) == 2
    desk.judge("wrong", [reprinted[0]["event"]], "Ada")
    (now,) = [c for c in desk.picture().claims if set(c.members) & set(claim.members)]
    assert set(now.members) == set(claim.members) - {e["event"] for e in reprinted}
    desk.judge("right", [reprinted[1]["event"]], "Ada")
    assert reprinted[1]["event"] in {m for c in desk.picture().claims for m in c.members}


def test_a_wrong_claim_stays_away_when_more_reports_tell_it(tmp_path: Path, tools: Tools) -> None:
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as desk:
        list(desk.read([written(tmp_path / "1.jsonl", "two-1", "four-1")]))
        claim = taking(desk.picture())
        desk.judge("wrong", [claim.id], "Ada")
        list(desk.read([written(tmp_path / "2.jsonl")]))
        assert not [c for c in desk.picture().claims if set(c.members) & set(claim.members)]
        assert not [r for r in desk.picture().relations if claim.id in r.claims]


def test_names_stick_when_a_story_grows(tmp_path: Path, tools: Tools) -> None:
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as desk:
        list(desk.read([written(tmp_path / "1.jsonl", "two-1", "four-1")]))
        claim, story = taking(desk.picture()), desk.story("two-1").story
        desk.judge("rename", [claim.id, "Kiffa falls"], "Ada")
        desk.judge("rename", [story.id, "The fall of Kiffa"], "Ada")
        list(desk.read([written(tmp_path / "2.jsonl")]))
        assert desk.story("two-1").story.id != story.id
        assert desk.story("two-1").story.title == "The fall of Kiffa"
        assert [c.summary for c in desk.picture().claims if set(c.members) >= set(claim.members)] == ["Kiffa falls"]


def test_a_copy_that_is_none_makes_no_origin(desk: Desk) -> None:
    story = big(desk)
    lines = len(story.origins)
    pair = next(set(o.reports) for o in story.origins if len(o.reports) > 1)
    for copy in [c for c in story.copies if {c.left.report, c.right.report} == pair]:
        desk.judge("wrong", [copy_id(copy)], "Ada")
    assert len(big(desk).origins) == lines + 1


def test_origins_are_joined_and_split(desk: Desk) -> None:
    story = big(desk)
    both = [origin_id(o) for o in story.origins]
    made = desk.judge("same", both, "Ada")
    assert len(big(desk).origins) == 1
    assert taking(desk.picture()).origins == 1
    desk.undo(made.id)
    joint = next(origin_id(o) for o in story.origins if len(o.reports) > 1)
    desk.judge("wrong", [joint], "Ada")
    assert all(len(o.reports) == 1 for o in big(desk).origins)


def test_stories_are_joined_and_their_reports_parted(desk: Desk) -> None:
    stories = desk.picture().stories
    made = desk.judge("same", [s.id for s in stories], "Ada")
    assert len(desk.picture().stories) == 1
    desk.undo(made.id)
    reports = big(desk).reports
    desk.judge("not-same", reports[:2], "Ada")
    assert not any(set(reports[:2]) <= set(s.reports) for s in desk.picture().stories)


def test_an_entity_that_is_nobody_is_known_by_its_words(desk: Desk) -> None:
    entity = next(e for e in desk.picture().entities if e.kind == "person")
    desk.judge("wrong", [entity.id], "Ada")
    picture = desk.picture()
    assert entity.id not in {e.id for e in picture.entities}
    assert entity.id not in {k for c in picture.claims for k in (*c.actors, *c.recipients)}
    desk.judge("right", [entity.id], "Ada")
    assert entity.id in {e.id for e in desk.picture().entities}


def test_a_new_name_is_shown_wherever_the_entity_is(desk: Desk) -> None:
    claim = taking(desk.picture())
    desk.judge("rename", [claim.actors[0], "The Front of Assaba"], "Ada")
    assert "The Front of Assaba" in taking(desk.picture()).summary


def test_two_kinds_are_never_one(desk: Desk) -> None:
    ids = things(desk)
    with pytest.raises(UsageError, match="one kind"):
        desk.judge("same", [ids["event"][0], ids["statement"][0]], "Ada")
    with pytest.raises(UsageError, match="different things"):
        desk.judge("same", [ids["claim"][0]] * 2, "Ada")
    with pytest.raises(UnknownIdError, match="nothing of the id"):
        desk.judge("wrong", ["nothing"], "Ada")


def test_the_beginning_of_an_id_is_enough(desk: Desk) -> None:
    claim = taking(desk.picture())
    assert desk.judge("right", [claim.id.removeprefix("claim-")[:10]], "Ada").of == (claim.id,)
    assert taking(desk.picture()).standing.endswith("judged right")


def test_the_same_judgement_is_kept_once_and_a_new_one_after_it_was_undone(desk: Desk) -> None:
    claim = taking(desk.picture())
    first = desk.judge("wrong", [claim.id], "Ada")
    assert desk.judge("wrong", [claim.id], "Ada") == first
    desk.undo(first.id)
    desk.judge("wrong", [claim.id], "Ada")
    assert sorted(j.undone for j in desk.store.judgements()) == [False, True]


def test_judgements_are_exported_and_imported_once(desk: Desk, tmp_path: Path, kept: Path, tools: Tools) -> None:
    ids = things(desk)
    desk.judge("rename", [ids["claim"][0], "Another line"], "Ada", "as the town says")
    desk.undo(desk.judge("wrong", [ids["event"][0]], "Ben").id, "Ben")
    desk.judge("same", ids["origin"], "Ada")
    lines = [json.dumps(row) for row in desk.export("judgements")]
    shutil.copy(kept, tmp_path / "other.db")
    with Desk(SqliteStore(tmp_path / "other.db"), lambda: tools) as other:
        assert other.import_judgements(read_judgements(lines, "x")) == (3, 0)
        assert drawn(other) == drawn(desk)
        assert list(other.export("judgements")) == list(desk.export("judgements"))
        before = drawn(other)
        assert other.import_judgements(read_judgements(lines, "x")) == (0, 3)
        assert drawn(other) == before


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        '{"judgement": "j"}',
        '{"judgement": "j", "verdict": "maybe", "of": ["a"], "by": "x", "at": "2031-01-01T00:00:00"}',
    ],
)
def test_what_is_no_judgement_is_named_with_its_line(row: str) -> None:
    with pytest.raises(UsageError, match=r"file\.jsonl:2 is no judgement"):
        read_judgements(["", row], "file.jsonl")


ORDERED = st.permutations([("rename", "claim", 0), ("wrong", "event", 0), ("same", "origin", 0), ("wrong", "entity", 1)])


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=ORDERED)
def test_the_order_of_judgements_of_different_things_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, kept: Path, tools: Tools, order: list[tuple[str, str, int]]
) -> None:
    def judged(wanted: list[tuple[str, str, int]]) -> str:
        path = tmp_path_factory.mktemp("order") / "s.db"
        shutil.copy(kept, path)
        with Desk(SqliteStore(path), lambda: tools) as desk:
            ids = things(desk)
            for verdict, kind, n in wanted:
                of = [ids[kind][n], "Name"] if verdict == "rename" else ids[kind][:2] if verdict == "same" else [ids[kind][n]]
                desk.judge(verdict, of, "Ada")
            return drawn(desk)

    assert judged(order) == judged(sorted(order))
