"""What persons decided, and how it bears on what was read, which is never changed: only left out, joined or kept apart.

A judgement is of ids, and ids change: an event's when its report is read anew, a claim's, story's or origin's with what is in
it. So it keeps what it was of (`Anchor`), and that is what holds: a claim's members, a story's reports, an event's words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tellings.model.coding import Coding, Event, Statement
    from tellings.model.picture import Anchor, Judgement, Mark

VERDICTS = ("same", "not-same", "wrong", "right", "rename")
"""Every verdict there is. `rename` is of (id, new name); `same` and `not-same` of two ids or more; the others of one or more."""

MAKES_SENSE: dict[str, tuple[str, ...]] = {
    "event": ("same", "not-same", "wrong", "right"),
    "statement": ("same", "not-same", "wrong", "right"),
    "claim": VERDICTS,
    "entity": VERDICTS,
    "story": VERDICTS,
    "origin": ("same", "not-same", "wrong", "right"),
    "copy": ("wrong", "right"),
    "report": ("same", "not-same"),
}
"""What can be judged, and how. Two reports are the same where they tell of one happening."""

TRUTH = ("wrong", "right")
PAIRED = ("same", "not-same")

Pair = tuple[str, str]
Words = tuple[str, str, str, str]
"""What the same words are read as: event or statement, type or act, trigger or content, sentence."""

Shared = tuple[tuple[str, int, int], tuple[str, int, int]]
"""The passages of a copy: report, start and end, left and right."""


@dataclass(frozen=True)
class Body:
    """A claim, story, origin or entity as it was when it was judged: its members outlive its id."""

    kind: str
    verdict: str
    members: frozenset[str]
    name: str = ""

    def home(self, made: Mapping[str, Collection[str]]) -> str | None:
        """Which of the things made (members by id) has most of its members; None where none has any."""
        shares = {k: len(self.members.intersection(members)) for k, members in made.items()}
        best = min(shares, key=lambda k: (-shares[k], k), default=None)
        return best if best is not None and shares[best] else None


@dataclass(frozen=True)
class Verdicts:
    """The judgements that stand, by what they bear on. A later judgement of the same thing replaces an earlier one."""

    wrong: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()
    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    words: frozenset[Words] = frozenset()
    one_line: frozenset[Pair] = frozenset()
    two_lines: frozenset[Pair] = frozenset()
    no_copies: frozenset[Shared] = frozenset()

    @property
    def key(self) -> str:
        """All of it in one string, the same for the same verdicts: what was drawn under another one has to be drawn anew."""
        pairs = [sorted(self.same), sorted(self.apart), sorted(self.one_line), sorted(self.two_lines)]
        bodies = [(b.kind, b.verdict, sorted(b.members), b.name) for b in self.bodies]
        alone = [sorted(self.wrong), sorted(self.right), sorted(self.words), sorted(self.no_copies), sorted(self.names.items())]
        return str([pairs, alone, bodies])

    def joined(self, left: str, right: str) -> bool:
        """Whether a person said that these two are one."""
        return (min(left, right), max(left, right)) in self.same

    def parted(self, left: str, right: str) -> bool:
        """Whether a person said that these two are not one."""
        return (min(left, right), max(left, right)) in self.apart

    def name(self, thing: str, otherwise: str) -> str:
        """What a person calls it, else `otherwise`."""
        return self.names.get(thing, otherwise)

    def wrong_among(self, kind: str, made: Mapping[str, Collection[str]]) -> set[str]:
        """Those of the things made (members by id) that were judged wrong: by id, or by what was in them when they were judged.

        Besides the one that has most of what was judged, every one that is half or more of it is wrong too.
        """
        return self._true_among(kind, made)[0]

    def right_among(self, kind: str, made: Mapping[str, Collection[str]]) -> set[str]:
        """Those of the things made (members by id) that were judged right."""
        return self._true_among(kind, made)[1]

    def _true_among(self, kind: str, made: Mapping[str, Collection[str]]) -> tuple[set[str], set[str]]:
        wrong, right = {k for k in made if k in self.wrong}, {k for k in made if k in self.right}
        for body in (b for b in self.bodies if b.kind == kind and b.verdict in TRUTH):
            near = {k for k, members in made.items() if 2 * len(body.members.intersection(members)) >= len(members) > 0}
            near |= {home} if (home := body.home(made)) else set()
            wrong, right = (wrong | near, right - near) if body.verdict == "wrong" else (wrong - near, right | near)
        return wrong, right

    def names_among(self, kind: str, made: Mapping[str, Collection[str]]) -> dict[str, str]:
        """What persons call the things made (members by id), by id."""
        found = {k: self.names[k] for k in made if k in self.names}
        for body in (b for b in self.bodies if b.kind == kind and b.verdict == "rename"):
            if home := body.home(made):
                found[home] = body.name
        return found


def verdicts(judgements: Iterable[Judgement]) -> Verdicts:
    """The judgements that stand: undone ones are as if never made, and the order in which they are given does not matter."""
    found = _Standing()
    for one in sorted((j for j in judgements if not j.undone), key=lambda j: (j.at, j.id)):
        found.take(one)
    return found.verdicts()


class _Standing:
    """What stands after each judgement in turn: a later one of the same thing replaces an earlier one."""

    def __init__(self) -> None:
        self.truth: dict[str, str] = {}
        self.words: dict[Words, str] = {}
        self.copies: dict[Shared, str] = {}
        self.pairs: dict[Pair, str] = {}
        self.lines: dict[Pair, str] = {}
        self.names: dict[str, str] = {}
        self.bodies: dict[tuple[str, bool, frozenset[str]], Body] = {}

    def take(self, one: Judgement) -> None:
        known = {a.id: a for a in one.anchors}
        if one.verdict == "rename" and len(one.of) == 2:
            self._name(known.get(one.of[0]), one.of[0], one.of[1])
        elif one.verdict in TRUTH:
            for thing in one.of:
                self._true(known.get(thing), thing, one.verdict)
        elif one.verdict in PAIRED:
            lines = any(a.kind == "origin" for a in one.anchors)
            (self.lines if lines else self.pairs).update(
                dict.fromkeys(_across([_ids(known.get(i), i) for i in one.of]), one.verdict)
            )

    def _name(self, anchor: Anchor | None, thing: str, name: str) -> None:
        if anchor is None or not anchor.marks:
            self.names[thing] = name
            return
        self._body(Body(anchor.kind, "rename", members(anchor), name))

    def _true(self, anchor: Anchor | None, thing: str, verdict: str) -> None:
        if anchor is None or anchor.kind in ("event", "statement") or not anchor.marks:
            self.truth[thing] = verdict
            self.words.update({words: verdict for m in (anchor.marks if anchor else ()) if (words := _words(m))})
            return
        if anchor.kind == "copy":
            self.copies[_shared(anchor)] = verdict
            return
        self._body(Body(anchor.kind, verdict, members(anchor)))
        if verdict == "right":  # what is right stays together
            pinned = dict.fromkeys(combinations(sorted(members(anchor)), 2), "same")
            if anchor.kind in ("claim", "story"):
                self.pairs.update(pinned)
            elif anchor.kind == "origin":
                self.lines.update(pinned)

    def _body(self, body: Body) -> None:
        key = (body.kind, body.verdict == "rename", body.members)
        self.bodies.pop(key, None)
        self.bodies[key] = body

    def verdicts(self) -> Verdicts:
        return Verdicts(
            wrong=_where(self.truth, "wrong"), right=_where(self.truth, "right"), same=_where(self.pairs, "same"),
            apart=_where(self.pairs, "not-same"), names=self.names, bodies=tuple(self.bodies.values()),
            words=_where(self.words, "wrong"), one_line=_where(self.lines, "same"), two_lines=_where(self.lines, "not-same"),
            no_copies=_where(self.copies, "wrong"),
        )  # fmt: skip


Thing = TypeVar("Thing", str, Pair, Words, Shared)


def _where(found: Mapping[Thing, str], verdict: str) -> frozenset[Thing]:
    return frozenset(k for k, v in found.items() if v == verdict)


def members(anchor: Anchor) -> frozenset[str]:
    """What a judged thing was made of: events and statements, reports, or the referents of reports."""
    if anchor.kind == "entity":
        return frozenset(member(m.report, m.id) for m in anchor.marks)
    return frozenset(m.report if m.kind == "report" else m.id for m in anchor.marks)


def member(report: str, referent: str) -> str:
    """A referent of a report as one string."""
    return f"{report} {referent}"


def _ids(anchor: Anchor | None, thing: str) -> frozenset[str]:
    """The ids that stand for a judged thing in a pair: an entity, event or statement itself, else all that it was made of."""
    if anchor is None or not anchor.marks or anchor.kind in ("event", "statement", "entity", "report"):
        return frozenset([thing])
    return members(anchor)


def _across(sides: Iterable[frozenset[str]]) -> set[Pair]:
    """Every pair of two sides, each sorted."""
    return {(min(a, b), max(a, b)) for one, other in combinations(sides, 2) for a, b in product(one, other) if a != b}


def _words(mark: Mark) -> Words | None:
    if mark.kind not in ("event", "statement") or not mark.sentence:
        return None
    return (mark.kind, mark.read_as, _plain(mark.words), _plain(mark.sentence))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shared(anchor: Anchor) -> Shared:
    left, right = sorted((m.report, m.start, m.end) for m in anchor.marks)
    return left, right


def event_words(event: Event) -> Words:
    """What an event's words are read as."""
    return ("event", event.type, _plain(event.trigger.text), _plain(event.evidence.text))


def statement_words(said: Statement) -> Words:
    """What a statement's words are read as."""
    content = " … ".join(span.text for span in said.content)
    return ("statement", said.act, _plain(content), _plain(said.sentence.text))


def keep(coding: Coding, made: Verdicts) -> Coding:
    """The coding without the events and statements that were judged wrong, here or where the same words are read alike."""
    gone = {e.id for e in coding.events if _is_wrong(e.id, made, event_words(e) if made.words else None)}
    gone |= {s.id for s in coding.statements if _is_wrong(s.id, made, statement_words(s) if made.words else None)}
    return without(coding, gone)


def _is_wrong(thing: str, made: Verdicts, words: Words | None) -> bool:
    return thing in made.wrong or (words in made.words and thing not in made.right)


def without(coding: Coding, gone: Collection[str]) -> Coding:
    """The coding without these events and statements, and without what hangs on them."""
    if not gone:
        return coding
    return replace(
        coding,
        events=tuple(replace(e, attributed_to=None) if e.attributed_to in gone else e for e in coding.events if e.id not in gone),
        statements=tuple(
            replace(s, about=tuple(a for a in s.about if a not in gone)) for s in coding.statements if s.id not in gone
        ),
        ties=tuple(t for t in coding.ties if t.event not in gone),
        holdings=tuple(h for h in coding.holdings if h.event not in gone and h.attributed_to not in gone),
    )
