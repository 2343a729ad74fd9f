"""The sign of what a part of an act that is not executed can concern, which is looked for in a transaction.

``[not_examined.sign]`` has the fields of its form. A form says what is looked for, and with which words, codes or places; how it is looked for stands in ``assessment/signs/forms.py``, what a
person is asked then in ``assessment/release_holds/point_questions.py``. Fields that several forms have mean the same in each:

``words``: of a list by its name, or of the row; one that ends in ``*`` begins others. ``receivers``: words that name a service of a
government in the end use, a description or a name. ``service``: one of these is stated. ``near``: beginnings of customs codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dualuse.law.measures.signs.places_and_parties import (
    CarrierIn,
    CountryInTexts,
    EndUserUnstated,
    ExporterAbroad,
    ExporterIn,
    GoesOnInWords,
    LeavesInWords,
    LicensedUserIsAService,
    NamedInTexts,
    OwnerIn,
    OwnerIsAService,
    OwnerNotCompared,
    OwnerUnplaced,
    PartUnstated,
    PassesThrough,
    PersonsOfAnnex,
    ReceiverIsAService,
    ReceiverOutsideUnion,
    SenselessWay,
    ServiceBeside,
    ServiceUnderEmbargo,
    UnderEmbargo,
)
from dualuse.law.measures.signs.sign import Sign
from dualuse.law.measures.signs.words_and_codes import (
    ActivityInWords,
    CircumstanceInWords,
    CodeOfOtherGoods,
    EntryByCode,
    EntryInWords,
    FigureInWords,
    GoodsByCode,
    NationalEntryInWords,
    SurveillanceInWords,
    UseElsewhere,
    UseInWords,
    WatcherUnserved,
)

__all__ = [
    "FORMS",
    "ActivityInWords",
    "CarrierIn",
    "CircumstanceInWords",
    "CodeOfOtherGoods",
    "CountryInTexts",
    "EndUserUnstated",
    "EntryByCode",
    "EntryInWords",
    "ExporterAbroad",
    "ExporterIn",
    "FigureInWords",
    "GoesOnInWords",
    "GoodsByCode",
    "LeavesInWords",
    "LicensedUserIsAService",
    "NamedInTexts",
    "NationalEntryInWords",
    "OwnerIn",
    "OwnerIsAService",
    "OwnerNotCompared",
    "OwnerUnplaced",
    "PartUnstated",
    "PassesThrough",
    "PersonsOfAnnex",
    "ReceiverIsAService",
    "ReceiverOutsideUnion",
    "SenselessWay",
    "ServiceBeside",
    "ServiceUnderEmbargo",
    "Sign",
    "SurveillanceInWords",
    "UnderEmbargo",
    "UseElsewhere",
    "UseInWords",
    "WatcherUnserved",
]

FORMS: Final[Mapping[str, type[Sign]]] = {
    "goods_by_code": GoodsByCode,
    "code_of_other_goods": CodeOfOtherGoods,
    "surveillance_in_words": SurveillanceInWords,
    "watcher_unserved": WatcherUnserved,
    "entry_in_words": EntryInWords,
    "national_entry_in_words": NationalEntryInWords,
    "figure_in_words": FigureInWords,
    "entry_by_code": EntryByCode,
    "use_in_words": UseInWords,
    "use_elsewhere": UseElsewhere,
    "circumstance_in_words": CircumstanceInWords,
    "activity_in_words": ActivityInWords,
    "named_in_texts": NamedInTexts,
    "country_in_texts": CountryInTexts,
    "part_unstated": PartUnstated,
    "under_embargo": UnderEmbargo,
    "receiver_outside_union": ReceiverOutsideUnion,
    "leaves_in_words": LeavesInWords,
    "passes_through": PassesThrough,
    "senseless_way": SenselessWay,
    "goes_on_in_words": GoesOnInWords,
    "service_under_embargo": ServiceUnderEmbargo,
    "service_beside": ServiceBeside,
    "receiver_is_a_service": ReceiverIsAService,
    "owner_is_a_service": OwnerIsAService,
    "licensed_user_is_a_service": LicensedUserIsAService,
    "owner_in": OwnerIn,
    "owner_not_compared": OwnerNotCompared,
    "owner_unplaced": OwnerUnplaced,
    "end_user_unstated": EndUserUnstated,
    "carrier_in": CarrierIn,
    "exporter_abroad": ExporterAbroad,
    "exporter_in": ExporterIn,
    "persons_of_annex": PersonsOfAnnex,
}
"""Each form by its ``kind`` under ``[not_examined.sign]``."""
