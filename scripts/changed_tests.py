"""Print the test files that a change can reach, nearest first: ``changed_tests.py [REF] [--most NUMBER]``.

The change is what differs from the commit ``REF`` (default: the last one), new files included. A test file is
reached when it imports a changed module, itself or through others, or bears the name of a changed file. Those of that
name stand first (``tests/assessment/test_diversion.py`` for ``assessment/warnings/diversion.py``), then those in the folder of the same room
(``tests/assessment/`` for ``src/dualuse/assessment/``), then those with the fewest imports between. A file that is no Python
is taken for the package it lies in, and reaches the tests that name it. ``--most``: so many files are enough.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).resolve().parents[1]
ALWAYS = ("tests/repository/test_layout.py",)


def changed_files(reference: str) -> set[str]:
    """The paths that differ from a commit of git, seen from the repository; without those that are gone."""
    lists = (
        ["git", "diff", "--name-only", "--diff-filter=d", reference],
        ["git", "ls-files", "--others", "--exclude-standard"],
    )
    outputs = (
        subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
        for command in lists
    )
    return {path for output in outputs for path in output.stdout.splitlines()}


def module_name(path: str) -> str:
    """The dotted name of a Python file: ``src/dualuse/law/collection.py`` is ``dualuse.law.collection``."""
    return path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def package_of_data(path: str, modules: set[str]) -> str | None:
    """The nearest package above a file that is no Python; none where it lies outside all."""
    names = (module_name(folder.as_posix()) for folder in Path(path).parents)
    return next((name for name in names if name in modules), None)


def changed_modules(paths: Iterable[str], graph: grimp.ImportGraph) -> set[str]:
    """The modules of changed files; for a file of data all modules directly in its package."""
    modules: set[str] = set()
    for path in paths:
        if path.endswith(".py"):
            modules.add(module_name(path))
        elif path.startswith("src/") and (package := package_of_data(path, graph.modules)):
            modules |= {package, *graph.find_children(package)}
    return modules & graph.modules


def distances(changed: set[str], graph: grimp.ImportGraph) -> dict[str, int]:
    """How many imports lie between each module that is reached and the nearest changed one."""
    steps = dict.fromkeys(changed, 0)
    border = changed
    while border:
        border = {
            user for name in border for user in graph.find_modules_that_directly_import(name)
        } - steps.keys()
        distance = max(steps.values()) + 1
        steps |= dict.fromkeys(border, distance)
    return steps


def tests_that_name(paths: Iterable[str]) -> Iterator[str]:
    """The test modules in whose text a changed file that no module imports, or the folder of data it lies in, is named."""
    names = {name for path in paths for name in _names_in_texts(path)}
    for file in sorted((REPOSITORY / "tests").rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if any(name in text for name in names if len(name) > 3):
            yield module_name(file.relative_to(REPOSITORY).as_posix())


def _names_in_texts(path: str) -> tuple[str, ...]:
    name, folder = Path(path).name, Path(path).parent
    return (name,) if path.endswith(".py") else (name, f'"{folder.name}"', folder.as_posix())


def bears_the_name(test: str, path: str) -> bool:
    """Whether a test module is called as a changed file, or in its room as it and more."""
    name = test.rpartition(".")[2].removeprefix("test_")
    stem = Path(path).stem.removeprefix("test_")
    return name == stem or (name.startswith(f"{stem}_") and folders_in_common(test, path) > 0)


def folders_in_common(test: str, path: str) -> int:
    """How many folders, from the room downwards, a test module shares with a changed file."""
    rooms = test.split(".")[1:-1]
    parts = Path(path).parent.parts
    folders = parts[2:] if parts[:1] == ("src",) else parts[1:]
    same = (room == folder for room, folder in zip(rooms, folders, strict=False))
    return sum(takewhile(bool, same))


def nearest_tests(paths: Iterable[str], graph: grimp.ImportGraph, most: int | None = None) -> tuple[str, ...]:
    """The test files that changed files reach, nearest first, ``most`` of them at most; the last are those always run."""
    paths = sorted(set(paths))
    not_imported = {path for path in paths if module_name(path) not in graph.modules}
    changed = changed_modules(paths, graph) | (set(tests_that_name(not_imported)) & graph.modules)
    steps = distances(changed, graph)

    def nearness(test: str) -> tuple[bool, int, int, str]:
        named = any(bears_the_name(test, path) for path in paths)
        common = max((folders_in_common(test, path) for path in paths), default=0)
        return not named, -common, steps.get(test, len(steps)), test

    tests = {name for name in graph.modules if name.rpartition(".")[2].startswith("test_")}
    reached = {test for test in tests if test in steps or any(bears_the_name(test, path) for path in paths)}
    files = [f"{name.replace('.', '/')}.py" for name in sorted(reached, key=nearness)]
    if most is not None:
        files = [file for file in files if file not in ALWAYS][: max(most - len(ALWAYS), 0)]
    return tuple(dict.fromkeys([*files, *ALWAYS]))[:most]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(
        description="Print the test files that a change can reach, nearest first"
    )
    parser.add_argument("reference", nargs="?", default="HEAD", help="commit to compare with (default: HEAD)")
    parser.add_argument("--most", type=int, metavar="NUMBER", help="print no more files than these")
    options = parser.parse_args(arguments)
    sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "src")]
    graph = grimp.build_graph("dualuse", "tests", cache_dir=None)
    print(*nearest_tests(changed_files(options.reference), graph, options.most), sep="\n")


if __name__ == "__main__":
    main()
