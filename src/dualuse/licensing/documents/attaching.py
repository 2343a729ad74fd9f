"""Attach a document, take one out, scan again what could not be scanned: each in one transaction with its event.

A content is examined and scanned before anything is locked; then it is put in its place, and only then does a row name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from dualuse.i18n import N_, Message
from dualuse.licensing.cases.applications import apply, malformed, nothing_written
from dualuse.licensing.cases.changes import Change, changing, looked_up, see_allowed, see_state
from dualuse.licensing.cases.evidence import void_stale
from dualuse.licensing.cases.models import Case
from dualuse.licensing.documents.content.file_types import FileType
from dualuse.licensing.documents.content.recognising import file_type_of
from dualuse.licensing.documents.content.unfit import Limits, Unfit
from dualuse.licensing.documents.contents import (
    ContentGone,
    content_of,
    digest_of,
    keep,
    keeping,
    swept,
    tenants,
)
from dualuse.licensing.documents.dossiers import KIND as DOSSIER_KIND
from dualuse.licensing.documents.dossiers import dossier_in, record_dossiers
from dualuse.licensing.documents.models import Document, DocumentRows
from dualuse.licensing.documents.names import clean_name
from dualuse.licensing.documents.scanning import Verdict, scanned
from dualuse.licensing.events.chain import append, record_difference
from dualuse.licensing.kinds import kinds
from dualuse.licensing.moments import now
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.references import new_reference
from dualuse.licensing.refusals import Fault, Guarded, Malformed, NotThere, TooLarge

_SCANNER: Final = "scanner"
"""The name under which the scanner acts in the record."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: the kind of document, the name it was sent under, and its content."""

    kind: str
    name: str
    content: bytes


def see_attachable(actor: Actor, reference: str, version: int | None = None) -> Case:
    """Refuse, before a body is read, what its state or version does not allow: the case.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Guarded: ``state``, nothing is being written or asked.
    """
    see_allowed(actor, "attach")
    case = looked_up(actor, "attach", reference, version)
    see_state(actor, "attach", case)
    _version_written(case)
    return case


def attach(actor: Actor, reference: str, upload: Upload, version: int | None = None) -> Document:
    """Attach a document to what is being written of a case, or to what holds of it while a question is open.

    The same content of the same kind is attached once: sent again, it is the document that is there.

    Raises:
        Refusal: see :func:`see_attachable`; Malformed: there is no such kind, the content is not taken (its code says why), or is infected.
        TooLarge: it is, or the case holds as much as it may.
        OSError: the content cannot be kept.
    """
    case = see_attachable(actor, reference, version)
    _see_kind(case, upload.kind)
    see_size(len(upload.content))
    file_type = _examined(upload)
    digest = digest_of(upload.content)
    if (there := _there_already(case, upload.kind, digest)) is not None:
        return there
    verdict = scanned(upload.content, settings.DUALUSE_SCANNER, settings.DUALUSE_SCANNER_SECONDS)
    if verdict.scan == "infected":
        text = N_("the scanner found a virus in it ({finding}); it was not kept")
        raise _refused("infected", Message("infected", text, {"finding": verdict.finding}))
    tenant = _tenant(case)
    with keeping(tenant):
        keep(tenant, upload.content)
        with changing(actor, "attach", reference, version) as change:
            document = _row(change, upload, file_type, digest, verdict)
    if transaction.get_connection().in_atomic_block:
        # Committed later, by who asks with a key: what no row named that others could see may have been swept meanwhile.
        transaction.on_commit(lambda: _put(tenant, upload.content))
    return document


def apply_from_dossier(
    actor: Actor, upload: Upload, *, organisation: str | None = None, authority: str | None = None
) -> Case:
    """Begin an application that states what a dossier assessed, and carries it.

    Args:
        actor: who applies.
        upload: the dossier; its ``kind`` is that of the authorisation that is applied for.
        organisation: see :func:`~dualuse.licensing.cases.applications.apply`.
        authority: see there.

    Raises:
        Refusal: as of :func:`~dualuse.licensing.cases.applications.apply` and :func:`attach`; nothing is begun then.
    """
    see_allowed(actor, "apply")
    see_size(len(upload.content))
    try:
        assessed = dossier_in(upload.content).transaction
    except Unfit as unfit:
        raise _refused(unfit.why.code, unfit.why) from None
    with transaction.atomic():
        case = apply(actor, upload.kind, assessed, {}, organisation=organisation, authority=authority)
        attach(actor, case.reference, Upload(DOSSIER_KIND, upload.name, upload.content))
        return Case.objects.select_related("organisation", "authority").get(pk=case.pk)


def detach(actor: Actor, reference: str, number: str, version: int | None = None) -> Case:
    """Take a document out of what is being written of a case. What was submitted with it before keeps it.

    Raises:
        Refusal: see :func:`~dualuse.licensing.cases.changes.changing`; Guarded: ``state``, nothing is being written. NotThere: no such document is in it.
    """
    with changing(actor, "detach", reference, version) as change:
        case = change.case
        document = _documents(case).filter(number=number).first()
        if document is None:
            raise NotThere.of_document(number)
        if not case.drafted:
            text = N_("what was submitted stays; begin an amendment to leave a document out")
            raise Guarded("state", Message("not_drafted", text))
        change.body |= {"document": number, "digest": document.digest}
        change.content["name"] = document.name
        if document.since == case.drafted:
            document.delete()
            tenant = _tenant(case)
            transaction.on_commit(lambda: _sweep(tenant), robust=True)
        else:
            document.removed_in = case.drafted
            document.save(update_fields=["removed_in"])
        return case


def content_served(document: Document) -> bytes:
    """The content of a document that may be served.

    Raises:
        Guarded: ``state``: it was not scanned yet, is infected, or its content is damaged.
    """
    if not document.is_open:
        text = N_("{document} is not given out: {scan}")
        words = {"document": document.number, "scan": document.scan}
        raise Guarded("state", Message("not_open", text, words))
    try:
        return content_of(_tenant(document.case), document.digest)
    except ContentGone:
        text = N_("the content of {document} is not what it was when it was attached")
        raise Guarded("state", Message("content_gone", text, {"document": document.number})) from None


def scan_waiting() -> int:
    """Scan again what could not be scanned, each content once; how many were. The first one that the scanner does not answer to ends it."""
    scans = 0
    waiting = Document.objects.waiting().order_by("pk").values_list("case__organisation_id", "digest")
    for tenant, digest in list(dict.fromkeys(waiting)):
        try:
            content = content_of(tenant, digest)
        except ContentGone:
            continue
        verdict = scanned(content, settings.DUALUSE_SCANNER, settings.DUALUSE_SCANNER_SECONDS)
        if verdict.scan not in ("clean", "infected"):
            break
        scans += 1
        same = Document.objects.filter(case__organisation_id=tenant, digest=digest).exclude(scan="infected")
        rows = same if verdict.scan == "infected" else same.waiting()
        for key in list(rows.order_by("case_id", "pk").values_list("pk", flat=True)):
            _tell(key, verdict)
        if verdict.scan == "infected":
            _sweep(tenant)
    return scans


def sweep_contents() -> int:
    """Take away the contents that no document names, as a writer who was killed leaves them; how many."""
    return sum(len(_sweep(tenant)) for tenant in tenants())


def see_size(size: int) -> None:
    """Refuse a document that is larger than one may be.

    Raises:
        TooLarge: it is.
    """
    if size > settings.DUALUSE_DOCUMENT_BYTES:
        text = N_("a document has at most {most} bytes")
        raise TooLarge(Message("too_large", text, {"most": settings.DUALUSE_DOCUMENT_BYTES}))


def _row(change: Change, upload: Upload, file_type: FileType, digest: str, verdict: Verdict) -> Document:
    case = change.case
    number = _version_written(case)
    _see_room(case, len(upload.content))
    document = Document.objects.create(
        case=case,
        number=new_reference("D"),
        kind=upload.kind,
        name=clean_name(upload.name, file_type),
        media_type=file_type.media_type,
        size=len(upload.content),
        digest=digest,
        uploaded_by_id=change.actor.key,
        uploaded=change.now,
        scan=verdict.scan,
        scanned=change.now if verdict.scan == "clean" else None,
        since=number,
    )
    change.body |= {
        "document": document.number,
        "kind": document.kind,
        "type": document.media_type,
        "size": document.size,
        "digest": digest,
        "scan": verdict.scan,
        "version": number,
    }
    change.content["name"] = document.name
    if number == case.current:
        version = case.versions.get(number=number)
        change.body["voided"] = void_stale(case, version, change.now)
        change.body["dossiers"] = record_dossiers(case, version, change.actor.key, change.now)
    return document


def _tell(key: int, verdict: Verdict) -> None:
    """Write down what the scanner said of a document that waited."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).filter(documents__pk=key).first()
        document = Document.objects.filter(pk=key).exclude(scan__in=["infected", verdict.scan]).first()
        if case is None or document is None:
            return  # it was taken out, or another one was told, meanwhile
        record_difference(case.chain)
        document.scan, document.finding, document.scanned = verdict.scan, verdict.finding, now()
        document.save(update_fields=["scan", "finding", "scanned"])
        case.version += document.since <= case.current
        case.applicant_version += 1
        case.save(update_fields=["version", "applicant_version"])
        append(
            case.chain,
            actor=_SCANNER,
            action="scan",
            body={"document": document.number, "digest": document.digest, "scan": verdict.scan, "finding": verdict.finding},
        )  # fmt: skip


def _sweep(tenant: int) -> list[str]:
    rows = Document.objects.filter(case__organisation_id=tenant).exclude(scan="infected")
    return swept(tenant, lambda digest: rows.filter(digest=digest).exists())


def _documents(case: Case) -> DocumentRows:
    """The documents of what is being written, else of what holds."""
    return Document.objects.filter(case=case).in_version(case.drafted or case.current)


def _there_already(case: Case, kind: str, digest: str) -> Document | None:
    return _documents(case).filter(kind=kind, digest=digest).exclude(scan="infected").first()


def _version_written(case: Case) -> int:
    """The version to which documents are attached: the one being written, else, while a question is open, the one that holds.

    Raises:
        Guarded: ``state``, there is neither.
    """
    if case.drafted:
        return case.drafted
    if case.state == "question":
        return case.current
    raise nothing_written()


def _tenant(case: Case) -> int:
    """The key of the organisation in whose folder contents of a case lie.

    Raises:
        ValueError: nobody applied; such a case has no documents.
    """
    if case.organisation_id is None:
        raise ValueError("a case without an applicant has no documents")
    return case.organisation_id


def _see_kind(case: Case, kind: str) -> None:
    names = [row.type.code for row in kinds()[case.kind].documents]
    if kind not in names:
        text = N_("there is no kind of document called {kind}; known: {known}")
        params = {"kind": kind[:40], "known": ", ".join(names)}
        raise malformed(
            [Fault("kind", "document_kind_unknown", Message("document_kind_unknown", text, params))]
        )


def _see_room(case: Case, size: int) -> None:
    """Refuse a document for which a case, all its versions together, has no room.

    Raises:
        TooLarge: so it is.
    """
    rows = Document.objects.filter(case=case)
    if rows.count() >= settings.DUALUSE_CASE_DOCUMENTS:
        text = N_("a case has at most {most} documents")
        raise TooLarge(Message("too_many", text, {"most": settings.DUALUSE_CASE_DOCUMENTS}))
    total = rows.aggregate(total=Sum("size"))["total"] or 0
    if total + size > settings.DUALUSE_CASE_DOCUMENT_BYTES:
        text = N_("the documents of a case have at most {most} bytes together")
        raise TooLarge(Message("too_large", text, {"most": settings.DUALUSE_CASE_DOCUMENT_BYTES}))


def _put(tenant: int, content: bytes) -> None:
    with keeping(tenant):
        keep(tenant, content)


def _examined(upload: Upload) -> FileType:
    try:
        file_type = file_type_of(upload.content, Limits())
        if upload.kind == DOSSIER_KIND:
            dossier_in(upload.content)
        return file_type
    except Unfit as unfit:
        raise _refused(unfit.why.code, unfit.why) from None


def _refused(code: str, why: Message) -> Malformed:
    return malformed([Fault("file", code, why)])
