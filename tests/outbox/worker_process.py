"""A worker to be killed: it sends what is due again and again, with a lease that runs out soon."""

import sys
import time
from datetime import timedelta
from pathlib import Path

from tracker.factory import create_app
from tracker.outbox.mail import read_settings
from tracker.outbox.worker import send_due

if __name__ == "__main__":
    folder, database, server, lease = sys.argv[1:]
    app = create_app(Path(folder), SQLALCHEMY_DATABASE_URI=database)
    settings = read_settings(server, "giao-ban@vi-du.gov.vn", "https://giao-ban.vi-du.gov.vn")
    with app.app_context():
        while settings:
            send_due(settings, lease=timedelta(seconds=float(lease)))
            time.sleep(0.05)
