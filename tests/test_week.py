"""A week of one invented conflict, read through the command line: the picture that its hand-written `expected.json` describes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

WEEK = Path(__file__).resolve().parents[1] / "examples" / "week"
KINDS = ("reports", "mentions", "statements", "events", "stories", "claims", "entities", "relations", "control")

Row = dict[str, Any]


@dataclass(frozen=True)
class Week:
    """All exports by kind, and what is expected."""

    tables: dict[str, list[Row]]
    expected: Row

    @cached_property
    def ids(self) -> dict[str, str]:
        """Report ids by ref."""
        return {r["ref"]: r["report"] for r in self.tables["reports"]}

    @cached_property
    def entities(self) -> dict[str, Row]:
        return {e["entity"]: e for e in self.tables["entities"]}

    def story_of(self, ref: str) -> str:
        return str(next(s["story"] for s in self.tables["stories"] if self.ids[ref] in s["reports"]))

    def lines(self, ref: str) -> set[tuple[str, int]]:
        """The origins that a report belongs to."""
        report = self.ids[ref]
        return {(s["story"], k) for s in self.tables["stories"] for k, o in enumerate(s["origins"]) if report in o["reports"]}

    def is_end(self, entity: str, wanted: str) -> bool:
        """Whether an entity is the country, the country's sector, or the one of the name asked for."""
        row = self.entities.get(entity, {"name": entity, "names": [], "country": entity[:3], "sector": entity[4:]})
        if re.fullmatch(r"[A-Z]{3}( [A-Z]{3})?", wanted):
            country, _, sector = wanted.partition(" ")
            return bool(row["country"] == country and (not sector or row["sector"] == sector))
        names = {row["name"], *(n["text"] for n in row["names"])}
        return any(words(wanted) <= words(n) for n in names)


def words(text: str) -> set[str]:
    """The words of a text in small letters without their accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return set(re.findall(r"\w+", bare.casefold()))


def tellings(*arguments: str, store: Path) -> str:
    environment = os.environ | {"TELLINGS_STORE": str(store)}
    done = subprocess.run(
        [sys.executable, "-m", "tellings", *arguments], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def exported(kind: str, store: Path) -> list[Row]:
    return [json.loads(line) for line in tellings("export", kind, store=store).splitlines()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("week") / "week.db"
    tellings("read", *map(str, sorted(WEEK.glob("*.jsonl"))), "--quiet", store=path)
    return path


@pytest.fixture(scope="module")
def week(store: Path) -> Week:
    tables = {kind: exported(kind, store) for kind in KINDS}
    return Week(tables, json.loads((WEEK / "expected.json").read_text(encoding="utf-8")))


def test_the_week_is_large_enough(week: Week) -> None:
    reports = week.tables["reports"]
    assert len(reports) >= 30
    assert len({r["outlet"] for r in reports if r["outlet"]}) == 8
    assert len({c["agency"] for r in reports for c in r["credits"] if c["for"] == "text"}) == 3


def test_reports_of_one_happening_are_one_story(week: Week) -> None:
    split = {name: refs for name, refs in week.expected["together"].items() if len({week.story_of(r) for r in refs}) > 1}
    assert split == {}


def test_other_happenings_are_other_stories(week: Week) -> None:
    assert [pair for pair in week.expected["apart"] if week.story_of(pair[0]) == week.story_of(pair[1])] == []


def test_reprints_are_one_origin(week: Week) -> None:
    lost = [(a, b) for refs in week.expected["one_origin"] for a, b in combinations(refs, 2) if not linked(week, refs, a, b)]
    assert lost == []


def linked(week: Week, refs: list[str], left: str, right: str) -> bool:
    """Whether two reports stand in one origin, or both in one with a third of their list (a copy cut down by two desks)."""
    return any(week.lines(left) & week.lines(r) and week.lines(r) & week.lines(right) for r in refs)


def test_independent_reports_are_not(week: Week) -> None:
    assert [pair for pair in week.expected["two_origins"] if week.lines(pair[0]) & week.lines(pair[1])] == []


def test_days_and_outlets_that_are_not_given(week: Week) -> None:
    reports = {r["ref"]: r for r in week.tables["reports"]}
    for ref, day in week.expected["undated"].items():
        assert reports[ref]["published"]["date"] == day
        assert reports[ref]["published"]["how"] != "metadata"
    for ref in week.expected["unknown_outlet"]:
        assert reports[ref]["outlet"] is None


def rows_about(week: Week, place: str, about: str) -> list[Row]:
    found = [c for c in week.tables["claims"] if place in c["summary"] or place in str(c.get("place"))]
    return [d for c in found for d in c["disagreements"] if d["about"] == about]


def test_tolls_that_differ(week: Week) -> None:
    for wanted in week.expected["tolls"]:
        rows = rows_about(week, wanted["place"], wanted["about"])
        best = max(rows, key=lambda d: len(d["values"]), default=None)
        assert best is not None, wanted
        assert [v for v in wanted["values"] if not any(str(v) in value["value"] for value in best["values"])] == []
        assert (best["how"], best["low"], best["high"]) == (wanted["how"], wanted["low"], wanted["high"])
        assert best["best"] in wanted["best"]


def test_denials_are_statements_of_denial(week: Week) -> None:
    for wanted in week.expected["denials"]:
        denied = [s for s in week.tables["statements"] if s["act"] == "denies" and says(s, wanted["words"])]
        assert denied, wanted
        assert any(
            words(wanted["speaker"]) <= words(f"{s['speaker']['name']} {s['speaker']['text']}") for s in denied if s["speaker"]
        )


def says(statement: Row, wanted: list[str]) -> bool:
    return words(" ".join(wanted)) <= words(" ".join(s["text"] for s in statement["content"]))


def test_what_is_denied_says_by_whom(week: Week) -> None:
    for wanted in week.expected["denied_claims"]:
        claims = [c for c in week.tables["claims"] if wanted["place"] in c["summary"] and c["type"] == wanted["type"]]
        assert any(c["against"] and "denied by" in c["standing"] for c in claims if c["status"] == "actual"), wanted


def test_first_hand_voices(week: Week) -> None:
    for wanted in week.expected["voices"]:
        rows = {s["statement"] for s in week.tables["statements"] if says(s, wanted["words"])}
        claims = [c for c in week.tables["claims"] if c["kind"] == "statement" and rows & set(c["members"])]
        best = max(claims, key=lambda c: len(c["reports"]), default=None)
        assert best is not None, wanted
        assert (len(best["reports"]), best["origins"]) == (wanted["reports"], wanted["origins"]), wanted
        assert words(wanted["speaker"]) & words(best["speakers"][0]), wanted


def entities_called(week: Week, name: str) -> set[str]:
    return {
        k for k, e in week.entities.items() if any(words(name) <= words(n["text"]) for n in [*e["names"], {"text": e["name"]}])
    }


def test_spellings_of_one_name_are_one_entity(week: Week) -> None:
    for left, right in week.expected["same_name"]:
        assert entities_called(week, left) & entities_called(week, right), (left, right)


def test_two_people_stay_two(week: Week) -> None:
    for left, right in week.expected["not_same_name"]:
        assert entities_called(week, left)
        assert not entities_called(week, left) & entities_called(week, right), (left, right)


def test_spellings_are_shown(week: Week) -> None:
    rows = [
        {v["value"] for v in d["values"]} for c in week.tables["claims"] for d in c["disagreements"] if d["about"] == "spelling"
    ]
    assert [pair for pair in week.expected["spellings"] if not any(set(pair) <= row for row in rows)] == []


def test_who_took_what(week: Week) -> None:
    missing = [w for w in week.expected["control"] if not any(is_control(week, row, w) for row in week.tables["control"])]
    assert missing == [], week.tables["control"]


def is_control(week: Week, row: Row, wanted: Row) -> bool:
    same = row["place"] == wanted["place"] and row["from"] == wanted["from"] and row["to"] == wanted["to"]
    return same and row["strength"] in wanted["strength"] and week.is_end(row["holder"], wanted["holder"])


@pytest.mark.parametrize("day", ["2031-03-02", "2031-03-05", "2031-03-07", "2031-03-09"])
def test_who_holds_what_on_a_day(week: Week, day: str) -> None:
    then = [r for r in week.tables["control"] if holds_on(r, date.fromisoformat(day)) and r["from"]]
    for place, holder in week.expected["control_on"][day].items():
        rows = [r for r in then if r["place"] == place]
        assert any(week.is_end(r["holder"], holder) for r in rows), (place, rows)
    known = {r["place"] for r in then if r["strength"] in ("held", "taken")}
    assert known <= set(week.expected["control_on"][day])


def test_the_command_shows_who_holds_a_place_on_a_day(week: Week, store: Path) -> None:
    for day, towns in week.expected["control_on"].items():
        for place, holder in towns.items():
            rows = [json.loads(line) for line in tellings("place", place, "--on", day, "--json", store=store).splitlines()]
            assert {r["place"] for r in rows} == {place}
            assert all(holds_on(r, date.fromisoformat(day)) for r in rows)
            assert any(week.is_end(r["holder"], holder) for r in rows), (place, day)
            assert holder == "MRT MIL" or holder in tellings("place", place, "--on", day, store=store)


def holds_on(row: Row, day: date) -> bool:
    first = date.fromisoformat(row["from"]) if row["from"] else date.min
    last = date.fromisoformat(row["to"]) if row["to"] else date.max
    return first <= day <= last


def test_relations(week: Week) -> None:
    missing = [r for r in week.expected["relations"] if not any(is_relation(week, row, r) for row in week.tables["relations"])]
    assert missing == []


def is_relation(week: Week, row: Row, wanted: list[str]) -> bool:
    left, relation, right = wanted
    ends = row["from_entity"], row["to_entity"]
    straight = week.is_end(ends[0], left) and week.is_end(ends[1], right)
    turned = relation in ("ally of", "at war with") and week.is_end(ends[1], left) and week.is_end(ends[0], right)
    return bool(row["relation"] == relation and (straight or turned))


def test_what_nobody_vouches_for_is_no_relation(week: Week) -> None:
    for wanted in week.expected["not_relations"]:
        assert not [r for r in week.tables["relations"] if is_relation(week, r, wanted["row"]) and r["strength"] != "hinted"], (
            wanted
        )


def test_each_outlet_names_the_rebels_its_way(week: Week) -> None:
    reports = {v: k for k, v in week.ids.items()}
    shown = [d for c in week.tables["claims"] for d in c["disagreements"] if d["how"] == "wording"]
    found = {(reports[r], v["value"]) for d in shown for v in d["values"] for r in v["reports"]}
    wanted = week.expected["naming"]["the Assaba Front's people"]
    assert [pair for pair in wanted.items() if pair not in found and pair[0] in ("ledger-0303", "post-0303")] == []


def test_claims_count_origins_not_reprints(week: Week) -> None:
    assert all(c["origins"] <= len(c["reports"]) for c in week.tables["claims"])
    assert all(c["outlets"] <= 8 for c in week.tables["claims"])
    many = [c for c in week.tables["claims"] if c["kind"] == "event" and c["origins"] >= 2]
    assert many


def test_a_judgement_undone_gives_back_the_same_picture(week: Week, store: Path) -> None:
    before = exported("claims", store)
    claim = next(c for c in before if len(c["members"]) == 2 and c["kind"] == "event")
    tellings("judge", "not-same", *claim["members"], "--reason", "test", store=store)
    judged = exported("claims", store)
    tellings("undo", exported("judgements", store)[-1]["judgement"], store=store)
    assert judged != before
    assert exported("claims", store) == before == week.tables["claims"]


def test_the_order_of_reading_does_not_matter(week: Week, tmp_path: Path) -> None:
    backwards = tmp_path / "backwards.db"
    lines = [line for path in sorted(WEEK.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    tellings("read", str(source), "--quiet", store=backwards)
    for kind in ("stories", "claims", "relations", "control"):
        key = str
        assert sorted(exported(kind, backwards), key=key) == sorted(week.tables[kind], key=key), kind
