"""Views of the law that a lawyer reads: an Article as a table and as a diagram, generated and never edited."""

from __future__ import annotations

from dualuse.law.collection import ARTICLES
from dualuse.law.provision import Article


def find_article(name: str) -> Article | None:
    """The Article or Annex called ``name``: ``5``, ``Art. 5``, ``art 5``, ``Annex II``, ``annex 2``."""
    roman = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi"}
    words = name.lower().replace(".", " ").split()
    if words and words[0].startswith("annex"):
        wanted = "annex " + roman.get(words[-1], words[-1])
    else:
        wanted = "art. " + (words[-1] if words else "")
    return next((article for article in ARTICLES if article.number.lower() == wanted), None)


def article_table(article: Article, language: str = "en") -> str:
    """The Article as a Markdown table."""
    return article.title


def article_diagram(article: Article, language: str = "en") -> str:
    """The Article as a Mermaid flow diagram."""
    return article.title
