"""The places and codes that provisions of the AWV name (``lists.toml``)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, only_these, path_in_package
from dualuse.inputs.data_files import TEXT, Each, Of, Table, read_toml
from dualuse.law.shapes import CODE, PLACE, VERIFICATION
from dualuse.law.states import jurisdiction

GERMANY: Final = "DE"


def _is_national(code: str) -> bool:
    state = jurisdiction(GERMANY)
    return state is not None and any(code == entry.code for entry in state.national_entries.values())


_NATIONAL_CODE: Final = Of("a code of the German list (states/DE.toml)", str, _is_national)
_HEAD: Final = {"id": TEXT, "reference": TEXT, "verification": VERIFICATION}
_FILE: Final = Table(
    {
        "places": Each(Table({**_HEAD, "places": Each(PLACE, least=1)}, {})),
        "codes": Each(Table({**_HEAD, "codes": Each(CODE, least=1)}, {})),
        "national_codes": Each(Table({**_HEAD, "codes": Each(_NATIONAL_CODE, least=1)}, {})),
    },
    {},
)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    """Each list by its name.

    Raises:
        DataError: a field has a slip in its name, or a place or code is none.
    """
    path: Path = Path(__file__).with_name("lists.toml")
    only_these(path.parent, path.name)
    data = read_toml(path)
    _FILE.check(data, path_in_package(path))
    return {row["id"]: tuple(row.get("places") or row["codes"]) for rows in data.values() for row in rows}


def listed(name: str) -> tuple[str, ...]:
    """The places or codes of the list called so.

    Raises:
        DataError: as above, or there is no such list.
    """
    rows = _lists()
    if name not in rows:
        raise DataError(f"{path_in_package(Path(__file__).with_name('lists.toml'))}: missing: {name}")
    members: tuple[str, ...] = rows[name]
    return members
