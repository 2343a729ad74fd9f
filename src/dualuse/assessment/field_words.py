"""What a field of a transaction holds, in a few words: for a place that has no room for its question, and readers who know no names of fields."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_, translate
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.schema.words import GROUND_WORDS

_WORDS: Final[dict[str, str]] = {
    "activity": N_("what is to be done"),
    "manner": N_("how the item leaves"),
    "destination": N_("final destination"),
    "purchasing_country": N_("country of the purchaser"),
    "consigned_to": N_("place to which it is sent first"),
    "dispatched_from": N_("State that it is dispatched from"),
    "located_in": N_("country where the items are"),
    "end_use": N_("end use"),
    "exporter.name": N_("name of the exporter"),
    "exporter.country": N_("country of the exporter"),
    "exporter.icp": N_("compliance programme of the exporter"),
    "items.entries": N_("classification in Annex I"),
    "items.cyber_surveillance": N_("covert surveillance"),
    "items.national_entries": N_("entries of national control lists"),
    "items.kind": N_("whether it is goods, software or technology"),
    "items.value": N_("value"),
    "items.currency": N_("currency of the value"),
    "items.quantity": N_("quantity"),
    "items.unit": N_("unit of the quantity"),
    "items.cn_code": N_("customs code"),
    "parties.name": N_("name of a party"),
    "parties.country": N_("country of a party"),
    "parties.service": N_("whether a party is a security service"),
    "parties.owners.share": N_("shares of owners"),
    "parties.owners.control": N_("who controls a party"),
    "screening": N_("whether a party is the one that is listed"),
    "authority_decisions": N_("decision of the authority"),
    "authorisations": N_("what an authorisation held covers"),
    "covered": N_("whether the list of an act holds the item"),
    "goods": N_("whether an annex of an act names the goods"),
    "place": N_("whether a place belongs to those that a rule names"),
    "unexecuted": N_("an act that a person must look at"),
    "done": N_("what a general authorisation asks for before its use"),
}
"""By field, or by the first word of the names of many."""
_KNOWLEDGE: Final = "knowledge."


def field_in_words(field: str, language: str) -> str:
    """What ``field`` holds, as missing facts name it; the question where there are no fewer words, the name itself where there is none.
    Of several fields, with commas between them, each."""
    if ", " in field:
        return ", ".join(field_in_words(name, language) for name in field.split(", "))
    if field.startswith(_KNOWLEDGE):
        words = GROUND_WORDS.get(field.removeprefix(_KNOWLEDGE), "")
    else:
        words = _WORDS.get(field) or _WORDS.get(field.partition(".")[0], "")
    if not words:
        fact = FACTS.get(field) or FACTS.get(field.replace("items.", "item.", 1))
        words = fact.question if fact else field
    return translate(words, language)


def without_citation(words: str) -> str:
    """Words for a field without what stands in brackets at their end."""
    return words.removesuffix(")").rpartition(" (")[0] if words.endswith(")") else words
