"""Direct speech: which words each quotation is attributed to, by the cues beside it, and how speech runs on without a cue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tellings.data.reporting import speaking_nouns
from tellings.extract.asked_once import asked_once
from tellings.extract.quoted import quoted
from tellings.extract.statements.cues import cue_words, speaker_of, verb_row, via_of
from tellings.extract.statements.draft import Draft, Stretch
from tellings.extract.statements.speakers import SUBJECTS, inverted, is_passive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tellings.extract.syntax import Paragraph, Token
    from tellings.text.quotes import Quotation

ENDS = ".!?…"
DASHES = frozenset({"—", "–", "―", "--", "-", "‒"})
_CLOSING = "\"”'’»› "
_NEAR = 28
"""How many words after a quotation its cue may stand: `," said X, who …, told Y` is long, the next sentence is longer."""
_AT_ONCE = 4
"""The same where no comma promises a cue."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True)
class Passage:
    """A paragraph as speech and narration: its words in order and its outermost quotations."""

    text: str
    tokens: tuple[Token, ...]
    quotes: tuple[Quotation, ...]
    start: int
    end: int

    @classmethod
    def of(cls, text: str, paragraph: Paragraph) -> Passage:
        """The passage of a parsed paragraph."""
        block = paragraph.block
        outer = tuple(q for q in quoted(paragraph, text) if q.depth == 0)
        return cls(text, _words(paragraph), outer, block.start, block.end)

    def between(self, start: int, end: int) -> list[Token]:
        """The words that stand between two positions."""
        return [t for t in self.tokens if start <= t.start and t.end <= end]

    def standalone(self, quote: Quotation) -> bool:
        """Whether the quotation begins a sentence of its own."""
        return self.starts_sentence(quote.start)

    def starts_sentence(self, position: int) -> bool:
        """Whether nothing of the same sentence stands before the position."""
        before = self.text[self.start : position].rstrip()
        return not before or before[-1] in ENDS + ":" or (before[-1] in _CLOSING and before[-2:-1] in tuple(ENDS))

    def last_mark(self, quote: Quotation) -> str:
        """The punctuation that ends the quotation, inside or just after its mark."""
        inner = self.text[quote.inner_start : quote.inner_end].rstrip(_CLOSING)[-1:]
        after = self.text[quote.end : quote.end + 1]
        return after if after and after in ",—–" else inner

    def begins_quoted(self) -> bool:
        """Whether the paragraph begins with a quotation."""
        return bool(self.quotes) and self.quotes[0].start == self.start

    def whole(self) -> Quotation | None:
        """The quotation that the paragraph consists of, if it is one and nothing else."""
        if len(self.quotes) != 1:
            return None
        only = self.quotes[0]
        outside = (t for t in self.tokens if t.text[0].isalnum() and not only.start <= t.start < only.end)
        return only if next(outside, None) is None else None


@asked_once
def _words(paragraph: Paragraph) -> tuple[Token, ...]:
    return tuple(t for s in paragraph.sentences for t in s.tokens)


def speech_drafts(passage: Passage) -> list[Draft]:
    """A draft for each cue that has quotations beside it, with all of these as its content."""
    drafts: list[Draft] = []
    for k, quote in enumerate(passage.quotes):
        made = _beside(passage, k, quote)
        if made is None:
            if drafts and _only_joined(passage, drafts[-1].content[-1][1], quote.start):
                drafts[-1] = replace(drafts[-1], content=(*drafts[-1].content, (quote.start, quote.end)))
            continue
        same = next((i for i, d in enumerate(drafts) if d.head is made.head), None)
        if same is None:
            drafts.append(made)
        else:
            drafts[same] = replace(drafts[same], content=(*drafts[same].content, *made.content))
    return drafts


def _only_joined(passage: Passage, end: int, start: int) -> bool:
    """Whether only `and` or `or` stands between two quotations."""
    words = passage.between(end, start)
    return (
        end < start
        and len(words) <= 2
        and any(t.tag == "CC" for t in words)
        and all(t.tag == "CC" or t.pos == "PUNCT" for t in words)
    )


def _beside(passage: Passage, k: int, quote: Quotation) -> Draft | None:
    cue = _cue_after(passage, k) or _cue_before(passage, k)
    if cue is not None:
        return _draft(cue, (quote.start, quote.end))
    return _signed(passage, k, quote)


def _draft(verb: Token, content: Stretch) -> Draft:
    row = verb_row(verb)
    speaker = speaker_of(verb)
    if speaker is None or content[0] <= speaker.start < content[1]:
        speaker = inverted(verb)
    hearer = verb.child("dobj", "dative") if row and "tell" in row.frames else None
    hearer = None if hearer is speaker else hearer
    cue = tuple(t for t in cue_words(verb) if not content[0] <= t.start < content[1])
    return Draft(
        verb, cue, row.act if row else "claims", "q", (content,), speaker, hearer, via_of(verb),
        reason=f"a quotation beside “{verb.lemma}”",
    )  # fmt: skip


_SHORT_SIGNATURE = 5
"""Words, with the dash, of a signature that is no name (`"The vote was stolen" – opposition leader`)."""


def _signed(passage: Passage, k: int, quote: Quotation) -> Draft | None:
    """`"…" — NAME`: a quotation signed after a dash."""
    words = _to_sentence_end(passage.between(quote.end, _next_start(passage, k)))
    if not words or words[0].text not in DASHES or not passage.standalone(quote):
        return None
    names = [w for w in words[1:] if w.tag in ("NNP", "NNPS") or w.lower in speaking_nouns()]
    if not names or any(w.tag in _FINITE for w in words):
        return None
    if words[1].tag not in ("NNP", "NNPS") and not (names[-1] is words[-1] and len(words) <= _SHORT_SIGNATURE):
        return None
    head = next((n for n in names if n.head not in names), names[0])
    return Draft(
        words[0], (words[0],), "claims", "signed", ((quote.start, quote.end),), head, reason="a quotation signed after a dash"
    )


def _speaks(token: Token) -> bool:
    row = verb_row(token)
    return row is not None and bool({"q", "tell"} & row.frames) and (not is_passive(token) or "tell" in row.frames)


def _next_start(passage: Passage, k: int) -> int:
    return passage.quotes[k + 1].start if k + 1 < len(passage.quotes) else passage.end


def _cue_after(passage: Passage, k: int) -> Token | None:
    """The cue in `"…," said X` and `"…," X told Y`; any verb will do right after speech that waits for one."""
    quote = passage.quotes[k]
    mark, alone = passage.last_mark(quote), passage.standalone(quote)
    words = _to_sentence_end(passage.between(quote.end, _next_start(passage, k)))[:_NEAR]
    if mark == "." or not words:
        return None
    if mark not in tuple(",?!—–-…"):
        words = words[:_AT_ONCE] if alone else []
    elif mark in "?!…" and words[0].text[:1].isupper() and not any(_speaks(w) for w in words[:8]):
        return None
    for word in words:
        if word.dep in ("relcl", "acl", "appos") and word.i > words[0].i:
            continue
        if _speaks(word):
            return word
        if word.tag in _FINITE and word.dep not in ("aux", "auxpass"):
            return word if mark == "," and alone and word.is_root and word.child(*SUBJECTS) else None
    return None


def _to_sentence_end(words: Sequence[Token]) -> list[Token]:
    stop = next((i for i, w in enumerate(words) if w.text in (".", "!", "?", ";")), len(words))
    return list(words[:stop])


def _cue_before(passage: Passage, k: int) -> Token | None:
    """The cue in `X said: "…"`, `X told Y, "…"` and `X said "…"`; any verb will do before a colon."""
    quote = passage.quotes[k]
    floor = passage.quotes[k - 1].end if k else passage.start
    words = _from_sentence_start(passage.between(floor, quote.start))
    if not words:
        return None
    mark = words[-1].text
    last = next((w for w in reversed(words) if _speaks(w)), None)
    if last is None:
        root = next((w for w in words if w.tag in _FINITE and w.is_root and w.child(*SUBJECTS)), None)
        return root if mark == ":" and k + 1 >= len(passage.quotes) else None
    after = [w for w in words if w.start > last.start]
    if mark == ":":
        return last
    if any(w.tag in _FINITE and w.dep not in ("aux", "auxpass", "relcl") for w in after):
        return None
    if mark in DASHES or mark == ",":
        return last
    first = passage.text[quote.inner_start : quote.inner_start + 1]
    return (
        last
        if first.isupper() and not any(w.text[0].isalnum() and w not in last.subtree() for w in after) and len(after) < 2
        else None
    )


def _from_sentence_start(words: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for word in reversed(words):
        if word.text in (".", "!", "?"):
            break
        kept.append(word)
    return kept[::-1]


SPOKEN_FRAMES = frozenset({"q", "that", "tell", "apart", "according to", "quote-as", "signed", "by-ing"})
"""Frames of speech proper, which can run on into the next quotation; praise and wishes don't."""


def run_on(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with quotations that nothing attributes added to the speech that they go on from."""
    grown = list(drafts)
    for quote in passage.quotes:
        if not passage.standalone(quote) or any(s < quote.end and quote.start < e for d in grown for s, e in d.content):
            continue
        place = last_spoken(grown, quote.start)
        if place is not None and _only_an_end(passage.between(reach(grown[place]), quote.start)):
            grown[place] = replace(grown[place], content=(*grown[place].content, (quote.start, quote.end)))
    return grown


def last_spoken(drafts: Sequence[Draft], position: int) -> int | None:
    """The index of the last draft of speech before a position; of several in one sentence the widest."""
    before = [(i, d) for i, d in enumerate(drafts) if d.frame in SPOKEN_FRAMES and d.speaker is not None and reach(d) <= position]
    if not before:
        return None
    last = max((d for _, d in before), key=reach)
    same = [(i, d) for i, d in before if d.head.sent is last.head.sent]
    return max(same, key=lambda pair: (pair[1].frame == "q", sum(e - s for s, e in pair[1].content)))[0]


def reach(draft: Draft) -> int:
    """Where the words of the draft end: cue, content and speaker."""
    return max(draft.head.end, draft.speaker.end if draft.speaker else 0, *(end for _, end in draft.content))


_TAIL = 60
"""Words of narration that may follow a cue in its own sentence before speech runs on (`said X, who …`)."""


def _only_an_end(words: Sequence[Token]) -> bool:
    """Whether no more than the rest of one sentence lies between."""
    ends = [i for i, w in enumerate(words) if w.text in (".", "!", "?")]
    return len(words) <= _TAIL and (not ends or ends == [len(words) - 1] or (len(ends) == 1 and not words[-1].text[0].isalnum()))
