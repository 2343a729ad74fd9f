"""Reading what annexes describe without customs codes: one TOML file per kind of goods, the beginnings of their codes in groups."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.inputs.data_files import TEXT, Each, Of, Table, read_toml
from dualuse.law.shapes import VERIFICATION

_HERE: Final = Path(__file__).parent
_CODES: Final = re.compile(r"(?:\d\d){1,5}(?: (?:\d\d){1,5})*")
_KIND: Final = Table(
    {
        "reference": TEXT,
        "verification": VERIFICATION,
        "goods": Each(
            Table(
                {
                    "codes": Of(
                        "beginnings of customs codes", str, lambda text: bool(_CODES.fullmatch(text))
                    ),
                    "what": TEXT,
                },
                {},
            ),
            least=1,
        ),
    },
    {},
)


@lru_cache(maxsize=1)
def goods_described() -> dict[str, tuple[str, ...]]:
    """The beginnings of the customs codes under which each kind of goods is found, by the name of its file.

    Raises:
        DataError: a file is not what the folder holds, or a code of it stands under another one.
    """
    return {path.stem: _codes(path) for path in data_files(_HERE, "*.toml")}


def _codes(path: Path) -> tuple[str, ...]:
    data = read_toml(path)
    _KIND.check(data, path_in_package(path))
    codes = tuple(code for group in data["goods"] for code in group["codes"].split())
    for code in codes:
        above = {code[:length] for length in range(2, len(code), 2)} & set(codes)
        if above or codes.count(code) > 1:
            raise DataError(
                f"{path_in_package(path)}: {code} stands twice, or under another code of the file"
            )
    return codes
