"""What is to be done on a determination, and what is not: duties that only prepare what is forbidden or stopped, an application that
waits, and what forbids.

An application waits where an authorisation is needed at least, and a fact is missing by which it may be forbidden: no duty to apply stands
while a ban is open. Whoever must act is told all the same what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dualuse.assessment.release import LISTED_AND_FORBIDDEN
from dualuse.assessment.release_holds.point_questions import BAN_TO_SETTLE
from dualuse.assessment.warnings.collection import EXCEPTIONS_NOT_PRESUMED
from dualuse.assessment.warnings.diligence import RELIED_ON
from dualuse.i18n import N_, labelled, translate
from dualuse.law.collection import duties_before_authority
from dualuse.law.eu_2021_821.art05_cyber_surveillance import DILIGENCE
from dualuse.law.eu_2021_821.art12_authorisations import ARTICLE as APPLYING
from dualuse.law.language.provision import Due, article_of
from dualuse.law.measures.duties import citations_of_duties
from dualuse.law.measures.listings.freezing import FREEZE
from dualuse.schema.determination import Determination, Finding, Obligation
from dualuse.schema.diligence import DiligenceResult
from dualuse.version import legal_derivation

IDLE: Final = N_("Not now, as it would only prepare what is forbidden or stopped")
STOPPED_BY_DILIGENCE: Final = "release.diligence_stop"
"""The code of a reason that due diligence on record gives where it stops."""


@legal_derivation("Arts 3 to 12", "Art. 215 TFEU")
def is_idle(duty: Obligation, determination: Determination, diligence: DiligenceResult | None = None) -> bool:
    """Whether the duty would only prepare what the law forbids, or may, or due diligence has stopped.

    It does where it must be done before the supply, to apply for a licence or to collect an end-use statement for instance. What brings a
    use before the authority, or finds out about it, stays.
    Where the authority has decided on the transaction, due diligence stops nothing.
    """
    if duty.due is None or duty.due > determination.date or duty.citation in duties_before_authority():
        return False
    if determination.range[0] == "prohibited" or _is_ban_to_settle(determination):
        return True
    if determination.transaction.get("authority_decisions"):
        return False
    if diligence is None:
        return any(row.code == STOPPED_BY_DILIGENCE for row in determination.release_because)
    return diligence.stop_stands or diligence.must_notify


def _is_ban_to_settle(determination: Determination) -> bool:
    """Whether it may be forbidden to supply who buys, which is settled before an authorisation is applied for."""
    return any(row.code == BAN_TO_SETTLE for row in determination.release_because)


@legal_derivation("Art. 5(2)")
def is_carried_out(
    duty: Obligation, determination: Determination, diligence: DiligenceResult | None = None
) -> bool:
    """Whether it is to carry out due diligence, and due diligence stands on record: a person decided, what it leaves open is asked by itself.

    What a source of the transaction records counts where the determination relies on it.
    """
    text = translate(DILIGENCE.text, determination.language)
    if duty.citation != DILIGENCE.citation or duty.text != text:
        return False
    if diligence is not None and diligence.decision is not None:
        return True
    return any(warning.code == RELIED_ON for warning in determination.warnings)


def duties_not_done(it: Determination) -> tuple[Obligation, ...]:
    """The duties, but for those that stand on record as carried out."""
    return tuple(duty for duty in it.obligations if not is_carried_out(duty, it))


def duties_to_do(it: Determination) -> tuple[Obligation, ...]:
    """Those of them that would not only prepare what is forbidden or stopped."""
    return tuple(duty for duty in duties_not_done(it) if not is_idle(duty, it))


@legal_derivation("Art. 27(3)", "Art. 27(4)")
def lasts_until(duty: Obligation) -> bool:
    """Whether the day of a duty ends a time through which it lasts, as records are kept (Art. 27(3) and (4)); else it is due by then."""
    return duty.code.endswith(f".{Due.END_OF_YEAR_PLUS}")


APPLY_LATER: Final = N_(
    "once what is missing is settled, and if nothing forbids it then: apply to {authority} for an authorisation"
)
NOT_YET: Final = N_(
    "do not apply to the authority, {authority}, for an authorisation yet: first settle what stops the transaction"
)
_NO_AUTHORISATION: Final = "release.no_authorisation"
_FROM_OUTSIDE: Final = "export_from_third_country"


@legal_derivation("Art. 12")
def authority_to_apply_to(it: Determination, diligence: DiligenceResult | None = None) -> str:
    """The authority at which an authorisation is to be applied for once what is missing is settled; "" where none is."""
    stopped = diligence is not None and (diligence.stop_stands or diligence.must_notify)
    waits = (
        it.range == ("authorisation_required", "prohibited")
        and it.missing
        and [reason.code for reason in it.release_because] == [_NO_AUTHORISATION]
        and not any(article_of(duty.citation) == APPLYING.number for duty in it.obligations)
        and not any(warning.code == _FROM_OUTSIDE for warning in it.warnings)
    )
    return it.authority.name if waits and not stopped and it.authority is not None else ""


APPLY_IF_NOT_COVERED: Final = N_(
    "only if the authorisation stated turns out not to cover this: apply to {authority} for another"
)
_UNCLEAR: Final = "release.authorisation_unclear"


@legal_derivation("Art. 12")
def is_premature(duty: Obligation, it: Determination) -> bool:
    """Whether the duty prepares an application although an authorisation is stated, of which only a point is open: that is asked first."""
    codes = {reason.code for reason in it.release_because}
    return (
        article_of(duty.citation) == APPLYING.number and _UNCLEAR in codes and _NO_AUTHORISATION not in codes
    )


def waits_for_a_ban(duty: Obligation, it: Determination) -> bool:
    """Whether the duty is one of who sells under measures, and the supply, which is stopped, may be forbidden altogether: no contract is made then."""
    return it.release == "stop" and it.range[1] == "prohibited" and duty.citation in citations_of_duties()


@legal_derivation("Art. 12")
def authority_if_not_covered(it: Determination) -> str:
    """The authority at which to apply where the authorisation stated turns out not to cover the items; "" where no duty waits for that."""
    waits = any(is_premature(duty, it) and not is_idle(duty, it) for duty in it.obligations)
    return it.authority.name if waits and it.authority is not None else ""


@legal_derivation("Art. 12", "Art. 5(2)")
def authority_not_to_apply_to_yet(it: Determination, diligence: DiligenceResult | None = None) -> str:
    """The authority at which an authorisation is needed that it would only prepare what is stopped to apply for now; "" where none is.

    What the law forbids at least is applied for at no time.
    """
    waits = it.range[0] != "prohibited" and any(
        article_of(duty.citation) == APPLYING.number and is_idle(duty, it, diligence)
        for duty in it.obligations
    )
    return it.authority.name if waits and it.authority is not None else ""


@legal_derivation("Art. 215 TFEU")
def authority_after_the_ban(it: Determination) -> str:
    """The authority at which nothing is applied for before it is settled whether it is forbidden to supply who buys; "" where that is not open."""
    return authority_not_to_apply_to_yet(it) if _is_ban_to_settle(it) else ""


@legal_derivation("Arts 3 to 12", "Art. 215 TFEU")
def is_forbidden(it: Determination) -> bool:
    """Whether the answer is a stop since the law forbids it at the least: no licence and no diligence then leads to a "go"."""
    return it.release == "stop" and (
        it.range[0] == "prohibited" or any(row.code == LISTED_AND_FORBIDDEN for row in it.release_because)
    )


@legal_derivation("Art. 12(6)", "Annex II")
def is_condition(duty: Obligation, it: Determination) -> bool:
    """Whether the duty has a day and is a condition of a Union general authorisation that covers items: who uses it signs for it, however late the day."""
    is_open = duty.due is not None and it.range[1] == "general_authorisation"
    return is_open and any(
        row.id == duty.authorisation and row.status == "available"
        for item in it.items
        for row in item.general_authorisations
    )


@dataclass(frozen=True, slots=True)
class Ban:
    """What forbids a transaction: the provisions in words, ``is_freeze`` where one of them freezes assets, ``excepted``: those of which exceptions or
    derogations were not presumed, ``items``: those that it holds; none where it is known of no item."""

    citations: tuple[str, ...]
    is_freeze: bool
    excepted: tuple[str, ...]
    items: tuple[str, ...]


@legal_derivation("Arts 3 to 12", "Art. 215 TFEU")
def ban_of(it: Determination) -> Ban | None:
    """What forbids the transaction, freezes first; None where nothing does."""
    if not is_forbidden(it):
        return None
    rows = [row for row in it.findings if row.status == "applies" and row.effect == "prohibited"]
    rows.sort(key=lambda row: not _freezes(row))
    open_exceptions = {
        row.params.get("citation") for row in it.warnings if row.code == EXCEPTIONS_NOT_PRESUMED
    }
    citations = tuple(dict.fromkeys(row.provision for row in rows))
    return Ban(
        citations=citations,
        is_freeze=any(map(_freezes, rows)),
        excepted=tuple(name for name in citations if name in open_exceptions),
        items=tuple(dict.fromkeys(row.item for row in rows if row.item)),
    )


def _freezes(finding: Finding) -> bool:
    return finding.params.get("measure") == FREEZE


@legal_derivation("Art. 215 TFEU")
def forbidding(determination: Determination) -> tuple[str, ...]:
    """Each provision that applies and forbids, with what it says, once; none where nothing is forbidden."""
    it = determination
    rows = (row for row in it.findings if row.status == "applies" and row.effect == "prohibited")
    return tuple(
        dict.fromkeys(labelled(translate(row.provision, it.language), row.text, it.language) for row in rows)
    )
