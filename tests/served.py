"""The week of examples/, read once for all workers, and `tellings serve` over it as its own process."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PATIENCE = 300
"""Seconds in which a server has to answer or to end, on a busy machine too; a test that waits this long has failed."""

SERVE = [sys.executable, "-m", "tellings", "serve"]

SAYS = re.compile(r"^serving at (http://\S+)", re.MULTILINE)

HOSTILE = {
    "ref": "hostile-1",
    "outlet": '"><script>document.title="owned"</script>',
    "url": "https://xn--80ak6aa92e.example/%22%3E%3Cscript%3E",
    "title": "Rebels <img src=x onerror=\"document.title='owned'\"> seize \u202eeffiK\u202c in Mauritania",
    "published": "2031-03-05",
    "text": (
        'NOUAKCHOTT, March 5 - Rebels of the Assaba Front </p></blockquote><script>document.title="owned"</script> seized '
        "the town of "
        f"Kiffa from <svg onload=document.title='owned'> government forces on Monday, {'very' * 200} residents said.\n\n"
        '"{{ 7*7 }} ${7*7} <a href=javascript:document.title=1>Our fighters entered Kiffa</a>", Assaba Front spokesman '
        "Lamine Ould Sghair said.\n\n"
        "«دخل مقاتلونا المدينة فجرا», he added, according to a\u200bstatement at https://аррӏе.example/login."
    ),
}
"""A report that tries to act on the page: markup everywhere, a turned word, a giant one, look-alike letters, Arabic."""


def week_store(factory: pytest.TempPathFactory) -> Path:
    """The store of the week with one hostile report, read by whichever worker comes first. Copy it before anything is changed."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    store = shared / "week-for-pages.db"
    with (shared / "week-for-pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.exists():
            hostile = shared / "hostile.jsonl"
            hostile.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
            half = store.with_suffix(".half")
            week = [str(p) for p in sorted(EXAMPLES.glob("week/*.jsonl"))]
            tellings("read", *week, str(EXAMPLES / "reports"), str(hostile), "--store", str(half), "--quiet")
            shutil.move(half, store)
    return store


def tellings(*arguments: str) -> str:
    """What the command prints; it must succeed."""
    command = [sys.executable, "-m", "tellings", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(store: Path, *options: str) -> Iterator[str]:
    """The address of a server over that store, as long as the block lasts."""
    says = store.with_suffix(".log")
    with says.open("w") as log:
        command = [*SERVE, "--port", "0", "--store", str(store), *options]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _address(process, says)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the server says that it serves; it listens then."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if said := SAYS.search(log.read_text(encoding="utf-8")):
            return said[1]
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError(f"it does not serve: {log.read_text(encoding='utf-8')}")


def asked(address: str) -> dict[str, object]:
    """The JSON at that address."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        found: dict[str, object] = json.load(answer)
    return found
