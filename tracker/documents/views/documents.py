"""Pages of documents."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core.access import guarded_by
from tracker.core.htmx import page_or_fragment
from tracker.documents import layout, policy, queries
from tracker.documents.models import Document
from tracker.documents.sending import send_stored
from tracker.office.context import chosen_programme
from tracker.office.models import Person

bp = Blueprint("documents", __name__, url_prefix="/documents")


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The register."""
    words = request.args.get("q", "")
    rows = queries.documents_seen_by(person, programme_id=chosen_programme(person).id, words=words)
    return page_or_fragment("documents/index.html", "documents/_documents.html", rows=rows, q=words)


@bp.get("/<int:document_id>")
@guarded_by(policy.can_view, queries.get_document)
def show(person: Person, document: Document) -> ResponseReturnValue:
    """One document and its text; `?clause=120-240` marks these characters of it."""
    blocks = layout.blocks(document.text, layout.parse_clause(request.args.get("clause"), document.text))
    first_marked = next((place for place, block in enumerate(blocks) if block.marked), None)
    return render_template(
        "documents/show.html",
        document=document,
        blocks=blocks,
        first_marked=first_marked,
        events=story_of(document),
    )


@bp.get("/<int:document_id>/file")
@guarded_by(policy.can_view, queries.get_document)
def download(person: Person, document: Document) -> ResponseReturnValue:
    """The file as it came."""
    if document.file is None:
        abort(404)
    return send_stored(document.file)
