"""What the values of an examination say of provisions that it leaves out: "not listed" by the wrong provision comforts nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dualuse.classification.sheets.parameter_values import StatedValues
from dualuse.classification.sheets.results import MetElsewhere
from dualuse.classification.sheets.sheet import Kind, Parameter, normal_word
from dualuse.classification.substances import provisions_of_word
from dualuse.i18n import N_, fill
from dualuse.law.eu_2021_821.control_list import is_under

IS_ELSEWHERE: Final = N_("{written} is {code}: dualuse examine {code}")
MET_ELSEWHERE: Final = N_("What is stated meets {code}, too: dualuse examine {code}")


def elsewhere(
    code: str,
    *,
    statement: StatedValues,
    parameters: Mapping[str, Parameter],
    met: Iterable[str],
    language: str,
) -> Iterator[MetElsewhere]:
    """The provisions outside ``code`` that a stated name or number is listed by, and then those of its entry that are met (``met``), each once."""
    provisions = dict(_of_substances(statement, parameters))
    for path, written in provisions.items():
        if not is_under(path, code):
            yield MetElsewhere(
                provision=path, written=written, text=fill(IS_ELSEWHERE, language, written=written, code=path)
            )
    for path in met:
        if path not in provisions and not is_under(path, code) and not is_under(code, path):
            yield MetElsewhere(provision=path, written="", text=fill(MET_ELSEWHERE, language, code=path))


def _of_substances(statement: StatedValues, parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    """Each provision that lists a stated substance, with the name or number as it is compared."""
    for name, value in statement.facts.items():
        if name in parameters and parameters[name].kind is Kind.WORDS and isinstance(value, tuple):
            for word in value:
                for path in provisions_of_word(normal_word(word)):
                    yield path, word
