"""What a Member State has made of the options that the Regulation leaves to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from dualuse.i18n import N_
from dualuse.law.germany.facts import GERMAN_LAW
from dualuse.law.language.fact import FactDefinition
from dualuse.law.language.logic import Truth

USES: Final = ("wmd", "military_end_use", "illicit_military_parts")
"""The grounds of Art. 4(1), points (a), (b) and (c)."""

OPTION_NAMES: Final = (
    "art4_3", "art5_3", "art6_3", "art6_4", "art7_3", "art8_4", "art8_5", "art11_2", "art11_8",
    "eu007_suspects", "registration", "first_use_notice",
)  # fmt: skip
"""Every option that the Regulation leaves to a Member State, in its order: what ``law/states/XX.toml`` may state."""

SUSPICION_OPTIONS: Final = ("art4_3", "art5_3", "art6_4", "art8_5")
"""Options to ask already on grounds for suspicion, named after their paragraphs."""

NON_LISTED_OPTIONS: Final = ("art6_3", "art8_4")
"""Options to reach brokering and technical assistance for non-listed items, too."""

OPTIONS_PER_USE: Final = ("art4_3", "art6_3", "art6_4", "art7_3", "art8_4", "art8_5")
"""Options that national law may limit to some uses of Art. 4(1)."""


def _option(name: str, question: str, yes: str, no: str) -> FactDefinition:
    return FactDefinition(f"option.{name}", "flag", question, yes, no=no, asked_of="authority")


OPTIONS: Final = (
    _option(
        "art4_3",
        N_(
            "Does the exporter's Member State ask for an authorisation already on grounds for suspicion (Art. 4(3))?"
        ),
        N_("the exporter's Member State has extended Art. 4 to grounds for suspicion"),
        N_("the exporter's Member State has not extended Art. 4 to grounds for suspicion"),
    ),
    _option(
        "art5_3",
        N_(
            "Does the exporter's Member State ask for an authorisation already on grounds for suspicion (Art. 5(3))?"
        ),
        N_("the exporter's Member State has extended Art. 5 to grounds for suspicion"),
        N_("the exporter's Member State has not extended Art. 5 to grounds for suspicion"),
    ),
    _option(
        "art6_3",
        N_("Has the broker's Member State extended the rules on brokering to non-listed items (Art. 6(3))?"),
        N_("the broker's Member State has extended brokering controls to non-listed items"),
        N_("the broker's Member State has not extended brokering controls to non-listed items"),
    ),
    _option(
        "art6_4",
        N_(
            "Does the broker's Member State ask for an authorisation already on grounds for suspicion (Art. 6(4))?"
        ),
        N_("the broker's Member State has extended brokering controls to grounds for suspicion"),
        N_("the broker's Member State has not extended brokering controls to grounds for suspicion"),
    ),
    _option(
        "art7_3",
        N_("Has the Member State concerned extended transit controls to non-listed items (Art. 7(3))?"),
        N_("the Member State has extended transit controls to non-listed items"),
        N_("the Member State has not extended transit controls to non-listed items"),
    ),
    _option(
        "art8_4",
        N_(
            "Has the provider's Member State extended the rules on technical assistance to non-listed items (Art. 8(4))?"
        ),
        N_("the provider's Member State has extended technical assistance controls to non-listed items"),
        N_("the provider's Member State has not extended technical assistance controls to non-listed items"),
    ),
    _option(
        "art8_5",
        N_(
            "Does the provider's Member State ask for an authorisation already on grounds for suspicion (Art. 8(5))?"
        ),
        N_("the provider's Member State has extended technical assistance controls to grounds for suspicion"),
        N_(
            "the provider's Member State has not extended technical assistance controls to grounds for suspicion"
        ),
    ),
    _option(
        "art11_2",
        N_(
            "Does the Member State of departure ask for an authorisation to transfer such items within the Union when"
            " they go on to a third country (Art. 11(2))?"
        ),
        N_("the Member State of departure controls such transfers within the Union"),
        N_("the Member State of departure does not control such transfers within the Union"),
    ),
    _option(
        "art11_8",
        N_(
            "Does the Member State ask for further information on transfers of information security items (Art. 11(8))?"
        ),
        N_("the Member State asks for information on transfers of information security items"),
        N_("the Member State asks for no information on transfers of information security items"),
    ),
    _option(
        "eu007_suspects",
        N_("Has the exporter's Member State extended the exclusions of EU007 to grounds for suspicion?"),
        N_("the exporter's Member State has extended the exclusions of EU007 to grounds for suspicion"),
        N_("the exporter's Member State has not extended the exclusions of EU007 to grounds for suspicion"),
    ),
    *(
        _option(
            f"{name}_notify",
            N_(
                "Does the Member State's rule on suspicion ask to notify and leave the decision to the authority?"
            ),
            N_("on grounds for suspicion the Member State asks to be notified and decides then"),
            N_("on grounds for suspicion the Member State asks for an authorisation at once"),
        )
        for name in SUSPICION_OPTIONS
    ),
    *(
        _option(
            f"{name}_aware",
            N_("Does the Member State also ask to be notified by who is aware, for non-listed items?"),
            N_("who is aware must notify for non-listed items too"),
            N_("who is aware need not notify for non-listed items"),
        )
        for name in NON_LISTED_OPTIONS
    ),
    *(
        _option(
            f"{name}_aware",
            N_("Does the Member State's rule on suspicion ask for an authorisation from who is aware, too?"),
            N_("the rule on suspicion asks for an authorisation from who is aware, too"),
            N_("who is aware is under the duty to notify, not under the rule on suspicion"),
        )
        for name in SUSPICION_OPTIONS
    ),
    _option(
        "registration",
        N_("Does the exporter's Member State ask for registration before the first use of EU001 to EU006?"),
        N_("registration is needed before the first use"),
        N_("no registration is needed before the first use"),
    ),
    _option(
        "notice_before_first_use",
        N_(
            "Does the exporter's Member State ask for the first-use notice before the first use (EU001 to EU006)?"
        ),
        N_("the first-use notice is due before the first use"),
        N_("the first-use notice is due within 30 days after the first export"),
    ),
    GERMAN_LAW,
)


def option_counted(name: str, of_state: Mapping[str, Truth], answer: bool) -> Truth:
    """What counts of an option that a person answers: the answer where the State's data leave it open, else the stricter of the two.

    An answer is made by who wants to sell, and what a State has made of an option is its law: an answer may add to the data, which
    may be old, and never takes from them. Every option asks for more where it is used; to be notified, in place of an authorisation,
    is less, and counts for what the data say only where they say that the option is used at all.

    Args:
        name: of the fact, ``option.art5_3`` or a rule of Art. 11(2).
        of_state: what the State's data say of every such fact.
        answer: that of a person.
    """
    settled = of_state.get(name)
    if settled is None:
        return answer
    option = name.removesuffix("_notify")
    if option != name:
        return (settled and answer) if of_state[option] is True else answer
    return settled or answer


def options_per_use() -> Iterator[FactDefinition]:
    """An option of Arts 4, 6, 7 and 8 for each use of Art. 4(1): national law may reach only some."""
    for definition in OPTIONS:
        if definition.name.removeprefix("option.") in OPTIONS_PER_USE:
            yield from (replace(definition, name=f"{definition.name}.{use}") for use in USES)
