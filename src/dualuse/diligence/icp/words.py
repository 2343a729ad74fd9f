"""The words for statuses, purposes and states, in one place for terminal, HTML and PDF."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_

PURPOSE_NAMES: Final = {
    "global": N_("Global authorisation (Art. 12(4))"),
    "EU007": N_("EU007, within a group of companies (Annex II, Section G)"),
    "human_rights": N_("Diligence for human rights (Art. 5(2))"),
}
OVERALL_NAMES: Final = {
    "complete": N_("complete"),
    "undetermined": N_("not determined"),
    "not_complete": N_("not complete"),
}
STATUS_NAMES: Final = {
    "in_place": N_("in place"),
    "stated": N_("stated, not shown"),
    "unknown": N_("not known"),
    "partly": N_("with gaps"),
    "missing": N_("lacking"),
}
STATE_NAMES: Final = {
    "shown": N_("yes, with evidence"),
    "said": N_("yes, without evidence"),
    "unknown": N_("not known"),
    "lacking": N_("no"),
}
LACK_NAMES: Final = {
    "lacking": N_("Lacks"),
    "unknown": N_("Not known"),
    "said": N_("Said, not shown"),
}
NO_ACCEPTANCE: Final = N_(
    "This is the exporter's own examination. No authority has examined or accepted the programme."
)
REVIEW: Final = N_(
    "To be looked at again by {day}: twelve months, a rule of this program and not of the law."
)
RECALLED: Final = N_(
    "{number} of the questions are written from memory of their source; nobody has compared them with the Official Journal. They are marked with an asterisk (*)."
)
