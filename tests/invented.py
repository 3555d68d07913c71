"""Codings of a small invented world for tests of drawing: few names and towns, so that everything meets; no parser."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tellings.model.coding import (
    Coding,
    Event,
    Holding,
    MentionKind,
    Party,
    Place,
    Precision,
    Referent,
    Role,
    Sited,
    SpeechKind,
    Statement,
    Status,
    Tie,
    Timed,
)
from tellings.model.ids import content_id
from tellings.model.period import Period
from tellings.model.report import Block, BlockKind, Published, Report, Span

PEOPLE = (
    ("person:orlan teveren", "Orlan Teveren", "MDA", "defence minister"),
    ("person:orlen teveren", "Orlen Teveren", "MDA", "defence minister"),
    ("person:teveren", "Teveren", "MDA", "minister"),
    ("person:olga teveren", "Olga Teveren", None, None),
    ("person:teveren", "Teveren", None, None),
    ("person:sabu kirono", "Sabu Kirono", "TZA", "spokesman"),
    ("person:sabu kirono", "Sabu Kirono", "KEN", "coach"),
    ("person:kirono", "Kirono", "TZA", "spokesman"),
)
OTHERS = (
    ("government:MDA", "Moldova", "MDA", MentionKind.COUNTRY, "GOV"),
    ("country:MDA", "Moldova", "MDA", MentionKind.COUNTRY, None),
    ("body:river front", "River Front", "MDA", MentionKind.ORGANISATION, "REB"),
    ("body:the river front", "the River Front", None, MentionKind.ORGANISATION, None),
    ("unnamed:- UAF", "gunmen", None, MentionKind.GROUP, "UAF"),
    ("unnamed:MDA REB", "Moldovan rebels", "MDA", MentionKind.GROUP, "REB"),
)
TOWNS = ("Tarvel", "Ostrana")
WORDS = [
    "harbour",
    "quay",
    "sorghum",
    "barges",
    "shutters",
    "convoy",
    "depot",
    "turbine",
    "ferry",
    "bridge",
    "granary",
    "orchard",
    "vineyard",
    "hailstorm",
    "tannery",
    "kiln",
    "smelter",
    "aqueduct",
    "viaduct",
    "lighthouse",
    "monastery",
    "quarry",
    "cathedral",
    "stadium",
    "refinery",
]
ACTS = (("shelled", "ASSAULT"), ("seized", "COERCE"), ("accused", "ACCUSE"))
FIRST = date(2031, 3, 11)

APART = 5
"""Days between two happenings: within a week, so that one may go on with another."""

CARRIED = 2
"""Sentences that a report carries over from the happening before, so that claims are told again."""


def written(number: int) -> tuple[Report, Coding]:
    """The report of that number: one of few happenings, some of them told in the words of another report."""
    rng = random.Random(number)  # what is invented is no secret
    happening, copied = number % 5, number % 3 == 0
    made = Made(number, _day(happening) + timedelta(days=rng.randrange(2)), f"Outlet {rng.randrange(4)}")
    if happening and number % 4:
        made.tell(random.Random(happening - 1), happening - 1, CARRIED)  # the same
    text = random.Random(happening if copied else 100 + number)  # the same
    made.tell(text, happening, rng.randint(1, 3))
    return made.read()


def _day(happening: int) -> date:
    return FIRST + timedelta(days=APART * happening)


class Made:
    """One report while it is put together."""

    def __init__(self, number: int, day: date, outlet: str) -> None:
        self.number, self.day, self.outlet = number, day, outlet
        self.text = ""
        self.blocks: list[Block] = []
        self.sentences: list[Span] = []
        self.referents: dict[str, Referent] = {}
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.ties: list[Tie] = []
        self.holdings: list[Holding] = []

    def tell(self, rng: random.Random, happening: int, many: int) -> None:
        """Write so many sentences of a happening."""
        topic = random.Random(happening).sample(WORDS, 9)  # what is invented is no secret
        for _ in range(many):
            self._sentence(rng, topic, _day(happening))

    def read(self) -> tuple[Report, Coding]:
        """The report and its coding."""
        self.text += f"\n\nItem {self.number} of the day."
        identity, ref = content_id("report", self.number), f"made/{self.number}"
        report = Report(identity, ref, self.text, self.outlet, published=self.day, ref_given=True)
        coding = Coding(
            report=report.id, version="made", language="en", published=Published(self.day, "metadata", "given"), dateline=None,
            byline=(), credits=(), blocks=tuple(self.blocks), sentences=tuple(self.sentences),
            referents=tuple(self.referents.values()), statements=tuple(self.statements), events=tuple(self.events),
            ties=tuple(self.ties), holdings=tuple(self.holdings),
        )  # fmt: skip
        return report, coding

    def _sentence(self, rng: random.Random, topic: list[str], day: date) -> None:
        start = len(self.text) + 2 * bool(self.text)
        self.text += "\n\n" if self.text else ""
        left, right, town = self._whom(rng), self._whom(rng), rng.choice(TOWNS)
        verb, kind = rng.choice(ACTS)
        filler = " ".join(rng.sample(topic, 7))
        self.text += f"{left.name} {verb} {right.name} in {town} near the {filler}."
        span = Span.of(self.text, start, len(self.text))
        trigger = Span(start + len(left.name) + 1, start + len(left.name) + 1 + len(verb), verb)
        actor, recipient = self._party(span, left, 0), self._party(span, right, len(left.name) + len(verb) + 2)
        place = Place(town, 1.0, 2.0, len(town), "MDA", None, Precision.TOWN, "made")
        at = self.text.index(town, start)
        sited = Sited(Span.of(self.text, at, at + len(town)), place)
        made = content_id("event", self.number, start)
        event = Event(
            made, span, trigger, kind, None, None, (actor,), (recipient,), Status.ACTUAL, "made",
            place=sited, date=Timed(None, Period.day(day)),
        )  # fmt: skip
        self.events.append(event)
        self.sentences.append(span)
        self.blocks.append(Block(BlockKind.BODY, start, len(self.text)))
        if rng.random() < 0.4:
            self.holdings.append(Holding(sited, actor, "taken", span, Period.day(day), event.id))
        if rng.random() < 0.4 and left.key != right.key:
            self.ties.append(Tie(actor, "supports", recipient, span, rng.choice(("verb", "leaning")), event=event.id))
        if rng.random() < 0.5:
            made = content_id("statement", self.number, start)
            self.statements.append(Statement(made, SpeechKind.INDIRECT, (span,), (), trigger, "claims", actor, span))

    def _whom(self, rng: random.Random) -> Referent:
        if rng.random() < 0.6:
            key, name, country, title = rng.choice(PEOPLE)
            roles = (Role(title, country, "GOV", Span(0, 1, "x")),) if title else ()
            made = Referent(key, MentionKind.PERSON, name, (name,), roles, country, "GOV" if title else None)
        else:
            key, name, country, kind, sector = rng.choice(OTHERS)
            made = Referent(key, kind, name, (name,), (), country, sector)
        return self.referents.setdefault(key, made)

    @staticmethod
    def _party(sentence: Span, who: Referent, at: int) -> Party:
        start = sentence.start + at
        return Party(Span(start, start + len(who.name), who.name), who.key, who.name, None, who.country, who.sector)
