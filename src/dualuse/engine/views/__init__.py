"""Views of the law that a lawyer reads: an Article as a table and as a diagram, generated and never edited."""

from dualuse.engine.views.diagram import article_diagram, article_diagrams
from dualuse.engine.views.find import find_article
from dualuse.engine.views.table import article_table

__all__ = ["article_diagram", "article_diagrams", "article_table", "find_article"]
