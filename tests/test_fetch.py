"""Fetching and feeds, against a server of our own that misbehaves."""

import contextlib
import http.server
import threading
import time
from collections.abc import Iterator

import pytest

from tellings.model.report import Reject, Report
from tellings.read.feeds import item_found, items, looks_like_feed, subscriptions
from tellings.read.fetch import Answer, Fetcher, Patience, Unreachable, is_public
from tellings.read.options import Hints
from tellings.read.readers import HERE, read_all

SHORT_EACH = Patience(each=0.8)
SHORT_WHOLE = Patience(whole=2.0)
"""Each is tried alone, so that a busy machine does not meet the other one."""


class Misbehaving(http.server.BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        if self.path == "/page":
            self._send(200, b"<p>Spain acts</p>")
        elif self.path == "/article":
            self._send(
                200, f"<!doctype html><html><title>Spain acts</title><body><article>{LONG}</article></body></html>".encode()
            )
        elif self.path == "/here":
            self._send(302, b"", location="/page")
        elif self.path == "/round":
            self._send(301, b"", location="/round")
        elif self.path == "/file":
            self._send(302, b"", location="file:///etc/hostname")
        elif self.path == "/same" and self.headers.get("If-None-Match") == '"1"':
            self._send(304, b"")
        elif self.path == "/long":
            self._send(200, b"a" * 21_000_000)
        elif self.path == "/silent":
            self.connection.recv(1)  # until the other side gives up
        elif self.path in ("/dripping", "/dripping-headers"):
            self._drip(self.path == "/dripping-headers")
        elif self.path == "/broken":
            self.wfile.write(b"no http at all\r\n\r\n")
        else:
            self._send(404, b"")

    def _drip(self, headers: bool) -> None:
        """A byte now and then, each of them in time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-Drip: " if headers else b"Content-Length: 1000000\r\n\r\n"))
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b"a")
                time.sleep(0.1)

    def _send(self, status: int, body: bytes, location: str | None = None) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the base class gives
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/page", "/here"])
def test_redirects_are_followed(server: str, fetcher: Fetcher, path: str) -> None:
    answer = fetcher.fetch(server + path)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.address) == (200, b"<p>Spain acts</p>", f"{server}/page")


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/round", "redirects"),
        ("/file", "no http address"),
        ("/long", "longer"),
        ("/broken", ""),
    ],
)
def test_what_misbehaves_is_refused_with_its_reason(server: str, fetcher: Fetcher, path: str, why: str) -> None:
    answer = fetcher.fetch(server + path)
    assert isinstance(answer, Unreachable)
    assert why in answer.reason


@pytest.mark.parametrize(
    ("path", "patience", "why"),
    [
        ("/silent", SHORT_EACH, "sent nothing for 0.8 seconds"),
        ("/dripping", SHORT_WHOLE, "longer than 2 seconds"),
        ("/dripping-headers", SHORT_WHOLE, "longer than 2 seconds"),
    ],
)
def test_what_takes_too_long_is_refused(server: str, path: str, patience: Patience, why: str) -> None:
    with Fetcher(allow_private=True, patience=patience) as fetcher:
        answer = fetcher.fetch(server + path)
    assert isinstance(answer, Unreachable)
    assert why in answer.reason


def test_what_did_not_change_is_not_sent_again(server: str, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(server + "/same", {"If-None-Match": '"1"'})
    assert isinstance(answer, Answer)
    assert answer.status == 304


def test_a_private_address_is_refused_unless_allowed(server: str) -> None:
    with Fetcher() as guarded:
        answer = guarded.fetch(server + "/page")
    assert isinstance(answer, Unreachable)
    assert "--allow-private" in answer.reason


def test_an_address_is_an_input_like_any_other(server: str) -> None:
    refs = [f"{server}/article", f"{server}/gone", f"{server}/round"]
    found = list(read_all(refs, Hints(allow_private=True), HERE))
    assert [type(f) for f in found] == [Report, Reject, Reject]
    assert [type(f) for f in read_all(refs[:1], Hints())] == [Reject]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("169.254.169.254", False), ("::1", False),
        ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False), ("224.0.0.1", False), ("0.0.0.0", False),
        ("8.8.8.8", True), ("2606:4700::1111", True),
    ],
)  # fmt: skip
def test_private_and_local_ranges_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


LONG = "<p>Spain suspended joint fishery patrols with Portugal on Friday, the agriculture minister said.</p>" * 10
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>All the news</title><language>en-gb</language>
<item><guid>tag:1</guid><title>Spain acts</title><link>https://a.example/1</link>
<pubDate>Fri, 06 Jun 2031 10:00:00 +0200</pubDate>
<dc:creator>Xoana Pereiro</dc:creator><source url="https://islet.example/rss">Islet Radio</source>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Lisbon regrets</title><link>https://a.example/2</link><description>A teaser.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Islet Radio</title><entry><id>tag:1</id><title>Spain acts</title>
<link href="https://a.example/1"/><updated>2031-06-06T10:00:00Z</updated><author><name>Xoana Pereiro</name></author>
<summary>A teaser.</summary></entry></feed>"""
JSON_FEED = """{"version":"https://jsonfeed.org/version/1.1","title":"Islet Radio","items":[{"id":"tag:1","url":"https://a.example/1",
"title":"Spain acts","date_published":"2031-06-06T10:00:00Z","authors":[{"name":"Xoana Pereiro"}],
"content_html":"<p>A teaser.</p>"}]}"""


@pytest.mark.parametrize("feed", [RSS, ATOM, JSON_FEED], ids=["RSS", "Atom", "JSON Feed"])
def test_a_feed_gives_its_items(feed: str) -> None:
    assert looks_like_feed(feed.encode())
    found = items(feed.encode())
    assert not isinstance(found, Reject)
    first = found[0]
    assert (first.id, first.address, first.title, first.outlet) == ("tag:1", "https://a.example/1", "Spain acts", "Islet Radio")
    assert (str(first.published), first.authors) == ("2031-06-06", ("Xoana Pereiro",))


def test_a_full_item_is_told_from_a_teaser() -> None:
    found = items(RSS.encode())
    assert not isinstance(found, Reject)
    assert [i.is_full for i in found] == [True, False]
    assert item_found(found[0]).text.startswith("Spain acts\n\nSpain suspended joint")


@pytest.mark.parametrize("data", [b"<html></html>", b"{", b'{"version":"https://jsonfeed.org/version/1"}', b""])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    assert isinstance(items(data), Reject)


def test_subscriptions_are_found_in_folders() -> None:
    opml = b"""<opml version="2.0"><body><outline text="Spain"><outline type="rss" xmlUrl="https://a.example/rss"/></outline>
    <outline type="rss" xmlUrl="https://b.example/atom"/><outline text="empty"/></body></opml>"""
    assert list(subscriptions(opml)) == ["https://a.example/rss", "https://b.example/atom"]
