"""Credits: which agency supplied the text, and which the pictures. The two are never taken for one another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tellings.data.agencies import Agency
from tellings.text.agency_names import agencies_among, find_agencies, only_agencies
from tellings.text.bylines import NAME
from tellings.text.datelines import UPPER

LONGEST_NAMES = 80
"""Characters in the longest list of agencies that stands alone at an end."""

LONGEST_NOTICE = 25
"""Words in the longest notice of copyright that names no agency."""

LONGEST_TAIL = 320
"""The longest credit at a paragraph's end that is looked for, in characters: Reuters' list of reporters and editors."""


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit at `start` to `end` of a text: of the text or a photo, and the agencies that it names."""

    start: int
    end: int
    of: str
    agencies: tuple[tuple[Agency, int, int], ...] = ()


_AFTER_SENTENCE = r"(?:(?<=^)|(?<=[.!?”\"’)\]]\s))"
_STAFF = (
    r"(?:additional\s+|compiled\s+and\s+|further\s+)?(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|compil(?:ing|ed)|"
    r"translat(?:ion|ing|ed)|produc(?:tion|ed)|graphics?|research|rewriting)(?:\s+and\s+\w+)?\s*(?:by|in|:)"
)
STAFF = re.compile(
    rf"\(\s*{_STAFF}[^()]*(?:\([^()]*\)[^()]*)*\)?\s*\.?$|{_AFTER_SENTENCE}{_STAFF}[^.\n]*(?:\.[A-Z][^.\n]*)*\.?$",
    re.IGNORECASE,
)
CONTRIBUTED = re.compile(
    r"(?:(?<=^)|(?<=[.!?”\"’)\]]\s)|(?<=[.!?”\"’)\]]))\(?(?:[^.!?\n]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.\s){0,240}?"
    r"\bcontribut(?:ed|ing)\s+(?:reporting\s+)?(?:to|from)\b[^\n]{0,80}$"
)
THIS_REPORT = re.compile(
    r"contribut\w+\s+(?:reporting\s+)?(?:to|from)\s+(?:this|the)\s+(?:\w+\s+)?(?:report|story|article|piece|post)|contribut\w+\s+reporting"
)
_INPUT = r"(?:inputs?|reporting|material|agency reports?|information|files?|reports?)"
_SOURCE = r"(?:(?:text\s+)?source|sources|text|text\s+by|agency|courtesy|via)\s*:"
INPUTS = re.compile(
    rf"{_AFTER_SENTENCE}[(\[]?\s*(?:with\s+(?:additional\s+)?{_INPUT}\s+(?:from|by)|with\s+agency\s+(?:inputs?|reports?)|{_SOURCE})"
    r"\s*[^.()\[\]]{0,100}\s*[)\]]?\s*\.?$",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(
    r"(?:(?<=^)|(?<=\s)|(?<=[.!?”\"’)]))(?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d)?[^\n]{0,250}$", re.IGNORECASE
)
STANDARDS = re.compile(r"(?:(?<=^)|(?<=\s))Our Standards:\s*The Thomson Reuters Trust Principles\.?\s*$", re.IGNORECASE)
DPA_CODE = re.compile(r"\bdpa:\d{6}-\d+-\d+(?:/\d+)?\s*$")
DESK_CODE = re.compile(r"^[a-z]{2,6}(?:-[a-z]{2,5}){0,3}(?:/[a-z]{2,5}(?:-[a-z]{2,5})?){1,4}$")
TAIL_DASH = re.compile(r"(?:(?<=[.!?”\"’)])|(?<=[.!?”\"’)]\s))\s*[-–—]{1,3}\s*(?P<names>[^-–—.()\n]{2,60})\.?\s*$")
TAIL_MARKED = re.compile(
    r"(?:\(\s*(?P<paren>[^()\n]{2,90})\s*\)|\[\s*(?P<bracket>[^\[\]\n]{2,90})\s*\]|(?<=\s)/(?P<slash>[^/\n]{2,30})/)\s*\.?\s*$"
)
PHOTO_WORDS = (
    r"(?:photos?|photographs?|photography|pictures?|pic|images?|file(?:\s+(?:photo|picture|image|pic))?|credits?|"
    r"photo\s+(?:credit|courtesy|illustration)|image\s+(?:credit|source)|picture\s+credit|handout|still|screen\s?(?:grab|shot)|video|"
    r"courtesy|illustration)"
)
PHOTO_LEAD = re.compile(
    rf"^(?:{PHOTO_WORDS}\s*(?:by|:|/|courtesy|via|from)|(?:AP|AFP|EPA|Reuters|Xinhua|Getty)\s+(?:photo|file)\b|photo\s+by)",
    re.IGNORECASE,
)
PHOTO_ANYWHERE = re.compile(
    rf"[(\[]\s*(?:{PHOTO_WORDS}\s*(?:by\b|:|/|courtesy|via)|AP Photo|AFP Photo|"
    r"(?:[\w’'. -]{2,40}\s*/\s*(?:AFP|AP|Reuters|EPA|Getty Images)))[^()\[\]\n]{0,120}[)\]]",
    re.IGNORECASE,
)
BREAK = re.compile(r"(?<=[.!?”\"])\s+|\s[|–—]\s?|\s(?=©)")
LONGEST_WHO = 100
"""Characters in the longest credit for a picture that stands behind a caption without brackets."""

PARTS = re.compile(r"\s*/\s*|\s+via\s+|\s+[-–—]\s+|\s*\|\s*")
PARTS_BRACKETED = re.compile(rf"{PARTS.pattern}|\s*,\s*")
PERSON = re.compile(rf"^[{UPPER}][\w’'.-]*(?:\s+(?:[{UPPER}][\w’'.-]*|al|el|de|van|von|bin|der|la)){{0,4}}$")


SIGNED = re.compile(
    rf"{_AFTER_SENTENCE}(?:[-–—]+\s*)?(?:[Bb]y\s+)?(?:{NAME}),\s+(?:the\s+)?[{UPPER}d][\w. -]{{1,40}}(?:,\s+{NAME})?\.?\s*$",
)
BEGIN = re.compile(r"\(|[.!?”\"’)\]]\s")
"""What a credit in words begins with, or stands behind; a paragraph, too, may begin with one."""

LOOSE = (
    (STAFF, True, ("by", " in ", ":")),
    (INPUTS, True, ("with ", ":", "text by")),
    (CONTRIBUTED, False, ("contribut",)),
    (COPYRIGHT, False, ("©", "(c)", "copyright")),
    (STANDARDS, False, ("standards",)),
    (DPA_CODE, False, ("dpa:",)),
    (DESK_CODE, False, ("/",)),
    (SIGNED, True, (",",)),
)
"""The forms of credits in words, each with whether it is found at a `BEGIN` alone, and with what a paragraph's end must hold
for it to be looked for."""


def text_credit(text: str, start: int, end: int) -> Credited | None:
    """The credit for the text at the paragraph's end, or the paragraph where it is nothing else."""
    paragraph = text[start:end]
    tail_at = max(0, len(paragraph) - LONGEST_TAIL)
    tail = paragraph[tail_at:].lower()
    begins = _begins(paragraph, tail_at)
    for pattern, at_begin, keys in LOOSE:
        if not any(key in tail for key in keys):
            continue
        if at_begin:
            at = next((begin for begin in begins if pattern.match(paragraph, begin)), None)
        else:
            found = pattern.search(paragraph, tail_at)
            at = found.start() if found else None
        if at is not None and (credited := _told(text, start + at, end, pattern)):
            return credited
    return _tail(text, start, end)


def _begins(paragraph: str, tail_at: int) -> list[int]:
    """Where a credit can begin in a paragraph's end."""
    marks = BEGIN.finditer(paragraph, max(0, tail_at - 2))
    places = [m.start() if m.group() == "(" else m.end() for m in marks]
    return [at for at in (0, *places) if at >= tail_at]


def _told(text: str, at: int, end: int, pattern: re.Pattern[str]) -> Credited | None:
    """The credit, if what a loose pattern caught names an agency or says by its form that it is one."""
    named = tuple((a, s, e) for s, e, a in find_agencies(text, at, end))
    wires = tuple(n for n in named if n[0].kind == "wire")
    if pattern in (INPUTS, SIGNED) and not (wires if pattern is SIGNED else named):
        return None
    if pattern is COPYRIGHT and not wires and len(text[at:end].split()) > LONGEST_NOTICE:
        return None
    if pattern is CONTRIBUTED and not THIS_REPORT.search(text, at, end):
        return None
    return Credited(at, end, "text", wires)


def _tail(text: str, start: int, end: int) -> Credited | None:
    """` - Reuters`, `.--AFP`, `(AFP)`, `/TASS/`, or a paragraph that is an agency's name."""
    if end - start <= LONGEST_NAMES and (named := only_agencies(text[start:end].strip("-–—()[]/ ."))):
        return Credited(start, end, "text", _at(text, start, end, named))
    tail_at = max(start, end - LONGEST_NAMES)
    if (found := TAIL_DASH.search(text, tail_at, end)) and (named := only_agencies(found["names"])):
        begin = found.start() + len(found.group()) - len(found.group().lstrip())
        return Credited(begin, end, "text", _at(text, begin, end, named))
    if (words := _bracketed(text, tail_at, end)) and (named := _wires(words[1])) and _after_sentence(text, start, words[0]):
        return Credited(words[0], end, "text", _at(text, words[0], end, named))
    return None


def _bracketed(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the bracket at the end of a paragraph opens, and the words in it."""
    closed = text[start:end].rstrip().removesuffix(".").rstrip().endswith((")", "]", "/"))
    found = TAIL_MARKED.search(text, start, end) if closed and text[end - 1] in ")]/." else None
    return (found.start(), next(g for g in found.groups() if g)) if found else None


def _wires(words: str) -> list[Agency]:
    named = only_agencies(words)
    return named if all(a.kind != "photo" for a in named) else []


def _after_sentence(text: str, start: int, at: int) -> bool:
    before = text[start:at].rstrip()
    return not before or before[-1] in ".!?”\"’'"


def _at(text: str, start: int, end: int, named: list[Agency]) -> tuple[tuple[Agency, int, int], ...]:
    places = {a: (s, e) for s, e, a in find_agencies(text, start, end)}
    return tuple((a, *places.get(a, (start, end))) for a in named)


def photo_credit(text: str, start: int, end: int) -> Credited | None:
    """The credit for a picture at the paragraph's end, or the paragraph where it is nothing else.

    A bare agency in brackets (`(AFP)`) is left to the caller: it may stand for the text.
    """
    if whole_photo_credit(text[start:end]):
        return _photo(text, start, end)
    tail_at = max(start, end - LONGEST_TAIL)
    if (words := _bracketed(text, tail_at, end)) and is_photo_words(words[1], bracketed=True):
        return _photo(text, words[0], end)
    for cut in reversed([m.end() for m in BREAK.finditer(text, max(start, end - LONGEST_WHO), end)]):
        if is_photo_words(text[cut:end].strip("©. ")):
            return _photo(text, cut, end)
    return None


def is_signature(credit: Credited, text: str) -> bool:
    """Whether a photo credit may as well be the reporter's: `(Jane Doe/PNA)`, with no word for a picture."""
    return not PHOTO_LEAD.match(text[credit.start : credit.end].strip("()[]© "))


def inner_photo_credit(text: str, start: int, end: int) -> Credited | None:
    """The first credit for a picture with text of the paragraph behind it: `(Photo by X / AFP)`."""
    found = PHOTO_ANYWHERE.search(text, start, end)
    return (
        _photo(text, found.start(), found.end())
        if found and is_photo_words(found.group().strip("()[] "), bracketed=True)
        else None
    )


def _photo(text: str, start: int, end: int) -> Credited:
    return Credited(start, end, "photo", tuple((a, s, e) for s, e, a in find_agencies(text, start, end)))


def whole_photo_credit(paragraph: str) -> bool:
    """Whether a short paragraph names who took a picture and nothing else."""
    words = paragraph.strip("()[]©. ")
    if len(words) > 120 or len(words.split()) > 14:
        return False
    if paragraph.lstrip().startswith("©") and "/" not in words:
        return False
    bracketed = paragraph[:1] in "(["
    return is_photo_words(words, bracketed=bracketed) and not re.search(r"[.!?]\s+[A-Z]", words)


def is_photo_words(words: str, *, bracketed: bool = False) -> bool:
    """`Photo by X / AFP`, `X/Reuters`, `X - Anadolu Agency`, `AP Photo/X`, `Getty Images`; never a bare wire agency.

    `Jane Doe, AP` is one in brackets alone: without them a reporter may have signed so.
    """
    words = words.strip().removeprefix("©").strip()
    if PHOTO_LEAD.match(words):
        return len(words.split()) <= 14
    among = agencies_among(words)
    if not among:
        return False
    if only := only_agencies(words):
        return any(a.kind == "photo" for a in only)
    parts = [p for p in (PARTS_BRACKETED if bracketed else PARTS).split(words) if p]
    return len(parts) > 1 and all(PERSON.match(p) or only_agencies(p) for p in parts)
