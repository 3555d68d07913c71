"""Ways by which news leave: an Atom file, a signed webhook, a command. Each gives back why it failed, or None."""

from __future__ import annotations

import hmac
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree import ElementTree as ET

from tellings.model.ids import content_id
from tellings.read.fetch import Answer, Fetcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Row = dict[str, Any]

PATIENCE_SECONDS = 60.0
"""A command that takes longer has failed: the next feed waits for it."""

ATOM = "http://www.w3.org/2005/Atom"

ENTRIES = 200
"""News in an Atom file: a reader that looks once a day misses none of a usual desk's."""

SIGNED = "X-Tellings-Signature"
"""`sha256=` and the HMAC-SHA256, in hex, of the time stamp, a dot and the body."""

STAMPED = "X-Tellings-Timestamp"
"""Seconds since 1970, so that an old message sent again is known as one."""

SHORTEST_KEY = 16
"""Bytes of a key that nobody guesses."""


class Notifier(Protocol):
    """Tells news to somebody. `id` stays the same from run to run: what was told is remembered under it."""

    @property
    def id(self) -> str:
        """What it is remembered by."""
        ...

    @property
    def name(self) -> str:
        """What a person calls it."""
        ...

    def tell(self, news: Sequence[Row], at: str) -> str | None:
        """Tell it; the reason in words where that failed, so that it is tried again."""
        ...


@dataclass(frozen=True)
class Webhook:
    """POSTs the news as JSON, signed; addresses in private networks only where the fetcher may go there."""

    address: str
    key: bytes
    fetcher: Fetcher
    seconds: Callable[[], float]

    @property
    def id(self) -> str:
        """By its address."""
        return content_id("notifier", "webhook", self.address)

    @property
    def name(self) -> str:
        """The address, without what may be secret in it."""
        return f"webhook {self.address.partition('?')[0]}"

    def tell(self, news: Sequence[Row], at: str) -> str | None:
        """Send it; every answer but 2xx is a failure."""
        body, stamp = message(news, at), str(int(self.seconds()))
        headers = {
            "Content-Type": "application/json", STAMPED: stamp, SIGNED: f"sha256={signature(self.key, stamp, body)}",
        }  # fmt: skip
        answer = self.fetcher.post(self.address, body, headers)
        if not isinstance(answer, Answer):
            return answer.reason
        return None if 200 <= answer.status < 300 else f"the server answers {answer.status}"


@dataclass(frozen=True)
class Command:
    """Runs a program with an argument list, never a shell, and hands it the news as JSON on its standard input."""

    arguments: tuple[str, ...]

    @property
    def id(self) -> str:
        """By its arguments."""
        return content_id("notifier", "command", *self.arguments)

    @property
    def name(self) -> str:
        """The program."""
        return f"command {self.arguments[0]}"

    def tell(self, news: Sequence[Row], at: str) -> str | None:
        """Run it; every exit code but 0 is a failure."""
        try:
            done = subprocess.run(  # noqa: S603  # the user's own program, and no shell reads its arguments
                self.arguments, input=message(news, at), capture_output=True, check=False, timeout=PATIENCE_SECONDS
            )
        except subprocess.TimeoutExpired:
            return f"takes longer than {PATIENCE_SECONDS:g} seconds"
        except OSError as error:
            return error.strerror or str(error)
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"exit code {done.returncode}{': ' + said[-1] if said else ''}" if done.returncode else None


@dataclass(frozen=True)
class AtomFile:
    """Keeps a file that feed readers can read, the latest news first; it is replaced whole, never half written."""

    path: Path

    @property
    def id(self) -> str:
        """By its whole path."""
        return content_id("notifier", "atom", self.path.absolute())

    @property
    def name(self) -> str:
        """The file."""
        return f"Atom file {self.path}"

    def tell(self, news: Sequence[Row], at: str) -> str | None:
        """Put the news in front of what the file has."""
        root = ET.Element("feed", xmlns=ATOM)
        _add(root, "title", "tellings: news")
        _add(root, "id", f"urn:tellings:{self.id}")
        _add(root, "updated", at)
        _add(ET.SubElement(root, "author"), "name", "tellings")
        entries = [_entry(row, at) for row in reversed(news)]
        new = {entry.findtext("id") for entry in entries}
        try:
            kept = [e for e in self._kept() if e.findtext("id") not in new]
            root.extend((entries + kept)[:ENTRIES])
            beside = self.path.with_name(f".{self.path.name}.{os.getpid()}")
            beside.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
            beside.replace(self.path)
        except OSError as error:
            return error.strerror or str(error)
        except ET.ParseError:
            return "the file holds something that is no feed: move it away"
        return None

    def _kept(self) -> list[ET.Element]:
        if not self.path.exists():
            return []
        root = ET.fromstring(self.path.read_bytes())  # noqa: S314  # our own file; expat bounds what entities expand to
        if root.tag != f"{{{ATOM}}}feed":
            raise ET.ParseError
        for element in root.iter():
            element.tag = element.tag.removeprefix(f"{{{ATOM}}}")
        return root.findall("entry")


def message(news: Sequence[Row], at: str) -> bytes:
    """What a webhook and a command get."""
    return json.dumps({"at": at, "news": list(news)}, ensure_ascii=False).encode("utf-8", "replace")


def signature(key: bytes, stamp: str, body: bytes) -> str:
    """The HMAC-SHA256, in hex, of the time stamp, a dot and the body."""
    return hmac.new(key, stamp.encode() + b"." + body, "sha256").hexdigest()


def _entry(row: Row, at: str) -> ET.Element:
    entry = ET.Element("entry")
    _add(entry, "title", row["says"])
    _add(entry, "id", f"urn:tellings:{row['news']}")
    _add(entry, "updated", at)
    ET.SubElement(entry, "category", term=row["kind"])
    quotes = (row.get("claim") or row["control"])["evidence"]
    for quote in quotes:
        if quote["url"] and quote["url"].startswith(("http://", "https://")):
            ET.SubElement(entry, "link", rel="related", href=_plain(quote["url"]))
    said = [f"“{q['text']}” ({', '.join(filter(None, (q['outlet'], q['published'])))})" for q in quotes]
    _add(entry, "summary", "\n".join([f"Search: {row['search']}", *said]))
    return entry


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _plain(text)


def _plain(text: str) -> str:
    """What of a text XML can carry."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"))
