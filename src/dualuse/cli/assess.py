"""``dualuse assess``: transactions in, dossiers out: classification, screening, due diligence and
determination in one walk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.assess_screen import Written, files_written, on_one_screen
from dualuse.cli.assuming import taken_for_files
from dualuse.cli.check import (
    AcceptLawAgeOption,
    GateOption,
    ListsOption,
    NoScreeningOption,
    accepted_until,
    documents,
    screener_asked,
)
from dualuse.cli.configuration import settings
from dualuse.cli.context import ContextOption
from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    AssumeOption,
    FullOption,
    JsonOption,
    LanguageOption,
    complain,
    day_of,
    edge,
    fail,
    localised,
    report,
    show_data,
    width,
)
from dualuse.i18n import N_, Message, fill, render, translate
from dualuse.inputs.colours import colours_wanted
from dualuse.inputs.hidden_signs import canonical_name
from dualuse.inputs.persons import named
from dualuse.inputs.problems import (
    ExitCode,
    InputError,
    MissingSourceError,
    input_error,
    new_problem,
    problem_of,
)

if TYPE_CHECKING:
    from dualuse.cli.configuration import Settings
    from dualuse.diligence.icp.model import IcpResult
    from dualuse.dossier.storage import Kept
    from dualuse.schema.assessment import Assessment
    from dualuse.schema.determination import Configuration
    from dualuse.schema.diligence import Findings
    from dualuse.schema.transaction import Transaction

HELP: Final = N_(
    "Assess transactions and write a dossier of each: what is it, who is it, what is it for, what follows."
)


@edge()
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            help=localised(N_("Transactions: .yaml, .json, .jsonl or .toml; - for standard input."))
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help=localised(N_("For REFERENCE.json, .html and .pdf.")),
        ),
    ],
    diligence: Annotated[
        list[str] | None,
        typer.Option(
            "--diligence",
            help=localised(N_("Due diligence; else what is on record. Repeatable.")),
        ),
    ] = None,
    programme: Annotated[
        str,
        typer.Option("--icp", help=localised(N_("The exporter's compliance programme (dualuse icp)."))),
    ] = "",
    context: ContextOption = None,
    day: Annotated[
        str,
        typer.Option("--day", help=localised(N_("Day of the assessment (2026-11-26); else today."))),
    ] = "",
    person: Annotated[
        str,
        typer.Option(
            "--person",
            envvar="DUALUSE_PERSON",
            help=localised(N_("Who assesses (or DUALUSE_PERSON), for the record.")),
        ),
    ] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help=localised(N_("Why facts are others than in an earlier answer.")),
        ),
    ] = "",
    replace: Annotated[
        bool,
        typer.Option("--replace", help=localised(N_("Move an older dossier of the same name aside."))),
    ] = False,
    only_json: Annotated[
        bool, typer.Option("--only-json", help=localised(N_("Write no HTML and no PDF.")))
    ] = False,
    no_search: Annotated[
        bool, typer.Option("--no-search", help=localised(N_("Do not ask the search about descriptions.")))
    ] = False,
    gate: GateOption = False,
    assume: AssumeOption = None,
    lists: ListsOption = None,
    no_screening: NoScreeningOption = False,
    workspace: WorkspaceOption = "",
    accept_law_age: AcceptLawAgeOption = "",
    full: FullOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Assess the transactions of all files; what cannot be read is reported, and the others are assessed all
    the same."""
    from dualuse.assessment.authorisations.of_one_call import held_by_others
    from dualuse.assessment.release_holds.law_age import acceptance
    from dualuse.dossier.assessing import assess
    from dualuse.dossier.verifying import as_json
    from dualuse.dossier.workspace_evidence import House

    if misread := taken_for_files(files, assume or (), language):
        fail(misread)
    today = day_of(day, language)
    until, configured = accepted_until(accept_law_age, language), settings()
    acceptance(until, person)
    screener = None if no_screening else screener_asked(tuple(lists or ()), workspace, language)
    findings, findings_files = _findings(diligence or [])
    house = House(
        workspace_named(workspace, language), context, not no_search, _programme(programme, today, language)
    )
    assessed = partial(
        assess,
        day=today,
        language=language,
        assume=assume or (),
        screener=screener,
        accept_law_age=until,
        person=person,
    )
    stated = _transactions_of(files, configured, language)
    held = held_by_others([row.transaction for row in stated.read], stated.unread)
    failed, written, used, notes = stated.failed, list[Written](), set[str](), set[str]()
    for row, reasons in zip(stated.read, held, strict=True):
        try:
            evidence = house.evidence(row.reference, findings.get(row.reference), folder=out, reason=reason)
            made = assessed(row.transaction, evidence, configuration=row.configuration)
            if reasons and made.release == "go":
                raise _no_dossier(reasons, row.file)
            kept = _write(made, out, replace, only_json, notes)
            if named(person):
                with _telling_of_files(kept):
                    house.record(made, as_json(made), named(person))
        except MissingSourceError:
            raise
        except InputError as error:
            failed = True
            placed = tuple(
                problem if problem.file else problem.located(row.file) for problem in error.problems
            )
            report(placed, language, row.file)
            continue
        written.append(Written(made, kept, row.file, findings_files.get(row.reference, "")))
        used.add(row.reference)
        if json:
            _show_as_data(made, kept)
        elif full:
            _show_whole(made, kept, language)
    if not (json or full):
        for line in on_one_screen(written, width(), language):
            typer.echo(line)
    for note in sorted(notes):
        typer.echo(note, err=True)
    unused = sorted(findings.keys() - used)
    for reference in unused:
        complain(fill(_UNUSED, language, reference=reference or "–"))
    if reason and written and not any(row.made.reason == canonical_name(reason) for row in written):
        complain(translate(_NO_REASON_KEPT, language))
    if failed or unused:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if gate and any(row.made.release != "go" for row in written) else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Read:
    """A transaction, the file it stands in, and what ``dualuse.toml`` adds to it."""

    transaction: Transaction
    file: str
    configuration: Configuration | None

    @property
    def reference(self) -> str:
        """Its reference; "" where it has none."""
        return self.transaction.reference or ""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What the files hold. ``unread``: what is a document and no transaction; ``failed``: a file or a
    document was reported."""

    read: list[_Read]
    unread: list[Any]
    failed: bool


def _transactions_of(files: list[str], configured: Settings, language: str) -> _Stated:
    """The transactions of all files; what cannot be read is reported."""
    from dualuse.schema.reading.validation import transaction_from

    read, unread, failed = list[_Read](), list[Any](), False
    for document in documents(files, language, "yaml"):
        if document is None:
            failed = True
            continue
        try:
            transaction, configuration = configured.with_exporter(transaction_from(document))
        except InputError as error:
            failed = True
            report(error.problems, language, document.file)
            unread.append(document.data)
        else:
            read.append(_Read(transaction, document.file, configuration))
    return _Stated(read, unread, failed)


@contextmanager
def _telling_of_files(kept: Kept) -> Iterator[None]:
    """Where a dossier that was written cannot be recorded, say so beside the reason: its files stay, and the same command records them.

    Raises:
        InputError: it cannot be recorded.
    """
    try:
        yield
    except InputError as error:
        what = N_("the files of the dossier stand there and are not recorded")
        todo = N_("Run the same command again once the workspace can be written: they are recorded then")
        unrecorded = new_problem("dossier_unrecorded", what, todo, file=str(kept.files[0]))
        raise type(error)([*error.problems, unrecorded]) from None


def _no_dossier(reasons: Iterable[Message], file: str) -> InputError:
    """A dossier follows from its own transaction: one that says "go" is not written where others of the call
    draw on its authorisation."""
    todo = Message(
        "remedy.drawn_together",
        N_("No dossier was written of it: assess it again with what the others leave"),
    )
    return InputError(problem_of(reason, todo, file=file) for reason in reasons)


_UNUSED: Final = N_(
    "due diligence about {reference} was given, and no transaction of that reference was assessed"
)
_NO_REASON_KEPT: Final = N_("no facts are others than in the answer before: the reason was not kept")


def _findings(files: list[str]) -> tuple[dict[str, Findings], dict[str, str]]:
    """The due diligence of all files by reference, and the file of each; findings without a reference belong to the transaction
    without one."""
    from dualuse.diligence import read_findings

    by_reference: dict[str, Findings] = {}
    file_of: dict[str, str] = {}
    for file in files:
        findings = read_findings(Path(file)).findings
        if findings.reference in by_reference:
            raise input_error(
                "findings_twice",
                N_("two files are about the transaction {reference}"),
                N_("Put all answers about it into one file"),
                file=file,
                reference=findings.reference,
            )
        by_reference[findings.reference] = findings
        file_of[findings.reference] = file
    return by_reference, file_of


def _programme(file: str, today: date, language: str) -> IcpResult | None:
    """What the programme in the file shows; None without a file."""
    from dualuse.diligence.icp import examined, questionnaire, read_programme

    return examined(read_programme(file, questionnaire(), today), questionnaire(), language) if file else None


def _write(made: Assessment, out: Path, replace: bool, only_json: bool, notes: set[str]) -> Kept:
    """Write the dossier; returns its files and what was moved aside. ``notes`` gets the sentence that there is no PDF, and how there is one."""
    from dualuse.dossier.storage import file_name, write_dossier
    from dualuse.dossier.verifying import as_json

    content = as_json(made)
    contents = {".json": content}
    if not only_json:
        from dualuse.dossier.rendering import html_of, pdf_of

        contents[".html"] = html_of(content)
        try:
            contents[".pdf"] = pdf_of(content)
        except (
            MissingSourceError
        ) as error:  # the dossier is its JSON; what shows it on paper can be made later
            text = N_("No PDF beside the dossier: what it needs is not installed. {how}.")
            notes |= {
                fill(text, made.language, how=render(problem.remedy, made.language))
                for problem in error.problems
            }
    return write_dossier(out, file_name(made), contents, replace)


def _show_as_data(made: Assessment, kept: Kept) -> None:
    from dualuse.dossier.earlier_answers import plain

    show_data(
        {
            "reference": made.reference,
            "release": made.release,
            "outcome": made.determination.outcome,
            "verification": made.verification,
            "checksum": made.checksum,
            "files": [str(path) for path in kept.files],
            "moved": [str(path) for path in kept.moved],
            "unchanged": kept.unchanged,
            "earlier": plain(made.earlier or ()),
            "reason": made.reason,
        }
    )


def _show_whole(made: Assessment, kept: Kept, language: str) -> None:
    """The whole dossier, as it stands in the files."""
    from dualuse.assessment.serialisation import to_json
    from dualuse.dossier.rendering import text_of

    content = to_json(made).encode("utf-8")
    typer.echo(text_of(content, width(), colours=colours_wanted()))
    for line in files_written(kept, language):
        typer.echo(line)
