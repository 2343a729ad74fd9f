"""What machines read of a release: a Data Package (v2) and a catalogue record (DCAT-AP 3, JSON-LD)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dualuse.transparency.decision import DECISION_COLUMNS, table_schema
from dualuse.transparency.importing.union_figures import COLUMNS as FIGURE_COLUMNS
from dualuse.transparency.sources import SOURCE_COLUMNS, Source
from dualuse.transparency.statistics import STATISTICS

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
TITLE: Final = "Decisions on the export of dual-use items"
DESCRIPTION: Final = (
    "Authorisations, refusals and other decisions under Regulation (EU) 2021/821 and comparable law, by item, destination,"
    " authority and day; values are licensed, not shipped."
)
_MEDIA: Final = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
}
_FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type/"
_FILE_TYPE: Final = {"csv": "CSV", "json": "JSON", "jsonl": "JSON", "parquet": "PARQUET", "md": "TXT"}
THEMES: Final = ("GOVE", "INTR")
"""Themes of the European data portal: government and public sector; international issues."""


def _ending(name: str) -> str:
    return name.rpartition(".")[2]


def _name(file: str) -> str:
    return file.rpartition(".")[0].replace("/", "-").replace("_", "-").lower() + "-" + _ending(file)


def data_package(
    facts: Mapping[str, Any], sums: Mapping[str, str], sizes: Mapping[str, int], sources: Sequence[Source]
) -> dict[str, Any]:
    """The Data Package. ``sums``, ``sizes``: checksum (SHA-256) and bytes by file."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "dual-use-decisions",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": facts["version"],
        "created": f"{facts['day']}T00:00:00Z",
        # Not of the standard: what this release follows, and why it corrects it.
        "previousVersion": facts["before"],
        "because": facts["because"],
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE}],
        "sources": [
            {key: value for key, value in (("title", source.title), ("path", source.url)) if value}
            for source in sources
        ],
        "resources": [_resource(name, sums[name], sizes[name]) for name in sorted(sums)],
    }


def _resource(name: str, checksum: str, size: int) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": _name(name),
        "path": name,
        "mediatype": _MEDIA[_ending(name)],
        "hash": f"sha256:{checksum}",
        "bytes": size,
    }
    if _ending(name) == "csv":
        resource |= {"type": "table", "format": "csv", "encoding": "utf-8", "schema": _schema(name)}
    return resource


def _schema(name: str) -> dict[str, Any]:
    if name == "decisions.csv":
        return table_schema(DECISION_COLUMNS)
    if name == "sources.csv":
        return _texts(SOURCE_COLUMNS, ["id"])
    if name == "figures.csv":
        return _texts(
            [column for column in FIGURE_COLUMNS if column != "value"], [], ["value"], FIGURE_COLUMNS
        )
    statistic = next(statistic for statistic in STATISTICS if name == f"statistics/{statistic.key}.csv")
    figures = ["decisions", *(["total", "median", "largest"] if statistic.measure == "values" else [])]
    return _texts(statistic.by, list(statistic.by), figures)


def _texts(
    texts: Sequence[str], key: list[str], numbers: Sequence[str] = (), order: Sequence[str] = ()
) -> dict[str, Any]:
    kinds = {**dict.fromkeys(texts, "string"), **dict.fromkeys(numbers, "number")}
    fields = [{"name": name, "type": kinds[name]} for name in (order or kinds)]
    # An empty group is a group: what the source does not tell.
    schema = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "missingValues": [],
    }
    return schema | ({"primaryKey": key} if key else {})


def catalogue(
    facts: Mapping[str, Any], sums: Mapping[str, str], sizes: Mapping[str, int], sources: Sequence[Source]
) -> dict[str, Any]:
    """The record of the release in DCAT-AP, as JSON-LD; addresses are relative to it."""
    distributions = [_distribution(name, sums[name], sizes[name]) for name in sorted(sums)]
    dataset: dict[str, Any] = {
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": TITLE, "@language": "en"},
        "dct:description": {"@value": DESCRIPTION, "@language": "en"},
        "dct:issued": {"@value": facts["day"], "@type": "xsd:date"},
        "dcat:version": facts["version"],
        "dct:license": {"@id": LICENCE},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dcat:theme": [
            {"@id": f"http://publications.europa.eu/resource/authority/data-theme/{theme}"}
            for theme in THEMES
        ],
        "dcatap:applicableLegislation": {"@id": "http://data.europa.eu/eli/reg/2021/821/oj"},
        "dct:source": [{"@id": source.url} for source in sources if source.url],
        "dcat:distribution": distributions,
    }
    if facts["before"]:
        dataset["dcat:previousVersion"] = {"@id": f"../{facts['before']}/catalogue.jsonld#dataset"}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcatap": "http://data.europa.eu/r5r/",
            "dct": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": [dataset],
    }


def _distribution(name: str, checksum: str, size: int) -> dict[str, Any]:
    return {
        "@id": f"#{_name(name)}",
        "@type": "dcat:Distribution",
        "dct:title": {"@value": name, "@language": "en"},
        "dcat:accessURL": {"@id": name},
        "dcat:downloadURL": {"@id": name},
        "dct:format": {"@id": _FILE_TYPES + _FILE_TYPE[_ending(name)]},
        "dct:license": {"@id": LICENCE},
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": checksum, "@type": "xsd:hexBinary"},
        },
    }
