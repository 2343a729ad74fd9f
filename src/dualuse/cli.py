"""The command line: one command, ``dualuse``, with a sub-command per room.

Exit codes: 0 done, 1 the answer is not "go" (only with ``--gate``) or not the recorded one (``replay``), 2 bad input,
3 a needed source is missing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dualuse.wording import LANGUAGES, N_, translate

if TYPE_CHECKING:
    from dualuse.assessment.interview.dialogue import Screen
    from dualuse.assessment.replay import Replay
    from dualuse.contract.problems import Problem
    from dualuse.contract.reading import Document
    from dualuse.contract.recorded import Recorded

Made = TypeVar("Made")


def default_language() -> str:
    """The language of the terminal, as far as we speak it: ``DUALUSE_LANGUAGE``, else the locale, else English."""
    for name in ("DUALUSE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")[:2].lower()
        if language:
            return language if language in LANGUAGES else "en"
    return "en"


def _(text: str) -> str:
    return translate(text, default_language())


app = typer.Typer(
    name="dualuse",
    help=_(N_("The EU Dual-use Regulation (EU) 2021/821 as working software.")),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
law_app = typer.Typer(
    help=_(N_("The law itself: tables and diagrams of its Articles, and what changed.")), no_args_is_help=True
)
app.add_typer(law_app, name="law")

JsonOption = Annotated[bool, typer.Option("--json", help=_(N_("Write JSON, one line per answer.")))]
_DEFAULT_LANGUAGE = default_language()
LanguageOption = Annotated[
    str, typer.Option("--language", "-l", help=_(N_("Language of the texts: en, de or fr.")))
]

AssumeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        help=_(
            N_(
                "Policy for what is not stated: no-indication, permanent, no-free-zone. Repeatable; listed in the answer."
            )
        ),
    ),
]


def _language(language: str) -> str:
    if language not in LANGUAGES:
        text = _(N_("the language {language} is not spoken here. Use one of: en, de, fr."))
        _fail(text.format(language=language))
    return language


def _fail(text: str, code: int = 2) -> None:
    typer.echo(f"dualuse: {text}", err=True)
    raise typer.Exit(code)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help=_(N_("Show the version and stop.")))] = False,
) -> None:
    """Entry point of all commands."""
    if version:
        from dualuse import __version__

        typer.echo(f"dualuse {__version__}")
        raise typer.Exit


@app.command(
    help=_(N_("Judge transactions: is an authorisation needed, from whom, what else, may the goods leave?"))
)
def check(
    files: Annotated[
        list[str],
        typer.Argument(help=_(N_("Transactions: .yaml, .json, .jsonl or .toml; - for standard input."))),
    ],
    json: JsonOption = False,
    gate: Annotated[
        bool, typer.Option("--gate", help=_(N_("Exit with 1 unless every answer is go.")))
    ] = False,
    assume: AssumeOption = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help=_(
                N_("Format of standard input: yaml (takes JSON too), json, jsonl (line by line) or toml.")
            ),
        ),
    ] = "yaml",
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.check import check as judge
    from dualuse.contract.problems import InputError
    from dualuse.contract.validation import transaction_from

    language = _language(language)
    released: list[str] = []
    told: dict[str, str] = {}
    failed = False
    for document in _documents(files, language, _known_format(form, language)):
        if document is None:
            failed = True
            continue
        try:
            determination = judge(transaction_from(document), language=language, assume=assume or ())
        except InputError as error:
            failed = True
            _report(error.problems, language, document.file)
            continue
        released.append(determination.release)
        _write(determination, json, first=len(released) == 1, told=told)
    if failed:
        raise typer.Exit(2)
    if gate and any(release != "go" for release in released):
        raise typer.Exit(1)


_FORMATS = ("yaml", "json", "jsonl", "toml")


def _known_format(form: str, language: str) -> str:
    if form not in _FORMATS:
        text = translate(N_("the format {name} is not known here. Use one of: {names}."), language)
        _fail(text.format(name=form, names=", ".join(_FORMATS)))
    return form


def _documents(files: list[str], language: str, form: str) -> Iterator[Document | None]:
    """The documents of all files; None for a file, or a line, that could not be read and was reported."""
    from dualuse.contract.opening import lines_of
    from dualuse.contract.problems import InputError
    from dualuse.contract.reading import parse, read_file

    for file in files:
        try:
            if file != "-" or form != "jsonl":
                yield from read_file(file, sys.stdin.buffer, f".{form}")
                continue
            for content, number in lines_of(sys.stdin.buffer, file):
                try:
                    yield from parse(content, file, ".jsonl", number)
                except InputError as error:
                    _report(error.problems, language, file)
                    yield None
        except InputError as error:
            _report(error.problems, language, file)
            yield None


_SHOWN_PROBLEMS = 20


def _report(problems: tuple[Problem, ...], language: str, file: str) -> None:
    for problem in problems[:_SHOWN_PROBLEMS]:
        typer.echo(f"dualuse: {problem.text(language)}", err=True)
    if len(problems) > _SHOWN_PROBLEMS:
        more = translate(N_("{file}: {number} more problems of this kind are not shown."), language)
        typer.echo("dualuse: " + more.format(file=file, number=len(problems) - _SHOWN_PROBLEMS), err=True)


def _write(determination: object, json: bool, first: bool, told: dict[str, str] | None = None) -> None:
    from dualuse.assessment.text import determination_text
    from dualuse.contract.determination import Determination

    assert isinstance(determination, Determination)
    if json:
        from dualuse.assessment.serialisation import to_json

        typer.echo(to_json(determination))
        return
    if not first:
        typer.echo("\n" + "─" * 72 + "\n")
    typer.echo(determination_text(determination, _width(), told), nl=False)


def _width() -> int:
    return min(110, shutil.get_terminal_size((100, 24)).columns) if sys.stdout.isatty() else 100


@app.command(
    help=_(
        N_(
            "Give recorded answers again from their own file: the same (exit 0), or the exact difference (exit 1)."
        )
    )
)
def replay(
    files: Annotated[
        list[str],
        typer.Argument(
            help=_(N_("Answers of check --json: .json or .jsonl, one or many; - for standard input."))
        ),
    ],
    json: JsonOption = False,
    law: Annotated[
        str | None,
        typer.Option(
            "--law",
            metavar="PYTHON",
            help=_(
                N_(
                    "Python (or environment) of another installation, used for answers recorded under its law."
                )
            ),
        ),
    ] = None,
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.elsewhere import check_installation, replay_under
    from dualuse.contract.problems import MissingSourceError

    language = _language(language)
    if law is not None:
        try:
            check_installation(law)
        except MissingSourceError as error:
            _report(error.problems, language, "")
            raise typer.Exit(3) from None
    codes: list[int] = []
    for code, found in _from_recorded(files, language, lambda old: replay_under(old, law)):
        if found is None:
            codes.append(code)
            continue
        _write_replay(found, json, language, first=not codes)
        codes.append(0 if found.same else 1)
    raise typer.Exit(next((code for code in (2, 3, 1) if code in codes), 0))


def _from_recorded(
    files: list[str], language: str, use: Callable[[Recorded], Made]
) -> Iterator[tuple[int, Made | None]]:
    """What ``use`` makes of each recorded determination; None, with an exit code, for a fault that was reported."""
    from dualuse.contract.problems import InputError, MissingSourceError
    from dualuse.contract.recorded import located, read_recorded, recorded

    for file in files:
        documents = read_recorded(file, sys.stdin.buffer)
        while True:
            try:
                document = next(documents, None)
                if document is None:
                    break
                with located(document):
                    made = use(recorded(document.data))
            except InputError as error:
                _report(error.problems, language, file)
                yield 3 if isinstance(error, MissingSourceError) else 2, None
                continue
            yield 0, made


def _write_replay(found: Replay, json: bool, language: str, first: bool) -> None:
    if json:
        from dualuse.assessment.serialisation import to_json

        typer.echo(to_json(found))
        return
    from dualuse.assessment.replay_text import replay_text

    if not first:
        typer.echo("")
    typer.echo(replay_text(found, language, _width()), nl=False)


@app.command(
    help=_(N_("Write recorded answers in a format of others: spdx, a draft of SPDX 3.1 for classifications."))
)
def export(
    files: Annotated[
        list[str],
        typer.Argument(
            help=_(N_("Answers of check --json: .json or .jsonl, one or many; - for standard input."))
        ),
    ],
    form: Annotated[str, typer.Option("--format", help=_(N_("The format: spdx.")))] = "spdx",
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.spdx import spdx_json

    language = _language(language)
    if form != "spdx":
        text = translate(N_("the format {name} is not known here. Use one of: {names}."), language)
        _fail(text.format(name=form, names="spdx"))
    failed = False
    for _code, line in _from_recorded(files, language, spdx_json):
        if line is None:
            failed = True
        else:
            typer.echo(line)
    if failed:
        raise typer.Exit(2)


@app.command(
    help=_(
        N_(
            "Ask for what is missing, what settles most first; the answers are kept in a file that check reads."
        )
    )
)
def interview(
    file: Annotated[
        str | None,
        typer.Argument(
            help=_(N_("What is known so far, or an interview to go on with: .yaml, .json or .toml."))
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help=_(N_("Where the answers are kept: .yaml or .json."))),
    ] = None,
    every_item: Annotated[
        bool | None,
        typer.Option(
            "--every-item/--as-a-whole",
            help=_(N_("Go on until each item is settled, not only the transaction as a whole.")),
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from datetime import date

    from dualuse.assessment.interview import determination
    from dualuse.assessment.interview.dialogue import Dialogue, End, ending
    from dualuse.assessment.interview.files import keep, opened, place_to_keep
    from dualuse.contract.problems import InputError

    language = _language(language)
    screen = _screen(json)
    try:
        state, resumed = opened(file, date.today(), every_item)
        path = place_to_keep(file, output, resumed)
        dialogue = Dialogue(state, screen, language, lambda changed: keep(changed, path))
        end = dialogue.run()
    except InputError as error:
        _report(error.problems, language, file or "")
        raise typer.Exit(2) from None
    screen.write("")
    for line in ending(dialogue.state, end, language, screen.width):
        screen.write(line)
    if json or end is not End.STOPPED:
        screen.write("")
        _write(determination(dialogue.state, language), json, first=True)
    if dialogue.state.steps:
        text = N_("The answers are kept in {path}. Go on, or change them, with: dualuse interview {path}")
        screen.write("")
        screen.write(translate(text, language).format(path=path))


def _screen(aside: bool) -> Screen:
    """The terminal; ``aside``: the dialogue goes to standard error, so that the answer alone is on standard output."""
    from dualuse.assessment.interview.dialogue import Screen

    typed = sys.stdin.isatty()
    shown = (sys.stderr if aside else sys.stdout).isatty()

    def read(prompt: str) -> str:
        if typed and not aside:
            return input(prompt)
        typer.echo(prompt, nl=False, err=aside)
        line = input() if typed else _line()
        if not typed:
            typer.echo(line, err=aside)
        return line

    return Screen(
        read=read,
        write=lambda line: typer.echo(line, err=aside),
        emphasise=lambda line: typer.style(line, bold=True) if shown else line,
        soften=lambda line: typer.style(line, dim=True) if shown else line,
        width=min(100, shutil.get_terminal_size((100, 24)).columns) if shown else 100,
    )


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


@app.command(
    help=_(N_("Show an entry or provision of Annex I: what it is, where it leads, which lists name it."))
)
def entry(
    code: Annotated[str, typer.Argument(help=_(N_("A code such as 5A001.f")))],
    json: JsonOption = False,
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.entries import describe, entry_text
    from dualuse.contract.problems import InputError

    language = _language(language)
    try:
        found = describe(code, language)
    except InputError as error:
        _report(error.problems, language, "")
        raise typer.Exit(2) from None
    if json:
        from dualuse.assessment.serialisation import to_json

        typer.echo(to_json(found))
    else:
        typer.echo(entry_text(found, language))


@app.command(help=_(N_("Judge many rows: a table in, the same rows with their answers out.")))
def bulk(
    file: Annotated[
        str, typer.Argument(help=_(N_("Rows: .csv, .parquet or .xlsx, one per transaction item.")))
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", help=_(N_("Where the rows go: .csv, .parquet or .xlsx.")))
    ],
    engine: Annotated[
        str,
        typer.Option(
            "--engine", help=_(N_("Where it runs: polars, duckdb or spark; the answers are the same."))
        ),
    ] = "polars",
    outcomes_only: Annotated[
        bool, typer.Option("--outcomes-only", help=_(N_("Outcome and range only, without reasons: faster.")))
    ] = False,
    json: JsonOption = False,
    assume: AssumeOption = None,
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.bulk.command import run_bulk
    from dualuse.contract.problems import InputError

    language = _language(language)
    try:
        code = run_bulk(
            file,
            output,
            engine=engine,
            reasons=not outcomes_only,
            as_json=json,
            policies=tuple(assume or ()),
            language=language,
        )
    except InputError as error:
        _report(error.problems, language, file)
        raise typer.Exit(2) from None
    raise typer.Exit(code)


@law_app.command(
    "table", help=_(N_("An Article as a table: provision, effect, condition, validity, what is left out."))
)
def law_table(
    article: Annotated[
        str,
        typer.Argument(
            help=_(N_('An Article or Annex (5, "Art. 8", "Annex II"), an act (833/2014), or measures'))
        ),
    ],
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.determination.views import article_table

    _show(article_table, article, language)


@law_app.command("diagram", help=_(N_("An Article as a Mermaid flow diagram.")))
def law_diagram(
    article: Annotated[
        str,
        typer.Argument(
            help=_(N_('An Article or Annex (5, "Art. 8", "Annex II"), an act (833/2014), or measures'))
        ),
    ],
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.determination.views import article_diagram

    _show(article_diagram, article, language)


@law_app.command(
    "diff",
    help=_(N_("What changed in the law between two days, and one transaction whose answer changed with it.")),
)
def law_diff(
    earlier: Annotated[str, typer.Argument(help=_(N_("The earlier day, such as 2022-02-25.")))],
    later: Annotated[str, typer.Argument(help=_(N_("The later day, such as 2022-02-26.")))],
    json: JsonOption = False,
    language: LanguageOption = _DEFAULT_LANGUAGE,
) -> None:
    from dualuse.assessment.law_diff import law_diff as compare
    from dualuse.contract.problems import InputError
    from dualuse.contract.validation import checked_day

    language = _language(language)
    try:
        diff = compare(checked_day(earlier), checked_day(later), language)
    except InputError as error:
        _report(error.problems, language, "")
        raise typer.Exit(2) from None
    if json:
        from dualuse.assessment.serialisation import to_json

        typer.echo(to_json(diff))
        return
    from dualuse.assessment.law_diff_text import law_diff_text

    typer.echo(law_diff_text(diff, _width()), nl=False)


def _show(view: object, article: str, language: str) -> None:
    from dualuse.determination.views import find_article

    language = _language(language)
    found = find_article(article)
    if found is None:
        text = translate(
            N_(
                "there is no Article or Annex called {name}. Use a number from 1 to 32, Annex I to Annex VI, the"
                " number of an act with restrictive measures such as 833/2014, or measures."
            ),
            language,
        )
        _fail(text.format(name=article))
    assert callable(view)
    typer.echo(view(found, language))


def main() -> None:
    """Run the command line; a broken pipe ends quietly, an output that cannot be written with one sentence."""
    if sys.stdout is None:
        raise SystemExit(2)
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        text = _(
            N_("dualuse: the answer cannot be written ({reason}). Check the disk and where the output goes.")
        )
        print(text.format(reason=error.strerror), file=sys.stderr)
        os._exit(2)  # nothing more can be flushed
