"""What must be at hand where the console blocks of a page are typed, and which of their commands cannot be."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from tests.support import console_material as material
from tests.support.consoles import Console, Printed, Step, steps
from tests.support.paths import REPOSITORY

PASS_PHRASE = "a pass phrase with ümlaut"
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *sorted(
        path.relative_to(REPOSITORY).as_posix()
        for folder in ("conformance", "docs", "examples")
        for path in (REPOSITORY / folder).rglob("*.md")
    ),
)
NOT_TYPED: Mapping[str, str] = {
    ".venv/bin/dualuse law validate": "typed in a copy of the package by `tests/law/test_change_the_law.py`",
    "python scripts/golden_answers.py": "takes minutes; its arguments are read",
    **dict.fromkeys(
        (
            "dualuse migrate",
            "dualuse authority add",
            "dualuse authority closed",
            "dualuse authority queue",
            "dualuse organisation",
            "dualuse person",
            "dualuse denials import",
            "dualuse tick",
            "dualuse record verify --service",
            "dualuse record erase --service",
            "dualuse record heads --service",
        ),
        "typed in a process of its own by `tests/licensing/test_service_run.py`",
    ),
    "dualuse demo": "`tests/licensing/test_demonstration.py` has it",
    "dualuse serve": "runs until it is stopped; `tests/licensing/test_service_run.py` has it",
    "curl -s http": "asks what is not running here; `tests/licensing/test_service_run.py` does",
}
"""Commands by their beginning that are not typed here, with what is done in their place: CONTRIBUTING.md says the same."""
ADDED: Mapping[str, tuple[str, str]] = {
    "make ": ("--dry-run", "takes minutes"),
    ".venv/bin/pip install": ("--dry-run --no-index --no-build-isolation --quiet", "asks nobody"),
}
"""Commands by their beginning that are typed with options which no page shows, with why: CONTRIBUTING.md says the same."""
ENDS: Mapping[str, int] = {
    "dualuse doctor": 1,  # no list is installed, and the law grows old
    "dualuse bulk auftraege.xlsx": 2,  # rows that must be mended first
    "dualuse bulk examples/bulk/sap_export.xlsx": 2,
    "dualuse bulk offers.csv": 2,
    "dualuse assess orders/*.yaml --out dossiers --only-json --gate": 1,  # none of them is "go"
    'python conformance/run.py --command "my-engine': 1,  # an engine that errs
    "dualuse watch dossiers --json --gate": 1,  # lists that are too old
    "dualuse rescreen /srv/export/counterparties.csv --gate": 1,  # hits that are new
    "dualuse watch /srv/export/dossiers --gate": 1,  # a list that is too old
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
    with _AROUND.get(page, nullcontext)():
        for number, step in enumerate(steps(text)):
            if not is_typed(step.command):
                continue
            if console is None or (page in FRESH and step.block != line):
                console, line = Console(folder / str(number)), step.block
                _FILES.get(page, _files)(text)
            yield step, console.run(_typed(step.command), _KEYED.get(step.command, step.keyed))


def _typed(command: str) -> str:
    """The command with the options that are added here."""
    added = (options for beginning, (options, _) in ADDED.items() if command.startswith(beginning))
    return " ".join((command, *added))


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
    Path("findings.yaml").write_text(_block("yaml", text), encoding="utf-8")
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


def _run(command: str, typed: str = "") -> str:
    from typer.testing import CliRunner

    from dualuse.cli import app

    done = CliRunner().invoke(app, command.split()[1:], input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def _of_sheets(text: str) -> None:
    answers = "--ask --set framing_camera=yes --set listed_in_6a003=no"
    _run(f"dualuse examine 6A203.b.1 {answers} --sheet camera.yaml")
    Path("annex.xhtml").write_bytes(material.annex_page())
    _run("dualuse sources annex annex.xhtml")


def _of_annex(text: str) -> None:
    earlier = material.annex_page().replace(b"15.11.2025", b"07.01.2022").replace(b"20251115", b"20220107")
    Path("earlier.xhtml").write_bytes(earlier)
    _run("dualuse sources annex earlier.xhtml")
    Path("products.csv").write_text("id,entries\nP-1,5A001.f.2\n", "utf-8")


def _of_assessments(text: str) -> None:
    story = REPOSITORY / "examples/stories/interception"
    for name, copy in (("transaction.yaml", "offer.yaml"), ("diligence.yaml", "answers.yaml")):
        text = (story / name).read_text(encoding="utf-8").replace("STORY-1-INTERCEPTION", "Q-1")
        Path(copy).write_text(text, encoding="utf-8")
    _lists_and_indices()
    Path("orders").mkdir()
    for path in (REPOSITORY / "examples/transactions").glob("s*.yaml"):
        shutil.copyfile(path, Path("orders") / path.name)


def _lists_and_indices() -> None:
    """What ``watch`` looks at: lists too old on any day, and indices."""
    _lists()
    material.indices()
    _run("dualuse context import vdem=V-Dem-CY-Core.csv -o home/context.csv")


def _of_conformance(text: str) -> None:
    ask = "dualuse check - --format jsonl --json"
    material.engine_that_errs(lambda transactions: _run(ask, transactions), "Art. 9")


def _of_context(text: str) -> None:
    material.indices()


def _of_interviews(text: str) -> None:
    _files(text)
    _of_interview(text)
    shutil.copyfile("begun.yaml", "offer.interview.yaml")


def _of_lists(text: str) -> None:
    material.files_of_lists()
    _run("dualuse lists add earlier.xml")


def _of_transparency(text: str) -> None:
    material.decisions()
    material.licences()
    material.indices()
    _run("dualuse context import vdem=V-Dem-CY-Core.csv -o context.csv")


def _of_unattended(text: str) -> None:
    _lists_and_indices()
    Path("export/counterparties.csv").write_text("id,name\nK-1,Orlow Quillonberg\n", "utf-8")
    _run("dualuse assess examples/transactions/interception_set.yaml --out export/dossiers --only-json")


def _of_validation(text: str) -> None:
    material.licences("FOLDER")
    Path("docs").mkdir()


@contextmanager
def _in_english_alone() -> Iterator[None]:
    """The website in one language of three: the tour makes it in all."""
    with patch("dualuse.transparency.site.build.LANGUAGES", ("en",)):
        yield


_FILES: Mapping[str, Callable[[str], None]] = {
    "conformance/README.md": _of_conformance,
    "docs/annex.md": _of_annex,
    "docs/assess.md": _of_assessments,
    "docs/bulk.md": _of_bulk,
    "docs/context.md": _of_context,
    "docs/diligence.md": _of_diligence,
    "docs/dossier.md": _of_dossier,
    "docs/interview.md": _of_interviews,
    "docs/lists.md": _of_lists,
    "docs/screening.md": _with_lists,
    "docs/sheets.md": _of_sheets,
    "docs/transparency.md": _of_transparency,
    "docs/unattended.md": _of_unattended,
    "docs/validation.md": _of_validation,
}
_AROUND: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "docs/annex.md": material.publisher_of_the_annex,
    "docs/index.md": material.publishers_of_lists,
    "docs/lists.md": material.publishers_of_lists,
    "docs/screening.md": material.publishers_of_lists,
    "docs/transparency.md": _in_english_alone,
    "docs/unattended.md": material.publishers_of_lists,
}
"""Who is asked in place of the publishers."""
_KEYED: Mapping[str, str] = {
    'dualuse dossier sign Q-2026-0147.pdf --key office.p12 -o Q-2026-0147.signed.pdf --reason "released"': f"{PASS_PHRASE}\n"
}
"""What is typed where no page shows it."""
