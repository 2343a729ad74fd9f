"""The holder gives an authorisation back: from that day on nothing leaves on it."""

from __future__ import annotations

from dualuse.i18n import N_, Message
from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.applications import malformed
from dualuse.licensing.life.changing import changing_authorisation
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.wordless import wordless


def surrender(actor: Actor, number: str, text: str, version: int | None = None) -> Authorisation:
    """Give an authorisation back, for good; what customs has reserved on it is held.

    Args:
        actor: of the holder, or of an agent with a mandate.
        number: of the authorisation.
        text: why, in words.
        version: that the actor saw; None: whichever it is.

    Raises:
        Refusal: see :func:`~dualuse.licensing.life.changing.changing_authorisation`; Malformed: no words say why.
    """
    with changing_authorisation(actor, "surrender", "surrendered", number, version) as change:
        why = Message("text_empty", N_("say in words why it is given back"))
        if faults := list(wordless([("text", text, why)])):
            raise malformed(faults)
        change.authorisation.surrendered = change.now.date()
        change.content["text"] = text.strip()
        return change.authorisation
