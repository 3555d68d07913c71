"""Who wrote a report: `By Jane Doe and John Roe in Kyiv`, `Jane Doe, Staff Writer`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tellings.data.agencies import Agency
from tellings.text.agency_names import agency
from tellings.text.datelines import UPPER

LONGEST = 160
"""A byline of three authors and their offices has at most as many characters."""

_PART = rf"(?:[{UPPER}][\w’'.-]*|al-\w+|el-\w+|de|la|van|von|der|den|bin|ibn|abu|ter|du|da|dos|di|le)"
NAME = rf"[{UPPER}][\w’'.-]*(?:\s+{_PART}){{0,5}}"
_NAMES = rf"{NAME}(?:(?:\s*[,;&]\s*|\s+and\s+|,\s+and\s+|\s*\|\s*){NAME})*"
BYLINE = re.compile(
    rf"(?:[Bb][Yy]|[Ss]tory [Bb]y|[Ww]ritten [Bb]y|[Ww]ords [Bb]y|[Tt]ext [Bb]y|[Aa]nalysis [Bb]y|[Rr]eported [Bb]y)\s*:?\s+"
    rf"(?P<names>{_NAMES})"
    rf"(?:\s+in\s+(?P<where>{_NAMES}))?(?:\s*[,|•·–—-]+\s*(?P<rest>.{{0,80}}))?\s*$".replace(
        "by|story by", "[Bb][Yy]|[Ss]tory [Bb]y", 1
    )
)
ROLE = re.compile(
    r"^(?:.{0,50}\s)?(?:staff\s+)?(?:writers?|correspondents?|reporters?|editors?|bureau(?: chief)?|columnist|"
    r"contributors?|staff|news desk|newsroom|web desk|monitoring desk|news service|diplomatic editor)\.?$",
    re.IGNORECASE,
)
AND = re.compile(r"\s*[,;&|]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Signed:
    """The authors of a byline and the agencies that it names in their place, with where each stands in the paragraph."""

    names: tuple[str, ...]
    agencies: tuple[Agency, ...] = ()


def read_byline(paragraph: str) -> Signed | None:
    """The byline that the paragraph is, or None."""
    if len(paragraph) > LONGEST or paragraph.endswith(("?", "!", ":")):
        return None
    found = BYLINE.match(" ".join(paragraph.split()))
    if not found:
        return None
    parts = [p.strip(" .") for p in AND.split(found["names"]) if p.strip(" .")]
    rest = [p.strip(" .") for p in AND.split(found["rest"] or "") if p.strip(" .")]
    agencies = [a for p in (*parts, *rest) if (a := agency(p))]
    names = [p for p in parts if not agency(p) and not ROLE.match(p) and len(p.split()) > 1]
    if not names and not agencies:
        return None
    return Signed(tuple(map(_recased, names)), tuple(dict.fromkeys(agencies)))


def is_role_line(paragraph: str) -> bool:
    """Whether the paragraph is the office of the author named in the line above (`Associated Press Writer`)."""
    return len(paragraph) <= 60 and bool(ROLE.match(paragraph))


def _recased(name: str) -> str:
    return (
        re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize() if len(m.group()) > 1 else m.group(), name)
        if name.isupper()
        else name
    )
