"""Exports as ninjs and FollowTheMoney, held against their schemata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geojson
import jsonschema
import pytest
from referencing import Registry, Resource

from coded import TITLES, TOOK, coded_desk, tellings
from tellings.desk import Desk

SCHEMAS = Path(__file__).parent / "data" / "schemas"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with coded_desk(tmp_path_factory.mktemp("documents") / "s.db") as made:
        yield made


def written(desk: Desk, kind: str, **how: Any) -> str:
    return b"".join(desk.exported(kind, **how)).decode()


def lines(desk: Desk, kind: str, **how: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(desk, kind, **how).removesuffix("\n").split("\n")]


def texts() -> dict[str, str]:
    return {t.report.id: t.report.text for t in tellings()}


# -- ninjs


@pytest.mark.parametrize("full_text", [False, True])
def test_ninjs_objects_are_valid(desk: Desk, full_text: bool) -> None:
    schema = json.loads((SCHEMAS / "ninjs-3.1.json").read_text(encoding="utf-8"))
    place = Resource.from_contents({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"})
    known = Registry().with_resources([("https://geojson.org/schema/GeoJSON.json", place)])  # a place's is checked by geojson
    checker = jsonschema.Draft202012Validator(schema, registry=known, format_checker=jsonschema.FormatChecker())
    objects = lines(desk, "ninjs", full_text=full_text)
    assert len(objects) == 3
    for one in objects:
        checker.validate(one)
        assert all(geojson.loads(json.dumps(p["geoJSON"])).is_valid for p in one["places"])
        assert ("bodies" in one) is full_text
    with pytest.raises(jsonschema.ValidationError):
        checker.validate({"uri": "urn:x:1", "headline": "ninjs 1 had this"})


def test_ninjs_says_what_was_read(desk: Desk) -> None:
    one = next(o for o in lines(desk, "ninjs") if o.get("title") == TITLES["gazette-1"])
    assert {p["name"] for p in one["people"]} == {"Idris Haddal"}
    assert {"Gash Front", "Sudanese army"} <= {o["name"] for o in one["organisations"]}
    assert {"PLOVER: ASSAULT/firearms", "PLOVER context: military"} <= {s["literal"] for s in one["subjects"]}
    assert {"name": "Agence France-Presse", "role": "originator"} in one["infoSources"]
    assert one["versionCreated"] == "2031-03-12T00:00:00Z"


def test_our_own_reader_reads_our_ninjs(desk: Desk, tmp_path: Path) -> None:
    from tellings.model.report import Reject
    from tellings.read.options import Hints
    from tellings.read.readers import read_all

    for number, one in enumerate(lines(desk, "ninjs", full_text=True)):
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(one), encoding="utf-8")
        (report,) = read_all([str(path)], Hints())
        assert not isinstance(report, Reject)
        assert report.title == one.get("title")
        assert one["bodies"][0]["value"].split()[-1] in report.text


# -- FollowTheMoney


def test_entities_fit_the_schemata_of_followthemoney(desk: Desk) -> None:
    schemata = json.loads((SCHEMAS / "followthemoney-3.5.9.json").read_text(encoding="utf-8"))
    entities = {e["id"]: e for e in lines(desk, "followthemoney")}
    for e in entities.values():
        known = schemata[e["schema"]]
        assert set(known["required"]) <= set(e["properties"]), e["caption"]
        for name, values in e["properties"].items():
            kind = known["properties"][name]
            assert all(isinstance(v, str) and v for v in values)
            if kind["type"] == "entity":
                assert set(values) <= set(entities), "what is referred to is there"
            elif kind["type"] == "date":
                assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", v) for v in values)
            elif kind["type"] == "country":
                assert values == ["sd"]
    assert {e["schema"] for e in entities.values()} == set(schemata) - {"$comment", "PublicBody"}


def test_every_value_has_a_statement_and_every_statement_a_report(desk: Desk) -> None:
    schemata = json.loads((SCHEMAS / "followthemoney-3.5.9.json").read_text(encoding="utf-8"))
    for e in lines(desk, "followthemoney"):
        told = {(s["prop"], s["value"]) for s in e["statements"]}
        assert told == {(name, v) for name, values in e["properties"].items() for v in values}
        for s in e["statements"]:
            assert s["prop_type"] == schemata[e["schema"]]["properties"][s["prop"]]["type"]
            assert s["origin"] in texts()
        assert len({s["id"] for s in e["statements"]}) == len(told)


def test_the_sentence_behind_a_claim_is_documentation(desk: Desk) -> None:
    entities = lines(desk, "followthemoney")
    raid = next(e for e in entities if e["schema"] == "Event" and "shot at" in e["caption"])
    told = [e["properties"] for e in entities if e["schema"] == "Documentation" and e["properties"]["entity"] == [raid["id"]]]
    assert len(told) == 3
    assert [TOOK] in [t["summary"] for t in told]


def test_the_library_itself_reads_it_where_it_is_installed(desk: Desk) -> None:
    model = pytest.importorskip("followthemoney", reason="it needs PyICU, which has no wheels").model
    for e in lines(desk, "followthemoney"):
        proxy = model.get_proxy(e)
        assert proxy.schema.validate({"properties": proxy.properties}) is None
        assert proxy.caption
