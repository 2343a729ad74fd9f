"""``dualuse icp``: an internal compliance programme, examined against its seven elements, attested, verified."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    say,
    show_blocks,
    show_data,
)
from dualuse.i18n import N_
from dualuse.inputs.problems import ExitCode, InputError, input_error

if TYPE_CHECKING:
    from dualuse.diligence.icp.model import Purpose

HELP: Final = N_(
    "An internal compliance programme: what is in place, what lacks, and its attestation. “dualuse icp verify FILE.json” makes an attestation again."
)
VERIFY: Final = "verify"


@edge()
def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[verify] FILE",
            help=localised(
                N_("The file of the programme (YAML, JSON or TOML); after verify, an attestation (JSON).")
            ),
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help=localised(N_("Write a file with all questions, to fill in.")))
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=localised(N_("With --template: the file to write.")))
    ] = None,
    attest: Annotated[
        bool, typer.Option("--attest", help=localised(N_("Write the attestation: JSON, HTML and PDF.")))
    ] = False,
    purposes: Annotated[
        list[str] | None,
        typer.Option("--for", help=localised(N_("With --attest: for what, global or EU007. Repeatable."))),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=localised(N_("With --attest: the folder to write to.")))
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Examine, attest, verify, or write a blank file."""
    stated = list(words or ())
    verify = stated[:1] == [VERIFY] and len(stated) == 2
    file = stated[-1] if stated else ""
    _check_usage(stated, verify, template, output, attest, purposes, out, language)
    if template:
        _blank(output, language)
    elif verify:
        return _verify(file, json, language)
    elif attest:
        _attest(file, [_purpose(name, language) for name in purposes or ()], out or Path(), json, language)
    else:
        _examine(file, json, language)
    return ExitCode.DONE


def _check_usage(
    stated: list[str],
    verify: bool,
    template: bool,
    output: Path | None,
    attest: bool,
    purposes: list[str] | None,
    out: Path | None,
    language: str,
) -> None:
    if template == bool(stated) or (len(stated) > 1 and not verify):
        refuse(N_("name one file, or verify and one file, or --template"), language)
    if attest and (verify or template):
        refuse(N_("--attest goes with the file of a programme"), language)
    if attest and not (purposes and out):
        refuse(N_("--attest needs --for global or --for EU007, and --out with a folder"), language)
    if not attest and (purposes or out):
        refuse(N_("--for and --out go with --attest"), language)
    if output is not None and not template:
        refuse(N_("--output goes with --template"), language)


def _purpose(name: str, language: str) -> Purpose:
    from dualuse.diligence.icp.model import ATTESTED_PURPOSES

    for purpose in ATTESTED_PURPOSES:
        if purpose == name:
            return purpose
    refuse(
        N_("{name} is no purpose that is attested. Use one of: {names}."),
        language,
        name=name[:40],
        names=", ".join(ATTESTED_PURPOSES),
    )


def _blank(output: Path | None, language: str) -> None:
    from dualuse.diligence.icp.questionnaire import blank_file, questionnaire
    from dualuse.inputs.opening import known_suffix
    from dualuse.inputs.whole_files import errors_of_writing, replace_file

    text = blank_file(questionnaire(), language)
    if output is None:
        typer.echo(text, nl=False)
        return
    known_suffix(output, (".yaml", ".yml"))
    if output.exists():
        raise input_error(
            "icp_template_stands",
            N_("the file is there already"),
            N_("Give another name: answers are not written over"),
            file=str(output),
        )
    with errors_of_writing(output):
        replace_file(output, text.encode())
    say(N_("Written: {file}"), language, file=output)


def _examine(file: str, json: bool, language: str) -> None:
    from dualuse.diligence.icp import examined, questionnaire, read_programme
    from dualuse.documents.icp import icp_blocks

    programme = read_programme(file, questionnaire(), date.today(), sys.stdin.buffer)
    result = examined(programme, questionnaire(), language)
    if json:
        show_data(result)
    else:
        show_blocks(icp_blocks(result, language))


def _attest(file: str, purposes: list[Purpose], out: Path, json: bool, language: str) -> None:
    from dualuse.diligence.icp import questionnaire, read_programme
    from dualuse.diligence.icp.attestation import attestation
    from dualuse.diligence.icp.writing import write_attestation

    programme = read_programme(file, questionnaire(), date.today(), sys.stdin.buffer)
    try:
        data = attestation(programme, questionnaire(), purposes, language)
    except InputError as error:
        raise InputError(problem.located(file) for problem in error.problems) from None
    written = write_attestation(data, out)
    if json:
        show_data({"files": [str(path) for path in written], "checksum": data["checksum"]})
        return
    for path in written:
        say(N_("Written: {file}"), language, file=path)
    say(
        N_("It is {name} who attests, by signing the PDF; no authority has accepted anything."),
        language,
        name=data["programme"]["attested_by"]["name"],
    )


def _verify(file: str, json: bool, language: str) -> ExitCode:
    from dualuse.diligence.icp import questionnaire
    from dualuse.diligence.icp.attestation import problem_texts
    from dualuse.diligence.icp.writing import verify_file

    wrong = verify_file(Path(file), questionnaire())
    if json:
        data: dict[str, Any] = {
            "verified": not wrong,
            "problems": [
                {"code": problem.code, "text": text}
                for problem, text in zip(wrong, problem_texts(wrong, language), strict=True)
            ],
        }
        show_data(data)
    elif wrong:
        for text in problem_texts(wrong, language):
            typer.echo(f"{file}: {text}")
    else:
        say(N_("{file}: made again from what it states, it is the same."), language, file=file)
    return ExitCode.NOT_GO if wrong else ExitCode.DONE
