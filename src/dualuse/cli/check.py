"""``dualuse check``: transactions in, determinations out; with the options that every command on transactions shares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.assuming import taken_for_files
from dualuse.cli.configuration import settings
from dualuse.cli.parties import WorkspaceOption
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
    known_format,
    localised,
    report,
    show_data,
    show_determination,
    width,
)
from dualuse.cli.together import Judged, Waiting
from dualuse.i18n import N_, Message, fill, render, semicolon
from dualuse.inputs.problems import ExitCode, InputError, MissingSourceError

if TYPE_CHECKING:
    from dualuse.assessment.listed.installed import InstalledLists
    from dualuse.assessment.text.table import Line
    from dualuse.schema.determination import Determination
    from dualuse.schema.reading.plain_data import Document

ListsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lists",
        metavar="LIST…",
        help=localised(N_("Screen against these lists alone, such as eu_fsf.")),
    ),
]
NoScreeningOption = Annotated[
    bool, typer.Option("--no-screening", help=localised(N_("Screen nobody; the answer is then never go.")))
]
GateOption = Annotated[
    bool, typer.Option("--gate", help=localised(N_("Exit with 1 unless every answer is go.")))
]

AcceptLawAgeOption = Annotated[
    str,
    typer.Option(
        "--accept-law-age",
        metavar="DATE",
        help=localised(N_("Accept until this day old law; who: --person.")),
    ),
]
PersonOption = Annotated[
    str,
    typer.Option(
        "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who accepts it (or DUALUSE_PERSON)."))
    ),
]


def accepted_until(day: str, language: str) -> date | None:
    """The day of ``--accept-law-age``, if stated; anything that is no day, or lies more than a year ahead, ends the command."""
    if not day.strip():
        return None
    until = day_of(day, language)
    last = date.today() + _ACCEPTED_AHEAD
    if until > last:
        text = N_(
            "--accept-law-age {day} lies more than a year ahead: nobody knows the law of then; name {last} at most"
        )
        fail(fill(text, language, day=until.isoformat(), last=last.isoformat()))
    return until


_ACCEPTED_AHEAD: Final = timedelta(days=366)
"""How far ahead old law may be accepted. A rule of this program."""


def screener_asked(only: tuple[str, ...], workspace: str, language: str) -> InstalledLists:
    """The lists to screen against; that an index is being built, which takes seconds, is reported beside the answer."""
    from dualuse.assessment.listed.installed import InstalledLists

    def warn(message: Message) -> None:
        complain(render(message, language))

    return InstalledLists(only=only, workspace=workspace, progress=warn, list_age=settings().rules.list_age)


def documents(files: list[str], language: str, form: str) -> Iterator[Document | None]:
    """The documents of all files; None for a file, or a line, that could not be read and was reported."""
    from dualuse.inputs.opening import lines_of
    from dualuse.schema.reading.plain_data import empty_file, parse, read_file

    for file in files:
        try:
            if file != "-" or form != "jsonl":
                yield from read_file(file, sys.stdin.buffer, f".{form}")
                continue
            is_empty = True
            for content, number in lines_of(sys.stdin.buffer, file):
                is_empty = False
                try:
                    yield from parse(content, file, ".jsonl", number)
                except InputError as error:
                    report(error.problems, language, file)
                    yield None
            if (
                is_empty
            ):  # what should have written into the stream failed: nothing was judged, and no gate is open
                raise empty_file(file)
        except InputError as error:
            report(error.problems, language, file)
            yield None


HELP: Final = N_("Judge transactions: is an authorisation needed, from whom, what else, may the goods leave?")

_FORMATS: Final = ("yaml", "json", "jsonl", "toml")


@edge()
def command(
    files: Annotated[
        list[str],
        typer.Argument(
            help=localised(N_("Transactions: .yaml, .json, .jsonl or .toml; - for standard input."))
        ),
    ],
    json: JsonOption = False,
    full: FullOption = False,
    gate: GateOption = False,
    assume: AssumeOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help=localised(
                N_("Format of standard input: yaml (takes JSON too), json, jsonl (line by line) or toml.")
            ),
        ),
    ] = "yaml",
    lists: ListsOption = None,
    no_screening: NoScreeningOption = False,
    workspace: WorkspaceOption = "",
    accept_law_age: AcceptLawAgeOption = "",
    person: PersonOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Judge the transactions of all files; what cannot be read is reported, and the others are judged all the same."""
    from dualuse.assessment.check import check
    from dualuse.assessment.release_holds.law_age import acceptance
    from dualuse.cli.diligence.on_record import DiligenceRecord
    from dualuse.schema.reading.validation import transaction_from

    if misread := taken_for_files(files, assume or (), language):
        fail(misread)
    screener = None if no_screening else screener_asked(tuple(lists or ()), workspace, language)
    until, house = accepted_until(accept_law_age, language), settings()
    acceptance(until, person)
    failed = False
    record, waiting = DiligenceRecord(workspace, language), Waiting()
    answers = _Answers(json=json, full=full)
    for document in documents(files, language, known_format(form, _FORMATS, language)):
        if document is None:
            failed = True
            continue
        try:
            transaction, taken = house.with_exporter(transaction_from(document))
            determination = check(
                record.with_classifications(transaction),
                language=language,
                assume=assume or (),
                screener=screener,
                accept_law_age=until,
                person=person,
                configuration=taken,
            )
            judged = Judged(transaction, determination, record.about(transaction), document.file)
        except MissingSourceError:
            raise
        except InputError as error:
            failed = True
            report(error.problems, language, document.file)
            waiting.unread.append(document.data)
            continue
        if not waiting.takes(judged):
            answers.add(judged)
    for judged in waiting.held():
        answers.add(judged)
    answers.finish(language)
    if failed:
        return ExitCode.BAD_INPUT
    return ExitCode.NOT_GO if gate and any(release != "go" for release in answers.released) else ExitCode.DONE


@dataclass(slots=True)
class _Answers:
    """What is printed: data or a whole answer at once; else one screen of one transaction, or a line of each."""

    json: bool
    full: bool
    released: list[str] = field(default_factory=list)
    _printed: dict[str, str] = field(default_factory=dict)
    _rows: list[Line] = field(default_factory=list)
    _alone: tuple[Determination, Judged] | None = None

    def add(self, judged: Judged) -> None:
        from dualuse.assessment.text.table import line_of
        from dualuse.cli.diligence.on_record import held_by

        held = held_by(judged.determination, judged.on_record)
        self.released.append(held.release)
        if self.json:
            show_data(judged.determination)
            _tell_of_record(judged.determination, held)
        elif self.full:
            leads = _leads(held, judged)
            first = len(self.released) == 1
            show_determination(held, full=True, first=first, printed=self._printed, leads=leads)
        else:
            self._rows.append(line_of(held, judged.file))
            self._alone = (held, judged) if len(self._rows) == 1 else None

    def finish(self, language: str) -> None:
        """Print what waited for the last of them."""
        from dualuse.assessment.text.table import several

        if self._alone is not None:
            shown, judged = self._alone
            show_determination(shown, leads=_leads(shown, judged))
        elif self._rows:
            for line in several(self._rows, width(), language):
                typer.echo(line)


def _leads(held: Determination, judged: Judged) -> tuple[str, ...]:
    """Where the answer leads, and what of the missing facts may be supplied by an option of this command."""
    from dualuse.cli.pointers import may_be_assumed, pointers

    language = held.language
    return (*pointers(held, judged.file, language, judged.on_record), *may_be_assumed(held, language))


def _tell_of_record(determination: Determination, held: Determination) -> None:
    """Say, beside the data, which cover the transaction alone, that due diligence on record or doubtful entries hold it back."""
    if held.release != determination.release:
        text = N_(
            "{reference}: the data is of the transaction alone and does not count what the workspace and the description say ({reasons}); dualuse assess does"
        )
        texts_told = (
            {row.text for row in determination.release_because} if determination.release != "go" else ()
        )
        reasons = [row.text for row in held.release_because if row.text not in texts_told]
        language = determination.language
        complain(fill(text, language, reference=held.reference, reasons=semicolon(language).join(reasons)))
