"""Article 2: definitions, as far as a determination rests on them.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (Art. 2 was compared with the consolidated text
of 15.11.2025). What a definition leaves to a person ("specially designed", "covert") is a fact with a
question.
"""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.facts import choice, flag
from dualuse.law.eu_2021_821.facts.stated_facts import FROM_UNION, WHERE_SOLD
from dualuse.law.language.logic import Condition, InPlaces
from dualuse.law.language.provision import Article, Definition, Paragraph, Treatment, Verification
from dualuse.law.measures.places import ARMS_EMBARGO
from dualuse.law.territories import UNION

OFFICIAL: Final = Verification.OFFICIAL

EXPORT: Final[Condition] = choice("activity", "export") & flag(FROM_UNION)
"""Art. 2(2): what lies outside the Union already leaves it no more; whether that is brokering is asked."""
BROKERING: Final[Condition] = choice("activity", "brokering") | (
    choice("activity", "export") & ~flag(FROM_UNION)
)
"""Art. 2(7): also what was called an export, and is sold from outside the Union: it is the one or the other."""
TECHNICAL_ASSISTANCE: Final[Condition] = choice("activity", "technical_assistance")
TRANSIT: Final[Condition] = choice("activity", "transit")
INTRA_UNION_TRANSFER: Final[Condition] = choice("activity", "intra_union_transfer")

WITHIN_UNION: Final[Condition] = INTRA_UNION_TRANSFER | (EXPORT & InPlaces("destination", UNION))
"""A movement within the Union, also where it was called an export although its destination lies in the
Union."""

LEAVES_UNION: Final[Condition] = ~InPlaces("destination", UNION)
BETWEEN_THIRD_COUNTRIES: Final[Condition] = BROKERING & LEAVES_UNION & ~flag("brokering.within_one_country")
"""Art. 2(7): from one third country to any other; where the items are is asked for, and not presumed to be
there."""
EMBARGOED: Final[Condition] = InPlaces("destination", ARMS_EMBARGO, also=WHERE_SOLD)
"""Art. 4(1)(b) with Art. 2(19): the purchasing country or the country of destination is under an arms
embargo.

The country of a stated end user, consignee or purchaser counts as one of them: goods for an end user
elsewhere do not end where they are first delivered.
"""


def _defined(
    number: int, term: str, meaning: str, condition: Condition | None = None, *facts: str
) -> Paragraph:
    citation = f"Art. 2({number})"
    definition = Definition(
        citation=citation, term=term, meaning=meaning, verification=OFFICIAL, condition=condition, facts=facts
    )
    return Paragraph(citation, Treatment.EXECUTED, (definition,))


def _noted_paragraph(number: int, note: str, treatment: Treatment = Treatment.PLANNED) -> Paragraph:
    return Paragraph(f"Art. 2({number})", treatment, note=note)


ARTICLE: Final = Article(
    "Art. 2",
    N_("Definitions"),
    (
        _defined(
            1,
            N_("dual-use item"),
            N_("an item, software and technology included, usable for civil and for military purposes"),
            None,
            "item.entries",
        ),
        _defined(
            2,
            N_("export"),
            N_(
                "export, re-export or outward processing, or electronic transmission to a place outside the Union"
            ),
            EXPORT & LEAVES_UNION,
            "activity",
            "manner",
            "destination",
        ),
        _defined(
            3,
            N_("exporter"),
            N_("who holds the contract and decides on the sending, or decides on the transmission"),
            None,
            "exporter.country",
        ),
        _noted_paragraph(
            4, N_("Customs acts: the declaration belongs to the customs file, not to the determination.")
        ),
        _noted_paragraph(5, N_("Customs acts: re-export is an export (Art. 2(2)(b))."), Treatment.BY_A_PART),
        _noted_paragraph(
            6,
            N_("Customs acts: an exit summary declaration is no fact of a determination."),
            Treatment.OTHERS,
        ),
        _defined(
            7,
            N_("brokering services"),
            N_("arranging, selling or buying items between third countries; ancillary services are outside"),
            BETWEEN_THIRD_COUNTRIES,
            "activity",
            "located_in",
        ),
        _defined(
            8, N_("broker"), N_("who brokers from the Union into a third country"), None, "exporter.country"
        ),
        _defined(
            9,
            N_("technical assistance"),
            N_("technical support of any form, by any means, speech included"),
            TECHNICAL_ASSISTANCE,
            "activity",
        ),
        _defined(
            10,
            N_("provider of technical assistance"),
            N_(
                "who assists from the Union, or as its resident abroad or towards a visitor from a third country"
            ),
            None,
            "exporter.country",
        ),
        _defined(
            11,
            N_("transit"),
            N_("non-Union items that only pass through the Union towards a third country"),
            TRANSIT & LEAVES_UNION,
            "activity",
        ),
        _defined(
            12,
            N_("individual export authorisation"),
            N_("one exporter, one end user or consignee in a third country, one or more items"),
            None,
            "authorisations.kind",
        ),
        _defined(
            13,
            N_("global export authorisation"),
            N_("one exporter, a type or category of items, named end users or countries"),
            None,
            "authorisations.kind",
        ),
        _defined(
            14,
            N_("large project authorisation"),
            N_("an individual or global authorisation for one named large-scale project"),
            None,
            "authorisations.kind",
        ),
        _defined(
            15,
            N_("Union general export authorisation"),
            N_("EU001 to EU008 of Annex II, open to all exporters who respect their conditions"),
        ),
        _noted_paragraph(
            16,
            N_(
                "National general authorisations are not examined; those that are known are named, to be asked about."
            ),
        ),
        _defined(
            17,
            N_("customs territory of the Union"),
            N_("as Art. 4 of the Union Customs Code draws it"),
            InPlaces("destination", UNION),
            "destination",
        ),
        _noted_paragraph(
            18,
            N_("Whether items are Union goods follows from the activity stated (transit or export)."),
            Treatment.BY_A_PART,
        ),
        _defined(
            19,
            N_("arms embargo"),
            N_("imposed by the Council, the OSCE or a binding resolution of the Security Council"),
            EMBARGOED,
            "destination",
            "purchasing_country",
        ),
        _defined(
            20,
            N_("cyber-surveillance item"),
            N_("specially designed to watch natural persons covertly through data from information systems"),
            None,
            "item.cyber_surveillance",
        ),
        _defined(
            21,
            N_("internal compliance programme"),
            N_("an exporter's ongoing policies and procedures, due diligence included"),
            None,
            "exporter.icp",
        ),
        _noted_paragraph(
            22,
            N_("Essentially identical transactions matter when an authority compares a case with denials."),
        ),
    ),
)
