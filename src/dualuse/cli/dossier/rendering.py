"""``dualuse dossier render``: HTML and PDF from the JSON of an assessment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, fail, said
from dualuse.i18n import N_, translate

HELP: Final = N_("Write a dossier as HTML and PDF. The same JSON gives the same bytes on every machine.")


@edge(located=True)
def command(
    file: Annotated[Path, typer.Argument(help=said(N_("The JSON that an assessment left behind.")))],
    html: Annotated[Path | None, typer.Option("--html", help=said(N_("Write HTML to this file.")))] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", help=said(N_("Write PDF/A-3a, the JSON attached, to this file.")))
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Render a dossier; without a name, both stand beside the JSON."""
    from dualuse.cli.dossier.files import content_of, write_whole
    from dualuse.documents import html_of, pdf_of
    from dualuse.inputs.opening import is_same, same_file
    from dualuse.inputs.problems import input_error
    from dualuse.schema.assessment import seal_holds

    if html is None and pdf is None:
        html, pdf = file.with_suffix(".html"), file.with_suffix(".pdf")
    if html is not None and pdf is not None and is_same(html, pdf):
        fail(translate(N_("give HTML and PDF two names"), language))
    for path in (html, pdf):
        if path is not None and is_same(file, path):
            raise same_file(str(path))
    content = content_of(file)
    made = [(path, form(content)) for path, form in ((html, html_of), (pdf, pdf_of)) if path is not None]
    if not seal_holds(content):
        raise input_error(
            "dossier_changed",
            N_("the dossier was changed after it was made: its checksum does not hold"),
            N_("Give the JSON that dualuse assess wrote, unchanged"),
            file=str(file),
        )
    for path, written in made:
        write_whole(path, written)
    for path, _ in made:
        typer.echo(translate(N_("Written: {file}"), language).format(file=path))
