"""Signatures of a PDF: PAdES B-B (ETSI EN 319 142-1) with pyHanko, the extra ``signature``.

A signature is appended: no byte of what stood in the file changes. Nothing is asked of the network, so a signature made here has no time
stamp, and whether its certificate is trusted is known only against roots that the caller names.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.extras import missing_extra
from dualuse.inputs.problem_words import CANNOT_READ, CHECK_THE_NAME
from dualuse.inputs.problems import input_error

_FIELD: Final = "Signature"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature. ``signer``: the name in its certificate; ``issuer``: who issued it; ``time``: as the signer states it (ISO), or "".

    ``intact``: what was signed is as it was signed, and by the key of the certificate; ``whole``: it covers the whole file, nothing was added
    since; ``trusted``: the certificate leads to one of the roots named; None where no root was named: trust is not known.
    """

    field: str
    signer: str
    issuer: str
    time: str
    reason: str
    intact: bool
    whole: bool
    trusted: bool | None


def signed_pdf(pdf: bytes, key: Path, passphrase: str, reason: str) -> bytes:
    """The PDF with one more signature.

    Raises:
        InputError, MissingSourceError: see :func:`dualuse.documents.sign`.
    """
    _require_pyhanko()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import SigSeedSubFilter

    signer = _signer(key, passphrase)
    _reader(pdf)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = PdfSignatureMetadata(
        field_name=_free_field(pdf),
        reason=reason or None,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    content: bytes = PdfSigner(metadata, signer=signer).sign_pdf(writer).getvalue()
    return content


def signatures_of(pdf: bytes, trusted: tuple[bytes, ...]) -> tuple[Signature, ...]:
    """The signatures, in the order in which they were made.

    Raises:
        InputError, MissingSourceError: see :func:`dualuse.documents.verify_signature`.
    """
    _require_pyhanko()
    reader = _reader(pdf)
    roots = [_certificate(certificate) for certificate in trusted]
    return tuple(_signed(signature, roots) for signature in reader.embedded_regular_signatures)


def _signed(embedded: Any, roots: list[Any]) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    certificate = embedded.signer_cert
    reason, time = embedded.sig_object.get("/Reason"), embedded.self_reported_timestamp
    intact = whole = False
    trusted: bool | None = None
    try:
        status = validate_pdf_signature(embedded, context, skip_diff=True)
        intact = bool(status.intact and status.valid)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        trusted = bool(status.trusted) if roots else None
    except (SignatureValidationError, ValueError):
        pass
    return Signature(
        field=embedded.field_name,
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        time=time.isoformat() if time else "",
        reason=str(reason) if reason else "",
        intact=intact,
        whole=whole,
        trusted=trusted,
    )


def _name(entity: Any) -> str:
    native: dict[str, Any] = entity.native
    return str(native.get("common_name") or entity.human_friendly)


def _require_pyhanko() -> None:
    """Refuse where pyHanko is not installed; the answer states which chains of trust it cannot build, so its log is silenced."""
    try:
        import pyhanko.sign  # noqa: F401

        for name in ("pyhanko", "pyhanko_certvalidator"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    except ImportError as error:
        raise missing_extra("pyhanko") or error from None


def _reader(pdf: bytes) -> Any:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        _ = reader.root
    except (PdfError, ValueError, TypeError, KeyError):
        raise input_error(
            "pdf_unreadable", N_("this is no PDF that can be read"), N_("Give the PDF of a dossier")
        ) from None
    return reader


def _free_field(pdf: bytes) -> str:
    """A name for the field of the signature that none has yet."""
    taken = {signature.field_name for signature in _reader(pdf).embedded_signatures}
    return next(name for number in count(1) if (name := f"{_FIELD}{number}") not in taken)


def _signer(key: Path, passphrase: str) -> Any:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
    from pyhanko.sign import SimpleSigner

    secret = passphrase.encode("utf-8")
    try:
        held = key.read_bytes()
    except OSError as error:
        raise input_error(
            "file_unreadable",
            CANNOT_READ,
            CHECK_THE_NAME,
            file=str(key),
            reason=error.strerror or "",
        ) from None
    try:
        contents = load_pkcs12(held, secret or None)
    except (ValueError, TypeError):
        raise input_error(
            "key_unreadable",
            N_("the key cannot be opened: it is no PKCS#12 file, or the pass phrase is wrong"),
            N_("Check both; DUALUSE_PASSPHRASE holds the pass phrase"),
            file=str(key),
        ) from None
    if contents.key is None or contents.cert is None:
        raise input_error(
            "key_absent",
            N_("the file holds no private key with its certificate"),
            N_("Export both into one PKCS#12 file"),
            file=str(key),
        )
    signer = SimpleSigner.load_pkcs12_data(held, other_certs=[], passphrase=secret or None)
    if signer is None:
        raise input_error(
            "key_kind",
            N_("this kind of key cannot sign"),
            N_("Use a key of RSA or of an elliptic curve"),
            file=str(key),
        )
    return signer


def _certificate(content: bytes) -> Any:
    from asn1crypto import pem, x509

    try:
        der = pem.unarmor(content)[2] if pem.detect(content) else content
        certificate = x509.Certificate.load(der)
        _ = certificate.subject.native
    except (ValueError, TypeError):
        raise input_error(
            "root_unreadable", N_("this is no certificate"), N_("Give a certificate in PEM or DER")
        ) from None
    return certificate
