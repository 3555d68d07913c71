"""Who appears in a report: mentions and referents, and what any noun phrase or pronoun stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tellings.data.countries import country as country_row
from tellings.data.given import given_gender
from tellings.extract.asked_once import asked_once
from tellings.extract.names.context import Context, Ground
from tellings.extract.names.described import COLLECTIVE
from tellings.extract.names.discourse import walk
from tellings.extract.names.insurgents import home_of, is_insurgent
from tellings.extract.names.leaders import leader_country
from tellings.extract.names.mentions import Name, find_names
from tellings.extract.names.offices import body_sector, offices_of
from tellings.extract.names.referents import referent_keys
from tellings.extract.names.roles import fact
from tellings.extract.names.roster import Roster
from tellings.extract.names.scene import Material
from tellings.extract.phrases import behind, phrase, plain_name
from tellings.model.coding import Mention, MentionKind, Party, Place, Referent
from tellings.model.report import Span
from tellings.text.fold import core

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tellings.extract.names.known import Known, KnownWords
    from tellings.extract.names.roles import Office
    from tellings.extract.names.scene import Scene
    from tellings.extract.syntax import Paragraph, Syntax, Token

PERSON = MentionKind.PERSON
MOSTLY = 0.5
"""Share of the mentions of a name that must be a place's for it to be one."""
QUOTATION_MARKS = frozenset({"“", "”", '"', "``", "''", "«", "»"})

__all__ = ["Cast", "find_cast", "phrase"]


@dataclass(frozen=True)
class Cast:
    """The mentions and referents of one report, and the seam by which statements and events name their parties."""

    syntax: Syntax
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    by_head: Mapping[int, tuple[Party, ...]] = field(default_factory=dict)
    known: Mapping[int, Known] = field(default_factory=dict)
    tells_country: bool = True
    """Whether country words say what the report is about; else `find_cast` asks for the country that its towns lie in."""

    def party(self, head: Token) -> Party:
        """Whom the noun phrase headed by `head` stands for: always a party, with at least its span.

        Pronouns and roles are resolved within the report (`he`, `the spokesman`); unnamed actors are told by kind
        (`gunmen`: sector UAF). What the text does not give stays None.
        """
        if found := self.by_head.get(head.start):
            return found[0] if len(found) == 1 else found[0].told_at(self.syntax.span(phrase(head)))
        words = phrase(head)
        span = self.syntax.span(words)
        of = (w for t in behind(head, "of", "in", "against") for w in phrase(t))
        country = next((k.country for t in (*reversed(words), *of) if (k := fact(t, self.known)) and k.country), None)
        return self._people(head, span) or Party(span, name=plain_name(words, span), country=country)

    def _people(self, head: Token, span: Span) -> Party | None:
        """The country for which an adjective stands alone (`an Israeli strike`)."""
        told = fact(head, self.known)
        row = country_row(told.country) if told and told.country and told.how == "demonym" and span.text == head.text else None
        if row is None:
            return None
        key = f"country:{row.code}"
        return Party(span, key if any(r.key == key for r in self.referents) else None, row.name, None, row.code)

    def parties(self, head: Token) -> tuple[Party, ...]:
        """Like `party`, a coordination (`France, Germany and Britain`) or collective (`the three countries`) split up."""
        tokens = [t for token in head.conjuncts() for t in _members(token)]
        found = [p for t in dict.fromkeys(tokens) for p in self.by_head.get(t.start) or (self.party(t),)]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def kept(self, parties: Iterable[Party | None]) -> Cast:
        """The cast without the actors told by kind (`a hospital`) that stand for none of these parties."""
        used = {p.referent for p in parties if p}

        def stays(key: str | None) -> bool:
            return key in used or not (key or "").startswith("unnamed:")

        return replace(
            self,
            mentions=tuple(m for m in self.mentions if stays(m.referent)),
            referents=tuple(r for r in self.referents if stays(r.key)),
        )

    def placed(self, places: Sequence[Mention]) -> Cast:
        """The cast without those of one word that the report tells of as places: these are nobody, and go by the place's name."""
        at = {m.span.start: m.place for m in places if m.place}
        spelt = {m.span.text: m.place for m in places if m.place}
        towns = {r.key: place for r in self.referents if (place := self._town(r, at))}

        def settled(start: int, party: Party) -> Party:
            if place := towns.get(party.referent or ""):
                return Party(party.span, None, place.name, None, place.country)
            place = (at.get(start) or spelt.get(party.span.text)) if party.referent is None else None
            return replace(party, name=place.name) if place else party

        return replace(
            self,
            mentions=tuple(m for m in self.mentions if m.referent not in towns),
            referents=tuple(r for r in self.referents if r.key not in towns),
            by_head={start: tuple(settled(start, p) for p in found) for start, found in self.by_head.items()},
        )

    def _town(self, referent: Referent, at: Mapping[int, Place]) -> Place | None:
        """The place that a name of one word without an office stands for wherever it is read as one, which is mostly."""
        if " " in referent.name or referent.roles or referent.sector or referent.kind not in (PERSON, MentionKind.ORGANISATION):
            return None
        starts = [m.span.start for m in self.mentions if m.referent == referent.key and m.span.text in referent.forms]
        found = [at[start] for start in starts if start in at]
        return found[0] if found and len(found) >= len(starts) * MOSTLY else None


def _members(token: Token) -> Iterator[Token]:
    """`its allies France, Germany and Britain` are the three; anything else is itself."""
    named = [c for c in token.children_by("appos") if c.pos == "PROPN"]
    if token.lemma in COLLECTIVE and token.tag == "NNS" and named:
        yield from named[0].conjuncts()
    else:
        yield token


NOWHERE = Ground()


def find_cast(syntax: Syntax, ground: Ground = NOWHERE) -> Cast:
    """The cast of a report. `ground` is what its places say: where no country is spoken of, the army is that of its towns."""
    names, known = find_names(syntax, ground.namesakes)
    keys = referent_keys(names)
    roster = Roster()
    for name in names:
        if key := keys.get(name):
            _enter(roster, key, name)
    offices = _offices(names, keys, known, roster, syntax)
    context = Context(syntax, known, ground.country)
    _note_insurgents(names, keys, roster, known, context)
    at = {t.start: n for n in names for t in n.tokens}
    scene = walk(
        Material(syntax, at, keys, known, offices, _officers(roster), _titled(offices, names), quoted_words(syntax)),
        roster,
        context,
    )
    return Cast(
        syntax=syntax,
        mentions=tuple(_mentions(names, keys, scene, syntax)),
        referents=roster.referents(),
        by_head=scene.parties,
        known=known,
        tells_country=context.tells,
    )


def _enter(roster: Roster, key: str, name: Name) -> None:
    """Put a name into the roster with what the tables know of it."""
    kind = name.kind or MentionKind.ORGANISATION
    draft = roster.add(
        key, MentionKind.ORGANISATION if key.startswith("body:") and kind is MentionKind.COUNTRY else kind, name.text
    )
    if kind is MentionKind.PERSON and " " in name.text and (gender := given_gender(next(iter(core(name.text)), ""))):
        draft.genders[gender] += 1
    known = name.known
    if known:
        draft.country = draft.country or known.country
        draft.sector = draft.sector or (None if known.how == "name" else known.sector)
        draft.name = known.group.name if known.group else draft.name
        if key.startswith(("country:", "government:")) and known.country and (row := country_row(known.country)):
            draft.name = row.name


def _offices(
    names: Sequence[Name], keys: Mapping[Name, str], known: Mapping[int, Known], roster: Roster, syntax: Syntax
) -> dict[Name, Office]:
    """The offices of people, noted in the roster; and country and sector of bodies by their own words."""
    found: dict[Name, Office] = {}
    for name in names:
        key = keys.get(name)
        if key and name.kind is MentionKind.PERSON:
            for office in (*offices_of(name, known), *_same_office(name, found.values(), known)):
                found.setdefault(name, office)
                roster.note(
                    key, office, syntax.span([office.first, office.last] if office.first.i <= office.last.i else [office.head])
                )
            draft = roster.drafts[key]
            origin = (k.country for t in behind(name.head, "of") for w in phrase(t) if (k := fact(w, known)) and k.how == "name")
            if draft.roles and not draft.country:
                draft.country = next(origin, None)
            if not draft.country and (code := leader_country(key.removeprefix("person:").split())):
                draft.country, draft.sector = code, draft.sector or "GOV"
        elif key and key.startswith("body:") and not name.known:
            draft = roster.drafts[key]
            words = phrase(name.head)
            draft.country = draft.country or next((k.country for t in (*name.tokens, *words) if (k := fact(t, known))), None)
            draft.sector = draft.sector or body_sector(name.tokens)
    return found


def _same_office(name: Name, offices: Iterable[Office], known: Mapping[int, Known]) -> Iterator[Office]:
    """`her Moroccan counterpart Nasser Haddou`: the office of the one named before, in the country that the words give."""
    noun = name.head.head
    if name.head.dep != "appos" or noun.lemma != COUNTERPART:
        return
    country = next((k.country for t in phrase(noun) if (k := fact(t, known)) and k.country), None)
    before = [o for o in offices if o.head.sent is name.sentence and o.head.i < noun.i]
    if country and before:
        yield replace(before[-1], country=country, gender=None, head=noun, first=noun, last=noun, group=None)


COUNTERPART = "counterpart"


def _note_insurgents(
    names: Sequence[Name], keys: Mapping[Name, str], roster: Roster, known: KnownWords, context: Context
) -> None:
    """Sector and country of armed groups that no table knows; the report's own country where their sentences tell none."""
    places: dict[str, list[Name]] = {}
    for name in names:
        if (key := keys.get(name)) and not name.known and name.kind in (MentionKind.ORGANISATION, MentionKind.GROUP):
            places.setdefault(key, []).append(name)
    for key, told in places.items():
        draft = roster.drafts[key]
        if draft.sector in (None, "REB") and is_insurgent(told, known):
            draft.sector = "REB"
            draft.country = draft.country or home_of(told, known) or context.home()


def _officers(roster: Roster) -> dict[int, str]:
    """Whose the offices are that stand in apposition or behind a copula, by the start of their heads."""
    return {office.head.start: draft.key for draft in roster.drafts.values() for office in draft.offices}


def _titled(offices: Mapping[Name, Office], names: Sequence[Name]) -> frozenset[int]:
    """The starts of the words of titles that stand directly before names."""
    before = [(n, o) for n in names if (o := offices.get(n)) and o.head.sent is n.sentence and o.head.i < n.first]
    return frozenset(t.start for n, o in before for t in n.sentence.tokens[o.first.i : n.first] if n.first - o.head.i <= 2)


def _mentions(names: Sequence[Name], keys: Mapping[Name, str], scene: Scene, syntax: Syntax) -> Iterator[Mention]:
    """A mention for each name that stands for somebody, and for each actor told by kind."""
    for name in names:
        draft = scene.roster.get(keys.get(name))
        if draft:
            first, last = name.tokens[0], name.tokens[-1]
            yield Mention(Span.of(syntax.text, first.start, last.end), draft.kind, draft.fullest, draft.key)
    for party, kind in scene.unnamed:
        yield Mention(party.span, kind, party.name or party.span.text, party.referent)


def quoted_words(syntax: Syntax) -> frozenset[int]:
    """The starts of the words inside quotation marks, paragraph by paragraph."""
    return frozenset(t.start for paragraph in syntax.paragraphs for t in _quoted_in(paragraph))


@asked_once
def _quoted_in(paragraph: Paragraph) -> list[Token]:
    inside, opened = [], False
    for token in (t for s in paragraph.sentences for t in s.tokens):
        if token.text in QUOTATION_MARKS:
            opened = token.text in ("“", "«") or (token.text in ('"', "``") and not opened)
        elif opened:
            inside.append(token)
    return inside
