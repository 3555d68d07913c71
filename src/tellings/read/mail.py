"""Mail (`.eml`): a press release or a wire item sent by mail is a report; its date is the day it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO, cast

from tellings.model.report import Reject, Report
from tellings.read.dates import day_of
from tellings.read.making import Found, make_report
from tellings.read.options import MAX_PAGE, Hints
from tellings.read.passages import Passage, composed, markup_passages, plain_passages

_HEADER = re.compile(rb"(?im)^(?:from|subject|date|message-id|received|mime-version|return-path|delivered-to):[ \t]*\S")
LEAST_HEADERS = 3
"""Known headers at the head of a mail; a report can begin with one (`Subject: fishing`), never with three."""


def looks_like_mail(first: bytes) -> bool:
    """Whether it begins with the headers of a mail."""
    head = first.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(_HEADER.match(head)) and len(_HEADER.findall(head)) >= LEAST_HEADERS


def read_mail(ref: str, file: BinaryIO, hints: Hints) -> Iterator[Report | Reject]:
    """The one report of a mail: its plain text, else its HTML; attachments are passed over."""
    data = file.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        yield Reject(ref, f"is a mail longer than {MAX_PAGE:,} bytes")
        return
    try:
        yield make_report(_found(ref, BytesParser(policy=policy.default).parsebytes(data)), hints)
    except (LookupError, ValueError, OverflowError, AttributeError) as error:  # what the standard library raises for odd headers
        yield Reject(ref, f"is a mail that cannot be read: {error}")


def _found(ref: str, mail: EmailMessage) -> Found:
    title = " ".join(str(mail["subject"] or "").split()) or None
    text, blocks = composed(title, list(_passages(mail)))
    name, address = parseaddr(str(mail["from"] or ""))
    given = str(mail["message-id"] or "").strip("<> ")
    return Found(
        ref=given or ref,
        text=text,
        outlet=name or address.rpartition("@")[2] or None,
        title=title,
        published=day_of(mail["date"]),
        blocks=blocks,
        ref_given=bool(given),
    )


def _passages(mail: EmailMessage) -> Iterator[Passage]:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return
    content = cast("EmailMessage", body).get_content()
    if body.get_content_subtype() == "plain":
        yield from plain_passages(content)
    elif content.strip():
        from lxml import html

        yield from markup_passages(html.fromstring(f"<div>{content}</div>"))
