"""Why shares of a target cannot be saved as they were typed."""

from collections.abc import Collection, Mapping

from tracker.core.errors import N_, ChangedMeanwhile, RuleBroken

Cell = tuple[int, int]  # target, unit


class UnitHasEnded(RuleBroken):
    """A share for a unit that took nothing on any more."""

    message = N_("This unit ended on %(day)s, so nothing is shared out to it any more. Leave this cell as it was.")


class CellsRefused(RuleBroken):
    """Some cells cannot be saved, so that none was; `cells` says why, of each."""

    message = N_("Some cells cannot be saved as they are. The others are kept as you typed them.")

    def __init__(self, cells: Mapping[Cell, RuleBroken]) -> None:
        self.cells = cells
        super().__init__()


class CellsChanged(ChangedMeanwhile):
    """Somebody else saved other figures in `cells` meanwhile, so that none was saved."""

    def __init__(self, cells: Collection[Cell]) -> None:
        self.cells = cells
        super().__init__()
