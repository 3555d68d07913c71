"""Claims, disagreements, relations and control from codings built by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import Desk
from tellings.model.coding import Mention, MentionKind, SpeechKind, Status
from tellings.model.period import Period
from tellings.model.picture import Claim, Judgement
from tellings.model.report import Published, Span
from tellings.picture import control_on, history, rebind, verdicts
from tellings.picture.parts import main_parties

DAY = date(2031, 5, 3)


def taking(desk: Desk, name: str, outlet: str | None, text: str = "Northern Front fighters took Saraqib", **more: object) -> str:
    report = desk.report(name, DAY + timedelta(days=1), outlet)
    return report.event(text, "COERCE", "rebels", None, town="Saraqib", on=DAY, mode="seize", trigger="took", **more)  # type: ignore[arg-type]


def two_reports() -> Desk:
    desk = Desk()
    taking(desk, "a", "Alpha")
    taking(desk, "b", "Beta", "Saraqib was seized by the Front")
    return desk


def only(claims: tuple[Claim, ...]) -> Claim:
    assert len(claims) == 1
    return claims[0]


def test_two_reports_of_one_taking_are_one_claim() -> None:
    claim = only(two_reports().draft().claims)
    assert (claim.reports, claim.outlets, claim.origins) == (("a", "b"), 2, 2)
    assert claim.summary == "Northern Front took Saraqib (3 May 2031)"
    assert claim.standing == "confirmed by 2 independent origins"


def test_reprints_are_one_origin() -> None:
    claim = only(two_reports().draft(("a", "b")).claims)
    assert (claim.origins, claim.standing) == (1, "one origin only")


def test_a_report_of_two_origins_is_not_counted_twice() -> None:
    desk = two_reports()
    taking(desk, "c", "Gamma", "Fighters of the Front took Saraqib")
    assert only(desk.draft(("a", "c"), ("b", "c")).claims).origins == 2
    alone = Desk()
    taking(alone, "c", "Gamma")
    assert only(alone.draft(("c",), ("c",)).claims).origins == 1


def test_an_unknown_outlet_is_never_another_outlet() -> None:
    desk = two_reports()
    taking(desk, "c", None)
    assert only(desk.draft().claims).outlets == 2


@pytest.mark.parametrize(
    "other",
    [
        {"town": "Maskanah", "on": DAY},
        {"town": "Saraqib", "on": DAY + timedelta(days=20)},
        {"town": "Saraqib", "on": DAY, "status": Status.PLANNED},
    ],
    ids=["another town", "another day", "only planned"],
)
def test_what_differs_in_place_day_or_status_stays_two(other: dict[str, object]) -> None:
    desk = Desk()
    taking(desk, "a", "Alpha")
    desk.report("b", DAY, "Beta").event("Fighters took the town", "COERCE", "rebels", mode="seize", trigger="took", **other)  # type: ignore[arg-type]
    assert len(desk.draft().claims) == 2


def strike(desk: Desk, name: str, killed: float, day: date, text: str = "An air strike hit Maskanah") -> None:
    desk.report(name, day, name).event(
        text, "ASSAULT", "army", None, town="Maskanah", on=DAY, mode="aerial", trigger="hit", killed=(killed, killed)
    )


def test_a_later_higher_toll_is_an_update() -> None:
    desk = Desk()
    strike(desk, "a", 12, DAY)
    strike(desk, "b", 17, DAY + timedelta(days=1))
    row = next(d for d in only(desk.draft(("a", "b")).claims).disagreements if d.about == "killed")
    assert (row.how, row.low, row.best, row.high) == ("update", 17, 17, 17)
    assert [v.value for v in row.values] == ["12", "17"]


def test_two_tolls_of_one_day_contradict_each_other() -> None:
    desk = Desk()
    strike(desk, "a", 12, DAY)
    strike(desk, "b", 12, DAY, "Planes bombed Maskanah")
    strike(desk, "c", 30, DAY, "Maskanah was bombed")
    row = next(d for d in only(desk.draft().claims).disagreements if d.about == "killed")
    assert (row.how, row.low, row.best, row.high) == ("contradiction", 12, 12, 30)
    assert [v.origins for v in row.values] == [2, 1]


def test_a_denial_counts_against() -> None:
    desk = Desk()
    taking(desk, "a", "Alpha")
    report = desk.report("b", DAY, "Beta")
    said = report.said("army", "the town had not fallen", act="denies")
    report.event(
        "The army denied that the Front took Saraqib",
        "COERCE",
        "rebels",
        None,
        town="Saraqib",
        on=DAY,
        status=Status.DENIED,
        by=said,
    )
    claim = next(c for c in desk.draft().claims if c.status == "actual")
    assert (claim.against, claim.standing) == (1, "one origin only; denied by Syrian army")


def test_the_first_hand_voice_comes_first() -> None:
    desk = Desk()
    for name, voice, kind in (
        ("a", "monitors", SpeechKind.INDIRECT),
        ("b", "monitors", SpeechKind.INDIRECT),
        ("c", "colonel", SpeechKind.DIRECT),
    ):
        report = desk.report(name, DAY, name)
        said = report.said(voice, f"something else {name} entirely other", kind)
        report.event("Army planes hit Maskanah", "ASSAULT", "army", None, town="Maskanah", on=DAY, mode="aerial", by=said)
    claim = next(c for c in desk.draft().claims if c.kind == "event")
    assert claim.speakers == ("Col. Nizar Haddoum", "monitors")


def test_statements_are_joined_by_speaker_and_words() -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").said("colonel", "our units will remain around Maskanah until winter")
    desk.report("b", DAY, "Beta").said("colonel", "units would remain around Maskanah until winter", SpeechKind.MIXED)
    desk.report("c", DAY, "Gamma").said("colonel", "pensions will be paid in grain this year")
    sizes = sorted(len(c.members) for c in desk.draft().claims)
    assert sizes == [1, 2]


def control_story() -> Desk:
    desk = Desk()
    first = desk.report("a", DAY, "Alpha")
    first.holds("Saraqib", "rebels", "taken", DAY)
    first.holds("Maskanah", "army", "held")
    desk.report("b", DAY + timedelta(days=4), "Beta").holds("Saraqib", "army", "taken", DAY + timedelta(days=4))
    last = desk.report("c", DAY + timedelta(days=6), "Gamma")
    last.holds("Saraqib", "army", "held")
    last.holds("Maskanah", "rebels", "entered", DAY + timedelta(days=6))
    return desk


def test_a_town_changes_hands() -> None:
    rows = history(control_story().picture().control, "Saraqib")
    assert [(r.holder, r.first, r.last, r.strength, r.before) for r in rows] == [
        ("rebels", DAY, DAY + timedelta(days=3), "taken", None),
        ("army", DAY + timedelta(days=4), None, "taken", "rebels"),
    ]
    assert all(r.evidence for r in rows)


def test_the_table_for_any_day() -> None:
    rows = control_story().picture().control
    before, then, later = (control_on(rows, DAY + timedelta(days=k)) for k in (-1, 1, 6))
    assert [(r.place, r.holder) for r in before] == []
    assert [(r.place, r.holder) for r in then] == [("Maskanah", "army"), ("Saraqib", "rebels")]
    assert [(r.place, r.holder, r.strength) for r in later] == [
        ("Maskanah", "army", "held"),
        ("Maskanah", "rebels", "entered"),
        ("Saraqib", "army", "taken"),
    ]


def test_a_town_that_changes_hands_within_one_year_keeps_the_order_of_telling() -> None:
    year = Period(date(2029, 1, 1), date(2029, 12, 31))
    desk = Desk()
    report = desk.report("a", DAY, "Alpha")
    for holder, again in (("rebels", False), ("army", True)):
        report.holds("Saraqib", holder, "taken", year)
        *others, last = desk.codings["a"].holdings
        one = replace(last, evidence=(others or [last])[0].evidence, again=again)
        desk.codings["a"] = replace(desk.codings["a"], holdings=(*others, one))
    rows = history(desk.picture().control, "Saraqib")
    assert [(r.holder, r.before, r.strength, r.began, r.ended, r.disputed) for r in rows] == [
        ("rebels", "army", "taken", year, year, False),
        ("army", "rebels", "taken", year, None, False),
    ]


def test_a_taking_without_a_day_was_made_by_the_day_of_its_report() -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").holds("Saraqib", "rebels", "taken")
    (row,) = desk.picture().control
    assert (row.first, row.last, row.began) == (DAY, None, Period(None, DAY))
    assert not control_on([row], DAY - timedelta(days=1))


def test_an_undated_taking_joins_the_dated_one() -> None:
    desk = Desk()
    desk.report("a", DAY + timedelta(days=2), "Alpha").holds("Saraqib", "rebels", "taken")
    desk.report("b", DAY, "Beta").holds("Saraqib", "rebels", "taken", DAY)
    rows = desk.picture().control
    assert [(r.holder, r.first) for r in rows] == [("rebels", DAY)]


def test_a_loss_tells_who_held_before() -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").holds("Saraqib", "rebels", "taken", DAY)
    desk.report("b", DAY, "Beta").holds("Saraqib", "government", "lost")
    assert [(r.holder, r.before) for r in desk.picture().control] == [("rebels", "government")]


def test_rival_claims_to_a_place_stand_side_by_side() -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").holds("Saraqib", "rebels", "held")
    desk.report("b", DAY, "Beta").holds("Saraqib", "army", "held")
    rows = desk.picture().control
    assert {(r.holder, r.disputed) for r in rows} == {("rebels", True), ("army", True)}


def test_one_loose_adjective_makes_no_relation() -> None:
    desk = Desk()
    desk.report("a", DAY, "Alpha").tie("rebels", "supports", "iran", "leaning")
    assert desk.picture().relations == ()
    desk.report("b", DAY, "Beta").tie("rebels", "supports", "iran", "verb")
    (row,) = desk.picture().relations
    assert (row.from_entity, row.relation, row.to_entity, row.strength, len(row.evidence)) == (
        "rebels",
        "supports",
        "iran",
        "stated",
        2,
    )


def test_mutual_relations_are_told_once() -> None:
    desk = Desk()
    report = desk.report("a", DAY, "Alpha")
    report.tie("russia", "ally of", "iran", "noun")
    report.tie("iran", "ally of", "russia", "noun")
    assert [(r.from_entity, r.to_entity) for r in desk.picture().relations] == [("iran", "russia")]


def test_support_that_was_given_shows_a_relation() -> None:
    desk = Desk()
    desk.report("a", DAY).event("Russia continued to support the government", "SUPPORT", "russia", "government")
    assert [(r.from_entity, r.relation, r.to_entity, r.strength) for r in desk.picture().relations] == [
        ("russia", "supports", "government", "shown")
    ]


def test_a_report_without_a_day_gets_that_of_its_siblings() -> None:
    desk = Desk()
    desk.report("a", DAY)
    desk.report("b", None)
    bound = rebind(desk.codings, [desk.story(("a", "b"))])
    assert (bound["b"].published.day, bound["b"].published.how) == (DAY, "inferred")
    assert "same origin" in bound["b"].published.reason
    assert bound["a"] is desk.codings["a"]


def test_a_day_that_is_inferred_is_the_weekday_told_of_and_is_weighed_again_beside_siblings() -> None:
    desk = Desk()
    desk.report("a", DAY)
    desk.report("b", None)
    desk.report("c", None)
    told = Mention(Span(0, 6, "Monday"), MentionKind.DATE, "Monday", date=Period(None, None, "MON<="))
    guessed = Published(DAY - timedelta(days=2), "inferred", "the newest date in the text")
    desk.codings["b"] = replace(desk.codings["b"], mentions=(told,))
    desk.codings["c"] = replace(desk.codings["c"], published=guessed)
    bound = rebind(desk.codings, [desk.story()])
    day = bound["b"].published.day
    assert day is not None
    assert (day.weekday(), abs(day - DAY) <= timedelta(days=3)) == (0, True)
    assert bound["b"].mentions[0].date == Period(day, day, "MON<=")
    assert (bound["c"].published.day, bound["c"].published.how) == (DAY, "inferred")


def judgement(number: int, verdict: str, *of: str, undone: bool = False) -> Judgement:
    return Judgement(f"j{number}", verdict, of, "tester", datetime(2031, 6, 1, 12, number, tzinfo=UTC), "test", undone)


def test_what_is_judged_apart_stays_apart_and_what_is_judged_same_is_joined() -> None:
    desk = two_reports()
    (claim,) = desk.draft().claims
    apart = verdicts([judgement(1, "not-same", *claim.members)])
    assert len(desk.draft(verdicts=apart).claims) == 2
    same = verdicts([judgement(1, "not-same", *claim.members), judgement(2, "same", *claim.members)])
    assert desk.draft(verdicts=same).claims[0].members == claim.members


def test_what_is_judged_wrong_is_gone_and_a_new_name_is_shown() -> None:
    desk = two_reports()
    (claim,) = desk.draft().claims
    assert desk.draft(verdicts=verdicts([judgement(1, "wrong", claim.id)])).claims == ()
    named = desk.picture(
        verdicts=verdicts([judgement(1, "rename", "rebels", "The Front"), judgement(2, "rename", claim.id, "Saraqib fell")])
    )
    assert "The Front" in {e.name for e in named.entities}
    assert named.claims[0].summary == "Saraqib fell"


VERDICT = st.tuples(
    st.sampled_from(["same", "not-same", "wrong", "right"]), st.sampled_from(["x", "y", "z"]), st.sampled_from("uvw")
)


@given(st.lists(VERDICT, max_size=8), st.data())
def test_the_order_of_judgements_does_not_matter(made: list[tuple[str, str, str]], data: st.DataObject) -> None:
    judged = [judgement(k, verdict, a, b) for k, (verdict, a, b) in enumerate(made)]
    assert verdicts(data.draw(st.permutations(judged))) == verdicts(judged)


@given(st.lists(VERDICT, max_size=8), VERDICT)
def test_undoing_a_judgement_restores_what_was(made: list[tuple[str, str, str]], last: tuple[str, str, str]) -> None:
    judged = [judgement(k, verdict, a, b) for k, (verdict, a, b) in enumerate(made)]
    undone = judgement(30, last[0], *last[1:], undone=True)
    assert verdicts([*judged, undone]) == verdicts(judged)


def test_undoing_restores_the_picture_exactly() -> None:
    desk = two_reports()
    before = desk.picture()
    members = before.claims[0].members
    judged = desk.picture(verdicts=verdicts([judgement(1, "not-same", *members)]))
    undone = desk.picture(verdicts=verdicts([judgement(1, "not-same", *members, undone=True)]))
    assert judged != before
    assert undone == before


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_the_order_of_reading_does_not_matter(order: list[str]) -> None:
    def drawn(names: list[str]) -> object:
        desk = Desk()
        for name in names:
            strike(
                desk, name, {"a": 12, "b": 14, "c": 12, "d": 20, "e": 14}[name], DAY + timedelta(days="abcde".index(name) // 2)
            )
            desk.report(f"{name}2", DAY, name).holds(
                "Saraqib", "rebels" if name in "ab" else "army", "taken", DAY + timedelta(days="abcde".index(name))
            )
        made = desk.picture(*pairwise(sorted(desk.codings)))
        return made.claims, made.relations, made.control, made.naming

    assert drawn(order) == drawn(["a", "b", "c", "d", "e"])


def test_an_open_period_meets_all_days_after_it() -> None:
    assert Period(DAY, None).meets(Period.day(DAY + timedelta(days=300)))


MONTH = Period(date(2031, 5, 1), date(2031, 5, 31))
Told = dict[str, object]
BOTH: Told = {"town": "Saraqib", "trigger": "shelled", "mode": "heavy-weapons"}


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        pytest.param({}, {}, False, id="the same side and town alone"),
        pytest.param({"on": DAY}, {"on": DAY}, True, id="there and then"),
        pytest.param({"on": DAY}, {"on": DAY, "town": None}, False, id="the day alone"),
        pytest.param({"killed": (17, 17)}, {"killed": (17, 17)}, True, id="the same toll"),
        pytest.param({"killed": (24, 99)}, {"killed": (24, 99)}, False, id="dozens are no number"),
        pytest.param({"on": DAY}, {"on": MONTH}, False, id="a day and a month"),
        pytest.param({"status": Status.PLANNED}, {"status": Status.PLANNED}, True, id="what is planned is planned once"),
    ],
)
def test_two_assaults_are_one_by_what_is_particular_to_them(first: Told, second: Told, one: bool) -> None:
    desk = Desk()
    for name, text, told in (("a", "shelled positions at dusk", first), ("b", "shelled hilltops near Maskanah", second)):
        desk.report(name, DAY + timedelta(days=1), name).event(text, "ASSAULT", "army", "rebels", **{**BOTH, **told})  # type: ignore[arg-type]
    assert (len(desk.draft().claims) == 1) is one


def test_those_whom_two_tellings_name_are_the_parties() -> None:
    assert main_parties([["army", "russia"], ["army"], ["army", "iran"]]) == ("army",)
    assert main_parties([["army"], ["russia"]]) == ("army", "russia")
    assert main_parties([]) == ()
