"""A transaction: what is to leave, to whom, for what, and what is known of it.

A field that is left out is unknown, never "no"; ``null`` is the same as left out. The command line, the library and
bulk files share these names; ``docs/schema/transaction.json`` is generated from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    create_model,
)

from dualuse.law.eu_2021_821.facts import CIRCUMSTANCES, GROUNDS
from dualuse.law.eu_2021_821.facts.authorities import DECIDED
from dualuse.law.measures.goods.gathering import gathers
from dualuse.schema.values import (
    Act,
    Amount,
    Answers,
    BirthDate,
    Currency,
    CustomsCode,
    ListCode,
    Name,
    NationalCode,
    Parameters,
    Place,
    Sha256,
    Share,
    StatedDay,
    Text,
    TransactionDay,
)

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
    entries: list[ListCode] | None = None
    cyber_surveillance: StrictBool | None = None
    national_entries: list[NationalCode] | None = None
    cn_code: CustomsCode | None = None
    quantity: Amount | None = None
    unit: Text | None = None
    value: Amount | None = None
    currency: Currency | None = None
    parameters: Parameters | None = None
    product: Text | None = None
    answers: Answers | None = None

    @property
    def own_code(self) -> str | None:
        """The customs code, where it tells what the item is: one that gathers goods of many kinds does not."""
        return None if self.cn_code is None or gathers(self.cn_code) else self.cn_code


class Authorisation(Model):
    """An authorisation the exporter holds, with what it names (Annex III); what it does not say is asked.

    ``items``: ids of items, or codes; one end user or several, one destination or several ``countries``. ``left``: what is still available,
    in ``left_unit`` or ``left_currency``; left out, it has no limit. ``acts``: what it was granted under (``2021/821``, ``833/2014``); left
    out, Regulation (EU) 2021/821. ``known_uses``: uses of concern that the authority knew of. ``compared``: the day on which a person last
    compared a national general authorisation with its text. ``holder``: whom it names as holder (Annex III, box 1); left out, the exporter.
    ``consignee_countries``: where it says that consignees sit, beside its destination (Annex III, box 5). ``other_parties``: who else it
    names: purchasers and intermediaries. ``granted_by``: the State whose authority granted it (Art. 12(2)); left out, the one that is competent.
    """

    kind: AuthorisationKind
    reference: Text
    granted_by: Place | None = None
    holder: Text | None = None
    acts: Annotated[list[Act], Field(min_length=1)] | None = None
    known_uses: list[Ground] | None = None
    compared: StatedDay | None = None
    items: list[Text] | None = None
    end_user: Text | None = None
    end_users: list[Text] | None = None
    consignees: list[Text] | None = None
    consignee_countries: list[Place] | None = None
    other_parties: list[Text] | None = None
    destination: Place | None = None
    countries: list[Place] | None = None
    end_use: Text | None = None
    valid_from: StatedDay | None = None
    valid_until: StatedDay | None = None
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
    date: StatedDay
    reference: Text | None = None
    items: list[Text] | None = None
    parties: list[Text] | None = None
    uses: list[Ground] | None = None
    valid_until: StatedDay | None = None


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
    seen: StatedDay | None = None
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


def answers_on(transaction: Transaction, item: Item) -> dict[str, bool]:
    """What is answered of an item: for the whole transaction, and for the item, which counts where both are."""
    return {**(transaction.answers or {}), **(item.answers or {})}
