"""What lies on the disk: nothing of what was erased, and nothing that somebody else could read."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from dualuse.inputs.problems import InputError
from dualuse.licensing.cases.applications import amend, apply, submit, withdraw, write
from dualuse.licensing.cases.work import assign, note
from dualuse.licensing.erasing import erasable_cases, erase_cases
from dualuse.licensing.events.verifying import record_faults
from dualuse.licensing.moments import at, now
from dualuse.licensing.people.models import Position
from dualuse.portal.private_sqlite3.base import make_private
from tests.support.served import run
from tests.support.service_people import (
    SINCE,
    UNLISTED,
    WHOLE,
    apply_with_specification,
    make_people,
    record_people,
)

MARK = "Velmarion"


def places(path: Path, word: bytes) -> list[str]:
    """The files of a database in whose bytes a word stands."""
    return sorted(file.name for file in path.parent.glob(f"{path.name}*") if word in file.read_bytes())


def test_erased_words_are_nowhere_in_the_file_its_log_and_its_journal(kept_database: str) -> None:
    if not kept_database.startswith("sqlite"):
        pytest.skip("PostgreSQL's files are its own: VACUUM is the administrator's")
    path = Path(urlsplit(kept_database).path.replace("//", "/"))
    people = make_people()
    Position.objects.update(since=SINCE - timedelta(days=2_000))
    record_people()
    transaction = {**UNLISTED, "end_use": f"Tests at {MARK}"}
    with at(now() - timedelta(days=900)):
        for number in range(12):  # so many that rows move from page to page
            fields = {**WHOLE, "national_information": f"{MARK} {number} " * 200}
            reference = apply_with_specification(people.exporter, "individual", transaction, fields).reference
            for text in range(3):
                write(people.exporter, reference, None, {"contact_name": f"{MARK} {text}" * 10})
            submit(people.exporter, reference)
            assign(people.officer, reference, "officer@example.org")
            note(people.officer, reference, f"{MARK} was met. " * 30)
            amend(people.exporter, reference)
            submit(people.exporter, reference)
            withdraw(people.exporter, reference, f"{MARK} needs it no more.")
    kept = apply(people.exporter, "individual", UNLISTED, WHOLE)
    assert places(path, MARK.encode())
    cases = erasable_cases(now().date() - timedelta(days=365))
    assert len(cases) == 12

    reader = sqlite3.connect(path, timeout=0)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM cases_case").fetchone()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    with pytest.raises(InputError, match="somebody reads the database"):
        erase_cases(cases)
    reader.close()
    assert erasable_cases(now().date() - timedelta(days=365)) == [], "they are erased"
    erase_cases([])
    assert places(path, MARK.encode()) == []
    assert places(path, kept.reference.encode()), "what is kept is read"
    record_people()  # what the test itself wrote of people
    assert list(record_faults()) == []


def modes(folder: Path) -> dict[str, int]:
    return {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in folder.iterdir()
        if path.name.startswith("service.sqlite3")
    }


def test_the_database_and_its_folder_are_readable_for_nobody_else(tmp_path: Path) -> None:
    """With a umask that lets everybody read, and while it is open: the log has the rights of the file."""
    home = tmp_path / "home"
    before = os.umask(0o022)
    try:
        assert run(home, "migrate").returncode == 0
        opened = "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1]); c.execute('CREATE TABLE seen (id int)'); c.execute('SELECT 1 FROM seen'); print(sorted((n, oct(os.stat(os.path.join(sys.argv[2], n)).st_mode & 0o777)) for n in os.listdir(sys.argv[2]) if n.startswith('service.sqlite3')))"  # fmt: skip
        shown = subprocess.run(
            [sys.executable, "-c", opened, str(home / "service.sqlite3"), str(home)], capture_output=True, text=True, check=True
        )  # fmt: skip
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert set(modes(home).values()) == {0o600}
    assert shown.stdout.count("'0o600'") == 3, shown.stdout


def test_whoever_connects_first_makes_it_private(tmp_path: Path) -> None:
    """A command that finds no database opens one, too."""
    before = os.umask(0o022)
    try:
        tmp_path.chmod(0o755)
        assert run(tmp_path, "tick").returncode == 2
    finally:
        os.umask(before)
    assert set(modes(tmp_path).values()) <= {0o600}
    assert modes(tmp_path)


def test_there_is_no_moment_in_which_it_has_other_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made with its rights, never made and then changed; what is there is not touched."""
    calls = []
    really = os.open

    def seen(path: str, flags: int, mode: int = 0o777, **others: int) -> int:
        calls.append((flags & (os.O_CREAT | os.O_EXCL), mode))
        return really(path, flags, mode, **others)

    monkeypatch.setattr(os, "open", seen)
    path = tmp_path / "service.sqlite3"
    make_private(str(path))
    assert calls == [(os.O_CREAT | os.O_EXCL, 0o600)]
    path.write_bytes(b"there")
    make_private(str(path))
    assert path.read_bytes() == b"there"
    for name in ("", ":memory:", "file:memory?mode=memory"):
        make_private(name)
    make_private(str(tmp_path / "nowhere" / "service.sqlite3"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["service.sqlite3"]
