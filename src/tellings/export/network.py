"""Who stands to whom as a network: GraphML for any tool, GEXF for Gephi with its time line. Both stream."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tellings.export.asked import Asked
    from tellings.export.rows import Row

NODE = {"name": "string", "kind": "string", "country": "string", "sector": "string", "reports": "int"}
"""What is told of an entity, with its type in GraphML and GEXF."""

EDGE = {
    "relation": "string", "basis": "string", "strength": "string", "from": "string", "to": "string", "claims": "int",
    "origins": "int", "claim": "string",
}  # fmt: skip
"""What is told of an edge: `basis` is relation (derived from claims) or event (one claim: actor to recipient)."""


def nodes(asked: Asked) -> Iterator[Row]:
    """Every entity."""
    for row in asked.rows("entities"):
        told = {report for name in row["names"] for report in name["reports"]}
        yield {"id": row["entity"]} | {k: row[k] for k in ("name", "kind", "country", "sector")} | {"reports": len(told)}


def edges(asked: Asked, known: set[str]) -> Iterator[Row]:
    """Every relation, and every event with an actor and a recipient among the entities."""
    for number, row in enumerate(asked.rows("relations"), start=1):
        if row["from_entity"] in known and row["to_entity"] in known:
            yield {
                "id": f"relation-{number}",
                "source": row["from_entity"],
                "target": row["to_entity"],
                "basis": "relation",
                "claims": len(row["claims"]),
            } | {k: row[k] for k in ("relation", "strength", "from", "to")}
    for row in asked.rows("claims"):
        if row["kind"] == "event" and row["type"]:
            yield from _event_edges(row, known)


def _event_edges(row: Row, known: set[str]) -> Iterator[Row]:
    pairs = [(a, r) for a in row["actors"] for r in row["recipients"] if a in known and r in known]
    for number, (actor, recipient) in enumerate(pairs, start=1):
        days = row["date"] or {"from": None, "to": None}
        yield {
            "id": f"{row['claim']}-{number}",
            "source": actor,
            "target": recipient,
            "relation": "/".join(filter(None, (row["type"], row["mode"]))),
            "basis": "event",
            "strength": row["status"],
            "claims": 1,
            "origins": row["origins"],
            "claim": row["claim"],
        } | days


def write_graphml(asked: Asked) -> Iterator[str]:
    """GraphML: a directed network in which two entities may have several edges."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for of, fields in (("node", NODE), ("edge", EDGE)):
        for name, kind in fields.items():
            yield f'<key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="tellings" edgedefault="directed">\n'
    known = set()
    for node in nodes(asked):
        known.add(node["id"])
        yield f"<node id={quoteattr(node['id'])}>{_data('node', NODE, node)}</node>\n"
    for edge in edges(asked, known):
        ends = f"source={quoteattr(edge['source'])} target={quoteattr(edge['target'])}"
        yield f"<edge id={quoteattr(edge['id'])} {ends}>{_data('edge', EDGE, edge)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _data(of: str, fields: dict[str, str], row: Row) -> str:
    told = ((name, row.get(name)) for name in fields)
    return "".join(f'<data key="{of}-{name}">{escape(_clean(v))}</data>' for name, v in told if v is not None)


def write_gexf(asked: Asked) -> Iterator[str]:
    """GEXF 1.3: edges are alive from their first to their last day."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield "<meta><creator>tellings</creator></meta>\n"
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n'
    for of, fields in (("node", NODE), ("edge", EDGE)):
        yield f'<attributes class="{of}">\n'
        for name, kind in fields.items():
            yield f'<attribute id="{of}-{name}" title="{name}" type="{"integer" if kind == "int" else kind}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    known = set()
    for node in nodes(asked):
        known.add(node["id"])
        label = quoteattr(_clean(node["name"]))
        yield f"<node id={quoteattr(node['id'])} label={label}>{_values('node', NODE, node)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in edges(asked, known):
        yield _gexf_edge(edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_edge(edge: Row) -> str:
    days = "".join(f' {ours}="{edge[theirs]}"' for ours, theirs in (("start", "from"), ("end", "to")) if edge[theirs])
    ends = f"source={quoteattr(edge['source'])} target={quoteattr(edge['target'])} label={quoteattr(edge['relation'])}"
    return f'<edge id={quoteattr(edge["id"])} {ends} weight="{edge["claims"] or 1}"{days}>{_values("edge", EDGE, edge)}</edge>\n'


def _values(of: str, fields: dict[str, str], row: Row) -> str:
    told = ((name, row.get(name)) for name in fields)
    values = "".join(f'<attvalue for="{of}-{n}" value={quoteattr(_clean(v))}/>' for n, v in told if v is not None)
    return f"<attvalues>{values}</attvalues>"


def _clean(value: object) -> str:
    """The value without signs that XML does not allow."""
    return "".join(c for c in str(value) if c in "\t\n" or c >= " ").replace("\ufffe", "").replace("\uffff", "")
