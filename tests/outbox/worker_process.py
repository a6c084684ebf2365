"""A worker to be killed: it sends what is due again and again, with a lease that runs out soon.

Its clock, the same in all such processes, may run faster than others, so that pauses of minutes are over in seconds.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.core import clock
from tracker.factory import create_app
from tracker.outbox.mail import read_settings
from tracker.outbox.worker import send_due

if __name__ == "__main__":
    folder, database, server, lease, haste = sys.argv[1:]
    if float(haste) != 1:
        clock.now = lambda: datetime(2026, 10, 28, 3, tzinfo=UTC) + timedelta(seconds=time.monotonic() * float(haste))
    app = create_app(Path(folder), SQLALCHEMY_DATABASE_URI=database)
    settings = read_settings(server, "giao-ban@vi-du.gov.vn", "https://giao-ban.vi-du.gov.vn")
    with app.app_context():
        while settings:
            send_due(settings, lease=timedelta(seconds=float(lease)))
            time.sleep(0.05)
