"""What acts of restrictive measures hold and is not executed: rows that every answer names, and points that a person answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from dualuse.data_folders import DataError
from dualuse.i18n import N_
from dualuse.law.language.provision import Validity
from dualuse.law.measures.goods.reading import AnnexGoods
from dualuse.law.measures.reading import act_files, annex_named, codes_near, measure_rows
from dualuse.law.measures.words.reading import WordList, words_of_languages


@dataclass(frozen=True, eq=False, kw_only=True)
class NotExaminedRow:
    """A part of an act that is not executed; no places means every destination.

    ``dual_use``: ``open`` where a person must say whether the act is a measure on dual-use items (EU008 Part 2(c)).
    ``screened``: examined where the parties were screened against the Union's list of asset freezes.
    ``activities``: what it can concern, where not anything; ``listed``: listed items only; ``near``: beginnings of the customs
    codes that it can concern, everywhere where there are no places. ``point``: the name under which a person answers that it reaches a transaction, or does not;
    ``asked_by``: the article of the same act whose question is that answer. ``persons_for``: annexes of goods, which beside listed
    items must not go to persons of another annex: examined where the parties were compared with the annexes that name parties. ``reexport``: it concerns what is known to go on.

    Told where it concerns a transaction only (``is_looked_for``): ``in_texts``: places that an address, the end use or a
    description names and the transaction does not state; ``towns``: other words for them, ``towns_in_addresses``: those that
    are words for goods, too; ``names_of_its_own``: those that name who is of it (adjectives, state firms), and in a description
    goods; ``codes``: of the country, in capitals in an address or the end use;
    ``codes_in_brackets``: such as mean something else otherwise. ``owners_in``: where an owner of a party sits; ``carriers_in``: where a carrier or vessel does.

    Goods of an act that names them by customs code, everywhere: ``near_where``: beginnings of codes that hold much else, which
    concern it only where something points there: ``words`` of a description or end use, ``receivers``: words for who receives,
    ``service``: what one of them is, or may be (``security_service``, ``military``). So do they where no code is stated. (A word that ends in ``*`` begins others.)

    ``under_embargo``: a place of the transaction is under an arms embargo, or may be, that of a party with the ``service`` where
    one is named; ``embargo_elsewhere``: where Art. 4(1)(b) does not look, and no place where it does. ``military_end_use``: what is known of one, or nothing is stated of it;
    ``wmd``: what is known of a use for weapons of mass destruction, or nothing is stated of it. ``unlisted``: items that Annex I does not list.

    ``whatever_code``: ``words`` point to items that Annex I does not list whatever their customs code: parts have that of what they
    are. ``not_to``: a general authorisation to whose destinations it never goes. ``stated_not``: a field of the item that says what it is; ``words`` of the description or the end use point to that, and it is not stated;
    ``targets``: behind one of the words stands one of these, on which it works; ``only_unstated``: nothing is stated there. With a ``service``, ``receivers`` are words that name one in the end use, a description or a name.

    ``use``: a ground of concern to which ``words`` of the end use, or those or ``receivers`` in a receiver's name, point though none
    is stated to be known. ``exporter_abroad``: the exporter is neither resident nor established in the Union, and the items
    are there; ``exporters_in``: where who exports, brokers or assists sits. ``among``: annexes of goods, which it concerns beside
    listed items, where it is not stated that nothing is known to go on.

    ``part_of``: a country of which measures reach a part, where no address says in which part somebody sits who receives;
    ``goods``: annexes of goods, which alone it concerns. ``despite_none``: of an owner who may control a party (``may_control``),
    where it is stated that nothing is known to go on. ``owners_unplaced``: of an owner who may control a party, and of whom no country is
    stated. ``end_user_unstated``: a consignee is stated, and nobody who uses the items.

    ``owners_called``: who may own or control somebody who receives, and is stated to be no service, has one of the ``words`` or
    ``receivers`` in its name; ``surveillance``: the item is, or may be, for surveillance, or on a national list.

    ``receivers_outside``: of a transfer within the Union somebody outside it receives, elsewhere than the destination stated;
    ``leaves_in_words``: a text has one of the ``words``, says with a word of ``onward`` that it goes on, or is for one of the ``firms`` abroad or somebody
    else outside the Union, and no destination there is stated.
    ``service_beside``: who purchases, or stands beside who receives, is a service of a government, and nobody who receives is such a one.

    ``receivers_called``: who receives is stated to be no service, and has one of the ``words`` in its name. ``states_unstated``: a text
    tells a country that is not stated: any (``any``), or one that is, or may be, under an arms embargo (``under_embargo``).

    ``in_descriptions``: the ``words`` of a ``use`` count in the description of an item, too, if it is listed only where it says for what or where it is;
    ``addresses``: words that count in the address of who is looked at; ``described``: words that count in a description only, beside ``words``.
    ``coded_otherwise``: a description has one of the ``words``, and the customs code that is stated is none of ``near``; ``where_diverted``: goods
    are banned there by their code, or often go on from there, and the word says what the item is, not for or with what;
    ``unlike_toys``: words of what no toy has, beside which one that is called a toy counts.

    ``circumstance``: one of which ``words`` say the opposite of what is stated, ``as_stated`` (false, where it does not say), among
    the ``manners``, if any.
    """

    act: str
    url: str
    article: str
    places: tuple[str, ...]
    why: str
    validity: Validity
    dual_use: str = ""
    screened: bool = False
    activities: tuple[str, ...] = ()
    listed: bool = False
    near: tuple[str, ...] = ()
    point: str = ""
    asked_by: str = ""
    persons_for: tuple[AnnexGoods, ...] = ()
    reexport: bool = False
    in_texts: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    towns_in_addresses: tuple[str, ...] = ()
    names_of_its_own: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    codes_in_brackets: tuple[str, ...] = ()
    owners_in: tuple[str, ...] = ()
    carriers_in: tuple[str, ...] = ()
    near_where: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    in_descriptions: bool = False
    coded_otherwise: bool = False
    where_diverted: bool = False
    unlike_toys: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    service: str = ""
    under_embargo: bool = False
    embargo_elsewhere: bool = False
    military_end_use: tuple[str, ...] = ()
    wmd: tuple[str, ...] = ()
    unlisted: bool = False
    use: str = ""
    exporters_in: tuple[str, ...] = ()
    exporter_abroad: bool = False
    among: tuple[AnnexGoods, ...] = ()
    whatever_code: bool = False
    not_to: str = ""
    stated_not: str = ""
    only_unstated: bool = False
    targets: tuple[str, ...] = ()
    part_of: str = ""
    goods: tuple[AnnexGoods, ...] = ()
    despite_none: bool = False
    owners_unplaced: bool = False
    end_user_unstated: bool = False
    circumstance: str = ""
    as_stated: bool = False
    manners: tuple[str, ...] = ()
    owners_called: bool = False
    surveillance: bool = False
    receivers_called: bool = False
    receivers_outside: bool = False
    leaves_in_words: bool = False
    onward: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    service_beside: bool = False
    states_unstated: str = ""

    @cached_property
    def is_looked_for(self) -> bool:
        """Whether it is something that was looked for in the transaction: where it is not there, nothing is left to tell."""
        return bool(
            self.in_texts
            or self.owners_in
            or self.owners_unplaced
            or self.end_user_unstated
            or self.carriers_in
            or self.under_embargo
            or self.use
            or self.exporters_in
            or self.wmd
            or self.exporter_abroad
            or self.stated_not
            or self.coded_otherwise
            or self.part_of
            or self.circumstance
            or self.owners_called
            or self.receivers_called
            or self.receivers_outside
            or self.leaves_in_words
            or self.service_beside
            or self.states_unstated
        )

    @cached_property
    def asks_for_knowledge(self) -> bool:
        """Whether it hangs on what the exporter knows of a use."""
        return bool(self.among or self.wmd or self.military_end_use or self.reexport or self.use)

    @cached_property
    def uses_asked(self) -> frozenset[str]:
        """The grounds of concern on the knowledge of which it hangs: what is stated of the others changes nothing."""
        goes_on = self.reexport or self.among or self.despite_none or self.in_texts or self.states_unstated
        hangs = (
            (self.use, self.use),
            ("wmd", self.wmd),
            ("military_end_use", self.military_end_use or self.embargo_elsewhere),
            ("security_end_use", self.service_beside),
            ("reexport", goes_on),
        )
        return frozenset(use for use, is_asked in hangs if is_asked)

    @cached_property
    def is_by_code(self) -> bool:
        """Whether an act names goods by customs code, everywhere: without a code it is not examined."""
        return bool(self.words) and not (
            self.use
            or self.stated_not
            or self.coded_otherwise
            or self.circumstance
            or self.owners_called
            or self.receivers_called
            or self.leaves_in_words
        )


@lru_cache(maxsize=1)
def not_examined_rows() -> tuple[NotExaminedRow, ...]:
    """All parts of acts that are not executed; of an annex that is asked about, what it names beside Annex I."""
    return (*_stated_not_examined(), *_beside_annex_i())


BESIDE_ANNEX_I: Final = {
    "part": N_(
        "its annex may name items that Annex I does not list; say so under answers if it names this one"
    ),
    "interception": N_("its annex may name equipment that is not specially designed for covert surveillance"),
}
"""Why parts of an annex that is asked about are not examined, by what the provision reaches; told to who states a transaction."""


def _beside_annex_i() -> Iterator[NotExaminedRow]:
    for row in measure_rows():
        if row.items in BESIDE_ANNEX_I and "export" in row.activities and not row.near:
            why = BESIDE_ANNEX_I[row.items]
            near = row.beside or _NEAR_ANNEX
            yield NotExaminedRow(
                act=row.act,
                url=row.url,
                article=row.article,
                places=row.places,
                why=why,
                validity=row.validity,
                near=near,
                asked_by=row.article,
            )


_NO_EQUIPMENT: Final = (44, 45, 46, 47, 57, 66, 67, 77, 92, 97)
_OF_CHAPTERS: Final = {49: ("4906", "4911"), 94: ("9401", "9405", "9406")}
_NEAR_ANNEX: Final = tuple(
    heading
    for chapter in range(25, 98)
    if chapter not in _NO_EQUIPMENT
    for heading in _OF_CHAPTERS.get(chapter, (f"{chapter:02}",))
)
"""Chapters of the tariff in which such goods are found where nothing else is known, and headings of two: no food, drink, tobacco, wood,
carpet, umbrella, musical instrument, work of art, book, desk or mattress is equipment or a chemical (our reading)."""
UNEXECUTED: Final = "unexecuted."
"""Begins the answers whether a part of an act that is not executed reaches a transaction."""


@lru_cache(maxsize=1)
def points() -> frozenset[str]:
    """The names of all answers whether a part of an act reaches a transaction, but those that a provision asks for."""
    return frozenset(row.point for row in _stated_not_examined() if row.point)


def _near_annex(file: dict[str, Any], row: dict[str, Any]) -> tuple[str, ...]:
    """The annex codes of the article whose question asks about this row."""
    asking = (other for other in file.get("provisions", ()) if other["article"] == row.get("asked_by"))
    return next(
        (
            codes_near(other.get("beside", [])) or _NEAR_ANNEX
            for other in asking
            if other["items"] in BESIDE_ANNEX_I
        ),
        (),
    )


def _words(file: dict[str, Any], stated: str | list[str]) -> WordList:
    """The words of a row: its own, or those of a list of its file."""
    if not isinstance(stated, str):
        return WordList(stated)
    lists = file.get("words", {})
    if stated not in lists:
        raise DataError(
            f"measures/{file['title']}: no list of words is called {stated!r}; add it under words"
        )
    return WordList((*lists[stated], *words_of_languages(stated)))


@lru_cache(maxsize=32)
def words_called(name: str) -> WordList:
    """The list of words of that name which several rules look for, in every language; one that ends in ``*`` begins others."""
    words = next(tuple(file["words"][name]) for file in act_files() if name in file.get("words", {}))
    return WordList((*words, *words_of_languages(name)))


@lru_cache(maxsize=256)
def words_and_receivers(row: NotExaminedRow) -> WordList:
    """The words of the row, and those for who receives; the same list where there are none, so that it is looked up as one."""
    if isinstance(row.words, WordList) and not row.receivers:
        return row.words
    return WordList((*row.words, *row.receivers))


def _stated_not_examined() -> tuple[NotExaminedRow, ...]:
    return tuple(
        NotExaminedRow(
            act=row.get("act", file["act"]),
            url=row.get("url", file["url"]),
            article=row.get("article", ""),
            places=tuple(row["places"]),
            why=row["why"],
            validity=Validity(row.get("since", date.min), row.get("until")),
            dual_use=row.get("dual_use", ""),
            screened=row.get("screened", False),
            activities=tuple(row.get("activities", ())),
            listed=row.get("listed", False),
            near=codes_near(row["near"]) if "near" in row else _near_annex(file, row),
            point=f"{UNEXECUTED}{row['point']}" if "point" in row else "",
            asked_by=row.get("asked_by", ""),
            persons_for=tuple(
                annex_named("", annex, f"{row['article']}: persons_for")
                for annex in row.get("persons_for", ())
            ),
            reexport=row.get("reexport", False),
            in_texts=tuple(row.get("in_texts", ())),
            towns=tuple(row.get("towns", ())),
            towns_in_addresses=tuple(row.get("towns_in_addresses", ())),
            names_of_its_own=tuple(row.get("names_of_its_own", ())),
            codes=tuple(row.get("codes", ())),
            codes_in_brackets=tuple(row.get("codes_in_brackets", ())),
            owners_in=tuple(row.get("owners_in", ())),
            carriers_in=tuple(row.get("carriers_in", ())),
            near_where=tuple(row.get("near_where", ())),
            words=_words(file, row.get("words", ())),
            unlike_toys=WordList(row.get("unlike_toys", ())),
            targets=WordList(row.get("targets", ())),
            onward=WordList(row.get("onward", ())),
            firms=WordList(row.get("firms", ())),
            described=_words(file, row.get("described", ())),
            addresses=_words(file, row.get("addresses", ())),
            in_descriptions=row.get("in_descriptions", False),
            coded_otherwise=row.get("coded_otherwise", False),
            where_diverted=row.get("where_diverted", False),
            receivers=_words(file, row.get("receivers", ())),
            service=row.get("service", ""),
            under_embargo=row.get("under_embargo", False),
            embargo_elsewhere=row.get("embargo_elsewhere", False),
            military_end_use=tuple(row.get("military_end_use", ())),
            wmd=tuple(row.get("wmd", ())),
            unlisted=row.get("unlisted", False),
            use=row.get("use", ""),
            exporters_in=tuple(row.get("exporters_in", ())),
            exporter_abroad=row.get("exporter_abroad", False),
            not_to=row.get("not_to", ""),
            whatever_code=row.get("whatever_code", False),
            stated_not=row.get("stated_not", ""),
            only_unstated=row.get("only_unstated", False),
            part_of=row.get("part_of", ""),
            despite_none=row.get("despite_none", False),
            owners_unplaced=row.get("owners_unplaced", False),
            end_user_unstated=row.get("end_user_unstated", False),
            circumstance=row.get("circumstance", ""),
            as_stated=row.get("as_stated", False),
            manners=tuple(row.get("manners", ())),
            owners_called=row.get("owners_called", False),
            surveillance=row.get("surveillance", False),
            receivers_called=row.get("receivers_called", False),
            receivers_outside=row.get("receivers_outside", False),
            leaves_in_words=row.get("leaves_in_words", False),
            service_beside=row.get("service_beside", False),
            states_unstated=row.get("states_unstated", ""),
            goods=tuple(annex_named("", annex, f"{row['article']}: goods") for annex in row.get("goods", ())),
            among=tuple(annex_named("", annex, f"{row['article']}: among") for annex in row.get("among", ())),
        )
        for file in act_files()
        for row in file.get("not_examined", ())
    )
