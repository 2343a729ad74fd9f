"""``dualuse init``: commented templates, so that nobody starts from an empty file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, edge, known_format, localised, refuse, say
from dualuse.data_folders import data_file, read_text
from dualuse.i18n import N_, translate
from dualuse.inputs.whole_files import errors_of_writing, replace_files

INIT_HELP: Final = N_(
    "Write commented templates: a transaction, due diligence, the sheet of an entry, and dualuse.toml."
)
_FILES: Final = {
    "config": "dualuse.toml",
    "transaction": "transaction.yaml",
    "sheet": "sheet.yaml",
    "mapping": "mapping.toml",
}
"""Templates that are written as they are, by kind."""
KINDS: Final = ("config", "transaction", "diligence", "sheet", "mapping")


@edge(refused=N_("{file} cannot be written: {why}"))
def init(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[transaction|diligence|sheet|mapping|config]...",
            help=localised(N_("Which templates; left out: all but the sheet, and the sheets of --entry.")),
        ),
    ] = None,
    folder: Annotated[
        str, typer.Option("--folder", help=localised(N_("Where they go; default: the working folder.")))
    ] = ".",
    entries: Annotated[
        list[str] | None,
        typer.Option(
            "--entry", help=localised(N_("An entry whose sheet is written, such as 6A003. Repeatable."))
        ),
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Write the templates that are not there, all or none of them; a file that is there stays as it is, and is told."""
    asked = kinds or [kind for kind in KINDS if kind != "sheet" or entries]
    for kind in asked:
        known_format(kind, KINDS, language)
    target = Path(folder)
    texts = dict(item for kind in dict.fromkeys(asked) for item in _templates(kind, entries or (), language))
    there = [name for name in texts if (target / name).exists()]
    if len(there) == len(texts):
        refuse(
            N_("{files} is there already, so nothing was written. Name another folder, or move it away."),
            language,
            files=", ".join(there),
        )
    texts = {name: text for name, text in texts.items() if name not in there}
    with errors_of_writing(target):
        target.mkdir(parents=True, exist_ok=True)
        replace_files({target / name: text.encode() for name, text in texts.items()}, shared=True)
    for name in texts:
        say(N_("written: {file}"), language, file=str(target / name))
    if there:
        say(N_("left as it is: {files}"), language, files=", ".join(there))
    if "transaction.yaml" in texts:
        text = N_(
            "Fill in transaction.yaml, then: dualuse check {file}. What is missing on this machine: dualuse doctor."
        )
        say(text, language, file=str(target / "transaction.yaml"))


def _templates(kind: str, entries: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """Name and text of the files of a kind."""
    from dualuse.law.eu_2021_821.control_list import normal_code

    if kind == "diligence":
        yield "diligence.yaml", diligence_template(language)
    elif kind == "sheet" and entries:
        for code in (normal_code(entry) or entry for entry in entries):
            yield f"sheet-{code}.yaml", sheet_template(code, language)
    else:
        name = _FILES[kind]
        yield name, commented(read_text(data_file(f"cli/house/{name}")), language)


_COMMENT: Final = re.compile(
    r"(?:(?<=^)|(?<=\s))# (?P<text>(?![\w\".-]+ ?[:=])[^#\n]*[^#\s])[ ]*$", re.MULTILINE
)
"""What a line of a template says to its reader: its last comment, unless that is a field to be taken up."""


def comments(template: str) -> list[str]:
    """The sentences of a template, which are translated (``scripts/collect_messages.py``)."""
    return [match["text"] for match in _COMMENT.finditer(template)]


def commented(template: str, language: str) -> str:
    """A template with its comments in a language; its fields stay."""
    return _COMMENT.sub(lambda match: f"# {translate(match['text'], language)}", template)


_TAKE_AWAY: Final = N_(
    "Due diligence on one transaction. Take the # away where you answer; what is not answered stays unknown."
)
_WHAT_IT_COMES_TO: Final = N_(
    "answer: yes, no or unknown. See what it comes to:  dualuse diligence show transaction.yaml --file diligence.yaml"
)


_FIELDS: Final = (
    ("reference:", N_("that of the transaction")),
    ("person:", N_("who answered")),
    ("date:", N_("when, 2026-11-27")),
    ("answers: []", N_("write answers: alone on this line once there are some")),
)


def diligence_template(language: str) -> str:
    """Every question of due diligence as a comment, ready to be answered. What is not answered is unknown."""
    from dualuse.diligence.questionnaire import questionnaires

    head = ["# " + translate(sentence, language) for sentence in (_TAKE_AWAY, _WHAT_IT_COMES_TO)]
    lines = [
        *head,
        *(f"{field:<22}# {translate(words, language)}" for field, words in _FIELDS),
    ]
    for questionnaire in questionnaires():
        asked = [question for question in questionnaire.questions if question.effect != "mitigate"]
        if asked:
            lines.append("")
        for question in asked:
            lines += [
                f"#   # {translate(question.text, language)}",
                f"#   - question: {question.id}",
                '#     answer: ""',
                *(['#     item: "1"'] if question.scope == "item" else ()),
                '#     reason: ""',
            ]
    return "\n".join(lines) + "\n"


def sheet_template(entry: str, language: str) -> str:
    """What the tests of an entry ask for, the most decisive first, each with its unit; what is empty is unknown.

    Raises:
        InputError: there are no tests for it.
    """
    from dualuse.classification.sheets import examine
    from dualuse.classification.sheets.quantities import shown_unit

    asked = examine(entry, {}, language=language).questions
    text = N_(
        "What is known of the item. Examine it with:  dualuse examine {entry} --sheet sheet-{entry}.yaml"
    )
    lines = ["# " + translate(text, language).format(entry=entry)]
    for question in asked:
        unit = f"   # {shown_unit(question.unit)}" if question.unit else ""
        lines += ["", f"# {question.question}", f"{question.parameter}:{unit}"]
    return "\n".join(lines) + "\n"
