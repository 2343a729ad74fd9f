"""Questions of fields that no fact of the law asks for directly: derived facts rest on them.

The other questions stand with their facts in ``law/eu_2021_821/facts``. Kinds: ``choice`` has named ``values``; ``place``,
``codes``, ``amount``, ``currency`` and ``national_codes`` take what the contract takes there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.schema.words import KIND_WORDS


@dataclass(frozen=True, slots=True)
class FieldQuestion:
    """The question that a field answers, who can answer it, and its values in words."""

    name: str
    kind: str
    text: str
    asked_of: str = "exporter"
    values: dict[str, str] = field(default_factory=dict)

    def message(self, **params: object) -> Message:
        """The question with its parameters."""
        return Message(f"question.{self.name}", self.text, params)


PARTY_ROLES: Final[dict[str, str]] = {"end_user": N_("the end user"), "consignee": N_("the consignee")}
"""Parties whose service counts (Annex II, EU007 and EU008)."""

FIELDS: Final[dict[str, FieldQuestion]] = {
    question.name: question
    for question in (
        FieldQuestion(
            "parties.service",
            "choice",
            N_("Is {party} a security service of a government, or acting for one, and of which kind?"),
            "end_user",
            {
                "none": N_("none, and not acting for one"),
                "military": N_("a military service"),
                "paramilitary": N_("a paramilitary service"),
                "police": N_("a police service"),
                "intelligence": N_("an intelligence service"),
                "other_security": N_("another security service of a government"),
            },
        ),
        FieldQuestion(
            "items.national_entries",
            "national_codes",
            N_(
                "Which entries of national control lists of Member States name the item, if any (Arts 9, 10)?"
            ),
        ),
        FieldQuestion(
            "items.kind",
            "choice",
            N_("Is the item goods, software or technology?"),
            values=KIND_WORDS,
        ),
        FieldQuestion("items.value", "amount", N_("What is the item worth in the contract?")),
        FieldQuestion("items.currency", "currency", N_("In which currency is the value stated?")),
        FieldQuestion("located_in", "place", N_("In which country are the items now?")),
        FieldQuestion(
            "dispatched_from", "place", N_("From which Member State are the items dispatched (Art. 11)?")
        ),
    )
}
