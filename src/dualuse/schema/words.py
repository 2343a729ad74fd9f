"""The words of the contract that every room writes alike: for effects, states, kinds, levels, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dualuse.i18n import N_
from dualuse.version import legal_derivation

if TYPE_CHECKING:  # words are shown by commands that need no law
    from dualuse.law.language.logic import Truth

ASKED_OF: Final[dict[str, str]] = {
    "exporter": N_("your own people"),
    "end_user": N_("the end user"),
    "authority": N_("the authority"),
    "lawyer": N_("a classifier or lawyer"),
}
DONE_BY: Final[dict[str, str]] = {
    "exporter": N_("exporter"),
    "broker": N_("broker"),
    "provider": N_("provider of technical assistance"),
    "export_control_officer": N_("export control officer"),
    "end_user": N_("exporter and end user"),
    "declarant": N_("customs declarant"),
}
"""Who does what a duty asks."""
_OF_SERVICES: Final = {"brokering": "broker", "technical_assistance": "provider"}
SUPPLIERS: Final = ("exporter", *_OF_SERVICES.values())
"""Those of them whom the Regulation asks: who carries out the transaction (Art. 2(3), (8), (10))."""
FINDING_STATUS: Final[dict[Truth, str]] = {True: "applies", False: "does_not_apply", None: "undetermined"}
AVAILABILITY_STATUS: Final[dict[Truth, str]] = {
    True: "available",
    False: "not_available",
    None: "undetermined",
}
KIND_WORDS: Final[dict[str, str]] = {
    "goods": N_("goods"),
    "software": N_("software"),
    "technology": N_("technology"),
}
SERVICE_WORDS: Final[dict[str, str]] = {
    "none": N_("none, and not acting for one"),
    "military": N_("a military service"),
    "paramilitary": N_("a paramilitary service"),
    "police": N_("a police service"),
    "intelligence": N_("an intelligence service"),
    "other_security": N_("another security service of a government"),
}

GROUND_WORDS: Final[dict[str, str]] = {
    "wmd": N_("weapons of mass destruction (Art. 4(1)(a))"),
    "military_end_use": N_("military end-use (Art. 4(1)(b): under an arms embargo)"),
    "illicit_military_parts": N_("parts of military items exported without authorisation (Art. 4(1)(c))"),
    "internal_repression": N_("internal repression, serious violations of rights (Art. 5(1))"),
    "human_rights": N_("human rights, democratic principles, freedom of speech (EU005, EU007, EU008)"),
    "security_end_use": N_("use by military, police, intelligence, surveillance (EU007, EU008)"),
    "public_security": N_("public security, human rights considerations (Art. 10)"),
    "reexport": N_("onward export to other destinations (EU005 to EU008)"),
    "nuclear_facility": N_("installation for nuclear purposes (§§ 9, 11, 52 AWV)"),
    "surveillance_assistance": N_("assistance for surveillance items (§§ 52a, 52b AWV)"),
}
"""What is stated to be known, under ``knowledge``."""


@legal_derivation("Art. 2(3)", "Art. 2(8)", "Art. 2(10)")
def supplier(activity: str | None) -> str:
    """The code, among :data:`SUPPLIERS`, of who carries out an activity: the exporter where it is no other."""
    return _OF_SERVICES.get(activity or "", "exporter")
