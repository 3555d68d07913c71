"""Claims as lines: what is claimed, on how many origins it stands, who says so, where the reports disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tellings.cli.views.words import cited, labelled, more, sentence_of
from tellings.model.coding import Statement
from tellings.text.shown import code, count, line

if TYPE_CHECKING:
    from tellings.cli.views.words import Detail
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Claim, Disagreement

DOTS = {
    "actual": "●",
    "background": "·",
    "planned": "○",
    "called_for": "○",
    "threatened": "○",
    "hypothetical": "○",
    "denied": "✗",
}
"""Whether it happened, at a glance: told as real, recalled, not yet, denied."""

HOW = {"contradiction": ("red", "they disagree on"), "update": ("magenta", "updated:"), "wording": ("blue", "they choose")}
"""How each kind of disagreement is shown and said."""


LEGEND = "● told as real  ○ planned, wanted, threatened or possible  ✗ denied  · recalled"


def claims_section(opened: OpenedStory, marks: dict[str, str], detail: Detail) -> Group | None:
    """What happened: the claims about events."""
    section = _section(opened, [c for c in opened.claims if c.kind == "event"], marks, detail)
    return Group(Text(LEGEND, style="dim"), section) if section else None


def statements_section(opened: OpenedStory, marks: dict[str, str], detail: Detail) -> Group | None:
    """Who said what: the claims about statements."""
    return _section(opened, [c for c in opened.claims if c.kind == "statement"], marks, detail)


def _section(opened: OpenedStory, claims: list[Claim], marks: dict[str, str], detail: Detail) -> Group | None:
    if not claims:
        return None
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="yellow", no_wrap=True)
    ordered = sorted(claims, key=lambda c: _order(opened, c, marks))
    for claim in ordered[: detail.claims]:
        _add(table, opened, claim, marks, evidence=detail.evidence)
    return Group(table, *more(len(ordered) - len(ordered[: detail.claims]), "claim"))


def _add(table: Table, opened: OpenedStory, claim: Claim, marks: dict[str, str], *, evidence: bool) -> None:
    table.add_row(DOTS.get(claim.status or "actual", "●"), _claim_text(opened, claim), labelled(claim.reports, marks))
    for disagreement in claim.disagreements:
        table.add_row("", _disagreement_text(disagreement, marks), "")
    if evidence:
        for report, member in sorted(opened.members(claim), key=lambda m: marks[m[0]]):
            table.add_row("", cited(sentence_of(member)), marks[report])


def _order(opened: OpenedStory, claim: Claim, marks: dict[str, str]) -> tuple[bool, int, int, str, int, str]:
    """News before what is recalled; what more origins, then more reports, tell first; then as the first report goes."""
    first = next(iter(sorted(opened.members(claim), key=lambda m: marks[m[0]])), None)
    where = ("", 0)
    if first:
        report, member = first
        where = (marks[report], member.sentence.start if isinstance(member, Statement) else member.evidence.start)
    return (claim.status == "background", -claim.origins, -len(set(claim.reports)), *where, claim.id)


def _claim_text(opened: OpenedStory, claim: Claim) -> Text:
    text = Text(line(claim.summary), style="bold")
    text.append(f"  {' · '.join(_facts(opened, claim))}", style="dim not bold")
    return text


def _facts(opened: OpenedStory, claim: Claim) -> list[str]:
    facts = []
    if claim.kind == "event" and claim.type:
        facts.append(f"{claim.type.lower()}{'/' + claim.mode if claim.mode else ''}")
    if claim.kind == "statement":
        facts += _speaker(opened, claim)
    facts.append(count(claim.origins, "origin"))
    if claim.outlets > 1:
        facts.append(count(claim.outlets, "outlet"))
    if claim.against:
        facts.append(f"denied by {count(claim.against, 'origin')}")
    if claim.kind == "event" and claim.speakers:
        facts.append(f"according to {', '.join(claim.speakers)}")
    return facts


def _speaker(opened: OpenedStory, claim: Claim) -> list[str]:
    """Role and code of the speaker, where a report gives them."""
    for _, member in opened.members(claim):
        if isinstance(member, Statement) and member.speaker:
            speaker = member.speaker
            return [part for part in (speaker.role or "", code(speaker.country, speaker.sector)) if part]
    return []


def _disagreement_text(given: Disagreement, marks: dict[str, str]) -> Text:
    style, word = HOW.get(given.how, ("blue", given.how))
    text = Text(f"{word} {given.about}: ", style=style)
    text.append(" / ".join(f"{line(v.value)} ({labelled(v.reports, marks)})" for v in given.values))
    return text
