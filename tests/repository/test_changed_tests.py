"""``make check`` runs the nearest tests only: the script that names them takes their number, and prints no more."""

from __future__ import annotations

import importlib.util

import pytest

from tests.support.paths import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "changed_tests.py"


def test_no_more_than_asked_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("changed_tests", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "changed_files", lambda reference: {"src/dualuse/law/collection.py"})
    script.main(["--most", "3"])
    files = capsys.readouterr().out.splitlines()
    assert len(files) == 3
    assert all((REPOSITORY / file).is_file() for file in files)


def test_the_check_asks_the_script_for_the_number() -> None:
    """A pipe that closes early ends the script with a traceback where the list is long."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert "changed_tests.py --most " in makefile
    assert "changed_tests.py |" not in makefile
