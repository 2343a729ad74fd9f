"""Views of the law that a lawyer reads: an Article as a table and as a diagram, generated and never edited."""

from dualuse.determination.views.diagram import article_diagram
from dualuse.determination.views.find import find_article
from dualuse.determination.views.table import article_table

__all__ = ["article_diagram", "article_table", "find_article"]
