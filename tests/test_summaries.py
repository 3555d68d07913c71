"""The plain line of a claim: each act of PLOVER read as English, with and without recipient, place and speaker."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hand_made import Desk
from tellings.data.act_words import ActWords, act_words
from tellings.data.event_tables import plover_types
from tellings.model.coding import SpeechKind, Status
from tellings.model.period import Period
from tellings.model.report import Block, BlockKind
from tellings.picture.roster import Who, agree
from tellings.text.shown import when_told
from test_picture import DAY, only


def line(
    kind: str, mode: str | None = None, cameo: str | None = None, *, whom: str | None = None, town: str | None = None
) -> str:
    desk = Desk()
    status = Status.PLANNED if kind == "AGREE" else Status.ACTUAL
    desk.report("a", DAY).event("Iran acted", kind, "iran", whom, town=town, mode=mode, status=status)
    (event,) = desk.codings["a"].events
    desk.codings["a"] = replace(desk.codings["a"], events=(replace(event, cameo=cameo),))
    return only(desk.draft().claims).summary


@pytest.mark.parametrize(
    ("kind", "mode", "cameo", "whom", "town", "words"),
    [
        ("AGREE", None, "033", None, "Saraqib", "Iran to send aid to Saraqib"),
        ("AGREE", None, "033", "army", None, "Iran to send aid to Syrian army"),
        ("AGREE", None, "036", "army", None, "Iran to hold talks with Syrian army"),
        ("AGREE", None, "030", "army", None, "Iran to agree with Syrian army"),
        ("AID", None, "075", "rebels", None, "Iran gave refuge to Northern Front"),
        ("SUPPORT", None, "057", "army", None, "Iran signed an agreement with Syrian army"),
        ("SUPPORT", None, "051", None, None, "Iran voiced support"),
        ("CONSULT", "visit", "042", None, "Saraqib", "Iran visited Saraqib"),
        ("ACCUSE", "disapprove", None, None, None, "Iran voiced criticism"),
        ("ACCUSE", "disapprove", None, "army", None, "Iran criticised Syrian army"),
        ("ASSAULT", None, None, None, "Saraqib", "Iran carried out an attack in Saraqib"),
        ("ASSAULT", "aerial", None, "army", "Saraqib", "Iran struck Syrian army from the air in Saraqib"),
        ("COERCE", "seize", None, None, "Saraqib", "Iran took Saraqib"),
        ("COERCE", "seize", None, "army", None, "Iran took territory from Syrian army"),
        ("THREATEN", "violence", None, "army", None, "Iran threatened Syrian army with violence"),
        ("THREATEN", "violence", None, None, None, "Iran threatened violence"),
    ],
)
def test_a_claim_is_told_in_english(
    kind: str, mode: str | None, cameo: str | None, whom: str | None, town: str | None, words: str
) -> None:
    assert line(kind, mode, cameo, whom=whom, town=town) == words


def test_what_somebody_asks_of_another_is_told_with_both() -> None:
    desk = Desk()
    report = desk.report("a", DAY)
    report.event("Syria should restrict the Front", "COERCE", "army", "rebels", mode="restrict", status=Status.CALLED_FOR)
    report.said("colonel", "Syria should restrict the Front", SpeechKind.INDIRECT)
    (event,), (said,) = desk.codings["a"].events, desk.codings["a"].statements
    desk.codings["a"] = replace(desk.codings["a"], events=(replace(event, attributed_to=said.id),))
    told = next(c.summary for c in desk.draft().claims if c.kind == "event")
    assert told == "Col. Nizar Haddoum called on Syrian army to restrict Northern Front"


@pytest.mark.parametrize(
    ("words", "trigger", "kind", "whom", "told"),
    [
        ("Iran called for a U.S. envoy, AFP said", "called", "REQUEST", None, "Iran made a demand: “called for a U.S. envoy”"),
        ("Iran accuses it of a raid.", "accuses", "ACCUSE", "army", "Iran accused Syrian army: “accuses it of a raid”"),
        ("Iran praised the army", "praised", "SUPPORT", "army", "Iran supported Syrian army"),
        ("Iran praised the truce", "praised", "SUPPORT", None, "Iran voiced support: “praised the truce”"),
        ("the plea of Iran: mediation", "mediation", "CONSULT", None, "Iran held talks"),
        ("Iran raided the depot", "raided", "ASSAULT", None, "Iran carried out an attack"),
        (
            "Iran urged one and all in the north and the south of the country to lay down arms", "urged", "REQUEST", None,
            "Iran made a demand: “urged one and all in the north and the south of the country …”",
        ),
    ],
)  # fmt: skip
def test_of_a_speech_its_own_words_are_shown(words: str, trigger: str, kind: str, whom: str | None, told: str) -> None:
    desk = Desk()
    desk.report("a", DAY).event(words, kind, "iran", whom, trigger=trigger)
    assert only(desk.draft().claims).summary == told


def test_every_act_has_words_with_whole_brackets() -> None:
    known = act_words()
    for name, kind in plover_types().items():
        assert (name, "") in known
        assert all((name, mode) in known for mode in kind.modes)
    for words in known.values():
        for form in (words.did, words.do, words.act):
            assert form.count("[") == form.count("]")
            assert form.strip() == form


def test_the_words_are_those_of_a_frozen_noun() -> None:
    assert act_words()["AID", ""] == ActWords("gave aid[ to ^]", "give aid[ to ^]", "aid[ to ^]")


def test_a_headline_and_the_toll_are_of_the_act_that_the_report_opens_with() -> None:
    desk = Desk()
    report = desk.report("a", DAY)
    report.event("rebels raid depot", "ASSAULT", "rebels", None, trigger="raid")
    report.event("rebels attacked the depot in Saraqib", "ASSAULT", "rebels", "army", town="Saraqib", on=DAY, trigger="attacked")
    report.event("the number of soldiers killed at 31", "ASSAULT", None, "army", killed=(31, 31), trigger="killed")
    title = Block(BlockKind.HEADING, 0, 500)
    desk.codings["a"] = replace(desk.codings["a"], blocks=(title,))
    told = sorted((len(c.members), c.summary) for c in desk.draft().claims)
    assert told == [(3, "Northern Front attacked Syrian army in Saraqib (3 May 2031)")]


def test_men_of_whom_nobody_says_whose_are_no_other_party() -> None:
    rebels, army = Who("a", "Northern Front", "SYR", "REB", "group"), Who("b", "Syrian army", "SYR", "MIL", "group")
    gunmen = Who("SYR UAF", "gunmen", "SYR", "UAF")
    assert [agree(gunmen, rebels), agree(gunmen, army), agree(rebels, army)] == [0.0, -1.0, -1.0]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2011, 1, 1), None, "since 2011"),
        (date(2011, 3, 4), None, "since 4 Mar 2011"),
        (None, date(2011, 3, 4), "until 4 Mar 2011"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016"),
        (None, None, ""),
    ],
)
def test_a_time_is_no_surer_than_it_is_told(first: date | None, last: date | None, said: str) -> None:
    assert when_told(Period(first, last)) == said
