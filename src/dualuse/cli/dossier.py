"""``dualuse dossier``: the file that an assessment leaves behind, on paper and signed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dualuse.cli.parties import WorkspaceOption, workspace_named
from dualuse.cli.terminal import (
    DEFAULT_LANGUAGE,
    JsonOption,
    LanguageOption,
    edge,
    localised,
    refuse,
    say,
    show_data,
    width,
)
from dualuse.i18n import N_, fill, translate
from dualuse.inputs.colours import colours_wanted
from dualuse.inputs.opening import MAXIMUM_BYTES, is_same, limited, opened, same_file
from dualuse.inputs.problems import ExitCode, InputError, input_error, printable
from dualuse.inputs.whole_files import errors_of_writing, replace_file

if TYPE_CHECKING:
    from dualuse.documents.signature import Signature
    from dualuse.dossier.recorded import Recorded
    from dualuse.dossier.verifying import Verified


HELP: Final = N_(
    "The dossier that an assessment leaves behind: verify it, write it as HTML and PDF, sign it."
)

app: Final = typer.Typer(help=localised(HELP), no_args_is_help=True)


STATES: Final = {
    "same": N_("the same"),
    "differs": N_("DIFFERS"),
    "other_law": N_("made under another law than the one installed; it differs in what that changed"),
    "other_release": N_("made by another release than the one installed, which writes it otherwise"),
    "other_typesetter": N_("made by another typesetter, not compared; the JSON attached to it is the same"),
    "not_there": N_("not there"),
}
PARTS: Final = {
    "checksum": N_("checksum over the JSON"),
    "diligence": N_("due diligence from its answers"),
    "determination": N_("determination from its transaction"),
    "rest": N_("everything else that follows"),
    "html": N_("the HTML beside it"),
    "pdf": N_("the PDF beside it"),
    "record": N_("the digest that the workspace recorded"),
}
EVIDENCE: Final = {
    "recorded": N_(
        "It follows from what it states, and is the file that {person} recorded on {day} (number {number} of the assessments)."
    ),
    "superseded": N_(
        "It follows from what it states, and is the file that {person} recorded on {day} (number {number} of the assessments); number {later},"
        " of {later_day}, superseded it."
    ),
    "signed": N_(
        "It follows from what it states. The PDF beside it was signed by {signer} ({issuer}) and is intact since; whether to trust that certificate is"
        " for you to judge."
    ),
    "not_authenticated": N_(
        "It follows from what it states; evidence not authenticated (no signature, and the workspace did not record it)."
    ),
    "not_recorded": N_(
        "It follows from what it states, but the workspace that you named never recorded it, and nobody signed it: its evidence is not to be relied on."
    ),
    "another": N_(
        "NOT the file that the workspace recorded of this transaction (number {later}, {later_day}): its evidence is not to be relied on."
    ),
    "does_not_hold": N_("It does not hold: do not rely on it."),
    "other_law": N_(
        "It was made under another law than the one installed here: verify it where that law is installed."
    ),
    "other_release": N_(
        "It was made by another release than the one installed here: verify it where that release is installed."
    ),
    "other_typesetter": N_(
        "The JSON follows from what it states. The PDF beside it says that {typesetter} made it, and here it is {typesetter_here}: it cannot be made again"
        " byte by byte. It is neither verified nor shown to be changed: rely on the JSON, and make the PDF anew from it (dualuse dossier render)."
    ),
}
"""What is known of the evidence in a dossier: what the rooms found, which cannot be done again from the file."""
_SHOWN: Final = 10


@app.command(
    "verify", help=localised(N_("Do a dossier again from its JSON alone, and say whether it holds."))
)
@edge(refused=N_("{file} cannot be read: {why}"))
def verify(
    file: Annotated[Path, typer.Argument(help=localised(N_("The JSON of a dossier.")))],
    workspace: WorkspaceOption = "",
    json: JsonOption = False,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> int:
    """Verify; the command ends with 1 where the dossier does not hold, or the workspace that is named recorded another one, or none, unsigned."""
    from dualuse.dossier.beside import files_beside
    from dualuse.dossier.placing import finish_if_possible
    from dualuse.dossier.recorded import recorded_dossiers
    from dualuse.dossier.verifying import verify_dossier

    finish_if_possible(file.parent)
    content = file.read_bytes()
    verified = verify_dossier(content, str(file))
    of_record = recorded_dossiers(workspace_named(workspace)).comparison_with(content, verified.reference)
    record_state = {"another": "differs", "not_recorded": "not_there"}.get(of_record.standing, "same")
    made = files_beside(file, content, verified)
    beside = (*made.parts, ("record", record_state))
    parts = (*verified.parts, *beside)
    holds = verified.holds and all(state in ("same", "not_there") for _, state in beside)
    evidence, values = _evidence(file, of_record, {state for _, state in parts})
    typesetters = {"typesetter": printable(made.typesetter), "typesetter_here": made.typesetter_here}
    if workspace and evidence == "not_authenticated":
        evidence, holds = "not_recorded", False
    if json:
        data = {
            "reference": verified.reference,
            "parts": dict(parts),
            "differences": list(verified.differences),
            "evidence": evidence,
            **(typesetters if made.typesetter else {}),
        }
        show_data(data)
    else:
        _show(verified, parts, language)
        typer.echo(fill(EVIDENCE[evidence], language, **values, **typesetters))
    return ExitCode.DONE if holds else ExitCode.NOT_GO


def _evidence(file: Path, of_record: Recorded, states: set[str]) -> tuple[str, dict[str, object]]:
    """What authenticates the evidence, as a word of :data:`EVIDENCE`, with what its sentence says."""
    values: dict[str, object] = {}
    if of_record.event is not None:
        event = of_record.event
        values = {"person": event.person, "day": event.time[:10], "number": event.number}
    if of_record.latest is not None:
        values |= {"later": of_record.latest.number, "later_day": of_record.latest.time[:10]}
    if of_record.standing == "another":
        return "another", values
    if "differs" in states:
        return "does_not_hold", values
    if "other_law" in states:
        return "other_law", values
    if "other_release" in states:
        return "other_release", values
    if "other_typesetter" in states:
        return "other_typesetter", values
    if of_record.standing != "not_recorded":
        return of_record.standing, values
    signature = _signature(file)
    if signature is not None:
        return "signed", {"signer": printable(signature.signer), "issuer": printable(signature.issuer)}
    return "not_authenticated", {}


def _signature(file: Path) -> Signature | None:
    """The last signature of the PDF beside the JSON, which is the one that the JSON gives, where it is intact and covers the whole file."""
    from dualuse.documents import verify_signature
    from dualuse.dossier.rendering import pdf_of

    made = pdf_of(file.read_bytes())
    for path in (file.with_suffix(".pdf"), file.with_suffix(".signed.pdf")):
        content = path.read_bytes() if path.exists() else b""
        if len(content) > len(made) and content.startswith(made):
            with suppress(InputError):  # no signature, or the extra for signatures is not installed
                signatures = verify_signature(content)
                if signatures and signatures[-1].intact and signatures[-1].whole:
                    return signatures[-1]
    return None


def _show(verified: Verified, parts: tuple[tuple[str, str], ...], language: str) -> None:
    typer.echo(verified.reference or "–")
    for name, state in parts:
        typer.echo(f"  {translate(PARTS[name], language)}: {translate(STATES[state], language)}")
    for difference in verified.differences[:_SHOWN]:
        typer.echo(f"    {difference}")
    if len(verified.differences) > _SHOWN:
        say(N_("    and {number} more"), language, number=len(verified.differences) - _SHOWN)
    before, now = verified.replay.recorded, verified.replay.replayed
    if before.law != now.law:
        text = N_("law then {then}…, law here {now}…")
        typer.echo("  " + fill(text, language, then=before.law[:19], now=now.law[:19]))


@app.command("show", help=localised(N_("Show a dossier on the terminal: what stands in its HTML and PDF.")))
@edge(located=True)
def show(
    file: Annotated[Path, typer.Argument(help=localised(N_("The JSON that an assessment left behind.")))],
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Show a dossier, in the language it was made in."""
    from dualuse.dossier.rendering import text_of

    content = content_of(file)
    text = text_of(content, width(), colours=colours_wanted())
    _require_unchanged(content, file)
    typer.echo(text, nl=False)


def _require_unchanged(content: bytes, file: Path) -> None:
    """Raise an error where the dossier is not as it was made."""
    from dualuse.schema.assessment import seal_holds

    if not seal_holds(content):
        raise input_error(
            "dossier_changed",
            N_("the dossier was changed after it was made: its checksum does not hold"),
            N_("Give the JSON that dualuse assess wrote, unchanged"),
            file=str(file),
        )


@app.command(
    "render",
    help=localised(
        N_("Write a dossier as HTML and PDF. The same JSON gives the same bytes on every machine.")
    ),
)
@edge(located=True)
def render(
    file: Annotated[Path, typer.Argument(help=localised(N_("The JSON that an assessment left behind.")))],
    html: Annotated[
        Path | None, typer.Option("--html", help=localised(N_("Write HTML to this file.")))
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", help=localised(N_("Write PDF/A-3a, the JSON attached, to this file."))),
    ] = None,
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Render a dossier; without a name, both stand beside the JSON."""
    from dualuse.dossier.rendering import html_of, pdf_of

    if html is None and pdf is None:
        html, pdf = file.with_suffix(".html"), file.with_suffix(".pdf")
    if html is not None and pdf is not None and is_same(html, pdf):
        refuse(N_("give HTML and PDF two names"), language)
    for path in (html, pdf):
        if path is not None and is_same(file, path):
            raise same_file(str(path))
    content = content_of(file)
    made = [(path, form(content)) for path, form in ((html, html_of), (pdf, pdf_of)) if path is not None]
    _require_unchanged(content, file)
    for path, written in made:
        write_whole(path, written)
    for path, _ in made:
        say(N_("Written: {file}"), language, file=path)


PASSPHRASE: Final = "DUALUSE_PASSPHRASE"
_MOST: Final = 256 * 1024 * 1024


@app.command(
    "sign",
    help=localised(
        N_(
            "Sign the PDF of a dossier (PAdES B-B). The pass phrase of the key is asked for, or taken from DUALUSE_PASSPHRASE."
        )
    ),
)
@edge(located=True)
def sign_pdf(
    file: Annotated[Path, typer.Argument(help=localised(N_("The PDF of a dossier.")))],
    key: Annotated[
        Path, typer.Option("--key", help=localised(N_("Key and certificate, one PKCS#12 file (.p12, .pfx).")))
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help=localised(N_("Write the signed PDF to this file.")))
    ],
    reason: Annotated[str, typer.Option("--reason", help=localised(N_("Why it is signed, in words.")))] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Sign a PDF."""
    from dualuse.documents import sign, verify_signature

    if is_same(file, output):
        raise same_file(str(output))
    signed = sign(content_of(file, _MOST), key, _passphrase(language), reason)
    write_whole(output, signed)
    made = verify_signature(signed)[-1]
    say(
        N_("Signed by {signer} ({issuer}): {file}"),
        language,
        signer=made.signer,
        issuer=made.issuer,
        file=output,
    )


def _passphrase(language: str) -> str:
    """The pass phrase: of the environment, else asked for without showing it; it is no argument, which others could see."""
    from_environment = os.environ.get(PASSPHRASE)
    if from_environment is not None:
        return from_environment
    typed: str = typer.prompt(
        translate(N_("Pass phrase of the key"), language), hide_input=True, default="", show_default=False
    )
    return typed


def content_of(path: Path, most: int = MAXIMUM_BYTES) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read, or is larger than ``most`` bytes.
    """
    with opened(path) as stream:
        return limited(stream.read(most + 1), str(path), most)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in its place: what stood there is replaced in one step, or stays.

    Raises:
        InputError: it cannot be written.
    """
    with errors_of_writing(path):
        replace_file(path, content)
