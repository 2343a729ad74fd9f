"""Whom an application names: everybody of its transaction, and who stands beside it in words of the applicant. Which of them can be compared with a list.

That there is nobody is an answer, in whichever language it is written; that it is not known, or follows, is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from dualuse.assessment.listed.evidence import Subject, subjects_of
from dualuse.assessment.listed.installed import query_of
from dualuse.data_folders import data_file, path_in_package
from dualuse.inputs.data_files import TEXT, AnyTable, Each, Table, read_toml
from dualuse.inputs.placeholders import says_nothing
from dualuse.inputs.problems import InputError
from dualuse.licensing.forms import form_fields
from dualuse.licensing.nameless import names_nobody
from dualuse.schema.reading.validation import checked_transaction
from dualuse.screening.answers import final_status
from dualuse.screening.names.uncompared_names import uncompared

_BETWEEN: Final = re.compile(r"[;\n]")
_DASH: Final = re.compile(r"[./\s]*[-‐‑‒–—−/][-‐‑‒–—−./\s]*")
_WORDS: Final = AnyTable(Table({"deny": Each(TEXT), "beside": Each(TEXT)}, {}))


def everybody(transaction: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[Subject, ...]:
    """Everybody that an application names, each at its path; nobody of a transaction that is not to be read.

    Args:
        transaction: plain data, as the contract has it.
        fields: of the application itself.
    """
    try:
        of_transaction = tuple(subjects_of(checked_transaction(dict(transaction))))
    except InputError:
        of_transaction = ()
    return (*of_transaction, *named_beside(fields))


def named_beside(fields: Mapping[str, Any]) -> Iterator[Subject]:
    """Whom an application names beside its transaction, screened as an end user is: the exporter in the third country of origin, third parties.

    Third parties stand in the applicant's words: each line of them, or part between semicolons, is taken for one, up to its first comma, behind which its
    address stands; a part that says that there are none names nobody. Where a name is none, it meets nobody; the words as a whole are looked through, too.
    """
    for field in form_fields().values():
        words = fields.get(field.name)
        if not words or not field.names:
            continue
        if field.names == "party":
            country = fields.get(field.country)
            yield Subject(
                path=field.path, role=field.name, name=words, countries=(country,) if country else ()
            )
            continue
        parts = [part for part in _BETWEEN.split(words) if part.strip() and not says_nobody(part)]
        for number, part in enumerate(parts):
            name = " ".join(part.partition(",")[0].split())
            yield Subject(path=f"{field.path}[{number}]", role=field.name, name=name)


def is_comparable(subject: Subject) -> bool:
    """Whether somebody can be compared with a list: by a name that is one, or a number by which it is registered.

    A placeholder, a title, a role or a legal form is no name; what was not compared is never clear.
    """
    query = query_of(subject)
    is_nobody = names_nobody(subject.name) or says_nothing(subject.name)
    if not query.identifiers and (is_nobody or uncompared(query.names, query.kind)):
        return False
    return final_status(query, "clear") == "clear"


def says_nobody(text: str) -> bool:
    """Whether an answer says that there is nobody: by words that deny and what stands beside them, all of one language, or by a sign that stands for it.

    A question mark is no such sign: it says that one does not know.
    """
    if "?" in text or "？" in text:
        return False
    words = _plain(text).split()
    of_languages = dict(_words())
    whole, _ = of_languages.pop("whole")
    if " ".join(words) in whole or _DASH.fullmatch(text.strip()):
        return True
    return any(
        not deny.isdisjoint(words) and deny | beside >= set(words) for deny, beside in of_languages.values()
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By language, the words that deny and those that may stand beside them.

    Raises:
        DataError: the file is not what it should be.
    """
    path = data_file("licensing/forms/nobody.toml")
    rows = read_toml(path)
    _WORDS.check(rows, path_in_package(path))
    return {
        language: (frozenset(map(_plain, row["deny"])), frozenset(map(_plain, row["beside"])))
        for language, row in rows.items()
    }


def _plain(text: str) -> str:
    """A text in small letters without accents, a blank for every sign that is no letter and no digit."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", bare)).split())
