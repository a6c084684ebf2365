"""Where an act comes from, for the trail: an address, the command line, the worker."""

from contextvars import ContextVar

from flask import Flask, request

origin: ContextVar[str] = ContextVar("origin", default="command line")


def init_app(app: Flask) -> None:
    """Remember the address of whoever asks, while their request is answered."""

    @app.before_request
    def arrive() -> None:
        origin.set((request.remote_addr or "")[:60])
