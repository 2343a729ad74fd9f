"""Imports between files: none in a circle, and the functions of the package stay functions whatever is imported."""

from __future__ import annotations

import subprocess
import sys

import grimp

FUNCTIONS = ("assess", "check", "classify", "replay", "screen")


def _in_circles(imports: dict[str, set[str]]) -> set[str]:
    """The modules that import each other in a circle, and those that lie between two circles."""
    left = {module: set(imported) for module, imported in imports.items()}
    while True:
        ends = {module for module, imported in left.items() if not imported & left.keys()}
        ends |= left.keys() - {module for imported in left.values() for module in imported}
        if not ends:
            return set(left)
        left = {module: imported for module, imported in left.items() if module not in ends}


def test_a_circle_is_seen() -> None:
    imports = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set[str]()}
    assert _in_circles(imports) == {"b", "c"}


def test_no_file_imports_in_a_circle() -> None:
    """Imports inside functions and those for types alone count too: a circle is one place, written in several files."""
    graph = grimp.build_graph("dualuse", exclude_type_checking_imports=False, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert _in_circles(imports) == set()


def test_no_room_takes_the_name_of_a_function() -> None:
    """A room that is imported becomes an attribute of the package: it must not hide a function of that name."""
    program = f"""
import importlib, os, pkgutil, dualuse
os.environ["DJANGO_SETTINGS_MODULE"] = "dualuse.portal.settings"
import django
django.setup()
for module in pkgutil.walk_packages(dualuse.__path__, "dualuse."):
    if "z3" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
for name in {FUNCTIONS!r}:
    assert callable(getattr(dualuse, name)), name
"""
    subprocess.run([sys.executable, "-c", program], check=True)
