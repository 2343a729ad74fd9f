"""What must be at hand where the console blocks of a page are typed, and which of their commands cannot be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.support.consoles import Console, Printed, Step, steps
from tests.support.paths import REPOSITORY

PASS_PHRASE = "a pass phrase with ümlaut"
PAGES = ("README.md", *sorted(f"docs/{path.name}" for path in (REPOSITORY / "docs").glob("*.md")))
NOT_TYPED: Mapping[str, str] = {
    "make ": "it is this test, or calls it",
    "dualuse lists sync": "it asks the publishers of lists, and tests ask nobody",
    "dualuse lists add eu_full.xml un.xml sdn.xml": "files of the publishers, which are not ours to keep here",
    "dualuse lists diff un_sc": "the list of the United Nations, which is not ours to keep here",
    "dualuse context ": "tables of the publishers of indices, which are not ours to keep here",
    "dualuse annex drafts": "the official text of Annex I, which is not ours to keep here",
    "dualuse decisions import nl_": "a table of its publisher, which is not ours to keep here",
    "dualuse publish decisions.csv": "it takes 20 seconds, and the tour has it with what it prints",
    "pdfdetach ": "a program of others",
    ".venv/bin/pip ": "it asks a registry, and tests ask nobody",
    ".venv/bin/dualuse law validate": "typed in a copy of the package: tests/law/test_change_the_law.py",
}
"""Commands by their beginning, with why they are not typed here."""
ENDS: Mapping[str, int] = {
    "dualuse doctor": 1,  # no list is installed, and the law grows old
    "dualuse bulk auftraege.xlsx": 2,  # rows that must be mended first
    "dualuse bulk examples/bulk/sap_export.xlsx": 2,
    "dualuse bulk offers.csv": 2,
}
"""How commands end that end otherwise than with 0."""
FRESH = ("README.md",)
"""Pages of which each block begins in an empty folder; on the others each goes on where the one before ended."""


def is_typed(command: str) -> bool:
    """Whether a command can be typed here."""
    return not command.startswith(tuple(NOT_TYPED))


def code_of(command: str) -> int:
    """The exit code that a command is to end with."""
    return next((code for beginning, code in ENDS.items() if command.startswith(beginning)), 0)


def typed_page(page: str, folder: Path) -> Iterator[tuple[Step, Printed]]:
    """Type the console blocks of a page in ``folder``, with what each command printed."""
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    console, line = None, 0
    for number, step in enumerate(steps(text)):
        if not is_typed(step.command):
            continue
        if console is None or (page in FRESH and step.block != line):
            console, line = Console(folder / str(number)), step.block
            _FILES.get(page, _files)(text)
        yield step, console.run(step.command, _KEYED.get(step.command, step.keyed))


def _block(language: str, text: str) -> str:
    match = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert match is not None
    return match[1]


def _files(text: str) -> None:
    """The files that pages name: the examples, under the names of the pages."""
    for name, example in (
        ("auftraege.xlsx", "bulk/sap_export.xlsx"),
        ("customers.jsonl", "screening/counterparties.jsonl"),
        ("offers.csv", "bulk/offers.csv"),
    ):
        shutil.copyfile(REPOSITORY / "examples" / example, name)
    tour = (REPOSITORY / "docs/tour.md").read_text(encoding="utf-8")
    Path("offer.yaml").write_text(_block("yaml", tour), encoding="utf-8")
    Path("products.csv").write_text("id,description\nP-1,Portable IMSI catcher for LTE networks\n", "utf-8")
    for name in ("datasheet.pdf", "passport.pdf"):
        Path(name).write_bytes(b"%PDF-1.7 invented")


def _of_bulk(text: str) -> None:
    _files(text)
    Path("offers.csv").write_text(_block("csv", text), encoding="utf-8")
    _lists()


def _of_interview(text: str) -> None:
    Path("begun.yaml").write_text(_block("yaml", text), encoding="utf-8")


def _of_diligence(text: str) -> None:
    _files(text)
    shutil.copyfile(REPOSITORY / "examples/transactions/interception_set.yaml", "offer.yaml")


def _of_dossier(text: str) -> None:
    from tests.support.invented_keys import write_key

    example = "examples/transactions/interception_set.yaml"
    _run(f"dualuse assess {example} --out . --only-json --no-search --no-screening")
    write_key(Path("office.p12"), PASS_PHRASE, "Example Root")


def _with_lists(text: str) -> None:
    _files(text)
    _lists()


def _lists() -> None:
    _run("dualuse lists add examples/screening/invented_freezes.xml --accept-shrinkage")
    _run("dualuse lists add examples/screening/invented_watch_list.jsonl --edition 2026-11-02")


def _run(command: str) -> None:
    from typer.testing import CliRunner

    from dualuse.cli import app

    done = CliRunner().invoke(app, command.split()[1:], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def _of_sheets(text: str) -> None:
    answers = "--ask --set framing_camera=yes --set listed_in_6a003=no"
    _run(f"dualuse examine 6A203.b.1 {answers} --sheet camera.yaml")


_FILES: Mapping[str, Callable[[str], None]] = {
    "docs/bulk.md": _of_bulk,
    "docs/diligence.md": _of_diligence,
    "docs/dossier.md": _of_dossier,
    "docs/interview.md": _of_interview,
    "docs/lists.md": _with_lists,
    "docs/screening.md": _with_lists,
    "docs/sheets.md": _of_sheets,
}
_KEYED: Mapping[str, str] = {
    'dualuse dossier sign Q-2026-0147.pdf --key office.p12 -o Q-2026-0147.signed.pdf --reason "released"': f"{PASS_PHRASE}\n"
}
"""What is typed where no page shows it."""
