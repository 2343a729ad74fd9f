"""The classification in a recorded determination as an SPDX document.

Follows the development branch of SPDX 3.1 (Operations profile, ``ExportControlClassificationAssessment``), which is a
draft. What SPDX has no field for goes into an annotation; the determination itself is named by its checksum. Nothing
is computed again, and the same determination gives the same bytes: sorted keys, no white space (RFC 8785).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from dualuse.assessment.control_lists import in_annex_i
from dualuse.assessment.serialisation import to_json
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, input_error, new_problem
from dualuse.law.language.provision import EUR_LEX
from dualuse.schema.determination import Determination, ItemResult
from dualuse.schema.reading.malformed import path_text
from dualuse.schema.reading.recorded import WRITE_AGAIN, Recorded, malformed
from dualuse.schema.transaction import Item, Transaction

CONTEXT: Final = "https://spdx.org/rdf/3.1/spdx-context.jsonld"
SPECIFICATION: Final = "3.1.0-dev"
DRAFT: Final = (
    "Follows the draft of SPDX 3.1 (development branch, Operations profile), which may still change. An assessment of"
    " the classification under Regulation (EU) 2021/821, not legal advice."
)
NOT_LISTED: Final = "not listed"
_CREATION: Final = "_:creation"

COUNTRIES: Final[dict[str, str]] = {
    "AT": "AUT",
    "BE": "BEL",
    "BG": "BGR",
    "CY": "CYP",
    "CZ": "CZE",
    "DE": "DEU",
    "DK": "DNK",
    "EE": "EST",
    "ES": "ESP",
    "FI": "FIN",
    "FR": "FRA",
    "GR": "GRC",
    "HR": "HRV",
    "HU": "HUN",
    "IE": "IRL",
    "IT": "ITA",
    "LT": "LTU",
    "LU": "LUX",
    "LV": "LVA",
    "MT": "MLT",
    "NL": "NLD",
    "NO": "NOR",
    "PL": "POL",
    "PT": "PRT",
    "RO": "ROU",
    "SE": "SWE",
    "SI": "SVN",
    "SK": "SVK",
}
"""ISO 3166-1 alpha-3 codes, which SPDX asks for, of the States that a determination can have."""


def spdx_json(old: Recorded) -> str:
    """The SPDX document of a recorded determination, as one line of canonical JSON.

    Raises:
        InputError: the determination does not fit its schema, no item is classified, or no State is responsible.
    """
    return json.dumps(spdx_document(old), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def spdx_document(old: Recorded) -> dict[str, Any]:
    """The same as plain data.

    Raises:
        InputError: as :func:`spdx_json`.
    """
    determination, transaction = _typed(old)
    return _Export(old, determination, transaction).document()


def _typed(old: Recorded) -> tuple[Determination, Transaction]:
    try:
        determination = TypeAdapter(Determination).validate_python(old.data)
    except ValidationError as error:
        raise _malformed(error, ()) from None
    try:
        transaction = Transaction.model_validate(old.transaction)
    except ValidationError as error:
        raise _malformed(error, ("transaction",)) from None
    names = [item.id for item in transaction.items]
    if [item.id for item in determination.items] != names or len(set(names)) < len(names):
        raise _refused("spdx_items", N_("the items are not those of the transaction"), "items")
    return determination, transaction


def _malformed(error: ValidationError, above: tuple[str, ...]) -> InputError:
    place = (*above, *error.errors(include_url=False)[0]["loc"])
    return malformed(path_text(place))


def _refused(code: str, text: str, path: str) -> InputError:
    return input_error(code, text, WRITE_AGAIN, path=path)


class _Export:
    def __init__(self, old: Recorded, determination: Determination, transaction: Transaction) -> None:
        self._it = determination
        self._stated = transaction
        self._software = old.software
        self._digest = hashlib.sha256(to_json(old.data).encode()).hexdigest()
        self._time = f"{determination.date}T00:00:00Z"
        self._country = self._responsible()

    def _responsible(self) -> str:
        country = self._it.authority.country if self._it.authority else ""
        if country not in COUNTRIES:
            raise input_error(
                "spdx_country",
                N_("the State whose export controls apply is not known, and SPDX asks for it"),
                N_("State the country of the exporter and judge the transaction again"),
                path="authority",
            )
        return country

    def _iri(self, *parts: str) -> str:
        name = "-".join(quote(part, safe="") for part in parts)
        return f"https://spdx.org/spdxdocs/dualuse-{self._digest}#{name}"

    def _element(self, kind: str, iri: str, **fields: Any) -> dict[str, Any]:
        stated = {name: value for name, value in fields.items() if value not in (None, [], "")}
        return {"type": kind, "spdxId": iri, "creationInfo": _CREATION, **stated}

    def document(self) -> dict[str, Any]:
        pairs = list(zip(self._stated.items, self._it.items, strict=True))
        classified = [(item, result) for item, result in pairs if _is_classified(item)]
        if not classified:
            problem = new_problem(
                "spdx_unclassified",
                N_("no item is classified, so that there is nothing to assess"),
                N_("State the entries ([] for not listed) and judge the transaction again"),
                path="items",
            )
            raise InputError([problem])
        elements = [
            *self._shared(),
            *(element for pair in classified for element in self._item_elements(*pair)),
        ]
        roots = [self._iri("assessment", item.id or "") for item, _ in classified]
        left_out = [
            item.id or ""
            for item in self._stated.items
            if item not in [assessed for assessed, _ in classified]
        ]
        note = f" Not classified, therefore left out: {', '.join(left_out)}." if left_out else ""
        whole = self._element(
            "SpdxDocument",
            self._iri("document"),
            name=f"Export control classification {self._it.reference}".strip(),
            comment=DRAFT + note,
            profileConformance=["core", "software"],
            rootElement=roots,
            element=[element["spdxId"] for element in elements],
        )
        return {"@context": CONTEXT, "@graph": [self._creation(), whole, *elements]}

    def _creation(self) -> dict[str, Any]:
        return {
            "type": "CreationInfo",
            "@id": _CREATION,
            "specVersion": SPECIFICATION,
            "created": self._time,
            "createdBy": [self._iri("software")],
            "comment": DRAFT,
        }

    def _shared(self) -> Iterator[dict[str, Any]]:
        yield self._element("SoftwareAgent", self._iri("software"), name=self._software)
        exporter = self._stated.exporter
        if exporter is not None and exporter.name:
            yield self._element("Organization", self._iri("exporter"), name=exporter.name)
        yield self._element(
            "Regulation",
            self._iri("annex-i"),
            name="Regulation (EU) 2021/821, Annex I",
            comment=f"edition of {self._it.law.annex_i}",
            externalIdentifier=[_identifier("CELEX:32021R0821", EUR_LEX)],
        )
        for state in sorted(
            {_state(code) for item in self._stated.items for code in item.national_entries or ()}
        ):
            yield self._element(
                "Regulation",
                self._iri("national-list", state),
                name=f"National control list of {state} (Regulation (EU) 2021/821, Art. 9)",
                externalIdentifier=[_identifier(f"{state} national control list")],
            )
        yield self._element(
            "software_File",
            self._iri("determination"),
            name=f"determination {self._it.reference}".strip(),
            contentType="application/json",
            comment="The checksum is that of the determination as one line of JSON, as dualuse check --json writes it,"
            " without the line end.",
            verifiedUsing=[{"type": "Hash", "algorithm": "sha256", "hashValue": self._digest}],
        )

    def _item_elements(self, item: Item, result: ItemResult) -> Iterator[dict[str, Any]]:
        named = item.id or ""
        package, assessment = self._iri("item", named), self._iri("assessment", named)
        exporter = self._stated.exporter
        kind = _kind(item)
        yield self._element(
            "software_Package",
            package,
            name=item.description or item.product or f"item {named}",
            comment=f"{kind}, item {named} of the transaction. SPDX's class for hardware asks for a part number and a"
            " maker, which a determination does not hold."
            if kind == "goods"
            else f"{kind}, item {named} of the transaction",
            software_primaryPurpose="device" if kind == "goods" else "other",
            externalIdentifier=[_identifier(item.product)] if item.product else [],
            suppliedBy=self._iri("exporter") if exporter and exporter.name else None,
        )
        yield self._element(
            "operations_ExportControlClassificationAssessment",
            assessment,
            name=f"Classification of item {named}",
            operations_assessedElement=package,
            operations_assessmentResult=list(self._classifications(item)),
            operations_assessmentTime=self._time,
        )
        yield self._element(
            "Relationship",
            self._iri("evidence", named),
            relationshipType="hasEvidence",
            **{"from": assessment, "to": [self._iri("determination")]},
        )
        yield self._element(
            "Annotation",
            self._iri("answer", named),
            annotationType="other",
            contentType="application/json",
            subject=assessment,
            statement=json.dumps(
                self._answer(result), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            ),
        )

    def _classifications(self, item: Item) -> Iterator[dict[str, Any]]:
        annex = self._iri("annex-i")
        for code in item.entries or ():
            yield self._classification(code, annex, self._country, "provision of Annex I, as stated")
        if in_annex_i(item) is False:
            text = "classified, and not listed in Annex I, as stated"
            yield self._classification(NOT_LISTED, annex, self._country, text)
        for national in item.national_entries or ():
            state = _state(national)
            if state not in COUNTRIES:
                raise malformed("transaction.items")
            listing = self._iri("national-list", state)
            code = national.partition(":")[2]
            yield self._classification(code, listing, state, "entry of a national list, as stated")

    def _classification(self, code: str, specification: str, country: str, comment: str) -> dict[str, Any]:
        return {
            "type": "operations_ExportControlClassification",
            "operations_exportClassification": code,
            "operations_exportControlSpecification": specification,
            "operations_exportingCountry": COUNTRIES[country],
            "comment": comment,
        }

    def _answer(self, result: ItemResult) -> dict[str, Any]:
        """What the determination says of the item: no names of parties, since SPDX documents travel."""
        return {
            "item": result.id,
            "date": self._it.date,
            "activity": self._stated.activity,
            "destination": self._stated.destination,
            "outcome": result.outcome,
            "range": list(result.range),
            "basis": list(result.basis),
            "general_authorisations": {row.id: row.status for row in result.general_authorisations},
            "policies": list(self._it.policies),
            "law": {
                "version": self._it.law.version,
                "annex_i": self._it.law.annex_i,
                "current_to": self._it.law.current_to,
                "verification": self._it.law.verification,
            },
        }


def _identifier(identifier: str, locator: str = "") -> dict[str, Any]:
    located = {"identifierLocator": [locator]} if locator else {}
    return {
        "type": "ExternalIdentifier",
        "externalIdentifierType": "other",
        "identifier": identifier,
        **located,
    }


def _is_classified(item: Item) -> bool:
    return item.entries is not None or bool(item.national_entries)


def _state(national: str) -> str:
    return national.partition(":")[0]


def _kind(item: Item) -> str:
    """Goods, software or technology: by the groups of the codes, else as stated."""
    kinds = {"D": "software", "E": "technology"}
    of_entries = {kinds.get(code[1:2], "goods") for code in item.entries or ()}
    return of_entries.pop() if len(of_entries) == 1 else item.kind or "item"
