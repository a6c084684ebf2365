"""`tracker verify-kept`: what was handed in, and the stored files, checked in words."""

from collections.abc import Iterable, Iterator

from tracker.core.errors import N_, RuleBroken
from tracker.documents.checking import changed_files
from tracker.reports.checking import check_handed_in

MOST_TOLD = 50


class KeptIsBroken(RuleBroken):
    """Something that was kept is not what it was."""

    message = N_(
        "Kept reports or files are damaged (findings: %(count)s). Keep this office as it is, and compare it with a "
        "backup."
    )


def run(further: Iterable[str] = ()) -> Iterator[str]:
    """Lines to be printed; `further` is what rooms above have found. Raises KeptIsBroken after the last, if at all."""
    handed_in = files = 0
    broken = list(further)
    for one in check_handed_in():
        handed_in += 1
        if one.flaw is not None:
            broken.append(f"Report {one.report_id}, handing in {one.number}, {one.flaw.value}.")
    for sha256, changed in changed_files():
        files += 1
        if changed:
            broken.append(f"File {sha256} is missing, or another than it was.")
    yield f"Reports handed in: {handed_in}. Stored files: {files}."
    yield from broken[:MOST_TOLD]
    if len(broken) > MOST_TOLD:
        yield f"… and {len(broken) - MOST_TOLD} more."
    if broken:
        raise KeptIsBroken(count=len(broken))
    yield "All is as it was kept."
