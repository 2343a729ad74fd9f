"""What is due by itself: done whenever ``dualuse tick`` runs, and only once however often it does."""

from __future__ import annotations

from django.utils import timezone

from dualuse.licensing.documents.attaching import scan_waiting, sweep_contents
from dualuse.licensing.mail.sending import forget_mail, outbox, send_due
from dualuse.licensing.signing_in.forgetting import forget_signing_in
from dualuse.portal.answers.keeping import forget


def tick() -> dict[str, int]:
    """Do what is due; how much of each was done, by name. Mail comes last, as a mail server may be slow."""
    done = {
        "answers_forgotten": forget(timezone.now()),
        "documents_scanned": scan_waiting(),
        "contents_swept": sweep_contents(),
        "sign_ins_forgotten": forget_signing_in(timezone.now()),
        "mails_forgotten": forget_mail(timezone.now()),
        "mails_sent": send_due(),
    }
    left = outbox()
    return {**done, "mails_waiting": left.waiting, "mails_given_up": left.given_up}
