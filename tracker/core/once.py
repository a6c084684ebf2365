"""A form does its work once, however often it is sent: each rendering of one carries a key of its own."""

import secrets

from flask import Flask, request

from tracker.core.db import form_key

FIELD = "form_key"


def new_key() -> str:
    """For one rendering of a form."""
    return secrets.token_urlsafe(24)


def init_app(app: Flask) -> None:
    """Hand the key of a form that was sent to the action's transaction, which holds on to it."""

    @app.before_request
    def take_key() -> None:
        form_key.set(request.form.get(FIELD, "")[:64] if request.method == "POST" else "")
