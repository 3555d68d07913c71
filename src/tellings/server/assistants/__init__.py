"""`tellings mcp`: the picture for assistants, by the Model Context Protocol. Read only; a thin edge on the desk."""

from tellings.server.assistants.tools import create_server, run

__all__ = ["create_server", "run"]
