"""What is to be kept (Art. 27) cannot be erased before its day, by any way."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dualuse.cli import app
from dualuse.inputs.problems import InputError
from dualuse.record.erasure import erasable
from dualuse.record.workspace import Workspace

RUN = CliRunner()
YESTERDAY, TODAY, TOMORROW = -1, 0, 1


def _day(until: str | int) -> str:
    """A day as it is written: as stated, or so many days from the day on which the test runs."""
    return until if isinstance(until, str) else (date.today() + timedelta(days=until)).isoformat()


def _kept(workspace: Workspace, until: str | int, content: bytes = b"dossier") -> str:
    digest = workspace.keep(content)
    workspace.chain("assessments").append(
        "A. Muster", "assessed", {"keep_until": _day(until)}, files=(digest,)
    )
    return digest


@pytest.mark.parametrize("until", [TODAY, TOMORROW, "2099-12-31"])
def test_a_file_is_not_erased_before_its_day_is_over(tmp_path: Path, until: str | int) -> None:
    workspace, day = Workspace(tmp_path), _day(until)
    digest = _kept(workspace, day)
    with pytest.raises(InputError, match=f"kept until {day}"):
        workspace.erase(digest, "A. Muster", "no use")
    assert workspace.read(digest) == b"dossier"
    assert workspace.verify() == ()


@pytest.mark.parametrize("until", [YESTERDAY, "2020-12-31", ""])
def test_a_file_whose_day_is_over_or_that_has_none_is_erased(tmp_path: Path, until: str | int) -> None:
    workspace = Workspace(tmp_path)
    digest = _kept(workspace, until)
    workspace.erase(digest, "A. Muster", "retention is over")
    assert workspace.read(digest) is None
    assert workspace.verify() == ()


def test_the_latest_day_of_all_events_that_name_a_file_counts(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    digest = _kept(workspace, YESTERDAY)
    assert erasable(workspace, lambda chain, event: frozenset((digest,))).files == (digest,)
    _kept(workspace, TOMORROW)
    erasure = erasable(workspace, lambda chain, event: frozenset((digest,)))
    assert (erasure.files, erasure.held) == ((), (digest,))


def test_the_command_erases_the_rest_and_says_what_is_kept(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    held, free = _kept(workspace, TOMORROW), _kept(workspace, YESTERDAY, b"old dossier")
    result = RUN.invoke(
        app,
        ["record", "erase", "--before", "2099-01-01", "--yes", "--person", "A. Muster", "--reason", "over",
         "--workspace", str(tmp_path)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "time has not come" in result.output
    assert workspace.read(held) == b"dossier"
    assert workspace.read(free) is None
