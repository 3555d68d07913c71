"""`tellings who` and `tellings place`: one entity with its names, roles, and what it says, does and suffers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tellings.text.shown import code, count, days, held, line, short_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tellings.model.picture import Claim, Control, Entity, Relation


def entity_view(entity: Entity, claims: Sequence[Claim], relations: Sequence[Relation], names: Mapping[str, str]) -> Group:
    """The entity: its names, offices over time and reports, its ties, what it says and what it does and suffers.

    `names` are of the others.
    """
    head = Text(entity.name, style="bold")
    facts = [entity.kind, code(entity.country, entity.sector), f"entity {short_id(entity.id)}"]
    head.append("  " + " · ".join(f for f in facts if f), style="dim not bold")
    parts: list[Text | Table] = [head]
    parts += [Text(f"  {role.title}  {days(role.first, role.last)}") for role in entity.roles]
    spellings = ", ".join(f"{n.text} ({count(len(n.reports), 'report')})" for n in entity.names)
    parts.append(Text(f"  named: {spellings}"))
    parts.append(Text(f"  in {count(len({r for n in entity.names for r in n.reports}), 'report')}", style="dim"))
    parts += _section("Ties", [_tie(r, names) for r in relations])
    said = [c for c in claims if c.kind == "statement"]
    for title, some in (
        ("Says", [c for c in said if entity.id in c.actors or entity.name in c.speakers]),
        ("Does", [c for c in claims if c.kind == "event" and entity.id in c.actors]),
        ("Is dealt with", [c for c in claims if c.kind == "event" and entity.id in c.recipients and entity.id not in c.actors]),
        ("Is the voice of", [c for c in claims if c.kind == "event" and entity.id not in (*c.actors, *c.recipients)]),
    ):
        parts += [Text(f"  {title}", style="italic"), _claims(some)] if some else []
    return Group(*parts)


def _section(title: str, lines: Sequence[Text]) -> list[Text]:
    return [Text(f"  {title}", style="italic"), *lines] if lines else []


def _tie(relation: Relation, names: Mapping[str, str]) -> Text:
    left, right = (names.get(k, k) for k in (relation.from_entity, relation.to_entity))
    by = f" with {' and '.join(relation.means)}" if relation.means else ""
    text = Text(f"    {left} {relation.relation} {right}{by}")
    return text.append(f"  {relation.strength}  {days(relation.first, relation.last)}".rstrip(), style="dim")


def _claims(claims: Iterable[Claim]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for claim in sorted(claims, key=lambda c: (c.first is None, str(c.first), c.id)):
        text = Text(line(claim.summary))
        text.append(f"  {count(claim.origins, 'origin')}", style="dim")
        table.add_row("  " + short_id(claim.story), text)
    return table


def place_view(name: str, claims: Sequence[Claim], control: Sequence[Control], names: Mapping[str, str]) -> Group:
    """What happened at a place and who holds it."""
    return Group(Text(name, style="bold"), control_view(control, names), _claims(claims))


def control_view(control: Iterable[Control], names: Mapping[str, str]) -> Table:
    """Who holds what, from when to when."""
    table = Table(box=None, pad_edge=False, show_header=False)
    for style in ("bold", "default", "default", "dim", "red"):
        table.add_column(style=style, overflow="fold")
    for row in control:
        before = f"(before: {names.get(row.before, row.before)})" if row.before else ""
        who = f"{names.get(row.holder, row.holder)} {before}".strip()
        table.add_row(
            f"{row.part} of {row.place}" if row.part else row.place,
            who, row.strength, held(row), "disputed" if row.disputed else "",
        )  # fmt: skip
    return table
