"""To verify a dossier is to do it again from its JSON alone: the checksum, the diligence from its answers, the determination from its
transaction and what screening found, and every field that follows from them. Nothing of the first machine is needed but the file, and the law
it was made under.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from dualuse.assessment.check import check
from dualuse.assessment.release_holds.law_age import recorded_acceptance
from dualuse.assessment.serialisation import to_json
from dualuse.dossier.assessing import Walk
from dualuse.dossier.reading import assessment_from, with_named_formats
from dualuse.i18n import N_
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.law_changes.replay import Replay, recorded_configuration, recorded_screener, replay
from dualuse.schema.assessment import Assessment, seal_holds
from dualuse.schema.reading.validation import checked_transaction

State = Literal["same", "differs", "other_law", "other_release", "other_typesetter", "not_there"]
PARTS: Final = ("checksum", "diligence", "determination", "rest")
_DILIGENCE: Final = ("findings", "diligence")
_OF_SOFTWARE: Final = ("software", "sources")
"""Fields that name what wrote the dossier: another release writes others."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it. ``parts``: of each part whether it is the ``same``, ``differs``, was made under ``other_law`` (the determination then
    differs only in what that law changed, see ``replay``), is worded otherwise by ``other_release``, or is ``not_there``. ``differences``: where, in words of the file.
    """

    reference: str
    parts: tuple[tuple[str, State], ...]
    differences: tuple[str, ...]
    replay: Replay

    @property
    def is_of_this_release(self) -> bool:
        """Whether the law and the release that made it are those installed here."""
        return self.replay.recorded == self.replay.replayed

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, and every part comes out the same again."""
        return all(state in ("same", "not_there") for _, state in self.parts)


def verify_dossier(content: bytes, name: str = "") -> Verified:
    """Do a dossier again from its JSON, and compare every field that follows from others.

    What the rooms found (the stated transaction, earlier answers, classification, answers, hits, values of indices) is evidence: it cannot be done again here, and who
    forges it and seals it anew is found by the signature alone.

    Raises:
        InputError: it is no dossier, parts of it are missing, or do not fit the law installed here.
    """
    recorded = assessment_from(content, name)
    data = with_named_formats(json.loads(content))
    try:
        again = replay(dict(data["determination"]))
        made = json.loads(to_json(_assembled(recorded)))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise InputError([_broken(name, error)]) from None
    differing = [field for field in {**made, **data} if made.get(field) != data.get(field)]
    answer_holds = again.law_at_hand and again.recorded == again.replayed
    parts: dict[str, State] = {
        "checksum": "same" if seal_holds(content) else "differs",
        "diligence": _diligence(data, differing, answer_holds),
        "determination": _determination(again, "determination" in differing),
        "rest": _rest(differing, answer_holds),
    }
    differences = [f"determination.{difference.path}" for difference in again.differences]
    differences += [
        field for field in differing if field != "checksum" and not (field == "determination" and differences)
    ]
    return Verified(recorded.reference, tuple(parts.items()), tuple(differences), again)


def _assembled(recorded: Assessment) -> Assessment:
    """The dossier put together again from what its rooms found; the determination from its transaction and hits."""
    determination = json.loads(to_json(recorded.determination))
    day = date.fromisoformat(recorded.determination.date)
    used = {source.kind: source for source in recorded.sources}
    walk = Walk(
        day=date.fromisoformat(recorded.date),
        language=recorded.language,
        policies=recorded.policies,
        transaction=checked_transaction(dict(recorded.transaction), day),
        classification=recorded.classification,
        findings=recorded.findings,
        context=recorded.context,
        icp=next(
            (bool(value) for path, value, room in recorded.facts if (path, room) == ("exporter.icp", "icp")),
            None,
        ),
        programme=used.get("icp"),
        search=used["search"].edition if "search" in used else "",
        assessed_by=recorded.assessed_by,
        earlier=recorded.earlier,
        reason=recorded.reason if recorded.earlier else None,
    )
    screener = recorded_screener(determination)
    accepted = recorded_acceptance(determination["law_age"])
    return walk.assembled(
        lambda judged: check(
            judged,
            date_of_law=day,
            language=walk.language,
            assume=walk.policies,
            screener=screener,
            accept_law_age=accepted.until if accepted else None,
            person=accepted.person if accepted else "",
            configuration=recorded_configuration(determination),
        )
    )


def _diligence(data: Mapping[str, Any], differing: Sequence[str], is_at_hand: bool) -> State:
    """Questions and their words are those of the release."""
    if data.get("diligence") is None and data.get("findings") is None:
        return "not_there"
    if not set(_DILIGENCE) & set(differing):
        return "same"
    return "differs" if is_at_hand or "findings" in differing else "other_release"


def _determination(again: Replay, differs: bool) -> State:
    if again.same and not (differs and again.law_at_hand):
        return "same"
    return "differs" if again.law_at_hand else "other_law"


def _rest(differing: Sequence[str], answer_holds: bool) -> State:
    """Every other field; under another law, or written by another release, what follows from the determination may differ with it."""
    others = set(differing) - {"checksum", "determination", *_DILIGENCE}
    if not others:
        return "same"
    if answer_holds:
        return "differs"
    moved = {"answer", "release", "retention", "verification", "facts", *_OF_SOFTWARE}
    return "differs" if others - moved else "other_law"


def _broken(name: str, error: Exception) -> Problem:
    return new_problem(
        "dossier_broken",
        N_("the parts of the dossier do not fit together ({reason})"),
        N_("Give the JSON that dualuse assess wrote, unchanged"),
        file=name,
        reason=type(error).__name__,
    )


def as_json(assessment: Assessment) -> bytes:
    """The dossier as its file holds it: one line of JSON and the end of the line."""
    return (to_json(assessment) + "\n").encode()
