"""What ``dualuse classify`` does: one text, or a file of products, with answers in the order they came."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dualuse.classification.search.answers import Classification
from dualuse.classification.search.classifier import Classifier, classifier
from dualuse.classification.search.classifying import NO_EMBEDDING, NO_TEXT, answer, installed_texts
from dualuse.classification.search.output import (
    ANSWER_OF_FILE,
    VERDICTS,
    csv_header,
    csv_rows,
    lacking,
    short_line,
    unread,
)
from dualuse.classification.search.products import Product, no_products, read_products
from dualuse.i18n import N_, Message, fill, grouped, render, translate
from dualuse.inputs.json_output import escaped_for, json_line
from dualuse.inputs.opening import is_same, same_file
from dualuse.inputs.problems import ExitCode
from dualuse.inputs.progress import progress
from dualuse.inputs.telling import tell
from dualuse.inputs.whole_files import errors_of_writing, replacing

OUTPUT_SUFFIXES: Final = (".jsonl", ".csv")


@dataclass(frozen=True, slots=True)
class Way:
    """How answers are given. ``most``: candidates of a product."""

    as_json: bool
    language: str
    most: int


def classify_one(text: str, most: int) -> Classification:
    """The answer on one text, over the editions of Annex I that are installed."""
    return answer(classifier(installed_texts()), text, "", most)


def classify_file(file: str, form: str, output: str, way: Way) -> ExitCode:
    """Classify the products of a file and write one answer each, in their order; returns the exit code.

    A line that cannot be read is told, and answered with its problem; the others are answered all the same, and the
    command ends with 2. ``output``: a file, which is whole or not there; "" for standard output.

    Raises:
        InputError: the file cannot be opened, has no known format or no product in it, or the output cannot be written.
    """
    if output and file != "-" and is_same(Path(output), Path(file)):
        raise same_file(output)
    counts: Counter[str] = Counter()
    bad = 0
    with progress(file, N_("classifying"), way.language) as done, _written(output) as write:
        loaded: Classifier | None = None
        for product in read_products(file, sys.stdin.buffer, form, done):
            loaded = loaded or classifier(installed_texts())
            if product.problem is not None:
                bad += 1
                tell((product.problem,), way.language, file)
            classification = None if product.problem else answer(loaded, product.text, product.id, way.most)
            counts[classification.verdict if classification else "unread"] += 1
            write(_written_answer(product, classification, output, way))
        if not counts:
            raise no_products(file)
    if output or not way.as_json:
        _summary(counts, way.language, lacking(_notes(loaded), way.language))
    for note in _notes(loaded):
        print("dualuse: " + render(note, way.language), file=sys.stderr)
    return ExitCode.BAD_INPUT if bad else ExitCode.DONE


def _written_answer(product: Product, classification: Classification | None, output: str, way: Way) -> str:
    if classification is None and product.problem is not None:
        data = unread(product.id, product.problem, way.language)
    elif classification is not None and (output or way.as_json):
        data = classification.as_data(way.language)
    else:
        return short_line(classification, way.language) + "\n" if classification is not None else ""
    if output.lower().endswith(".csv"):
        return csv_rows(data)
    if output:
        return json_line(data) + "\n"
    return escaped_for(json_line(data), sys.stdout.encoding) + "\n" if way.as_json else ""


def _notes(loaded: Classifier | None) -> Iterator[Message]:
    """What is to be said once of all answers."""
    if loaded is not None and not loaded.texts:
        yield NO_TEXT
    if loaded is not None and loaded.model is None:
        yield NO_EMBEDDING


def _summary(counts: Counter[str], language: str, lacks: str) -> None:
    total = fill(ANSWER_OF_FILE, language, number=grouped(sum(counts.values()), language))
    print("  ".join(filter(None, (total, lacks))))
    names = {**VERDICTS, "unread": N_("not read")}
    width = max((len(grouped(number, language)) for number in counts.values()), default=1)
    for verdict, name in names.items():
        if counts[verdict]:
            print(f"  {grouped(counts[verdict], language):>{width}}  {translate(name, language)}")


@contextmanager
def _written(output: str) -> Iterator[Callable[[str], Any]]:
    """The output for answers: standard output, or a file that takes its place once all are written."""
    if not output:
        yield sys.stdout.write
        return
    path = Path(output)
    with (
        errors_of_writing(path),
        replacing(path, shared=True) as (part,),
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        if path.suffix.lower() == ".csv":
            stream.write(csv_header())
        yield stream.write
