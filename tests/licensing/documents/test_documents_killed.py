"""A writer that is killed anywhere while it attaches a document leaves nothing over which a retry trips; on both databases."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from dualuse.inputs import whole_files
from dualuse.licensing.cases import changes
from dualuse.licensing.cases.applications import apply
from dualuse.licensing.documents import attaching, contents
from dualuse.licensing.documents.attaching import Upload, attach, content_served, sweep_contents
from dualuse.licensing.documents.models import Document
from dualuse.licensing.events.chain import faults
from dualuse.licensing.events.models import Event
from tests.support.ordinary_documents import pdf
from tests.support.service_people import UNLISTED, WHOLE, People, make_people

SHEET = Upload("specification", "sheet.pdf", pdf())


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def dying_after(tenant: int) -> Iterator[None]:
    with contents.keeping(tenant):
        yield
        die()


POINTS: dict[str, tuple[object, str, Any]] = {
    "before the content": (contents, "replace_file", die),
    "while the content is written": (whole_files, "put_in_place", die),
    "before its folder is on the disk": (whole_files, "sync_folder", die),
    "before the row": (attaching, "changing", die),
    "in the transaction": (attaching, "clean_name", die),
    "before the commit": (changes, "append", die),
    "after the commit": (attaching, "keeping", dying_after),
}


@pytest.fixture(scope="module")
def invented(kept_database: str) -> People:
    return make_people()


@pytest.mark.parametrize("point", POINTS)
def test_a_retry_after_a_kill_attaches_the_document_once(
    invented: People, documents_folder: Path, point: str
) -> None:
    case = apply(invented.exporter, "individual", UNLISTED, WHOLE)
    connections["default"].close()
    child = os.fork()
    if child == 0:
        module, name, replacement = POINTS[point]
        try:
            setattr(module, name, replacement)
            attach(invented.exporter, case.reference, SHEET)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    documents = Document.objects.filter(case=case)
    assert documents.count() == Event.objects.filter(chain=case.chain, action="attach").count()
    assert documents.count() == (point == "after the commit")
    document = attach(invented.exporter, case.reference, SHEET)
    assert list(documents) == [document]
    assert content_served(document) == SHEET.content
    assert list(faults(case.chain)) == []
    sweep_contents()
    left = [path.name for path in documents_folder.rglob("*") if path.is_file() and path.name != ".lock"]
    assert left == [document.digest]
