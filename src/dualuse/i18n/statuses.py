"""The statuses of answers: one table for each family, with the rank of a status and its words in each form.

A family stands from the mildest to the most severe; how well something is known, from the weakest to the best. Who compares two of
a family asks :meth:`Statuses.rank`, never a tuple of his own. What stands here is written by more than one room.

Three orders are law as well, and stand there so that the version of the law covers them: :class:`~dualuse.law.language.provision.Effect`,
:class:`~dualuse.law.language.provision.Verification`, and that of parties in :mod:`dualuse.assessment.listed.parties`. A test holds both equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dualuse.i18n import N_


@dataclass(frozen=True, slots=True)
class Status:
    """A code and its words: ``short`` in a cell or label, ``long`` where there is room (else it is the short one), ``heading`` alone at the top of an answer, ``sentence``
    as a sentence of its own, ``advice`` what to do, ``sign`` in a table with a legend. A form that nobody needs is empty.
    """

    code: str
    short: str = ""
    long: str = ""
    heading: str = ""
    sentence: str = ""
    advice: str = ""
    sign: str = ""


class Statuses:
    """A family of statuses in its order; ``short``, ``long`` and so on are the words by code, of those that have that form."""

    def __init__(self, *statuses: Status) -> None:
        self.codes: Final = tuple(status.code for status in statuses)
        self._statuses: Final = {status.code: status for status in statuses}
        self._ranks: Final = {code: rank for rank, code in enumerate(self.codes)}
        self.short: Final = {status.code: status.short for status in statuses if status.short}
        longer = {status.code: status.long or status.short for status in statuses}
        self.long: Final = {code: words for code, words in longer.items() if words}
        self.heading: Final = {status.code: status.heading for status in statuses if status.heading}
        self.sentence: Final = {status.code: status.sentence for status in statuses if status.sentence}
        self.advice: Final = {status.code: status.advice for status in statuses if status.advice}
        self.sign: Final = {status.code: status.sign for status in statuses if status.sign}

    def __getitem__(self, code: str) -> Status:
        """The status of a code.

        Raises:
            KeyError: the family has no such code.
        """
        return self._statuses[code]

    def rank(self, code: str) -> int:
        """The place of a code in the order of its family.

        Raises:
            KeyError: the family has no such code.
        """
        return self._ranks[code]

    def known(self, code: str, otherwise: str) -> str:
        """The code where the family has it: a file that another version wrote may say what is not known here."""
        return code if code in self._ranks else otherwise


RELEASE: Final = Statuses(
    Status(
        "go",
        short=N_("GO"),
        long=N_("may leave"),
        heading=N_("GO: you may proceed"),
        sentence=N_("The items may leave."),
        advice=N_("You may proceed."),
    ),
    Status(
        "ask",
        short=N_("ASK FIRST"),
        long=N_("to be asked first"),
        heading=N_("ASK FIRST: do not proceed before the open points are settled"),
        sentence=N_("It is not settled whether the items may leave: do not send them yet."),
        advice=N_("Do not proceed before the open points are settled."),
    ),
    Status(
        "stop",
        short=N_("STOP"),
        long=N_("must not leave"),
        heading=N_("STOP: do not proceed now"),
        sentence=N_("The items must not leave now."),
        advice=N_("Do not proceed now."),
    ),
)
"""Whether it may leave now."""
_GO_ASSUMED: Final = Status(
    "go",
    short=N_("GO, on what is assumed"),
    long=N_("may leave, on what is assumed"),
    heading=N_("GO, on what is assumed: you may proceed if it holds"),
    sentence=N_("The items may leave if what is assumed holds."),
    advice=N_("You may proceed if what is assumed holds; nobody has examined it."),
)
_GO_WITH_DUTIES: Final = Status(
    "go",
    short=N_("GO, once its duties are met"),
    long=N_("may leave, once its duties are met"),
    heading=N_("GO, once the duties under “What to do” are met"),
    sentence=N_("The items may leave once the duties named are met."),
    advice=N_("You may proceed once the duties named are met."),
)


def release_status(code: str, *, is_assumed: bool, has_duties: bool = False) -> Status:
    """The words of a release.

    Of a "go" a headline says that a policy which the reader chose supplied facts (``is_assumed``), or that duties come first (``has_duties``).
    """
    if code != _GO_ASSUMED.code or not (is_assumed or has_duties):
        return RELEASE[code]
    return _GO_ASSUMED if is_assumed else _GO_WITH_DUTIES


EFFECT: Final = Statuses(
    Status("not_controlled", long=N_("no authorisation is required")),
    Status("general_authorisation", long=N_("a general authorisation may be used")),
    Status("notification_required", long=N_("the authority must be notified first")),
    Status("authorisation_required", long=N_("an authorisation is required")),
    Status("prohibited", long=N_("it is prohibited")),
    Status("undetermined", long=N_("not settled yet")),
)
"""What the law makes of it: the words of :class:`~dualuse.law.language.provision.Effect`, and of an outcome that is open."""

FINDING: Final = Statuses(
    Status("does_not_apply", short=N_("does not apply")),
    Status("undetermined", short=N_("open")),
    Status("applies", short=N_("applies")),
)
"""Whether a provision applies."""

AVAILABILITY: Final = Statuses(
    Status("available", short=N_("available")),
    Status("undetermined", short=N_("open")),
    Status("not_available", short=N_("not available")),
)
"""Whether a general authorisation may be used."""

LISTS_OUT_OF_DATE: Final = "no_hit_lists_out_of_date"
LISTS_NOT_WHOLE: Final = "no_hit_lists_not_whole"
PARTY_STATUS: Final = Statuses(
    Status(
        "clear",
        short=N_("clear"),
        heading=N_("CLEAR: no listed party was found"),
        sentence=N_("no hit"),
    ),
    Status(LISTS_NOT_WHOLE, sentence=N_("no hit, LISTS NOT WHOLE, or not that of the Union")),
    Status(LISTS_OUT_OF_DATE, sentence=N_("no hit, LISTS OUT OF DATE")),
    Status(
        "not_screened",
        short=N_("not screened"),
        heading=N_("NOT SCREENED"),
        sentence=N_("not all parties could be screened"),
    ),
    Status(
        "review",
        short=N_("review"),
        long=N_("possibly listed"),
        heading=N_("REVIEW: it may be a listed party; a person has to decide"),
        sentence=N_("a party may be on a list: a person must look"),
    ),
    Status(
        "hit",
        short=N_("hit"),
        long=N_("listed"),
        heading=N_("HIT: a listed party, as far as names and data tell; confirm it"),
        sentence=N_("a party is on a list"),
    ),
)
"""What was found on a party, or (``sentence``) on the parties of a row of a table: there alone, lists that may hide one are a status."""

HIT_VERDICT: Final = Statuses(
    Status(
        "false_positive",
        short=N_("another party"),
        sentence=N_("decided: it is another one ({person}, {day}); it does not count"),
    ),
    Status(
        "undecided",
        short=N_("undecided"),
        long=N_("not settled"),
        sentence=N_("left undecided ({person}, {day})"),
    ),
    Status(
        "true_match",
        short=N_("the listed party"),
        long=N_("the same party"),
        sentence=N_("decided: it is the listed party ({person}, {day})"),
    ),
)
"""What a person decided about a party and an entry of a list."""

EXAMINED: Final = Statuses(
    Status(
        "not_listed",
        short=N_("does not meet the entry"),
        sentence=N_("not listed here: every provision is settled, and none is met"),
    ),
    Status("open", short=N_("open"), sentence=N_("open: what is missing is below")),
    Status("listed", short=N_("meets the entry"), sentence=N_("listed: at least one provision is met")),
)
"""What the examination of an item by the tests of an entry comes to: beside others, and where it stands alone."""

REVIEW: Final = Statuses(
    Status(
        "no_sheet", short=N_("there are no tests for this entry yet: a person answers for each provision")
    ),
    Status("draft", short=N_("sheet is a draft, not reviewed by a person")),
    Status("machine-read", short=N_("sheet read by a machine, not reviewed by a person")),
    Status("reviewed", short=N_("sheet reviewed by a person")),
)
"""How far the tests of an entry were looked at."""

VERIFICATION: Final = Statuses(
    Status(
        "unverified",
        short=N_("unverified"),
        long=N_("not verified"),
        sentence=N_("rests on law that is not verified"),
        sign="[U]",
    ),
    Status("recall", long=N_("from memory, not compared with its source"), sign="[M]"),
    Status(
        "secondary",
        short=N_("secondary"),
        long=N_("from secondary sources, not compared with the official text"),
        sentence=N_("rests on secondary sources"),
        sign="[S]",
    ),
    Status("read", long=N_("compared with its source"), sign="[R]"),
    Status(
        "official",
        short=N_("official"),
        long=N_("compared with the official text"),
        sentence=N_("compared with the official text"),
        sign="[O]",
    ),
)
"""How well a statement of law, a question or an edition is known."""
CODE_VERIFICATION: Final = Statuses(
    Status("unverified", long=N_("not verified; ask customs")),
    Status("secondary", long=N_("from secondary sources; ask customs")),
    Status("official", long=N_("compared with the tariff")),
)
"""How well a code for the customs declaration is known."""

KNOWLEDGE: Final = Statuses(
    Status("none", short=N_("no indication")),
    Status("suspects", short=N_("grounds for suspicion")),
    Status("aware", short=N_("aware")),
    Status("informed", short=N_("informed by the authority")),
)
"""What an exporter states to know of a use of concern, in a label; the sentences on provisions have the words of the law itself
(``LEVEL_WORDS`` of :mod:`dualuse.law.language.fact`), which the version of the law covers."""
DILIGENCE_LEVEL: Final = Statuses(
    Status("no_indication", short=N_("no indication")),
    Status("indication", short=N_("an indication, not yet awareness")),
    Status("aware", short=N_("aware"), long=N_("awareness")),
)
"""What the findings of due diligence come to."""
ANSWER: Final = Statuses(
    Status("yes", short=N_("yes")), Status("no", short=N_("no")), Status("unknown", short=N_("unknown"))
)
"""The answers to a question, in the order in which they are offered; also of what is true, false or not known."""
ANSWERS_OF: Final[dict[bool | None, str]] = {True: "yes", False: "no", None: "unknown"}
GRADE: Final = Statuses(
    Status("low", short=N_("low")), Status("medium", short=N_("medium")), Status("high", short=N_("high"))
)
"""How severe or likely a harm is."""
