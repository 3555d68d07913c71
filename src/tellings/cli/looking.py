"""The commands that show the picture: stories, story, compare, who, place, control, search, status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tellings.cli.options import DEFAULT_STORE, Evidence, Json, Limit, On, Store
from tellings.cli.showing import colourless, print_json, say, show

if TYPE_CHECKING:
    from tellings.desk import Desk


def stories(store: Store = DEFAULT_STORE, limit: Limit = None, as_json: Json = False) -> None:
    """List the stories, the latest first."""
    from itertools import islice

    from tellings.cli.views.stories import counted, stories_view
    from tellings.export.drawn import story_row

    with _desk(store) as desk:
        found = list(islice(desk.stories(), limit))
        if as_json:
            print_json(map(story_row, found))
        else:
            show(stories_view(found), counted(len(found)))


def story(
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A story's id or its beginning, or a report in it; not needed where there is one."),
    ] = None,
    store: Store = DEFAULT_STORE,
    evidence: Evidence = False,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Leave nothing out of a long story.")] = False,
    as_json: Json = False,
) -> None:
    """Show one story: what happened, who said what, where the reports differ."""
    from tellings.cli.views.story import story_view
    from tellings.cli.views.words import Detail
    from tellings.export.opened import opened_row

    with _desk(store) as desk:
        opened = desk.story(name)
        if as_json:
            print_json([opened_row(opened)])
        else:
            show(story_view(opened, Detail.everything(evidence=evidence) if everything else Detail(evidence)))


def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="A report: its id or its beginning, its ref, or its address.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    store: Store = DEFAULT_STORE,
    as_json: Json = False,
) -> None:
    """Set two reports side by side, with what was changed marked."""
    from tellings.cli.views.changes import compare_view
    from tellings.export.drawn import passage_row

    with _desk(store) as desk:
        both = desk.compare(left, right)
        if as_json:
            print_json(map(passage_row, both.copies))
            return
        show(compare_view(both, plain=colourless()))


def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, or part of one, or an entity's id.")],
    store: Store = DEFAULT_STORE,
    limit: Limit = 3,
    as_json: Json = False,
) -> None:
    """Show who that is: names, offices, what they say, do and suffer."""
    from tellings.cli.views.entity import entity_view
    from tellings.export.drawn import entity_row

    with _desk(store) as desk:
        found = desk.who(name)[:limit]
        if as_json:
            print_json(map(entity_row, found))
            return
        picture = desk.picture()
        names = {e.id: e.name for e in picture.entities}
        for entity in found:
            claims = [c for c in picture.claims if entity.id in (*c.actors, *c.recipients) or entity.name in c.speakers]
            relations = [r for r in picture.relations if entity.id in (r.from_entity, r.to_entity)]
            show(entity_view(entity, claims, relations, names))


def place(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place's name.")],
    on: On = None,
    store: Store = DEFAULT_STORE,
    as_json: Json = False,
) -> None:
    """Show what happened at a place, and who holds it."""
    from tellings.cli.options import day_option
    from tellings.cli.views.entity import place_view
    from tellings.export.drawn import claim_row, control_row

    with _desk(store) as desk:
        seen = desk.place(name, day_option("--on", on))
        if as_json:
            print_json(map(control_row, seen.control) if on else map(claim_row, seen.claims))
        else:
            show(place_view(seen.name, seen.claims, seen.control, seen.names))


def control(
    on: On = None,
    store: Store = DEFAULT_STORE,
    as_json: Json = False,
) -> None:
    """Show who holds which place, from when to when."""
    from tellings.cli.options import day_option
    from tellings.cli.views.entity import control_view
    from tellings.export.drawn import control_row

    with _desk(store) as desk:
        rows = desk.control(day_option("--on", on))
        if as_json:
            print_json(map(control_row, rows))
        else:
            show(control_view(rows, desk.names()))


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that all have to be there.")],
    store: Store = DEFAULT_STORE,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """Find reports by their words."""
    from tellings.cli.views.found import plain_excerpt, search_view

    asked = " ".join(f'"{w}"' if " " in w else w for w in words)
    with _desk(store) as desk:
        hits = list(desk.search(asked, limit))
        reports = {r.id: r for r in desk.store.reports([h.report for h in hits])}
        if as_json:
            print_json({"report": h.report, "ref": reports[h.report].ref, "excerpt": plain_excerpt(h.excerpt)} for h in hits)
        elif hits:
            show(search_view((h, reports[h.report]) for h in hits))
        else:
            say("nothing is found")


def status(store: Store = DEFAULT_STORE, as_json: Json = False) -> None:
    """Show how much the store holds, what was not read, and how the watched feeds fare."""
    from tellings.cli.views.found import status_row, status_view

    with _desk(store) as desk:
        found = desk.status()
        if as_json:
            print_json([status_row(found)])
        else:
            show(status_view(found, store))


def _desk(store: str) -> Desk:
    from tellings.desk import Desk

    return Desk.open(store, must_exist=True)
