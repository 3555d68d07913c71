"""The command line: a thin skin on the desk. Nothing heavy is imported before a command needs it."""

from tellings.cli.app import main

__all__ = ["main"]
