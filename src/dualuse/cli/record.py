"""``dualuse record``: whether what was recorded is as it was written, and the erasure of what may not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption, refuse_where_none_is, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    day_of,
    edge,
    fail,
    localised,
    refuse,
    report,
    say,
    show_data,
)
from dualuse.cli.trusting import TRUST_HELP, trust
from dualuse.i18n import N_, fill
from dualuse.inputs.persons import in_words, named
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from dualuse.inputs.problems import Problem
    from dualuse.record.erasure import Erasable
    from dualuse.record.manifest import Head
    from dualuse.screening.rescreening.retention import Choice

HEADS_VARIABLE: Final = "DUALUSE_HEADS"
"""The variable of the environment that names the file with the heads of the chains, in a second place."""

app: Final = typer.Typer(
    help=localised(N_("The record of decisions and runs in a workspace.")),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(
    "verify",
    help=localised(N_("Find everything that was changed, cut off or lost; exit 1 if there is anything.")),
)
@edge()
def verify(
    head: Annotated[
        list[str] | None,
        typer.Option(
            "--head",
            metavar="CHAIN=HASH",
            help=localised(
                N_("The hash of an event, as it was printed once: it must be in the chain. Repeatable.")
            ),
        ),
    ] = None,
    heads_file: Annotated[
        Path | None,
        typer.Option(
            "--heads",
            envvar=HEADS_VARIABLE,
            metavar="FILE",
            help=localised(
                N_("Heads that dualuse record heads wrote (or DUALUSE_HEADS): each must be in its chain.")
            ),
        ),
    ] = None,
    service: Annotated[
        bool,
        typer.Option("--service", help=localised(N_("Verify the record in the service's database instead."))),
    ] = False,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Verify a workspace and print the heads of its chains."""
    if service:
        from dualuse.cli.service import verify_record

        return verify_record(heads_file, json, language)
    from dualuse.record.manifest import read_heads

    heads = _heads_by_chain(head or (), language)
    folder = workspace_named(workspace, trusted=False)
    refuse_where_none_is(folder.folder, language)
    kept_elsewhere = read_heads(heads_file) if heads_file else {}
    # A head of the command line and one of the file must both be in the chain.
    both = {name for name in kept_elsewhere if name in heads}
    problems = folder.verify({**{name: value for name, (_, value) in kept_elsewhere.items()}, **heads})
    for name in sorted(both):
        problems += folder.chain(name).faults(kept_elsewhere[name][1])
    warnings = folder.warnings()
    # The head of a chain that is not whole is nothing to rely on: none is printed then.
    printed = {} if problems else folder.heads()
    if json:
        _print_verified(str(folder.folder), problems, warnings, printed, language)
        return ExitCode.NOT_GO if problems else ExitCode.DONE
    report((*problems, *warnings), language, str(folder.folder))
    for name, (number, value) in printed.items():
        text = N_("{name}: {number} events, whole; head {hash}")
        say(text, language, name=name, number=number, hash=value)
    if not problems and not printed:
        say(N_("Nothing is recorded yet."), language)
    return ExitCode.NOT_GO if problems else ExitCode.DONE


def _heads_by_chain(stated: Iterable[str], language: str) -> dict[str, str]:
    """The hashes by chain; what is written otherwise ends the command."""
    heads: dict[str, str] = {}
    for text in stated:
        name, mark, value = text.partition("=")
        if not mark or not value or "/" in name:
            fail(fill(N_("--head {text}: write CHAIN=HASH."), language, text=text[:60]))
        heads[name] = value
    return heads


def _print_verified(
    folder: str,
    problems: Iterable[Problem],
    warnings: Iterable[Problem],
    heads: Mapping[str, Head],
    language: str,
) -> None:
    """What was verified, as JSON."""
    problem_data, warning_data = (
        [{"code": row.what.code, "text": row.text(language)} for row in rows] for rows in (problems, warnings)
    )
    data = {
        "workspace": folder,
        "whole": not problem_data,
        "problems": problem_data,
        "warnings": warning_data,
        "heads": {name: {"number": number, "hash": value} for name, (number, value) in heads.items()},
    }
    show_data(data)


@app.command(
    "heads",
    help=localised(
        N_(
            "Print the number and hash of the last event of each chain, or write them to a second place, where who can change the record cannot."
        )
    ),
)
@edge()
def heads_of_chains(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            envvar=HEADS_VARIABLE,
            metavar="FILE",
            help=localised(
                N_(
                    "Write them to this file (or DUALUSE_HEADS), if the record contains those that stand there."
                )
            ),
        ),
    ] = None,
    service: Annotated[
        bool,
        typer.Option(
            "--service", help=localised(N_("Those of the record in the service's database instead."))
        ),
    ] = False,
    workspace: WorkspaceOption = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Write the heads; exit 1, and what stands there stays, where the record is not whole or does not contain the heads written before."""
    if service:
        from dualuse.cli.service import write_heads

        return write_heads(out, language)
    from dualuse.inputs.whole_files import errors_of_writing, replace_file
    from dualuse.record.manifest import heads_text, read_heads

    folder = workspace_named(workspace, trusted=False)
    refuse_where_none_is(folder.folder, language)
    former = read_heads(out) if out is not None and out.exists() else {}
    problems = folder.verify({name: value for name, (_, value) in former.items()})
    if problems:
        report(problems, language, str(folder.folder))
        return ExitCode.NOT_GO
    text = heads_text(folder.heads())
    if out is None:
        typer.echo(text, nl=False)
        return ExitCode.DONE
    with errors_of_writing(out):
        replace_file(out, text.encode())
    say(N_("Written: {file}"), language, file=out)
    return ExitCode.DONE


app.command("trust", help=localised(TRUST_HELP))(trust)


@app.command(
    "erase",
    help=localised(
        N_("Erase private parts, evidence and old states for good; without --yes, only say what would go.")
    ),
)
@edge()
def erase(
    counterparty: Annotated[
        list[str] | None,
        typer.Option(
            "--counterparty",
            metavar="ID",
            help=localised(N_("Decisions about the party of this number. Repeatable.")),
        ),
    ] = None,
    before: Annotated[
        str,
        typer.Option(
            "--before", metavar="DATE", help=localised(N_("What was recorded before this day (UTC)."))
        ),
    ] = "",
    old_states: Annotated[
        bool,
        typer.Option(
            "--old-states", help=localised(N_("States of rescreenings that a later run has replaced."))
        ),
    ] = False,
    unrecorded: Annotated[
        bool,
        typer.Option(
            "--unrecorded",
            help=localised(
                N_("Files that no event names, ten minutes after they were kept: something was interrupted.")
            ),
        ),
    ] = False,
    person: Annotated[
        str,
        typer.Option(
            "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who erases (or DUALUSE_PERSON)."))
        ),
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help=localised(N_("Why.")))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=localised(N_("Erase. It cannot be undone.")))] = False,
    service: Annotated[
        bool,
        typer.Option(
            "--service",
            help=localised(N_("Erase closed cases of the service instead, decided before --before.")),
        ),
    ] = False,
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Erase files of the workspace, or say which would go."""
    if service:
        from dualuse.cli.service import erase_cases

        erase_cases(before, yes=yes, json=json, language=language)
        return
    from dualuse.record.erasure import erasable
    from dualuse.screening.rescreening.retention import Choice, chosen, never_recorded

    choice = Choice(frozenset(counterparty or ()), _day(before, language), old_states, unrecorded)
    _refuse(choice, named(person), in_words(reason), yes, language)
    place = workspace_named(workspace, language)
    refuse_where_none_is(place.folder, language)
    erasable_now = erasable(place, chosen(place, choice))
    beside = never_recorded(place, choice)
    parts = len(tuple(place.parts()))
    if yes:
        for digest in (*erasable_now.files, *beside):
            place.erase(digest, named(person), in_words(reason))
        parts = place.erase_parts(named(person), in_words(reason))
    if json:
        _show_data(erasable_now, beside, parts, yes)
    else:
        _show(erasable_now, beside, parts, yes, language)


def _day(text: str, language: str) -> str:
    return day_of(text, language).isoformat() if text else ""


def _refuse(choice: Choice, person: str, reason: str, yes: bool, language: str) -> None:
    if not (choice.counterparties or choice.before or choice.old_states or choice.unrecorded):
        refuse(
            N_("nothing is chosen. Give --counterparty, --before, --old-states or --unrecorded."), language
        )
    if yes and not (person and reason):
        refuse(N_("an erasure is recorded with who and why. Give --person and --reason."), language)


def _show(erased: Erasable, beside: tuple[str, ...], parts: int, yes: bool, language: str) -> None:
    if not (erased.files or beside or erased.needed or erased.held or parts):
        say(N_("There is nothing to erase."), language)
        return
    values = {"files": len(erased.files), "events": erased.events, "kilobytes": -(-erased.bytes // 1000)}
    say(
        N_("Erased: {files} files of {events} events, {kilobytes} kB. The record says so.")
        if yes
        else N_(
            "Would be erased: {files} files of {events} events, {kilobytes} kB. Nothing was erased: add --yes."
        ),
        language,
        **values,
    )
    if beside:
        say(
            N_("And files that no event names, left by something that was interrupted: {files}"),
            language,
            files=len(beside),
        )
    if parts:
        say(N_("And unfinished files, left by something that was killed: {files}"), language, files=parts)
    if erased.needed:
        say(N_("Kept, since other events name them too: {files} files"), language, files=len(erased.needed))
    if erased.held:
        say(
            N_("Kept, since their time has not come (Art. 27): {files} files"),
            language,
            files=len(erased.held),
        )


def _show_data(erased: Erasable, beside: tuple[str, ...], parts: int, yes: bool) -> None:
    data = {
        "erased": yes,
        "files": [*erased.files, *beside],
        "unfinished": parts,
        "events": erased.events,
        "bytes": erased.bytes,
        "needed": list(erased.needed),
        "held": list(erased.held),
    }
    show_data(data)
