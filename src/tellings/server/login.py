"""Who somebody is: passwords, sessions, and the patience with those who guess."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from tellings.errors import UsageError
from tellings.model.listed import Login

if TYPE_CHECKING:
    from collections.abc import Callable

    from tellings.store.base import Store

ROLES = ("reader", "editor")

SHORTEST_PASSWORD = 10
"""Characters: at ten guesses a minute even ten letters of a word hold for longer than anybody's patience."""

LONGEST_PASSWORD = 1_000
"""Hashing a book would be a way to keep the server busy."""

SESSION = timedelta(hours=12)
"""A working day and its night."""

TOKEN = timedelta(days=365)
"""What a program is given for."""

GUESSES, MINUTE = 10, 60.0
"""Wrong passwords of one address, or for one name, in a minute; then it waits."""

WATCHED = 10_000
"""Addresses and names whose guesses are counted; those who guessed longest ago are forgotten first."""

AT_ONCE = 2
"""Passwords hashed at a time, 64 MB each."""

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))
"""What the password of somebody who is not there is held against, so that it takes as long as any other."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at the pages. `cookie` is the secret their browser keeps; `token`: a program asks for them."""

    name: str
    role: str
    cookie: str = ""
    logged_in: bool = False
    token: bool = False

    @property
    def may_judge(self) -> bool:
        """Whether they may change anything."""
        return self.role == "editor"

    @property
    def known(self) -> bool:
        """Whether they may see anything."""
        return self.role in ROLES


def password_hash(password: str) -> str:
    """The argon2 hash that is kept instead of a password. Raises UsageError where it is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UsageError(f"a password has from {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    return _HASHER.hash(password)


def new_user(name: str, password: str, role: str) -> Login:
    """Somebody who may log in. Raises UsageError."""
    if role not in ROLES:
        raise UsageError(f"there is no role {role!r}: {', '.join(ROLES)}")
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise UsageError(f"{name!r} is no name")
    return Login(name, password_hash(password), role)


def session_key(cookie: str) -> str:
    """What the store keeps of a cookie or a token: who reads the store cannot log in by it."""
    return sha256(cookie.encode("utf-8", "replace")).hexdigest()


def new_token(store: Store, name: str, now: datetime | None = None) -> str:
    """A secret by which a program asks for somebody, for a year. Raises UsageError where nobody is called so."""
    if name not in {u.name for u in store.users()}:
        raise UsageError(f"nobody is called {name!r}: `tellings users list` shows who may log in")
    at, token = now or datetime.now(UTC), secrets.token_urlsafe(32)
    store.start_session(session_key(token), name, at + TOKEN, at)
    return token


class Patience:
    """Counts what somebody got wrong lately, by address and by name."""

    def __init__(self, most: int = GUESSES, seconds: float = MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._guesses: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, *who: str) -> int:
        """Seconds until they may try again, 0 where they may now."""
        with self._lock:
            return max(self._wait(w) for w in who)

    def _wait(self, who: str) -> int:
        guesses, now = self._guesses.get(who), self._clock()
        while guesses and now - guesses[0] >= self._seconds:
            guesses.popleft()
        return 0 if not guesses or len(guesses) < self._most else int(self._seconds - (now - guesses[0])) + 1

    def wrong(self, *who: str) -> None:
        """They guessed wrong."""
        with self._lock:
            for one in who:
                self._guesses.setdefault(one, deque(maxlen=self._most)).append(self._clock())
                self._guesses.move_to_end(one)
            while len(self._guesses) > WATCHED:
                self._guesses.popitem(last=False)


@dataclass
class Door:
    """Lets people in: checks passwords, a few at a time, and keeps who is in."""

    store: Store
    patience: Patience = field(default_factory=Patience)
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def enter(self, name: str, password: str, address: str) -> str | None:
        """The cookie of a new session, None where name and password do not go together."""
        user = next((u for u in self.store.users() if u.name == name), None)
        with self._turns:
            right = _verified(user.password if user else _NOBODY, password[: LONGEST_PASSWORD + 1])
        if user is None or not right:
            self.patience.wrong(f"name {name}", f"address {address}")
            return None
        cookie, now = secrets.token_urlsafe(32), datetime.now(UTC)
        self.store.start_session(session_key(cookie), user.name, now + SESSION, now)
        return cookie

    def wait(self, name: str, address: str) -> int:
        """Seconds until this name, or this address, may be tried again."""
        return self.patience.wait(f"name {name}", f"address {address}")

    def inside(self, cookie: str) -> Login | None:
        """Whose cookie, or token, it is."""
        return self.store.session(session_key(cookie), datetime.now(UTC)) if cookie else None

    def leave(self, cookie: str) -> None:
        """End the session."""
        self.store.end_session(session_key(cookie))


def _verified(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (Argon2Error, InvalidHashError):
        return False


# -- forms that only our own pages can send


def csrf_token(cookie: str) -> str:
    """What our own forms carry, made from the cookie, which no other site can read.

    It is another one each time, so that it cannot be found out from the lengths of compressed pages.
    """
    mask = secrets.token_bytes(32)
    return mask.hex() + bytes(a ^ b for a, b in zip(mask, _mark(cookie), strict=True)).hex()


def is_csrf_token(token: str, cookie: str) -> bool:
    """Whether a form carries the token of that cookie."""
    try:
        given = bytes.fromhex(token)
    except ValueError:
        return False
    if not cookie or len(given) != 64:
        return False
    unmasked = bytes(a ^ b for a, b in zip(given[:32], given[32:], strict=True))
    return hmac.compare_digest(unmasked, _mark(cookie))


def _mark(cookie: str) -> bytes:
    return hmac.new(cookie.encode("utf-8", "replace"), b"tellings form", sha256).digest()
