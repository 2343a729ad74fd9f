"""Reading the lists of goods: one TOML file per act and annex, its codes in groups that share a day and a
mark.

A code is written as it is compared: without the zeros that an act prints behind a heading. Codes that an act
takes from an older nomenclature stand under their successors, with ``instead_of``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.inputs.data_files import DAY, FLAG, NUMBER, TEXT, AnyTable, Each, Of, Shape, Table, read_toml
from dualuse.law.language.provision import Validity, Verification
from dualuse.law.shapes import VERIFICATION

_HERE: Final = Path(__file__).parent
_CODE: Final = re.compile(r"(?:[0-9]{2}){1,5}")
_NO_CHAPTERS: Final = frozenset({"00", "77", "99"})
_FIRST_ACT: Final = date(2006, 1, 1)
_AHEAD: Final = timedelta(days=731)
"""So long after the edition that was read whole a code may begin: an act that adds it was read, the annex not
yet again."""
_CELEX: Final = Of(
    "a CELEX number such as 32014R0833", str, lambda text: bool(re.fullmatch(r"3\d{4}R\d{4}", text))
)
_GROUP: Final[dict[str, Shape]] = {
    "since": DAY,
    "by": DAY,
    "until": DAY,
    "part": FLAG,
    "above": NUMBER,
    "instead_of": TEXT,
}
_ANNEX: Final = Table(
    {
        "act": TEXT,
        "celex": _CELEX,
        "annex": TEXT,
        "articles": Each(TEXT, least=1),
        "known_up_to": DAY,
        "verification": VERIFICATION,
        "reference": TEXT,
        "goods": Each(Table({"codes": TEXT}, _GROUP), least=1),
    },
    {"words": AnyTable(TEXT)},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsGroup:
    """Codes of an annex that share what is known of them.

    ``since``: the first day; ``traced``: whether it is that. Where it is not, the codes stood there on that
    day, and it is not known since when. ``until``: the last day. ``part``: the annex takes only a part of
    each code. ``above``: only goods that cost more than so many euros each; 0: whatever they cost.
    ``instead_of``: the code of an older nomenclature that the act prints; that these are its successors is
    our reading.
    """

    codes: tuple[str, ...]
    since: date
    traced: bool
    until: date | None
    part: bool
    above: int
    instead_of: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AnnexGoods:
    """An annex that names goods by customs code.

    ``known_up_to``: the day whose text was compared whole; codes that an act adds later may be named with
    their first day.
    """

    act: str
    celex: str
    annex: str
    articles: tuple[str, ...]
    known_up_to: date
    verification: Verification
    reference: str
    groups: tuple[GoodsGroup, ...]
    words: dict[str, str]

    @property
    def name(self) -> str:
        """``Regulation (EU) No 833/2014, Annex XXIII``."""
        return f"{self.act}, Annex {self.annex}"

    @property
    def key(self) -> str:
        """``32014R0833.XXIII``, as the names of facts hold it."""
        return f"{self.celex}.{self.annex.replace(' ', '_')}"

    @property
    def known_from(self) -> date:
        """The first day from which the list is known whole: before it, codes may have stood there that left
        it since."""
        return max((group.since for group in self.groups if not group.traced), default=date.min)

    @property
    def validity(self) -> Validity:
        """The period from the first day of a code to its last."""
        last = [group.until for group in self.groups]
        return Validity(
            min(group.since for group in self.groups),
            None if None in last else max(day for day in last if day is not None),
        )


def _codes(text: str, place: str) -> tuple[str, ...]:
    codes = tuple(text.split())
    for code in codes:
        if not _CODE.fullmatch(code) or code[:2] in _NO_CHAPTERS:
            raise DataError(
                f"{place}.codes: {code} is no customs code: two to ten digits, two for each step; codes are written without"
                " dots, and only blanks stand between them"
            )
    if len(set(codes)) < len(codes):
        twice = next(code for code in sorted(codes) if codes.count(code) > 1)
        raise DataError(f"{place}.codes: {twice} stands twice")
    return codes


def _see_that_it_fits(since: date, known_up_to: date, place: str, *, traced: bool) -> None:
    """Check that the codes of a group were read in an edition up to ``known_up_to``, or in an act soon
    after it.

    Raises:
        DataError: they were not.
    """
    if since < _FIRST_ACT:
        raise DataError(f"{place}: {since} lies before the acts: the first is of 2006; is the year right?")
    if not traced and since > known_up_to:
        raise DataError(
            f"{place}: by {since} lies after the day the annex is known up to (known_up_to = {known_up_to}): whoever has compared"
            " the whole annex with the text of a later day writes that day there"
        )
    if traced and since > known_up_to + _AHEAD:
        raise DataError(
            f"{place}: since {since} lies more than two years after the day the annex is known up to (known_up_to ="
            f" {known_up_to}): is the year right? If so, compare the whole annex with a later text and write its day there"
        )


def _group(row: dict[str, Any], known_up_to: date, place: str) -> GoodsGroup:
    if ("since" in row) is ("by" in row):
        raise DataError(
            f"{place}: state either since, the first day of the codes, or by, a day on which they stood there"
        )
    since = row.get("since") or row["by"]
    until = row.get("until")
    _see_that_it_fits(since, known_up_to, place, traced="since" in row)
    if until is not None and until < since:
        raise DataError(f"{place}: it ends on {until}, before it begins on {since}")
    return GoodsGroup(
        codes=_codes(row["codes"], place),
        since=since,
        traced="since" in row,
        until=until,
        part=row.get("part", False),
        above=row.get("above", 0),
        instead_of=row.get("instead_of", ""),
    )


def read_annex(path: Path) -> AnnexGoods:
    """The annex of a file.

    Raises:
        DataError: the file is not what the folder holds; the message names the file and the place in it.
    """
    data = read_toml(path)
    _ANNEX.check(data, path_in_package(path))
    groups = tuple(
        _group(row, data["known_up_to"], f"{path_in_package(path)}: goods[{number}]")
        for number, row in enumerate(data["goods"])
    )
    annex = AnnexGoods(
        act=data["act"],
        celex=data["celex"],
        annex=data["annex"],
        articles=tuple(data["articles"]),
        known_up_to=data["known_up_to"],
        verification=Verification[data["verification"].upper()],
        reference=data["reference"],
        groups=groups,
        words=data.get("words", {}),
    )
    if path.stem != annex.key.replace(".", "_", 1):
        raise DataError(
            f"{path_in_package(path)}: holds {annex.name}, so its name is {annex.key.replace('.', '_', 1)}.toml"
        )
    partly = {code for group in groups if group.part for code in group.codes}
    strange = sorted(annex.words.keys() - partly)
    if strange:
        raise DataError(f"{path_in_package(path)}: words: no group with part = true holds {strange[0]}")
    return annex


def annex_of_goods(celex: str, number: str) -> AnnexGoods:
    """The annex ``number`` of the act ``celex``.

    Raises:
        DataError: its goods are not known here.
    """
    annex = annexes_of_goods().get((celex, number))
    if annex is None:
        raise DataError(f"there is no list of the goods of {celex}, Annex {number}")
    return annex


@lru_cache(maxsize=1)
def annexes_of_goods() -> dict[tuple[str, str], AnnexGoods]:
    """All annexes by the CELEX number of the act and their own number."""
    read = (read_annex(path) for path in data_files(_HERE, "3*.toml"))
    return {(annex.celex, annex.annex): annex for annex in read}
