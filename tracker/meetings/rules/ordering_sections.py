"""How the sections of a notice stand among each other: what stands under one goes along with it."""

from collections.abc import Sequence

from tracker.meetings.models import SectionLevel

_DEPTH = {
    SectionLevel.PART: 1,
    SectionLevel.HEADING: 2,
    SectionLevel.ITEM: 2,
    SectionLevel.LETTER: 3,
    SectionLevel.DASH: 4,
    SectionLevel.PARAGRAPH: 4,
}


def block_at(levels: Sequence[int], place: int) -> range:
    """The places of a section and of all that stands under it."""
    depths = [_DEPTH[SectionLevel(level)] for level in levels]
    end = place + 1
    while end < len(depths) and depths[end] > depths[place]:
        end += 1
    return range(place, end)


def moved(levels: Sequence[int], place: int, *, up: bool) -> list[int]:
    """The places in their new order, when a section and what stands under it go past its neighbour.

    A point that is the first under its heading goes under the heading before. At the end nothing changes.
    """
    block, order = block_at(levels, place), list(range(len(levels)))
    if up:
        beside = next((one for one in range(place) if block_at(levels, one).stop == place), place - 1)
        if place == 0:
            return order
        return [*order[:beside], *block, *order[beside:place], *order[block.stop :]]
    if block.stop == len(levels):
        return order
    above = _DEPTH[SectionLevel(levels[block.stop])] < _DEPTH[SectionLevel(levels[place])]
    end = block.stop + 1 if above else block_at(levels, block.stop).stop
    return [*order[: block.start], *order[block.stop : end], *block, *order[end:]]
