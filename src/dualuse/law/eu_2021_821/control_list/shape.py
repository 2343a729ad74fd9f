"""What a code in the law's data files may be."""

from __future__ import annotations

from typing import Final

from dualuse.inputs.data_files import Of
from dualuse.law.eu_2021_821.control_list.outline import normal_code, outline


def _is_code(code: str) -> bool:
    """Whether the newest edition of Annex I has the code; where none is at hand, whether it is written like one."""
    edition = outline()
    return code in edition.codes if edition else normal_code(code) == code


CODE: Final = Of("a code of the newest edition of Annex I", str, _is_code)
