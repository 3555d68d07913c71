"""How a server is reached, and who may use it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tellings.errors import UsageError

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """`proxy` is the address (`https://desk.example.org`) at which a proxy shows the server to its readers.

    On loopback without a proxy everybody who can reach the server is its owner, so nobody logs in, unless `login` says so.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    certificate: str | None = None
    key: str | None = None
    proxy: str | None = None
    login: bool = False
    owner: str = "desk"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host) and not self.proxy

    @property
    def must_log_in(self) -> bool:
        """Whether a reader has to say who they are."""
        return self.login or not self.loopback

    @property
    def secure(self) -> bool:
        """Whether readers come by TLS, ours or the proxy's."""
        return bool(self.certificate) or bool(self.proxy and urlsplit(self.proxy).scheme == "https")

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names, without port, by which the server may be called; None where any will do.

        On loopback another name means that a page of somebody else's has had its own name point to this machine, to read here as
        if it were ours. Where people log in, their cookie goes to the name that they logged in at, and to no other.
        """
        if self.proxy:
            return frozenset({(urlsplit(self.proxy).hostname or "").lower()})
        if self.loopback:
            own = f"[{self.host}]" if ":" in self.host else self.host.lower()
            return LOCAL_NAMES | {own}
        return None

    def check(self, *, users: bool) -> None:
        """Raises UsageError where others could reach the server without a password or could listen in."""
        if bool(self.certificate) != bool(self.key):
            raise UsageError("--tls-cert and --tls-key go together: the certificate and its key, both PEM files")
        if self.proxy and (urlsplit(self.proxy).scheme not in ("http", "https") or not urlsplit(self.proxy).hostname):
            raise UsageError(
                f"--behind-proxy {self.proxy!r} is no address: write the one that readers use, https://desk.example.org"
            )
        if self.must_log_in and not users:
            raise UsageError(
                f"{self.host} can be reached by others, and nobody has a password yet: give somebody one with "
                "`tellings users add NAME --role editor`, or serve on 127.0.0.1"
                if not self.loopback
                else "nobody has a password yet: give somebody one with `tellings users add NAME --role editor`"
            )
        if not is_loopback(self.host) and not self.certificate and not self.proxy:
            raise UsageError(
                f"on {self.host} passwords and reports would travel in the clear: name a certificate with --tls-cert and "
                "--tls-key, or say with --behind-proxy https://… which proxy stands in front and encrypts"
            )


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
