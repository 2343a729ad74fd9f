"""Which denials in force an application may repeat: those with the same end user or consignee, each with what speaks for and against.

A transaction is essentially identical to another where its items have essentially identical parameters or technical characteristics and its end
user or consignee is the same (Art. 2(22)). Who is the same is found as parties are screened, so another spelling is found, too. Every denial with
such a party is shown, whatever its items: which of them counts is for a person to say (``consider_denial``). "No match here" is no clearance:
the register holds what was entered in it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self

from dualuse.licensing.completeness import line_ids
from dualuse.licensing.denials.denial import Denial, DeniedParty
from dualuse.licensing.denials.likeness import LineLikeness, line_likeness
from dualuse.screening.index.building import build_index
from dualuse.screening.matching.screened import Hit, Query
from dualuse.screening.matching.screener import Screener
from dualuse.sources.lists.listed_party import Address, Country, ListedName, ListedParty

RECIPIENTS: Final = ("end_user", "consignee")
"""The roles that make a transaction the same (Art. 2(22))."""
_LIST: Final = "denials"
Conclusion = Literal["essentially_identical", "possible", "other_items"]
"""What the features come to, for a person to confirm: same recipient and same or near items; something is not known or the name is only similar;
the items differ by a figure or an entry."""


@dataclass(frozen=True, slots=True)
class PartyLikeness:
    """A party of the application that may be one of the denial: their roles, both names, and how sure (``hit``, ``review``; 0 to 1)."""

    role: str
    name: str
    denied_role: str
    denied_name: str
    status: Literal["hit", "review"]
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DenialMatch:
    """A denial that an application may repeat."""

    denial: Denial
    parties: tuple[PartyLikeness, ...]
    lines: tuple[LineLikeness, ...]
    same_destination: bool | None

    @property
    def conclusion(self) -> Conclusion:
        """See :data:`Conclusion`."""
        results = {line.result for line in self.lines}
        if results and results <= {"different"}:
            return "other_items"
        is_sure = any(party.status == "hit" for party in self.parties)
        return "essentially_identical" if is_sure and results & {"same", "near"} else "possible"


_ORDER: Final[Mapping[Conclusion, int]] = {"essentially_identical": 0, "possible": 1, "other_items": 2}


class DenialRegister:
    """The denials of a register with an index of their parties, in a private temporary folder; close it, or use it in a ``with``.

    Args:
        denials: whatever was entered, in force or not.

    Raises:
        ValueError: two have the same key.
    """

    def __init__(self, denials: Iterable[Denial]) -> None:
        self._denials: dict[str, Denial] = {}
        for denial in denials:
            if denial.key in self._denials:
                raise ValueError(f"{denial.key} is entered twice")
            self._denials[denial.key] = denial
        self._recipients = _by_name(self._denials.values())
        self._folder = Path(tempfile.mkdtemp(prefix="dualuse-denials-"))
        self._screener: Screener | None = None
        if self._recipients:
            index = self._folder / "names.index"
            build_index((_listed_party(number, same) for number, same in enumerate(self._recipients)), index)
            self._screener = Screener.open(index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the index."""
        self._screener = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def matches(
        self, transaction: Mapping[str, Any], on: date, destinations: Sequence[str] | None = None
    ) -> tuple[DenialMatch, ...]:
        """The denials in force on a day that a transaction may repeat, the likeliest first.

        Where it names no recipient (a global application for whole countries), whoever was denied in one of its destinations may be one: each such
        denial is met, unless its items are others.

        Args:
            transaction: plain data, as the contract has it.
            on: the day of the examination.
            destinations: where the items go, as codes of places; None: where the transaction says.
        """
        destination = transaction.get("destination")
        places = frozenset(destinations if destinations is not None else [destination] if destination else [])
        parties = [
            party
            for party in transaction.get("parties") or ()
            if party.get("role") in RECIPIENTS and party.get("name")
        ]
        if self._screener is None:
            return ()
        if not parties:
            return self._matches_there(transaction, on, places) if destinations is not None else ()
        met: defaultdict[str, list[PartyLikeness]] = defaultdict(list)
        for party, screened in zip(
            parties, self._screener.screen([_query(party) for party in parties]), strict=True
        ):
            for hit in screened.hits:
                for key, denied in self._recipients[int(hit.entity)]:
                    if self._denials[key].in_force(on):
                        met[key].append(_party_likeness(party, denied, hit))
        matches = (
            self._match(transaction, self._denials[key], tuple(likenesses), places)
            for key, likenesses in met.items()
        )
        return likeliest_first(matches)

    def _matches_there(
        self, transaction: Mapping[str, Any], on: date, places: frozenset[str]
    ) -> tuple[DenialMatch, ...]:
        """Those of whomever in the destinations; a denial that names no place may be of any of them."""
        matches = (
            self._match(transaction, denial, (), places)
            for denial in self._denials.values()
            if denial.in_force(on) and (not (there := _places(denial)) or there & places)
        )
        return likeliest_first(match for match in matches if match.conclusion != "other_items")

    def _match(
        self,
        transaction: Mapping[str, Any],
        denial: Denial,
        parties: tuple[PartyLikeness, ...],
        places: frozenset[str],
    ) -> DenialMatch:
        lines = tuple(
            line_likeness(line, item, number, denied)
            for line, item in zip(line_ids(transaction), transaction.get("items") or (), strict=True)
            for number, denied in enumerate(denial.lines)
        )
        same = denial.destination in places if places and denial.destination else None
        return DenialMatch(denial, parties, lines, same)


def likeliest_first(matches: Iterable[DenialMatch]) -> tuple[DenialMatch, ...]:
    """Matches in the order in which they are looked at."""

    def place(match: DenialMatch) -> tuple[int, float, str]:
        return _ORDER[match.conclusion], -_best(match.parties), match.denial.key

    return tuple(sorted(matches, key=place))


def _best(parties: Sequence[PartyLikeness]) -> float:
    return max((party.score for party in parties), default=0.0)


def _places(denial: Denial) -> frozenset[str]:
    """Where a denial went, and where its recipients are; nothing where it says neither."""
    countries = (party.country for party in denial.parties if party.role in RECIPIENTS)
    return frozenset(filter(None, (denial.destination, *countries)))


def _by_name(denials: Iterable[Denial]) -> list[list[tuple[str, DeniedParty]]]:
    """The recipients of denials with the key of theirs, those of one name together: whoever was denied a hundred times is found in all of them."""
    same: defaultdict[str, list[tuple[str, DeniedParty]]] = defaultdict(list)
    for denial in denials:
        for party in denial.parties:
            if party.role in RECIPIENTS:
                same[" ".join(party.name.casefold().split())].append((denial.key, party))
    return list(same.values())


def _listed_party(number: int, same: Sequence[tuple[str, DeniedParty]]) -> ListedParty:
    parties = [party for _, party in same]
    countries = dict.fromkeys(party.country for party in parties if party.country)
    addresses = dict.fromkeys(party.address for party in parties if party.address)
    return ListedParty(
        str(number),
        _LIST,
        "unknown",
        tuple(ListedName(name, kind="primary") for name in dict.fromkeys(party.name for party in parties)),
        countries=tuple(map(Country, countries)),
        addresses=tuple(map(Address, addresses)),
    )


def _query(party: Mapping[str, Any]) -> Query:
    country, address = party.get("country"), party.get("address")
    return Query(
        (str(party["name"]),),
        countries=(country,) if country else (),
        addresses=(str(address),) if address else (),
    )


def _party_likeness(party: Mapping[str, Any], denied: DeniedParty, hit: Hit) -> PartyLikeness:
    reasons = tuple(reason.code for reason in hit.because)
    return PartyLikeness(
        party["role"], str(party["name"]), denied.role, denied.name, hit.status, hit.score, reasons
    )
