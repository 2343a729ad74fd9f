"""``dualuse migrate``, ``serve`` and ``tick``, ``authority add`` and ``person add``: the service of exporters and authorities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    CANNOT_READ_OR_WRITE,
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    complain,
    day_of,
    edge,
    localised,
    refuse,
    say,
    show_data,
)
from dualuse.i18n import N_, render
from dualuse.inputs.problems import ExitCode

MIGRATE_HELP: Final = N_("Prepare the service's database, or bring it to this version.")
SERVE_HELP: Final = N_("Run the service of exporters and authorities.")
TICK_HELP: Final = N_("Do what is due by itself in the service; once a minute, say, from cron.")
DEMO_HELP: Final = N_(
    "Fill an empty database with invented authorities, firms and cases, to try the service."
)
authority: Final = typer.Typer(
    help=localised(N_("The competent authorities of the service.")), no_args_is_help=True
)
denials: Final = typer.Typer(
    help=localised(N_("The register of denials of the service.")), no_args_is_help=True
)


def ready() -> None:
    """Set the service up for a command that writes, and see that it may.

    Raises:
        InputError: it may not, as a migration or a setting lacks.
    """
    from dualuse.portal.running import see_ready, start

    start()
    see_ready()


@edge()
def migrate(json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Migrate, and say what was applied."""
    from dualuse.portal.running import migrate as prepared

    applied = prepared()
    if json:
        show_data({"applied": list(applied)})
    elif applied:
        say(N_("the database is prepared; steps taken: {number}"), language, number=len(applied))
    else:
        say(N_("the database is prepared already"), language)


@edge(stopped=N_("the service is stopped"))
def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help=localised(N_("The port.")))] = 8000,
    host: Annotated[
        str,
        typer.Option("--host", help=localised(N_("The address to listen on; default: this machine alone."))),
    ] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=256, help=localised(N_("How many processes answer.")))
    ] = 1,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Serve."""
    from dualuse.portal.running import serve as run

    where = N_("http://{host}:{port}, the API at /api/v1/docs; stop it with Ctrl-C")
    run(host, port, workers, lambda: say(where, language, host=host, port=port))


@edge()
def tick(json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Do what is due, and say what was done."""
    ready()
    from dualuse.portal.ticking import tick as done

    counts = done()
    if json:
        show_data(counts)
        return
    for name, number in counts.items():
        say(N_("{name}: {number}"), language, name=name, number=number)


@edge()
def demo(json: JsonOption = False, language: LanguageOption = DEFAULT_LANGUAGE) -> None:
    """Migrate, fill, and say what there is."""
    from dualuse.portal.running import is_prepared, see_ready
    from dualuse.portal.running import migrate as prepared

    if not is_prepared():
        prepared()
    see_ready()
    from dualuse.licensing.demonstration.building import build

    contents = build()
    if json:
        show_data(contents)
        return
    text = N_(
        "everything in it is invented; people, each with password, secret of the second factor and token for /api/v1, shown this once:"
    )
    say(text, language)
    for row in contents["people"]:
        secrets = {name: row[name] for name in ("role", "email", "password", "totp", "token")}
        say(N_("  {role} {email} {password} {totp} {token}"), language, **secrets)
    for name, reference in (*contents["cases"].items(), *contents["authorisations"].items()):
        say(N_("  {name}: {reference}"), language, name=name, reference=reference)
    say(N_("run it: dualuse serve"), language)


def verify_record(heads_file: Path | None, json: bool, language: str) -> int:
    """Verify every chain of the service, and say how many there are or what is wrong; the exit code.

    Args:
        heads_file: heads that were kept in a second place, each of which must be in its chain; None: they are compared with none.
        json: whether the answer is data.
        language: of the words.
    """
    ready()
    from dualuse.licensing.events.heads import heads_faults, read_heads
    from dualuse.licensing.events.verifying import chains, record_faults

    kept = {} if heads_file is None else read_heads(heads_file)
    faults, number = [*record_faults(), *heads_faults(kept)], len(chains())
    if json:
        show_data({"chains": number, "problems": [fault.as_data(language) for fault in faults]})
    else:
        for fault in faults:
            complain(render(fault, language))
        if not faults:
            say(N_("{number} chains, whole"), language, number=number)
    return ExitCode.NOT_GO if faults else ExitCode.DONE


def write_heads(out: Path | None, language: str) -> int:
    """Write the heads of the service's chains, where they are whole and contain those that stand in the file; the exit code."""
    from dualuse.inputs.whole_files import errors_of_writing, replace_file

    ready()
    from dualuse.licensing.events.heads import heads_faults, heads_text, read_heads
    from dualuse.licensing.events.verifying import record_faults

    former = read_heads(out) if out is not None and out.exists() else {}
    faults = [*record_faults(), *heads_faults(former)]
    for fault in faults:
        complain(render(fault, language))
    if faults:
        return ExitCode.NOT_GO
    if out is None:
        typer.echo(heads_text(), nl=False)
        return ExitCode.DONE
    with errors_of_writing(out):
        replace_file(out, heads_text().encode())
    say(N_("Written: {file}"), language, file=out)
    return ExitCode.DONE


def erase_cases(before: str, *, yes: bool, json: bool, language: str) -> None:
    """Erase what closed cases say of people and firms, or say which would go."""
    from dualuse.portal.running import see_ready, start

    if not before:
        refuse(
            N_("--before says up to which day national law keeps cases: those decided before it are erased"),
            language,
        )
    start()
    see_ready()
    from dualuse.licensing.erasing import erasable_cases
    from dualuse.licensing.erasing import erase_cases as erase

    cases = erasable_cases(day_of(before, language))
    if yes:
        erase(cases)
    if json:
        show_data({"cases": [case.reference for case in cases], "erased": yes})
        return
    for case in cases:
        say(N_("{name}: erased") if yes else N_("{name} would be erased"), language, name=case.reference)
    if not cases:
        say(N_("there is no case that may be erased"), language)


@denials.command(
    "import", help=localised(N_("Enter the denials of a file (JSON Lines), all of them or none."))
)
@edge(refused=CANNOT_READ_OR_WRITE)
def import_denials(
    file: Annotated[Path, typer.Argument(help=localised(N_("The file, one denial a line.")))],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter them."""
    ready()
    from dualuse.licensing.denials.files import import_denials as enter
    from dualuse.licensing.moments import now

    number = enter(file, now().date())
    if json:
        show_data({"entered": number})
        return
    say(N_("entered: {number} denials"), language, number=number)


@authority.command("add", help=localised(N_("Enter a competent authority.")))
@edge()
def add_authority(
    code: Annotated[str, typer.Argument(help=localised(N_("Its name in the service: DE, say.")))],
    state: Annotated[str, typer.Option("--state", help=localised(N_("Its Member State: DE.")))],
    name: Annotated[str, typer.Option("--name", help=localised(N_("What it is called.")))],
    calendar: Annotated[
        str,
        typer.Option(
            "--calendar",
            help=localised(N_("The calendar of its working days: DE, or DE-HE; default: its State's.")),
        ),
    ] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it."""
    ready()
    from dualuse.licensing.people.registering import add_authority as enter

    say(N_("{name} is there"), language, name=enter(code, state, name, calendar).code)


@authority.command("closed", help=localised(N_("Let a day be none of an authority's working days.")))
@edge()
def close_authority(
    code: Annotated[str, typer.Argument(help=localised(N_("Its name in the service: DE, say.")))],
    day: Annotated[str, typer.Argument(metavar="DATE", help=localised(N_("The day: 2026-12-24.")))],
    why: Annotated[str, typer.Option("--why", help=localised(N_("Why it is closed.")))] = "",
    undo: Annotated[bool, typer.Option("--undo", help=localised(N_("Take such an entry back.")))] = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it, or take it back."""
    ready()
    from dualuse.licensing.people.registering import close_on, open_on

    closed = day_of(day, language)
    if undo:
        open_on(code, closed)
        say(N_("{name} is open on {day}, if it is no public holiday"), language, name=code, day=closed)
        return
    close_on(code, closed, why)
    say(N_("{name} is closed on {day}"), language, name=code, day=closed)


@authority.command("queue", help=localised(N_("Enter a queue that new cases of an authority come to.")))
@edge()
def add_queue(
    code: Annotated[str, typer.Argument(help=localised(N_("Its name in the service: DE, say.")))],
    name: Annotated[str, typer.Argument(help=localised(N_("What the queue is called: surveillance, say.")))],
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help=localised(N_("A kind of cases. Repeatable; none: all."))),
    ] = None,
    category: Annotated[
        list[str] | None,
        typer.Option("--category", help=localised(N_("A category of Annex I: 5. Repeatable; none: all."))),
    ] = None,
    surveillance: Annotated[
        bool,
        typer.Option(
            "--surveillance",
            help=localised(N_("Cases with an item that is or may be for cyber-surveillance.")),
        ),
    ] = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Enter it."""
    ready()
    from dualuse.licensing.cases.queues import add_queue as enter

    say(
        N_("{name} is there"),
        language,
        name=enter(code, name, kind or (), category or (), surveillance=surveillance).name,
    )
