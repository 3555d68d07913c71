"""Ids are hashes of content: the same content has the same id, on every machine and in any order of reading."""

from __future__ import annotations

from hashlib import blake2b


def content_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 16 hex digits over the parts; `None` and the empty string are told apart."""
    packed = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{blake2b(packed.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"
