"""Names of one report joined to referents: short forms to full ones, acronyms to what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from tellings.data.actors import cast_words
from tellings.data.given import given_gender
from tellings.extract.names.mentions import honoured, in_brackets, initials
from tellings.extract.phrases import top
from tellings.model.coding import MentionKind
from tellings.text.fold import core, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tellings.extract.names.mentions import Name

SAME_WORD = 0.75
"""Edit similarity from which two spellings of a word inside one report are one (`Bachar`, `Bashar`)."""

COMMUNICATES = cast_words("communicates")
"""Verbs whose object, where it is a capital, is the government there."""
TOWN_VERBS = cast_words("town_verb")
"""Verbs whose subject, where it is a capital, is the town."""
BACKS = cast_words("backs")
OWNED_BY = cast_words("owned_by")
DIRECTED_AT = cast_words("directed_at")
BODY_ENDS = cast_words("body_end")
TOWN_PARTS = cast_words("town_part")


def acts(name: Name) -> bool:
    """Whether a capital or seat of power stands for its government where the sentence puts it, and not for the town."""
    head = top(name.head)
    if head is not name.head and head not in name.tokens and head.dep not in ("nsubj", "pobj", "dobj", "nsubjpass", "poss"):
        return False
    above = head.head
    by_dep = {
        "nsubj": above.lemma not in TOWN_VERBS,
        "nsubjpass": above.lemma in COMMUNICATES,
        "dobj": above.lemma in COMMUNICATES,
        "dative": above.lemma in COMMUNICATES,
        "poss": above.lemma not in TOWN_PARTS,
        "npadvmod": above.lemma in BACKS,
        "compound": above.lemma in BACKS,
        "pobj": _object_acts(above.lower, above.head.lemma, above.dep),
    }
    return by_dep.get(head.dep, False)


def _object_acts(preposition: str, governor: str, dep: str) -> bool:
    """`backed by Moscow`, `at the invitation of Damascus`, `talks with Tehran`; but `the road to Damascus`."""
    if dep == "agent" or preposition in ("by", "with", "against", "between"):
        return True
    if preposition == "of":
        return governor in OWNED_BY
    return preposition in ("on", "for", "from", "to") and governor in DIRECTED_AT


def referent_keys(names: Sequence[Name]) -> Mapping[Name, str]:
    """The referent key of every name that stands for somebody; names of places get none."""
    people = [n for n in names if n.kind is MentionKind.PERSON]
    bodies = [n for n in names if n.kind in (MentionKind.ORGANISATION, MentionKind.GROUP)]
    keys = _people(people) | _bodies(bodies)
    for name in names:
        if name.kind is MentionKind.COUNTRY and name.known and (key := _country(name)):
            keys[name] = key
    return keys


def _country(name: Name) -> str | None:
    known = name.known
    if known is None or known.country is None:
        return None
    if known.how == "name":
        return f"country:{known.country}"
    if known.sector and known.sector != "GOV":
        return f"body:{known.country} {fold(name.text).removeprefix('the ')}"
    return f"government:{known.country}" if known.how == "seat" or acts(name) else None


def _people(names: Sequence[Name]) -> dict[Name, str]:
    """One key a person: the full names first, then each surname to the fullest name that ends in it."""
    fulls: list[tuple[tuple[str, ...], list[Name]]] = []
    short: list[Name] = []
    last = {core(n.text)[-1] for n in names if core(n.text)}
    called = {core(n.text): g for n in names if (g := honoured(n.sentence.tokens, n.first)) == "m"}
    for name in sorted(names, key=lambda n: -len(core(n.text))):
        words = _owned(core(name.text), last)
        if len(words) < 2:
            short.append(name)
            continue
        group = next((g for g in fulls if _one_person(g[0], words)), None)
        if group:
            group[1].append(name)
        else:
            fulls.append((words, [name]))
    keys = {name: _person_key(words) for words, members in fulls for name in members}
    for name in short:
        gender = honoured(name.sentence.tokens, name.first) or called.get(core(name.text))
        fit = [g for g in fulls if not gender or given_gender(g[0][0]) in (None, gender)]
        keys[name] = _person_key(_fullest(name, fit) or _owned(core(name.text), last))
    return keys


def _owned(words: tuple[str, ...], last: Collection[str]) -> tuple[str, ...]:
    """The words of a name without an `s` that has lost its apostrophe: `Assads` where others say `Assad`."""
    return (*words[:-1], words[-1][:-1]) if words and words[-1].endswith("s") and words[-1][:-1] in last else words


def _person_key(words: Iterable[str]) -> str:
    return "person:" + " ".join(words)


def _fullest(name: Name, fulls: Sequence[tuple[tuple[str, ...], list[Name]]]) -> tuple[str, ...] | None:
    """The full name that a bare one is short for: by surname before given name, then the one named most often."""
    (word,) = core(name.text)[:1] or ("",)
    for at in (-1, 0, 1):
        fit = [g for g in fulls if len(g[0]) > at and (same_word(g[0][at], word) if at < 0 else g[0][at] == word)]
        if fit:
            start = name.tokens[0].start
            return max(fit, key=lambda g: (g[0][at] == word, len(g[1]), -abs(g[1][0].tokens[0].start - start)))[0]
    return None


def _one_person(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two full names within one report are one person's: same surname, and no given name against another."""
    if len(right) > len(left):
        left, right = right, left
    if not same_word(left[-1], right[-1]):
        return _inside(left, right)
    first, other = left[0], right[0]
    return (
        same_word(first, other) or (min(len(first), len(other)) == 1 and first[0] == other[0]) or _inside(left[:-1], right[:-1])
    )


def _inside(left: Sequence[str], right: Sequence[str]) -> bool:
    return all(any(same_word(a, b) for a in left) for b in right)


def same_word(left: str, right: str) -> bool:
    """Whether two folded words are spellings of one word, inside one report."""
    if left == right:
        return True
    if min(len(left), len(right)) < 4 or left[0] != right[0]:
        return False
    return Levenshtein.normalized_similarity(left, right) >= SAME_WORD


def _bodies(names: Sequence[Name]) -> dict[Name, str]:
    """One key a body: the table's name, else the folded one; acronyms and cut names go to the longer one."""
    keys = {n: f"body:{fold(n.known.group.name) if n.known and n.known.group else _body(n.text)}" for n in names}
    longest = sorted(set(keys.values()), key=lambda k: (-len(k), k))
    longer = {k: next((o for o in longest if _short_for(k[5:], o[5:])), k) for k in longest}
    longer |= {f"body:{short}": keys[n] for n in names if (short := in_brackets(n)) and not n.known}
    for key in longest:
        if longer[key] == key and len(fit := [o for o in longest if _cut(key[5:], o[5:])]) == 1:
            longer[key] = fit[0]
    return {n: longer[k] for n, k in keys.items()}


def _body(text: str) -> str:
    """The folded name without its article; `U.N.` is `un`."""
    bare = text.removeprefix("The ").removeprefix("the ")
    letters = bare.replace(".", "")
    return fold(letters if letters.isupper() else bare)


def _short_for(short: str, full: str) -> bool:
    """`iaea` is short for `international atomic energy agency`, `red crescent` for `red crescent society`."""
    words = full.split()
    if short.endswith("s") and short[:-1] in words:  # a lost apostrophe
        short = short[:-1]
    if short == full or len(words) < 2:
        return False
    if " " not in short:
        return (len(short) >= 2 and short in initials(full)) or (len(short) > 3 and short in (words[0], words[1]))
    return full.startswith(short + " ") or (" " in short and full.endswith(" " + short))


def _cut(short: str, full: str) -> bool:
    """`front` for `harbour workers front`, `harbour front` too: the last word stays, and it is a word for bodies."""
    said, words = short.split(), full.split()
    if len(said) >= len(words) or said[-1] != words[-1] or said[-1] not in BODY_ENDS:
        return False
    rest = iter(words)
    return all(word in rest for word in said)
