"""What an installation may lack: the extras of the package, the modules that each brings, and what is told where one is missing.

The base answers ``check``, ``screen``, ``classify``, ``interview`` and ``examine``; whoever needs more installs it by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dualuse.i18n import N_
from dualuse.inputs.problems import MissingSourceError, new_problem

EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {
    "bulk": ("polars", "narwhals", "fastexcel", "xlsxwriter"),
    "pdf": ("typst", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "fontpkg_noto_sans_thai"),
    "pdf-cjk": ("cvttf_NotoSansCJK_Regular",),
    "duckdb": ("duckdb", "pyarrow"),
    "spark": ("pyspark", "pandas"),
    "embedding": ("wordllama",),
    "signature": ("pyhanko", "pyhanko_certvalidator"),
    "proof": ("z3",),
}  # fmt: skip
"""By extra, the modules it brings (``site`` is ``bulk`` with another name: the public site is made of tables)."""
FROM_THE_FOLDER: Final = N_('Install it, in the folder of the repository: .venv/bin/pip install ".[{extra}]"')
"""Under its name the package is on no index, where anybody may put another."""


def extra_of(module: str) -> str:
    """The extra that brings a module, by the first part of its name; "" where none does."""
    package = module.partition(".")[0]
    return next((extra for extra, packages in EXTRAS.items() if package in packages), "")


def missing_extra(module: str) -> MissingSourceError | None:
    """The error where a module of an extra is not installed, which names the command; None where it is of no extra."""
    extra = extra_of(module)
    if not extra:
        return None
    what = N_("this needs {package}, which is not installed")
    problem = new_problem(
        "extra_missing", what, FROM_THE_FOLDER, package=module.partition(".")[0], extra=extra
    )
    return MissingSourceError([problem])
