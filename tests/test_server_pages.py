"""Every page over the week of examples/: its HTML says what its JSON says, lists go on to their end, filters narrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pages_of_week import copied, served
from tellings.model.listed import Slice, StoryFilter
from tellings.server.templating import shown
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

Row = dict[str, Any]


@pytest.fixture(scope="module")
def client(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with served(copied(week_store, tmp_path_factory.mktemp("pages") / "week.db")) as ready:
        yield ready


@pytest.fixture(scope="module")
def known(client: TestClient) -> dict[str, str]:
    """Ids to ask for."""
    stories = client.get("/front.json?period=all").json()["days"]
    story = next(s for d in stories for s in d["stories"] if s["reports"] > 3 and s["disputed"])
    page = client.get(f"{story['href']}.json").json()
    both = f"report={page['reports'][0]['id']}&report={page['reports'][1]['id']}"
    entity = client.get("/entities.json").json()["entities"][0]
    place = next(p for d in stories for s in d["stories"] for p in s["where"])
    return {
        "story": story["id"], "report": page["reports"][0]["id"], "both": both, "entity": entity["id"], "place": place["id"],
        "name": entity["name"],
    }  # fmt: skip


PAGES = {
    "/?period=all": ("days.stories.title", "days.stories.line", "days.stories.disputed.says", "days.stories.where.name"),
    "/stories/{story}": (
        "title", "line", "reports.outlet", "claims.summary", "claims.line", "claims.evidence.before", "statements.summary",
        "origins.reason", "origins.branches.report.outlet", "changes.says", "naming.party.name", "parties.name",
        "disputed.disagreements.values.value",
    ),
    "/stories/{story}?clock=reported": ("claims.summary",),
    "/compare?{both}": ("title", "reports.outlet", "rows.cells.runs.text"),
    "/reports/{report}": ("title", "credits", "blocks.runs.text", "notes.says"),
    "/entities": ("entities.name",),
    "/entities?q=front": ("entities.name",),
    "/entities/{entity}": ("name", "line", "names.text", "roles.title", "claims.summary", "ties.relation", "stories.title"),
    "/places/{place}": ("place.name", "claims.says", "control.holder.name", "stories.title"),
    "/control": ("on_says", "rows.how", "rows.place.name", "rows.holder.name"),
    "/network": ("ties.left.name", "ties.relation", "ties.right.name"),
    "/network?entity={entity}": ("ties.left.name",),
    "/search?q=rebels": ("hits.report.outlet", "paging.says"),
    "/judgements": ("title",),
    "/watches": ("title",),
    "/status": ("counts.what", "version"),
}  # fmt: skip
"""Addresses, and which values of their JSON a reader of the HTML has to find."""


def values(given: Any, path: str) -> list[str]:
    """The strings at a path, through every list on the way."""
    for key in path.split("."):
        given = [v for one in (given if isinstance(given, list) else [given]) for v in _listed(one[key])]
    return [str(v) for v in given if v]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("address", "paths"), PAGES.items(), ids=list(PAGES))
def test_a_page_shows_what_its_json_says(client: TestClient, known: dict[str, str], address: str, paths: tuple[str, ...]) -> None:
    at, _, query = address.format(**known).partition("?")
    html = client.get(address.format(**known))
    answer = client.get(f"{'/front' if at == '/' else at}.json?{query}")
    assert html.status_code == answer.status_code == 200
    assert html.headers["content-type"].startswith("text/html")
    text, found = squeezed(html.text), 0
    for path in paths:
        for value in values(answer.json(), path):
            assert squeezed(str(shown(value))).strip() in text, (path, value)
            found += 1
    assert found >= len(paths)  # where a path leads to nothing, another test of the same page has to say more


LISTS = ("/front.json", "/entities.json", "/control.json", "/network.json", "/search.json", "/judgements.json", "/watches.json")


def test_an_empty_store_has_every_page(tmp_path: Path) -> None:
    with served(tmp_path / "new.db") as client:
        for at in LISTS:
            path = "/" if at == "/front.json" else at.removesuffix(".json")
            assert client.get(at).status_code == client.get(path).status_code == 200, at
        assert client.get("/status").status_code == 200
        assert client.get("/compare").status_code == 200
        assert client.get("/stories.atom").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/stories/story-none",
        "/stories/x.json",
        "/reports/none",
        "/entities/nobody",
        "/places/nowhere",
        "/static/none",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    if address.endswith(".json"):
        assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    "address",
    [
        "/?day=x", "/?period=century", "/control?on=2031-13-01", "/network?relation=hates", "/stories/{story}?claims=-1",
        "/?q=" + "a" * 3000,
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_the_way_out(client: TestClient, known: dict[str, str], address: str) -> None:
    answer = client.get(address.format(**known))
    assert answer.status_code == 400
    assert "It cannot be asked so" in answer.text


def walked(client: TestClient, address: str, path: str) -> list[str]:
    """What stands at a path on this page and all that follow it."""
    found: list[str] = []
    seen: set[str] = set()
    while address:
        assert address not in seen
        seen.add(address)
        page = client.get(address).json()
        found += values(page, path)
        address = page["paging"]["next"] or ""
        address = address.replace("/?", "/front.json?") if address.startswith("/?") else address
    return found


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/front.json?period=all&limit=2", "days.stories.id"),
        ("/entities.json?limit=7", "entities.id"),
        ("/search.json?q=the&limit=3", "hits.report.id"),
    ],
)
def test_lists_go_on_to_their_end_and_say_nothing_twice(client: TestClient, address: str, path: str) -> None:
    whole = values(client.get(re.sub(r"limit=\d+", "limit=200", address)).json(), path)
    some = walked(client, address, path)
    assert some == whole
    assert len(some) == len(set(some)) > 8 - 2 * ("stories" in path)


FILTERS = ("party", "place", "outlet", "type")


@pytest.mark.parametrize("facet", FILTERS)
def test_a_filter_leaves_the_stories_that_it_names(client: TestClient, week_store: Path, facet: str) -> None:
    store = SqliteStore(week_store)
    with store.asking() as asked:
        every = [s.id for s in asked.stories(StoryFilter(), Slice(limit=100)).lines]
        facets = asked.facets(every, facet)
    store.close()
    value = facets[0].value
    wanted = {f.story for f in facets if f.value == value}
    found = client.get("/front.json", params={"period": "all", facet: value}).json()
    assert set(values(found, "days.stories.id")) == wanted
    assert found["filters"]["active"], "a filter that is set can be lifted"
    assert values(client.get(found["filters"]["active"][0]["href"].replace("/?", "/front.json?")).json(), "days.stories.id")


def test_words_narrow_the_stories_too(client: TestClient) -> None:
    found = client.get("/front.json?period=all&q=ceasefire").json()
    hits = client.get("/search.json?q=ceasefire&limit=200").json()["hits"]
    assert set(values(found, "days.stories.href")) == {h["story"]["href"] for h in hits} != set()


def test_a_page_is_the_same_until_something_changes(client: TestClient, known: dict[str, str]) -> None:
    address = f"/stories/{known['story']}"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    other = client.get(address, headers={"if-none-match": first.headers["etag"], "cookie": "tellings=" + "b" * 43})
    assert other.status_code == 200, "a page carries its reader's own token"


def test_an_old_address_of_a_story_leads_to_what_it_has_become(week_store: Path, tmp_path: Path) -> None:
    path = copied(week_store, tmp_path / "grown.db")
    store = SqliteStore(path)
    with store.asking() as asked:
        line = asked.stories(StoryFilter(), Slice(limit=1)).lines[0]
        report = asked.reports_of(line.id)[0].id
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO past_stories (story, report) VALUES (?, ?)", ("story-0ld", report))
    store.close()
    with served(path) as client:
        assert client.get("/stories/story-0ld.json").json()["id"] == line.id
        assert client.get(f"/stories/{line.id.removeprefix('story-')[:9]}.json").json()["id"] == line.id
        assert client.get(f"/stories/{report}.json").json()["id"] == line.id


def test_the_whole_text_stands_on_a_report_s_page(client: TestClient, week_store: Path) -> None:
    store = SqliteStore(week_store)
    for noun in store.reports():
        page = client.get(f"/reports/{noun.id}.json").json()
        runs = [run for block in page["blocks"] for run in block["runs"]]
        assert all(noun.text[r["start"] : r["start"] + len(r["text"])] == r["text"] for r in runs)
        assert squeezed("".join(r["text"] for r in runs)).replace(" ", "") == squeezed(noun.text).replace(" ", "")
    store.close()


def test_three_reports_face_each_other_without_losing_a_word(client: TestClient, known: dict[str, str]) -> None:
    reports = [r["id"] for r in client.get(f"/stories/{known['story']}.json").json()["reports"]][:3]
    page = client.get("/compare.json", params={"report": reports}).json()
    assert len(page["reports"]) == 3
    numbers = {run["change"] for row in page["rows"] for cell in row["cells"] for run in cell["runs"] if run["change"]}
    assert all(len(row["cells"]) == 3 for row in page["rows"])
    assert numbers
    for row in page["rows"]:
        for cell in row["cells"]:
            assert (cell["kind"] == "none") == (not cell["runs"])
