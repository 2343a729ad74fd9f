"""What the published schemas say of the values that the program writes: the codes that a field can have, and forms such as days.

A field is named by its own name, or by that of its object and its own, which goes before. Codes come from where the program has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from dualuse.assessment.assumptions import CONTRACT_DEFAULT, POLICIES
from dualuse.assessment.listed.evidence import EXPORTER, OWNER, TEXT
from dualuse.assessment.listed.installed import OWNING_ROLES
from dualuse.classification.sheets.reading import REVIEWS
from dualuse.classification.sheets.results import NO_SHEET
from dualuse.classification.sheets.sheet import Kind as ParameterKind
from dualuse.cli.run_log import LOGGED
from dualuse.documents.entry_lookup import MEMBERSHIP_WORDS, REGIME_WORDS
from dualuse.dossier.watching import change
from dualuse.i18n import LANGUAGES
from dualuse.i18n.statuses import AVAILABILITY, EFFECT, EXAMINED, FINDING, GRADE, RELEASE, VERIFICATION
from dualuse.law.eu_2021_821.authorisations.reading import IDENTIFIERS
from dualuse.law.eu_2021_821.control_list.outline import CODE
from dualuse.law.eu_2021_821.facts.options import OPTION_NAMES
from dualuse.law.language.provision import Effect
from dualuse.law.states import known_jurisdictions
from dualuse.law_changes.law_diff import LISTED_WORDS
from dualuse.schema.screening import PartyStatus
from dualuse.schema.transaction import Kind, Role
from dualuse.schema.values import FORM
from dualuse.schema.words import ASKED_OF, DONE_BY
from dualuse.screening.index.building import KINDS
from dualuse.screening.rescreening import rescreen
from dualuse.screening.words import MEASURE_WORDS
from scripts.schema_forms import DAY

Schema = dict[str, Any]

_PARTY_ROLES: Final = (*get_args(Role), EXPORTER, OWNER, TEXT)
_REVIEWS: Final = (*REVIEWS, NO_SHEET)
_BEGAN: Final = ("began", "ended")

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "language": LANGUAGES,
    "outcome": EFFECT.codes,
    "policies": tuple(POLICIES),
    "range": tuple(effect.word for effect in Effect),
    "release": RELEASE.codes,
    "review": _REVIEWS,
    "verification": VERIFICATION.codes,
    "Answered.likelihood": ("", *GRADE.codes),
    "Answered.severity": ("", *GRADE.codes),
    "Assumption.policy": (*POLICIES, CONTRACT_DEFAULT),
    "ChangedHit.status": get_args(PartyStatus),
    "Difference.kind": ("changed", "added", "removed", "order"),
    "EmbargoChanged.change": _BEGAN,
    "EntryDescription.annex_iv": tuple(MEMBERSHIP_WORDS.values()),
    "EntryDescription.cyber_surveillance": tuple(MEMBERSHIP_WORDS.values()),
    "EntryDescription.general_authorisations": tuple(MEMBERSHIP_WORDS.values()),
    "EntryDescription.kind": get_args(Kind),
    "EntryDescription.regime": tuple(REGIME_WORDS),
    "EntryDescription.section_i": tuple(MEMBERSHIP_WORDS.values()),
    "Examined.verdict": EXAMINED.codes,
    "Finding.effect": EFFECT.codes,
    "Finding.status": FINDING.codes,
    "Flag.likelihood": ("", *GRADE.codes),
    "Flag.severity": GRADE.codes,
    "GeneralAuthorisation.id": IDENTIFIERS,
    "GeneralAuthorisation.status": AVAILABILITY.codes,
    "HitBefore.status": get_args(PartyStatus),
    "HitEffect.effect": EFFECT.codes,
    "HitEffect.status": FINDING.codes,
    "ListedLink.role": OWNING_ROLES,
    "ListedMeasure.kind": tuple(MEASURE_WORDS),
    "Missing.asked_of": tuple(ASKED_OF),
    "NotExaminedChanged.change": _BEGAN,
    "Obligation.authorisation": IDENTIFIERS,
    "Obligation.done_by": ("", *DONE_BY),
    "OptionChanged.option": OPTION_NAMES,
    "OptionChanged.state": known_jurisdictions(),
    "PlaceChanged.after": tuple(LISTED_WORDS.values()),
    "PlaceChanged.before": tuple(LISTED_WORDS.values()),
    "Question.kind": tuple(ParameterKind),
    "Replay.status": ("same", "reworded", "differs"),
    "RescreeningReport.mode": get_args(rescreen.Mode),
    "RuleChanged.change": (*_BEGAN, "replaced"),
    "RuleChanged.differs": ("effect", "condition", "codes", "exceptions", "verification"),
    "RuleChanged.effect": EFFECT.codes,
    "RuleChanged.kind": ("provision", "relief"),
    "RunLogLine.command": LOGGED,
    "ScreenedParty.role": _PARTY_ROLES,
    "ScreeningHit.effect": ("", *EFFECT.codes),
    "ScreeningHit.kind": KINDS,
    "ScreeningHit.role": _PARTY_ROLES,
    "Software.name": ("dualuse",),
    "WatchedChange.kind": get_args(change.Kind),
}
"""The codes that a field can have; of a list or of fields by name those of its values."""
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "outcomes": EFFECT.codes,
    "releases": RELEASE.codes,
    "EntryDescription.general_authorisations": IDENTIFIERS,
}
"""The names that the fields of an object can have."""

PLACES: Final = (
    "Authority.country",
    "EmbargoChanged.places",
    "NotExaminedChanged.places",
    "PlaceChanged.place",
)
"""The fields that hold the code of a place."""

_ANNEX_CODE: Final = f"^{CODE}$"
_TIME: Final = DAY.removesuffix("$") + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z$"
_LAW: Final = "^sha256:[0-9a-f]{64}$"
_DIGEST: Final = "^(sha256:)?[0-9a-f]{64}$"
_PROVISION: Final = (
    "^(Arts? |Art\\. |§§? |Annex |((Council|Implementing|Delegated) )?(Regulation|Decision) \\()"
)


def _or_empty(pattern: str) -> str:
    return f"^$|{pattern}"


PATTERNS: Final[Mapping[str, str]] = {
    "basis": _PROVISION,
    "checksum": _or_empty(_DIGEST),
    "current_to": DAY,
    "due": DAY,
    "law_current_to": DAY,
    "review_by": DAY,
    "would_settle": _PROVISION,
    "AnnexIChanged.after": DAY,
    "AnnexIChanged.before": DAY,
    "Assessment.checksum": _LAW,
    "Assessment.context_place": "^$|^[A-Z]{2}(-[A-Z0-9]+)?$",
    "Assessment.date": DAY,
    "Candidate.entry": _ANNEX_CODE,
    "Candidate.provision": _ANNEX_CODE,
    "CandidateAnswer.entry": _ANNEX_CODE,
    "CandidateAnswer.provision": _ANNEX_CODE,
    "Child.code": _ANNEX_CODE,
    "ClassifiedItem.entries": _ANNEX_CODE,
    "CodeChanged.code": _ANNEX_CODE,
    "Condition.citation": _PROVISION,
    "Determination.date": DAY,
    "Determination.transaction_checksum": _or_empty(_LAW),
    "EarlierAnswer.checksum": _LAW,
    "EarlierAnswer.date": DAY,
    "EmbargoChanged.day": DAY,
    "EntryDescription.code": _ANNEX_CODE,
    "EntryDescription.edition": DAY,
    "EntryDescription.see": _ANNEX_CODE,
    "EntryDescription.since": DAY,
    "EntryDescription.title_of": _ANNEX_CODE,
    "Examination.code": _ANNEX_CODE,
    "Examination.edition": DAY,
    "Examined.entry": _ANNEX_CODE,
    "Finding.provision": _PROVISION,
    "HitEffect.provision": _PROVISION,
    "ItemResult.alternatives": _PROVISION,
    "LawAge.accepted_until": _or_empty(DAY),
    "LawDiff.earlier": DAY,
    "LawDiff.later": DAY,
    "LawDiff.law": _LAW,
    "LawUsed.annex_i": DAY,
    "LawUsed.known_up_to": DAY,
    "LawUsed.version": _LAW,
    "ListUsed.confirmed": _or_empty(DAY),
    "ListUsed.dated": _or_empty(DAY),
    "ListUsed.retrieved": _or_empty(_TIME),
    "Met.path": _ANNEX_CODE,
    "NotExaminedChanged.day": DAY,
    "MetElsewhere.provision": _ANNEX_CODE,
    "NotMet.path": _ANNEX_CODE,
    "Obligation.citation": _PROVISION,
    "Open.path": _ANNEX_CODE,
    "OptionChanged.since": _or_empty(DAY),
    "Proof.seen": _or_empty(DAY),
    "Question.concerns": _ANNEX_CODE,
    "RecordedAs.hash": "^[0-9a-f]{64}$",
    "Replay.date": DAY,
    "RescreeningReport.since": _TIME,
    "Retention.citation": _or_empty(_PROVISION),
    "Retention.until": DAY,
    "RuleChanged.citation": _PROVISION,
    "RuleChanged.day": DAY,
    "RunLogLine.began": _TIME,
    "Screening.day": _or_empty(DAY),
    "ScreeningHit.dated": _or_empty(DAY),
    "SheetUsed.entry": _ANNEX_CODE,
    "Witness.entries_after": _ANNEX_CODE,
    "Witness.entries_before": _ANNEX_CODE,
}
"""The form of a field, where it has one."""


def tell_values(definition: Schema) -> None:
    """Say which codes and forms the fields of an object can have, where their type says no more than that they are text."""
    title = definition.get("title")
    for field, values in definition.get("properties", {}).items():
        names = (f"{title}.{field}", field)
        codes, pattern, keys = (_of(names, table) for table in (CODES, PATTERNS, KEYS))
        for text in _texts(values):
            if names[0] in PLACES:
                text[FORM] = "PlaceCode"
            elif codes is not None:
                text["enum"] = list(codes)
            elif pattern is not None:
                text["pattern"] = pattern
                if pattern == DAY:
                    text["format"] = "date"
        if keys is not None:
            values["propertyNames"] = {"enum": list(keys)}


def _of(names: tuple[str, ...], table: Mapping[str, Any]) -> Any:
    return next((table[name] for name in names if name in table), None)


def _texts(node: Any) -> Iterator[Schema]:
    """The texts that a field holds, alone, in a list, or by names."""
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)
    elif isinstance(node, dict):
        if node.get("type") == "string" and not {"enum", "pattern", "const"} & set(node):
            yield node
        yield from _texts(
            [node.get(key) for key in ("anyOf", "items", "prefixItems", "additionalProperties")]
        )
