"""Annex IV: items whose transfer within the Union needs an authorisation (used by Art. 11(1) and Section I)."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.provision import Article, Paragraph, Treatment

ARTICLE: Final = Article(
    "Annex IV",
    N_("Items under authorisation within the Union"),
    (
        Paragraph(
            "Annex IV, Part I",
            Treatment.EXECUTED,
            note=N_(
                "As a set of codes; where it takes only a part of an entry of Annex I, the part is a question."
            ),
        ),
        Paragraph(
            "Annex IV, Part II",
            Treatment.EXECUTED,
            note=N_("As a set of codes; no general authorisation is possible for a transfer."),
        ),
        Paragraph(
            "Annex IV, missile technology exceptions",
            Treatment.EXECUTED,
            note=N_(
                "Purposes of the space agencies and launch programmes: the circumstance mtcr_exception (Art. 8(3)(e))."
            ),
        ),
    ),
)
