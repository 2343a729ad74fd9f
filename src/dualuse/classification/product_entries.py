"""A file of products with the control entries of each: CSV with the columns ``id`` and ``entries``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from dualuse.classification.annex_change import Change
from dualuse.i18n import N_, Message
from dualuse.inputs.opening import limited, opened
from dualuse.inputs.problems import InputError, input_error, problem_of
from dualuse.law.eu_2021_821.control_list import is_under, normal_code

MAXIMUM_BYTES: Final = 32 * 1024 * 1024
NO_ID: Final = N_("the product has no id")
NO_CODE: Final = N_("{code} is no code of Annex I")
_BETWEEN: Final = re.compile(r"[\s,;|]+")


@dataclass(frozen=True, slots=True)
class ProductEntries:
    """A product and the codes it is classified under, with dots."""

    id: str
    entries: tuple[str, ...]


def read_products(path: Path) -> tuple[ProductEntries, ...]:
    """The products in a CSV file; columns apart by comma or semicolon, several codes in a cell by comma, semicolon or blank.

    Raises:
        InputError: the file cannot be read, lacks a column, or a row has no id or something that is no code.
    """
    with opened(path) as stream:
        content = limited(stream.read(MAXIMUM_BYTES + 1), str(path), MAXIMUM_BYTES)
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.DictReader(StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
        names = {name.strip().lower(): name for name in reader.fieldnames or () if name}
        if not {"id", "entries"} <= names.keys():
            raise _no_columns(path)
        rows = [(reader.line_num, row.get(names["id"]), row.get(names["entries"])) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise _no_columns(path) from None
    products, problems = [], []
    for line, name, codes in rows:
        wrong = _wrong(name or "", codes or "")
        if wrong is None:
            products.append(ProductEntries((name or "").strip(), _codes(codes or "")))
        else:
            problems.append(problem_of(*wrong, file=str(path), line=line))
    if problems:
        raise InputError(problems)
    return tuple(products)


def touched(change: Change, products: tuple[ProductEntries, ...]) -> tuple[str, ...]:
    """The products a change touches: one of their codes is the changed one, lies under it, or above it."""
    paths = [path for path in (change.path, change.former) if path and change.entry]
    return tuple(
        product.id
        for product in products
        if any(is_under(code, path) or is_under(path, code) for code in product.entries for path in paths)
    )


def _codes(cell: str) -> tuple[str, ...]:
    codes = (normal_code(word) for word in _BETWEEN.split(cell.strip()) if word)
    return tuple(code for code in codes if code is not None)


def _wrong(name: str, cell: str) -> tuple[Message, Message] | None:
    """What is wrong with a row, and what to do; ``None`` where nothing is."""
    if not name.strip():
        what = Message("product_no_id", NO_ID)
        return what, Message("remedy.product_no_id", N_("Give each product an id"))
    for word in _BETWEEN.split(cell.strip()):
        if word and normal_code(word) is None:
            what = Message("product_code", NO_CODE, {"code": word[:40]})
            return what, Message(
                "remedy.product_code", N_("Write codes such as 5A002.a.1, several apart by ;")
            )
    return None


def _no_columns(path: Path) -> InputError:
    return input_error(
        "products_columns",
        N_("the file is no CSV text with the columns id and entries"),
        N_("Write one product per line, under a first line that names the columns"),
        file=str(path),
        line=1,
    )
