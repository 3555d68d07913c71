"""What codes mean, in the words that pages use."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tellings.data.actors import sector_names
from tellings.data.countries import country
from tellings.model.period import iso
from tellings.server.views.parts import Days
from tellings.text import shown

if TYPE_CHECKING:
    from tellings.model.picture import Control

MARKS = {
    "actual": ("●", "told as real"),
    "background": ("·", "recalled"),
    "planned": ("○", "planned"),
    "called_for": ("○", "called for"),
    "threatened": ("○", "threatened"),
    "hypothetical": ("○", "possible"),
    "denied": ("✗", "denied"),
}
"""Whether it happened: a sign, and what it says."""

HOW = {
    "contradiction": "they contradict each other",
    "update": "later reports of the same line have another value",
    "wording": "they choose other words",
    "spelling": "they spell it in different ways",
}
"""How reports disagree."""

HOLDING = {"held": "held", "taken": "took", "entered": "entered", "fought for": "fought for", "said": "reportedly held"}
"""What a strength of control says of the holder, be it one or many."""

HOW_KNOWN = {"metadata": "the day given with it", "dateline": "the day of its dateline", "inferred": "inferred"}
"""How a report's own day is known."""

SPEECH = {"direct": "direct quotation", "indirect": "indirect speech", "mixed": "partly quoted"}
"""How a statement's words are given."""

VERDICTS = {
    "same": "are the same",
    "not-same": "are not the same",
    "wrong": "is wrong",
    "right": "is right",
    "rename": "is called",
}

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's 16 types, from the friendliest to the harshest."""

KINDS = ("person", "organisation", "group", "country", "place")

STEM = 5
"""Letters by which a sector is known in a name: `rebel leader`, `military`."""

EVER, NEVER = date.min, date.max


def day_of(iso: str | None) -> date | None:
    """The day that a store has in ISO form."""
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def days(first: date | None, last: date | None) -> Days:
    """A stretch of days in words and in ISO."""
    return Days(shown.days(first, last), iso(first), iso(last))


def held_days(control: Control) -> Days:
    """When somebody held a place, in words no surer than it is told; the widest days in ISO."""
    return Days(shown.held(control), iso(control.first), iso(control.last))


def iso_days(first: str | None, last: str | None) -> Days:
    """The same of days in ISO."""
    return Days(shown.days(day_of(first), day_of(last)), first, last)


def period_words(span: str) -> str:
    """A period of the exports in words: `2016-06-27/2016-07-03` as `27 Jun to 3 Jul 2016`."""
    first, _, last = span.partition("/")
    return shown.days(day_of(first), day_of(last or first)) or span


def day_words(iso: str | None) -> str:
    """`2 Dec 2024`, or nothing."""
    day = day_of(iso)
    return shown.day(day) if day else ""


def weekday(iso: str) -> str:
    """`Sunday, 2 Mar 2031`."""
    day = day_of(iso)
    return f"{day:%A}, {shown.day(day)}" if day else iso


def original(url: str | None) -> str | None:
    """An address that may be linked to: http or https, with a host and nothing of a password in it; None for any other."""
    if not url or any(c <= " " or c == "\x7f" for c in url):
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if plain and parts.netloc.isascii() and parts.netloc.isprintable() else None


def weight_line(origins: int, outlets: int, against: int) -> str:
    """`3 origins · 4 outlets · denied by 1 origin`."""
    facts = [shown.count(origins, "origin")]
    if outlets > 1:
        facts.append(shown.count(outlets, "outlet"))
    if against:
        facts.append(f"denied by {shown.count(against, 'origin')}")
    return " · ".join(facts)


def type_words(kind: str | None, mode: str | None) -> str:
    """A PLOVER type and mode in words: `coerce: seize`."""
    return ": ".join(filter(None, ((kind or "").lower(), mode)))


def label(name: str, country_code: str | None, sector: str | None) -> str:
    """Of what country and kind somebody is, as far as the name does not say so: `Mauritania, rebels`."""
    home, known = country(country_code) if country_code else None, name.casefold()
    bearing = (home.name, *home.adjectives, *home.people) if home else ()
    where = "" if home is None or any(re.search(rf"\b{re.escape(w.casefold())}", known) for w in bearing) else home.name
    of = sector_names().get(sector or "", "")
    return ", ".join(filter(None, (where, "" if of[:STEM].casefold() in known else of)))


def office(name: str, role: str | None) -> str:
    """A role, unless the speaker's name is hardly more than that (`hospital official`, `residents`)."""
    words, known = ({w.casefold().removesuffix("s") for w in text.replace("'s", "").split()} for text in (role or "", name))
    return "" if words <= known else role or ""
