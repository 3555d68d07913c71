"""What a story gives when it is drawn alone, as a store keeps it between two drawings."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

from tellings.desk.recent import Recent
from tellings.model.codec import decode, encode
from tellings.picture import Draft

KEPT = 500
"""Stories that stay read: claims are compared and weighed with those of the same few stories again and again."""


_READ: Recent[bytes, Draft] = Recent(KEPT)
"""What drafts say, by their bytes."""


def packed(drawn: Draft) -> bytes:
    """Its claims and their parts; the rest stands in tables of its own."""
    kept = replace(drawn, bonds=(), sightings=(), naming=())
    made = zlib.compress(json.dumps(encode(kept), ensure_ascii=False).encode(), 1)
    _READ.keep(made, kept)  # its claims are weighed next
    return made


def unpacked(draft: bytes) -> Draft:
    """What `packed` made bytes of."""
    return _READ.get(draft, lambda: decode(Draft, json.loads(zlib.decompress(draft))))
