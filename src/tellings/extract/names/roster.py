"""The referents of one report while they are put together: forms, roles, country and sector of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tellings.model.coding import MentionKind, Referent, Role
from tellings.text.fold import fold

if TYPE_CHECKING:
    from tellings.extract.names.roles import Office
    from tellings.model.report import Span


@dataclass
class Draft:
    """A referent in the making."""

    key: str
    kind: MentionKind
    forms: dict[str, int] = field(default_factory=dict)
    descriptions: dict[str, int] = field(default_factory=dict)  # `the Syrian president`
    roles: list[Role] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    country: str | None = None
    sector: str | None = None
    genders: Counter[str] = field(default_factory=Counter)
    name: str | None = None
    plural: bool = False  # named by its kind, where several of it were told of
    longest: str | None = None  # the fullest form, where no other came since it was asked for

    @property
    def gender(self) -> str | None:
        """M or f, where the words told it."""
        return self.genders.most_common(1)[0][0] if self.genders else None

    @property
    def fullest(self) -> str:
        """The name to show: the table's, else the form of most words, the commonest of equals."""
        if self.name:
            return self.name
        if self.longest is None:
            self.longest = self._fullest()
        return self.longest

    def _fullest(self) -> str:
        words = {w for f in self.forms for w in fold(f).split()}
        best = next(iter(self.forms), self.key)
        if len(self.forms) > 1:
            best = max(self.forms, key=lambda f: (len(fold(f).split()), not _owned(f, words), self.forms[f], len(f)))
        return best[:-1] if _owned(best, words) else best.removeprefix("The ")


def _owned(form: str, words: set[str]) -> bool:
    """Whether a form is a possessive that lost its apostrophe (`Bashar Assads` beside `Assad`)."""
    last = fold(form).split()[-1:]
    return bool(last) and last[0].endswith("s") and last[0][:-1] in words


class Roster:
    """All drafts of a report by key."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}

    def add(self, key: str, kind: MentionKind, form: str) -> Draft:
        """The draft of that key, which now knows the form too."""
        draft = self.drafts.get(key)
        if draft is None:
            draft = self.drafts[key] = Draft(key, kind)
        draft.longest = None
        draft.forms[form] = draft.forms.get(form, 0) + 1
        return draft

    def get(self, key: str | None) -> Draft | None:
        """The draft of that key."""
        return self.drafts.get(key) if key else None

    def note(self, key: str, office: Office, span: Span) -> None:
        """Keep an office seen on a referent; the first with a country and sector fills what the referent lacks."""
        draft = self.drafts[key]
        draft.offices.append(office)
        draft.roles.append(Role(office.title, office.country, office.sector, span))
        draft.country = draft.country or office.country
        draft.sector = draft.sector or office.sector
        if office.gender:
            draft.genders[office.gender] += 1

    def referents(self) -> tuple[Referent, ...]:
        """All referents, in order of appearance."""
        return tuple(
            Referent(
                key=d.key,
                kind=d.kind,
                name=d.fullest,
                forms=tuple(dict.fromkeys((*d.forms, *d.descriptions))),
                roles=tuple(d.roles),
                country=d.country,
                sector=d.sector,
            )
            for d in self.drafts.values()
        )
