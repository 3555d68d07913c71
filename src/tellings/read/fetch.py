"""An address to its bytes: bounded, polite, and never into a private network unless that is allowed.

The check is made on the address that the connection goes to, at every redirect too: a name that resolves to a public address
for the check and to a private one for the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
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
"""Redirects that are followed."""

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


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a server is waited for: for connecting and for each read, and for the whole of one answer."""

    each: float = 30.0
    whole: float = 120.0


PATIENT = Patience()


class _Hurry:
    """When the answer that is waited for must be there. A server that sends a byte now and then is cut off by it."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._end = 0.0

    def start(self) -> None:
        """A new question is asked."""
        self._end = time.monotonic() + self._patience.whole

    def left(self) -> float:
        """Seconds for the next read. Raises httpcore.ReadTimeout where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout(f"takes longer than {self._patience.whole:g} seconds")
        return min(self._patience.each, left)


class _HurriedStream(httpcore.NetworkStream):
    """A connection whose every read ends in time, in the headers too."""

    def __init__(self, stream: httpcore.NetworkStream, hurry: _Hurry) -> None:
        self._stream = stream
        self._hurry = hurry

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # ours is the shorter one
        left = self._hurry.left()
        try:
            return self._stream.read(max_bytes, left)
        except httpcore.ReadTimeout as error:
            self._hurry.left()  # says so where it is the whole that took too long
            raise httpcore.ReadTimeout(f"sent nothing for {left:g} seconds") from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _HurriedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._hurry)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _PrivateAddressError(OSError):
    """The address lies in a private or local range."""


class _Guarded(httpcore.NetworkBackend):
    """Resolves a name once, checks every address, and connects to the one that was checked."""

    def __init__(self, hurry: _Hurry, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._hurry = hurry
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
                stream = self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _HurriedStream(stream, self._hurry)
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
    """Fetches addresses over kept connections, one after another. Close it, or use it as a context."""

    def __init__(self, *, allow_private: bool = False, patience: Patience = PATIENT) -> None:
        self._patience = patience
        self._hurry = _Hurry(patience)
        self._pool = httpcore.ConnectionPool(
            network_backend=_Guarded(self._hurry, allow_private=allow_private), max_connections=8
        )

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
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self._patience.each)
        self._hurry.start()
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
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MAX_PAGE:
            return Unreachable(address, f"is longer than {MAX_PAGE:,} bytes")
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
