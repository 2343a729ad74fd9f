"""A temporary folder that cannot be made is one error, which names that folder and no other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.inputs.temporary import temporary_folder


def test_it_is_gone_after_the_block() -> None:
    with temporary_folder("fetch-") as folder:
        assert folder.name.startswith("fetch-")
        (folder / "a").write_text("b")
    assert not folder.exists()


def _refused() -> InputError:
    with pytest.raises(InputError) as caught, temporary_folder():
        pass
    return caught.value


def test_where_none_can_be_used_that_of_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: str) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found in [...]")

    monkeypatch.setenv("TMPDIR", "/nowhere/at/all")
    monkeypatch.setattr(tempfile, "mkdtemp", nowhere)
    text = str(_refused())
    assert (
        "no temporary folder can be made in /nowhere/at/all (nor in any other folder that the system has for it)"
        in text
    )


def test_one_that_went_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    error = _refused()
    assert f"{tmp_path / 'gone'} (" in str(error)
    assert [problem.what.code for problem in error.problems] == ["no_temporary_folder"]


def test_an_error_within_the_block_is_its_own() -> None:
    with pytest.raises(FileNotFoundError, match="b"), temporary_folder() as folder:
        (folder / "b").read_text()
