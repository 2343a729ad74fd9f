"""What a document is made of, its three forms (HTML, PDF, terminal), and answers on evidence alone as documents.

A form is a function of the blocks and of nothing else, no clock, no network, no file of the machine but the fonts that are
installed with the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dualuse.documents.signature import Signature

__all__ = ["sign", "verify_signature"]


def sign(pdf: bytes, key: Path, passphrase: str, reason: str = "") -> bytes:
    """The PDF with a signature (PAdES B-B) added to it; what stood in it, the JSON too, keeps its bytes.

    Raises:
        InputError: the key or the PDF cannot be read, or the pass phrase is wrong.
        MissingSourceError: the extra ``signature`` is not installed.
    """
    from dualuse.documents.signature import signed_pdf

    return signed_pdf(pdf, key, passphrase, reason)


def verify_signature(pdf: bytes, trusted: tuple[bytes, ...] = ()) -> tuple[Signature, ...]:
    """Every signature in the PDF: who signed, whether it is intact, whether its trust is known (``trusted``: DER or PEM roots).

    Raises:
        InputError: the bytes are no PDF.
        MissingSourceError: the extra ``signature`` is not installed.
    """
    from dualuse.documents.signature import signatures_of

    return signatures_of(pdf, trusted)
