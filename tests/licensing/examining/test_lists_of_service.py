"""What readiness says of the sanctions lists: none, old ones, one that cannot be read."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import RequestFactory

from dualuse.portal.readiness import readyz
from tests.support.screening_home import Entry, install


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("age", "is_damaged", "words", "stops"),
    [
        (None, False, "no sanctions list is installed", False),
        (0, False, None, False),
        (1_065, False, "older than they may be, so that nothing can be granted: xx_service", False),
        (0, True, "cannot be read", True),
    ],
)
def test_readiness_says_how_the_lists_are(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    age: int | None,
    is_damaged: bool,
    words: str | None,
    stops: bool,
) -> None:
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    if age is not None:
        day = (date.today() - timedelta(days=age)).isoformat()
        install(tmp_path, "xx_service", day, [Entry("P1", "Quillon Orlowberg")])
    if is_damaged:
        (tmp_path / "lists" / "current.json").write_text("{broken", "utf-8")
    answer = readyz(RequestFactory().get("/readyz"))
    point = next(row for row in json.loads(answer.content)["points"] if row["code"] == "lists")
    assert point["stops"] is stops
    assert (words is None) is (point["text"] is None)
    assert (words or "") in (point["text"] or "")
    assert answer.status_code == 503 or not stops


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("left", [0, 0.5])
def test_a_list_that_is_cut_off_is_no_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left: float
) -> None:
    """Also where it was whole when somebody looked before."""
    monkeypatch.setenv("DUALUSE_HOME", str(tmp_path))
    install(tmp_path, "xx_service", date.today().isoformat(), [Entry("P1", "Quillon Orlowberg")])

    def lists() -> dict[str, object]:
        answer = readyz(RequestFactory().get("/readyz"))
        return next(row for row in json.loads(answer.content)["points"] if row["code"] == "lists")

    assert lists()["stops"] is False
    (path,) = (tmp_path / "lists").rglob("parties.jsonl*")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * left)])
    assert lists()["stops"] is True
    path.write_bytes(content)
    assert lists()["stops"] is False
