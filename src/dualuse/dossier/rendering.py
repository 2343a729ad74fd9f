"""A dossier as HTML, PDF and text, from its JSON alone.

The JSON is the dossier; what is made here is a function of its bytes and of nothing else.
"""

from __future__ import annotations

from dualuse.dossier.document.contents import dossier_of
from dualuse.dossier.reading import assessment_from


def html_of(assessment_json: bytes) -> bytes:
    """The dossier as one HTML file (UTF-8): no script, nothing from elsewhere, the JSON inside.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
    """
    from dualuse.documents.html import html_from

    return html_from(dossier_of(assessment_from(assessment_json)), assessment_json)


def pdf_of(assessment_json: bytes) -> bytes:
    """The dossier as PDF/A-3a and PDF/UA-1, the JSON attached as its source; the same bytes give the same PDF.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
        MissingSourceError: the fonts or the typesetter are not installed.
    """
    from dualuse.documents.pdf import pdf_from

    return pdf_from(dossier_of(assessment_from(assessment_json)), assessment_json)


def text_of(assessment_json: bytes, width: int = 100, *, colours: bool = False) -> str:
    """The dossier for a terminal: lines at most ``width`` characters wide where words allow it, its verdicts in colour if asked for.

    Raises:
        InputError: the bytes are not the JSON of an assessment.
    """
    from dualuse.documents.terminal import Terminal

    return Terminal(width, colours).document(dossier_of(assessment_from(assessment_json)))
