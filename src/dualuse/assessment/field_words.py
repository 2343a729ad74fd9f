"""What a field of a transaction holds, in a few words: for a place that has no room for its question, and readers who know no names of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dualuse.i18n import N_, Term, fill, translate
from dualuse.law.eu_2021_821.facts import FACTS
from dualuse.law.measures.listings.model import ROLE_WORDS
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


_LONGEST_LABEL: Final = 60
"""Signs of words that stand before a cell: a question is none."""
_OF_PARTY: Final = re.compile(r"parties\.([a-z_]+)(?:\.\d+)?\.([a-z_]+)")


def column_in_words(column: str, language: str) -> str:
    """What a column of the contract holds, as a person calls it ("country, end user"); "" where only a question or no words are there."""
    if of_party := _OF_PARTY.fullmatch(column):
        role, field = of_party.groups()
        if role in ROLE_WORDS and field in _TEXTS:
            return f"{translate(_TEXTS[field], language)}, {translate(ROLE_WORDS[role], language)}"
    words = field_in_words(column, language)
    if words == column:
        last = _TEXTS.get(column.removeprefix("items."), "")
        words = translate(last, language) if last else column
    return words if words != column and len(words) <= _LONGEST_LABEL else ""


_IN_BRACKETS: Final = re.compile(r"\s*\((?:knowledge|items)\.\w+(?:, (?:knowledge|items)\.\w+)*\)")


def without_fields(text: str) -> str:
    """``text`` without the fields of items and of what is known that stand in brackets behind the words for them: ``(knowledge.wmd)``."""
    return _IN_BRACKETS.sub("", text)


def without_citation(words: str) -> str:
    """Words for a field without what stands in brackets at their end."""
    return words.removesuffix(")").rpartition(" (")[0] if words.endswith(")") else words


_TEXTS: Final[dict[str, str]] = {
    "address": N_("address"),
    "country": N_("country"),
    "currency": N_("currency"),
    "description": N_("description"),
    "document": N_("document"),
    "end_use": N_("end use"),
    "id": N_("number of the item"),
    "identifiers": N_("number in a register"),
    "name": N_("name"),
    "note": N_("note"),
    "page": N_("page"),
    "parameters": N_("parameters"),
    "product": N_("product"),
    "quote": N_("quotation"),
    "reference": N_("reference"),
    "unit": N_("unit"),
    "url": N_("address on the internet"),
}
"""What fields hold that are read as texts, by the last of their names."""
_OBJECTS: Final[dict[str, str]] = {
    "authorisations": N_("authorisation no. {number}"),
    "exporter": N_("exporter"),
    "items": N_("item no. {number}"),
    "owners": N_("owner no. {number}"),
    "parties": N_("party no. {number}"),
    "sources": N_("source no. {number}"),
}
_STEP: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class FieldRead(Term):
    """A field whose text was read, as a sentence names it to people; ``code``: its path in a transaction."""

    code: str

    def in_language(self, language: str) -> str:
        """``items[0].description`` is "description, item no. 1"; the path itself where there are no words for it."""
        objects: list[str] = []
        for name, position in _STEP.findall(self.code):
            if name in _OBJECTS and (name == "exporter" or position):
                objects.append(fill(_OBJECTS[name], language, number=int(position or 0) + 1))
            elif name in _TEXTS:
                return ", ".join((translate(_TEXTS[name], language), *objects))
            else:
                return self.code
        return ", ".join(objects) or self.code


def path_of_cell(header: str, column: str) -> str:
    """How a person is told of a cell: by what the file calls its column, behind it in brackets that of the contract, where it is another."""
    return column if header == column else f"{header} ({column})"
