"""Whether two tellings tell the same thing: a score with its reasons, or a conflict that forbids it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellings.model.coding import Precision
from tellings.picture.roster import NAMED, overlap

if TYPE_CHECKING:
    from datetime import date

    from tellings.model.coding import Place
    from tellings.model.period import Period
    from tellings.picture.telling import Telling

SAME = 3.0
"""Points from which two tellings are one claim: the same actor and town, say, or a shared passage and trigger."""

CLEAR = 5.0
"""Points from which two tellings are one claim although they name different actors (then they disagree on who did it), or stand
in one report, which seldom tells a thing twice without saying so."""

WORDS_ALIKE = 0.5
"""Share of the shorter side's telling words from which two sentences count as alike in what they say."""

SPEECH_ALIKE = 0.6
"""The same for the content of statements, which is nearly all that tells two statements of one speaker apart."""

SHORT_SPEECH = 5
SHORT_ALIKE = 0.75
"""A side with fewer telling words than that must have more than this share of them in the other, and most of the other's: three
words of one speaker lie within many longer speeches. 5 of the 7 claims of statements read by eye and wrong were such."""

HABITS = frozenset({"regul", "often", "routi", "frequ", "daily", "repea"})
"""Stems of words that tell of a habit: a bombing that goes on `regularly` is not the one of that day."""

WHOLE_ALIKE = 0.5
"""What "most of the other's" is."""

CERTAIN = 0.75
"""Agreement of two parties from which they count as the same: by entity, or by country and sector."""

ROUGHLY = 0.25
"""Points for sides that agree, but only in kind (`civilians`, `gunmen`)."""

SLACK_DAYS = 1
"""Reports of one happening differ by a day for time zones, nights and desks; by more only if they mean another day."""

SHORT_DAYS = 3
"""A period of at most so many days says when something happened; a longer one only bounds it."""

WHO_OR_WHERE = ("same actor", "same recipient", "same place", "shared")
"""Without one of these reasons, likeness is chance."""

PARTICULAR = ("shared", "same day", "same place", "same word", "same number", "words")
"""Without one of these, two acts between the same parties are only of one kind (another call for talks)."""

STRIKING = ("shared", "same number", "words", "there and then")
"""The same where one is a real assault. A town is taken once in a story, but struck many times: by the same side,
with the same word for it, on the same day elsewhere in the country. 11 of 47 claims of two and more origins that were read by eye
were wrong, and 9 of the 11 joined two assaults that had no more than that in common."""

COMPATIBLE = (
    frozenset({"ASSAULT", "COERCE"}),  # taking a place is coded as either
    frozenset({"SUPPORT", "AID"}),  # backing, with or without saying by what means
    frozenset({"SUPPORT", "AGREE"}),
    frozenset({"AID", "COOPERATE"}),
    frozenset({"AID", "AGREE"}),
    frozenset({"CONCEDE", "RETREAT"}),
    frozenset({"CONCEDE", "AGREE"}),
    frozenset({"REQUEST", "ACCUSE"}),
    frozenset({"MOBILIZE", "ASSAULT"}),
)
"""Pairs of types that careful people give to one happening."""

ROUGH = frozenset({"CVL", "UNK", "UAF", None})
"""Sectors of people told by kind alone: that both strikes hit civilians makes them no more alike."""

NUMBERS_APART = -1.5
NUMBERS_DISPUTED = -0.5
MODES_APART = -1.0
"""What speaks against two tellings being one. Tolls of one town and day are disputed; in one line of reporting they only rise."""

NEARBY = 2
"""What `places` gives for the same town or site."""

OTHER_TYPE = -0.75
"""Compatible types need a little more in common than equal ones."""

REAL = frozenset({"actual", "background"})
"""An event recalled later was news once."""

FINE = frozenset({Precision.SITE, Precision.TOWN})


@dataclass(frozen=True, slots=True)
class Match:
    """How strongly two tellings tell the same thing, and why."""

    score: float
    reason: str


def match(left: Telling, right: Telling) -> Match | None:
    """The match of two tellings of one kind, or None where they cannot or need not be the same thing."""
    if left.kind != right.kind or not _types(left, right):
        return None
    found = _statements(left, right) if left.kind == "statement" else _events(left, right)
    return found if found and found.score >= SAME else None


def denies(denial: Telling, claim: Telling) -> bool:
    """Whether one event telling denies what the other tells as real: two of actor, recipient, place and word are the same."""
    if denial.kind != "event" or denial.status != "denied" or claim.status not in REAL or not _types(denial, claim):
        return False
    sides = [overlap(denial.actors, claim.actors), overlap(denial.recipients, claim.recipients)]
    near = places(denial.place, claim.place)
    if _apart_in_time(denial.bound, claim.bound) or min(*sides, near) < 0:
        return False
    return sum([sides[0] >= CERTAIN, sides[1] >= CERTAIN, near >= 1, denial.trigger == claim.trigger]) >= 2


def conflict(left: Telling, right: Telling) -> bool:
    """Whether two tellings cannot stand in one claim, whatever links them to others in it."""
    if left.kind != right.kind or not _types(left, right) or _statuses(left, right) is False:
        return True
    if left.kind == "statement":
        return overlap(left.actors, right.actors) < 0 and not left.passages & right.passages
    if _apart_in_time(left.bound, right.bound) or places(left.place, right.place) < 0 or _recalled(left, right):
        return True
    if left.report == right.report and left.type == right.type and left.mode and right.mode and left.mode != right.mode:
        return True  # who seized power and detained the president did two things; who attacked a town and took it did one
    if left.passages & right.passages:
        return False
    return "ASSAULT" in (left.type, right.type) and (_one_of_many(left, right) or _other_toll(left, right))


def _one_of_many(left: Telling, right: Telling) -> bool:
    """Whether one is of a day and the other of a week, month or year, or a habit: who sums up a longer time tells of many."""
    if HABITS.isdisjoint(left.words) != HABITS.isdisjoint(right.words):
        return True
    if left.type != right.type or not (left.when and right.when):
        return False
    closed = all(w.first and w.last for w in (left.when, right.when))
    return closed and _short(left.when.first, left.when.last) != _short(right.when.first, right.when.last)


def _other_toll(left: Telling, right: Telling) -> bool:
    """Whether two lines of reporting give other tolls of what they do not place in one town, nor sum up over a long time."""
    if not _numbers_differ(left, right) or left.line & right.line:
        return False
    there = places(left.place, right.place) >= NEARBY
    summed = all(t.when and not _short(t.when.first, t.when.last) for t in (left, right))
    return not there and not summed


def _recalled(left: Telling, right: Telling) -> bool:
    """Whether one is news and the other recalled, without a day that makes them one."""
    return left.status != right.status and not _same_days(left.when, right.when)


def _events(left: Telling, right: Telling) -> Match | None:
    if conflict(left, right):
        return None
    parts = [
        *_copied(left, right),
        *_parties(left, right),
        *_where_when(left, right),
        *_wording(left, right),
        *_against(left, right),
    ]
    score = sum(points for points, _ in parts)
    differ = any(why.startswith("other") for _, why in parts)
    if (differ or left.report == right.report) and score < CLEAR:
        return None
    reasons = [why for _, why in parts]
    particular = STRIKING if left.status in REAL and "ASSAULT" in (left.type, right.type) else PARTICULAR
    if not _any(reasons, WHO_OR_WHERE) or not _any(reasons, particular):
        return None
    return Match(score, ", ".join(reasons))


def _any(reasons: list[str], wanted: tuple[str, ...]) -> bool:
    return any(why.startswith(wanted) for why in reasons)


def _statements(left: Telling, right: Telling) -> Match | None:
    if conflict(left, right) or _opposed(left.type, right.type):
        return None
    alike = shared_words(left.words, right.words)
    shared = bool(left.passages & right.passages)
    speaker = overlap(left.actors, right.actors)
    if alike < SPEECH_ALIKE or (speaker <= 0 and not shared) or not (shared or _long_enough(left, right, alike)):
        return None
    if _apart_in_time(left.when, right.when) and not shared:
        return None
    reason = f"{alike:.0%} of the words" + (", same speaker" if speaker > 0 else "") + (", shared passage" if shared else "")
    return Match(2 * alike + 2 * speaker + 2 * shared, reason)


def _long_enough(left: Telling, right: Telling, alike: float) -> bool:
    """Whether two statements have enough words in common, and not only few words of which many are common."""
    shorter, longer = sorted((left, right), key=lambda t: (len(t.words), t.id))
    if len(shorter.words) >= SHORT_SPEECH or _spoken(shorter) in _spoken(longer):
        return True
    return alike > SHORT_ALIKE and alike * len(shorter.words) >= WHOLE_ALIKE * len(longer.words)


def _spoken(told: Telling) -> str:
    """The words of a statement, whatever their marks and capitals; a quotation in part is within the whole one."""
    words = re.findall(r"\w+", " ".join(span.text for span in told.content).casefold())
    return f" {' '.join(words)} "


def _copied(left: Telling, right: Telling) -> list[tuple[float, str]]:
    """The same word in the same copied passage; two other words there are two acts of one sentence."""
    return [(3.0, "shared passage")] if left.passages & right.passages and left.trigger == right.trigger else []


def _parties(left: Telling, right: Telling) -> list[tuple[float, str]]:
    parts = []
    for name, a, b in (("actor", left.actors, right.actors), ("recipient", left.recipients, right.recipients)):
        agreed = overlap(a, b)
        if agreed > 0:
            rough = all(w.sector in ROUGH and w.kind not in NAMED for w in (*a, *b))
            parts.append((ROUGHLY if rough else 1.5 * agreed, f"same {name}"))
        elif agreed < 0:
            parts.append((-2.0, f"other {name}"))
    return parts


def _against(left: Telling, right: Telling) -> list[tuple[float, str]]:
    """What speaks against it: other numbers of the same measure, other means, another type."""
    parts = []
    if _numbers_differ(left, right) and not left.line & right.line:
        there_and_then = places(left.place, right.place) >= NEARBY and _one_day(left.when) and left.when == right.when
        parts.append((NUMBERS_DISPUTED if there_and_then else NUMBERS_APART, "numbers differ"))
    if left.mode and right.mode and left.mode != right.mode:
        parts.append((MODES_APART, "means differ"))
    if left.type != right.type:
        parts.append((OTHER_TYPE, "types differ"))
    return parts


def _numbers_differ(left: Telling, right: Telling) -> bool:
    measures = {q.measure for q in left.numbers} & {q.measure for q in right.numbers}
    return any(
        {(q.low, q.high) for q in left.numbers if q.measure == m}.isdisjoint(
            (q.low, q.high) for q in right.numbers if q.measure == m
        )
        for m in measures
    )


def _where_when(left: Telling, right: Telling) -> list[tuple[float, str]]:
    parts = []
    near = places(left.place, right.place)
    if near > 0:
        parts.append((near, "same place" if near >= 1 else "place inside place"))
    there = "there and then, " if near >= 1 else ""
    if _one_day(left.when) and left.when == right.when:
        parts.append((1.5, f"{there}same day"))
    elif _same_days(left.when, right.when):
        parts.append((0.75, f"{there}same days"))
    return parts


def _wording(left: Telling, right: Telling) -> list[tuple[float, str]]:
    parts = []
    if left.trigger == right.trigger:
        parts.append((0.75, "same word for it"))
    if left.type == right.type and left.mode and left.mode == right.mode:
        parts.append((0.5, "same mode"))
    alike = shared_words(left.words, right.words)
    if alike >= WORDS_ALIKE:
        parts.append((2 * alike, f"words alike ({alike:.0%})"))
    if left.status == "called_for" and left.voice and right.voice and left.voice.key == right.voice.key:
        parts.append((1.0, "same voice"))
    if _counted(left) & _counted(right):
        parts.append((1.0, "same number"))
    return parts


def _counted(telling: Telling) -> set[tuple[str, float | None, float | None]]:
    """What is counted by a number that says how many: there are `dozens` in every other report."""
    return {(q.measure, q.low, q.high) for q in telling.numbers if q.high is None or q.low == q.high}


def _types(left: Telling, right: Telling) -> bool:
    if left.kind == "statement":
        return True
    return left.type == right.type or frozenset({left.type, right.type}) in COMPATIBLE


def _statuses(left: Telling, right: Telling) -> bool | None:
    """Whether two statuses go together; None where nothing is said."""
    if left.status == right.status:
        return True
    return {left.status, right.status} <= REAL


def _opposed(left: str, right: str) -> bool:
    return left != right and "denies" in (left, right)


def shared_words(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the shorter side's telling words that both have; very few have to be all the same."""
    shorter = min(len(left), len(right))
    return len(left & right) / shorter if shorter > 2 else float(left == right and shorter > 0)


def places(left: Place | None, right: Place | None) -> float:
    """2 for the same town or site, 1 for the same region, 0.25 to 0.5 for one inside the other, 0 unknown, -1 for two places."""
    if left is None or right is None:
        return 0.0
    if (left.geonameid and left.geonameid == right.geonameid) or left.name.casefold() == right.name.casefold():
        return 2.0 if left.precision in FINE else 1.0 if left.precision == Precision.REGION else 0.5
    if left.country and right.country and left.country != right.country:
        return -1.0
    return _nested(left, right)


def _nested(left: Place, right: Place) -> float:
    """How far one of two places of one country can lie in the other."""
    kinds = {left.precision, right.precision}
    if kinds & {Precision.COUNTRY, Precision.LARGER}:
        return 0.25
    if Precision.REGION in kinds and left.admin1 and left.admin1 == right.admin1:
        return 0.5
    if Precision.SITE in kinds and (left.lat, left.lon) == (right.lat, right.lon):
        return 1.0
    return -1.0


def _apart_in_time(left: Period | None, right: Period | None) -> bool:
    return bool(left and right and not left.meets(right, SLACK_DAYS))


def _same_days(left: Period | None, right: Period | None) -> bool:
    return bool(left and right and _short(left.first, left.last) and _short(right.first, right.last) and left.meets(right))


def _one_day(period: Period | None) -> bool:
    return period is not None and period.first is not None and period.first == period.last


def _short(first: date | None, last: date | None) -> bool:
    return bool(first and last and (last - first).days <= SHORT_DAYS)
