"""``dualuse dossier verify``: a dossier is done again from its JSON, and compared; with its HTML and PDF where they stand beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    said,
    show_data,
)
from dualuse.i18n import N_, translate
from dualuse.inputs.problems import ExitCode

if TYPE_CHECKING:
    from dualuse.dossier.verifying import Verified

HELP: Final = N_("Do a dossier again from its JSON alone, and say whether it holds.")
STATES: Final = {
    "same": N_("the same"),
    "differs": N_("DIFFERS"),
    "other_law": N_("made under another law than the one installed; it differs in what that changed"),
    "not_there": N_("not there"),
}
PARTS: Final = {
    "checksum": N_("checksum over the JSON"),
    "diligence": N_("due diligence from its answers"),
    "determination": N_("determination from its transaction"),
    "rest": N_("everything else that follows"),
    "html": N_("the HTML beside it"),
    "pdf": N_("the PDF beside it"),
}
_SHOWN: Final = 10


@edge(refused=N_("{file} cannot be read: {why}"))
def command(
    file: Annotated[Path, typer.Argument(help=said(N_("The JSON of a dossier.")))],
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Verify; the command ends with 1 where the dossier does not hold."""
    from dualuse.dossier.verifying import verify_dossier

    content = file.read_bytes()
    found = verify_dossier(content, str(file))
    beside = _beside(file, content)
    parts = (*found.parts, *beside)
    if json:
        show_data(
            {"reference": found.reference, "parts": dict(parts), "differences": list(found.differences)}
        )
    else:
        _show(found, parts, language)
    if not found.holds or any(state == "differs" for _, state in beside):
        return ExitCode.NOT_GO
    return ExitCode.DONE


def _beside(file: Path, content: bytes) -> tuple[tuple[str, str], ...]:
    """Whether HTML and PDF of the same name are those that the JSON gives; a signed PDF holds the unsigned one at its beginning."""
    from dualuse.documents import html_of, pdf_of

    makers = {"html": html_of, "pdf": pdf_of}
    found: list[tuple[str, str]] = []
    for name, make in makers.items():
        path = file.with_suffix(f".{name}")
        if not path.exists():
            found.append((name, "not_there"))
            continue
        made = make(content)
        found.append((name, "same" if path.read_bytes().startswith(made) else "differs"))
    return tuple(found)


def _show(found: Verified, parts: tuple[tuple[str, str], ...], language: str) -> None:
    typer.echo(found.reference or "–")
    for name, state in parts:
        typer.echo(f"  {translate(PARTS[name], language)}: {translate(STATES[state], language)}")
    for one in found.differences[:_SHOWN]:
        typer.echo(f"    {one}")
    if len(found.differences) > _SHOWN:
        typer.echo(
            translate(N_("    and {number} more"), language).format(number=len(found.differences) - _SHOWN)
        )
    before, now = found.replay.recorded, found.replay.replayed
    if before.law != now.law:
        text = N_("law then {then}…, law here {now}…")
        typer.echo("  " + translate(text, language).format(then=before.law[:19], now=now.law[:19]))
