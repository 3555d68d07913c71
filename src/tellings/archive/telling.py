"""What hangs together brought to one place, and there grouped into stories, as a desk does it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tellings.archive.layout import Dealt, Layout, number, read_tables, write_table
from tellings.archive.linking import parts
from tellings.archive.shards import schemas
from tellings.model.codec import decode, encode
from tellings.model.story import Link
from tellings.store.rows import report_of, unpack
from tellings.stories import Member, group, stories_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tellings.model.story import Story


def scatter_reports(layout: Layout, bucket: int, turn: int) -> dict[str, int]:
    """The reports of a bucket, dealt out by the part they belong to."""
    import pyarrow as pa

    part, seen = parts(layout, bucket, turn), set[int]()
    files = layout.files("reports", bucket)
    schema = schemas()["reports"].append(pa.field("part", pa.uint64()))
    with Dealt(layout, "parted/reports", str(bucket), schema) as dealt:
        for table in read_tables(files):
            for row in table.to_pylist():
                if row["number"] not in seen:
                    seen.add(row["number"])
                    label = part[row["number"]]
                    dealt.add(layout.bucket(label), row | {"part": label})
    return {"reports": len(seen)}


def scatter_links(layout: Layout, between: str, turn: int) -> dict[str, int]:
    """The links between two buckets whose reports hang together, dealt out by the part they belong to."""
    import pyarrow as pa

    part = {n: p for b in {int(b) for b in between.split("-")} for n, p in parts(layout, b, turn).items()}
    schema = pa.schema([("part", pa.uint64()), ("link", pa.string())])
    many = 0
    with Dealt(layout, "parted/links", between, schema) as dealt:
        table = next(read_tables([layout.path("links", f"{between}.parquet")]))
        for row in table.to_pylist():
            if (label := part[row["left"]]) == part[row["right"]]:
                many += 1
                dealt.add(layout.bucket(label), {"part": label, "link": row["link"]})
    return {"links": many}


def tell_bucket(layout: Layout, bucket: int) -> dict[str, int]:
    """The stories of a bucket's parts; how many, and how many reports they hold."""
    import pyarrow as pa

    members: dict[int, dict[str, Member]] = defaultdict(dict)
    for table in read_tables(layout.files("parted/reports", bucket)):
        for row in table.to_pylist():
            report = report_of(json.loads(row["noun"]), row["text"])
            members[row["part"]][report.id] = Member.of(report, unpack(row["coding"]))
    links: dict[int, list[Link]] = defaultdict(list)
    for table in read_tables(layout.files("parted/links", bucket)):
        for row in table.to_pylist():
            links[row["part"]].append(decode(Link, json.loads(row["link"])))
    told = sorted((s for label, some in members.items() for s in _stories(some, links[label])), key=lambda s: s.id)
    schema = pa.schema(
        [
            ("story", pa.string()), ("title", pa.string()), ("from", pa.date32()), ("to", pa.date32()), ("origins", pa.int32()),
            ("reports", pa.list_(pa.string())), ("noun", pa.string()),
        ]
    )  # fmt: skip
    write_table(layout.path("stories", f"{bucket}.parquet"), pa.Table.from_pylist([_row(s) for s in told], schema=schema))
    return {"stories": len(told), "reports": sum(len(s.reports) for s in told)}


def _stories(members: dict[str, Member], links: Sequence[Link]) -> Iterator[Story]:
    ordered = sorted(links, key=lambda k: (number(k.left), number(k.right)))
    groups = group(members, ordered, sketches={report: m.sketch for report, m in members.items()})
    yield from stories_of(groups, members, ordered)


def _row(told: Story) -> dict[str, Any]:
    return {
        "story": told.id,
        "title": told.title,
        "from": told.first,
        "to": told.last,
        "origins": len(told.origins),
        "reports": list(told.reports),
        "noun": json.dumps(encode(told), ensure_ascii=False),
    }
