"""Which of several targets some words mean. Pure."""

from collections.abc import Collection, Iterable

from tracker.core.folding import fold

LIKE_ENOUGH = 0.6  # of the words of the shorter wording, how many the other has


def best_match(wordings: Collection[str], candidates: Iterable[tuple[int, Collection[str]]]) -> int | None:
    """The target whose words are most like those of the document (the old ones, the new ones); None where none is."""
    best, found = LIKE_ENOUGH, None
    for number, texts in candidates:
        likeness = max((_likeness(one, other) for one in wordings for other in texts), default=0)
        if likeness > best:
            best, found = likeness, number
    return found


def _likeness(one: str, other: str) -> float:
    """How many of the words of both are in both; of a short wording inside a long one, most count."""
    first, second = set(fold(one).split()), set(fold(other).split())
    if not first or not second:
        return 0
    common = len(first & second)
    return 0.75 * common / min(len(first), len(second)) + 0.25 * common / max(len(first), len(second))
