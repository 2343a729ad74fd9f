"""``make check`` runs the nearest tests only: those of the changed file's own name first, then of its room, then by imports."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import grimp
import pytest

from tests.support.paths import REPOSITORY

SCRIPT = REPOSITORY / "scripts" / "changed_tests.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("changed_tests", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("dualuse", "tests", cache_dir=None)


def test_no_more_than_asked_are_printed(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "changed_files", lambda reference: {"src/dualuse/law/collection.py"})
    script.main(["--most", "3"])
    files = capsys.readouterr().out.splitlines()
    assert len(files) == 3
    assert all((REPOSITORY / file).is_file() for file in files)
    assert files[-1] in script.ALWAYS


@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ("src/dualuse/assessment/warnings/diversion.py", "tests/assessment/test_diversion.py"),
        ("src/dualuse/screening/matching/slips.py", "tests/screening/test_slips.py"),
        ("scripts/changed_tests.py", "tests/repository/test_changed_tests.py"),
        ("tests/support/time_limit.py", "tests/repository/test_time_limit.py"),
        ("tests/law/test_outline.py", "tests/law/test_outline.py"),
    ],
)
def test_the_test_of_the_own_name_comes_first(
    script: ModuleType, graph: grimp.ImportGraph, changed: str, first: str
) -> None:
    assert script.nearest_tests({changed}, graph)[0].startswith(first)


def test_after_the_own_name_comes_the_room_then_the_distance(
    script: ModuleType, graph: grimp.ImportGraph
) -> None:
    changed = "src/dualuse/assessment/warnings/diversion.py"
    files = [file for file in script.nearest_tests({changed}, graph) if file not in script.ALWAYS]
    of_the_room = [file.startswith("tests/assessment/") for file in files]
    assert any(of_the_room)
    assert of_the_room == sorted(of_the_room, reverse=True)
    steps = script.distances({"dualuse.assessment.warnings.diversion"}, graph)
    elsewhere = [
        steps[script.module_name(file)] for file in files if not file.startswith("tests/assessment/")
    ]
    assert elsewhere == sorted(elsewhere)


def test_a_name_is_that_of_the_file_or_begins_with_it_in_its_room(script: ModuleType) -> None:
    assert script.bears_the_name("tests.law.test_goods", "src/dualuse/law/measures/goods.py")
    assert script.bears_the_name("tests.engine.test_proofs_law", "src/dualuse/engine/proofs.toml")
    assert not script.bears_the_name("tests.law.test_goods", "src/dualuse/law/measures/good.py")
    assert not script.bears_the_name("tests.assessment.test_goods_moved", "src/dualuse/law/measures/goods.py")
    assert not script.bears_the_name("tests.law.test_law_version", "src/dualuse/law/version.py")


def test_the_check_asks_the_script_for_the_number() -> None:
    """A pipe that closes early ends the script with a traceback where the list is long."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert "changed_tests.py --most " in makefile
    assert "changed_tests.py |" not in makefile
