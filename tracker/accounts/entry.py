"""Where a link leads that leaves the office's pages, and whether mail carries it."""

from flask import current_app, request, url_for


def mail_is_set_up() -> bool:
    """Whether the office has a mail server."""
    return current_app.config["MAIL"] is not None


def link_to(token: str) -> str:
    """The address of the page that the token opens."""
    return at_office(url_for("links.show", token=token))


def at_office(path: str) -> str:
    """A page at the office's own address, whatever this request came by."""
    base: str = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    return base + path
