"""One plain line for a claim, put together from its parts: who, what, whom, where, when. Never prose of our own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.act_words import ActWords, act_words
from tellings.picture.parts import best_date, best_place, commonest, main_parties, main_status, place_name
from tellings.text.shown import day, days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.model.period import Period
    from tellings.picture.telling import Telling

LONGEST_QUOTE = 140
"""Characters of a statement's words that a line shows; what is cut is marked."""

UNKNOWN_ACT = ActWords("acted[ towards ~]", "act[ towards ~]", "act[ towards ~]")

BY_STATUS = {
    "planned": ("{who} to {do}", "planned: {act}"),
    "called_for": ("call for {who} to {do}", "call for {act}"),
    "threatened": ("{who} threatened to {do}", "threatened: {act}"),
    "hypothetical": ("{who} might {do}", "possible: {act}"),
    "denied": ("denied: {who} {did}", "denied: {act}"),
}
"""The line by status, with an actor and without one; what is real is told in the past tense."""

ITSELF = {"THREATEN": "threatened", "REQUEST": "called_for", "AGREE": "planned", "REJECT": "denied"}
"""Types whose own speech is the act: a threat that is threatened is a threat."""

SAID = {
    "denies": "denied",
    "accuses": "accused",
    "asks": "asked",
    "promises": "promised",
    "threatens": "threatened",
    "praises": "praised",
    "declines": "declined to say",
}
"""What a speaker did with the words, where it was more than to say them."""

REAL_LINE = ("{who} {did}", "{act}")


def summary(told: Sequence[Telling]) -> str:
    """The claim's line: `Syrian rebels took Aleppo (30 Nov 2024)`; a statement's is `speaker: “its words”`."""
    return _statement_line(told) if told[0].kind == "statement" else _event_line(told)


def _event_line(told: Sequence[Telling]) -> str:
    kind = commonest([t.type for t in told]) or ""
    mode = commonest([t.mode for t in told if t.mode and t.type == kind]) or ""
    words = act_words().get((kind, mode)) or act_words().get((kind, "")) or UNKNOWN_ACT
    who = listed(_names(told, "actors"))
    whom = listed(_names(told, "recipients"))
    place = best_place(told)
    where = place_name(told, place)
    if not where and "@" in words.did and whom:
        where, whom = whom, ""  # who is said to be taken without a place is the place itself
    if where == whom:
        where = ""  # what is taken from a country is some of it
    parts = {form: _filled(getattr(words, form), whom, where) for form in ("did", "do", "act")}
    status = main_status(told)
    forms = REAL_LINE if ITSELF.get(kind) == status else BY_STATUS.get(status, REAL_LINE)
    line = forms[0 if who else 1].format(who=who, **parts)
    if where and "@" not in words.did and where not in (who, whom):
        line += f" in {where}"
    when = shown(best_date(told))
    line = line[0].upper() + line[1:]
    return f"{line} ({when})" if when else line


def _filled(form: str, whom: str, where: str) -> str:
    """The form with the recipient and the place put in."""
    kept = r"\1" if whom else ""
    form = re.sub(r"\[([^\]]*)\]", kept, form).replace("~", whom)
    return form.replace("@", where or "territory")


def _names(told: Sequence[Telling], side: str) -> list[str]:
    """The names of those on one side, as most tellings name them.

    Who is told by a bare word alone (`the road`) is named where nobody is known by name, country or sector.
    """
    keys = main_parties([[w.key for w in getattr(t, side)] for t in told])
    names: dict[str, Counter[str]] = {}
    known: set[str] = set()
    for t in told:
        for w in getattr(t, side):
            names.setdefault(w.key, Counter())[w.name] += 1
            if w.kind or w.country or w.sector:
                known.add(w.key)
    told_apart = [k for k in keys if k in known] or keys
    shown_names = list(dict.fromkeys(commonest(list(names[k].elements())) or k for k in told_apart))
    return [n for n in shown_names if not any(_within(n, other) for other in shown_names)]


def _within(name: str, other: str) -> bool:
    """Whether a name tells of another one's party and no more.

    It is a kind (`rebel`) beside a fuller one (`Syrian rebels`), or a phrase (`rebels of the Assaba Front`) around a name.
    """
    ours, theirs = ({w.casefold().removesuffix("s") for w in n.split()} for n in (name, other))
    return (ours < theirs and name.islower()) or (len(theirs) > 1 and theirs < ours and " of " in name)


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _statement_line(told: Sequence[Telling]) -> str:
    longest = min(told, key=lambda t: (t.status != "actual", -sum(len(s.text) for s in t.content), t.id))
    words = " … ".join(" ".join(s.text.split()) for s in longest.content).strip("\"“”'‘’ ,.").removeprefix("that ")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    who = listed(_names(told, "actors")) or "unnamed speaker"
    when = shown(best_date(told))
    act = SAID.get(commonest([t.type for t in told]) or "", "")
    return f"{who}{' ' if act else ''}{act}: “{words}”" + (f" ({when})" if when else "")


def shown(period: Period | None) -> str:
    """A period as a person writes it: `30 Nov 2024`, `25 Nov to 1 Dec 2024`, `2016`, `since 2011`."""
    if period is None or not period.known:
        return ""
    first, last = period.first, period.last
    if first and last:
        return days(first, last)
    return f"since {day(first)}" if first else f"until {day(last)}" if last else ""
