"""Names in a report: candidates from entity spans, tables and runs of proper nouns, typed by a vote over the whole report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from tellings.data.actors import actor_nouns, cast_words, titles
from tellings.extract.asked_once import asked_once
from tellings.extract.names.entity_spans import entity_spans
from tellings.extract.names.known import Known, KnownWords, find_known
from tellings.extract.phrases import top
from tellings.model.coding import MentionKind
from tellings.model.report import BlockKind
from tellings.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tellings.extract.syntax import Sentence, Syntax, Token

KINDS = {
    "PERSON": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "NORP": MentionKind.GROUP,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "FAC": MentionKind.PLACE,
}
"""What an OntoNotes label says of a name's kind."""

OTHER = frozenset({"EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE", "DATE", "TIME"})
"""Labels of spans that name no actor: runs of proper nouns inside them are left alone."""

TITLE_WEIGHT, HEAD_WEIGHT, PREPOSITION_WEIGHT, APPOSITION_WEIGHT = 3.0, 4.0, 1.5, 2.0
"""Votes beside the one of an entity label: a title before the name and an organisation's head word nearly settle it."""

TAKEN_WEIGHT = 2.5
"""A name of one word that is captured, fled or controlled is a place's, whatever the parser calls it."""
LABELS = 2
"""The parser's label of one spelling is one opinion, however often it is repeated."""

SITE_WORDS = cast_words("site")
ORGANISATION_WORDS = cast_words("organisation") | {
    n for n, row in actor_nouns().items() if row.kind in ("organisation", "group") and " " not in n and n not in SITE_WORDS
}
"""Last words of names of bodies."""
MEMBERS = cast_words("members")
SPEAKS = frozenset({"say", "tell", "add"})
TAKING, TAKING_NOUNS, MOVING = cast_words("taking"), cast_words("taking_noun"), cast_words("moving")
ORGANS = cast_words("state_sector")
"""Sectors of the organs of states."""
PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})
ACRONYM = 3
"""Letters of an acronym that no common noun is."""
SMALL_WORDS = frozenset({"of", "the", "for", "and"})
"""Words of a body's name that its acronym may leave out."""
GROUP_FIRST = cast_words("group_first")
PLACE_FIRST = cast_words("place_first")
PLACE_PREPOSITIONS = cast_words("place_preposition")
_NO_NAME = cast_words("no_name")


@dataclass(frozen=True, eq=False)
class Name:
    """A name at one place of the text: words `first` to `last` (excluded) of a sentence, without titles or articles."""

    sentence: Sentence
    first: int
    last: int
    text: str
    kind: MentionKind | None
    label: str = ""
    known: Known | None = None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the name."""
        return self.sentence.tokens[self.first : self.last]

    @cached_property
    def head(self) -> Token:
        """The word that the rest of the sentence hangs on."""
        outside = [t for t in self.tokens if t.is_root or not self.first <= t.head.i < self.last]
        return next((t for t in reversed(outside) if t.tag != "POS" and t.pos != "PUNCT"), self.tokens[-1])

    @cached_property
    def key(self) -> str:
        """The folded name."""
        return fold(self.text)

    @cached_property
    def evidence(self) -> Mapping[MentionKind, float]:
        """What this place of the text says for each kind."""
        return _evidence(self)


def find_names(syntax: Syntax, namesakes: Collection[int] = ()) -> tuple[tuple[Name, ...], KnownWords]:
    """Every name, typed, in order of the text; and what the tables know of each word.

    Of names that start at one of `namesakes` they know nothing: these are other places of that name.
    """
    known = {s.start: find_known(s, syntax.text) for s in syntax.sentences}
    drafts = [name for s in syntax.sentences for name in _candidates(s, known[s.start], syntax.text)]
    letters = _letters(drafts)
    meant = [_meant(n, letters, namesakes) for n in drafts]
    lost = {(n.sentence.start, n.known) for n, m in zip(drafts, meant, strict=True) if n.known and not m.known}
    told = ((s, k) for s in syntax.sentences for k in known[s.start] if (s.start, k) not in lost)
    words = {s.tokens[i].start: k for s, k in told for i in range(k.first, k.last)}
    return _typed(meant), KnownWords(words, frozenset(start for start, _ in lost))


def _meant(name: Name, letters: Collection[str], namesakes: Collection[int]) -> Name:
    """The name as this report means it, whatever the tables know of its words."""
    if _is_own(name, letters):
        return replace(name, kind=MentionKind.ORGANISATION, label="ORG", known=None)
    if name.known and name.tokens[0].start in namesakes:
        return replace(name, kind=KINDS.get("GPE"), label="GPE", known=None)
    return name


def _letters(drafts: Sequence[Name]) -> frozenset[str]:
    """The acronyms of the bodies that no table knows and this report names in full, without those of a table's body named too."""
    full = [n for n in drafts if len(n.tokens) > 1 and (n.label == "ORG" or n.known or n.tokens[-1].lower in ORGANISATION_WORDS)]
    of_tables = {i for n in full if n.known for i in initials(n.key)}
    own = {i for n in full if not n.known for i in (*initials(n.key), in_brackets(n)) if i}
    return frozenset(own - of_tables)


def _is_own(name: Name, letters: Collection[str]) -> bool:
    """Whether a name is the acronym of a body of this report: a table's group of the same letters is another one."""
    return name.text.isupper() and name.key in letters and (not name.known or name.known.group is not None)


def initials(key: str) -> tuple[str, str]:
    """The initials of a folded name, with and without its small words."""
    words = key.split()
    return "".join(w[0] for w in words), "".join(w[0] for w in words if w not in SMALL_WORDS)


def in_brackets(name: Name) -> str | None:
    """The short form that stands in brackets right behind a name: `the Harbour Front (FDP)`."""
    after = name.sentence.tokens[name.last : name.last + 3]
    short = len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text.isupper()
    return fold(after[1].text) if short else None


@asked_once
def _candidates(sentence: Sentence, known: Sequence[Known], text: str) -> list[Name]:
    """The names of a sentence that do not overlap: entity spans that go beyond a table's name, tables' names, proper nouns."""
    taken: set[int] = set()
    names: list[Name] = []
    every = entity_spans(sentence, KINDS.keys())
    organs = {i for a, b, label in every if label != "PERSON" and _is_organ(sentence.tokens[a:b]) for i in range(a, b)}
    spans = [span for span in every if span[0] not in organs]
    facts = [k for k in known if k.how != "demonym"]
    spelt = {span: _trimmed(sentence, *span, text) for span in spans}
    for span in spans:
        a, b, label = span
        if label in ("PERSON", "ORG") and not any(k.first <= a + _article(sentence, a) and b <= k.last for k in facts):
            _take(spelt[span], taken, names)
    for k in facts:
        _take(Name(sentence, k.first, k.last, _words(sentence, k.first, k.last, text), _kind_of(k), "", k), taken, names)
    peoples = {i for k in known if k.how == "demonym" for i in range(k.first, k.last)}
    for span in spans:
        a, b, _ = span
        if not peoples or not set(range(a + _article(sentence, a), b)) <= peoples:
            _take(spelt[span], taken, names)
    other = organs | peoples | {i for a, b, label in sentence.entities if label in OTHER for i in range(a, b)}
    for a, b in _runs(sentence, taken | other):
        if not _is_organ(sentence.tokens[a:b]):
            _take(_trimmed(sentence, a, b, "", text), taken, names)
    return sorted(names, key=lambda n: n.first)


def _take(name: Name | None, taken: set[int], names: list[Name]) -> None:
    if name and taken.isdisjoint(range(name.first, name.last)):
        taken.update(range(name.first, name.last))
        names.append(name)


def _article(sentence: Sentence, first: int) -> int:
    return int(sentence.tokens[first].lower == "the")


def _kind_of(known: Known) -> MentionKind:
    if known.group:
        return MentionKind(known.group.kind)
    return MentionKind.ORGANISATION if known.how == "body" else MentionKind.COUNTRY


def _words(sentence: Sentence, first: int, last: int, text: str) -> str:
    return " ".join(text[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())


def _trimmed(sentence: Sentence, first: int, last: int, label: str, text: str) -> Name | None:
    """The span without articles, titles, demonyms and possessive ends; None where no name is left."""
    tokens = sentence.tokens
    while last > first and (tokens[last - 1].tag == "POS" or not tokens[last - 1].text[:1].isalnum()):
        last -= 1
    first = _past_title(tokens, first, last, label)
    if first >= last or (tokens[first].lower in _NO_NAME and last - first == 1):
        return None
    words = _words(sentence, first, last, text)
    if words.lower() in titles() and label != "ORG" and not honoured(tokens, first):
        return None
    if sentence.block.kind is BlockKind.HEADING and any(t.tag not in ("NNP", "NNPS", "HYPH", "POS") for t in tokens[first:last]):
        return None
    if not any(c.isupper() for c in words) or (label == "NORP" and last - first == 1 and tokens[first].tag in ("JJ", "RB")):
        return None
    if label == "PERSON" and any(t.text in ("/", "@") or t.lower == "photo" for t in tokens[first:last]):
        return None
    return Name(sentence, first, last, words, KINDS.get(label), label)


def _is_organ(tokens: Sequence[Token]) -> bool:
    """Whether the words tell an organ of a state by its kind, and are no name: `Army`, `Coast guard`, `Foreign Ministry`."""
    row = actor_nouns().get(" ".join(t.lower for t in tokens))
    return row is not None and row.sector in ORGANS and (row.kind != "person" or len(tokens) > 1)


def honoured(tokens: Sequence[Token], first: int) -> str | None:
    """M or f by the courtesy before a name (`Mr.`, `Ms.`); None where there is none."""
    row = titles().get(tokens[first - 1].lower) if first else None
    return row.gender if row and row.level == "honorific" else None


def _past_title(tokens: Sequence[Token], first: int, last: int, label: str) -> int:
    """Where the name begins behind articles and, for people, behind titles and demonyms (`Syrian President Bashar`)."""
    while first < last and (tokens[first].pos in ("DET", "PUNCT") or tokens[first].tag in ("PRP$", "POS")):
        first += 1
    if label in ("PERSON", ""):
        for j in range(min(last - 1, first + 5), first, -1):
            if " ".join(t.lower for t in tokens[first:j]) in titles() or (tokens[j - 1].lower in titles() and j - first <= 4):
                return j if tokens[j - 1].lower in titles() else first
    return first


def _runs(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised proper nouns, with the particles and hyphens between them."""
    if sentence.block.kind is BlockKind.HEADING:
        return
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        if not _is_proper(tokens[i]):  # no run begins here, as at four words in five
            i += 1
            continue
        j = i
        while j < len(tokens) and j not in taken and _in_run(tokens[j], inside=j > i):
            j += 1
        while j > i and not tokens[j - 1].text[:1].isupper():
            j -= 1
        if j > i:
            yield i, j
        i = max(i + 1, j)


def _is_proper(token: Token) -> bool:
    """Whether the word is a proper noun, or an acronym that the parser takes for a common one."""
    return token.tag in ("NNP", "NNPS") or (token.tag == "NN" and len(token.text) >= ACRONYM and token.text.isupper())


def _in_run(token: Token, *, inside: bool) -> bool:
    if _is_proper(token):
        return token.text[:1].isupper() or (inside and token.lower in ("al", "el", "bin", "ibn", "van", "von", "de", "da", "der"))
    return (inside and token.text == "-") or (inside and token.lower in ("al", "el", "bin", "ibn"))


def _typed(drafts: Sequence[Name]) -> tuple[Name, ...]:
    """Each name with the kind that the whole report speaks for; what the tables know is not voted on."""
    votes: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    labels: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for name in drafts:
        if not name.known:
            votes[name.key].update(name.evidence)
            labels[name.key].update([name.kind] if name.kind else [])
    for key, count in labels.items():
        votes[key].update({kind: min(n, LABELS) for kind, n in count.items()})
    _lend(votes)
    kinds = {key: _winner(count) for key, count in votes.items()}
    told = [(n, n.kind if n.known else kinds[n.key]) for n in drafts]
    return tuple(n if n.kind is kind else replace(n, kind=kind) for n, kind in told if kind)


def _winner(votes: Mapping[MentionKind, float]) -> MentionKind | None:
    best = max(votes.values(), default=0)
    return next((kind for kind in MentionKind if votes.get(kind, 0) == best), None) if best > 0 else None


def _lend(votes: Mapping[str, Counter[MentionKind]]) -> None:
    """A bare surname is what the full name is: single words take the votes of the longer personal names that end in them."""
    people = [key for key, count in votes.items() if " " in key and _winner(count) is MentionKind.PERSON]
    by_last: Counter[str] = Counter()
    for key in people:
        parts = key.split()
        by_last.update({parts[-1]: 1, " ".join(parts[-2:]): 1})
    for key, count in votes.items():
        if key.endswith("s") and (stem := votes.get(key[:-1])):
            count.update(stem)  # a possessive that lost its apostrophe
        if by_last[key] and key not in people:
            count[MentionKind.PERSON] += HEAD_WEIGHT  # type: ignore[assignment]  # a Counter may hold any number


def _evidence(name: Name) -> Mapping[MentionKind, float]:
    """What one place of the text says for each kind."""
    found: dict[MentionKind, float] = defaultdict(float)
    tokens, last = name.sentence.tokens, name.tokens[-1]
    before = tokens[name.first - 1] if name.first else None
    if before and before.lower in titles() and before.pos in ("NOUN", "PROPN") and before.lower not in ORGANISATION_WORDS:
        found[MentionKind.PERSON] += TITLE_WEIGHT
    if last.lower.rstrip(".") in ORGANISATION_WORDS or name.tokens[0].lower in ("ministry", "university", "department", "bank"):
        found[MentionKind.ORGANISATION] += HEAD_WEIGHT
    if last.lower in SITE_WORDS:
        found[MentionKind.PLACE] += HEAD_WEIGHT
    if len(name.tokens) > 1 and name.tokens[0].lower in GROUP_FIRST:
        found[MentionKind.GROUP] += HEAD_WEIGHT
    if len(name.tokens) > 1 and name.tokens[0].lower in PLACE_FIRST:
        found[MentionKind.PLACE] += TITLE_WEIGHT
    found[MentionKind.PLACE] += _placed(name.head)
    if len(name.tokens) == 1:
        found[MentionKind.PLACE] += TAKEN_WEIGHT * _taken(name.head)
        found[MentionKind.PERSON] += 1.0 * (
            name.label == "PERSON" and name.head.dep == "nsubj" and name.head.head.lemma in SPEAKS
        )
    for kind, weight in _told(name):
        found[kind] += weight
    if name.label not in PLACE_LABELS and name.head.dep in ("compound", "nmod") and name.head.head.lemma in MEMBERS:
        found[MentionKind.ORGANISATION] += APPOSITION_WEIGHT
    if len(name.tokens) == 1 and len(name.text) >= ACRONYM and name.text.isupper():
        found[MentionKind.ORGANISATION] += PREPOSITION_WEIGHT
    if _reflects(name.head.children):
        found[MentionKind.PERSON] += 1.0
    return found


def _told(name: Name) -> Iterator[tuple[MentionKind, float]]:
    """What the nouns in apposition say that it is."""
    for noun in _beside(name.head):
        if noun.lemma in ORGANISATION_WORDS or noun.lower in ORGANISATION_WORDS:
            yield MentionKind.ORGANISATION, APPOSITION_WEIGHT
        elif noun.lower in titles() or noun.lemma in titles():
            yield MentionKind.PERSON, APPOSITION_WEIGHT


def _beside(head: Token) -> Iterator[Token]:
    """The nouns in apposition to a name, on either side."""
    yield from head.children_by("appos")
    if head.dep == "appos" and head.head.pos == "NOUN":
        yield head.head


def _placed(head: Token) -> float:
    """How strongly the words around say that a name is a place's: `in X`, `the town of X`, `X province`, `X, a village`."""
    first = top(head)
    score = 0.0
    if first.dep == "pobj" and first.head.lower in PLACE_PREPOSITIONS:
        score += PREPOSITION_WEIGHT
    if first.dep == "pobj" and first.head.lower == "of" and first.head.head.lemma in SITE_WORDS:
        score += TITLE_WEIGHT
    if head.dep in ("compound", "nmod") and head.head.lower in SITE_WORDS:
        score += APPOSITION_WEIGHT
    if any(c.lemma in SITE_WORDS for c in head.children_by("appos")):
        score += APPOSITION_WEIGHT
    return score


def _taken(head: Token) -> bool:
    """Whether the words do with it what is done with places: `captured X`, `fled X`, `control of X`, `X falls`."""
    above = head.head
    if head.dep == "dobj":
        return above.lemma in TAKING
    if head.dep == "pobj" and above.lower in ("of", "from", "to"):
        return above.head.lemma in TAKING_NOUNS or (above.lower != "of" and above.head.lemma in MOVING)
    return head.dep == "nsubj" and above.lemma == "fall"


def _reflects(children: Iterable[Token]) -> bool:
    """Whether a relative `who` hangs on the name."""
    return any(c.dep == "relcl" and any(t.lower == "who" for t in c.children) for c in children)
