"""Every event of a report: triggers coded sentence by sentence, named, placed, dated, and told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.extract.asked_once import asked_once
from tellings.extract.events.conditions import conditioned
from tellings.extract.events.contexts import contexts_of
from tellings.extract.events.duty import duties
from tellings.extract.events.folding import folded
from tellings.extract.events.frames import locates
from tellings.extract.events.kinds import is_event, is_party, is_place
from tellings.extract.events.merge import told_once
from tellings.extract.events.naming import named, others
from tellings.extract.events.place_date import date_of, place_of
from tellings.extract.events.quantities import counted
from tellings.extract.events.relevance import able, is_public, worth_telling
from tellings.extract.events.timing import with_time
from tellings.extract.events.triggers import Coder
from tellings.model.coding import Event
from tellings.model.ids import event_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.events.draft import Draft
    from tellings.extract.reading import Reading
    from tellings.extract.syntax import Sentence, Token
    from tellings.model.coding import Statement


def find_events(reading: Reading, statements: Sequence[Statement]) -> tuple[Event, ...]:
    """Every event of the report, in order of the text; `attributed_to` names the statement that an event stands in."""
    found: list[Event] = []
    for sentence in reading.syntax.sentences:
        drafts = _drafts(sentence)
        found.extend(e for d in drafts if is_public(e := _event(d, drafts, reading, statements)))
    once = {e.id: e for e in reversed(found)}  # one trigger, type and mode is one event, whatever rules read it
    return told_once(sorted(once.values(), key=lambda e: (e.trigger.start, e.trigger.end, e.type)))


@asked_once
def _drafts(sentence: Sentence) -> list[Draft]:
    """What a sentence tells, before it is known who and where that is."""
    return [conditioned(d) for d in (*folded(Coder(sentence).drafts()), *duties(sentence)) if worth_telling(d)]


def _event(draft: Draft, drafts: Sequence[Draft], reading: Reading, statements: Sequence[Statement]) -> Event:
    evidence = draft.head.sent.span(reading.text)
    trigger = reading.syntax.span(draft.words)
    date = date_of(draft, reading)
    statement = _attributed(draft, statements)
    speaker = statement.speaker if statement else None
    actors = able(named(draft.actors, reading, speaker), draft, reading)
    return Event(
        id=event_id(reading.report, trigger, draft.type, draft.mode),
        evidence=evidence,
        trigger=trigger,
        type=draft.type,
        mode=draft.mode,
        cameo=draft.cameo,
        actors=actors,
        recipients=others(named(_addressed(draft), reading, speaker), actors),
        status=with_time(draft, date, reading.day),
        reason=draft.reason,
        contexts=contexts_of(draft),
        place=place_of(draft, reading),
        date=date,
        attributed_to=statement.id if statement else None,
        quantities=counted(draft, drafts, reading),
    )


def _addressed(draft: Draft) -> tuple[Token, ...]:
    """The recipients; of an act done by words no thing that only points back (`condemned the attack`): it tells nobody.

    A name before the act that says where (`Kabul blast`) is its place alone.
    """
    told = tuple(t for t in draft.recipients if t.dep not in MODIFIERS or t.head is not draft.head or not locates(t, t.head))
    if draft.type not in BY_WORDS:
        return told
    return tuple(t for t in told if ((is_party(t) or is_place(t)) and not is_event(t)) or not _points_back(t))


def _points_back(noun: Token) -> bool:
    """Whether nothing stands at the noun but an article or pronoun."""
    return all(c.dep in ("det", "poss", "punct") and c.pos in ("DET", "PRON", "PUNCT") for c in noun.children)


MODIFIERS = frozenset({"compound", "nmod"})
BY_WORDS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "REQUEST", "THREATEN"})


def _attributed(draft: Draft, statements: Sequence[Statement]) -> Statement | None:
    """The narrowest statement in whose content the trigger stands."""
    around = [
        (sum(c.end - c.start for c in s.content), n)
        for n, s in enumerate(statements)
        if any(c.start <= draft.head.start and draft.head.end <= c.end for c in s.content)
    ]
    return statements[min(around)[1]] if around else None
