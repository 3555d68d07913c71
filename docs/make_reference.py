"""Writes docs/reference.md: the commands as the program itself knows them, and the kinds and fields of the exports.

python docs/make_reference.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

DOCS = Path(__file__).resolve().parent


def fields() -> dict[str, dict[str, str]]:
    """What each field of each kind of export holds."""
    found: dict[str, dict[str, str]] = {}
    for line in (DOCS / "fields.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, field, told = line.split("\t")
            found.setdefault(kind, {})[field] = told
    return found


def reference() -> str:
    """The whole page."""
    return "\n".join([*_head(), *_commands(), *_kinds()]) + "\n"


def _head() -> list[str]:
    return [
        "# Reference",
        "",
        "Made by `docs/make_reference.py` from the program itself; a test holds the two together.",
        "",
        "Exit codes: 0 done, 1 some inputs were refused, 2 usage, 3 the store or a server failed, 70 a fault of ours,",
        "130 interrupted. The store is a path or a `postgresql://` address, `tellings.db` in the working folder unless",
        "`--store` or `$TELLINGS_STORE` names another. `$TELLINGS_MEMO` names a file that keeps parses for several stores,",
        "`$TELLINGS_MEMO_PARSES` how many; `NO_COLOR` is respected;",
        "`TELLINGS_TRACEBACK=1` shows where a fault of ours lies.",
        "",
        "## Commands",
    ]


def _commands() -> list[str]:
    from tellings.cli.app import app

    group: Any = get_command(app)
    lines: list[str] = []
    for name in sorted(group.commands):
        command = group.commands[name]
        lines += ["", f"### tellings {name}", "", command.help or "", ""]
        lines += [f"- {_parameter(p)}" for p in command.params]
    return lines


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{(parameter.metavar or parameter.name.upper()).strip('[]')}` {parameter.help or ''}".rstrip()
    value = "" if getattr(parameter, "is_flag", False) else f" {(parameter.metavar or 'VALUE').strip('[]')}"
    default = parameter.default if isinstance(parameter.default, str | int) and not isinstance(parameter.default, bool) else None
    return f"`{', '.join(parameter.opts)}{value}` {parameter.help or ''}" + (f" Default: `{default}`." if default else "")


def _kinds() -> list[str]:
    lines = [
        "",
        "## Exports",
        "",
        "`tellings export KIND` writes one JSON object a line. A span is `{start, end, text}` in code points of the report's",
        "exported `text`; `text[start:end]` is `text`.",
    ]
    for kind, names in fields().items():
        lines += [
            "",
            f"### {kind}",
            "",
            "| field | holds |",
            "|---|---|",
            *(f"| `{name}` | {told} |" for name, told in names.items()),
        ]
    return lines


def main() -> None:
    """Write the page."""
    (DOCS / "reference.md").write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
