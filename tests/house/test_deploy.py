"""The services that are shipped can be set up as they are: their commands exist, and systemd takes them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tracker
from tracker.cli import main

UNITS = Path(tracker.__file__).with_name("deploy")
INSTALLED = "/opt/giao-ban/.venv/bin/tracker"
OURS = Path(sys.executable).with_name("tracker")


def test_services_start_only_what_the_program_knows():
    commands = [
        line for unit in UNITS.glob("*.service") for line in re.findall(r"^Exec\w+=(.+)$", unit.read_text(), re.M)
    ]
    assert len(commands) >= 5
    for path, name, *options in (command.split() for command in commands):
        assert path == INSTALLED
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(options) <= known


def test_each_timer_has_its_service_and_each_service_runs_as_the_offices_user():
    timers, services = ({unit.stem for unit in UNITS.glob(f"*.{kind}")} for kind in ("timer", "service"))
    assert timers == {"giao-ban-health", "giao-ban-verify"}
    assert timers < services
    assert all(name.startswith("giao-ban-") for name in services), "else they do not share office.conf"
    assert "User=giao-ban\n" in (UNITS / "giao-ban-.service.d/office.conf").read_text()


def test_systemd_takes_them_and_finds_them_shut_in(tmp_path, monkeypatch, record_property):
    if shutil.which("systemd-analyze") is None:
        pytest.xfail("there is no systemd here to ask")
    shutil.copytree(UNITS, tmp_path / "units")
    for unit in (tmp_path / "units").glob("*.service"):
        unit.write_text(unit.read_text().replace(INSTALLED, str(OURS)))
    units = [str(path) for path in (tmp_path / "units").glob("giao-ban-*.*r*") if path.is_file()]
    monkeypatch.setenv("SYSTEMD_UNIT_PATH", f"{tmp_path / 'units'}:")
    asked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (asked.returncode, asked.stderr) == (0, "")
    services = [unit for unit in units if unit.endswith(".service")]
    threshold = ["--offline=yes", "--threshold=20"]  # of a hundred
    judged = subprocess.run(["systemd-analyze", "security", *threshold, *services], capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout
    record_property(
        "exposure of the services", ", ".join(sorted(set(re.findall(r"level for \S+ (\S+)", judged.stdout))))
    )
