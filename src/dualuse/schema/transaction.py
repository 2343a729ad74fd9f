"""A transaction: what is to leave, to whom, for what, and what is known of it.

A field that is left out is unknown, never "no"; ``null`` is the same as left out. The command line, the library and
bulk files share these names; ``docs/schema/transaction.json`` is generated from here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date as Day  # noqa: N812 - a field is called `date`
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StringConstraints,
    create_model,
)
from pydantic_core import PydanticCustomError, to_json

from dualuse.inputs.hidden_signs import canonical_name
from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.language.provision import IN_FORCE
from dualuse.law.measures.act_numbers import REGULATION, act_numbers
from dualuse.law.territories import find_place
from dualuse.schema.customs_code import stated_customs_code

Activity = Literal["export", "brokering", "technical_assistance", "transit", "intra_union_transfer"]
Manner = Literal["permanent", "exhibition", "after_repair", "electronic"]
Kind = Literal["goods", "software", "technology"]
Level = Literal["none", "suspects", "aware", "informed"]
Service = Literal["none", "military", "paramilitary", "police", "intelligence", "other_security"]
Role = Literal[
    "end_user", "consignee", "purchaser", "intermediary", "agent", "broker", "carrier", "vessel", "other"
]
AuthorisationKind = Literal[
    "individual",
    "global",
    "large_project",
    "national_general",
    "brokering",
    "technical_assistance",
    "transit",
    "intra_union_transfer",
]
if TYPE_CHECKING:
    DecidedProvision: TypeAlias = str
    Ground: TypeAlias = str
else:
    DecidedProvision = Literal[tuple(DECIDED)]
    Ground = Literal[GROUNDS]

_BIDIRECTIONAL: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAST_DAY: Final = Day(2099, 12, 31)


def _plain_text(value: Any) -> Any:
    """White space and line ends become single spaces; other control characters, which could forge output, are refused."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if any(unicodedata.category(character) == "Cc" or character in _BIDIRECTIONAL for character in text):
        raise PydanticCustomError("text_control", "the text holds control characters")
    return text


Text = Annotated[str, BeforeValidator(_plain_text), StringConstraints(min_length=1, max_length=4000)]


def _name_text(value: Any) -> Any:
    return canonical_name(value) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(_name_text), StringConstraints(min_length=1, max_length=4000)]
"""A name as ``screen`` reads it, too: signs that nobody sees are shown by their numbers, not refused."""
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
MAXIMUM_AMOUNT: Final = Decimal("1e15")


def _place(value: Any) -> Any:
    if value is None or not isinstance(value, str):
        return value
    if (code := find_place(value)) is None:
        raise PydanticCustomError(
            "place_unknown", "{value} is no country or named territory", {"value": value}
        )
    return code


def _number(value: Any) -> Any:
    if isinstance(value, float):
        raise PydanticCustomError("amount_float", "{value} is not exact", {"value": str(value)})
    if isinstance(value, (int, Decimal)) and value < 0:
        raise PydanticCustomError("amount_malformed", "{value} is not an amount", {"value": str(value)})
    if not isinstance(value, str):
        return value
    digits = value.strip().replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("amount_malformed", "{value} is not an amount", {"value": value})
    return value.strip()


def _within(value: Decimal) -> Decimal:
    if value > MAXIMUM_AMOUNT:
        raise PydanticCustomError(
            "amount_too_large", "{value} is larger than any real amount", {"value": str(value)}
        )
    return value


def _since(value: Day) -> Day:
    if value < IN_FORCE:
        raise PydanticCustomError(
            "date_before_regulation", "{value} is too early", {"value": value.isoformat()}
        )
    if value > LAST_DAY:
        raise PydanticCustomError("date_too_late", "{value} is too late", {"value": value.isoformat()})
    return value


def _plain_data(value: dict[str, Any]) -> Any:
    """Parameters as JSON has them, since the determination records them; text that is no text is refused."""
    try:
        return json.loads(to_json(value, fallback=str, inf_nan_mode="strings"))
    except (ValueError, RecursionError):
        raise PydanticCustomError("not_plain_data", "these are no plain values") from None


def _by_name(answers: dict[str, bool]) -> dict[str, bool]:
    """In the order of their names: the order in which questions were answered says nothing."""
    return dict(sorted(answers.items()))


TransactionDay = Annotated[Day, AfterValidator(_since)]
Place = Annotated[str, BeforeValidator(_place)]


def _amount(value: Any) -> Any:
    """A point before three digits may stand for thousands: 3.000 is three thousand to a German, and three to an Irish."""
    value = _number(value)
    if isinstance(value, str) and _THOUSANDS.fullmatch(value):
        raise PydanticCustomError("amount_ambiguous", "{value} may mean thousands", {"value": value})
    return value


def _share(value: Any) -> Any:
    """A share of less than one may be meant as a fraction of one: 0.51 is refused, ``0.51 %`` and 51 are taken."""
    per_cent = isinstance(value, str) and value.strip().endswith("%")
    number = _number(value.strip().removesuffix("%").strip() if isinstance(value, str) else value)
    if isinstance(number, str) and not per_cent and 0 < (exact := Decimal(number)) < 1:
        meant = f"{(exact * 100).normalize():f}"
        raise PydanticCustomError(
            "share_ambiguous", "{value} may be a fraction", {"value": number, "meant": meant}
        )
    return number


def _at_most_all(value: Decimal) -> Decimal:
    if value > 100:
        raise PydanticCustomError("share_too_large", "{value} is more than all", {"value": str(value)})
    return value


def _written_share(value: Decimal) -> str:
    """As it was meant: what is less than one per cent says so."""
    return f"{value} %" if 0 < value < 1 else str(value)


def _act(value: Any) -> Any:
    """An act by its number: ``833/2014`` of ``Regulation (EU) No 833/2014``."""
    if not isinstance(value, str):
        return value
    numbers = _ACT_NUMBER.findall(value)
    known = (REGULATION, *act_numbers())
    if len(numbers) != 1 or numbers[0] not in known:
        raise PydanticCustomError(
            "act_unknown",
            "{value} is no act that authorisations are granted under",
            {"value": value, "known": ", ".join(known)},
        )
    return numbers[0]


_ACT_NUMBER: Final = re.compile(r"[0-9]{1,4}/[0-9]{1,4}")
Act = Annotated[str, BeforeValidator(_act)]
Share = Annotated[
    Decimal,
    BeforeValidator(_share),
    AfterValidator(_at_most_all),
    PlainSerializer(_written_share, return_type=str, when_used="json"),
]
Amount = Annotated[Decimal, BeforeValidator(_amount), AfterValidator(_within)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", to_upper=True)]
CustomsCode = Annotated[
    str, BeforeValidator(stated_customs_code), StringConstraints(pattern=r"^[0-9]{4,10}$")
]
Answers = Annotated[dict[str, StrictBool], AfterValidator(_by_name)]


def _birth_text(value: Any) -> Any:
    """A day, month or year as ``screen`` reads it, too: ``1984-2-01`` is ``1984-02-01``."""
    if isinstance(value, Day):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and _DAY_PARTS.fullmatch(value.strip()):
        return "-".join(part.zfill(2) for part in value.strip().split("-"))
    return _plain_text(value)


_DAY_PARTS: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?")
BirthDate = Annotated[str, BeforeValidator(_birth_text), StringConstraints(min_length=1, max_length=40)]
"""A date of birth, as exact as it is known. One that cannot be is told, and the name screened without it (``assessment/listed``)."""


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True)]


class Model(BaseModel):
    """Base: unknown fields are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Exporter(Model):
    """The exporter, broker or provider (Art. 2(3), (8), (10)); ``icp``: has it a compliance programme (Art. 2(21))?"""

    name: Name | None = None
    country: Place | None = None
    icp: StrictBool | None = None
    address: Text | None = None
    identifiers: dict[str, Text] | None = None


class Owner(Model):
    """An owner or controller of a party; ``share`` in per cent (``0.51 %`` where less than one per cent is meant)."""

    name: Name
    country: Place | None = None
    share: Share | None = None
    control: StrictBool | None = None
    identifiers: dict[str, Text] | None = None
    birth_date: BirthDate | None = None


class Party(Model):
    """Somebody the items go to or through; ``service``: is it a security service of a government?"""

    role: Role
    name: Name | None = None
    country: Place | None = None
    service: Service | None = None
    address: Text | None = None
    identifiers: dict[str, Text] | None = None
    birth_date: BirthDate | None = None
    owners: list[Owner] | None = None


class Item(Model):
    """A line of the transaction. ``entries``: ``[]`` is classified and not listed, left out is not classified."""

    id: Text | None = None
    description: Text | None = None
    kind: Kind | None = None
    entries: list[Text] | None = None
    cyber_surveillance: StrictBool | None = None
    national_entries: list[Text] | None = None
    cn_code: CustomsCode | None = None
    quantity: Amount | None = None
    unit: Text | None = None
    value: Amount | None = None
    currency: Currency | None = None
    parameters: Annotated[dict[str, Any], AfterValidator(_plain_data)] | None = None
    product: Text | None = None
    answers: Answers | None = None


class Authorisation(Model):
    """An authorisation the exporter holds, with what it names (Annex III); what it does not say is asked.

    ``items``: ids of items, or codes; one end user or several, one destination or several ``countries``. ``left``: what is still available,
    in ``left_unit`` or ``left_currency``; left out, it has no limit. ``acts``: what it was granted under (``2021/821``, ``833/2014``); left
    out, Regulation (EU) 2021/821. ``known_uses``: uses of concern that the authority knew of. ``compared``: the day on which a person last
    compared a national general authorisation with its text. ``holder``: whom it names as holder (Annex III, box 1); left out, the exporter.
    ``consignee_countries``: where it says that consignees sit, beside its destination (Annex III, box 5). ``other_parties``: who else it
    names: purchasers and intermediaries.
    """

    kind: AuthorisationKind
    reference: Text
    holder: Text | None = None
    acts: Annotated[list[Act], Field(min_length=1)] | None = None
    known_uses: list[Ground] | None = None
    compared: Day | None = None
    items: list[Text] | None = None
    end_user: Text | None = None
    end_users: list[Text] | None = None
    consignees: list[Text] | None = None
    consignee_countries: list[Place] | None = None
    other_parties: list[Text] | None = None
    destination: Place | None = None
    countries: list[Place] | None = None
    end_use: Text | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    left: Amount | None = None
    left_unit: Text | None = None
    left_currency: Currency | None = None


class AuthorityDecision(Model):
    """What the authority decided, for instance on a notification under Art. 4(2) or 5(2).

    ``items`` (ids or codes), ``parties`` (names) and ``uses`` (grounds of ``knowledge``): what, whom and which uses of concern it was
    given for; ``valid_until``: its last day, if any. What one that asks for nothing does not name is asked, never presumed.
    """

    provision: DecidedProvision
    result: Literal["required", "not_required", "prohibited"]
    date: Day
    reference: Text | None = None
    items: list[Text] | None = None
    parties: list[Text] | None = None
    uses: list[Ground] | None = None
    valid_until: Day | None = None


class InterviewStep(Model):
    """A question that was answered, or not known; ``before``: what stood at its place, ``added``: it made the party."""

    place: Text
    unknown: StrictBool = False
    before: list[Text] | None = None
    added: StrictBool = False


class InterviewRecord(Model):
    """What an interview asked, in order, so that it can be taken up again; it has no bearing on the determination.

    ``searched``: by the place of the entries of an item, in which words Annex I was searched for it last.
    """

    steps: Annotated[list[InterviewStep], Field(max_length=10_000)]
    every_item: StrictBool = False
    searched: Annotated[dict[Text, Text], Field(max_length=10_000)] | None = None


class Source(Model):
    """Evidence for a fact: which fact, and where it is to be found; ``sha256``: the checksum of the document, 64 hexadecimal digits."""

    fact: Text
    document: Text | None = None
    sha256: Sha256 | None = None
    page: Text | None = None
    quote: Text | None = None
    url: Text | None = None
    seen: Day | None = None
    note: Text | None = None


Knowledge: Final[type[Model]] = create_model(
    "Knowledge",
    __base__=Model,
    __doc__="What is known of uses of concern, per ground; left out is unknown.",
    **dict.fromkeys(GROUNDS, (Level | None, None)),  # type: ignore[call-overload]
)
Circumstances: Final[type[Model]] = create_model(
    "Circumstances",
    __base__=Model,
    __doc__="Yes/no facts that general authorisations and exemptions ask for; left out is unknown.",
    **dict.fromkeys(CIRCUMSTANCES, (StrictBool | None, None)),  # type: ignore[call-overload]
)


class Transaction(Model):
    """One transaction, judged under the law of its ``date`` (default: today)."""

    reference: Text | None = None
    date: TransactionDay | None = None
    activity: Activity | None = None
    manner: Manner | None = None
    exporter: Exporter | None = None
    items: Annotated[list[Item], Field(min_length=1, max_length=10_000)]
    destination: Place | None = None
    purchasing_country: Place | None = None
    parties: Annotated[list[Party], Field(max_length=1000)] | None = None
    end_use: Text | None = None
    knowledge: Knowledge | None = None
    circumstances: Circumstances | None = None
    dispatched_from: Place | None = None
    located_in: Place | None = None
    consigned_to: Place | None = None
    authorisations: list[Authorisation] | None = None
    authority_decisions: list[AuthorityDecision] | None = None
    sources: list[Source] | None = None
    answers: Answers | None = None
    interview: InterviewRecord | None = None
