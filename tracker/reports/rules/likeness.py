"""How much of a text stood in the one before it: copying is allowed, and seen."""

from collections import Counter

from tracker.core.folding import fold

RUN = 3  # words in a row that count as the same


def likeness(now: str, before: str) -> int | None:
    """How many percent of a text are runs of three words that stood in another; None where either says too little.

    A hundred only where both say the same throughout, capitals, marks and spaces aside.
    """
    words, earlier = fold(now).split(), fold(before).split()
    if len(words) < RUN or len(earlier) < RUN:
        return None
    if words == earlier:
        return 100
    runs = _runs(words)
    kept = sum((runs & _runs(earlier)).values())
    return min(99, round(100 * kept / sum(runs.values())))


def is_unchanged(now: str, *earlier: str) -> bool:
    """Whether a text says what stood in all of some others."""
    said = fold(now)
    return bool(said) and all(fold(one) == said for one in earlier)


def _runs(words: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1))
