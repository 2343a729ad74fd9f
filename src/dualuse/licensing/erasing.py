"""Erasing what a closed case says of people and firms, once national law does not keep it any longer: the record still verifies.

How long an authority keeps a case is national law, which is not at hand: who runs the service states the day. What is left is what figures are
counted from: codes, amounts, destinations, days, decisions and their reasons for the public. A denial stays as long as it stands (Art. 16), an
authorisation as long as it may be used, and so do their cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import OperationalError, connection, transaction
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from dualuse.i18n import N_
from dualuse.inputs.problems import input_error
from dualuse.licensing.authorisations.models import Authorisation
from dualuse.licensing.cases.evidence import stated_part
from dualuse.licensing.cases.models import CHAIN, Case, CaseVersion
from dualuse.licensing.denials.models import DenialRecord
from dualuse.licensing.documents.attaching import sweep_contents
from dualuse.licensing.documents.models import Document
from dualuse.licensing.events.chain import ERASED, erase_contents, record_difference
from dualuse.licensing.events.models import Event
from dualuse.licensing.mail.models import Mail
from dualuse.licensing.moments import now
from dualuse.licensing.transitions import ENDED, ENDING

WORDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "cases.Question": ("case", ("text", "answer")),
    "cases.Note": ("case", ("text",)),
    "cases.Consultation": ("case", ("text",)),
    "decisions.Proposal": ("case", ("internal", "to_applicant", "words")),
    "denials.Consideration": ("case", ("text",)),
    "denials.DenialRecord": ("case", ("end_use",)),
    "authorisations.AuthorisationVersion": ("authorisation__case", ("end_use",)),
    "decisions.ProposedLine": ("proposal__case", ("conditions",)),
    "authorisations.AuthorisationLine": ("version__authorisation__case", ("description", "conditions")),
}
"""By model, the way to its case, and the fields of words that are emptied."""
LISTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "authorisations.AuthorisationVersion": ("authorisation__case", ("parties",)),
    "denials.DenialRecord": ("case", ("parties", "lines")),
}
"""By model, the way to its case, and the lists that are emptied."""
_OF_ITEM: Final = (
    "id",
    "kind",
    "entries",
    "cyber_surveillance",
    "national_entries",
    "cn_code",
    "quantity",
    "unit",
    "value",
    "currency",
)
_OF_PARTY: Final = ("role", "country", "service")
_OF_ALL: Final = (
    "activity",
    "manner",
    "destination",
    "purchasing_country",
    "located_in",
    "dispatched_from",
    "consigned_to",
    "date",
    "knowledge",
)
_OWN_FIELDS: Final = ("customs_member_state", "destinations", "origin")
"""What is left of a transaction, and of the application's own fields."""


def erasable_cases(decided_before: date) -> list[Case]:
    """The cases of which everything may be erased, or what was written since it was: decided or withdrawn before a day (the last time, where one was taken up again), with no denial that stands and no authorisation that may be used; and drafts
    that were withdrawn or left lying before it without ever being submitted.

    Args:
        decided_before: the day that national law names, or a later one.

    Raises:
        InputError: the day is to come.
    """
    today = now().date()
    if decided_before > today:
        raise input_error(
            "erasing_day",
            N_("{day} is to come"),
            N_("State the day up to which national law keeps cases"),
            day=decided_before,
        )
    endings = Event.objects.filter(
        chain=Concat(Value(f"{CHAIN}:"), OuterRef("reference")), action__in=ENDING
    ).order_by("-number")
    of_case = Event.objects.filter(chain=Concat(Value(f"{CHAIN}:"), OuterRef("reference"))).order_by(
        "-number"
    )
    closed = (
        Case.objects.filter(state__in=sorted(ENDED), submitted__isnull=False)
        .annotate(
            ended=Subquery(endings.values("effective_at")[:1]), last=Subquery(of_case.values("action")[:1])
        )
        .filter(Q(erased=None) | ~Q(last=ERASED), ended__date__lt=decided_before)
    )
    standing = DenialRecord.objects.filter(revoked=None, case__isnull=False).values("case")
    never_submitted = [
        case
        for case in Case.objects.filter(state__in=("draft", "withdrawn"), submitted=None, erased=None).filter(
            created__date__lt=decided_before
        )
        if _last_touched(case) < decided_before
    ]
    return never_submitted + [
        case
        for case in closed.exclude(pk__in=standing).order_by("pk")
        if not any(_may_be_used(authorisation, today) for authorisation in case.authorisations.all())
    ]


def erase_case(case: Case) -> None:
    """Erase what a case says of people and firms, with an event that says so; what was answered to programs of it, and written to people, goes, too."""
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        chains = [locked.chain, *(row.chain for row in locked.authorisations.all())]
        for chain in chains:
            record_difference(chain)
        for name, (way, fields) in WORDS.items():
            apps.get_model(name)._default_manager.filter(**{way: locked}).update(**dict.fromkeys(fields, ""))
        for name, (way, fields) in LISTS.items():
            apps.get_model(name)._default_manager.filter(**{way: locked}).update(
                **{field: [] for field in fields}
            )
        for version in locked.versions.all():
            _empty(version)
        for evidence in locked.evidence.all():
            evidence.result = {}
            evidence.save(update_fields=["result"])
        Document.objects.filter(case=locked).delete()
        Mail.objects.filter(case=locked).delete()
        apps.get_model("answers.Answer")._default_manager.filter(about=locked.reference).delete()
        if locked.state == "draft":
            locked.state = "withdrawn"  # nobody goes on with what says nothing any more
        locked.erased = now()
        locked.version += 1
        locked.save(update_fields=["erased", "version", "state"])
        for chain in chains:
            erase_contents(chain, actor="command line")
    sweep_contents()


def erase_cases(cases: Iterable[Case]) -> None:
    """Erase cases, each in a transaction of its own, and what is left of their words on the disk; without any, what an earlier run had to leave there.

    Raises:
        InputError: SQLite could not empty its log, as somebody else was reading; what was erased is erased, and its words may stand there still.
    """
    for case in cases:
        erase_case(case)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        _leave_nothing_on_disk()


def _leave_nothing_on_disk() -> None:
    """SQLite writes noughts over what it removes (``secure_delete``), but not where it has moved rows; so the file is written anew, and its log, in which the
    words stand still, emptied into it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store = MEMORY")  # no copy beside the file
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy = bool(cursor.fetchone()[0])
    except OperationalError:
        is_busy = True
    if is_busy:
        raise input_error(
            "erasing_busy",
            N_("somebody reads the database, so that what was erased may stand in its file or its log still"),
            N_("Run the command once more, best while the service is stopped"),
        )


def _last_touched(case: Case) -> date:
    last = Event.objects.filter(chain=case.chain).order_by("-number").first()
    return (case.created if last is None else last.recorded_at).date()


def _may_be_used(authorisation: Authorisation, today: date) -> bool:
    ended = (authorisation.annulled, authorisation.revoked, authorisation.surrendered)
    if any(day is not None and day <= today for day in ended):
        return False
    return authorisation.versions.get(number=authorisation.current).valid_until >= today


def _empty(version: CaseVersion) -> None:
    data: dict[str, Any] = version.transaction
    version.transaction = {
        **stated_part(data, _OF_ALL),
        "items": [stated_part(item, _OF_ITEM) for item in data.get("items") or ()],
        "parties": [stated_part(party, _OF_PARTY) for party in data.get("parties") or ()],
    }
    version.fields = stated_part(version.fields, _OWN_FIELDS)
    version.lines = {line: stated_part(fields, _OWN_FIELDS) for line, fields in version.lines.items()}
    version.save(update_fields=["transaction", "fields", "lines"])
