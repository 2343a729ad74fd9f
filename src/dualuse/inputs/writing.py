"""Writing a transaction to a file that ``schema/reading/plain_data.py`` reads back: whole, or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final

from dualuse.i18n import N_
from dualuse.inputs.problem_words import USE_A_SUFFIX
from dualuse.inputs.problems import input_error
from dualuse.inputs.whole_files import CHECK_THE_FOLDER, errors_of_writing, replace_file

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*(:[A-Za-z0-9.-]+)?")
WRITTEN_SUFFIXES: Final = (".yaml", ".yml", ".json")


def check_writable(path: Path) -> None:
    """Refuse early what could not be written later.

    Raises:
        InputError: the format is not written here, or the folder is absent or closed.
    """
    if path.suffix.lower() not in WRITTEN_SUFFIXES:
        raise input_error(
            "output_format",
            N_("this format is not written"),
            USE_A_SUFFIX,
            file=str(path),
            suffixes=WRITTEN_SUFFIXES,
        )
    if path.is_dir() or not os.access(path.parent, os.W_OK | os.X_OK):
        raise input_error(
            "file_unwritable",
            N_("the file cannot be written"),
            CHECK_THE_FOLDER,
            file=str(path),
        )


def write_document(path: Path, data: Mapping[str, Any]) -> None:
    """Write ``data`` as YAML 1.2 or JSON, by the suffix of ``path``; what stood there is replaced in one step.

    Raises:
        InputError: the file cannot be written; what stood there is untouched.
    """
    text = as_json(data) if path.suffix.lower() == ".json" else as_yaml(data)
    with errors_of_writing(path):
        replace_file(path, text.encode(), shared=True)


def as_json(data: Mapping[str, Any]) -> str:
    """``data`` as indented JSON."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def as_yaml(data: Mapping[str, Any]) -> str:
    """``data`` as YAML 1.2, short lists on one line."""
    from ruamel.yaml import YAML  # imported late: JSON does not need it
    from ruamel.yaml.comments import CommentedSeq

    def laid_out(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: laid_out(inner) for key, inner in value.items()}
        if isinstance(value, (list, tuple)):
            rows = CommentedSeq(laid_out(inner) for inner in value)
            # Signs with a meaning of their own are written wrongly within brackets ("[?0]"): one line each, then.
            if all(isinstance(inner, str) and _PLAIN.fullmatch(inner) for inner in value):
                rows.fa.set_flow_style()
            return rows
        return value

    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 110
    writer.allow_unicode = True
    stream = StringIO()
    writer.dump(laid_out(data), stream)
    return stream.getvalue()
