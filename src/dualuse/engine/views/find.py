"""Finding what a reader asks for: an Article or Annex of the Regulation, or an act with restrictive measures."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from dualuse.i18n import N_
from dualuse.law.collection import ARTICLES, NATIONAL
from dualuse.law.germany.conditions import SOURCE
from dualuse.law.language.provision import EUR_LEX, Article, Paragraph, Provision, Treatment
from dualuse.law.measures.not_executed import NotExaminedRow, not_examined_rows
from dualuse.law.measures.provisions import citation, measure_provisions
from dualuse.law.measures.reading import measure_rows

EVERYWHERE: Final = N_("Rules that hold for every destination")
"""Number of the paragraph that holds what no act of ours imposes: only parts that are not examined."""

_ROMAN: Final = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi"}
_TITLE: Final = N_("Union restrictive measures, above every authorisation")


def find_article(name: str) -> Article | None:
    """What ``name`` calls: ``5``, ``Art. 5``, ``Annex II``, ``annex 2``, ``AWV``, ``measures``, ``833/2014``."""
    words = name.lower().replace(".", " ").split()
    if words == ["measures"]:
        return Article(N_("Measures"), _TITLE, tuple(_paragraphs().values()))
    if words and "/" in words[-1]:
        return _act(words[-1])
    national = next((article for article in NATIONAL if words == [article.number.lower()]), None)
    if national is not None:
        return national
    if words and words[0].startswith("annex"):
        wanted = "annex " + _ROMAN.get(words[-1], words[-1])
    else:
        wanted = "art. " + (words[-1] if words else "")
    return next((article for article in ARTICLES if article.number.lower() == wanted), None)


def official_text(article: Article) -> str:
    """The address of the official text of the act that contains ``article``."""
    return SOURCE if article in NATIONAL else EUR_LEX


def is_measure(paragraph: Paragraph) -> bool:
    """Whether ``paragraph`` stands for an act with restrictive measures, not for a part of the Regulation."""
    return paragraph.number in _paragraphs()


def not_examined(paragraph: Paragraph) -> tuple[NotExaminedRow, ...]:
    """The parts of the act ``paragraph`` stands for that are not executed."""
    if not is_measure(paragraph):
        return ()
    return tuple(row for row in not_examined_rows() if (row.act or EVERYWHERE) == paragraph.number)


def _act(number: str) -> Article | None:
    """The act with the number ``number`` (``833/2014``) as an Article."""
    for paragraph in _paragraphs().values():
        if number in paragraph.number.lower().split():
            return Article(paragraph.number, _TITLE, (paragraph,))
    return None


@lru_cache(maxsize=1)
def _paragraphs() -> dict[str, Paragraph]:
    """A paragraph per act, acts with provisions first, in the order of the files."""
    rules: dict[str, tuple[Provision, ...]] = {}
    for row, provision in zip(measure_rows(), measure_provisions(), strict=True):
        assert provision.citation == citation(row)
        rules[row.act] = (*rules.get(row.act, ()), provision)
    for left in not_examined_rows():
        if left.act:
            rules.setdefault(left.act, ())
    rules[EVERYWHERE] = ()
    return {act: Paragraph(act, Treatment.EXECUTED, provisions) for act, provisions in rules.items()}
