"""One document as HTML, PDF and text, from its data alone.

The JSON is the dossier; what is made here is a function of its bytes and of nothing else, no clock, no network, no
file of the machine but the fonts that are installed with the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dualuse.documents.signature import Signature

__all__ = ["html_of", "pdf_of", "sign", "text_of", "verify_signature"]


def html_of(assessment_json: bytes) -> bytes:
    """The dossier as one HTML file (UTF-8): no script, nothing from elsewhere, the JSON inside.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
    """
    from dualuse.documents.dossier import dossier_of
    from dualuse.documents.html import html_from
    from dualuse.documents.reading import assessment_from

    return html_from(dossier_of(assessment_from(assessment_json)), assessment_json)


def pdf_of(assessment_json: bytes) -> bytes:
    """The dossier as PDF/A-3a and PDF/UA-1, the JSON attached as its source; the same bytes give the same PDF.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
        MissingSourceError: the fonts or the typesetter are not installed.
    """
    from dualuse.documents.dossier import dossier_of
    from dualuse.documents.pdf import pdf_from
    from dualuse.documents.reading import assessment_from

    return pdf_from(dossier_of(assessment_from(assessment_json)), assessment_json)


def text_of(assessment_json: bytes, width: int = 100, *, colours: bool = False) -> str:
    """The dossier for a terminal: lines at most ``width`` characters wide where words allow it, its verdicts in colour if asked for.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
    """
    from dualuse.documents.dossier import dossier_of
    from dualuse.documents.reading import assessment_from
    from dualuse.documents.terminal import Terminal

    return Terminal(width, colours).document(dossier_of(assessment_from(assessment_json)))


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
