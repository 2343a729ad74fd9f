"""The surveillance families of Annex I: which listed items are cyber-surveillance items of themselves (Art. 2(20)).

Grouping: the six families of the appendix to Recommendation (EU) 2024/2659 (from secondary sources; the codes and
their substance were compared with Annex I of 15.11.2025). Software and technology entries that serve a family among
other things take only a part, with a question.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import only_these, path_in_package
from dualuse.i18n import N_, Message
from dualuse.inputs.data_files import TEXT, AnyTable, Each, OneOf, Table, read_toml
from dualuse.law.eu_2021_821.control_list.codes import CodeRow, CodeSet, covers_code
from dualuse.law.eu_2021_821.control_list.shape import CODE


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "surveillance.toml"
    only_these(path.parent, path.name)
    data = read_toml(path)
    family_names = OneOf(tuple(data.get("families", ())))
    row = Table({"code": CODE, "family": family_names, "reference": TEXT}, {"part": TEXT})
    Table({"families": AnyTable(TEXT), "items": Each(row)}, {}).check(data, path_in_package(path))
    return data


def families() -> tuple[str, ...]:
    """Names of the families, in the order of the file."""
    return tuple(dict.fromkeys(row["family"] for row in _data()["items"]))


def family(code: str) -> str | None:
    """The family that ``code`` belongs to as a whole, or None."""
    for row in _data()["items"]:
        if not row.get("part") and covers_code(row["code"], code) is True:
            return str(row["family"])
    return None


def may_belong(name: str, code: str) -> bool:
    """Whether ``code`` leaves open that an item of it is of the family: it holds the family's items among others, or a part of it is.

    ``5A001`` holds the interception sets of ``5A001.f`` and much else.
    """
    rows = [row for row in _data()["items"] if row["family"] == name]
    answers = [(covers_code(row["code"], code), bool(row.get("part"))) for row in rows]
    if any(answer is True and not part for answer, part in answers):
        return False
    return any(answer is None or (answer is True and part) for answer, part in answers)


def family_label(name: str) -> str:
    """The English label of a family, marked for translation in the data file."""
    return str(_data()["families"][name])


SURVEILLANCE: Final = CodeSet(
    "surveillance",
    Message("codes.surveillance", N_("the listed cyber-surveillance items")),
    (CodeRow(row["code"], row.get("part", ""), row["reference"]) for row in _data()["items"]),
)


def listed_items(items: Iterable[tuple[str, Iterable[str]]]) -> frozenset[str]:
    """Of items with their entries, those that are cyber-surveillance items of themselves, by an entry that is listed as one."""
    return frozenset(
        name for name, entries in items if any(SURVEILLANCE.covers(entry, {}) is True for entry in entries)
    )


_NO_EQUIPMENT: Final = (
    *(f"{chapter:02}" for chapter in (*range(1, 37), 38, 41, *range(43, 49), *range(50, 71))),
    *(f"39{heading:02}" for heading in range(1, 26)),
    *(f"40{heading:02}" for heading in range(1, 16)),
    *[
        "7201",
        "7202",
        "7203",
        "7204",
        "7205",
        "7206",
        "7207",
        "7208",
        "7209",
        "721",
        "722",
        "7301",
        "7302",
        "7303",
        "7304",
        "7305",
        "7306",
        "7307",
        "7309",
        "731",
        "7320",
        "7321",
        "7322",
        "7323",
        "7324",
    ],
    *(f"74{heading:02}" for heading in range(1, 16)),
    *[
        "7601",
        "7602",
        "7603",
        "7604",
        "7605",
        "7606",
        "7607",
        "7608",
        "7609",
        "7611",
        "7612",
        "7613",
        "7614",
        "7615",
        "9401",
        "9402",
        "9403",
        "9404",
    ],
)
"""Beginnings of customs codes of goods that read, monitor or extract no data of information and telecommunication systems, whatever they are made for (Art. 2(20)): food, minerals,
chemicals, wood, paper, textiles, clothes, stone, glass, metal and its plain articles, furniture. Left out are machines, apparatus, media, vehicles and instruments,
and headings of "other articles", "parts" or "structures", which may be made for such equipment. Chapters from memory, unverified."""
_PRINTED: Final = "49"
"""Printed matter: a book is none, and what stands in it may be technology, which is another item (``items.kind``)."""


def can_survey_nothing(customs_code: str | None, kind: str | None) -> bool:
    """Whether goods of a customs code can be no cyber-surveillance item, so that nothing need be stated of that.

    Args:
        customs_code: digits, or None where none is stated.
        kind: ``goods``, ``software``, ``technology``, or None.

    Returns:
        ``False`` where the code leaves it open, for software and technology, and for printed matter that is not stated to be goods.
    """
    if customs_code is None or kind not in (None, "goods"):
        return False
    return customs_code.startswith(_NO_EQUIPMENT) or (customs_code.startswith(_PRINTED) and kind == "goods")
