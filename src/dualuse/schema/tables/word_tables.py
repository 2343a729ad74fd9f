"""The words of ``words.toml`` beside this module: what people write, to what it stands for."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from dualuse.data_folders import data_file
from dualuse.inputs.data_files import read_toml


def plain_word(text: str) -> str:
    """Without case, accents, blanks and punctuation; ``ae`` as ``ä``: what spellings are compared by.

    A slash stays: Odoo writes a path of fields with it. A text without any letter or digit stays as it is.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in decomposed if sign.isalnum() or sign == "/")
    for written, umlaut in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        kept = kept.replace(written, umlaut)
    return kept or text.strip()


@lru_cache(maxsize=1)
def words_of_tables() -> dict[str, Any]:
    """All tables of ``words.toml``, as they are written."""
    return read_toml(data_file("schema/tables/words.toml"))


@lru_cache(maxsize=16)
def word_table(table: str) -> dict[str, str]:
    """Of a table of words: each, plain, to what it stands for."""
    return {
        plain_word(word): meaning for meaning, words in words_of_tables()[table].items() for word in words
    }
