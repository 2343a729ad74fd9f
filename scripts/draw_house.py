"""Draw the house: the rooms of the package from the roof down, and which rooms each one imports.

``python scripts/draw_house.py`` writes ``docs/house.svg`` from the imports and the order in ``pyproject.toml``; ``--check`` writes
nothing and exits with 1 if the picture is not that of the code; ``--sizes`` prints the statements and files of each room.

A row for each room, a column for each room it may import. All marks lie on one side of the diagonal: imports run one way.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

import grimp

REPOSITORY: Final = Path(__file__).parent.parent
PACKAGE: Final = REPOSITORY / "src" / "dualuse"
PICTURE: Final = REPOSITORY / "docs" / "house.svg"

ROW, NAME_WIDTH, CELL, HEAD, MARGIN = 34, 620, 30, 120, 16


def layers() -> list[list[str]]:
    """The rooms from the roof down, as the import contract of ``pyproject.toml`` orders them."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def room_imports(rooms: Sequence[str]) -> dict[str, set[str]]:
    """For each room the rooms it imports, also inside functions and for types alone."""
    graph = grimp.build_graph("dualuse", exclude_type_checking_imports=False, cache_dir=None)
    imports: dict[str, set[str]] = {room: set() for room in rooms}
    for module in graph.modules:
        room = room_of(module)
        for imported in graph.find_modules_directly_imported_by(module) if room in imports else ():
            if room_of(imported) in imports and room_of(imported) != room:
                imports[room].add(room_of(imported))
    return imports


def room_of(module: str) -> str:
    """The room of a module by its dotted name; the empty text for the package itself."""
    return [*module.split("."), ""][1]


def purpose(room: str) -> str:
    """What a room says of itself: the first line of its docstring."""
    text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8"))) or ""
    return text.split("\n")[0].replace("``", "")


def statements(room: str) -> int:
    """How many statements the code of a room has."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (PACKAGE / room).rglob("*.py"))
    return sum(isinstance(node, ast.stmt) for tree in trees for node in ast.walk(tree))


def picture() -> str:
    """The house as SVG: a row for each room from the roof down, what it is for, and a mark under each room that it imports."""
    floors = layers()
    rooms = [room for floor in floors for room in floor]
    imports = room_imports(rooms)
    width, height = MARGIN * 2 + NAME_WIDTH + CELL * len(rooms), MARGIN * 2 + HEAD + ROW * len(rooms)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif">',
        "<title>The rooms of dualuse from the roof down, and which rooms each one imports</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    top = MARGIN + HEAD
    for number, floor in enumerate(floors):
        if number % 2 == 0:
            lines.append(
                f'<rect x="{MARGIN}" y="{top}" width="{width - 2 * MARGIN}" height="{ROW * len(floor)}" fill="#eaf1f6"/>'
            )
        for room in floor:
            lines += _row(room, rooms, imports[room], top)
            top += ROW
    lines += [_column_head(room, place) for place, room in enumerate(rooms)]
    return "\n".join([*lines, "</svg>", ""])


def _row(room: str, rooms: Sequence[str], imported: set[str], top: float) -> Iterator[str]:
    middle = top + ROW / 2
    yield f'<text x="{MARGIN + 10}" y="{middle + 5}" font-size="15" font-weight="bold" fill="#12303f">{room}</text>'
    yield f'<text x="{MARGIN + 140}" y="{middle + 5}" font-size="13" fill="#33424d">{escape(purpose(room))}</text>'
    for place, other in enumerate(rooms):
        x = MARGIN + NAME_WIDTH + CELL * (place + 0.5)
        if other == room:
            yield f'<rect x="{x - 8}" y="{middle - 8}" width="16" height="16" fill="#1f4e6b"/>'
        elif other in imported:
            yield f'<circle cx="{x}" cy="{middle}" r="6" fill="#1f4e6b"><title>{room} imports {other}</title></circle>'


def _column_head(room: str, place: int) -> str:
    x, y = MARGIN + NAME_WIDTH + CELL * (place + 0.5), MARGIN + HEAD - 8
    return f'<text transform="translate({x + 5} {y}) rotate(-60)" font-size="14" fill="#12303f">{room}</text>'


def main(arguments: Sequence[str]) -> int:
    """Write, check, or print sizes; returns the exit code."""
    if "--sizes" in arguments:
        sizes = {room: statements(room) for layer in layers() for room in layer}
        for room, size in sorted(sizes.items(), key=lambda pair: -pair[1]):
            files = sum(1 for _ in (PACKAGE / room).rglob("*.py"))
            print(f"{room:16} {size:6} statements {size / sum(sizes.values()):6.1%} {files:4} files")
        return 0
    drawn = picture()
    if "--check" in arguments:
        if PICTURE.read_text("utf-8") != drawn:
            print("docs/house.svg is not the house as it stands: run python scripts/draw_house.py")
            return 1
        return 0
    PICTURE.write_text(drawn, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
