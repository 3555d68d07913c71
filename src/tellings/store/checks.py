"""Whether a store is sound: what was read gives back its words and ids; rows, index and picture fit it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from tellings.model.codec import encode
from tellings.model.ids import content_id, event_id, report_id, statement_id
from tellings.model.report import Span
from tellings.store import schema
from tellings.store.connections import BATCH, portions
from tellings.store.faults import DECIDE, MEND, READ_AGAIN, SAVE, Fault
from tellings.store.rows import coding_rows, report_of, report_row, unpack
from tellings.store.workings import draw_all
from tellings.stories import decode as sketch_of
from tellings.stories import link, story_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Table

    from tellings.model.coding import Coding
    from tellings.model.report import Report
    from tellings.store.sql import SqlStore

Rows = dict[str, list[dict[str, Any]]]


LEADS = (
    ("story_reports", "story", "stories", "story"),
    ("draft_reports", "story", "drafts", "story"),
    ("entity_members", "entity", "cores", "core"),
    ("claim_members", "claim", "claims", "claim"),
    ("claims", "story", "stories", "story"),
)
"""Which derived row names which other one, beside the foreign keys that the database itself knows."""


def check(store: SqlStore, drawing: str) -> Iterator[Fault]:
    """Every fault of the store, the deepest first; `drawing` is the version whose links and picture are looked at."""
    damage = list(store.damage())
    yield from damage
    if any(not fault.mendable for fault in damage):
        return  # what stands on broken pages says nothing more
    yield from _orphans(store)
    yield from _reports(store)
    yield from _judgements(store)
    if store.noted("drawing") == drawing:
        yield from _links(store)
    if store.drawn() == drawing:
        yield from _picture(store)


def _orphans(store: SqlStore) -> Iterator[Fault]:
    """Rows that name one which is not there."""
    for table in schema.TABLES.sorted_tables:
        for key in table.foreign_keys:
            there = select(key.column).where(key.column == key.parent).correlate(table)
            rows = store.all(select(func.count()).select_from(table).where(key.parent.is_not(None), ~there.exists()))[0][0]
            if rows:
                way_out = MEND if table in (*schema.READ, *schema.PICTURE, *schema.WORKINGS) else SAVE
                yield Fault(table.name, f"{rows} rows name one of {key.column.table.name} that is not there", way_out)
    uncoded = select(schema.reports.c.report).where(schema.reports.c.report.not_in(select(schema.codings.c.report)))
    for row in store.all(uncoded):
        yield Fault(row.report, "has no coding", READ_AGAIN)


# -- what was read


def _reports(store: SqlStore) -> Iterator[Fault]:
    ids = [row.report for row in store.all(select(schema.codings.c.report).order_by(schema.codings.c.report))]
    for k in range(0, len(ids), BATCH):
        kept = {table.name: _rows(store, table, ids[k : k + BATCH]) for table in (schema.reports, *schema.READ)}
        for report in ids[k : k + BATCH]:
            yield from _report(report, {name: found[report] for name, found in kept.items()})


def _rows(store: SqlStore, table: Table, reports: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in portions(reports):
        for row in store.all(select(table).where(table.c.report.in_(some))):
            found[row.report].append(dict(row._mapping))  # noqa: SLF001  # a public name of SQLAlchemy's
    return found


def _report(named: str, kept: Rows) -> Iterator[Fault]:
    if not kept["reports"]:
        return  # told as an orphan
    row, packed = kept["reports"][0], kept["codings"][0]
    try:
        report, coding = report_of(row["noun"], row["text"]), unpack(packed["coding"])
    except Exception as error:  # noqa: BLE001  # whatever it is, the row holds no report
        yield Fault(named, f"cannot be read from the store ({type(error).__name__})", READ_AGAIN)
        return
    if named != report.id or report.id != report_id(report) or coding.report != report.id:
        yield Fault(named, "is not what its id says: its text or what is known of it was changed", READ_AGAIN)
    wrong = [s for s in _spans(coding) if report.text[s.start : s.end] != s.text]
    if wrong:
        yield Fault(named, f"{len(wrong)} spans do not give back their words, the first is {wrong[0].text!r}", READ_AGAIN)
    elif any(one != made for one, made in _ids(coding)):
        yield Fault(named, "the id of a statement or event is not that of its words", READ_AGAIN)
    elif other := _other_tables(report, coding, kept):
        yield Fault(named, f"{', '.join(other)} do not say what its coding says", MEND)


def _spans(noun: Any) -> Iterator[Span]:
    """Every span in a coding."""
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, tuple):
        for one in noun:
            yield from _spans(one)
    elif is_dataclass(noun):
        for field in fields(noun):
            yield from _spans(getattr(noun, field.name))


def _ids(coding: Coding) -> Iterator[tuple[str, str]]:
    """The ids of statements and events, each with the id that it should have."""
    yield from ((s.id, statement_id(coding.report, s.cue, s.content)) for s in coding.statements)
    yield from ((e.id, event_id(coding.report, e.trigger, e.type, e.mode)) for e in coding.events)


def _other_tables(report: Report, coding: Coding, kept: Rows) -> list[str]:
    """The tables that hold other rows of the report than its coding gives."""
    wanted = coding_rows(report, coding) | {"reports": [report_row(report, coding)]}
    return sorted(name for name, rows in wanted.items() if name != "codings" and _bag(rows) != _bag(kept[name], rows))


def _bag(rows: list[dict[str, Any]], like: list[dict[str, Any]] | None = None) -> Counter[tuple[Any, ...]]:
    """The rows whatever their order, with the columns that the rows `like` them have."""
    columns = sorted((like or rows or [{}])[0])
    return Counter(tuple(_plain(row.get(c)) for c in columns) for row in rows)


def _plain(value: Any) -> Any:
    return json.dumps(value, sort_keys=True) if isinstance(value, list | dict) else value


def _judgements(store: SqlStore) -> Iterator[Fault]:
    for judgement in store.judgements():
        what = ("judgement", judgement.verdict, *judgement.of)
        by_a_person = content_id(*what, judgement.by, judgement.at.isoformat())
        if judgement.id not in {by_a_person, content_id(*what)}:  # the second: what an agency took back, or an older program's
            yield Fault(judgement.id, "is not what its id says: it was changed", DECIDE)


# -- what is derived


def _links(store: SqlStore) -> Iterator[Fault]:
    """Every link is what the sketches of its two reports give."""
    c = schema.links.c
    rows = store.stream(select(c.left, c.right, c.noun).order_by(c.left, c.right))
    while some := list(islice(rows, BATCH)):
        sketches = store.sketches({report for row in some for report in (row.left, row.right)})
        for row in some:
            both = [sketches.get(row.left), sketches.get(row.right)]
            made = link(*(sketch_of(one) for one in both if one)) if all(both) else None
            if made is None or encode(made) != row.noun:
                yield Fault(f"{row.left} and {row.right}", "their link is not what the two give", MEND)


def _picture(store: SqlStore) -> Iterator[Fault]:
    tables = schema.TABLES.tables
    for name, column, other, key in LEADS:
        of, there = tables[name].c[column], tables[other].c[key]
        rows = store.all(select(func.count()).select_from(tables[name]).where(of.not_in(select(there))))[0][0]
        if rows:
            yield Fault(name, f"{rows} rows name one of {other} that is not there", MEND)
    told = select(schema.events.c.event).union(select(schema.statements.c.statement))
    members = schema.claim_members.c.member
    if rows := store.all(select(func.count()).select_from(schema.claim_members).where(members.not_in(told)))[0][0]:
        yield Fault("claim_members", f"{rows} events or statements of claims are not there", MEND)
    alone = select(schema.reports.c.report).where(schema.reports.c.report.not_in(select(schema.story_reports.c.report)))
    if rows := len(store.all(alone)):
        yield Fault("story_reports", f"{rows} reports are in no story", MEND)
    yield from _stories(store)


def _stories(store: SqlStore) -> Iterator[Fault]:
    placed: dict[str, set[str]] = defaultdict(set)
    for row in store.all(select(schema.story_reports.c.story, schema.story_reports.c.report)):
        placed[row.story].add(row.report)
    for row in store.stream(select(schema.stories.c.story, schema.stories.c.noun)):
        reports = row.noun.get("reports", ())
        if not row.story == row.noun.get("id") == story_id(reports) or placed[row.story] != set(reports):
            yield Fault(row.story, "is not what its reports make it", MEND)


def mend(store: SqlStore, faults: Collection[Fault]) -> None:
    """Make anew what is derived: the rows of the reports at fault, the index, and the workings, so that all is drawn again."""
    for fault in faults:
        coding = store.coding(fault.of) if fault.mendable else None
        if coding:
            store.add(next(store.reports([fault.of])), coding)
    store.index_again()
    with store.changing() as connection:
        draw_all(connection)
