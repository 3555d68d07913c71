"""A whole story as one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tellings.export.drawn import claim_row, control_row, entity_row, passage_row, relation_row, story_row
from tellings.export.rows import Row, report_rows
from tellings.model.context import Context

if TYPE_CHECKING:
    from tellings.model.opened import OpenedStory


def opened_row(opened: OpenedStory) -> Row:
    """The story with its reports, claims and all that the terminal shows, in the shapes of the contract."""
    context = Context(opened.story.id)
    reports = [row for r in opened.story.reports for row in report_rows(opened.reports[r], opened.codings[r], context)]
    follows = opened.follows
    return story_row(opened.story, follows) | {
        "followed_by": [{"story": f.story, "score": f.score, "reason": f.reason} for f in opened.followed_by],
        "told_by": reports,
        "copies": [passage_row(c) for c in opened.story.copies],
        "claims": [
            claim_row(c)
            | {
                "evidence": [
                    {"report": e.report, "start": e.span.start, "end": e.span.end, "text": e.span.text}
                    for e in opened.evidence(c)
                ]
            }
            for c in opened.claims
        ],
        "relations": [relation_row(r) for r in opened.relations],
        "control": [control_row(r) for r in opened.control],
        "naming": [
            {"entity": n.entity, "name": opened.name(n.entity), "report": n.report, "words": list(n.words), "of": n.of}
            for n in opened.naming
        ],
        "entities": [entity_row(e) for e in opened.entities.values()],
    }
