"""Freeze what the installed code answers, and compare it after a change (``make golden BASE=REVISION``).

::

    python scripts/golden_answers.py freeze FOLDER                   # inputs and answers of the installed code
    python scripts/golden_answers.py compare FOLDER [--sentences]    # the same inputs again: what differs?
    python scripts/golden_answers.py against REVISION [--sentences]  # freeze a revision of this repository, compare

Versions of the law, the software and the matcher, and digests over them, may differ. ``--sentences``: an answer that
differs in its sentences alone (``text``, ``question``) is counted apart, and is no failure. ``--kind NAME`` asks some
kinds only, ``--without NAME`` leaves some out (``spark`` takes longest); both are repeatable.

Exit codes: 0 equal, 1 something differs, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script; returns its exit code."""
    options = _parser().parse_args(arguments)
    if options.task == "against":
        return _against(options)
    with tempfile.TemporaryDirectory(prefix="golden-") as work:
        _pin_environment(Path(work) / "home")
        if options.task == "help-texts":
            return _print_help_texts(Path(work))
        if options.task == "freeze":
            return _freeze(options.folder, Path(work), _kinds(options))
        return _compare(options.folder, Path(work), _kinds(options), options.sentences)


def _kinds(options: argparse.Namespace) -> list[str]:
    """The kinds asked for, in the order in which they are asked. Errors: SystemExit for an unknown one."""
    from golden.kinds import KINDS

    if unknown := {*options.kind, *options.without} - set(KINDS):
        names = ", ".join(sorted(unknown))
        print(f"no kind of golden answers: {names}. Use some of: {', '.join(KINDS)}", file=sys.stderr)
        raise SystemExit(2)
    return [
        kind for kind in KINDS if (not options.kind or kind in options.kind) and kind not in options.without
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    tasks = parser.add_subparsers(dest="task", required=True)
    for task in ("freeze", "compare", "against"):
        part = tasks.add_parser(task)
        part.add_argument(
            "revision" if task == "against" else "folder", type=str if task == "against" else Path
        )
        part.add_argument("--kind", action="append", default=[])
        part.add_argument("--without", action="append", default=[])
        if task != "freeze":
            part.add_argument("--sentences", action="store_true", help="a different sentence is no failure")
    tasks.add_parser("help-texts")
    return parser


def _pin_environment(home: Path) -> None:
    """Fix language, width, time zone and folders of the commands, before anything of dualuse is imported."""
    language = os.environ.get("DUALUSE_LANGUAGE", "en") if "help-texts" in sys.argv else "en"
    for name in [name for name in os.environ if name.startswith(("DUALUSE_", "LC_", "LANG"))]:
        del os.environ[name]
    os.environ.update(
        DUALUSE_HOME=str(home), DUALUSE_LANGUAGE=language, TZ="UTC", LC_ALL="C.UTF-8", COLUMNS="100"
    )
    time.tzset()


def _print_help_texts(work: Path) -> int:
    from golden.command_line import commands, run

    answers = {" ".join(path): run(*path, "--help").answer() for path in commands()}
    print(json.dumps(answers))
    return 0


def _answers(inputs: Path, work: Path, kinds: list[str]) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The versions of the installed code, and its answers by kind and id."""
    from golden.asking import Asking
    from golden.kinds import KINDS, install_lists, versions

    import dualuse

    print(f"answers of {Path(dualuse.__file__).parent}")
    inputs = shutil.copytree(
        inputs, work / "inputs"
    )  # a path of the same length each time: messages cut paths
    install_lists(inputs)
    known = versions()
    answers: dict[str, dict[str, Any]] = {}
    asking = Asking(inputs, work)
    for kind in kinds:
        begun = time.perf_counter()
        answers[kind] = _without_folders(dict(KINDS[kind](asking)), inputs, work)
        print(f"  {kind:<18}{len(answers[kind]):>6}  {time.perf_counter() - begun:6.1f} s", flush=True)
    return known, answers


def _without_folders(answers: dict[str, Any], inputs: Path, work: Path) -> dict[str, Any]:
    """The answers with names in place of the folders of this run."""
    text = json.dumps(answers, ensure_ascii=False)
    for folder, name in ((inputs, "<inputs>"), (work, "<work>")):
        text = text.replace(str(folder), name)
    answers = json.loads(text)
    return answers


def _freeze(folder: Path, work: Path, kinds: list[str]) -> int:
    from golden.inputs import write_inputs

    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is not empty: name a new folder", file=sys.stderr)
        return 2
    inputs = folder.resolve() / "inputs"
    write_inputs(ROOT, inputs)
    known, answers = _answers(inputs, work, kinds)
    for kind, rows in answers.items():
        lines = (
            json.dumps({"id": name, "answer": answer}, ensure_ascii=False, sort_keys=True)
            for name, answer in rows.items()
        )
        (folder / f"{kind}.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")
    (folder / "versions.json").write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


def _compare(folder: Path, work: Path, kinds: list[str], sentences_allowed: bool) -> int:
    from golden.comparison import compare_kind, fails, report_lines
    from golden.inputs import read_lines

    if not (folder / "versions.json").is_file():
        print(f"{folder} holds no golden answers: freeze some first", file=sys.stderr)
        return 2
    frozen = {path.stem: path for path in folder.glob("*.jsonl")}
    known, answers = _answers(folder.resolve() / "inputs", work, [kind for kind in kinds if kind in frozen])
    before = json.loads((folder / "versions.json").read_text("utf-8"))
    reports = []
    for kind, rows in answers.items():
        recorded = {row["id"]: row["answer"] for row in read_lines(frozen[kind])}
        if not rows or not recorded:
            print(f"{kind} is not compared: {'nothing frozen' if rows else 'nothing answered here'}")
            continue
        reports.append(compare_kind(kind, recorded, rows, (before, known)))
    print("\n".join(report_lines(reports, sentences_allowed)))
    return int(fails(reports, sentences_allowed))


def _against(options: argparse.Namespace) -> int:
    """Freeze a revision from a temporary worktree, then compare the working tree with it."""
    script = [sys.executable, __file__]
    kinds = [f"--kind={kind}" for kind in options.kind] + [f"--without={kind}" for kind in options.without]
    with tempfile.TemporaryDirectory(prefix="golden-base-") as temporary:
        tree, folder = Path(temporary) / "tree", Path(temporary) / "answers"
        added = subprocess.run(
            ["git", "-C", ROOT, "worktree", "add", "--quiet", "--detach", tree, options.revision], check=False
        )
        if added.returncode:
            return 2
        try:
            subprocess.run(
                [sys.executable, tree / "scripts/compile_messages.py"], check=True, stdout=subprocess.DEVNULL
            )
            subprocess.run([*script, "freeze", folder, *kinds], check=True, env=_reading_from(tree))
        finally:
            subprocess.run(["git", "-C", ROOT, "worktree", "remove", "--force", tree], check=True)
        sentences = ["--sentences"] if options.sentences else []
        command = [*script, "compare", str(folder), *kinds, *sentences]
        return subprocess.run(command, check=False, env=_reading_from(ROOT)).returncode


def _reading_from(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree / "src")}


if __name__ == "__main__":
    sys.exit(main())
