"""The log: who, what and when for whoever runs the server; words for people are elsewhere.

One event is one line: the moment in UTC, what happened, and facts as `name="value"` in JSON's way of quoting, so that
no value can begin a line of its own. Secrets are never among them.
"""

import json
import logging
import sys
import time
from typing import Any

from flask import Flask, has_request_context, request

log = logging.getLogger("tracker")


def init_app(_app: Flask) -> None:
    """Write to where the server's errors go, unless whoever runs it has set logging up already."""
    if log.handlers or logging.getLogger().handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    line = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    line.converter = time.gmtime
    handler.setFormatter(line)
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def note(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Write one line, with the address that it came from."""
    if has_request_context():
        facts["address"] = request.remote_addr
    log.log(level, " ".join([event, *(f"{name}={json.dumps(str(value))}" for name, value in facts.items())]))
