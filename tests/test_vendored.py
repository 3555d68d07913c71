"""What the pages carry with them is what its makers built, by name, version, licence and sum."""

import hashlib
import itertools
import json
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "src" / "tellings" / "server" / "static"
VENDOR = STATIC / "vendor"
LARGEST_WORLD = 300_000


def rows() -> list[dict[str, str]]:
    lines = [s for s in (VENDOR / "files.tsv").read_text(encoding="utf-8").splitlines() if not s.startswith("#")]
    head, *body = (s.split("\t") for s in lines)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_every_file_is_as_it_was_built(row: dict[str, str]) -> None:
    assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert (VENDOR / row["text"]).read_text(encoding="utf-8").strip()
    assert row["licence"] in {"MIT", "ISC", "0BSD", "BSD-3-Clause"}
    assert row["version"]
    assert row["package"]
    assert row["path"].endswith(Path(row["file"]).name)


def test_no_file_lies_there_unlisted() -> None:
    assert {p.name for p in VENDOR.iterdir() if p.is_file()} == {row["file"] for row in rows()} | {"files.tsv"}


def test_the_notice_names_every_part_and_its_licence() -> None:
    notice = (STATIC.parents[3] / "NOTICE").read_text(encoding="utf-8")
    assert [row["name"] for row in rows() if row["name"] not in notice or row["licence"] not in notice] == []
    assert "Natural Earth" in notice


def test_the_world_is_small_and_cut_at_its_edge() -> None:
    text = (STATIC / "world.json").read_text(encoding="utf-8")
    assert len(text.encode()) <= LARGEST_WORLD
    world = json.loads(text)
    names = {g["properties"].get("name") for g in world["objects"]["countries"]["geometries"]}
    assert len(names) > 200
    assert {"Mauritania", "Fiji", "Russia"} <= names
    for arc in _arcs(world):
        assert all(abs(a[0] - b[0]) < 180 for a, b in itertools.pairwise(arc)), "a line runs over the edge of the map"
        assert all(-180.1 <= lon <= 180.1 and -90.1 <= lat <= 90.1 for lon, lat in arc)


def test_capitals_lie_on_the_earth_the_largest_first() -> None:
    rows = json.loads((STATIC / "capitals.json").read_text(encoding="utf-8"))
    assert len(rows) > 150
    assert {"Nouakchott", "Dakar", "Kyiv"} <= {name for name, *_ in rows}
    assert all(abs(lon) <= 180 and abs(lat) <= 90 for _, lon, lat, _ in rows)
    assert [people for *_, people in rows] == sorted((people for *_, people in rows), reverse=True)


def _arcs(world: dict[str, dict[str, list[float]] | list[list[list[int]]]]) -> list[list[tuple[float, float]]]:
    transform, arcs = world["transform"], world["arcs"]
    assert isinstance(transform, dict)
    assert isinstance(arcs, list)
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    found = []
    for arc in arcs:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found
