"""``dualuse record trust``: a person looks at a workspace that a file of settings names, and its decisions count from then on."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.configuration import settings
from dualuse.cli.parties import refuse_where_none_is
from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, edge, localised, refuse, report, say
from dualuse.i18n import N_, Message, render, translate
from dualuse.inputs import persons
from dualuse.inputs.plain_files import expanded
from dualuse.inputs.problems import ExitCode, printable

if TYPE_CHECKING:
    from dualuse.record.manifest import Head
    from dualuse.record.workspace import Workspace

TRUST_HELP: Final = N_(
    "Show a workspace that dualuse.toml names, and trust it: without that what is decided in it clears nobody."
)
_MOST_PEOPLE: Final = 10


@edge()
def trust(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER", help=localised(N_("The workspace; default: the one that dualuse.toml names."))
        ),
    ] = "",
    person: Annotated[
        str,
        typer.Option(
            "--person", envvar="DUALUSE_PERSON", help=localised(N_("Who trusts it (or DUALUSE_PERSON)."))
        ),
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help=localised(N_("Trust it without being asked; look at it before.")))
    ] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=localised(N_("Trust it no longer.")))] = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Show what is recorded, ask, and write the row of the register; exit 1 where the record is not whole or the answer is no."""
    from dualuse.record.trust import Register
    from dualuse.record.workspace import Workspace
    from dualuse.sources.home import home

    named = folder or settings().workspace
    if not named:
        refuse(N_("name the folder of a workspace: dualuse.toml names none."), language)
    place = expanded(named)
    register = Register(home())
    if withdraw:
        text = N_("{folder} is not trusted any longer.") if register.withdraw(place) else N_("{folder} was not trusted.")  # fmt: skip
        say(text, language, folder=place)
        return ExitCode.DONE
    refuse_where_none_is(place, language)
    workspace = Workspace(place)
    problems = workspace.verify()
    report((*problems, *workspace.warnings()), language, str(place))
    if problems:
        say(N_("{folder} is not trusted: its record is not whole."), language, folder=place)
        return ExitCode.NOT_GO
    heads = workspace.heads()
    _show(workspace, heads, language)
    if not persons.named(person):
        refuse(N_("say with --person who trusts it."), language)
    if not yes and not _agreed(language):
        say(N_("Nothing was changed."), language)
        return ExitCode.NOT_GO
    register.trust(place, heads, persons.named(person))
    say(N_("{folder} is trusted from now on."), language, folder=place)
    return ExitCode.DONE


def _show(workspace: Workspace, heads: dict[str, Head], language: str) -> None:
    """What a person has to know: the chains with their heads, whom decisions clear, and who decided."""
    from dualuse.i18n.statuses import HIT_VERDICT
    from dualuse.screening.decisions.decisions import recorded

    say(N_("Workspace {folder}"), language, folder=workspace.folder.resolve())
    for name, (number, value) in heads.items():
        text = N_("{name}: {number} events, whole; head {hash}")
        say(text, language, name=name, number=number, hash=value)
    if not heads:
        say(N_("Nothing is recorded yet."), language)
    by_person = Counter((decision.person, decision.verdict) for decision in recorded(workspace))
    for (who, verdict), number in by_person.most_common(_MOST_PEOPLE):
        words = Message("verdict", HIT_VERDICT.long[verdict])
        line = Message(
            "decided",
            N_("decisions of {person}: {number} times {verdict}"),
            {"person": who, "number": number, "verdict": words},
        )
        typer.echo(printable(render(line, language)))
    if (more := len(by_person) - _MOST_PEOPLE) > 0:
        say(N_("and {number} more"), language, number=more)


def _agreed(language: str) -> bool:
    """Whether a person at the terminal says yes; where nobody sits there, the command ends."""
    if not sys.stdin.isatty():
        refuse(N_("nobody can be asked here: look at what stands above, then add --yes."), language)
    question = translate(N_("Did you make this workspace, or do you know who decided in it? [y/N]"), language)
    yes = {"y", "yes", translate(N_("y"), language), translate(N_("yes"), language)}
    return input(f"{question} ").strip().casefold() in yes
