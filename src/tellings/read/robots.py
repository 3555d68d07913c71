"""What a host asks of programs in its robots.txt (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

from tellings.read.fetch import AGENT, Answer, Unreachable

KEPT = timedelta(days=1)
ASKED_AGAIN = timedelta(hours=1)
"""How long rules hold, and after what time those are asked for again that could not be had."""

FAILING = 500
LONGEST_DELAY = 60.0
"""Seconds between two requests that a host may ask for; one that wants more is asked for a page a minute all the same."""

LONGEST = 500_000
"""Bytes of the file that are looked at, as the standard has it."""


@dataclass(frozen=True)
class Rules:
    """The rules of one host. `known` tells them from those of a host that could not say: such a one is left alone for a while."""

    until: datetime
    parser: RobotFileParser | None
    why: str
    delay: float = 0.0

    @property
    def known(self) -> bool:
        """Whether the host said what it wants."""
        return self.parser is not None

    def allow(self, address: str) -> bool:
        """Whether we may ask for that address."""
        return self.parser is not None and self.parser.can_fetch(AGENT, address)


def rules_of(answer: Answer | Unreachable, now: datetime) -> Rules:
    """The rules in an answer; where there is no such file everything is allowed, where the server fails nothing is."""
    if isinstance(answer, Unreachable):
        return Rules(now + ASKED_AGAIN, None, f"robots.txt cannot be had: {answer.reason}")
    if answer.status >= FAILING:
        return Rules(now + ASKED_AGAIN, None, f"robots.txt cannot be had: the server answers {answer.status}")
    parser = RobotFileParser()
    text = answer.body[:LONGEST].decode("utf-8", "replace") if answer.status == 200 else ""
    parser.parse(text.splitlines())
    delay = float(parser.crawl_delay(AGENT) or 0)
    return Rules(now + KEPT, parser, "robots.txt asks programs like this one to stay away", min(delay, LONGEST_DELAY))
