"""Articles and Annexes that a determination does not execute: what other parts execute, what is planned, what is for others.

Each paragraph has its reason, so that ``docs/coverage.md`` names every paragraph of the Regulation. Paragraph
numbers of Articles that were not read in numbered form are from memory and may be off by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dualuse.i18n import N_
from dualuse.law.language.provision import Article, Paragraph, Treatment

BY_A_PART: Final = Treatment.BY_A_PART
PLANNED: Final = Treatment.PLANNED
OTHERS: Final = Treatment.OTHERS


def _article(number: str, title: str, rows: Iterable[tuple[str, Treatment, str]]) -> Article:
    return Article(
        number,
        title,
        tuple(Paragraph(f"{number}{suffix}", treatment, note=note) for suffix, treatment, note in rows),
    )


ARTICLE_1: Final = _article(
    "Art. 1", N_("Subject matter"), [("", OTHERS, N_("States the subject; nothing to execute."))]
)

LATER: Final[tuple[Article, ...]] = (
    _article(
        "Art. 14",
        N_("Consultation of the Member State where the items are"),
        [
            (
                "(1)",
                PLANNED,
                N_("Objection within 10 working days, silence is no objection: licensing (clocks)."),
            ),
            (
                "(2)",
                PLANNED,
                N_("Request not to grant for essential security interests: licensing (clocks)."),
            ),
        ],
    ),
    _article(
        "Art. 15",
        N_("Criteria of the decision"),
        [
            ("(1)", PLANNED, N_("The authority's considerations: structured reasons in licensing.")),
            (
                "(2)",
                PLANNED,
                N_("The compliance programme weighs in for global authorisations: licensing."),
            ),
        ],
    ),
    _article(
        "Art. 16",
        N_("Refusal, annulment, suspension, modification, revocation"),
        [
            ("(1)", PLANNED, N_("Decisions and their notification: licensing.")),
            ("(2)", PLANNED, N_("Review of denials within three years: licensing (clocks).")),
            ("(3)", PLANNED, N_("Notification of reviewed denials: licensing.")),
            ("(4)", PLANNED, N_("Notification of reviewed denials: licensing.")),
            (
                "(5)",
                PLANNED,
                N_("Essentially identical transactions, 10 working days: licensing (matching, clocks)."),
            ),
            ("(6)", PLANNED, N_("Explanation where granted nevertheless: licensing.")),
            ("(7)", PLANNED, N_("Confidentiality of the exchange: licensing.")),
        ],
    ),
    _article(
        "Art. 17",
        N_("Amending the lists"),
        [
            ("(1)", OTHERS, N_("Delegated acts of the Commission; their results are editions of Annex I.")),
            ("(2)", OTHERS, N_("Delegated acts of the Commission on destinations and items of Annex II.")),
        ],
    ),
    _article(
        "Art. 18",
        N_("Exercise of the delegation"),
        [(f"({number})", OTHERS, N_("Delegation of powers to the Commission.")) for number in range(1, 7)],
    ),
    _article(
        "Art. 19",
        N_("Urgency procedure"),
        [(f"({number})", OTHERS, N_("Urgency procedure for delegated acts.")) for number in range(1, 3)],
    ),
    _article("Art. 20", N_("Annex IV"), [("", OTHERS, N_("Updating of Annex IV; its result is data."))]),
    _article(
        "Art. 21",
        N_("Customs"),
        [
            ("(1)", BY_A_PART, N_("Proof of the authorisation at export: the answer says what to declare.")),
            ("(2)", OTHERS, N_("Translation of proofs: national practice.")),
            ("(3)", PLANNED, N_("Holding of goods by customs: licensing.")),
            ("(4)", PLANNED, N_("Decision within 10 working days: licensing (clocks).")),
            ("(5)", PLANNED, N_("Release or further steps: licensing.")),
        ],
    ),
    _article(
        "Art. 22",
        N_("Empowered customs offices"),
        [
            ("(1)", OTHERS, N_("Member States may name customs offices.")),
            ("(2)", OTHERS, N_("Member States inform the Commission.")),
        ],
    ),
    _article(
        "Art. 23",
        N_("Administrative cooperation"),
        [
            (
                f"({number})",
                PLANNED if number in (2, 6) else OTHERS,
                N_("Exchange between authorities: licensing."),
            )
            for number in range(1, 8)
        ],
    ),
    _article(
        "Art. 24",
        N_("Dual-Use Coordination Group"),
        [(f"({number})", OTHERS, N_("Work of the Coordination Group.")) for number in range(1, 5)],
    ),
    _article(
        "Art. 25",
        N_("Enforcement"),
        [
            ("(1)", OTHERS, N_("Penalties in national law.")),
            ("(2)", OTHERS, N_("Enforcement Coordination Mechanism.")),
        ],
    ),
    _article(
        "Art. 26",
        N_("Transparency, outreach, monitoring, evaluation"),
        [
            ("(1)", OTHERS, N_("Guidelines of the Commission and the Council.")),
            ("(2)", PLANNED, N_("The annual report: transparency.")),
            ("(3)", PLANNED, N_("Protection of data in the report: transparency (disclosure control).")),
            ("(4)", OTHERS, N_("Evaluation by the Commission.")),
        ],
    ),
)

LAST: Final[tuple[Article, ...]] = (
    _article(
        "Art. 28", N_("Control measures"), [("", PLANNED, N_("Inspections by authorities: licensing."))]
    ),
    _article(
        "Art. 29",
        N_("Cooperation with third countries"),
        [(f"({number})", OTHERS, N_("Dialogue with third countries.")) for number in range(1, 3)],
    ),
    _article(
        "Art. 30",
        N_("Reports on delegated acts"),
        [("", OTHERS, N_("Reporting duties of Commission and States."))],
    ),
    _article(
        "Art. 31",
        N_("Repeal and transition"),
        [
            (
                "",
                BY_A_PART,
                N_(
                    "Applications made before 9.9.2021 stay under Regulation (EC) No 428/2009: refused as input."
                ),
            )
        ],
    ),
    _article(
        "Art. 32",
        N_("Entry into force"),
        [("", BY_A_PART, N_("9.9.2021: the first day the product answers for."))],
    ),
)

ANNEXES: Final[tuple[Article, ...]] = (
    _article(
        "Annex I",
        N_("The control list"),
        [
            (
                "",
                BY_A_PART,
                N_(
                    "A determination executes the codes; parameters belong to the classification, as far as its sheets go."
                ),
            ),
            (
                ", General Notes",
                BY_A_PART,
                N_("Principal element, software, technology, cryptography: classification."),
            ),
        ],
    ),
    _article(
        "Annex III",
        N_("Forms"),
        [
            (" A", PLANNED, N_("Individual and global authorisations: licensing.")),
            (" B", PLANNED, N_("Brokering and technical assistance: licensing.")),
            (" C", PLANNED, N_("Publication of national general authorisations: licensing.")),
        ],
    ),
    _article(
        "Annex V",
        N_("Repealed regulation"),
        [("", OTHERS, N_("List of amendments of Regulation (EC) No 428/2009."))],
    ),
    _article("Annex VI", N_("Correlation table"), [("", OTHERS, N_("Old and new article numbers."))]),
)
