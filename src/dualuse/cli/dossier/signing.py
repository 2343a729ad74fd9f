"""``dualuse dossier sign``: a signature on the PDF of a dossier."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from dualuse.cli.edge import edge
from dualuse.cli.terminal import DEFAULT_LANGUAGE, LanguageOption, said
from dualuse.i18n import N_, translate

HELP: Final = N_(
    "Sign the PDF of a dossier (PAdES B-B). The pass phrase of the key is asked for, or taken from DUALUSE_PASSPHRASE."
)
PASSPHRASE: Final = "DUALUSE_PASSPHRASE"
_MOST: Final = 256 * 1024 * 1024


@edge(located=True)
def command(
    file: Annotated[Path, typer.Argument(help=said(N_("The PDF of a dossier.")))],
    key: Annotated[
        Path, typer.Option("--key", help=said(N_("Key and certificate, one PKCS#12 file (.p12, .pfx).")))
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help=said(N_("Write the signed PDF to this file.")))
    ],
    reason: Annotated[str, typer.Option("--reason", help=said(N_("Why it is signed, in words.")))] = "",
    language: LanguageOption = DEFAULT_LANGUAGE,
) -> None:
    """Sign a PDF."""
    from dualuse.cli.dossier.files import content_of, write_whole
    from dualuse.documents import sign, verify_signature
    from dualuse.inputs.opening import is_same, same_file

    if is_same(file, output):
        raise same_file(str(output))
    signed = sign(content_of(file, _MOST), key, _passphrase(language), reason)
    write_whole(output, signed)
    made = verify_signature(signed)[-1]
    text = N_("Signed by {signer} ({issuer}): {file}")
    typer.echo(translate(text, language).format(signer=made.signer, issuer=made.issuer, file=output))


def _passphrase(language: str) -> str:
    """The pass phrase: of the environment, else asked for without showing it; it is no argument, which others could see."""
    stated = os.environ.get(PASSPHRASE)
    if stated is not None:
        return stated
    asked: str = typer.prompt(
        translate(N_("Pass phrase of the key"), language), hide_input=True, default="", show_default=False
    )
    return asked
