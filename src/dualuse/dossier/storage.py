"""Where a dossier stays: three files in a folder, its owner's alone, and an event in the workspace that holds them until the duty to keep them ends.

A dossier that stands is never written over: the same one again changes nothing, another one under the same name is refused, or, where that is
asked for, the older one is moved into ``superseded/`` first.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from dualuse.diligence.recording import CHAIN as DILIGENCE
from dualuse.dossier.placing import finish, held, holds, place_files
from dualuse.i18n import N_
from dualuse.inputs.formats import ASSESSMENT, refuse_later
from dualuse.inputs.problem_words import reason_of
from dualuse.inputs.problems import InputError, Problem, new_problem
from dualuse.inputs.whole_files import CHECK_THE_FOLDER
from dualuse.record.erasure import files_of
from dualuse.record.event import Event
from dualuse.record.workspace import Workspace
from dualuse.schema.assessment import Assessment
from dualuse.schema.diligence import Answered, Mitigation

CHAIN: Final = "assessments"
ASSESSED: Final = "assessed"
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 100
_NO_NAME: Final = "dossier"
_MARK: Final = re.compile(r"-[0-9a-f]{8}$")
"""The mark at the end of a name that is not the reference itself."""
_DEVICES: Final = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10)))
)
"""Names that Windows keeps for devices, whatever follows a point."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written. ``moved``: files of an older dossier that were put aside; ``unchanged``: it was there already."""

    files: tuple[Path, ...]
    moved: tuple[Path, ...]
    unchanged: bool


def file_name(assessment: Assessment) -> str:
    """The name of its files without suffix: the reference, or, where a file cannot be called so, what is left of it with a mark of its own,
    so that two references never share a name; without one, its checksum."""
    return name_of_reference(assessment.reference) or (
        f"assessment-{assessment.checksum.removeprefix('sha256:')[:12]}"
    )


def name_of_reference(reference: str) -> str:
    """The name of the files of a transaction with that reference, without suffix; "" without one."""
    name = _plain_part(reference)
    is_device = name.split(".")[0].upper() in _DEVICES
    if reference and (name != reference or is_device):
        return f"{name or _NO_NAME}-{hashlib.sha256(reference.encode()).hexdigest()[:8]}"
    return name


def _plain_part(reference: str) -> str:
    """What is left of a reference where a file cannot be called so."""
    return _UNSAFE.sub("_", reference).strip("._")[:_LONGEST_NAME]


@lru_cache(maxsize=65_536)
def reference_key(reference: str) -> str:
    """A reference as earlier answers are looked for: capitals, width and blanks are another way to write the same one; signs between are not."""
    return " ".join(unicodedata.normalize("NFKC", reference).casefold().split())


def may_be_called(stem: str, reference: str) -> bool:
    """Whether the files of a transaction with that reference, however it was written, may have this name without suffix."""
    name = reference_key(_plain_part(reference) or _NO_NAME)
    there = reference_key(stem)
    return there == name or (there.startswith(name) and _MARK.sub("", there) == name)


def write_dossier(folder: Path, name: str, contents: Mapping[str, bytes], replace: bool = False) -> Kept:
    """Write ``contents`` (by suffix: ``.json``, ``.html``, ``.pdf``) as ``folder``/``name``; all of them, or none.

    Raises:
        InputError: it cannot be written, another dossier stands there and ``replace`` is not asked for, or one that a later release wrote.
    """
    paths = {folder / f"{name}{suffix}": content for suffix, content in contents.items()}
    try:
        with held(folder):
            finish(folder)
            if all(path.exists() and holds(path, content) for path, content in paths.items()):
                return Kept(tuple(paths), (), True)
            data = folder / f"{name}.json"
            if data.exists() and not holds(data, paths[data]):
                _refuse_later(data)
                if not replace:
                    raise InputError([_stands(data)])
            moved = place_files(folder, name, contents)
    except OSError as error:
        raise InputError([_unwritable(folder, error)]) from None
    return Kept(tuple(paths), moved, False)


def record(workspace: Workspace, assessment: Assessment, content: bytes, person: str) -> Event:
    """Keep the JSON of a dossier in the workspace, and say so, with the reason of changed facts; it cannot be erased before its retention ends, nor can the due diligence
    that is on record for it, with its evidence.

    Raises:
        InputError: it cannot be written.
    """
    digest = workspace.keep(content)
    determination = assessment.determination
    body = {
        "reference": assessment.reference,
        "date": assessment.date,
        "checksum": assessment.checksum,
        "dossier": digest,
        "outcome": determination.outcome,
        "release": assessment.release,
        "keep_until": assessment.retention.until or "",
        "review_by": assessment.review_by,
    }
    files = (
        digest,
        *(file_digest for file_digest in _diligence_files(workspace, assessment) if file_digest != digest),
    )
    # A reason is a person's words, which may name a party: it may have to be erased one day.
    private = workspace.keep_private({"reason": assessment.reason}) if assessment.reason else ""
    return workspace.chain(CHAIN).append(person, ASSESSED, body, files=files, private=private)


def _diligence_files(workspace: Workspace, assessment: Assessment) -> tuple[str, ...]:
    """What the record of due diligence holds of this transaction, and evidence that the findings name: all that is in the workspace."""
    recorded = (
        digest
        for event in workspace.chain(DILIGENCE).events()
        if assessment.reference and event.body.get("reference") == assessment.reference
        for digest in sorted(files_of(event))
    )
    stated = assessment.findings
    rows: tuple[Answered | Mitigation, ...] = (*stated.answers, *stated.mitigations) if stated else ()
    proofs = (proof.checksum for row in rows for proof in row.proofs if proof.checksum)
    return tuple(
        checksum for checksum in dict.fromkeys((*recorded, *proofs)) if workspace.path(checksum).exists()
    )


def _refuse_later(path: Path) -> None:
    """Refuse to put a dossier aside that a later release wrote: what it says is not known here.

    Raises:
        InputError: one did.
    """
    with suppress(ValueError, RecursionError):  # what is no dossier at all is put aside
        refuse_later(json.loads(path.read_bytes()), ASSESSMENT, str(path))


def _stands(path: Path) -> Problem:
    return new_problem(
        "dossier_stands",
        N_("another dossier of this transaction stands here"),
        N_("Choose another folder, or move the older one aside with --replace"),
        file=str(path),
    )


def _unwritable(path: Path, error: OSError) -> Problem:
    return new_problem(
        "dossier_unwritable",
        N_("the dossier cannot be written ({reason})"),
        CHECK_THE_FOLDER,
        file=str(error.filename or path),
        reason=reason_of(error),
    )
