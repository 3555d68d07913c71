"""Where a report was filed: `MOSCOW, Dec 2 (Reuters) —`, `(AFP) -`, `Beirut - `, `2024-12-02 MOSCOW/Tehran:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tellings.data.agencies import Agency
from tellings.data.cues import dateline_towns
from tellings.text.agency_names import only_agencies
from tellings.text.dates import Written, match_date

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽ"
"""Capitals of Latin writing: what a place in a dateline begins with."""

LONGEST = 110
"""A dateline is shorter than this many characters; the longest seen name two towns, two countries, a day and an agency."""

FEWEST_CAPITALS = 4
"""A place in capitals that no table knows has at least as many letters: `NATO`-like words are ruled out by what follows."""

_WORD = rf"(?:[{UPPER}][\w’'ʿ.]*(?:-[\w’']+)*|al-[{UPPER}]\w+|D\.C\.)"
_NAME = rf"{_WORD}(?:[ ](?:(?:de|del|la|le|el|al|of|the|sur|do|da|es|en)[ ])?{_WORD}){{0,3}}"
PLACES = re.compile(rf"{_NAME}(?:(?:\s*/\s*|,\s*|\s+and\s+|\s*&\s*|\s*\|\s*){_NAME}){{0,3}}(?:\s*[\[(]{_NAME}[\])])?")
STAMP = re.compile(
    r"(?:(?:date of publication|dated?|posted(?: on)?|published(?: on)?|(?:last )?updated(?: at| on)?)\s*:?\s+)?(?=[\w])",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"[,\s]*(?:(?:at|-|–|\|)\s*)?(?:\d{1,2}[:.h]\d{2}|\d{4}(?=\s))(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:\(?(?:GMT|UTC|EST|EDT|CET|BST|IST|local time)(?:[+-]\d{1,2})?\)?)?",
    re.IGNORECASE,
)
FILED_DAY = re.compile(r"[,.]?\s+(?:on\s+)?|\s*[-–—,]\s*")
AGENCY_MARKED = re.compile(
    r"[,.:]?\s*(?:\((?P<paren>[^()\n]{2,40})\)|\[(?P<bracket>[^\[\]\n]{2,40})\]|/(?P<slash>[^/\n]{2,30})/)"
)
AGENCY_BARE = re.compile(rf"[,.]?\s+(?P<bare>[{UPPER}a-z][\w’'./-]*(?:[ ][{UPPER}][\w’'-]*){{0,3}}?)(?=\s*[-–—:])")
ALONE = re.compile(r"(?:\((?P<paren>[^()\n]{2,40})\)|(?P<bare>[^\s()][^()\n]{1,30}?))\s*[-–—]+\s+(?=\S)")
DASH = re.compile(r"\s*(?:[-–—―]{1,3}|_{1,2})\s*")
MARKED = re.compile(r"[-–—―_:/(\[]")
"""Marks of which a dateline holds one, if it is more than a town in capitals."""

MARK = 8
"""Characters behind the places, day and agency in which the closing mark stands."""

JOINING = frozenset("-–")
"""Dashes that join two halves of a name when no blank stands beside them."""

COLON = re.compile(r"\s*:\s*")
_LABELS = """
    regional local international world politics economy sports business home national news
    update updated breaking exclusive analysis opinion watch live video photos factbox explainer corrected
    correction refile note editorial comment interview feature profile timeline chronology review obituary
    advisory alert flash urgent summary wrapup roundup special insight background question answer read related
    nato isis covid quote quotes key fact facts picture pictures recap blog podcast from via by with meanwhile
    according
"""
LABELS = frozenset(_LABELS.split())
"""What stands before a dash or a colon in capitals and is no place."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A dateline at `start` to `end`: the towns, the day as far as it is written, and the agencies that it names."""

    start: int
    end: int
    places: tuple[str, ...] = ()
    written: Written | None = None
    agencies: tuple[tuple[Agency, int, int], ...] = ()


def match_stamp(text: str, at: int, end: int) -> Filed | None:
    """The day on which the page says it was posted, at the very beginning: `Fri 07 Apr 2017 at 0914`."""
    lead = STAMP.match(text, at)
    written = match_date(text, lead.end() if lead else at)
    if not written or not written.full or written.end > end:
        return None
    clock = CLOCK.match(text, written.end)
    stop = clock.end() if clock else written.end
    return Filed(at, stop, written=written)


def match_dateline(text: str, at: int, end: int) -> Filed | None:
    """The dateline that begins at `at`, or None where the words may as well begin a sentence."""
    stop = min(end, at + LONGEST)
    if not MARKED.search(text, at, stop + MARK):
        return _run_on(text, at, stop)
    if bare := _agency_alone(text, at, stop):
        return bare
    found = PLACES.match(text, at, stop)
    while found:
        if filed := _after_places(text, found, stop):
            return filed
        if (shorter := _shorten(text, at, found.end())) is None:
            return _run_on(text, at, stop)
        found = PLACES.match(text, at, shorter)
    return _run_on(text, at, stop)


def _shorten(text: str, at: int, stop: int) -> int | None:
    """The end without the last word, for places that swallowed what follows them."""
    cut = max(text.rfind(mark, at, stop) for mark in " ,/[(")
    return cut if cut > at else None


def _after_places(text: str, found: re.Match[str], stop: int) -> Filed | None:
    places, at = found.group(), found.end()
    if comma := _agency_last(places) or _agency_bracketed(places):
        places, at = places[:comma], found.start() + comma
    if written := _filed_day(text, at, stop):
        at = written.end
    agencies: list[tuple[Agency, int, int]] = []
    marked = False
    for pattern in (AGENCY_MARKED, AGENCY_BARE):
        if (named := pattern.match(text, at, stop)) and (words := _group(named)) and (known := only_agencies(words[0])):
            agencies = [(a, words[1], words[2]) for a in known]
            at, marked = named.end(), pattern is AGENCY_MARKED
            break
    if not written and agencies and (late := _filed_day(text, at, stop)):
        written, at = late, late.end
    end = _closed(text, at, places, dated=bool(written), named=bool(agencies), marked=marked)
    if end is None:
        return None
    if not agencies and (alone := _agency_alone(text, end, stop)):
        return Filed(found.start(), alone.end, towns(places), written, alone.agencies)
    return Filed(found.start(), end, towns(places), written, tuple(agencies))


def _filed_day(text: str, at: int, stop: int) -> Written | None:
    gap = FILED_DAY.match(text, at, stop)
    written = match_date(text, gap.end()) if gap else None
    return written if written and written.day and written.end <= stop else None


def _agency_last(places: str) -> int | None:
    """Where `, IRNA` begins in `Tehran, IRNA`."""
    cut = places.rfind(",")
    last = places[cut + 1 :].strip()
    return cut if cut > 0 and only_agencies(last) and last.lower() not in dateline_towns() else None


def _agency_bracketed(places: str) -> int | None:
    """Where ` (AP)` begins in `NAIROBI, Kenya (AP)`."""
    inner = re.search(r"\s*[\[(]([^\[\]()]+)[\])]$", places)
    return inner.start() if inner and only_agencies(inner[1]) else None


def _group(named: re.Match[str]) -> tuple[str, int, int] | None:
    return next(((words, *named.span(key)) for key, words in named.groupdict().items() if words), None)


def _closed(text: str, at: int, places: str, *, dated: bool, named: bool, marked: bool) -> int | None:
    """Where the dateline ends, if its parts together are one."""
    if _is_label(places) or any(only_agencies(part) for part in re.split(r"[,.]\s+", places)):
        return None
    known, capitals = _known(places), _in_capitals(places)
    dash, colon = DASH.match(text, at), COLON.match(text, at)
    joined = dash and dash.group() in JOINING
    if named and (marked or (dash and not joined) or colon):
        stop = (dash or colon or _blank(text, at)).end()
        return stop if dash or colon or _opens(text, stop) else None
    if dash and _opens(text, dash.end()) and _dash_parts(places, dash, dated=dated, known=known, capitals=capitals):
        return dash.end()
    if colon and _opens(text, colon.end()) and (dated or (known and capitals) or ("/" in places and (known or capitals))):
        return colon.end()
    if "/" in places and known and capitals and (comma := re.compile(r",\s+").match(text, at)):
        return comma.end()
    return None


def _dash_parts(places: str, dash: re.Match[str], *, dated: bool, known: bool, capitals: bool) -> bool:
    spaced = dash.group()[0].isspace() or len(dash.group().strip()) > 1 or dash.group().strip() in "—―_"
    if dated:
        return known or capitals
    if known:
        return capitals or spaced or dash.group()[-1].isspace()
    return capitals and spaced and ("," in places or "/" in places) and len(places) >= FEWEST_CAPITALS


def _blank(text: str, at: int) -> re.Match[str]:
    found = re.compile(r"[\s.,]*").match(text, at)
    assert found  # the pattern matches nothing too
    return found


def _opens(text: str, at: int) -> bool:
    """Whether a sentence can begin here."""
    return at < len(text) and (text[at].isupper() or text[at].isdigit() or text[at] in "\"“‘'«([")


def _run_on(text: str, at: int, end: int) -> Filed | None:
    """A town in capitals from the table with nothing after it: `BEIRUT A ceasefire …`."""
    found = re.compile(rf"[{UPPER}][{UPPER}'’ .-]*(?<=\s)(?=[{UPPER}])").match(text, at, end)
    words = found.group().split() if found else []
    for k in range(len(words), 0, -1):
        if _known(name := " ".join(words[:k])) and text.startswith(name, at):
            return Filed(at, at + len(name), towns(name))
    return None


def _agency_alone(text: str, at: int, stop: int) -> Filed | None:
    found = ALONE.match(text, at, stop)
    words = _group(found) if found else None
    if not found or not words or not (known := only_agencies(words[0])) or not _opens(text, found.end()):
        return None
    if (rest := match_dateline(text, found.end(), stop)) and rest.places:
        return Filed(at, rest.end, rest.places, rest.written, (*((a, words[1], words[2]) for a in known), *rest.agencies))
    return Filed(at, found.end(), agencies=tuple((a, words[1], words[2]) for a in known))


def towns(places: str) -> tuple[str, ...]:
    """The towns named, without their countries; a name all in capitals is given capitals at its words' beginnings."""
    parts = [p for p in re.split(r"\s*[/&|]\s*|\s+and\s+", re.sub(r"\s*[\[(].*", "", places)) if p]
    names = []
    for part in parts:
        first, *rest = re.split(r",\s*", part)
        names.append(first)
        names.extend(town for town in rest if town.lower() in dateline_towns() and first.lower() in dateline_towns())
    split = [town for name in names for town in _apart(name)]
    return tuple(dict.fromkeys(_recased(name) for name in split))


def _apart(name: str) -> list[str]:
    """Two known towns written side by side (`Beirut London`) as two."""
    words = name.split()
    for k in range(1, len(words)):
        left, right = " ".join(words[:k]), " ".join(words[k:])
        if name.lower() not in dateline_towns() and left.lower() in dateline_towns() and right.lower() in dateline_towns():
            return [left, right]
    return [name]


def _recased(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), name).replace("’S", "’s") if name.isupper() else name


def _in_capitals(places: str) -> bool:
    return re.split(r"[/,(\[|]", places)[0].strip().isupper()


def _is_label(places: str) -> bool:
    return any(word.lower() in LABELS for word in re.findall(r"\w+", places))


@cache
def _known(places: str) -> bool:
    names = [*towns(places), re.split(r"\s*[,/(\[|]", places)[0]]
    return any(name.lower() in dateline_towns() for name in names)
