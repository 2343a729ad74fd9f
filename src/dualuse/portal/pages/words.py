"""The words of the pages for what the data call by a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.i18n.statuses import LISTS_OUT_OF_DATE, PARTY_STATUS

STATE_WORDS: Final[dict[str, str]] = {
    "submitted": N_("submitted"),
    "in_work": N_("in work"),
    "question": N_("with the applicant"),
    "proposed": N_("waits for countersignature"),
    "decided": N_("decided"),
    "withdrawn": N_("withdrawn"),
}
ROLE_NAMES: Final[dict[str, str]] = {
    "exporter": N_("exporter"),
    "exporter_reader": N_("exporter, reading alone"),
    "officer": N_("officer"),
    "countersigner": N_("countersigner"),
    "adviser": N_("adviser"),
    "supervisor": N_("supervisor"),
    "customs": N_("customs"),
    "union_reader": N_("reader of the Union"),
    "administrator": N_("administrator"),
}
EVIDENCE_WORDS: Final[dict[str, str]] = {
    "assessment": N_("assessment under Art. 15(1)"),
    "denials": N_("denials in force (Art. 16(5))"),
    "own_diligence": N_("the authority's own due diligence (Art. 5)"),
    "screening": N_("sanctions lists"),
}
CONCLUSION_WORDS: Final[dict[str, str]] = {
    "essentially_identical": N_("essentially identical"),
    "not_essentially_identical": N_("not essentially identical"),
}
LIKENESS_WORDS: Final[dict[str, str]] = {
    "essentially_identical": N_("may be essentially identical"),
    "possible": N_("may be the same; not everything can be compared"),
    "other_items": N_("the same recipient, other items"),
}
"""What the features of a denial come to; a person concludes."""
COMPARED_WORDS: Final[dict[str, str]] = {
    "same": N_("the same"),
    "near": N_("near"),
    "different": N_("different"),
    "unknown": N_("cannot be compared"),
    "hit": N_("the same name"),
    "review": N_("a similar name"),
}
FEATURE_WORDS: Final[dict[str, str]] = {
    "entries": N_("entries"),
    "cn_code": N_("customs code"),
    "description": N_("description"),
}
DECISION_WORDS: Final[dict[str, str]] = {
    "granted": N_("granted"),
    "refused": N_("refused"),
    "not_required": N_("no authorisation required"),
    "withdrawn": N_("withdrawn"),
    "suspended": N_("suspended"),
    "resumed": N_("resumed"),
    "modified": N_("modified"),
    "substantially_limited": N_("substantially limited"),
    "revoked": N_("revoked"),
    "annulled": N_("annulled"),
    "extended": N_("extended"),
    "transferred": N_("transferred"),
    "prohibited": N_("prohibited"),
}
ACTION_WORDS: Final[dict[str, str]] = {
    "assign": N_("Assign"),
    "refer": N_("Refer"),
    "ask": N_("Ask the applicant"),
    "assess": N_("Assess under Art. 15(1)"),
    "examine_diligence": N_("Examine due diligence"),
    "check_denials": N_("Check denials and lists"),
    "consider_denial": N_("Consider a denial"),
    "consult": N_("Consult"),
    "propose": N_("Propose a decision"),
    "return": N_("Give the proposal back"),
    "countersign": N_("Countersign"),
    "reopen": N_("Reopen"),
    "note": N_("Note"),
}
DONE_WORDS: Final[dict[str, str]] = {
    "propose": N_("The decision is proposed; a second person countersigns it."),
    "return": N_("The proposal is given back to the officer."),
    "countersign": N_("The decision is countersigned, and holds from now on."),
}
"""What is told once a form was taken."""
EVENT_WORDS: Final[dict[str, str]] = {
    "write": N_("written"),
    "open_case": N_("opened"),
    "apply": N_("begun"),
    "submit": N_("submitted"),
    "withdraw": N_("withdrawn"),
    "amend": N_("amended"),
    "answer": N_("question answered"),
    "attach": N_("document attached"),
    "detach": N_("document taken out"),
    "assign": N_("assigned"),
    "refer": N_("referred"),
    "ask": N_("question asked"),
    "assess": N_("assessed"),
    "examine_diligence": N_("due diligence examined"),
    "check_denials": N_("denials and lists checked"),
    "consider_denial": N_("denial considered"),
    "consult": N_("consulted"),
    "propose": N_("decision proposed"),
    "return": N_("proposal given back"),
    "countersign": N_("countersigned"),
    "reopen": N_("reopened"),
    "note": N_("note written"),
    "erased": N_("erased"),
}
SHAPE_WORDS: Final[dict[str, str]] = {
    "string_too_short": N_("fill this in"),
    "missing": N_("fill this in"),
    "string_too_long": N_("this is too long"),
    "string_pattern_mismatch": N_("write an amount in digits: 12.5"),
    "date_from_datetime_parsing": N_("write a day: 2026-11-24"),
    "date_parsing": N_("write a day: 2026-11-24"),
}
"""What is told of a field that is not of its shape, by the code of the fault."""


def feature_name(feature: str, translated: Callable[[str], str]) -> str:
    """What a feature of a denial is called; a parameter by its own name."""
    words = FEATURE_WORDS.get(feature)
    return feature.removeprefix("parameters.") if words is None else translated(words)


def screening_words(result: Mapping[str, Any]) -> str:
    """What screening says of the parties; that nobody was found on lists that are out of date is said with that.

    Args:
        result: of the evidence, see :class:`~dualuse.licensing.decisions.screening.PartiesScreened`.
    """
    status = str(result["status"])
    return PARTY_STATUS.sentence[LISTS_OUT_OF_DATE if status == "clear" and result.get("stale") else status]
