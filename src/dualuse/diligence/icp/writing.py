"""The three files of an attestation: JSON, HTML, PDF, all there or none of them new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dualuse.diligence.icp.attestation import canonical, file_stem, verified
from dualuse.diligence.icp.html import attestation_html
from dualuse.diligence.icp.model import Questionnaire
from dualuse.diligence.icp.pdf import attestation_pdf
from dualuse.i18n import N_, Message
from dualuse.inputs.opening import MAXIMUM_BYTES, limited, opened
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import errors_of_writing, replace_file
from dualuse.schema.reading.plain_data import json_documents


def write_attestation(data: dict[str, Any], folder: Path) -> tuple[Path, ...]:
    """Write the files into ``folder``; the JSON comes last.

    Raises:
        InputError: another attestation of this name stands there, or it cannot be written.
    """
    stem = file_stem(data)
    made = {
        f"{stem}.html": attestation_html(data),
        f"{stem}.pdf": attestation_pdf(data),
        f"{stem}.json": canonical(data),
    }
    target = folder / f"{stem}.json"
    with errors_of_writing(folder):
        if target.exists() and target.read_bytes() != made[target.name]:
            raise input_error(
                "icp_stands",
                N_("another attestation stands there, which may have been signed"),
                N_("Give another folder with --out, or move it away"),
                file=str(target),
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            path = folder / name
            if not (path.exists() and path.read_bytes().startswith(content)):  # a signature is appended
                replace_file(path, content)
    return tuple(folder / name for name in made)


def verify_file(path: Path, asked: Questionnaire) -> tuple[Message, ...]:
    """What is wrong with the attestation in ``path``, and with the HTML and PDF beside it if they are there.

    Raises:
        InputError: the file cannot be read or is no JSON.
    """
    with opened(path) as stream:
        content = limited(stream.read(MAXIMUM_BYTES + 1), str(path), MAXIMUM_BYTES)
    documents = list(json_documents(content, str(path)))
    if len(documents) != 1:
        raise input_error(
            "file_empty",
            N_("the file is empty"),
            N_("Write into it what the command reads; its documentation has examples"),
            file=str(path),
        )
    data = documents[0].data
    wrong = verified(data, asked)
    if wrong:
        return wrong
    if canonical(data) != content:
        return (Message("icp_bytes", N_("it says the same, but not in the same bytes")),)
    return tuple(_beside(path, data))


def _beside(path: Path, data: dict[str, Any]) -> list[Message]:
    found = []
    for suffix, make in ((".html", attestation_html), (".pdf", attestation_pdf)):
        beside = path.with_suffix(suffix)
        if beside.is_file() and not beside.read_bytes().startswith(make(data)):
            what = N_("{file} beside it is another than the one made of it")
            found.append(Message("icp_beside", what, {"file": beside.name}))
    return found
