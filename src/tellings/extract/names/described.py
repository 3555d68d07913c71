"""Actors told by kind or role, not by name: `Syrian rebels`, `the spokesman`, `both sides`, `its forces`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tellings.data.actors import body_nouns, cast_words, sector_name
from tellings.data.countries import country as country_row
from tellings.extract.names.context import LAWLESS
from tellings.extract.names.pronouns import nearest
from tellings.extract.names.roles import Kind, can_be_kind, fact, read_kind
from tellings.extract.phrases import behind, is_plural, is_subject, phrase, plain_name
from tellings.model.coding import MentionKind, Party
from tellings.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tellings.extract.names.known import Known
    from tellings.extract.names.mentions import Name
    from tellings.extract.names.roster import Draft
    from tellings.extract.names.scene import Scene
    from tellings.extract.syntax import Token
    from tellings.model.report import Span

GOVERNMENT = cast_words("government")
COLLECTIVE = cast_words("collective")
BODY_NOUNS = body_nouns()
ANOTHER = cast_words("another")
SENDS = cast_words("sends")
BY_SECTOR = cast_words("by_sector")
"""Sectors whose unnamed actors of one country are one referent; the organs of a state stay apart by their noun."""
BARE_WORDS = 3
"""Words of a phrase that can point back to a named group (`the extremist group`)."""
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
COUNTRY_NOUNS = frozenset({"country", "nation", "republic", "kingdom", "state"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "both"})
FOREIGN = cast_words("foreign")
RELATIONAL = cast_words("relational")
MEMBERS = cast_words("members")
ARMED_BODIES = frozenset({"REB", "UAF", "PRM", "MIL"})
THEIR_SECTORS = ARMED_BODIES | {"UNK", None}
"""Sectors of the nouns for members of armed bodies; a body's judges or ministers are not the body."""
STATE_BODIES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})
"""Sectors of bodies that are told by their country, not by a name behind them."""
OURS = frozenset({"our", "my", "your"})


def may_tell(token: Token) -> bool:
    """Whether a noun may stand for an actor: of fewer than one in three does `read_noun` find anybody."""
    return can_be_kind(token) or token.lemma in COUNTRY_NOUNS


def read_noun(scene: Scene, token: Token) -> None:
    """Note whom a common noun stands for, where it is an actor."""
    if draft := scene.roster.get(scene.material.officers.get(token.start)):
        _officer(scene, token, draft)
        return
    kind = read_kind(token, scene.material.known)
    kind = _by_context(scene, token, kind) if kind else None
    if kind is None or (token.lemma in COUNTRY_NOUNS and not kind.country and not is_plural(token)):
        _the_country(scene, token)
        return
    parties = (
        _headlined(scene, token, kind)
        or _its_name(scene, token, kind)
        or _counted(scene, token, kind)
        or _anaphor(scene, token, kind)
        or _described(scene, token, kind)
    )
    draft = scene.draft(parties[0])
    what = draft.kind if draft else MentionKind.GROUP if is_plural(token) else MentionKind.PERSON
    gender = (draft.gender if draft else None) or (kind.title.gender if kind.title else None)
    scene.keep(token, parties, MentionKind.PERSON if _is_one_person(token, kind, what) else what, gender)


def _by_context(scene: Scene, token: Token, kind: Kind) -> Kind:
    """The kind as the report as a whole has it: an opposition in parliament, officers of an army."""
    if token.lemma == "opposition" and kind.sector == "REB" and not scene.at_arms:
        return replace(kind, sector="OPP")
    if kind.noun in ("officer", "group") and kind.sector == "COP" and _officers(token) and scene.soldierly:
        return replace(kind, sector="MIL")
    return kind


def _officers(token: Token) -> bool:
    """`officers`, `a group of officers`."""
    return token.lemma == "officer" or any(t.lemma == "officer" for t in behind(token, "of"))


def _headlined(scene: Scene, token: Token, kind: Kind) -> tuple[Party, ...]:
    """`mayor` in a headline: the one person of that office whom the report goes on to name."""
    if token.sent.start not in scene.material.headings or kind.title is None or kind.kind != "person" or is_plural(token):
        return ()
    meant = [d for d in scene.roster.drafts.values() if d.kind is MentionKind.PERSON and _fits(d, token, kind)]
    if len(meant) != 1 or any(t.lower in ANOTHER for t in kind.words):
        return ()
    return (Party(scene.material.span(token), meant[0].key, meant[0].fullest, None, meant[0].country, meant[0].sector),)


def _its_name(scene: Scene, token: Token, kind: Kind) -> tuple[Party, ...]:
    """`his party, the National Alliance`: the body whose name stands behind what it is."""
    if kind.kind == "person" or kind.sector in STATE_BODIES:
        return ()
    drafts = (_draft_at(scene, t) for t in token.children_by("appos") if t.start in scene.material.names)
    body = next((d for d in drafts if d and d.kind in (MentionKind.ORGANISATION, MentionKind.GROUP)), None)
    return (Party(scene.material.span(token), body.key, body.fullest, None, body.country, body.sector),) if body else ()


def _officer(scene: Scene, token: Token, draft: Draft) -> None:
    """`Rosa Quispe, the foreign minister`: the office is hers."""
    span = scene.material.span(token)
    office = next(o for o in draft.offices if o.head is token)
    country, sector = draft.country or office.country, draft.sector or office.sector
    party = Party(span, draft.key, draft.fullest, office.title, country, sector)
    if token.dep in ("appos", "attr"):
        scene.parties[token.start] = (party,)
    else:
        scene.keep(token, (party,), draft.kind, draft.gender)


def _is_one_person(token: Token, kind: Kind, what: MentionKind) -> bool:
    """`a doctor` is a person whom `she` can mean, though her referent is her kind."""
    return what is MentionKind.GROUP and kind.kind == "person" and kind.title is not None and not is_plural(token)


def _the_country(scene: Scene, token: Token) -> None:
    """`the country`: the one spoken of last that is not the subject here."""
    if token.lemma not in COUNTRY_NOUNS or token.tag != "NN" or not _definite(token):
        return
    kinds = (MentionKind.COUNTRY, MentionKind.PLACE)
    fit = (s for s in reversed(scene.seen) if s.kind in kinds and s.party.country and not is_subject(s.token))
    if found := next(fit, None):
        scene.keep(token, (found.party.told_at(scene.material.span(token)),), MentionKind.COUNTRY)


def _counted(scene: Scene, token: Token, kind: Kind) -> tuple[Party, ...]:
    """`the three countries`, `both sides`: the last coordination of that many."""
    number = next((COUNTS[t.lower] for t in kind.words if t.lower in COUNTS), 0)
    if not number or token.lemma not in COLLECTIVE or not _definite(token):
        return ()
    found = next((g for g in reversed(scene.groups) if len(g) == number), ())
    return tuple(p.told_at(scene.material.span(token)) for p in found)


def _anaphor(scene: Scene, token: Token, kind: Kind) -> tuple[Party, ...]:
    """`the spokesman`, `the Syrian president`, `the group`: somebody named before."""
    if is_plural(token) or not _definite(token) or kind.named or any(t.lower in ANOTHER for t in kind.words):
        return ()
    drafts = [d for key in scene.met if (d := scene.roster.get(key))]
    meant = {d.key for d in drafts if _fits(d, token, kind)}  # asked once a referent, not once a mention
    fit = [s for s in scene.seen if s.party.referent in meant]
    found = nearest(scene.asked(token), fit) or (fit[-1] if fit and (kind.title or kind.kind == "organisation") else None)
    if not found:
        return ()
    introduced = next((s for s in reversed(scene.seen) if s.token.lemma == token.lemma), None)
    if introduced and introduced.token.start > found.token.start:  # `a coalition … the coalition`
        found = introduced
    span, draft = scene.material.span(token), scene.draft(found.party)
    if draft:
        draft.descriptions[span.text] = draft.descriptions.get(span.text, 0) + 1
    return (found.party.told_at(span),)


def _fits(draft: Draft, token: Token, kind: Kind) -> bool:
    """Whether somebody seen can be meant by a definite role or kind."""
    if draft.key.startswith("unnamed:") or (kind.country and draft.country != kind.country):
        return False
    if kind.title and kind.kind == "person":
        fits = any(o.noun == kind.title.title or o.noun.split()[-1] == kind.title.title for o in draft.offices)
        return fits and draft.kind is MentionKind.PERSON
    if draft.kind not in (MentionKind.GROUP, MentionKind.ORGANISATION):
        return False
    if token.lower in fold(draft.fullest).split():
        return True
    bare = len(kind.words) <= BARE_WORDS and token.lemma in BODY_NOUNS and not kind.country
    meant = BODY_NOUNS.get(token.lemma, frozenset())
    return bare and kind.sector in (None, draft.sector) and (draft.sector in meant or "*" in meant or not draft.sector)


def _described(scene: Scene, token: Token, kind: Kind) -> tuple[Party, ...]:
    """An actor told by kind; coordinated countries (`Syrian and Russian aircraft`) are one party each."""
    if (_names_group(kind) or _apposed(scene, token, kind)) and (party := _named(scene, token, kind)):
        return (party,)
    if body := _their_body(scene, token, kind) or _the_insurgents(scene, token, kind):
        return (Party(scene.material.span(token), body.key, body.fullest, None, body.country, body.sector),)
    codes = tuple(_coordinated(token, scene.material.known))
    if len(codes) > 1:
        syntax = scene.material.syntax
        spans = [syntax.span([t]) for t, _ in codes[:-1]] + [syntax.span([codes[-1][0], token])]
        return tuple(
            _unnamed(scene, token, replace(kind, country=code), span) for (_, code), span in zip(codes, spans, strict=True)
        )
    span = scene.material.span(token)
    before = _same_noun(scene, token, kind) if not kind.sector and not kind.country else _the_lawless(scene, token, kind)
    if before:
        return (before.told_at(span),)
    country = kind.country or _owner(scene, token) or _sender(scene, token, kind)
    country = country or (_insurgent_home(scene) if kind.sector == "REB" else None)
    if not country and not _elsewhere(token, kind):
        country = scene.context.country(kind.noun, kind.sector, token)
    scene.context.said(kind.noun, kind.country)
    return (_unnamed(scene, token, replace(kind, country=country), span),)


def _their_body(scene: Scene, token: Token, kind: Kind) -> Draft | None:
    """`Front fighters`, `soldiers of the Front`, `its forces`: the armed group, which acts through its members."""
    if token.lemma not in MEMBERS or not is_plural(token) or kind.sector not in THEIR_SECTORS:
        return None
    heads = (*token.children_by("compound", "nmod", "poss"), *behind(token, "of", "from"))
    drafts = (_draft_at(scene, head) for head in heads)
    return next((d for d in drafts if d and _is_armed_body(d)), None)


def _draft_at(scene: Scene, head: Token) -> Draft | None:
    """The referent of a word, also where the walk has not come to its name yet."""
    name = scene.material.names.get(head.start)
    party = next(iter(scene.at(head)), None)
    return scene.roster.get(scene.material.keys.get(name)) if name else scene.draft(party)


def _is_armed_body(draft: Draft) -> bool:
    return draft.key.startswith("body:") and draft.sector in ARMED_BODIES


def _the_insurgents(scene: Scene, token: Token, kind: Kind) -> Draft | None:
    """`the rebels` after the one rebel group that the report names; `Harbour rebels` of the Harbour Front."""
    if kind.sector != "REB" or kind.country or not is_plural(token):
        return None
    bodies = [d for d in scene.roster.drafts.values() if d.key.startswith("body:") and d.sector in ("REB", None)]
    called = {t.lower for t in kind.words if t is not token and t.text[:1].isupper() and t.lower not in DETERMINERS}
    if called:
        fit = [d for d in bodies if called <= set(d.key.removeprefix("body:").split())]
        return fit[0] if len(fit) == 1 else None
    armed = [d for d in bodies if d.sector]
    return armed[0] if len(armed) == 1 and armed[0].key in scene.met and _is_bare_definite(token, kind) else None


def _the_lawless(scene: Scene, token: Token, kind: Kind) -> Party | None:
    """`the attackers` after `gunmen`: the only ones of their kind that the report has told of."""
    if kind.sector not in LAWLESS or kind.country or not _is_bare_definite(token, kind):
        return None
    told = [p for p, _ in scene.unnamed if p.sector == kind.sector]
    return told[0] if len({p.referent for p in told}) == 1 else None


def _is_bare_definite(token: Token, kind: Kind) -> bool:
    """`the rebels`, with no word between: `the other rebels` and `the northern rebels` need not be the same."""
    return len(kind.words) == len(kind.noun.split()) + 1 and any(c.lower in DETERMINERS for c in token.children_by("det"))


def _elsewhere(token: Token, kind: Kind) -> bool:
    """Whether the actor need not be of the report's country: `our`, `foreign`, somebody's ally, `his fighters`."""
    if token.lemma in RELATIONAL or any(t.lower in OURS or t.lower in FOREIGN for t in kind.words):
        return True
    return kind.sector == "REB" and any(c.tag == "PRP$" for c in token.children)


def _insurgent_home(scene: Scene) -> str | None:
    """Where the one armed group that the report names fights: `the rebels` are most likely its own."""
    homes = {d.country for d in scene.roster.drafts.values() if d.sector == "REB" and d.key.startswith("body:")}
    return homes.pop() if len(homes) == 1 else None


def _names_group(kind: Kind) -> bool:
    """`Hezbollah fighters`, `the Fatemiyoun brigade`: the group acts, not only some member of it."""
    if not kind.named or not kind.named.group:
        return False
    return kind.kind != "person" or kind.sector in ("REB", "PRM", "MIL", "UAF", "UNK", None)


def _apposed(scene: Scene, token: Token, kind: Kind) -> Name | None:
    """The body whose name stands right before what it is (`Human Rights Forum monitoring group`)."""
    if kind.kind == "person" and kind.noun != "monitor":
        return None
    first = token.i - len(kind.noun.split())
    before = token.sent.tokens[max(0, first) : token.i]
    found = next((n for t in reversed(before) if (n := scene.material.names.get(t.start))), None)
    kinds = (MentionKind.ORGANISATION, MentionKind.GROUP)
    return found if found and found.kind in kinds and found.last >= token.i - len(kind.noun.split()) + 1 else None


def _named(scene: Scene, token: Token, kind: Kind) -> Party | None:
    """The group that the phrase names."""
    names = scene.material.names
    words = (*phrase(token), *(w for t in behind(token, "of", "from") for w in phrase(t)))
    name = _apposed(scene, token, kind) or next((n for t in words if (n := names.get(t.start)) and n.known is kind.named), None)
    draft = scene.roster.get(scene.material.keys.get(name)) if name else None
    return Party(scene.material.span(token), draft.key, draft.fullest, None, draft.country, draft.sector) if draft else None


def _coordinated(token: Token, known: Mapping[int, Known]) -> Iterator[tuple[Token, str]]:
    """The coordinated countries before a noun (`Syrian and Russian`)."""
    for child in token.children_by("amod", "compound", "nmod"):
        chain = child.conjuncts()
        facts = [(t, k.country) for t in chain if (k := fact(t, known)) and k.country and k.how in ("demonym", "name", "capital")]
        if len(chain) > 1 and len(facts) == len(chain):
            yield from ((t, code) for t, code in facts if code)
            return


def _same_noun(scene: Scene, token: Token, kind: Kind) -> Party | None:
    """`the groups` after `armed groups`, `coalition` after `US-led coalition`: the last actor of that noun and number."""
    bare = token.lemma in BODY_NOUNS and kind.kind != "person" and token.child("det") is None
    if not _definite(token) and not bare:
        return None
    plural = is_plural(token)
    fit = (s.party for s in reversed(scene.seen) if s.plural == plural and s.token.lemma == token.lemma and s.party.referent)
    return next(fit, None)


def _owner(scene: Scene, token: Token) -> str | None:
    """The country of the person, body or pronoun that the actor belongs to (`Assad's regime`, `its forces`)."""
    if token.lemma in RELATIONAL:
        return None
    for child in token.children_by("poss", "compound", "nmod"):
        for owner in (child, *child.children_by("compound")):
            if (found := scene.at(owner)) and found[0].country:
                return found[0].country
    return None


def _sender(scene: Scene, token: Token, kind: Kind) -> str | None:
    """Whose soldiers are sent: the subject's, where one deploys, keeps or withdraws them."""
    if kind.sector != "MIL" or token.dep != "dobj" or token.head.lemma not in SENDS:
        return None
    subject = next((t for v in (token.head, *token.head.ancestors()) if (t := v.child("nsubj"))), None)
    found = scene.at(subject) if subject else ()
    return found[0].country if found else None


def _unnamed(scene: Scene, token: Token, kind: Kind, span: Span) -> Party:
    """The party of an actor told by kind, and its referent where the kind has a sector."""
    role = kind.title.title if kind.title and kind.kind == "person" else None
    key = _key(kind, token)
    if not key:
        return Party(span, None, plain_name(phrase(token), span), role, kind.country, kind.sector)
    state = key.startswith("government:")
    draft = scene.roster.add(key, MentionKind.COUNTRY if state else MentionKind.GROUP, span.text)
    draft.country, draft.sector = kind.country, "GOV" if state else kind.sector
    if is_plural(token) or not draft.plural:
        draft.name, draft.plural = _state_name(kind) if state else unnamed_name(kind, token), is_plural(token)
    party = Party(span, key, draft.name, role, kind.country, draft.sector)
    scene.unnamed.append((party, draft.kind))
    return party


def _key(kind: Kind, token: Token) -> str | None:
    if kind.country and (kind.noun in GOVERNMENT or token.lemma in GOVERNMENT) and kind.sector in ("GOV", None):
        return f"government:{kind.country}"
    if not kind.sector:
        return None
    return f"unnamed:{kind.country or '-'} {kind.sector if kind.sector in BY_SECTOR else f'{kind.sector} {kind.noun}'}"


def _state_name(kind: Kind) -> str:
    row = country_row(kind.country or "")
    return row.name if row else kind.noun


def unnamed_name(kind: Kind, token: Token) -> str:
    """What to call an unnamed actor: `Syrian rebels`, `Iranian foreign ministry`, `prisoners` where there are several."""
    row = country_row(kind.country or "")
    adjective = f"{row.adjectives[0]} " if row and row.adjectives else ""
    if kind.sector in BY_SECTOR and kind.sector:
        return adjective + sector_name(kind.sector)
    before, _, last = kind.noun.rpartition(" ")
    return adjective + (f"{before} {token.lower}".strip() if last == token.lemma else kind.noun)


def _definite(token: Token) -> bool:
    return any(c.lower in DETERMINERS or c.tag == "PRP$" or c.dep == "poss" for c in token.children)
