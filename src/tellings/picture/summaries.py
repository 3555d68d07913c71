"""One plain line for a claim, put together from its parts: who, what, whom, where, when. Never prose of our own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tellings.data.act_words import ActWords, act_senses, act_words
from tellings.model.coding import Precision
from tellings.picture.parts import best_date, best_place, commonest, main_parties, main_status, place_name
from tellings.text.shown import listed, when_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.picture.roster import Who
    from tellings.picture.telling import Telling

LONGEST_QUOTE = 140
"""Characters of a statement's words that a line shows; what is cut is marked."""

AGREED_MEANS = 3
"""Means are shown where more than two in three of the tellings that tell any agree on them."""

UNKNOWN_ACT = ActWords("acted[ towards ~]", "act[ towards ~]", "act[ towards ~]")

ASKED = "{voice} called on {who} to {do}"
"""What is called for by somebody who is known."""

BY_STATUS = {
    "planned": ("{who} to {do}", "planned: {act}"),
    "called_for": ("call for {who} to {do}", "call for {act}"),
    "threatened": ("{who} threatened to {do}", "threatened: {act}"),
    "hypothetical": ("{who} might {do}", "possible: {act}"),
    "denied": ("denied: {who} {did}", "denied: {act}"),
}
"""The line by status, with an actor and without one; what is real is told in the past tense."""

ITSELF = {"THREATEN": "threatened", "REQUEST": "called_for", "REJECT": "denied"}
"""Types whose own speech is the act: a threat that is threatened is a threat."""

SAID = {
    "accuses": "accused",
    "admits": "admitted",
    "advises": "advised",
    "agrees": "agreed",
    "asks": "asked",
    "condemns": "condemned",
    "confirms": "confirmed",
    "criticises": "criticised",
    "decides": "decided",
    "declines": "declined",
    "demands": "demanded",
    "denies": "denied",
    "describes": "described",
    "disagrees": "disagreed",
    "discusses": "discussed",
    "doubts": "doubted",
    "expects": "expected",
    "fears": "feared",
    "finds": "found",
    "forbids": "forbade",
    "hopes": "hoped",
    "offers": "offered",
    "opposes": "opposed",
    "orders": "ordered",
    "permits": "permitted",
    "praises": "praised",
    "predicts": "predicted",
    "promises": "promised",
    "refuses": "refused",
    "regrets": "regretted",
    "rejects": "rejected",
    "retracts": "took back",
    "supports": "supported",
    "thanks": "thanked",
    "threatens": "threatened",
    "urges": "urged",
    "wants": "wanted",
    "warns": "warned",
    "welcomes": "welcomed",
}
"""What a speaker did with the words, where it was more than to say them."""

LARGE = frozenset({Precision.COUNTRY, Precision.LARGER})
"""Who is said to take a country took some of it."""

REAL_LINE = ("{who} {did}", "{act}")


def summary(told: Sequence[Telling]) -> str:
    """The claim's line: `Syrian rebels took Aleppo (30 Nov 2024)`; a statement's is `speaker: “its words”`."""
    return _statement_line(told) if told[0].kind == "statement" else _event_line(told)


def _event_line(told: Sequence[Telling]) -> str:
    words = _words(told)
    who, whom = listed(_names(told, "actors")), listed(_names(told, "recipients"))
    where = place_name(told, best_place(told))
    taken = ""
    if "@" in words.did:
        taken, whom, where = _taken(told, whom, where)
    if where == whom:
        where = ""  # what is taken from a country is some of it
    parts = {form: _filled(getattr(words, form), whom, where, taken) for form in ("did", "do", "act")}
    form = _form(told, who)
    line = form.format(who=who, voice=_voice(told), **parts)
    if where and where not in (who, whom) and not _holds(line, where):
        line += f" in {where}"
    if phrase := commonest([t.phrase for t in told if t.phrase]):
        line += f": “{phrase}”"
    when = when_told(best_date(told))
    line = line[0].upper() + line[1:]
    return f"{line} ({when})" if when else line


def _words(told: Sequence[Telling]) -> ActWords:
    """The words for the type, by the CAMEO code that most tellings have where it says more, else by mode."""
    kind = commonest([t.type for t in told]) or ""
    cameo = commonest([t.cameo for t in told if t.cameo and t.type == kind]) or ""
    modes = [t.mode for t in told if t.mode and t.type == kind]
    mode = commonest(modes) or ""
    if AGREED_MEANS * modes.count(mode) <= (AGREED_MEANS - 1) * len(modes):
        mode = ""
    known = act_words()
    told_by = commonest([t.word for t in told if t.type == kind and t.mode == mode]) or ""
    if (sense := act_senses().get((kind, mode, told_by))) is not None:
        return sense
    return next(
        (known[kind, finer] for finer in (cameo, mode) if finer and (kind, finer) in known), known.get((kind, ""), UNKNOWN_ACT)
    )


def _form(told: Sequence[Telling], who: str) -> str:
    """The line for the status; what a known voice asks of somebody else is told as asked."""
    status = main_status(told)
    if ITSELF.get(commonest([t.type for t in told]) or "") == status:
        return REAL_LINE[0 if who else 1]
    if who and status == "called_for" and _voice(told) and _voice(told) != who:
        return ASKED
    return BY_STATUS.get(status, REAL_LINE)[0 if who else 1]


def _voice(told: Sequence[Telling]) -> str:
    return commonest([t.voice.name for t in told if t.voice]) or ""


def _taken(told: Sequence[Telling], whom: str, where: str) -> tuple[str, str, str]:
    """What is taken, from whom, and where: a place; a thing (`the road`) that the tellings name; else some of a country."""
    place = best_place(told)
    if whom and not any(_known(w) for t in told for w in t.recipients):
        return whom, "", where
    if any(_takes_power(t) for t in told):
        state = any(w.kind == "country" or (w.country and not w.sector) for t in told for w in t.recipients)
        return "power", "" if state else whom, where or (whom if state else "")
    if where and place and place.precision in LARGE:
        return "territory", whom, where
    return (where or "territory", whom, "")


def _takes_power(told: Telling) -> bool:
    """Whether it is power that is taken, and no ground."""
    return bool(told.word) and re.search(rf"\b{re.escape(told.word)} power\b", told.evidence.text, re.IGNORECASE) is not None


def _holds(line: str, place: str) -> bool:
    return bool(re.search(rf"\b{re.escape(place)}\b", line))


def _filled(form: str, whom: str, where: str, taken: str) -> str:
    """The form with the recipient and the place put in."""

    def bracket(found: re.Match[str]) -> str:
        inside = whom or where if "^" in found[1] else whom
        return found[1] if inside else found[2] or ""

    form = re.sub(r"\[([^\]|]*)(?:\|([^\]]*))?\]", bracket, form)
    return form.replace("~", whom).replace("^", whom or where).replace("@", taken)


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
            if _known(w):
                known.add(w.key)
    told_apart = [k for k in keys if k in known] or keys
    organs = {w.country for t in told for w in getattr(t, side) if w.key in told_apart and w.sector}
    states = {w.key for t in told for w in getattr(t, side) if w.kind == "country" and not w.sector and w.country in organs}
    told_apart = [k for k in told_apart if k not in states] or told_apart  # a state acts through its organs
    shown_names = list(dict.fromkeys(commonest(list(names[k].elements())) or k for k in told_apart))
    return [n for n in shown_names if not any(_within(n, other) for other in shown_names)]


def _known(who: Who) -> bool:
    return bool(who.kind or who.country or who.sector)


def _within(name: str, other: str) -> bool:
    """Whether a name tells of another one's party and no more.

    It is a kind (`rebel`) beside a fuller one (`Syrian rebels`), or a phrase (`rebels of the Assaba Front`) around a name.
    """
    ours, theirs = ({w.casefold().removesuffix("s") for w in n.split()} for n in (name, other))
    return (ours < theirs and name.islower()) or (len(theirs) > 1 and theirs < ours and " of " in name)


def _statement_line(told: Sequence[Telling]) -> str:
    longest = min(told, key=lambda t: (t.status != "actual", -sum(len(s.text) for s in t.content), t.id))
    words = " … ".join(" ".join(s.text.split()) for s in longest.content).strip("\"“”'‘’ ,.").removeprefix("that ")
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    who = listed(_names(told, "actors")) or "unnamed speaker"
    when = when_told(best_date(told))
    act = SAID.get(commonest([t.type for t in told]) or "", "")
    return f"{who}{' ' if act else ''}{act}: “{words}”" + (f" ({when})" if when else "")
