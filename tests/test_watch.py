"""Watching feeds, against a server of our own that is slow to change, fails, moves and forbids."""

import http.server
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.desk.desk import Desk
from tellings.desk.watching import Means, Pace, Watch
from tellings.errors import UsageError
from tellings.extract.syntax import Parser
from tellings.pipeline import Tools
from tellings.read.fetch import Fetcher
from tellings.read.readers import Here
from tellings.store.sqlite import SqliteStore

PARAGRAPH = "Spain suspended joint fishery patrols with Portugal on Friday, the agriculture minister said in Madrid. " * 3
PAGE = (
    f"<!doctype html><html lang='en'><title>Spain acts</title><body><article>{f'<p>{PARAGRAPH}</p>' * 4}</article></body></html>"
)


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Islet Radio</title>{"".join(items)}</channel></rss>'


def entry(number: int, said: str, base: str = "") -> str:
    link = f"<link>{base}/page/{number}</link>" if base else ""
    return f"<item><guid>item-{number}</guid><title>Item {number}</title>{link}<description>{said}</description></item>"


class World:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str, dict[str, str]]] = {}
        self.asked: list[str] = []
        self.not_changed = 0


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def base(world: World) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            world.asked.append(self.path)
            status, body, headers = world.answers.get(self.path, (404, "", {}))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                world.not_changed += 1
                status, body = 304, ""
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the base class gives
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = datetime(2031, 6, 6, tzinfo=UTC)
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock, parser: Parser) -> Iterator[Watch]:
    store = SqliteStore(tmp_path / "watch.db")
    pace = Pace(now=lambda: clock.now, sleep=clock.sleep)
    with Fetcher(allow_private=True) as fetcher:
        yield Watch(store, lambda: Tools(parser, open_gazetteer()), fetcher, pace, Means(Here()))
    store.close()


def read(watch: Watch) -> list[str]:
    return [o.ref for o in watch.round() if o.report]


def test_new_and_changed_items_are_read_and_nothing_twice(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3), entry(2, PARAGRAPH * 3)), {})
    watch.subscribe([f"{base}/feed"])
    assert read(watch) == ["item-1", "item-2"]
    assert read(watch) == []
    clock.now += timedelta(minutes=16)
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 4), entry(2, PARAGRAPH * 3), entry(3, PARAGRAPH * 3)), {})
    assert read(watch) == ["item-1", "item-3"]


def test_a_feed_that_did_not_change_is_not_sent_again(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {"ETag": '"1"'})
    watch.subscribe([f"{base}/feed"])
    read(watch)
    clock.now += timedelta(minutes=16)
    assert read(watch) == []
    assert world.not_changed == 1


def test_a_teaser_is_read_from_its_page(watch: Watch, world: World, base: str) -> None:
    world.answers["/feed"] = (200, rss(entry(1, "A teaser.", base)), {})
    world.answers["/page/1"] = (200, PAGE, {})
    watch.subscribe([f"{base}/feed"])
    assert read(watch) == ["item-1"]


def test_one_bad_feed_never_stops_the_others_and_is_asked_ever_less(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/bad"] = (500, "", {})
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    watch.subscribe([f"{base}/bad", f"{base}/feed"])
    outcomes = list(watch.round())
    assert [(o.ref, bool(o.report)) for o in outcomes] == [(f"{base}/bad", False), ("item-1", True)]
    waits = []
    for _ in range(12):
        [bad] = [f for f in watch._store.feeds() if f.address.endswith("/bad")]
        assert bad.due
        assert bad.tried
        waits.append(bad.due - bad.tried)
        clock.now = bad.due
        list(watch.round())
    assert waits[:3] == [timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1)]
    assert waits[-1] == timedelta(hours=24)
    assert "500" in str(bad.says)


def test_a_server_that_asks_for_patience_gets_it(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (429, "", {"Retry-After": "7200"})
    watch.subscribe([f"{base}/feed"])
    list(watch.round())
    [feed] = watch._store.feeds()
    assert feed.due == clock.now + timedelta(hours=2)


def test_robots_are_heeded(watch: Watch, world: World, base: str) -> None:
    world.answers["/robots.txt"] = (200, "User-agent: *\nDisallow: /private\n", {})
    world.answers["/private/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    watch.subscribe([f"{base}/private/feed"])
    [refused] = list(watch.round())
    assert "robots.txt" in str(refused.reason)
    assert "/private/feed" not in world.asked


def test_one_host_is_asked_once_in_five_seconds(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(entry(1, "A teaser.", base), entry(2, "A teaser.", base)), {})
    world.answers |= {f"/page/{n}": (200, PAGE.replace("Spain acts", f"Spain acts {n}"), {}) for n in (1, 2)}
    watch.subscribe([f"{base}/feed"])
    assert len(read(watch)) == 2
    assert len(world.asked) == 4  # robots.txt, the feed, two pages
    assert sum(clock.slept) == pytest.approx(15, abs=0.1)


def test_a_stop_loses_nothing(watch: Watch, world: World, base: str) -> None:
    world.answers["/feed"] = (200, rss(*(entry(n, PARAGRAPH * 3 + str(n)) for n in range(5))), {"ETag": '"1"'})
    watch.subscribe([f"{base}/feed"])
    done: list[str] = []
    for outcome in watch.round(lambda: len(done) >= 2):
        done.append(outcome.ref)  # noqa: PERF401  # the function above looks at the list as it grows
    assert done == ["item-0", "item-1"]
    assert read(watch) == ["item-2", "item-3", "item-4"]


def test_the_state_outlives_the_run(tmp_path: Path, world: World, base: str, parser: Parser) -> None:
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    tools = Tools(parser, open_gazetteer())
    for expected in (["item-1"], []):
        with Desk(SqliteStore(tmp_path / "kept.db"), lambda: tools) as desk, Fetcher(allow_private=True) as fetcher:
            look = desk.watch([f"{base}/feed"], fetcher, Pace(polite=0))
            assert [o.ref for o in look(lambda: False)] == expected


@pytest.mark.parametrize(("given", "minutes"), [("15m", 15), ("1h", 60), ("2 d", 2880)])
def test_time_spans(given: str, minutes: int) -> None:
    from tellings.cli.watching import interval

    assert interval(given) == timedelta(minutes=minutes)


@pytest.mark.parametrize("given", ["", "often", "0m", "-3h"])
def test_what_is_no_time_span(given: str) -> None:
    from tellings.cli.watching import interval

    with pytest.raises(UsageError):
        interval(given)


# -- what goes wrong out there, for weeks on end


def test_a_page_that_is_down_is_asked_for_again_and_given_up_at_last(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(entry(1, "A teaser.", base), entry(2, PARAGRAPH * 3)), {"ETag": '"1"'})
    world.answers["/page/1"] = (503, "", {})
    watch.subscribe([f"{base}/feed"])
    assert read(watch) == ["item-2"]
    clock.now += timedelta(minutes=16)
    world.answers["/page/1"] = (200, PAGE, {})
    assert read(watch) == ["item-1"]
    clock.now += timedelta(minutes=16)
    assert read(watch) == []
    assert world.not_changed == 1
    world.answers["/feed"] = (200, rss(entry(3, "A teaser.", base)), {})
    for _ in range(8):
        clock.now += timedelta(minutes=16)
        list(watch.round())
    assert world.asked.count("/page/3") == 1  # 404: it is not there, and will not be


def test_a_page_that_stays_down_is_not_asked_for_for_ever(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(entry(1, "A teaser.", base)), {})
    world.answers["/page/1"] = (500, "", {})
    watch.subscribe([f"{base}/feed"])
    for _ in range(8):
        list(watch.round())
        clock.now += timedelta(minutes=16)
    assert world.asked.count("/page/1") == 5
    assert [r.reason for r in watch._store.rejects()] == ["cannot be fetched: the server answers 500"]


@pytest.mark.parametrize("broken", ["", "<rss", "<html><p>Sorry</p></html>", "{", "\x00\x01", "<?xml version='1.0'?><opml/>"])
def test_a_broken_feed_is_named_and_mends_itself(watch: Watch, world: World, base: str, clock: Clock, broken: str) -> None:
    world.answers["/feed"] = (200, broken, {})
    watch.subscribe([f"{base}/feed"])
    [outcome] = list(watch.round())
    assert outcome.reason
    [feed] = watch._store.feeds()
    assert (feed.failures, feed.says) == (1, outcome.reason)
    clock.now += timedelta(minutes=16)
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    assert read(watch) == ["item-1"]
    [feed] = watch._store.feeds()
    assert (feed.failures, feed.says) == (0, None)


def test_a_feed_cut_off_in_the_middle_gives_what_is_whole(watch: Watch, world: World, base: str) -> None:
    whole = rss(entry(1, PARAGRAPH * 3), entry(2, PARAGRAPH * 3))
    world.answers["/feed"] = (200, whole[: whole.index("<guid>item-2")], {})
    watch.subscribe([f"{base}/feed"])
    assert "item-1" in read(watch)


def test_a_feed_that_moved_is_followed(watch: Watch, world: World, base: str) -> None:
    world.answers["/feed"] = (301, "", {"Location": "/new"})
    world.answers["/new"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    watch.subscribe([f"{base}/feed"])
    assert read(watch) == ["item-1"]


def test_rules_are_asked_for_again_after_a_day(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/feed"] = (200, rss(), {})
    watch.subscribe([f"{base}/feed"])
    list(watch.round())
    clock.now += timedelta(hours=23)
    list(watch.round())
    assert world.asked.count("/robots.txt") == 1
    clock.now += timedelta(hours=2)
    world.answers["/robots.txt"] = (200, "User-agent: *\nDisallow: /\n", {})
    list(watch.round())
    assert world.asked.count("/robots.txt") == 2
    assert world.asked.count("/feed") == 2


def test_a_host_that_cannot_say_its_rules_is_left_alone_for_an_hour(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/robots.txt"] = (503, "", {})
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {})
    watch.subscribe([f"{base}/feed"])
    [refused] = list(watch.round())
    assert "robots.txt cannot be had" in str(refused.reason)
    assert "/feed" not in world.asked
    clock.now += timedelta(minutes=61)
    world.answers["/robots.txt"] = (404, "", {})
    assert read(watch) == ["item-1"]


def test_a_host_is_given_the_time_that_it_asks_for(watch: Watch, world: World, base: str, clock: Clock) -> None:
    world.answers["/robots.txt"] = (200, "User-agent: *\nCrawl-delay: 20\n", {})
    world.answers["/feed"] = (200, rss(), {})
    watch.subscribe([f"{base}/feed"])
    list(watch.round())
    assert sum(clock.slept) == pytest.approx(20, abs=0.1)


def test_the_publisher_and_the_pictures_that_a_feed_names_are_kept(watch: Watch, world: World, base: str) -> None:
    words = "<media:credit>Ada Lum/Reuters</media:credit><media:description>Boats wait in Vigo.</media:description>"
    media = f'<media:content url="a.jpg">{words}</media:content>'
    given = entry(1, PARAGRAPH * 3).replace("</item>", f'<source url="https://i.example">Islet Wire</source>{media}</item>')
    world.answers["/feed"] = (200, rss(given).replace("<rss ", '<rss xmlns:media="http://search.yahoo.com/mrss/" '), {})
    watch.subscribe([f"{base}/feed"])
    assert read(watch) == ["item-1"]
    [report] = watch._store.reports()
    [coding] = watch._store.codings()
    assert report.outlet == "Islet Wire"
    assert [(report.text[b.start : b.end], b.kind.value) for b in report.blocks][-2:] == [
        ("Boats wait in Vigo.", "caption"),
        ("Photo: Ada Lum/Reuters", "credit"),
    ]
    assert [(c.agency, c.of) for c in coding.credits] == [("Reuters", "photo")]


def test_a_signal_ends_it_cleanly_and_what_was_read_stays(tmp_path: Path, world: World, base: str) -> None:
    world.answers["/feed"] = (200, rss(entry(1, PARAGRAPH * 3)), {"ETag": '"1"'})
    command = [sys.executable, "-m", "tellings", "watch", f"{base}/feed", "--allow-private", "--store", "s.db"]
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert running.stderr
    assert "item-1" in running.stderr.readline()
    running.send_signal(signal.SIGTERM)
    assert running.wait(300) == 0
    running.stderr.close()
    with Desk(SqliteStore(tmp_path / "s.db")) as desk:
        assert [f.items for f in desk.store.feeds()] == [1]
        assert len(list(desk.export("reports"))) == 1
