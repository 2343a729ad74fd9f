"""Columns of text that hold what fits into them on every database: SQLite would keep a longer text, and PostgreSQL fail on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

from dualuse.i18n import Message
from dualuse.inputs.problem_words import TOO_LONG
from dualuse.licensing.refusals import Fault, Malformed


def too_long(path: str, text: str, most: int) -> Fault:
    """That a text is longer than what it is kept in; ``path``: where it was sent."""
    params = {"number": str(len(text)), "most": str(most)}
    return Fault(path, "string_too_long", Message("string_too_long", TOO_LONG, params))


if TYPE_CHECKING:
    _Text: TypeAlias = models.CharField[str, str]
else:
    _Text = models.CharField


class BoundedText(_Text):
    """A text of at most ``max_length`` signs, which is looked at whenever a row is written, by whichever way.

    What was sent is checked where it is read, with its place; this is what holds where that was forgotten. It is a plain column of text for migrations.

    Raises:
        Malformed: on writing, where the text is longer; nothing is cut off.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As Django's own column of text: no migration depends on this class."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The value as it is written."""
        if isinstance(value, str) and self.max_length is not None and len(value) > self.max_length:
            fault = too_long(self.name, value, self.max_length)
            raise Malformed(fault.text, [fault])
        return super().get_db_prep_save(value, connection)
