"""What a story gives when it is drawn alone, as a store keeps it between two drawings."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import lru_cache

from tellings.model.codec import decode, encode
from tellings.picture import Draft

KEPT = 500
"""Stories that stay read: claims are compared and weighed with those of the same few stories again and again."""


def packed(drawn: Draft) -> bytes:
    """Its claims and their parts; the rest stands in tables of its own."""
    kept = encode(replace(drawn, bonds=(), sightings=(), naming=()))
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode(), 1)


@lru_cache(maxsize=KEPT)
def unpacked(draft: bytes) -> Draft:
    """What `packed` made bytes of."""
    return decode(Draft, json.loads(zlib.decompress(draft)))
