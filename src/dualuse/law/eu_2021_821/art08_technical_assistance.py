"""Article 8: technical assistance related to listed items, with the exemptions of paragraph 3.

Official text: https://eur-lex.europa.eu/eli/reg/2021/821/oj (paragraphs 1 to 3 read in the official German text;
paragraphs 4 and 5 from memory).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from dualuse.i18n import N_
from dualuse.law.eu_2021_821.art02_definitions import EMBARGOED, LEAVES_UNION, TECHNICAL_ASSISTANCE
from dualuse.law.eu_2021_821.art03_listed_items import LISTED
from dualuse.law.eu_2021_821.art04_catch_all import uses
from dualuse.law.eu_2021_821.authorisations.reading import authorisation_places
from dualuse.law.eu_2021_821.facts import circumstance, decided, flag, ground, only, option_for
from dualuse.law.eu_2021_821.suspicion import DECIDED_AS_REQUIRED, awareness, suspicion
from dualuse.law.germany.conditions import IN_GERMANY
from dualuse.law.language.logic import Condition, InPlaces, every, some
from dualuse.law.language.provision import (
    EUR_LEX,
    Article,
    Due,
    Duty,
    Effect,
    Paragraph,
    Provision,
    Relief,
    Treatment,
    Verification,
)

OFFICIAL: Final = Verification.OFFICIAL
PUBLIC_DOMAIN_IS_FREE: Final = N_(
    "passing on what is in the public domain or basic scientific research is free"
)
ARMED_FORCES_ARE_FREE: Final = N_("assistance for the armed forces of a Member State is free")
MISSILE_EXCEPTIONS_ARE_FREE: Final = N_(
    "assistance for a purpose in the missile technology exceptions of Annex IV is free"
)
MINIMUM_IS_FREE: Final = N_(
    "the minimum needed to install, operate, maintain or repair authorised items is free"
)
"""What exempts here and in German law alike (§§ 49 to 53 AWV)."""
ASSISTANCE: Final[Condition] = TECHNICAL_ASSISTANCE & LEAVES_UNION
EXEMPTED: Final = ("Art. 8(1)", "Art. 8(2)", "Art. 8(4)", "Art. 8(4), notification")
"""Paragraph 3 speaks of paragraphs 1 and 2; paragraph 4 extends paragraph 1 and carries the exemptions with it.

A decision that the authority has taken stands until it is withdrawn; no exemption answers it."""


def _reached(level: str, knowledge: Callable[[str, str], Condition]) -> Condition:
    """Knowledge of a use that national law on non-listed items reaches (paragraph 4).

    What German law asks for the first two uses stands in provisions of its own (§§ 49 to 51 AWV); the third it reaches
    only where a person says so.
    """

    def reached(use: str, *further: Condition) -> Condition:
        return every(knowledge(use, level), *further, option_for("art8_4", use))

    by_option = reached("wmd") | reached("military_end_use", EMBARGOED)
    return (~IN_GERMANY & by_option) | reached("illicit_military_parts")


INFORMED: Final = Provision(
    citation="Art. 8(1)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=ASSISTANCE & LISTED & uses("informed"),
    summary=N_(
        "the authority has informed the provider that assistance for the listed item may serve a use of Art. 4(1)"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
AWARE: Final = Provision(
    citation="Art. 8(2)",
    effect=Effect.NOTIFICATION_REQUIRED,
    when=ASSISTANCE & LISTED & uses("aware", only) & decided("Art. 8(2)", "none"),
    summary=N_(
        "the provider is aware of a use for weapons of mass destruction, a military end use under embargo, or illegally exported arms: it must notify the authority and wait"
    ),
    source=EUR_LEX,
    verification=OFFICIAL,
)
DECIDED: Final = Provision(
    citation="Art. 8(2), decision",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=ASSISTANCE & LISTED & decided("Art. 8(2)", "required"),
    summary=DECIDED_AS_REQUIRED,
    source=EUR_LEX,
    verification=OFFICIAL,
    scope=decided("Art. 8(2)", "required"),
)
NON_LISTED: Final = Provision(
    citation="Art. 8(4)",
    effect=Effect.AUTHORISATION_REQUIRED,
    when=ASSISTANCE & ~LISTED & _reached("informed", ground),
    summary=N_("the Member State has extended the requirement to assistance for non-listed items"),
    source=EUR_LEX,
    verification=Verification.UNVERIFIED,
)
NON_LISTED_AWARE: Final = awareness(
    "Art. 8(4)",
    ASSISTANCE & ~LISTED,
    _reached("aware", only),
    "art8_4",
    Verification.UNVERIFIED,
)
NOTIFY: Final = Duty(
    citation="Art. 8(2)",
    text=N_("notify {authority} of the use you are aware of, and do not assist before it has decided"),
    due=Due.BEFORE,
    before_authority=True,
    verification=OFFICIAL,
    after=("Art. 8(2)",),
)


def _exemption(point: str, when: Condition, summary: str) -> Relief:
    return Relief(
        citation=f"Art. 8(3)({point})",
        of=EXEMPTED,
        effect=Effect.NOT_CONTROLLED,
        when=when,
        summary=summary,
        source=EUR_LEX,
        verification=OFFICIAL,
    )


EXEMPTIONS: Final = (
    _exemption(
        "a",
        InPlaces("destination", authorisation_places("EU001")),
        N_("assistance in, into or to a resident of a country of EU001 is free"),
    ),
    _exemption(
        "b",
        circumstance("public_domain"),
        PUBLIC_DOMAIN_IS_FREE,
    ),
    _exemption(
        "c",
        circumstance("official_tasks"),
        N_("assistance by an authority of a Member State in its tasks is free"),
    ),
    _exemption(
        "d",
        circumstance("member_state_armed_forces"),
        ARMED_FORCES_ARE_FREE,
    ),
    _exemption(
        "e",
        circumstance("mtcr_exception"),
        MISSILE_EXCEPTIONS_ARE_FREE,
    ),
    _exemption(
        "f",
        circumstance("minimum_for_authorised_items"),
        MINIMUM_IS_FREE,
    ),
)

_EXEMPTED: Final = some(*(exemption.when for exemption in EXEMPTIONS)) & ~decided("Art. 8(2)", "not_required")
"""Paragraph 2 asks nothing of who is aware: then a national rule on suspicion reaches them, who suspect all the more, unless the authority
has decided on what they are aware of."""
SUSPECTS: Final = suspicion(
    "Art. 8(5)",
    ASSISTANCE,
    suspected=uses("suspects", only, within="art8_5")
    | ((~LISTED | flag("option.art8_5_aware") | _EXEMPTED) & uses("aware", within="art8_5")),
    notifiable=uses("suspects", only, within="art8_5")
    | ((~LISTED | _EXEMPTED) & uses("aware", within="art8_5")),
    name="art8_5",
    verification=Verification.UNVERIFIED,
    knowing_too=True,
)

ARTICLE: Final = Article(
    "Art. 8",
    N_("Technical assistance"),
    (
        Paragraph("Art. 8(1)", Treatment.EXECUTED, (INFORMED,)),
        Paragraph("Art. 8(2)", Treatment.EXECUTED, (AWARE, DECIDED, NOTIFY)),
        Paragraph(
            "Art. 8(3)",
            Treatment.EXECUTED,
            EXEMPTIONS,
            N_(
                "The destination stands for the place of the assistance and for the residence of its receiver."
            ),
        ),
        Paragraph(
            "Art. 8(4)",
            Treatment.EXECUTED,
            (NON_LISTED, *NON_LISTED_AWARE),
            N_(
                "Of a provider established in Germany §§ 49 to 51 AWV stand in its place, with exemptions of their own."
            ),
        ),
        Paragraph(
            "Art. 8(5)",
            Treatment.EXECUTED,
            SUSPECTS,
            N_(
                "Whether the exemptions of paragraph 3 also reach a national rule on suspicion is national law; they are"
                " not applied to it."
            ),
        ),
        Paragraph(
            "Art. 8(6)",
            Treatment.BY_A_PART,
            note=N_("Information on national measures: data in states/."),
        ),
    ),
)
