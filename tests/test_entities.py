"""Entities across reports: merges with reasons, two people that stay two, judgements, any order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.model.coding import Coding, MentionKind, Referent, Role
from tellings.model.picture import Entity
from tellings.model.report import Published, Span
from tellings.model.story import Change, Copy, Passage
from tellings.resolve.entities import resolve
from tellings.text.fold import core

SPAN = Span(0, 1, "x")


def person(name: str, key: str, country: str | None = None, title: str | None = None, *forms: str) -> Referent:
    roles = (Role(title, country, "GOV", SPAN),) if title else ()
    return Referent(f"person:{key}", MentionKind.PERSON, name, (name, *forms), roles, country, "GOV" if title else None)


def coding(report: str, *referents: Referent, day: date | None = None) -> Coding:
    return Coding(report, "1", "en", Published(day, "metadata", ""), None, (), (), (), (), referents=referents)


def copy(left: str, right: str, *changes: Change) -> Copy:
    return Copy(Passage(left, 0, 50), Passage(right, 0, 50), "light edit", "narration", 0.9, changes)


REPORTS = (
    coding("r1", person("Yusuf al-Karimi", "yusuf karimi", "IRQ", "oil minister"), day=date(2021, 3, 1)),
    coding("r2", person("Youssef Al Kareemi", "youssef kareemi", "IRQ", "oil minister"), day=date(2021, 3, 9)),
    coding("r3", person("Karimi", "karimi", "IRQ", "minister")),
    coding("r4", person("Nadia Karimi", "nadia karimi", "IRQ")),
    coding("r5", Referent("government:IRQ", MentionKind.COUNTRY, "Iraq", ("Baghdad",), (), "IRQ", "GOV")),
    coding("r6", Referent("country:IRQ", MentionKind.COUNTRY, "Iraq", ("Iraq",), (), "IRQ", None)),
    coding("r7", Referent("unnamed:- UAF", MentionKind.GROUP, "gunmen", ("gunmen",), (), None, "UAF")),
    coding("r8", Referent("unnamed:- UAF", MentionKind.GROUP, "gunmen", ("gunmen",), (), None, "UAF")),
)


def of(entities: tuple[Entity, ...], report: str) -> str:
    return next(e.id for e in entities if any(r == report for r, _ in e.members))


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [("r1", "r2", True), ("r1", "r4", False), ("r5", "r6", True), ("r7", "r8", False)],
)
def test_who_is_one(left: str, right: str, one: bool) -> None:
    entities = resolve(REPORTS)
    assert (of(entities, left) == of(entities, right)) is one


def test_every_referent_has_one_entity_and_every_merge_a_reason() -> None:
    entities = resolve(REPORTS)
    members = [m for e in entities for m in e.members]
    assert len(members) == len(set(members)) == sum(len(c.referents) for c in REPORTS)
    assert all(m.reason and 0 < m.score <= 1 for e in entities for m in e.merges)


def test_a_role_is_kept_with_the_days_on_which_it_was_seen() -> None:
    entity = next(e for e in resolve(REPORTS[:2]) if ("r1", "person:yusuf karimi") in e.members)
    assert [(r.title, r.first, r.last) for r in entity.roles] == [("oil minister", date(2021, 3, 1), date(2021, 3, 9))]


@given(st.permutations(REPORTS))
def test_the_order_of_reading_changes_nothing(order: list[Coding]) -> None:
    assert resolve(order) == resolve(REPORTS)


def test_a_bare_surname_joins_the_one_full_name_of_its_country_and_office() -> None:
    alone = (REPORTS[0], REPORTS[2])
    assert len(resolve(alone)) == 1
    both = (REPORTS[0], REPORTS[2], REPORTS[3])
    assert of(resolve(both), "r3") == of(resolve(both), "r1")
    stranger = coding("r9", person("Karimi", "karimi"))
    assert len(resolve((REPORTS[0], stranger))) == 2


@pytest.mark.parametrize(
    ("country", "title", "one"), [("SDN", "spokeswoman", True), ("SDN", "judge", False), ("TCD", "spokeswoman", False)]
)
def test_an_article_more_is_one_name_where_office_and_country_agree(country: str, title: str, one: bool) -> None:
    first = coding("a", person("Amna Siddig", "amna siddig", "SDN", "foreign ministry spokeswoman"))
    second = coding("b", person("Amna Elsiddig", "amna elsiddig", country, title))
    assert len(resolve((first, second))) == (1 if one else 2)


@pytest.mark.parametrize(("title", "one"), [("oil minister", True), ("judge", False)])
def test_one_name_in_one_office_is_one_whatever_the_countries(title: str, one: bool) -> None:
    reports = [coding(r, person("Yusuf al-Karimi", "yusuf karimi", "IRQ", "oil minister")) for r in ("a", "b")]
    found = resolve((*reports, coding("c", person("Yusuf al-Karimi", "yusuf karimi", "KWT", title))))
    assert len(found) == (1 if one else 2)
    assert "IRQ" in {e.country for e in found}


def test_names_that_differ_in_where_they_are_parted_are_met() -> None:
    for left, right in (
        ("Amna El-Siddig", "Amna Elsiddig"),
        ("Kang Min-seok", "Minseok Kang"),
        ("Pier Luigi Santi", "Pierluigi Santi"),
    ):
        assert (
            len(resolve((coding("a", person(left, " ".join(core(left)))), coding("b", person(right, " ".join(core(right)))))))
            == 1
        )


def test_two_people_of_one_report_stay_two() -> None:
    twins = coding("r1", person("Omar Saleh", "omar saleh", "YEM"), person("Omer Salih", "omer salih", "YEM"))
    assert len(resolve((twins,))) == 2


def test_two_spellings_at_the_same_point_of_one_passage_are_one() -> None:
    left, right = coding("a", person("Ilan Tvora", "ilan tvora")), coding("b", person("Ilan Dfera", "ilan dfera"))
    assert len(resolve((left, right))) == 2
    (one,) = resolve((left, right), (copy("a", "b", Change("Tvora", "Dfera", "spelling")),))
    assert "same point" in one.merges[0].reason


def body(name: str) -> Referent:
    return Referent(f"body:{name.lower()}", MentionKind.ORGANISATION, name, (name,), (), None, None)


def test_a_front_without_its_name_is_the_one_of_shared_copy_and_nobody_elses() -> None:
    reports = (coding("a", body("Harbour Front")), coding("b", body("Front")), coding("c", body("Front")))
    assert len(resolve(reports)) == 3
    joined = resolve(reports, (copy("a", "b"),))
    assert of(joined, "a") == of(joined, "b") != of(joined, "c")


def test_shared_copy_joins_actors_that_are_told_by_kind() -> None:
    entities = resolve(REPORTS, (copy("r7", "r8"),))
    assert of(entities, "r7") == of(entities, "r8")


def test_judgements_outweigh_what_was_read() -> None:
    entities = resolve(REPORTS)
    a, b = sorted((of(entities, "r1"), of(entities, "r4")))
    joined = resolve(REPORTS, same=[(a, b)])
    assert of(joined, "r1") == of(joined, "r4")
    one = next(e for e in entities if ("r1", "person:yusuf karimi") in e.members)
    assert {"r1", "r2"} <= {r for r, _ in one.members}
    ids = [next(e.id for e in resolve((r,))) for r in REPORTS[:2]]
    apart = resolve(REPORTS, apart=[(min(ids), max(ids))])
    assert of(apart, "r1") != of(apart, "r2")
    assert resolve(REPORTS, same=[]) == entities
