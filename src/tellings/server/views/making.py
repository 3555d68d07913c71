"""Nouns and lines made into what pages show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import TYPE_CHECKING

from tellings.data.actors import sector_names
from tellings.data.countries import country
from tellings.model.opened import named_outlet
from tellings.model.period import iso
from tellings.server.query import part_of_path
from tellings.server.views.parts import (
    WORDING,
    ClaimView,
    DisagreementTable,
    HoldingRow,
    PartyRef,
    PlaceRef,
    ReportRef,
    Sentence,
    TieRow,
    ValueRow,
)
from tellings.server.views.words import (
    HOLDING,
    HOW,
    MARKS,
    day_words,
    days,
    held_days,
    label,
    office,
    original,
    period_words,
    type_words,
    weight_line,
)
from tellings.text.shown import code, day, line, short_id, when_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.coding import Place
    from tellings.model.listed import Attested, EntityLine, ReportLine, Told
    from tellings.model.picture import Claim, Control, Disagreement, Evidence, Relation
    from tellings.server.views.ask import Ask

_CODE = re.compile(r"([A-Z]{3})(?: ([A-Z]{3}))?")
"""Country and sector, as codes."""

SENTENCES = 5
"""Sentences behind a tie or a stretch of control that a page shows; the claims have the others."""

LONGEST_LINE = 400
"""Characters of a summary; one of a thousand would push everything else off the page."""


@dataclass(frozen=True)
class Cast:
    """The reports and the entities that a page speaks of."""

    reports: Mapping[str, ReportRef] = field(default_factory=dict)
    entities: Mapping[str, EntityLine] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)

    def report(self, report: str) -> ReportRef:
        """The report, or its bare id where it has just been forgotten."""
        return self.reports.get(report) or ReportRef(report, "", short_id(report), "?", None, "", f"/reports/{report}", None)

    def party(self, named: str) -> PartyRef:
        """Who stands behind an entity's id or a name."""
        found = self.entities.get(named)
        return party_ref(found) if found else coded_party(named)


def coded_party(named: str) -> PartyRef:
    """One behind whom no entity stands: a name, or a code (`TCD MIL`), which is put in words (`Chadian military`)."""
    found = _CODE.fullmatch(named)
    home = country(found[1]) if found else None
    if found is None or home is None:
        return PartyRef(None, cut(named), None)
    of = home.adjectives[0] if home.adjectives else home.name
    name = f"{of} {sector_names().get(found[2], found[2])}" if found[2] else home.name
    return PartyRef(None, name, None, named)


def party_ref(entity: EntityLine) -> PartyRef:
    """An entity with the way to its page."""
    return PartyRef(
        entity.id,
        cut(entity.name),
        f"/entities/{part_of_path(entity.id)}",
        code(entity.country, entity.sector),
        label(entity.name, entity.country, entity.sector),
    )


def report_ref(report: ReportLine, label: str = "") -> ReportRef:
    """A report with the way to its page."""
    says = day_words(report.day) or "no day"
    if report.day and report.how != "metadata":
        says += f" ({report.how})"
    outlet = named_outlet(report.outlet, report.ref)
    href = f"/reports/{part_of_path(report.id)}"
    return ReportRef(report.id, label, cut(report.title or ""), outlet, report.day, says, href, original(report.url))


def letter(n: int) -> str:
    """A to Z, then A2 and on."""
    return ascii_uppercase[n % 26] + (str(n // 26 + 1) if n >= 26 else "")


def lettered(reports: Iterable[ReportLine]) -> tuple[ReportRef, ...]:
    """The reports of a story with their letters."""
    return tuple(report_ref(r, letter(n)) for n, r in enumerate(reports))


def cut(text: str, most: int = LONGEST_LINE) -> str:
    """The text on one line, its end left out where it is very long."""
    one = line(text)
    return one if len(one) <= most else one[: most - 1].rstrip() + "…"


def sentence(told: Told, cast: Cast) -> Sentence:
    """The words behind a claim, cut at the telling word."""
    start, trigger = told.start or 0, told.trigger
    a, b = (trigger[0] - start, trigger[1] - start) if trigger else (0, 0)
    if not 0 <= a <= b <= len(told.text):
        a = b = 0
    report = cast.report(told.report)
    return Sentence(
        report, start, told.end or start + len(told.text), told.text[:a], told.text[a:b], told.text[b:], told.member, told.reason,
        f"{report.href}?at={start}#c{start}",
    )  # fmt: skip


def quoted(evidence: Evidence, cast: Cast) -> Sentence:
    """The words behind a tie or a stretch of control."""
    report, span = cast.report(evidence.report), evidence.span
    return Sentence(report, span.start, span.end, "", "", span.text, "", "", f"{report.href}?at={span.start}#c{span.start}")


def claim_view(claim: Claim, told: Sequence[Told], cast: Cast) -> ClaimView:
    """A claim as a page shows it."""
    mark, says = MARKS.get(claim.status or "actual", ("●", claim.status or ""))
    return ClaimView(
        id=claim.id,
        story=claim.story,
        story_href=f"/stories/{part_of_path(claim.story)}",
        kind=claim.kind,
        summary=cut(claim.summary),
        says=cut(without_day(claim)),
        line=weight_line(claim.origins, claim.outlets, claim.against),
        status=claim.status or "",
        status_says=says,
        mark=mark,
        type=claim.type or "",
        mode=claim.mode or "",
        type_says=type_words(claim.type, claim.mode),
        happened=days(claim.date.first if claim.date else None, claim.date.last if claim.date else None),
        reported=days(claim.first, claim.last),
        origins=claim.origins,
        outlets=claim.outlets,
        against=claim.against,
        speakers=tuple(map(cut, claim.speakers)),
        speaker_line=_speaker_line(claim, told),
        actors=tuple(cast.party(a) for a in claim.actors),
        recipients=tuple(cast.party(r) for r in claim.recipients),
        place=place_ref(claim.place) if claim.place else None,
        standing=claim.standing,
        reason=claim.reason,
        reports=tuple(sorted((cast.report(r) for r in dict.fromkeys(claim.reports)), key=_lettered)),
        disagreements=tuple(disagreement(d, cast) for d in sorted(claim.disagreements, key=gravity)),
        evidence=tuple(sentence(t, cast) for t in told),
    )


def without_day(claim: Claim) -> str:
    """A claim's summary without the day that it ends with."""
    return claim.summary.removesuffix(f" ({when_told(claim.date)})")


def _speaker_line(claim: Claim, told: Sequence[Told]) -> str:
    """Who the speaker is, as far as the name does not say so: the role, else country and sector."""
    if claim.kind != "statement" or not claim.speakers:
        return ""
    name = claim.speakers[0]
    role = next((t.role for t in told if t.role), None)
    if role:
        return office(name, role)
    coded = next((t.code for t in told if any(t.code)), (None, None))
    return label(name, *coded)


def _lettered(report: ReportRef) -> tuple[int, str, str, str]:
    return len(report.label), report.label, report.day or "9", report.id


def gravity(given: Disagreement) -> tuple[bool, bool, bool, str]:
    """Numbers first, then other contradictions, what was put right since, other words, other spellings."""
    return given.about == "spelling", given.how != "contradiction", given.best is None, given.about


def disagreement(given: Disagreement, cast: Cast) -> DisagreementTable:
    """Where reports differ, a row a value."""
    rows = tuple(
        ValueRow(
            cut(period_words(v.value) if given.about == "date" else v.value), v.origins,
            iso(v.first), day(v.first) if v.first else "",
            tuple(sorted((cast.report(r) for r in v.reports), key=_lettered)),
        )
        for v in given.values
    )  # fmt: skip
    how = "spelling" if given.about == "spelling" else given.how
    shown = WORDING if how == "spelling" else how
    return DisagreementTable(given.about, shown, HOW.get(how, how), rows, given.low, given.best, given.high)


def place_ref(place: Place) -> PlaceRef:
    """A place with the way to its page."""
    key = str(place.geonameid) if place.geonameid is not None else place.name
    return PlaceRef(
        key,
        cut(place.name),
        f"/places/{part_of_path(key)}",
        place.lat,
        place.lon,
        place.country,
        place.precision.value,
        place.reason,
    )


def tie_row(told: Attested[Relation], cast: Cast) -> TieRow:
    """A relation as a page shows it."""
    tie, shown = told.noun, tuple(quoted(e, cast) for e in told.noun.evidence)
    return TieRow(
        cast.party(tie.from_entity), tie.relation, cast.party(tie.to_entity), tie.strength, days(tie.first, tie.last), shown,
        told.sentences - len(shown),
    )  # fmt: skip


def holding_row(told: Attested[Control], cast: Cast, sites: Mapping[int, tuple[float, float]]) -> HoldingRow:
    """A stretch of control as a page shows it."""
    control, shown = told.noun, tuple(quoted(e, cast) for e in told.noun.evidence)
    holder, before = cast.party(control.holder), cast.party(control.before) if control.before else None
    key = str(control.geonameid) if control.geonameid is not None else control.place
    lat, lon = sites.get(control.geonameid or -1, (None, None))
    did, part = HOLDING.get(control.strength, control.strength), control.part
    says = f"{holder.name} {did} {(part + ' of ') if part else ''}"
    return HoldingRow(
        PlaceRef(key, cut(control.place), f"/places/{part_of_path(key)}", lat, lon), holder, control.strength,
        says + cut(control.place), f"{did} ({part})" if part else did, part, before, held_days(control), control.disputed, shown,
        told.sentences - len(shown),
    )  # fmt: skip


def cast_of(
    ask: Ask, claims: Sequence[Claim] = (), ties: Sequence[Attested[Relation]] = (),
    control: Sequence[Attested[Control]] = (), *, lettered_reports: Iterable[ReportRef] = (),
) -> Cast:  # fmt: skip
    """Everybody and every report that these speak of, looked up at once."""
    known = {r.id: r for r in lettered_reports}
    reports = {r for c in claims for r in c.reports} | {
        v for c in claims for d in c.disagreements for u in d.values for v in u.reports
    }
    tied, held = [t.noun for t in ties], [c.noun for c in control]
    reports |= {e.report for some in (tied, held) for one in some for e in one.evidence}
    named = {p for c in claims for p in (*c.actors, *c.recipients)} | {p for t in tied for p in (t.from_entity, t.to_entity)}
    named |= {p for c in held for p in (c.holder, c.before) if p}
    lines = ask.asked.report_lines(reports - known.keys())
    return Cast(known | {k: report_ref(v) for k, v in lines.items()}, ask.asked.entity_lines(named))
