"""HTML and PDF beside the JSON of a dossier: whether they are those that it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dualuse.documents.pdf_origin import is_attached_alone, typesetter_named
from dualuse.dossier.rendering import html_of, pdf_of
from dualuse.dossier.verifying import State, Verified


@dataclass(frozen=True, slots=True)
class Beside:
    """What came of it. ``parts``: of ``html`` and ``pdf`` whether each is the ``same``, ``differs``, is laid out otherwise by
    ``other_release`` or ``other_typesetter``, or is ``not_there``. ``typesetter``, ``typesetter_here``: what the PDF says that made it, and what
    makes it here, where these are not the same; else ""."""

    parts: tuple[tuple[str, State], ...]
    typesetter: str = ""
    typesetter_here: str = ""


def files_beside(file: Path, content: bytes, verified: Verified) -> Beside:
    """Compare what stands beside the JSON ``content`` of ``file`` with what it gives; a signed PDF holds the unsigned one at its beginning.

    A PDF that another release of the typesetter made differs in its bytes, and may in its pages: it is neither the same nor shown to be
    changed. Whoever changes a PDF can name another typesetter in it, so that it never counts as one that was verified.

    Raises:
        MissingSourceError: the fonts or the typesetter are not installed.
    """
    otherwise: State = "differs" if verified.is_of_this_release else "other_release"
    html, pdf = file.with_suffix(".html"), file.with_suffix(".pdf")
    of_html: State = "not_there"
    if html.exists():
        of_html = "same" if html.read_bytes().startswith(html_of(content)) else otherwise
    if not pdf.exists():
        return Beside((("html", of_html), ("pdf", "not_there")))
    there, made = pdf.read_bytes(), pdf_of(content)
    if there.startswith(made):
        return Beside((("html", of_html), ("pdf", "same")))
    named, here = typesetter_named(there), typesetter_named(made)
    if otherwise == "differs" and named not in ("", here) and is_attached_alone(there, content):
        return Beside((("html", of_html), ("pdf", "other_typesetter")), named, here)
    return Beside((("html", of_html), ("pdf", otherwise)))
