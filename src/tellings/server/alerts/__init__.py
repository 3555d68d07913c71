"""Alerts: what is new in a search, told as an Atom file, by a signed webhook, or to a command. Each is told once."""

from tellings.server.alerts.notifiers import AtomFile, Command, Notifier, Webhook
from tellings.server.alerts.rounds import Search, Told, searches, tell

__all__ = ["AtomFile", "Command", "Notifier", "Search", "Told", "Webhook", "searches", "tell"]
