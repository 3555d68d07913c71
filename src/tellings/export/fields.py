"""The fields of every kind of row, in order: those of the contract (design, section 3) and what stands beside them."""

from __future__ import annotations

CONTRACT = "1"
"""The version of the rows below: raised when a field goes, or comes to mean something else; not when one is added."""

_SPAN = "start end text"
_PLACE = "lat lon geonameid country admin1 precision reason"

FIELDS: dict[str, tuple[str, ...]] = {
    kind: tuple(fields.split())
    for kind, fields in {
        "reports": "report ref outlet url title byline language published dateline credits text blocks story "
        "outlet_country outlet_family places not_read status version capture",
        "mentions": f"report kind {_SPAN} entity name {_PLACE} from to measure low high unit",
        "statements": "statement report kind content quoted cue act speaker via addressee venue said about evidence reason",
        "events": "event report evidence trigger type mode contexts cameo actors recipients place date status attributed_to "
        "quantities reason",
        "stories": "story title from to reports origins weakest follows",
        "copies": "story copy left right kind sharing score changes",
        "claims": "claim story kind summary members reports outlets origins against speakers disagreements type mode status "
        "actors recipients place date standing reason stories told",
        "entities": "entity kind name names roles country sector merges",
        "relations": "from_entity relation to_entity from to strength means claims evidence",
        "control": "place geonameid part holder before from to when strength disputed claims evidence",
        "judgements": "judgement verdict of by at reason undone undone_by undone_at anchors",
        "rejects": "ref reason",
    }.items()
}
