"""The second factor: a code that a device computes from a secret and the time (TOTP, RFC 6238), and recovery codes for who has lost it.

A code counts once, wherever it is entered: that it was used is written to the table that all processes share, in the transaction of what it
confirms. So of two requests with one code, one is done.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt

from dualuse.i18n import N_, Message
from dualuse.licensing.people.actors import Actor
from dualuse.licensing.people.models import Person
from dualuse.licensing.permissions import SECOND_FACTOR
from dualuse.licensing.refusals import SecondFactor
from dualuse.licensing.signing_in.recording import COMMAND_LINE, changing_person, record
from dualuse.licensing.signing_in.sessions import end_sessions

_TOTP = Authenticator.Type.TOTP
_RECOVERY = Authenticator.Type.RECOVERY_CODES


class WrongCode(SecondFactor):
    """The code is not that of the moment, or was used already."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                "wrong_code",
                N_("this is not the code of the moment, or it was used already; wait for the next one"),
            )
        )


def new_secret() -> str:
    """A secret for a device, in base 32."""
    return str(generate_totp_secret())


def needs_second_factor(actor: Actor) -> bool:
    """Whether a position that is held today asks for a second factor."""
    return any(position.role in SECOND_FACTOR for position in actor.positions)


def has_second_factor(person: Person) -> bool:
    """Whether the person has set a device up."""
    return bool(Authenticator.objects.filter(user=person, type=_TOTP).exists())


def set_up(person: Person, secret: str, code: str) -> list[str]:
    """Set a device up, which proves by a code that it has the secret; the person has none yet.

    Returns:
        The recovery codes, each of which counts once.

    Raises:
        WrongCode: it is not the code of the secret, or there is a device already.
    """
    with changing_person(person) as locked:
        device = Authenticator(user=locked, type=_TOTP, data={"secret": encrypt(secret)})
        if has_second_factor(locked) or not _counts(device, code):
            raise WrongCode
        device.save(force_insert=True)
        codes = _new_recovery_codes(locked)
        record(locked, "second_factor_set_up", by=str(locked.pk))
        return codes


def enrol(person: Person, secret: str) -> None:
    """Set a device up whose secret is handed over with the account, as a demonstration does."""
    with changing_person(person) as locked:
        Authenticator.objects.create(user=locked, type=_TOTP, data={"secret": encrypt(secret)})
        record(locked, "second_factor_set_up", by=COMMAND_LINE)


def spend(person: Person, code: str) -> None:
    """Use a code up, in the transaction of what it confirms.

    Raises:
        WrongCode: it is none of the moment, was used, or the person has no device.
    """
    device = Authenticator.objects.filter(user=person, type=_TOTP).first()
    if device is None or not _counts(device, code):
        raise WrongCode


def renew_recovery_codes(person: Person, code: str) -> list[str]:
    """New recovery codes, for a code of the device; those from before count no longer.

    Raises:
        WrongCode: see :func:`spend`.
    """
    with changing_person(person) as locked:
        spend(locked, code)
        codes = _new_recovery_codes(locked)
        record(locked, "recovery_codes_made", by=str(locked.pk))
        return codes


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes of a person were not used yet."""
    row = Authenticator.objects.filter(user=person, type=_RECOVERY).first()
    return 0 if row is None else len(row.wrap().get_unused_codes())


def reset_second_factor(person: Person) -> None:
    """Take the device of a person away, who lost it: its sessions end, and its password is no longer one, as whoever knows that alone could set up
    a device of its own. An invitation begins anew."""
    with changing_person(person) as locked:
        forget_second_factor(locked)
        locked.set_unusable_password()
        locked.save(update_fields=["password"])
        end_sessions(locked)
        record(locked, "second_factor_reset", by=COMMAND_LINE)


def forget_second_factor(person: Person) -> None:
    """Remove device and recovery codes."""
    Authenticator.objects.filter(user=person).delete()


def _new_recovery_codes(person: Person) -> list[str]:
    Authenticator.objects.filter(user=person, type=_RECOVERY).delete()
    codes: list[str] = RecoveryCodes.activate(person).get_unused_codes()
    return codes


def _counts(device: Any, code: str) -> bool:
    """Whether a code is the device's, and was not used before: then it is used now."""
    counts: bool = device.wrap().validate_code(code.replace(" ", ""))
    return counts
