"""What a page shows around its content: the quarter chosen, its own address with a change, hashed assets."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request, url_for
from werkzeug.exceptions import NotFound

from tracker.core import clock
from tracker.core.incoming import HIGHEST_NUMBER
from tracker.core.periods import Quarter


def chosen_quarter() -> Quarter:
    """The quarter in the address (`?quarter=2024-Q3`), or the present one. A quarter that is none is not found."""
    asked = request.args.get("quarter")
    if not asked:
        return Quarter.of(clock.today())
    try:
        return Quarter.parse(asked)
    except ValueError:
        raise NotFound from None


def shown_quarter() -> Quarter:
    """The same for what stands around every page, error pages too: where the address is wrong, the present one."""
    try:
        return chosen_quarter()
    except NotFound:
        return Quarter.of(clock.today())


def wants_sheet() -> bool:
    """Whether the list is asked for as an Excel file (`?format=xlsx`)."""
    return request.args.get("format") == "xlsx"


def here(**changes: Any) -> str:
    """The address of this page with some of its filters changed; None takes one away."""
    kept: dict[str, Any] = {name: values for name, values in request.args.lists() if name not in changes}
    wanted: dict[str, Any] = {name: str(value) for name, value in changes.items() if value is not None}
    address = quote(f"{request.script_root}/{request.path.lstrip('/')}")  # "//host" would be another site
    query = urlencode(kept | wanted, doseq=True)
    return f"{address}?{query}" if query else address


def addresses(endpoint: str, part: str, **others: Any) -> Callable[[int], str]:
    """The addresses of many records, put together once: `addresses("tasks.show", "task_id")(17)` gives "/tasks/17"."""
    placeholder = str(HIGHEST_NUMBER)
    values: dict[str, Any] = {part: HIGHEST_NUMBER, **others}
    before, _, after = url_for(endpoint, **values).partition(placeholder)
    return lambda number: f"{before}{number}{after}"


def asset(path: str) -> str:
    """The address of a static file, changed whenever its content is; put together once for as long as it runs."""
    addresses: dict[tuple[str, str], str] = current_app.extensions.setdefault("asset_addresses", {})
    known = request.script_root, path
    if known not in addresses or current_app.debug:
        content = Path(str(current_app.static_folder), path).read_bytes()
        addresses[known] = url_for("static", filename=path, v=hashlib.sha256(content).hexdigest()[:12])
    return addresses[known]


def init_app(app: Flask) -> None:
    """Offer them to every template."""
    app.add_template_global(here)
    app.add_template_global(addresses)
    app.add_template_global(asset)
