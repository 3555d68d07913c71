"""Desk: reads, draws, answers and takes judgements, over one store."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from tellings.desk import asking, exporting
from tellings.desk.dictionaries import kept_version
from tellings.desk.drawing import redraw
from tellings.desk.judging import Decision, take_in, undo
from tellings.desk.reading import BATCH_REPORTS, Here, Outcome, keep, own_databases, seen_records
from tellings.desk.rereading import Reread, reread
from tellings.desk.selection import Selection, part
from tellings.desk.tools import DICTIONARY, english_tools, open_memo, open_tools
from tellings.desk.watching import Means, Watch
from tellings.desk.workers import AllCores, Recipe
from tellings.errors import UnknownIdError, UsageError
from tellings.export.drawn import judgement_row, reject_row
from tellings.export.kinds import KINDS, PICTURE_KINDS
from tellings.export.rows import REPORT_KINDS
from tellings.export.shown import ShownCompared, ShownStory, ToldClaim
from tellings.export.tabular import Table
from tellings.model.opened import SeenPlace, StoreStatus
from tellings.picture import control_on
from tellings.pipeline import CODE_VERSION, named_by
from tellings.read.apart import Apart
from tellings.read.options import Hints
from tellings.read.readers import Route, read_all
from tellings.store.opening import open_store
from tellings.stories import copies, told
from tellings.text.language import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from tellings.desk.reading import Reader
    from tellings.desk.watching import Pace
    from tellings.export.rows import Row
    from tellings.model.opened import OpenedStory
    from tellings.model.picture import Control, Entity, Judgement, Picture
    from tellings.model.report import Report
    from tellings.model.story import Story
    from tellings.pipeline import Tools
    from tellings.read.fetch import Fetcher
    from tellings.store.base import Hit, Store


class Desk:
    """A news desk over one store. `tools` are made when the first report has to be parsed, not before.

    Who gives tools of their own gives the `recipe` for them too, if several processes are to read with them.
    """

    def __init__(self, store: Store, tools: Callable[[], Tools] | None = None, recipe: Recipe | None = None) -> None:
        self.store = store
        self._make_tools = tools or (lambda: open_tools(store))
        self._recipe = recipe
        self._own_tools = tools is None
        self._tools: Tools | None = None

    @classmethod
    def open(cls, path: str | Path, *, must_exist: bool = False) -> Desk:
        """The desk over the store at that path or address; `must_exist` where there is nothing to answer from an empty one."""
        return cls(open_store(path, must_exist=must_exist))

    @property
    def tools(self) -> Tools:
        """The parser and the gazetteer."""
        if self._tools is None:
            self._tools = self._make_tools()
        return self._tools

    def close(self) -> None:
        """Gives the store back."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- reading

    def read(self, paths: Iterable[str], hints: Hints | None = None, jobs: int = 1) -> Iterator[Outcome]:
        """Read what is behind the paths; an outcome for each input as soon as it is in the store. Ends with the picture drawn.

        More than one of `jobs` reads in so many processes, where there is enough to read.
        """
        with Apart() as apart:
            route = Route(apart, seen_records(self.store, self.tools.version), own_databases(self.store))
            yield from keep(read_all(paths, hints or Hints(), route), self.store, self.tools, self._reader(jobs))
        redraw(self.store)

    def _reader(self, jobs: int) -> Reader:
        make = partial(english_tools, dictionary=self.store.setting(DICTIONARY))
        recipe = self._recipe or (Recipe(make, open_memo(self.store).path) if self._own_tools else None)
        return AllCores(self.tools, recipe, jobs) if recipe and jobs > 1 else Here(self.tools)

    def watch(
        self, addresses: list[str], fetcher: Fetcher, pace: Pace | None = None, hints: Hints | None = None
    ) -> Callable[[Callable[[], bool]], Iterator[Outcome]]:
        """Watch these feeds, and those watched before: each call asks what is due, until the function it is given says stop."""
        watching = Watch(self.store, lambda: self.tools, fetcher, pace, Means(Apart(), hints or Hints()))
        watching.subscribe(addresses)

        def look(stopping: Callable[[], bool] = lambda: False) -> Iterator[Outcome]:
            yield from watching.round(stopping)
            redraw(self.store)

        return look

    def reread(self, jobs: int = 1) -> Iterator[Reread]:
        """Read every report anew that another version of the program has read; what changed in each, as soon as it is kept.

        Ends with the picture drawn. One that is stopped goes on with what is left. `jobs` as in `read`.
        """
        yield from reread(self.store, self.tools.version, self._reader(jobs))
        redraw(self.store)

    def forget(self, report: str) -> Report:
        """Remove a report, named by its id or ref, and all that was read from it."""
        found = self.report(report)
        self.store.forget(found.id)
        redraw(self.store)
        return found

    # -- answers

    def picture(self) -> Picture:
        """What the reports say together, up to date."""
        redraw(self.store)
        return self.store.picture()

    def report(self, named: str) -> Report:
        """The report of that id, the beginning of an id, or ref. Raises UnknownIdError."""
        found = self.store.find_reports(named)
        if len(found) != 1:
            many = f"{len(found)} reports are called {named!r}" if found else f"there is no report {named!r}"
            raise UnknownIdError(f"{many}: `tellings export reports` lists them")
        return next(self.store.reports(found))

    def stories(self) -> Iterator[Story]:
        """All stories, the latest first."""
        redraw(self.store)
        return self.store.stories()

    def story(self, named: str | None = None) -> ShownStory:
        """The story of that id or the beginning of one, or that a report of that name stands in, or the only one; opened."""
        redraw(self.store)
        return self.open_story(self._story_id(named))

    def open_story(self, story_id: str) -> ShownStory:
        """The story of that id in the picture that was drawn last. Raises UnknownIdError."""
        story = self.store.story(story_id)
        parts = self.store.story_parts(story.id)
        return ShownStory(
            story=story,
            reports={r.id: r for r in self.store.reports(story.reports)},
            codings={c.report: c for c in self.store.codings(story.reports)},
            claims=parts.claims,
            relations=parts.relations,
            control=parts.control,
            naming=parts.naming,
            entities={e.id: e for e in parts.entities},
            follow_ups=parts.follow_ups,
            beside=self.store.shown_stories({k for f in parts.follow_ups for k in (f.story, f.before)} - {story.id}),
        )

    def claim(self, named: str) -> ToldClaim:
        """The claim of that id, with all sentences that it was read from. Raises UnknownIdError."""
        redraw(self.store)
        with self.store.asking() as asked:
            found = asked.claims([named])
        if not found:
            raise UnknownIdError(f"there is no claim {named!r}: `tellings export claims` lists them")
        return ToldClaim(found[0], exporting.with_all_tellers(self, self.open_story(found[0].story)))

    def who(self, name: str) -> list[Entity]:
        """The entities that bear a name like that, those that are nearest first. Raises UnknownIdError."""
        redraw(self.store)
        found = self.store.find_entities(name)
        if not found:
            raise UnknownIdError(f"nobody is called {name!r}: `tellings export entities` lists everybody")
        return found

    def control(self, on: date | None = None) -> Sequence[Control]:
        """Who holds what, of all days or on one."""
        redraw(self.store)
        rows = self.store.control()
        return rows if on is None else control_on(rows, on)

    def place(self, name: str, on: date | None = None) -> SeenPlace:
        """What happened at the place of that name, and who holds it or held it on a day. Raises UnknownIdError."""
        redraw(self.store)
        claims, control = self.store.place_parts(name)
        if not claims and not control:
            raise UnknownIdError(f"nothing is told of a place {name!r}: `tellings control` and `tellings search` show what is")
        shown = claims[0].place.name if claims and claims[0].place else control[0].place
        rows = control if on is None else tuple(control_on(control, on))
        return SeenPlace(shown, claims, rows, self.store.entity_names())

    def names(self) -> dict[str, str]:
        """What every entity is called, by its id."""
        redraw(self.store)
        return self.store.entity_names()

    def compare(self, left: str, right: str) -> ShownCompared:
        """Two reports with the passages that they share."""
        both = [self.report(left), self.report(right)]
        codings = {c.report: c for c in self.store.codings([r.id for r in both])}
        ours, theirs = ((r, codings[r.id]) for r in both)
        return ShownCompared(ours, theirs, copies(told(*ours), told(*theirs)))

    def status(self) -> StoreStatus:
        """How much there is of what, and how the feeds fare."""
        redraw(self.store)
        own = kept_version(self.store)
        return StoreStatus(
            counts=self.store.count("reports", "stories", "statements", "events", "claims", "entities", "judgements", "rejects"),
            unread={k: n for k, n in self.store.languages().items() if k and k not in READ_LANGUAGES},
            outdated=sum(
                many
                for v, many in self.store.count_versions().items()
                if not v.startswith(f"{CODE_VERSION} ") or named_by(v) != own
            ),
            feeds=tuple(self.store.feeds()),
        )

    def search(self, words: str, limit: int | None = None) -> Iterator[Hit]:
        """The reports that hold all the words, best first."""
        return self.store.search(words, limit)

    def _story_id(self, named: str | None) -> str:
        if named is None:
            return self._only_story()
        found = self.store.find_stories(named)
        if len(found) == 1:
            return found[0]
        if not found:
            found = self.store.stories_of(self.store.find_reports(named))
        if len(found) != 1:
            many = f"{len(found)} stories are called {named!r}" if found else f"there is no story {named!r}"
            raise UnknownIdError(f"{many}: `tellings stories` lists them")
        return found[0]

    def _only_story(self) -> str:
        ids = [s.id for s, _ in zip(self.store.stories(), range(2), strict=False)]
        if len(ids) != 1:
            raise UsageError(
                "say which story: `tellings stories` lists them" if ids else "there is no story yet: nothing was read"
            )
        return ids[0]

    # -- judgements

    def judge(self, verdict: str, of: Sequence[str], by: str, reason: str = "") -> Judgement:
        """Take a person's decision on things named by their ids or the beginnings of them; it holds until it is undone.

        Raises UsageError where it makes no sense, UnknownIdError where nothing is called so.
        """
        redraw(self.store)
        made = asking.decide(self.store, Decision(verdict, tuple(of), by, reason))
        redraw(self.store)
        return made

    def undo(self, named: str, by: str | None = None) -> Judgement:
        """Take a decision back: everything is as if it had never been made."""
        undone = undo(self.store, named, by, datetime.now(UTC))
        redraw(self.store)
        return undone

    def import_judgements(self, given: Iterable[Judgement]) -> tuple[int, int]:
        """Take in decisions made elsewhere; how many are new, and how many there are that were known."""
        found = take_in(self.store, given)
        redraw(self.store)
        return found

    # -- exports

    def export(self, kind: str, wanted: Selection | None = None) -> Iterator[Row]:
        """The rows of that kind, one after the other, in the shape of the contract."""
        if kind not in KINDS:
            raise UsageError(f"there is no kind {kind!r} to export: {', '.join(KINDS)}")
        redraw(self.store)
        chosen = wanted or Selection()
        if kind == "rejects":
            return map(reject_row, self.store.rejects())
        if kind == "judgements":
            return map(judgement_row, self.store.judgements())
        if kind in PICTURE_KINDS:
            picture = self.store.picture()
            return PICTURE_KINDS[kind](picture if chosen.everything else part(picture, set(self.chosen(chosen))))
        return self._report_rows(kind, self.chosen(chosen))

    def exported(
        self, kind: str, form: str | None = None, wanted: Selection | None = None, *, full_text: bool = False
    ) -> Iterator[bytes]:
        """A kind, a table or a document of the field as the bytes of a file, in pieces; `form` is jsonl, csv, tsv or parquet."""
        return exporting.exported(self, kind, form, wanted, full_text=full_text)

    def arrow(self, kind: str, wanted: Selection | None = None) -> Any:
        """A kind or a table of the field as a `pyarrow.RecordBatchReader`, a stream of record batches with exact types."""
        return exporting.arrow(self, kind, wanted)

    def table(self, kind: str, wanted: Selection | None = None) -> Table:
        """A kind or a table of the field to be iterated, or taken as Arrow, pandas or Polars. Raises UsageError."""
        return Table(kind, lambda: exporting.rows(self, kind, wanted), lambda: exporting.arrow(self, kind, wanted))

    def opened(self, wanted: Selection | None = None) -> Iterator[OpenedStory]:
        """The stories that were asked for, opened, one after the other, the latest first."""
        return exporting.opened_stories(self, wanted)

    def _report_rows(self, kind: str, ids: list[str]) -> Iterator[Row]:
        for k in range(0, len(ids), BATCH_REPORTS):
            some = ids[k : k + BATCH_REPORTS]
            codings = {c.report: c for c in self.store.codings(some)}
            contexts = self.store.contexts(some)
            for report in self.store.reports(some):
                yield from REPORT_KINDS[kind](report, codings[report.id], contexts[report.id])

    def chosen(self, wanted: Selection) -> list[str]:
        """The ids of the reports that were asked for, by day and id."""
        ids = self.store.report_ids(wanted.since, wanted.until)
        if wanted.story is None:
            return ids
        inside = set(self.store.story(self._story_id(wanted.story)).reports)
        return [i for i in ids if i in inside]
