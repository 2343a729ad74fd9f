"""What the Regulation leaves to a State, as data: authority, options, national list, calendar, retention.

One TOML file per State (27 Member States; partner countries need no code, only a file). A file says what is
known of the State: an option that it does not name is ``unknown`` and stays unknown in every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dualuse.data_folders import DataError, data_files, path_in_package
from dualuse.i18n import N_
from dualuse.inputs.data_files import (
    ANY_TEXT,
    DAY,
    FLAG,
    NUMBER,
    TEXT,
    Cases,
    Each,
    Of,
    OneOf,
    Shape,
    Table,
    read_toml,
)
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS, authorisation_places
from dualuse.law.eu_2021_821.control_list.codes import is_under
from dualuse.law.eu_2021_821.facts import USES
from dualuse.law.eu_2021_821.facts.options import OPTION_NAMES
from dualuse.law.language.logic import Truth, any_truth, opposite
from dualuse.law.language.provision import Verification
from dualuse.law.shapes import PLACE, VERIFICATION
from dualuse.law.territories import UNION, member_states

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option: ``value`` yes, no, unknown (or a way of notice); limits of the national rule, where it has
    any.

    ``uses``: grounds of Art. 4(1) that the rule reaches (empty: all). ``consequence``: ``authorisation``, or
    ``notification`` where the national rule asks to notify and lets the authority decide. ``items`` (Art.
    11(2)): ``any``, ``national_list``, or ``on_decision`` where the authority must first have decided or
    informed. ``aware`` says what national law asks of who is aware: ``notification`` for non-listed items
    (Arts 6(3), 8(4)), ``authorisation`` under its rule on suspicion (Arts 4(3), 5(3), 6(4), 8(5)).
    """

    value: str
    scope: str = ""
    reference: str = ""
    verification: Verification = Verification.UNVERIFIED
    since: date | None = None
    uses: tuple[str, ...] = ()
    consequence: str = "authorisation"
    items: str = "any"
    aware: str = ""

    def truth(self, on: date) -> Truth:
        """Whether the option is used on the day ``on``; None where it is not known, as before ``since``."""
        if self.value == "unknown" or (self.since is not None and on < self.since):
            return None
        return self.value == "yes"


_NOT_READ: Final = Option(
    value="unknown",
    reference="No readable source found; OJ C/2024/5881 lists the notified measures and was not available in full",
)
"""An option that a State's file does not name. So is a national list known, too, whose status is ``unknown``
without a reference."""
_FROM_MEMORY: Final = N_("From memory, no source was found")
"""The reference of an unverified note that names none."""
_NO_MEMBER: Final = Option(value="unknown", reference="Not applicable: the option belongs to Member States")
_RETENTION_YEARS: Final = 5
"""Art. 27(3), where national law asks for no longer one (official)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalEntry:
    """An entry of a national list (Art. 9): its code as printed, and the destinations it reaches."""

    code: str
    title: str
    kind: str
    only: tuple[str, ...]
    excluded: tuple[str, ...]

    def reaches(self, destination: str, on: date) -> Truth:
        """Whether the entry asks for an authorisation for ``destination``."""
        if self.only:
            return destination in self.only
        excluded = (UNION if name == "UNION" else authorisation_places(name) for name in self.excluded)
        return opposite(any_truth(places.contains(destination, on) for places in excluded))


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalGeneral:
    """A national general authorisation whose text was not read (Art. 12(6)), with what is known of it.

    ``last_seen``: the day until which it was last seen as valid; None: nothing more is known, and what
    follows says nothing.
    ``codes``: beginnings of the codes it is for, ``kinds`` and ``places`` (empty: not known to be limited);
    ``not_beside_union``: it may not be used where EU001 to EU006 cover the export.
    """

    identifier: str
    title: str
    verification: Verification
    last_seen: date | None = None
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    not_beside_union: bool = False


@dataclass(frozen=True, slots=True)
class ValueThreshold:
    """The contract value up to which a national list asks for nothing (exact decimal, in ``currency``)."""

    amount: Decimal
    currency: str
    kinds: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Jurisdiction:
    """A State as the determination needs it."""

    code: str
    name: str
    union_member: bool
    authority: str
    authority_url: str
    authority_verification: Verification
    holidays_country: str
    holidays_subdivision: str
    options: dict[str, Option]
    retention_years: int
    list_status: str
    list_verification: Verification
    threshold: ValueThreshold | None
    national_entries: dict[str, NationalEntry]
    general_authorisations: tuple[NationalGeneral, ...]
    notes: tuple[tuple[str, str], ...]

    def option(self, name: str) -> Option:
        """The option called ``name``, one of ``OPTION_NAMES``."""
        return self.options[name]

    def find_national(self, code: str) -> tuple[NationalEntry, ...]:
        """Entries of the national list that ``code`` is, lies under, or contains."""
        wanted = code.replace(" ", "").rstrip(".").casefold()
        return tuple(
            entry
            for entry in self.national_entries.values()
            if is_under(wanted, entry.code.casefold()) or is_under(entry.code.casefold(), wanted)
        )


_SOURCE: Final[dict[str, Shape]] = {"reference": TEXT, "verification": VERIFICATION}
"""How something is known."""
_KIND: Final = OneOf(("goods", "software", "technology"))
_OPTION: Final[dict[str, Shape]] = {
    "scope": ANY_TEXT,
    "since": DAY,
    "uses": Each(OneOf(USES)),
    "consequence": OneOf(("authorisation", "notification")),
    "items": OneOf(("any", "national_list", "on_decision")),
    "aware": OneOf(("authorisation", "notification")),
}
_OPTIONS: Final[dict[str, Shape]] = {
    **dict.fromkeys(OPTION_NAMES, Table({"value": OneOf(("yes", "no", "unknown")), **_SOURCE}, _OPTION)),
    "first_use_notice": Table(
        {"value": OneOf(("within_30_days_after", "before_first_use", "unknown")), **_SOURCE},
        {"scope": ANY_TEXT},
    ),
}
_ENTRY: Final = Table(
    {"code": TEXT, "title": TEXT, "kind": _KIND},
    {"only": Each(PLACE), "except": Each(OneOf(("UNION", *IDENTIFIERS))), "surveillance": FLAG},
)
_LIMIT: Final = Table(
    {
        "amount": Of("an amount such as 5000", str, lambda text: text.isdecimal()),
        "currency": TEXT,
        "kinds": Each(_KIND),
        "reference": TEXT,
    },
    {},
)
_LIST: Final = Table({"status": TEXT, **_SOURCE}, {"entries": Each(_ENTRY), "value_threshold": _LIMIT})
_NOTE: Final = Cases(
    "verification",
    {
        **{word: Table({"text": TEXT, **_SOURCE}, {}) for word in ("official", "secondary")},
        "unverified": Table({"text": TEXT, "verification": VERIFICATION}, {"reference": TEXT}),
    },
)
_STATE: Final = Table(
    {
        "code": PLACE,
        "name": TEXT,
        "union_member": FLAG,
        "authority": Table({"name": TEXT, "url": ANY_TEXT, **_SOURCE}, {}),
        "calendar": Table({"country": TEXT, **_SOURCE}, {"subdivision": ANY_TEXT}),
        "national_list": Cases(
            "status",
            {
                **dict.fromkeys(("known", "exists_unknown_content"), _LIST),
                "unknown": Table({"status": TEXT, "verification": VERIFICATION}, {"reference": TEXT}),
            },
        ),
    },
    {
        "options": Table({}, _OPTIONS, of="option"),
        "records": Table({"retention_years": NUMBER, **_SOURCE}, {}),
        "national_general_authorisations": Each(
            Table(
                {"id": TEXT, "title": TEXT, **_SOURCE},
                {
                    "last_seen": DAY,
                    "codes": Each(TEXT),
                    "kinds": Each(_KIND),
                    "places": Each(PLACE),
                    "not_beside_union": FLAG,
                },
            )
        ),
        "notes": Each(_NOTE),
    },
)
"""The file of a State."""


@lru_cache(maxsize=512)
def jurisdiction(code: str) -> Jurisdiction | None:
    """The State with the ISO code ``code``, or None where there is no file for it. ``XI`` has none.

    Raises:
        DataError: its file, or that of another State, is not what it must be.
    """
    if code not in known_jurisdictions():
        return None
    path = _HERE / f"{code}.toml"
    data = read_toml(path)
    _STATE.check(data, path_in_package(path))
    if data["code"] != code:
        raise DataError(f"{path_in_package(path)}: code: {data['code']} is not the name of the file")
    if data["union_member"] != (code in member_states()):
        raise DataError(f"{path_in_package(path)}: union_member: law/territories.toml says otherwise")
    return _read(data)


@lru_cache(maxsize=1)
def known_jurisdictions() -> tuple[str, ...]:
    """ISO codes of the States that have a file.

    Raises:
        DataError: a file is that of no State.
    """
    paths = data_files(_HERE, "[A-Z][A-Z].toml")
    for path in paths:
        PLACE.check(path.stem, path_in_package(path))
    return tuple(path.stem for path in paths)


def _verification(table: dict[str, Any]) -> Verification:
    return Verification[str(table.get("verification") or "unverified").upper()]


def _read(data: dict[str, Any]) -> Jurisdiction:
    authority, listing = data["authority"], data["national_list"]
    return Jurisdiction(
        code=data["code"],
        name=data["name"],
        union_member=data["union_member"],
        authority=authority["name"],
        authority_url=authority["url"],
        authority_verification=_verification(authority),
        holidays_country=data["calendar"]["country"],
        holidays_subdivision=data["calendar"].get("subdivision", ""),
        options=_options(data.get("options", {}), _NOT_READ if data["union_member"] else _NO_MEMBER),
        retention_years=data.get("records", {}).get("retention_years", _RETENTION_YEARS),
        list_status=listing["status"],
        list_verification=_verification(listing),
        threshold=_threshold(listing.get("value_threshold")),
        national_entries={row["code"]: _entry(row) for row in listing.get("entries", ())},
        general_authorisations=tuple(map(_general, data.get("national_general_authorisations", ()))),
        notes=tuple((row["text"], row.get("reference", _FROM_MEMORY)) for row in data.get("notes", ())),
    )


def _options(rows: dict[str, dict[str, Any]], unstated: Option) -> dict[str, Option]:
    return {name: _option(rows[name]) if name in rows else unstated for name in OPTION_NAMES}


def _option(row: dict[str, Any]) -> Option:
    return Option(
        value=row["value"],
        scope=row.get("scope", ""),
        reference=row.get("reference", ""),
        verification=_verification(row),
        since=row.get("since"),
        uses=tuple(row.get("uses", ())),
        consequence=row.get("consequence", "authorisation"),
        items=row.get("items", "any"),
        aware=row.get("aware", ""),
    )


def _entry(row: dict[str, Any]) -> NationalEntry:
    return NationalEntry(
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        only=tuple(row.get("only", ())),
        excluded=tuple(row.get("except", ())),
    )


def _general(row: dict[str, Any]) -> NationalGeneral:
    return NationalGeneral(
        identifier=row["id"],
        title=row["title"],
        verification=_verification(row),
        last_seen=row.get("last_seen"),
        codes=tuple(row.get("codes", ())),
        kinds=tuple(row.get("kinds", ())),
        places=tuple(row.get("places", ())),
        not_beside_union=row.get("not_beside_union", False),
    )


def _threshold(row: dict[str, Any] | None) -> ValueThreshold | None:
    if row is None:
        return None
    return ValueThreshold(Decimal(row["amount"]), row["currency"], tuple(row["kinds"]), row["reference"])


@lru_cache(maxsize=1)
def value_thresholds() -> dict[str, ValueThreshold]:
    """The States whose national list has a value limit, by code."""
    states = ((code, jurisdiction(code)) for code in known_jurisdictions())
    return {
        code: state.threshold for code, state in states if state is not None and state.threshold is not None
    }
