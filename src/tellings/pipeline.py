"""THE ORDER: `code` reads one report alone; `draw` puts codings and judgements together.

Both are pure: the parser, the gazetteer and what a store keeps are handed in, and there is no clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations, starmap
from typing import TYPE_CHECKING, TypeVar

from tellings.data.outlets import outlet_home
from tellings.extract.events import find_events
from tellings.extract.names import find_cast
from tellings.extract.names.dictionary import ActorBook, with_dictionary
from tellings.extract.places import Gazetteer, find_places, ground
from tellings.extract.quantities import find_quantities
from tellings.extract.reading import Reading
from tellings.extract.statements import find_statements
from tellings.extract.syntax import Parse, Parser, Syntax, parsed_blocks, smooth
from tellings.extract.ties import find_holdings, find_ties
from tellings.extract.times import bind_times, date_words, published
from tellings.extract.trees import Trees
from tellings.model.coding import Coding, Event, Statement
from tellings.model.story import Link
from tellings.picture import Roster, compose, draft, judged_roster, keep, rebind, retold, verdicts
from tellings.resolve.entities import resolve
from tellings.stories import Member, follow_ups, group, link, stories_of
from tellings.text.blocks import Cut, cut
from tellings.text.language import READ_LANGUAGES, language_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tellings.model.coding import Holding, Party, Tie
    from tellings.model.picture import Judgement, Picture
    from tellings.model.report import Report
    from tellings.model.story import Copy, FollowUp, Story
    from tellings.picture import Draft, Verdicts

Links = dict[tuple[str, str], Link]

Told = TypeVar("Told", Event, Statement)

CODE_VERSION = "4"
"""Rises whenever the same report would be read otherwise."""

DRAW_VERSION = "6"
"""Rises whenever the same codings would be drawn otherwise."""


OWN_ACTORS = " actors "
"""Stands before the version of a user's dictionary in the version of a coding."""


def named_by(version: str) -> str:
    """The version of the dictionary that a coding of that version was made with, "" where there was none."""
    return version.partition(OWN_ACTORS)[2]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs from outside: the parser and the gazetteer; a user's own dictionary of actors where there is one.

    `others` are the parsers of languages beside English, by code: the seam at which a language is added (docs/languages.md).
    `trees` are those of the paragraphs read last, with all that these tools have found of them.
    """

    parser: Parser
    gazetteer: Gazetteer
    actors: ActorBook | None = None
    others: Mapping[str, Parser] = field(default_factory=dict)
    trees: Trees = field(default_factory=Trees, compare=False, repr=False)

    @property
    def version(self) -> str:
        """What a coding was made with."""
        own = f"{OWN_ACTORS}{self.actors.version}" if self.actors else ""
        return f"{CODE_VERSION} {self.parser.name} places {self.gazetteer.name}{own}"


def code(report: Report, tools: Tools) -> Coding:
    """All that can be read from one report alone."""
    return code_many([report], tools)[0]


def code_many(reports: Sequence[Report], tools: Tools) -> list[Coding]:
    """Like `code` for each, but the paragraphs of all are parsed in one go, equal ones once."""
    reports = [replace(r, language=language_of(r.text, r.language)) for r in reports]
    cuts = [cut(r.text, r.blocks, r.title) for r in reports]
    parsers = [tools.parser if r.language in READ_LANGUAGES else tools.others.get(r.language or "") for r in reports]
    wanted = [parsed_blocks(c.blocks) if p else [] for p, c in zip(parsers, cuts, strict=True)]
    texts = [[smooth(r.text[b.start : b.end]) for b in blocks] for r, blocks in zip(reports, wanted, strict=True)]
    parses = _parsed(parsers, texts)
    codings = []
    for report, made, blocks, parsed in zip(reports, cuts, wanted, parses, strict=True):
        with tools.trees.lent(report.text, blocks, parsed) as syntax:
            codings.append(_read(report, made, syntax, tools))
    return codings


def _parsed(parsers: Sequence[Parser | None], texts: Sequence[Sequence[str]]) -> list[list[Parse]]:
    """The parses of each report's paragraphs, all of one language in one go."""
    found: list[list[Parse]] = [[] for _ in texts]
    for parser in {id(p): p for p in parsers if p}.values():
        mine = [k for k, p in enumerate(parsers) if p is parser]
        parses = iter(parser.parse([paragraph for k in mine for paragraph in texts[k]]))
        for k in mine:
            found[k] = [next(parses) for _ in texts[k]]
    return found


def _read(report: Report, made: Cut, syntax: Syntax, tools: Tools) -> Coding:
    words = date_words(syntax)
    day = published(report, made, words)
    cast = find_cast(syntax)
    places = find_places(syntax, cast, tools.gazetteer, made.dateline, outlet_home(report.url, report.outlet))
    if found := ground(places, cast):
        cast = find_cast(syntax, found)
    cast = cast.placed(places)
    reading = Reading(
        report=report.id,
        syntax=syntax,
        day=day.day,
        cast=cast,
        times=bind_times(words, day.day, made.dateline),
        places=places,
        quantities=find_quantities(syntax),
        dateline=made.dateline,
    )
    statements = _once(find_statements(reading))
    events = _once(find_events(reading, statements))
    statements = _about(statements, events)
    ties, holdings = find_ties(reading, statements, events), find_holdings(reading, statements, events)
    cast = cast.kept(_parties(statements, events, ties, holdings))
    mentions = (*cast.mentions, *reading.times, *reading.places, *reading.quantities)
    coding = Coding(
        report=report.id,
        version=tools.version,
        language=report.language or "en",
        published=day,
        dateline=made.dateline,
        byline=report.byline or made.byline,
        credits=made.credits,
        blocks=made.blocks,
        sentences=tuple(s.span(report.text) for s in syntax.sentences),
        mentions=tuple(sorted(mentions, key=lambda m: (m.span.start, -m.span.end))),
        referents=cast.referents,
        statements=statements,
        events=events,
        ties=ties,
        holdings=holdings,
    )
    return with_dictionary(coding, tools.actors) if tools.actors else coding


def _parties(
    statements: Sequence[Statement], events: Sequence[Event], ties: Sequence[Tie], holdings: Sequence[Holding]
) -> Iterator[Party | None]:
    """Everybody who speaks, acts, is acted on, is tied or holds something."""
    yield from (s.speaker for s in statements)
    yield from (p for e in events for p in (*e.actors, *e.recipients))
    yield from (p for t in ties for p in (t.left, t.right))
    yield from (h.holder for h in holdings)


def draw(reports: Sequence[Report], codings: Sequence[Coding], judgements: Sequence[Judgement] = ()) -> Picture:
    """What the reports say together. For a handful: a desk draws the same a story at a time, and keeps what has not changed."""
    made = verdicts(judgements)
    coded = {c.report: c for c in codings}
    told, links = _stories({r.id: Member.of(r, coded[r.id]) for r in reports}, made)
    roster = find_roster(codings, made, (c for s in told for c in s.copies))
    outlets = {r.id: r.outlet for r in reports}
    bound = {report: keep(coding, made) for report, coding in rebind(coded, told).items()}
    drafts = [draft(s, bound, roster, outlets, made) for s in told]
    return whole_picture(told, roster, drafts, made, follow_ups(told, links))


def whole_picture(
    stories: Sequence[Story], roster: Roster, drafts: Sequence[Draft], made: Verdicts, followed: Iterable[FollowUp]
) -> Picture:
    """The picture of all stories, with the chains that they make, and the claims that they tell again put together."""
    chains = tuple(followed)
    picture = compose(stories, roster, drafts, made, retold(chains, drafts, made))
    shown = {s.id for s in picture.stories}
    return replace(picture, follow_ups=tuple(f for f in chains if f.story in shown and f.before in shown))


def _stories(members: Mapping[str, Member], made: Verdicts) -> tuple[tuple[Story, ...], list[Link]]:
    """The stories, as persons judged, and the links between their reports, as their words make them."""
    pairs = ((members[a].sketch, members[b].sketch) for a, b in combinations(sorted(members), 2))
    links = {(k.left, k.right): k for k in filter(None, starmap(link, pairs))}
    judged = judged_same(links, made, members)
    ordered = [judged[pair] for pair in sorted(judged)]
    groups = group(members, ordered, made.apart, {report: m.sketch for report, m in members.items()})
    return tuple(stories_of(groups, members, ordered)), list(links.values())


def judged_same(links: Links, made: Verdicts, reports: Collection[str]) -> Links:
    """The links, with those of the reports joined that a person judged to tell of one happening."""
    judged = dict(links)
    for a, b in made.same:
        if a in reports and b in reports:
            known = links.get((a, b)) or Link(a, b, 1.0, "a person said that they tell of one happening")
            judged[a, b] = replace(known, score=1.0)
    return judged


def find_roster(codings: Iterable[Coding], made: Verdicts, copies: Iterable[Copy] = ()) -> Roster:
    """The entities behind the referents of all reports; `copies` are the passages that they share."""
    entities = resolve(codings, tuple(copies), made.same, made.apart)
    return judged_roster(Roster({member: e.id for e in entities for member in e.members}, {e.id: e for e in entities}), made)


def _once(found: Iterable[Told]) -> tuple[Told, ...]:
    """What was found, each id once: the same words read alike twice are read once."""
    return tuple({one.id: one for one in found}.values())


def _about(statements: Sequence[Statement], events: Sequence[Event]) -> tuple[Statement, ...]:
    """Each statement with the events that are attributed to it, beside those that it names itself."""
    told: dict[str | None, list[str]] = {}
    for event in events:
        told.setdefault(event.attributed_to, []).append(event.id)
    return tuple(replace(s, about=tuple(dict.fromkeys((*s.about, *told[s.id])))) if s.id in told else s for s in statements)
