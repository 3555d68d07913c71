"""An address to its bytes: bounded, polite, and never into a private network unless that is allowed.

The check is made on the address that the connection goes to, at every redirect too: a name that resolves to a public address
for the check and to a private one for the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpcore

from tellings.read.options import MAX_PAGE

AGENT = "tellings/0.1 (reads news reports for verification)"

MAX_REDIRECTS = 5
TIMEOUT = 30.0
LONGEST = 120.0
"""Redirects that are followed, seconds for connecting and for each read, and for the whole of one answer."""

ADDRESS = re.compile(r"(?i)^https?://")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `address` is the last one after redirects; header names are lower case."""

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why an address gave no answer; `forbidden` where it was not asked because the host does not want it."""

    address: str
    reason: str
    forbidden: bool = False


class _PrivateAddressError(OSError):
    """The address lies in a private or local range."""


class _Guarded(httpcore.NetworkBackend):
    """Resolves a name once, checks every address, and connects to the one that was checked."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address in _resolved(host, port):
            if not (self._allow_private or is_public(address)):
                raise _PrivateAddressError(
                    f"{host} is {address}, a private or local address; --allow-private reads it all the same"
                )
            try:
                return self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.NetworkError as error:
                last = error
        raise last or OSError(f"{host} has no address")


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; those that embed an IPv4 address are judged by it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if inner is not None:
        return bool(inner.is_global and not inner.is_multicast)
    return bool(ip.is_global and not ip.is_multicast)


class Fetcher:
    """Fetches addresses over kept connections. Close it, or use it as a context."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._pool = httpcore.ConnectionPool(network_backend=_Guarded(allow_private=allow_private), max_connections=8)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def fetch(self, address: str, headers: Mapping[str, str] | None = None) -> Answer | Unreachable:
        """The answer to a GET, redirects followed; at most `MAX_PAGE` bytes are read."""
        current = address
        for _ in range(MAX_REDIRECTS + 1):
            if not ADDRESS.match(current) or not urlsplit(current).hostname:
                return Unreachable(address, f"{current} is no http address")
            answer = self._once("GET", current, headers or {})
            if isinstance(answer, Unreachable):
                return Unreachable(address, answer.reason)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                return answer
            current = urljoin(current, answer.headers["location"])
        return Unreachable(address, f"redirects more than {MAX_REDIRECTS} times")

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer | Unreachable:
        """The answer to a POST; a redirect is not followed: what is sent is meant for this address alone."""
        if not ADDRESS.match(address) or not urlsplit(address).hostname:
            return Unreachable(address, f"{address} is no http address")
        return self._once("POST", address, headers, body)

    def _once(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer | Unreachable:
        sent = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
        limits = {"connect": TIMEOUT, "read": TIMEOUT, "write": TIMEOUT, "pool": TIMEOUT}
        try:
            with self._pool.stream(
                method, address, headers=list(sent.items()), content=body, extensions={"timeout": limits}
            ) as response:
                return _answer(address, response)
        except (
            OSError,
            httpcore.NetworkError,
            httpcore.TimeoutException,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            ValueError,
        ) as error:
            return Unreachable(address, str(error) or type(error).__name__)


def _answer(address: str, response: httpcore.Response) -> Answer | Unreachable:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    body = bytearray()
    end = time.monotonic() + LONGEST
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MAX_PAGE:
            return Unreachable(address, f"is longer than {MAX_PAGE:,} bytes")
        if time.monotonic() > end:
            return Unreachable(address, f"takes longer than {LONGEST:g} seconds")
    return _unpacked(address, response.status, headers, bytes(body))


def _unpacked(address: str, status: int, headers: Mapping[str, str], body: bytes) -> Answer | Unreachable:
    """The answer with its body as it was before packing: some servers pack although they are asked not to."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("", "identity") or not body:
        return Answer(address, status, headers, body)
    if coding not in ("gzip", "x-gzip", "deflate"):
        return Unreachable(address, f"is packed as {coding}, which was not asked for")
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        unpacked = unpacking.decompress(body, MAX_PAGE + 1)
    except zlib.error as error:
        return Unreachable(address, f"cannot be unpacked: {error}")
    return (
        Unreachable(address, f"is longer than {MAX_PAGE:,} bytes")
        if len(unpacked) > MAX_PAGE
        else Answer(address, status, headers, unpacked)
    )
