"""``dualuse lists bundle``: the lists in use as one file, for a machine without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.lists.answering import show_line
from dualuse.cli.terminal import DEFAULT_LANGUAGE, JsonOption, LanguageOption, said
from dualuse.i18n import N_, translate

HELP: Final = N_("Bundle the lists in use in one file; dualuse lists add installs it elsewhere.")


@edge()
def command(
    output: Annotated[
        str, typer.Option("--output", "-o", help=said(N_("Where the bundle goes, such as lists.zip.")))
    ],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Write a bundle."""
    from dualuse.sources.home import home
    from dualuse.sources.lists.bundle import write_bundle
    from dualuse.sources.lists.store import ListStore

    bundle = write_bundle(ListStore(home()), Path(output))
    if json:
        editions = {row.list: row.edition for row in bundle.editions}
        show_line({"file": output, "checksum": bundle.checksum, "size": bundle.size, "editions": editions})
        return
    text = N_(
        "{file}: lists: {number}, size: {size} MB. Its SHA-256, to compare where it arrives: {checksum}"
    )
    values = {"file": output, "number": len(bundle.editions), "size": f"{bundle.size / 1e6:.1f}"}
    typer.echo(translate(text, language).format(**values, checksum=bundle.checksum))
