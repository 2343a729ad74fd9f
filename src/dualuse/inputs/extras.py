"""What an installation may lack: the extras of the package, the modules that each brings, and what is told where one is missing.

The base answers ``check``, ``screen``, ``classify``, ``interview`` and ``examine``; whoever needs more installs it by name.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Final

from dualuse.i18n import N_, Message
from dualuse.inputs.problems import MissingSourceError, new_problem

EXTRAS: Final[Mapping[str, tuple[str, ...]]] = {
    "bulk": ("polars", "narwhals", "fastexcel", "xlsxwriter"),
    "pdf": ("typst", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_devanagari", "fontpkg_noto_sans_thai"),
    "pdf-cjk": ("noto_cjk_sans_otc",),
    "portal": ("django", "ninja", "allauth", "cryptography", "qrcode", "dj_database_url", "psycopg", "granian", "whitenoise"),
    "duckdb": ("duckdb", "pyarrow"),
    "spark": ("pyspark", "pandas"),
    "embedding": ("wordllama",),
    "signature": ("pyhanko", "pyhanko_certvalidator"),
    "proof": ("z3",),
}  # fmt: skip
"""By extra, the modules that it and no other brings."""
_OTHER_NAMES: Final[Mapping[str, str]] = {"site": "bulk"}
"""Extras that bring what another brings: the public site is made of tables."""
_PROJECT: Final = "pyproject.toml"
_EXTRA: Final = re.compile(r"""\s*extra\s*==\s*['"]([^'"]+)['"]\s*""")


def in_repository() -> bool:
    """Whether the package in use is that of a repository, and not one that was installed from a wheel."""
    source = Path(__file__).parents[2]
    return source.name == "src" and (source.parent / _PROJECT).is_file()


def modules_of(extra: str) -> tuple[str, ...]:
    """The modules that an extra brings, by whichever of its names."""
    return EXTRAS[_OTHER_NAMES.get(extra, extra)]


def pip_install(*what: str) -> str:
    """The command that installs packages for the Python in use."""
    return shlex.join([sys.executable or "python", "-m", "pip", "install", *what])


def requirements_of(extra: str) -> tuple[str, ...]:
    """What the metadata of the installed package ask for with an extra, such as ``polars>=2.0``; nothing where there are none."""
    try:
        rows = requires("dualuse") or ()
    except PackageNotFoundError:
        return ()
    parts = (row.partition(";") for row in rows)
    return tuple(
        requirement.strip()
        for requirement, _, marker in parts
        if (match := _EXTRA.fullmatch(marker)) and match[1] == extra
    )


def install_command(extra: str) -> str:
    """The command that installs an extra where the package came from a wheel: its requirements by name. The package itself is on no index under
    its name, where anybody may put another."""
    return pip_install(*(requirements_of(extra) or modules_of(extra)))


def how_to_install(extra: str) -> Message:
    """The sentence that says how to install an extra, in the repository or outside of it."""
    if in_repository():
        text = N_('Install it, in the folder of the repository: .venv/bin/pip install ".[{extra}]"')
        return Message("remedy.extra", text, {"extra": extra})
    return Message("remedy.extra_by_name", N_("Install it: {command}"), {"command": install_command(extra)})


def extra_of(module: str) -> str:
    """The extra that brings a module, by the first part of its name; "" where none does."""
    package = module.partition(".")[0]
    return next((extra for extra, packages in EXTRAS.items() if package in packages), "")


def missing_extra(module: str) -> MissingSourceError | None:
    """The error where a module of an extra is not installed, which names the command; None where it is of no extra."""
    extra = extra_of(module)
    if not extra:
        return None
    what = N_("this needs {package} of dualuse[{extra}], which is not installed")
    problem = new_problem(
        "extra_missing", what, how_to_install(extra), package=module.partition(".")[0], extra=extra
    )
    return MissingSourceError([problem])
