"""Claims told again in follow-ups: what is one, what never is, and how it is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from hand_made import Desk
from tellings.model.coding import Status
from tellings.model.picture import Claim, Judgement, Picture
from tellings.model.story import FollowUp, Origin, Story
from tellings.picture import compose, draft, joined, retold, same_claims, verdicts
from tellings.picture.judged import Verdicts
from tellings.picture.retelling import is_carried

DAY = date(2031, 5, 3)
LATER = DAY + timedelta(days=2)
NEWS = "Fighters of the Northern Front took the town of Saraqib before noon on Saturday after a night of shelling"
BACKGROUND = "Fighters of the Front took the town of Saraqib before noon on Saturday after a night of shelling, as reported"
OTHER_WORDS = "Saraqib, which the Front took on Saturday, was quiet"


class Days:
    """Two stories, of which the second follows the first."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.of: dict[str, list[str]] = {"story-1": [], "story-2": []}
        self.agencies: dict[str, str] = {}

    def taking(self, story: str, name: str, outlet: str, text: str = NEWS, **more: object) -> str:
        told = {"actor": "rebels", "town": "Saraqib", "on": DAY, "mode": "seize", "trigger": "took", **more}
        self.of[story].append(name)
        report = self.desk.report(name, DAY if story == "story-1" else LATER, outlet)
        actor = told.pop("actor")
        return report.event(text, "COERCE", actor, told.pop("recipient", None), **told)  # type: ignore[arg-type]

    def stories(self) -> list[Story]:
        return [
            Story(k, k, None, None, tuple(r), tuple(Origin((one,), "test", self.agencies.get(one)) for one in r))
            for k, r in self.of.items()
        ]

    def picture(self, made: Verdicts | None = None, *, following: bool = True) -> Picture:
        made = made or Verdicts()
        roster = self.desk.roster()
        drafts = [draft(s, self.desk.codings, roster, self.desk.outlets, made) for s in self.stories()]
        follows = [FollowUp("story-2", "story-1", 1.0, "test")] if following else []
        return compose(self.stories(), roster, drafts, made, retold(follows, drafts, made))

    def takings(self, made: Verdicts | None = None) -> list[Claim]:
        return [c for c in self.picture(made).claims if c.type == "COERCE" and c.status != "denied"]


def two_days(text: str = OTHER_WORDS, **more: object) -> Days:
    days = Days()
    days.taking("story-1", "a", "Alpha")
    days.taking("story-2", "b", "Beta", text, **more)
    return days


def test_a_taking_that_a_follow_up_recalls_is_one_claim() -> None:
    (claim,) = two_days(status=Status.BACKGROUND).takings()
    assert (claim.story, claim.stories, claim.reports) == ("story-1", ("story-1", "story-2"), ("a", "b"))
    assert (claim.first, claim.last, claim.outlets) == (DAY, LATER, 2)
    assert claim.standing == "confirmed by 2 independent origins"


def test_without_a_follow_up_nothing_is_joined() -> None:
    assert len(two_days().picture(following=False).claims) == 2


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"on": DAY + timedelta(days=1)}, id="another day"),
        pytest.param({"on": None}, id="no day"),
        pytest.param({"town": "Maskanah"}, id="another town"),
        pytest.param({"town": None}, id="no town"),
        pytest.param({"actor": "army"}, id="another side"),
        pytest.param({"actor": None}, id="nobody named"),
        pytest.param({"status": Status.PLANNED}, id="only planned"),
    ],
)
def test_what_is_left_open_is_not_told_again(more: dict[str, object]) -> None:
    assert len(two_days(**more).takings()) == 2  # type: ignore[arg-type]  # the cases are data


def test_words_carried_over_need_no_day() -> None:
    (claim,) = two_days(BACKGROUND, on=None).takings()
    assert len(claim.members) == 2


def test_background_that_is_carried_over_is_no_second_origin() -> None:
    (claim,) = two_days(BACKGROUND).takings()
    assert (claim.outlets, claim.origins, claim.standing) == (2, 1, "one origin only")


def test_one_agency_and_one_outlet_are_one_origin_on_both_days() -> None:
    agency = two_days()
    agency.agencies = {"a": "AFP", "b": "AFP"}
    assert agency.takings()[0].origins == 1
    agency.agencies = {"a": "AFP", "b": "Reuters"}
    assert agency.takings()[0].origins == 2
    outlet = Days()
    outlet.taking("story-1", "a", "Alpha")
    outlet.taking("story-2", "b", "Alpha", OTHER_WORDS)
    assert outlet.takings()[0].origins == 1


def test_a_toll_that_rises_from_day_to_day_is_an_update() -> None:
    days = Days()
    days.taking("story-1", "a", "Alpha", killed=(12, 12))
    days.taking("story-2", "b", "Beta", OTHER_WORDS, killed=(17, 17))
    (claim,) = days.takings()
    row = next(d for d in claim.disagreements if d.about == "killed")
    assert (row.how, row.low, row.high, [v.value for v in row.values]) == ("update", 12, 17, ["12", "17"])


def test_a_follow_up_denies() -> None:
    days = two_days(on=None, town=None)
    days.of["story-2"].append("c")
    report = days.desk.report("c", LATER, "Gamma")
    said = report.said("army", "the town had not fallen", act="denies")
    text = "The army denied that the Front took Saraqib"
    report.event(
        text, "COERCE", "rebels", None, town="Saraqib", on=DAY, status=Status.DENIED, by=said, mode="seize", trigger="took"
    )
    claim = next(c for c in days.takings() if c.story == "story-1")
    assert (claim.against, claim.standing) == (1, "one origin only; denied by Syrian army")


def test_words_are_quoted_again() -> None:
    words = "our units will remain around Maskanah and the river crossings until the winter harvest"
    days = two_days()
    for name, story, text in (("c", "story-1", words), ("d", "story-2", words), ("e", "story-2", "pensions are paid in grain")):
        days.desk.report(name, DAY, name).said("colonel", text)
        days.of[story].append(name)
    said = [c for c in days.picture().claims if c.kind == "statement"]
    assert sorted(len(c.members) for c in said) == [1, 2]


def test_relations_point_to_the_joint_claim() -> None:
    days = two_days(recipient="army")
    days.taking("story-1", "c", "Gamma", recipient="army")
    picture = days.picture()
    told = {c for row in picture.relations for c in row.claims}
    assert told
    assert told <= {c.id for c in picture.claims}


def test_the_order_of_parts_does_not_matter() -> None:
    days = two_days()
    days.taking("story-1", "c", "Gamma", "The Front took Saraqib, witnesses said")
    roster = days.desk.roster()
    left, right = (draft(s, days.desk.codings, roster, days.desk.outlets) for s in days.stories())
    nobody = Verdicts()
    assert same_claims(left.parts, right.parts, nobody) == same_claims(right.parts, left.parts, nobody)
    assert len({joined(order) for order in permutations([*left.parts, *right.parts])}) == 1


def judged(verdict: str, *of: str) -> Verdicts:
    return verdicts([Judgement("j", verdict, of, "tester", datetime(2031, 6, 1, tzinfo=UTC), "")])


def test_a_person_parts_and_joins_across_stories() -> None:
    days = two_days()
    (claim,) = days.takings()
    assert len(days.takings(judged("not-same", *claim.members))) == 2
    apart = two_days(on=None)
    members = [m for c in apart.takings() for m in c.members]
    (one,) = apart.takings(judged("same", *members))
    assert set(one.members) == set(members)


@pytest.mark.parametrize(
    ("left", "right", "carried"),
    [
        (NEWS, NEWS, True),
        (NEWS, BACKGROUND, True),
        (NEWS, OTHER_WORDS, False),
        ("They took it", "They took it", False),
        (NEWS, NEWS.replace("Saraqib", "Maskanah").replace("noon", "dusk").replace("night", "day"), False),
    ],
)
def test_what_is_carried_over(left: str, right: str, carried: bool) -> None:
    assert is_carried(left, right) is carried
