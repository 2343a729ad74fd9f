"""Reading the tables of listings: asset freezes by act, annexes that name parties, lists of others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from dualuse.data_folders import only_these, path_in_package
from dualuse.inputs.data_files import ANY_TEXT, DAY, FLAG, NUMBER, TEXT, Each, OneOf, Shape, Table, read_toml
from dualuse.law.language.provision import Validity, Verification
from dualuse.law.measures.goods.reading import AnnexGoods, annex_of_goods
from dualuse.law.measures.listings.model import Ownership
from dualuse.law.shapes import PLACE, VERIFICATION

_HERE: Final = Path(__file__).parent
_NUMBER: Final = re.compile(r"\d{1,4}/\d{2,4}")
_CELEX: Final = re.compile(r"\b3(\d{4})[A-Z]{1,2}(\d{4})\b")
_ANNEX: Final = re.compile(r"\bAnnex ([IVXLC]+[a-z]?)\b")


def _cited(act: str, article: str) -> str:
    """An act with its article; alone where the article was not seen."""
    return f"{act}, {article}" if article else act


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """The asset freeze of an act. ``article``: what forbids to make economic resources available; "" if not seen.

    ``frozen``: the article that freezes what the listed have; "" if not seen.
    """

    act: str
    celex: str
    url: str
    programmes: tuple[str, ...]
    article: str
    validity: Validity
    reference: str
    verification: Verification
    exceptions: tuple[str, ...] = ()
    frozen: str = ""
    frozen_verification: Verification = Verification.UNVERIFIED

    @property
    def citation(self) -> str:
        """``Regulation (EU) No 269/2014, Art. 2(2)``; without the article where it was not seen."""
        return _cited(self.act, self.article)

    @property
    def freezing(self) -> str:
        """The same of the article that freezes: ``Regulation (EU) No 269/2014, Art. 2(1)``."""
        return _cited(self.act, self.frozen)

    @property
    def number(self) -> str:
        """``269/2014``, by which lists name the act."""
        return act_numbers(self.act)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedFreeze:
    """An asset freeze that is over; ``until``: the last day on which it may have been in force, ``ended`` in words."""

    act: str
    article: str
    programmes: tuple[str, ...]
    until: date
    ended: str
    successor: str
    reference: str
    verification: Verification

    @property
    def citation(self) -> str:
        """The act with its article, where it was seen."""
        return _cited(self.act, self.article)

    @property
    def number(self) -> str:
        """By which lists name the act."""
        return act_numbers(self.act)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex of a Union act that names parties; ``rule``, ``owned``: see ``annexes.toml``. No acts: generic."""

    citation: str
    kinds: tuple[str, ...]
    acts: tuple[str, ...]
    annexes: tuple[str, ...]
    needs_annex: bool
    programmes: tuple[str, ...]
    places: tuple[str, ...]
    rule: str
    summary: str
    exceptions: tuple[str, ...]
    url: str
    validity: Validity
    reference: str
    verification: Verification
    owned: Ownership = "unread"
    owned_where: str = ""
    remark: str = ""
    bodies: tuple[str, ...] = ()
    everywhere_since: date | None = None
    goods: tuple[AnnexGoods, ...] = ()

    @property
    def generic(self) -> bool:
        """Whether the row speaks of no act in particular: the reading where the act of an entry is not known here."""
        return not self.acts

    def takes(self, named: tuple[str, ...], remarks: tuple[str, ...] = ()) -> bool:
        """Whether the row can be meant where a list names these annexes, or none, and says this in words."""
        if named:
            return not self.annexes or bool(set(named) & set(self.annexes))
        return not self.needs_annex or self.is_in_remarks(remarks)

    def is_in_remarks(self, remarks: tuple[str, ...]) -> bool:
        """Whether the list says in words that the row is meant."""
        return bool(self.remark) and any(self.remark in remark for remark in remarks)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherList:
    """What an entry of a list of others means; ``effect`` is ``open`` or ``note``. No kinds: any."""

    code: str
    lists: tuple[str, ...]
    kinds: tuple[str, ...]
    effect: str
    citation: str
    summary: str
    url: str
    verification: Verification

    def fits(self, list_id: str, kind: str) -> bool:
        """Whether the row speaks of an entry of that list by that measure."""
        named = any(
            list_id.startswith(name[:-1]) if name.endswith("*") else list_id == name for name in self.lists
        )
        return named and (not self.kinds or kind in self.kinds)


def act_numbers(text: str) -> tuple[str, ...]:
    """The numbers of acts in a text: ``2023/1765 (OJ L226)`` gives ``2023/1765``, ``32014R0833`` gives ``833/2014``.

    A number of a CELEX is given in both orders, since acts until 2014 put the year last.
    """
    numbers = list(_NUMBER.findall(text))
    for year, number in _CELEX.findall(text):
        numbers += [f"{int(number)}/{year}", f"{year}/{int(number)}"]
    return tuple(numbers)


def annexes_in(text: str) -> tuple[str, ...]:
    """The annexes that a text names, without their parts: ``32014R0833 Annex XIX.A`` gives ``XIX``."""
    return tuple(_ANNEX.findall(text))


_KNOWN: Final[dict[str, Shape]] = {"reference": TEXT, "verification": VERIFICATION}
_FREEZE_ROW: Final = Table(
    {"act": TEXT, "celex": TEXT, "url": TEXT, "programmes": Each(TEXT), "article": ANY_TEXT, **_KNOWN},
    {
        "since": DAY,
        "until": DAY,
        "exceptions": Each(TEXT),
        "frozen": TEXT,
        "frozen_verification": VERIFICATION,
    },
)
_ENDED_ROW: Final = Table(
    {"act": TEXT, "programmes": Each(TEXT), "ended": NUMBER, **_KNOWN}, {"article": TEXT, "successor": TEXT}
)
_ANNEX_ROW: Final = Table(
    {
        "kinds": Each(TEXT, least=1),
        "acts": Each(TEXT),
        "programmes": Each(TEXT),
        "places": Each(PLACE),
        "rule": OneOf(("named_user", "carriage", "transaction", "open", "note", "own")),
        "summary": TEXT,
        "exceptions": Each(TEXT),
        "url": TEXT,
        **_KNOWN,
    },
    {
        "act": TEXT,
        "article": TEXT,
        "title": TEXT,
        "annexes": Each(TEXT),
        "needs_annex": FLAG,
        "since": DAY,
        "until": DAY,
        "owned": OneOf(get_args(Ownership)),
        "owned_where": TEXT,
        "said": TEXT,
        "bodies": Each(TEXT),
        "everywhere_since": DAY,
        "goods": Each(TEXT, least=1),
    },
)
_LIST_ROW: Final = Table(
    {
        "code": TEXT,
        "lists": Each(TEXT, least=1),
        "kinds": Each(TEXT),
        "effect": OneOf(("open", "note")),
        "title": TEXT,
        "summary": TEXT,
        "url": ANY_TEXT,
        "verification": VERIFICATION,
    },
    {"reference": TEXT},
)
_FILES: Final = {
    "annexes.toml": ("annexes", _ANNEX_ROW),
    "ended_freezes.toml": ("ended", _ENDED_ROW),
    "freezes.toml": ("freezes", _FREEZE_ROW),
    "other_lists.toml": ("entries", _LIST_ROW),
}
"""The tables: what their rows are called, and what a row holds."""


def _rows(file: str) -> list[dict[str, Any]]:
    only_these(_HERE, *_FILES)
    name, shape = _FILES[file]
    data = read_toml(_HERE / file)
    Table({name: Each(shape)}, {}).check(data, path_in_package(_HERE / file))
    rows: list[dict[str, Any]] = data[name]
    return rows


def _validity(row: dict[str, Any]) -> Validity:
    return Validity(row.get("since", date.min), row.get("until"))


@lru_cache(maxsize=1)
def freezes() -> tuple[Freeze, ...]:
    """The asset freezes of all acts."""
    return tuple(
        Freeze(
            act=row["act"],
            celex=row["celex"],
            url=row["url"],
            programmes=tuple(row["programmes"]),
            article=row["article"],
            validity=_validity(row),
            reference=row["reference"],
            verification=Verification[row["verification"].upper()],
            exceptions=tuple(row.get("exceptions", ())),
            frozen=row.get("frozen", ""),
            frozen_verification=Verification[row.get("frozen_verification", "unverified").upper()],
        )
        for row in _rows("freezes.toml")
    )


@lru_cache(maxsize=1)
def ended_freezes() -> tuple[EndedFreeze, ...]:
    """The asset freezes that are over: those of other days among the acts, and of acts that are no more."""
    over = [
        EndedFreeze(
            act=row.act,
            article=row.article,
            programmes=row.programmes,
            until=row.validity.until,
            ended=row.validity.until.strftime("%m/%Y"),
            successor="",
            reference=row.reference,
            verification=row.verification,
        )
        for row in freezes()
        if row.validity.until is not None
    ]
    return (*over, *(_ended(row) for row in _rows("ended_freezes.toml")))


def _ended(row: dict[str, Any]) -> EndedFreeze:
    year = int(row["ended"])
    return EndedFreeze(
        act=row["act"],
        article=row.get("article", ""),
        programmes=tuple(row["programmes"]),
        until=date(year, 12, 31),
        ended=str(year),
        successor=row.get("successor", ""),
        reference=row["reference"],
        verification=Verification[row["verification"].upper()],
    )


def words_told() -> tuple[str, ...]:
    """What lists say in words and some row asks for: only remarks that hold one of these bear on a meaning."""
    return tuple(row.remark for row in annexes() if row.remark)


@lru_cache(maxsize=1)
def annexes() -> tuple[Annex, ...]:
    """The annexes that name parties, those of an act before the generic ones."""
    return tuple(
        Annex(
            citation=row.get("title") or f"{row['act']}, {row['article']}",
            kinds=tuple(row["kinds"]),
            acts=tuple(row["acts"]),
            annexes=tuple(row.get("annexes", ())),
            needs_annex=row.get("needs_annex", False),
            programmes=tuple(row["programmes"]),
            places=tuple(row["places"]),
            rule=row["rule"],
            summary=row["summary"],
            exceptions=tuple(row["exceptions"]),
            url=row["url"],
            validity=_validity(row),
            reference=row["reference"],
            verification=Verification[row["verification"].upper()],
            owned=row.get("owned", "unread"),
            owned_where=row.get("owned_where", ""),
            remark=row.get("said", ""),
            bodies=tuple(row.get("bodies", ())),
            everywhere_since=row.get("everywhere_since"),
            goods=tuple(annex_of_goods(*annex.split(" ", 1)) for annex in row.get("goods", ())),
        )
        for row in _rows("annexes.toml")
    )


@lru_cache(maxsize=1)
def other_lists() -> tuple[OtherList, ...]:
    """The lists of others, in the order in which they are asked."""
    return tuple(
        OtherList(
            code=row["code"],
            lists=tuple(row["lists"]),
            kinds=tuple(row["kinds"]),
            effect=row["effect"],
            citation=row["title"],
            summary=row["summary"],
            url=row["url"],
            verification=Verification[row["verification"].upper()],
        )
        for row in _rows("other_lists.toml")
    )
