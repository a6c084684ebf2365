"""What styles and registers of papers are called."""

from tracker.core.errors import N_
from tracker.documents.models import PaperStyle, RegisterReset

PAPER_STYLE = {
    PaperStyle.STATE: N_("State documents (Decree 30/2020/NĐ-CP)"),
    PaperStyle.PARTY: N_("Party documents (Guideline 36-HD/VPTW)"),
}
RESET = {
    RegisterReset.YEARLY: N_("Every year, on 1 January"),
    RegisterReset.TERM: N_("With each term of the committee"),
}
