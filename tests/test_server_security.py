"""Who may see and change what: names, forms, log-ins, headers, and reports that try to act on the page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from pages_of_week import HERE, Undrawn, copied, csrf, send, served
from tellings.errors import UsageError
from tellings.server import login
from tellings.server.api.application import NOTHING_TOLD
from tellings.server.forms import own_address
from tellings.server.guard import POLICY
from tellings.server.login import GUESSES, Patience, csrf_token, is_csrf_token, new_token, new_user
from tellings.server.settings import Settings
from tellings.server.templating import shown
from tellings.server.views.words import original
from tellings.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

PASSWORD = "a long enough word"
PUBLIC = Settings("192.0.2.7", certificate="c.pem", key="k.pem")
HTTPS = "https://192.0.2.7:8321"


@pytest.fixture(scope="module")
def client(week_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with served(copied(week_store, tmp_path_factory.mktemp("safe") / "week.db"), drawer=Undrawn()) as ready:
        yield ready


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TestClient]:
    """A server that others can reach, with a reader and an editor."""
    store = SqliteStore(tmp_path / "s.db")
    for name, role in (("Ruth", "reader"), ("Edda", "editor")):
        store.keep_user(new_user(name, PASSWORD, role), datetime.now(UTC))
    store.close()
    with served(tmp_path / "s.db", PUBLIC, HTTPS) as ready:
        yield ready


def enter(client: TestClient, name: str = "Edda", password: str = PASSWORD, back: str = "/status") -> int:
    token = csrf(client, "/login")
    return client.post("/login", data={"name": name, "password": password, "csrf": token, "back": back}).status_code


# -- where it listens


@pytest.mark.parametrize(
    ("settings", "users", "says"),
    [
        (Settings("0.0.0.0"), False, "users add"),
        (Settings("0.0.0.0"), True, "--tls-cert"),
        (Settings("::"), True, "--tls-cert"),
        (Settings("desk.example.org"), True, "--tls-cert"),
        (Settings("127.0.0.1", proxy="https://desk.example.org"), False, "users add"),
        (Settings("127.0.0.1", login=True), False, "users add"),
        (Settings("127.0.0.1", proxy="desk.example.org"), True, "https://desk.example.org"),
        (Settings("127.0.0.1", certificate="c.pem"), True, "--tls-key"),
    ],
)
def test_it_does_not_start_where_others_could_listen_in(settings: Settings, users: bool, says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        settings.check(users=users)


@pytest.mark.parametrize(
    ("settings", "users"),
    [
        (Settings(), False),
        (Settings("::1"), False),
        (Settings("localhost"), False),
        (Settings("127.0.0.1", login=True), True),
        (Settings("0.0.0.0", certificate="c", key="k"), True),
        (Settings("0.0.0.0", proxy="https://desk.example.org"), True),
    ],
)
def test_it_starts_where_nobody_can(settings: Settings, users: bool) -> None:
    settings.check(users=users)


# -- names and other sites


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8321", "localhost.", ""])
def test_another_name_for_this_machine_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8321", "LOCALHOST", "127.0.0.1", "[::1]:8321"])
def test_its_own_names_are(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/judgements", "/watches", "/api/v1/judgements", "/login"])
def test_another_site_changes_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    token = csrf(client)
    assert client.post(path, data={"csrf": token, "name": "x"}, headers=headers).status_code == 403
    assert client.get("/watches.json").json()["watches"] == []


@pytest.mark.parametrize("token", ["", "00", "zz" * 64, "ab" * 64])
def test_a_form_without_its_token_changes_nothing(client: TestClient, token: str) -> None:
    csrf(client)
    answer = client.post("/watches", data={"name": "w", "query": "", "csrf": token})
    assert answer.status_code == 403
    assert client.get("/watches.json").json()["watches"] == []


def test_a_token_goes_with_one_cookie_and_is_another_each_time() -> None:
    first, second = csrf_token("a" * 43), csrf_token("a" * 43)
    assert first != second
    assert is_csrf_token(first, "a" * 43)
    assert is_csrf_token(second, "a" * 43)
    assert not is_csrf_token(first, "b" * 43)
    assert not is_csrf_token(first, "")


def test_no_more_is_taken_than_a_person_writes(client: TestClient) -> None:
    assert send(client, "/watches", {"name": "x" * 300_000}).status_code == 413
    assert send(client, "/watches", {"name": "x" * 300}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/status.json", "/static/base.css", "/nowhere", "/api/v1/status", "/login"])
def test_every_answer_binds_the_browser(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert headers["x-frame-options"] == "DENY"


def test_static_files_are_kept_by_their_hash(client: TestClient) -> None:
    page = client.get("/").text
    hashed = re.search(r"/static/base\.css\?v=[0-9a-f]{12}", page)
    assert hashed
    assert "immutable" in client.get(hashed[0]).headers["cache-control"]
    assert client.get("/static/base.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_cookie_is_for_this_server_alone(client: TestClient, guarded: TestClient) -> None:
    client.cookies.clear()
    cookie = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" in guarded.get("/login").headers["set-cookie"]


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "\n//x", "x" * 9000]
)
def test_nobody_is_sent_to_another_site(back: str) -> None:
    assert own_address(back) == "/"


def test_our_own_addresses_are_gone_back_to() -> None:
    assert own_address("/stories/story-1?clock=reported") == "/stories/story-1?clock=reported"


def test_measurements_go_to_nobody() -> None:
    assert not any(NOTHING_TOLD.values())


# -- log-ins


def test_nobody_sees_anything_without_logging_in(guarded: TestClient) -> None:
    answer = guarded.get("/stories/x?clock=reported")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?back=%2Fstories%2Fx%3Fclock%3Dreported")
    for path in ("/front.json", "/stories.atom", "/api/v1/stories"):
        assert guarded.get(path).status_code == 401, path
    assert guarded.post("/judgements", data={}).status_code == 303
    assert guarded.get("/login").status_code == guarded.get("/static/base.css").status_code == 200


def test_an_editor_logs_in_and_out(guarded: TestClient) -> None:
    before = guarded.get("/login").headers["set-cookie"]
    assert enter(guarded) == 303
    assert guarded.cookies["tellings"] not in before, "a cookie from before the log-in is worth nothing"
    inside = guarded.cookies["tellings"]
    assert guarded.get("/status").status_code == 200
    assert send(guarded, "/watches", {"name": "w", "query": "q=x"}).status_code == 303
    assert send(guarded, "/logout", {}).status_code == 303
    guarded.cookies.clear()
    assert guarded.get("/status", headers={"cookie": f"tellings={inside}"}).status_code == 303, "what is logged out stays out"


def test_a_reader_changes_nothing(guarded: TestClient) -> None:
    assert enter(guarded, "Ruth") == 303
    assert guarded.get("/").status_code == 200
    for path in ("/watches", "/judgements", "/judgements/judgement-1/undo"):
        assert send(guarded, path, {"name": "w", "verdict": "wrong", "of": "x"}).status_code == 403
    answer = guarded.post("/api/v1/watches", json={"name": "w"}, headers={"x-csrf-token": csrf(guarded)})
    assert answer.status_code == 403
    assert guarded.get("/watches.json").json()["watches"] == []


def test_guessing_is_slowed_down(guarded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "_verified", lambda kept, password: False)  # noqa: ARG005  # hashing is what takes the time
    assert [enter(guarded, "Edda", "wrong") for _ in range(GUESSES)] == [401] * GUESSES
    answer = guarded.post("/login", data={"name": "Edda", "password": PASSWORD, "csrf": csrf(guarded, "/login")})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 61


def test_patience_comes_back() -> None:
    now = [0.0]
    patience = Patience(2, 60, lambda: now[0])
    patience.wrong("a", "b")
    assert patience.wait("a", "c") == 0
    patience.wrong("a")
    assert patience.wait("a") == patience.wait("c", "a") == 61
    assert patience.wait("b") == 0
    now[0] = 60.0
    assert patience.wait("a") == 0


def test_a_program_comes_with_a_token(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.db")
    store.keep_user(new_user("Bot", PASSWORD, "editor"), datetime.now(UTC))
    token = new_token(store, "Bot")
    with served(tmp_path / "s.db", PUBLIC, HTTPS) as client:
        bearer = {"authorization": f"Bearer {token}"}
        assert client.get("/api/v1/stories", headers=bearer).status_code == 200
        assert client.post("/api/v1/watches", json={"name": "w"}, headers=bearer).status_code == 201
        assert client.get("/api/v1/stories", headers={"authorization": "Bearer nonsense"}).status_code == 401
        store.drop_user("Bot")
        assert client.get("/api/v1/stories", headers=bearer).status_code == 401
    store.close()


def test_the_api_takes_no_change_from_a_browser_s_cookie_alone(guarded: TestClient) -> None:
    assert enter(guarded) == 303
    assert guarded.post("/api/v1/watches", json={"name": "w"}).status_code == 403
    assert guarded.post("/api/v1/watches", json={"name": "w"}, headers={"x-csrf-token": csrf(guarded)}).status_code == 201


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [
        ("a", "short", "reader"),
        ("a", PASSWORD, "king"),
        ("", PASSWORD, "reader"),
        ("a\n", PASSWORD, "reader"),
        ("a", "x" * 2000, "reader"),
    ],
)
def test_a_user_has_a_name_a_password_and_a_role(name: str, password: str, role: str) -> None:
    with pytest.raises(UsageError):
        new_user(name, password, role)


def test_a_store_keeps_no_password_and_no_cookie(guarded: TestClient, tmp_path: Path) -> None:
    assert enter(guarded) == 303
    kept = b"".join(p.read_bytes() for p in tmp_path.glob("s.db*"))
    assert b"argon2id" in kept
    assert PASSWORD.encode() not in kept
    assert guarded.cookies["tellings"].encode() not in kept


# -- hostile reports


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ('" onclick="x', "&#34; onclick=&#34;x"),
        ("a\u202eb\u2066c", 'a<span class="mark">U+202E</span>b<span class="mark">U+2066</span>c'),
        ("a\u200bb\x00", 'a<span class="mark">U+200B</span>b<span class="mark">U+0000</span>'),
        ("\ud800", '<span class="mark">U+D800</span>'),
        ("نمی\u200cدانم", "نمی\u200cدانم"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_markup_is_text(text: str, seen: str) -> None:
    assert str(shown(text)) == seen


def test_a_giant_word_may_be_broken_and_loses_nothing() -> None:
    made = str(shown("x" * 1000))
    assert made.replace("<wbr>", "") == "x" * 1000
    assert max(map(len, made.split("<wbr>"))) <= 60


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a.example", "https://user:pw@a.example",
        "https://аррӏе.example/", "https://a.example:port", "https://a example/", "http://", None,
    ],
)  # fmt: skip
def test_only_plain_addresses_are_linked_to(url: str | None) -> None:
    assert original(url) is None


def test_plain_ones_are() -> None:
    assert original("https://a.example/x?y=1#z") == "https://a.example/x?y=1#z"


class Acting(HTMLParser):
    """Collects what could act on a page, or lead elsewhere unasked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {k: v or "" for k, v in attrs}
        if tag in ("iframe", "object", "embed", "base", "style") or (
            tag == "script" and not named.get("src", "").startswith("/static/")
        ):
            self.found.append(tag)
        self.found += [k for k in named if k.startswith("on") or k in ("style", "srcdoc", "formaction")]
        for k in ("href", "src", "action"):
            if k in named and not named[k].startswith(("/", "#", "?")):
                safe = named[k].startswith(("https://", "http://")) and {"noopener", "noreferrer"} <= set(
                    named.get("rel", "").split()
                )
                self.found += [] if safe else [named[k]]


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def test_a_hostile_report_acts_on_no_page(client: TestClient) -> None:
    report = next(h["report"]["id"] for h in client.get("/search.json?q=Kiffa&limit=200").json()["hits"] if "owned" in str(h))
    story = client.get(f"/reports/{report}.json").json()["story"]["href"]
    for path in (
        f"/reports/{report}",
        story,
        "/?period=all",
        "/search?q=Kiffa",
        f"/compare?report={report}",
        "/entities",
        "/network",
    ):
        page = client.get(path).text
        assert acting(page) == [], path
        assert "\u202e" not in page, path
    feed = client.get("/stories.atom").text
    assert "<script" not in feed
    assert HERE in feed
