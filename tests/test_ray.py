"""Two Ray nodes give what one process gives; a node that goes away in the middle loses nothing; nothing is told to anybody."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import tellings
from made_shards import BENCH, write_shards
from tellings.archive import Archive, Here, Layout, OnRay
from tellings.archive.engines import QUIET
from test_archive import READER, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tellings.archive.engines import Done

ray: Any = pytest.importorskip("ray", reason="the extra `archive` is not installed")

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own: sockets left open at its end, deprecations

PATIENCE = {"RAY_raylet_start_wait_time_s": "240"}
"""Seconds that Ray may take to start: a busy machine is no fault of ours."""

TRIES = 4
"""Ray gives a node half a minute to be known to the others, whatever it is told."""


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (QUIET | PATIENCE).items():
        monkeypatch.setenv(name, value)
    ours = (Path(tellings.__file__).parents[1], Path(__file__).parent, BENCH)  # whatever is installed: the program under test
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, ours)))


@pytest.fixture
def two_nodes(settings: None) -> Iterator[tuple[Any, Any]]:  # noqa: ARG001  # asked for what it sets
    """A cluster of two nodes here: the cluster, and the node that may be killed. It must start: a soak skips nothing."""
    nodes = started()
    yield nodes
    ray.shutdown()
    nodes[0].shutdown()


def started(tries: int = TRIES) -> tuple[Any, Any]:
    """The cluster and its second node, however busy the machine is."""
    from ray.cluster_utils import Cluster

    cluster: Any = Cluster()
    try:
        cluster.add_node(num_cpus=1, include_dashboard=False)
        return cluster, cluster.add_node(num_cpus=1)
    except Exception:  # Ray raises bare ones
        cluster.shutdown()
        if tries == 1:
            raise
    return started(tries - 1)


def archived(out: Path, paths: list[str], engine: Any, say: Callable[[str, Done], None] | None = None) -> None:
    assert Archive(Layout.at(out, 3), engine, say, reader=READER).run(paths).failed == ()


def compare(nodes: tuple[Any, Any], folder: Path, *, shards: int, each: int) -> None:
    """One process, and two nodes of which one is killed when half of the shards are read: others are being read then."""
    cluster, second = nodes
    paths = write_shards(folder / "in", shards, each, overlap=5)
    archived(folder / "one", paths, Here())
    engine = OnRay(cluster.address)
    read: list[str] = []

    def say(step: str, done: Done) -> None:
        read.extend([done.name] if step == "read" else [])
        if step == "read" and len(read) == shards // 2:
            cluster.remove_node(second, allow_graceful=False)

    try:
        archived(folder / "two", paths, engine, say)
    finally:
        engine.close()
    assert sorted(read) == sorted(set(read))
    assert len(read) == shards
    assert told(folder / "two") == told(folder / "one")


@pytest.mark.soak
def test_a_few_reports_on_two_nodes_of_which_one_dies(two_nodes: tuple[Any, Any], tmp_path: Path) -> None:
    compare(two_nodes, tmp_path, shards=8, each=15)


@pytest.mark.soak
def test_two_nodes_give_the_same_stories_on_twenty_thousand_reports(two_nodes: tuple[Any, Any], tmp_path: Path) -> None:
    compare(two_nodes, tmp_path, shards=40, each=500)


@pytest.mark.usefixtures("settings")
def test_ray_on_this_machine_tells_the_same_and_tells_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from ray._common.usage import usage_lib

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "1")
    try:
        engine = OnRay(workers=1)
    except Exception as error:  # noqa: BLE001  # Ray raises bare ones
        pytest.skip(f"Ray did not start here: {error}")
    try:
        assert not usage_lib.usage_stats_enabled()
        assert not ray._private.worker.global_worker.node.address_info.get("webui_url")  # the dashboard
        paths = write_shards(tmp_path / "in", 2, 12, overlap=3)
        archived(tmp_path / "ray", paths, engine)
    finally:
        engine.close()
    archived(tmp_path / "one", paths, Here())
    assert told(tmp_path / "ray") == told(tmp_path / "one")
