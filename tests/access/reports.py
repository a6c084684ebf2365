"""The same for duties to report and the units' reports (see `world`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.reports.conftest import Duties
from tests.reports.handing import Handing
from tracker.core.db import transaction
from tracker.core.periods import Period
from tracker.documents.accepting import Sent
from tracker.home.access import Object
from tracker.reports.models import Consolidation, Exemption, PeriodLock, Report, ReportDuty, ReportFile, ReportState
from tracker.reports.services import exempt
from tracker.reports.services.attaching import attach_files
from tracker.reports.services.consolidating import begin_consolidation
from tracker.reports.services.locking import lock_period

if TYPE_CHECKING:
    from tests.access.world import World


def duty(world: "World", of: Object) -> ReportDuty:
    """Owed each quarter by the unit whose the record is."""
    name = f"Báo cáo số {len(world.values)}"
    return Duties(world.town).duty(name, units=[world.unit(of)], programme_id=world.programme(of).id)


def report(world: "World", of: Object) -> Report:
    """Handed in, not accepted."""
    handing = Handing(Duties(world.town))
    found = handing.write(handing.duties.report(duty(world, of), unit=world.unit(of)))
    handing.submit(found)
    assert found.state is ReportState.SUBMITTED
    return found


def report_file(world: "World", of: Object) -> ReportFile:
    """It went in with such a report."""
    handing = Handing(Duties(world.town))
    found = handing.write(handing.duties.report(duty(world, of), unit=world.unit(of)))
    with transaction():
        by, sent = world.town.person("head"), [Sent("anh.png", b"")]
        kept = attach_files(found, sent, by=by, at=world.town.now)[0]
    handing.submit(found)
    return kept


def exemption(world: "World", of: Object) -> Exemption:
    """From all that is to come."""
    exempted, by = duty(world, of), world.town.person("staff")
    with transaction():
        return exempt(exempted, world.unit(of), period="", words="Đã sáp nhập.", by=by, at=world.town.now)


def lock(world: "World", of: Object) -> PeriodLock:
    """Of the period that goes on."""
    by = world.town.person("staff")
    locked, period = duty(world, of), Period.of(world.town.quarter)
    with transaction():
        return lock_period(locked, period, words="Đã tổng hợp.", by=by, at=world.town.now)


def consolidation(world: "World", of: Object) -> Consolidation:
    """Of the same period."""
    gathered = duty(world, of)
    by, period = world.town.person("staff"), str(Period.of(world.town.quarter))
    with transaction():
        return begin_consolidation(gathered, period, by=by, at=world.town.now)


EVERYWHERE = (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED)
OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)
MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "duty_id": (OF_PROGRAMMES, lambda world, of: duty(world, of).id),
    "report_id": (EVERYWHERE, lambda world, of: report(world, of).id),
    "report_file_id": (EVERYWHERE, lambda world, of: report_file(world, of).id),
    "consolidation_id": (OF_PROGRAMMES, lambda world, of: consolidation(world, of).id),
    "exemption_id": (OF_PROGRAMMES, lambda world, of: exemption(world, of).id),
    "lock_id": (OF_PROGRAMMES, lambda world, of: lock(world, of).id),
}
