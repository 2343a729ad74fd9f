"""The reasons of a result in sentences, each with its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dualuse.diligence.questionnaire import questions
from dualuse.i18n import N_, Message, render, translate
from dualuse.schema.diligence import CyberSurveillance, Flag, Level, Reason, ShownAnswer

LEVEL_NAMES: Final[dict[Level, str]] = {
    "no_indication": N_("no indication"),
    "indication": N_("an indication, not yet awareness"),
    "aware": N_("awareness"),
}
ANSWER_NAMES: Final = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("unknown")}
ELEMENT_NAMES: Final = {
    "specially_designed": N_("not specially designed for it"),
    "covert": N_("not covert"),
    "natural_persons": N_("not of natural persons"),
    "ability": N_("no ability to monitor, extract, collect or analyse"),
    "systems": N_("no data from information and telecommunication systems"),
}
_STATES: Final = {
    "open": N_("{label} Answered {answer}: a red flag that no measure answers."),
    "promised": N_(
        "{label} Answered {answer}: a red flag; the measure against it does not say how it is verified, and is a promise."
    ),
    "mitigated": N_(
        "{label} Answered {answer}: a red flag with a measure that can be verified; whether that is enough, a person judges."
    ),
}
_EFFECTS: Final = {
    "stop": N_("{label} Answered {answer}: this stops the transaction, and no measure takes it away."),
    "notify": N_(
        "{label} Answered {answer}: apply for an authorisation or notify the authority first; no measure settles this."
    ),
    "aware": N_("{label} Answered {answer}: this is awareness of the intended use."),
    "examine": N_("{label} Answered {answer}: the elements of Art. 2(20) need a closer look."),
}
_HOUSE_STOP: Final = N_(
    "{label} Answered {answer}: this stops the transaction by a rule of this program, not of the source; no measure takes it away."
)
_SELF_BLINDING: Final = N_(
    "{label} Answered {answer}: who ignores what is at hand is treated as one who knows of it; this is an indication at least."
)


def say(language: str, code: str, text: str, **params: Any) -> Reason:
    """The reason with this sentence in ``language``."""
    return Reason(code, render(Message(code, text, params), language))


def label(shown: ShownAnswer) -> str:
    """``D09 (Example Trading FZE): the question``."""
    about = shown.item or shown.party
    return f"{shown.question}{f' ({about})' if about else ''}: {shown.text}"


def flag_reasons(flags: Sequence[Flag], language: str) -> Iterator[Reason]:
    """Why each flag that is raised counts, in their order."""
    for flag in flags:
        if flag.state in ("clear", "unknown"):
            continue
        question = questions()[flag.shown.question]
        if question.house_rule:
            yield answer_reason("stop", _HOUSE_STOP, flag.shown, language)
        elif question.self_blinding:
            yield answer_reason("self_blinding", _SELF_BLINDING, flag.shown, language)
        elif flag.shown.effect in _EFFECTS:
            yield answer_reason(flag.shown.effect, _EFFECTS[flag.shown.effect], flag.shown, language)
        else:
            yield answer_reason(f"flag_{flag.state}", _STATES[flag.state], flag.shown, language)


def effect_reason(shown: ShownAnswer, language: str) -> Reason:
    """Why an adverse answer of effect ``aware`` or ``examine`` counts."""
    return answer_reason(shown.effect, _EFFECTS[shown.effect], shown, language)


def answer_reason(code: str, text: str, shown: ShownAnswer, language: str) -> Reason:
    """A reason that rests on an answer."""
    answer = ANSWER_NAMES[shown.answered.answer] if shown.answered else ""
    return say(language, code, text, label=label(shown), answer=translate(answer, language))


def examination_reason(examination: CyberSurveillance, listed: bool, language: str) -> Reason:
    """What the examination of an item comes to."""
    item = examination.item or "1"
    if listed:
        text = N_(
            "Item {item} is listed as a cyber-surveillance item: nothing more is asked about what it is."
        )
        return say(language, "cyber_surveillance_listed", text, item=item)
    if examination.result == "yes":
        text = N_("Item {item} is a cyber-surveillance item: every element of Art. 2(20) is there.")
        return say(language, "cyber_surveillance_yes", text, item=item)
    if examination.result == "unknown":
        text = N_("Whether item {item} is a cyber-surveillance item is open.")
        return say(language, "cyber_surveillance_unknown", text, item=item)
    elements = tuple(translate(ELEMENT_NAMES[one], language) for one in examination.fails_on)
    if examination.voluntary:
        text = N_(
            "Item {item} is no cyber-surveillance item for this alone: {elements}. The human-rights questions are asked all the same, voluntarily."
        )
        return say(language, "cyber_surveillance_voluntary", text, item=item, elements=elements)
    text = N_("Item {item} is no cyber-surveillance item: {elements}.")
    return say(language, "cyber_surveillance_no", text, item=item, elements=elements)


def proposal_text(proposed: tuple[Level, Level], language: str) -> str:
    """What the answers allow, in a sentence."""
    low, high = (translate(LEVEL_NAMES[level], language) for level in proposed)
    if low == high:
        return say(language, "proposal", N_("The answers come to: {level}."), level=low).text
    text = N_(
        "The answers say at least: {low}; open questions and a person's judgement may lead up to: {high}."
    )
    return say(language, "proposal", text, low=low, high=high).text
