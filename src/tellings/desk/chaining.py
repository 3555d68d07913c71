"""Which story goes on with which, and the claims that they tell together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from tellings.desk.drafts import unpacked
from tellings.model.codec import decode, encode
from tellings.model.story import Link
from tellings.picture import Retold, same_claims
from tellings.picture import whole as made_whole
from tellings.store.workings import BOND, CLAIM, FACET, HOLD
from tellings.stories import follow_ups
from tellings.stories.affairs import may_follow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from tellings.model.story import Story
    from tellings.picture import Draft, Verdicts
    from tellings.store.base import Store

Two = tuple[str, str]


def chain(store: Store, stories: list[str], verdicts: Verdicts) -> None:
    """Find anew what these stories follow and what follows them, and which claims are told again there."""
    judged = {k for k, (wrong, _) in store.judged("story").items() if wrong}
    mine = {k: s for k, s in store.draft_stories(stories).items() if k not in judged}
    links = _telling_links(store, mine, judged)
    beside = set(store.placed({r for k in links for r in (k.left, k.right)}).values()) - mine.keys()
    found = follow_ups([*mine.values(), *store.draft_stories(beside).values()], links)
    store.put_follow_ups(stories, found)
    pairs = {(min(f.story, f.before), max(f.story, f.before)) for f in found} | _judged_pairs(store, stories, verdicts)
    drafts = _drafts(store, {k for two in pairs for k in two} - judged)
    again = {
        (a, b): [encode(r) for r in same_claims(drafts[a].parts, drafts[b].parts, verdicts)]
        for a, b in sorted(pairs)
        if a in drafts and b in drafts
    }
    store.touch(CLAIM, store.put_retellings(stories, again))


def _telling_links(store: Store, mine: Mapping[str, Story], judged: Collection[str]) -> list[Link]:
    """The links between these stories and others that so many reports look to that one may go on with the other."""
    links = {pair: noun for s in mine.values() for pair, noun in store.links_out(s.reports).items()}
    home = {r: story for r, story in store.placed({r for pair in links for r in pair}).items() if story not in judged}
    between: dict[Two, list[Two]] = defaultdict(list)
    for left, right in links:
        two = home.get(left), home.get(right)
        if two[0] and two[1] and two[0] != two[1]:
            between[min(two[0], two[1]), max(two[0], two[1])].append((left, right))
    sizes = store.story_sizes({story for two in between for story in two})
    likely = (pairs for two, pairs in between.items() if _may_chain(two, pairs, home, sizes))
    return [decode(Link, json.loads(links[pair])) for pairs in likely for pair in pairs]


def _may_chain(two: Two, pairs: Collection[Two], home: Mapping[str, str], sizes: Mapping[str, int]) -> bool:
    looking = Counter(home[report] for report in {report for pair in pairs for report in pair})
    return all(may_follow(looking[story], sizes[story]) for story in two)


def _judged_pairs(store: Store, stories: Collection[str], verdicts: Verdicts) -> set[Two]:
    """The pairs of stories, one of them among these, of which a person judged two tellings to be one."""
    ids = {k for two in verdicts.same for k in two}
    if not ids:
        return set()
    at = store.told_at(ids)
    home = store.placed(set(at.values()))
    of = {k: home[report] for k, report in at.items() if report in home}
    pairs = {(min(of[a], of[b]), max(of[a], of[b])) for a, b in verdicts.same if a in of and b in of}
    return {two for two in pairs if two[0] != two[1] and not set(stories).isdisjoint(two)}


def weigh(store: Store, claims: list[str], _: Verdicts) -> None:
    """Put together and weigh the claims that these are part of."""
    reached, pairs = _reached(store, claims)
    homes = store.claim_homes(reached)
    drafts = _drafts(store, {story for story, _ in homes.values()})
    told, into = made_whole([drafts[k] for k in sorted(drafts)], pairs)
    inside = homes.keys() | set(into.values())
    former = {whole for _, whole in homes.values() if whole} - homes.keys()
    gone = reached | (former - store.claim_homes(former).keys())
    touched = store.put_claims(gone, [c for c in told if c.id in inside])
    changed = store.put_wholes({k: into.get(k, k) for k in homes})
    if pairs or changed:
        _touch(store, touched | {homes[k][0] for k in homes})
    store.touch(FACET, touched)
    store.drawn_now(CLAIM, reached)


def _touch(store: Store, stories: Iterable[str]) -> None:
    """What a story gives to the whole counts by the claims behind it."""
    for kind, keys in zip((BOND, HOLD), store.share_keys(set(stories)), strict=True):
        store.touch(kind, keys)


def _reached(store: Store, claims: Iterable[str]) -> tuple[set[str], list[Retold]]:
    """The claims that hang together with these, and what they have to do with each other."""
    found: set[str] = set()
    pairs: dict[tuple[str, str, str], Retold] = {}
    frontier = set(claims)
    while frontier:
        found |= frontier
        for noun in store.retellings(frontier):
            one: Retold = decode(Retold, noun)
            pairs[one.left, one.right, one.how] = one
        frontier = {k for left, right, _ in pairs for k in (left, right)} - found
    return found, [pairs[k] for k in sorted(pairs)]


def _drafts(store: Store, stories: Collection[str]) -> dict[str, Draft]:
    return {story: unpacked(draft) for story, draft in store.drafts(stories).items()}
