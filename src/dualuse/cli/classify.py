"""``dualuse classify``: what is it? A text, or a file of products, and the entries of Annex I they may belong to."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    STOPPED_BETWEEN,
    FullOption,
    JsonOption,
    LanguageOption,
    edge,
    known_format,
    localised,
    refuse,
    width,
)
from dualuse.i18n import N_

HELP: Final = N_("Find the entries of Annex I that a product may belong to: from its description.")


@edge(stopped=STOPPED_BETWEEN)
def command(
    text: Annotated[
        str | None,
        typer.Argument(help=localised(N_("What the product is, in your words: English, German or French."))),
    ] = None,
    file: Annotated[
        str,
        typer.Option(
            "--file",
            help=localised(
                N_(
                    "Many products: .csv or .jsonl with id and description; - for JSON Lines on standard input."
                )
            ),
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format", help=localised(N_("Format, if the file's name does not say it: jsonl or csv."))
        ),
    ] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", help=localised(N_("Where the answers go: .jsonl or .csv.")))
    ] = "",
    most: Annotated[
        int, typer.Option("--most", min=1, max=50, help=localised(N_("Entries per product, at most.")))
    ] = 10,
    full: FullOption = False,
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Classify one text or a file."""
    from dualuse.classification.search.command import OUTPUT_SUFFIXES, Way, classify_file, classify_one
    from dualuse.classification.search.output import page
    from dualuse.cli.classification_page import coloured, short_page
    from dualuse.inputs.json_output import json_line, print_line
    from dualuse.inputs.line_problems import is_broken, no_text
    from dualuse.inputs.opening import known_suffix
    from dualuse.inputs.problems import ExitCode, InputError

    known_format(form or "jsonl", ("jsonl", "csv"), language)
    if not file and text is None:
        refuse(N_("give the text of a product in quotes, or a file of them with --file."), language)
    if file and text is not None:
        refuse(N_("give the text of a product, or a file of them with --file, and not both."), language)
    if text is not None and not text.strip():
        refuse(N_("there is nothing to classify: write what the product is, in a few words."), language)
    if text is not None and is_broken(text):
        raise InputError([no_text("", text)])
    if output:
        if not file:
            refuse(N_("--output goes with --file."), language)
        known_suffix(output, OUTPUT_SUFFIXES)
    if text is None:
        return classify_file(file, form, output, Way(json, language, most))
    classification = classify_one(text, most)
    if json:
        print_line(json_line(classification.as_data(language)))
    else:
        whole, short = page(classification, language, width()), short_page(classification, language, width())
        typer.echo(coloured(whole if full else short, classification, language), nl=False)
    return ExitCode.DONE
