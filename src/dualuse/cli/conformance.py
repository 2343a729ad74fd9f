"""``dualuse conformance``: the conformance cases, run against this program or any other."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, edge, localised
from dualuse.data_folders import see_whole
from dualuse.i18n import N_
from dualuse.inputs.problems import MissingSourceError, input_error, new_problem, suggestion

CONFORMANCE_HELP: Final = N_(
    "Run the conformance cases against this program, or against another engine; exit with 1 if an answer is not as expected."
)
_ROOM: Final = "conformance"
OWN: Final = ("check", "-", "--format", "jsonl", "--json")


@edge()
def conformance(
    command: Annotated[
        str,
        typer.Option(
            "--command", help=localised(N_("Another engine: JSON Lines in, an answer on each line out."))
        ),
    ] = "",
    answers: Annotated[
        str, typer.Option("--answers", help=localised(N_("A file of answers, in the order of the cases.")))
    ] = "",
    each: Annotated[
        bool, typer.Option("--each", help=localised(N_("Start the engine anew for each case.")))
    ] = False,
    only: Annotated[
        str, typer.Option("--only", help=localised(N_("Compare these expectations alone: outcome,range.")))
    ] = "",
    match: Annotated[
        str, typer.Option("--match", help=localised(N_("Only cases whose name or citation contains this.")))
    ] = "",
    folder: Annotated[
        bool, typer.Option("--folder", help=localised(N_("Say where the cases are, and stop.")))
    ] = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Run the cases; returns 0 where all are as expected, 1 where some are not, 2 where the engine failed."""
    if folder:
        typer.echo(str(conformance_file("run.py").parent))
        return 0
    runner = _runner()
    for name in only.split(",") if only else ():
        if name not in runner.COMPARISONS:
            raise input_error(
                "expectation_unknown",
                N_("no case expects anything called {name}"),
                suggestion(name, runner.COMPARISONS),
                path="--only",
                name=name,
            )
    if not _has_case(runner, match):
        raise input_error(
            "no_case",
            N_("no case has {text} in its name or citation"),
            N_("Leave the option out for all, or name a part such as {example}"),
            path="--match",
            text=match,
            example="Art. 3(1)",
        )
    engine = ("--answers", answers) if answers else ("--command", command or _own_command())
    options = [(("--only", only), only), (("--match", match), match), (("--each",), each)]
    return int(runner.main([*engine, *(word for words, is_stated in options if is_stated for word in words)]))


def _has_case(runner: Any, match: str) -> bool:
    """Whether a case contains the text; where its files cannot be read the runner says what is wrong with them."""
    try:
        return not match or any(runner.read_cases(file, match) for file in runner.CASES)
    except (ValueError, KeyError, OSError):
        return True


def conformance_file(name: str) -> Path:
    """A file of the conformance cases: beside the package in a wheel, at the top of the repository else.

    Raises:
        MissingSourceError: it is not there.
    """
    package = Path(__file__).parent.parent
    see_whole(package / _ROOM)
    for folder in (package / _ROOM, package.parent.parent / _ROOM):
        if (folder / name).is_file():
            return folder / name
    raise MissingSourceError(
        [
            new_problem(
                "conformance_missing",
                N_("the conformance cases are not at hand ({file})"),
                N_("Install dualuse again: its wheel holds them"),
                file=name,
            )
        ]
    )


def _own_command() -> str:
    import shlex

    return shlex.join([sys.executable, "-m", "dualuse", *OWN])


def _runner() -> Any:
    """The script that outsiders run: it uses nothing of this package."""
    path = conformance_file("run.py")
    spec = spec_from_file_location("dualuse_conformance", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
