"""The words of a dossier for the codes in it."""

from __future__ import annotations

from typing import Final

from dualuse.i18n import N_
from dualuse.schema.words import SERVICE_WORDS

NO_ITEM: Final = N_("No item was stated.")
ADVERSE_WITHOUT_FLAG: Final = N_("Adverse answers without a flag of their own")
NO_FLAG: Final = N_("Answered, and no flag")
AGE_OF_LAW: Final = N_("Age of the law")
LAW_KNOWN_UP_TO: Final = N_("Law known up to")
NO_DILIGENCE: Final = N_("No due diligence was stated.")
SERVICES: Final = SERVICE_WORDS
ACTIVITIES: Final[dict[str, str]] = {
    "export": N_("export"),
    "brokering": N_("brokering services"),
    "technical_assistance": N_("technical assistance"),
    "transit": N_("transit"),
    "intra_union_transfer": N_("transfer within the Union"),
}
ORIGINS: Final[dict[str, str]] = {
    "stated": N_("stated in the transaction"),
    "house": N_("the library of products of the house"),
    "ruling": N_("a ruling of an authority"),
    "none": N_("not classified"),
}
DILIGENCE_EFFECTS: Final[dict[str, str]] = {
    "stop": N_("a stop by a rule of this program: no measure takes it away"),
    "raise": N_("a red flag"),
    "notify": N_("a matter for the authority"),
    "element": N_("an element of Art. 2(20)"),
    "exclude": N_("takes the item out of Art. 2(20)"),
    "examine": N_("calls for a closer look"),
    "info": N_("for information"),
    "mitigate": N_("a measure"),
    "aware": N_("positive knowledge of the use"),
}
STATES: Final[dict[str, str]] = {
    "open": N_("open"),
    "promised": N_("promised, not verifiable"),
    "mitigated": N_("mitigated"),
    "unknown": N_("not answered"),
    "clear": N_("not raised"),
}
BETTER: Final[dict[str, str]] = {
    "higher": N_("higher means more respect for rights"),
    "lower": N_("lower means more respect for rights"),
}
CONTEXT_STATES: Final[dict[str, str]] = {
    "no_data": N_("no data for this place"),
    "not_imported": N_("not imported, so not looked at"),
}
SOURCES: Final[dict[str, str]] = {
    "icp": N_("compliance programme"),
    "law": N_("law"),
    "annex": N_("Annex I"),
    "list": N_("sanctions list"),
    "index": N_("index"),
    "questionnaire": N_("questionnaire"),
    "matcher": N_("matcher of names"),
    "sheet": N_("parameter sheet"),
    "search": N_("search"),
    "software": N_("software"),
}
STEP_NAMES: Final[dict[str, str]] = {
    "examination": N_("What is the item?"),
    "misuse": N_("How could it be misused?"),
    "destination": N_("Where does it go?"),
    "parties": N_("To whom does it go?"),
    "awareness": N_("What is known?"),
    "mitigation": N_("What can be done?"),
}
ROOMS: Final[dict[str, str]] = {
    "classification": N_("classification"),
    "screening": N_("screening"),
    "icp": N_("compliance programme"),
    "diligence": N_("due diligence"),
}
