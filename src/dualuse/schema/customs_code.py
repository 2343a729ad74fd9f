"""Customs codes as they are written: one canonical form, the digits, whatever blanks and dots the acts print between them.

Chapter 77 of the tariff is empty, there is none before the first, and chapters 98 and 99 hold a few headings only, which gather goods
of many kinds (:mod:`dualuse.law.measures.goods.gathering`). Any other code there is of no goods, so that it would be read as in no
list: it is refused.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pydantic_core import PydanticCustomError

from dualuse.law.measures.goods.gathering import GATHERING_HEADINGS
from dualuse.version import legal_derivation

SEPARATORS: Final = " .\u00a0\u202f"
"""What may stand between digits: a blank, a dot, and the blanks that do not break."""
_BETWEEN: Final = f"[{SEPARATORS}]*"
_OF_GOODS: Final = "|".join(
    f"{first}{_BETWEEN}{second}"
    for first, second in (("0", "[1-9]"), ("[1-68]", "[0-9]"), ("7", "[0-689]"), ("9", "[0-7]"))
)
_GATHERING: Final = "|".join(_BETWEEN.join(heading) for heading in GATHERING_HEADINGS)
PATTERN: Final = f"^(({_OF_GOODS})({_BETWEEN}[0-9]){{2,8}}|({_GATHERING})({_BETWEEN}[0-9]){{0,6}})$"
"""Four to ten digits of a chapter that holds goods, or of a heading that gathers them, as every engine of tables reads it."""

_AS_WRITTEN: Final = re.compile(PATTERN)
_DIGITS: Final = re.compile(f"[0-9]({_BETWEEN}[0-9]){{3,9}}")
_WITHOUT: Final = str.maketrans("", "", SEPARATORS)


@legal_derivation("Regulation (EEC) No 2658/87")
def customs_code(text: str) -> str | None:
    """The digits of a customs code; None where ``text`` is none, or a code of no goods."""
    written = text.strip()
    return written.translate(_WITHOUT) if _AS_WRITTEN.match(written) else None


def stated_customs_code(value: Any) -> Any:
    """The code as the contract keeps it.

    Raises:
        PydanticCustomError: it is no customs code, or one of no goods.
    """
    if not isinstance(value, str):
        return value
    code = customs_code(value)
    if code is not None:
        return code
    kind = "cn_code_of_no_goods" if _DIGITS.fullmatch(value.strip()) else "cn_code_malformed"
    raise PydanticCustomError(
        kind, "{value} is no customs code", {"value": value, "known": ", ".join(GATHERING_HEADINGS)}
    )
