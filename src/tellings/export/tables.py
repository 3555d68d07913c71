"""The tables of other data sets that the picture can be written as, by name."""

from __future__ import annotations

from tellings.export import acled, gdelt, polecat, ucdp

TABLES = {shape.name: shape for shape in (gdelt.EVENTS, gdelt.MENTIONS, polecat.EVENTS, acled.EVENTS, ucdp.EVENTS)}
"""What KIND may name beside the kinds of the contract."""
