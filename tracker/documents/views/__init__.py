"""Pages of documents, and of how the office's papers look."""

from tracker.documents.views import documents, letterheads, papers, registers, signers

BLUEPRINTS = (documents.bp, papers.bp, letterheads.bp, signers.bp, registers.bp)
