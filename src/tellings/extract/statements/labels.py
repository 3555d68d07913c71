"""Speakers set before a colon: headlines (`Kremlin: talks go on`) and transcripts (`PEREZ: Well, …`, `Q: …`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tellings.data.countries import by_name
from tellings.data.reporting import reporting_verbs, reporting_words, speaking_nouns
from tellings.extract.statements.draft import Draft
from tellings.model.report import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.statements.speech import Passage
    from tellings.extract.syntax import Paragraph, Token

_LABEL = re.compile(r"[\"“]?\s*(?P<name>[^\s:.,!?\"“”][^:.!?\"“”\n]{0,60}):(?=[\s\"“'‘])")
_MOST_WORDS = 8
_LEAST_WORDS = 3
"""Words of a content that can be speech; fewer make a heading of a list."""
_TURNS = frozenset({"Q", "A"})
_NO_SPEAKERS = reporting_words("no-label")
"""Words before a colon that head a part of the page."""
_OPENING = frozenset("\"“'‘")
_SPEAKING_ENTITIES = frozenset({"PERSON", "ORG", "NORP"})


def label_drafts(passage: Passage, paragraph: Paragraph, *, first: bool) -> list[Draft]:
    """The draft of a paragraph that begins with its speaker and a colon; `first` marks the report's first paragraph."""
    match = _LABEL.match(passage.text, passage.start, passage.end)
    if match is None:
        return []
    name = passage.between(match.start("name"), match.end("name"))
    colon = next((t for t in passage.tokens if t.text == ":" and t.start == match.end() - 1), None)
    rest = [t for t in passage.tokens if t.start >= match.end()]
    if colon is None or not 0 < len(name) <= _MOST_WORDS or len([t for t in rest if t.text[0].isalnum()]) < _LEAST_WORDS:
        return []
    headline = first or paragraph.block.kind is BlockKind.HEADING
    if not _speaker_label(name, passage.text[match.end() :].lstrip()[:1], headline=headline):
        return []
    start = rest[0].start
    head = next((t for t in reversed(name) if t.text[0].isalnum()), name[-1])
    cue: tuple[Token, ...] = (colon,)
    if len(name) > 1 and head is name[-1] and _says(head):  # `The paper reports: …`, taken for a noun
        head, cue = name[-2], (name[-1], colon)
    return [Draft(head, cue, "claims", "label", ((start, rest[-1].end),), head, reason="a speaker before a colon")]


def _says(word: Token) -> bool:
    row = reporting_verbs().get(word.lower.removesuffix("s"))
    return word.lower.endswith("s") and row is not None and "q" in row.frames


def _speaker_label(name: Sequence[Token], after: str, *, headline: bool) -> bool:
    words = [t for t in name if t.text[0].isalpha()]
    if not words or words[-1].lower in _NO_SPEAKERS:
        return False
    text = " ".join(t.text for t in words)
    if text in _TURNS:
        return True
    if any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in words) and not headline:
        return False
    if by_name(text) is not None and after not in _OPENING:  # `Chad: 38 girls freed`
        return False
    speaks = words[-1].ent in _SPEAKING_ENTITIES or words[-1].lower in speaking_nouns() or words[-1].lemma in speaking_nouns()
    if headline:
        return speaks or (len(words) <= 2 and all(t.tag in ("NNP", "NNPS") and not t.ent for t in words))
    shouted = text.isupper() and len(text) > 1 and len(words) <= 4
    return (shouted and words[-1].ent not in ("GPE", "DATE")) or (speaks and after in ('"', "“"))
