"""Nouns survive being written down."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nouns import nouns
from tellings.model.codec import decode, encode
from tellings.model.coding import Coding, Event, Mention, Statement
from tellings.model.picture import Claim, Control, Entity, Judgement, Naming, Relation
from tellings.model.report import Report, Span
from tellings.model.story import Link, Story
from tellings.picture import Draft
from tellings.store.rows import pack, unpack

KINDS = [Report, Coding, Event, Statement, Mention, Link, Story, Claim, Entity, Relation, Control, Naming, Judgement, Draft]


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_what_is_decoded_is_what_was_encoded(kind: type[Any], data: st.DataObject) -> None:
    noun = data.draw(nouns(kind))
    assert decode(kind, json.loads(json.dumps(encode(noun)))) == noun


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(noun=nouns(Coding))
def test_a_coding_is_packed_whole(noun: Coding) -> None:
    assert unpack(pack(noun)) == noun


def test_a_default_is_not_written() -> None:
    assert encode(Report(id="r", ref="f", text="T")) == {"id": "r", "ref": "f", "text": "T"}


def test_a_span_is_three_values() -> None:
    assert encode(Span(1, 3, "ab")) == [1, 3, "ab"]
