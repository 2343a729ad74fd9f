"""What writes files and folders: whatever is killed or fails, what stands there is whole, and the next writer tidies up."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dualuse.inputs.problems import InputError
from dualuse.inputs.whole_files import (
    errors_of_writing,
    put_in_place,
    replace_file,
    replace_files,
    replacing_folder,
    unfinished_folder,
)
from tests.support.crashing import MODES, attempts
from tests.support.paths import PACKAGE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

PATHS = {"building", "folder", "file", "new", "part", "path", "place", "target", "temporary", "unfinished", "with_name"}  # fmt: skip
OLD, NEW = b"old" * 100, b"new" * 200
NAMES = ("a.json", "b.json", "c.json")


def _write_file(place: Path) -> None:
    with errors_of_writing(place):
        replace_file(place / "a.json", NEW)


def _write_files(place: Path) -> None:
    with errors_of_writing(place):
        replace_files({place / name: NEW for name in NAMES})


def _write_folder(place: Path) -> None:
    with errors_of_writing(place), replacing_folder(place / "site") as folder:
        for name in NAMES:
            (folder / name).write_bytes(NEW)


def _contents(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and not any(step.startswith(".") for step in path.relative_to(place).parts)
    }


def _left(place: Path) -> list[str]:
    return [path.name for path in place.rglob(".*")]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("standing", [(), ("a.json",), NAMES], ids=["none", "one", "all"])
@pytest.mark.parametrize(
    ("write", "names"), [(_write_file, ("a.json",)), (_write_files, NAMES)], ids=["file", "files"]
)
def test_files_are_all_new_or_all_old(
    memory: Path, mode: str, standing: tuple[str, ...], write: Callable[[Path], None], names: tuple[str, ...]
) -> None:
    before, place = memory / "before", memory / "place"
    before.mkdir()
    for name in standing:
        (before / name).write_bytes(OLD)
    old = dict.fromkeys(standing, OLD)
    new = {**old, **dict.fromkeys(names, NEW)}
    for at, outcome in attempts(before, place, lambda: write(place), mode):
        after = _contents(place)
        if outcome.end == "killed":  # several files take their places one after the other
            replaced = [name for name in names if after.get(name) == NEW]
            assert after == {**old, **dict.fromkeys(names[: len(replaced)], NEW)}, (at, outcome)
        else:
            assert outcome.end in ("told", "done"), (at, outcome)
            # Where only the folder could not be brought to the disk the new ones stand already.
            assert after in ((old, new) if outcome.operation == "fsync" else (old,)) or (
                after == new and outcome.end == "done"
            ), (at, outcome)
            assert set(_left(place)) == set() or outcome.operation in ("unlink", "fsync"), (at, outcome)
        write(place)
        assert (_contents(place), _left(place)) == (new, []), (at, outcome)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("standing", [False, True], ids=["none", "old"])
def test_a_folder_is_the_old_or_the_new_one(memory: Path, mode: str, standing: bool) -> None:
    before, place = memory / "before", memory / "place"
    before.mkdir()
    if standing:
        (before / "site").mkdir()
        (before / "site" / "a.json").write_bytes(OLD)
    old = {"site/a.json": OLD} if standing else {}
    new = {f"site/{name}": NEW for name in NAMES}
    for at, outcome in attempts(before, place, lambda: _write_folder(place), mode):
        if outcome.end == "killed":
            # Killed between the two moves nothing stands there until the next writer comes, who puts the old one back first.
            assert _contents(place) in (old, new, {}), (at, outcome)
            with unfinished_folder(place / "site"):
                assert _contents(place) in (old, new), (at, outcome)
        else:
            assert outcome.end in ("told", "done"), (at, outcome)
            assert _contents(place) == (new if outcome.end == "done" else old), (at, outcome)
        _write_folder(place)
        assert (_contents(place), _left(place)) == (new, []), (at, outcome)


@pytest.mark.parametrize("standing", [False, True])
def test_a_file_that_cannot_take_its_place_takes_those_before_it_back(tmp_path: Path, standing: bool) -> None:
    (tmp_path / "new").mkdir()
    if standing:
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "x").write_bytes(OLD)
        (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "new" / "x").write_bytes(NEW)
    (tmp_path / "part").write_bytes(NEW)
    before = _contents(tmp_path)
    with pytest.raises(FileNotFoundError):
        put_in_place(
            {
                tmp_path / "new": tmp_path / "folder",
                tmp_path / "part": tmp_path / "file",
                tmp_path / "missing": tmp_path / "other",
            }
        )
    after = _contents(tmp_path)
    assert {name: after.get(name) for name in ("folder/x", "file", "other")} == {
        name: before.get(name) for name in ("folder/x", "file", "other")
    }
    assert _left(tmp_path) == []


def test_a_folder_being_written_is_left_alone(tmp_path: Path) -> None:
    with unfinished_folder(tmp_path / "site") as first, unfinished_folder(tmp_path / "site") as second:
        assert first != second
        assert first.is_dir()
    assert _left(tmp_path) == []


def test_folders_of_other_places_are_left_alone(tmp_path: Path) -> None:
    others = (".site.x.0a1b.old", ".site.x.abc.unfinished", ".sites.0a1b.old", ".site.old")
    for name in others:
        (tmp_path / name).mkdir()
    with replacing_folder(tmp_path / "site"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((*others, "site"))


def test_an_error_in_the_block_leaves_the_folder_that_stands(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a").write_bytes(OLD)

    def write() -> None:
        with errors_of_writing(tmp_path / "site"), replacing_folder(tmp_path / "site") as folder:
            (folder / "a").write_bytes(NEW)
            raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        write()
    assert (_contents(tmp_path), _left(tmp_path)) == ({"site/a": OLD}, [])


def test_one_module_moves_files() -> None:
    """Whoever else renames a file can leave half of what belongs together, or lose what stood there."""
    movers = {("os", "replace"), ("os", "rename"), ("os", "renames"), ("shutil", "move")}
    elsewhere = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "inputs/whole_files.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Call) and _moves(node, movers)
    ]
    assert elsewhere == []


def _moves(node: ast.ImportFrom | ast.Call, movers: set[tuple[str, str]]) -> bool:
    """Whether a module moves a file here: ``os.replace(…)``, ``from os import replace``, or ``path.rename(target)``."""
    if isinstance(node, ast.ImportFrom):
        return any((node.module, alias.name) in movers for alias in node.names)
    if not isinstance(node.func, ast.Attribute):
        return False
    owner = node.func.value
    if isinstance(owner, ast.Name) and (owner.id, node.func.attr) in movers:
        return True
    # Tables of Polars have a ``rename``, and texts and columns a ``replace``, too: what is called as a path counts.
    names = {node.id for node in ast.walk(owner) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(owner) if isinstance(node, ast.Attribute)}
    return node.func.attr in ("rename", "replace") and len(node.args) == 1 and bool(names & PATHS)


def test_nothing_to_place_is_no_error() -> None:
    """Whoever keeps a signed file that stands there already places nothing."""
    put_in_place({})
