"""What one stranger asks for is bounded by its work, however deeply it lies, and leaves threads to everybody else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dualuse import check
from dualuse.portal.api import public_work
from dualuse.portal.api.limiting import REQUESTS, WORK_OF_A_REQUEST
from dualuse.portal.api.public_work import place_for_a_stranger, work_of
from tests.support.service_people import People

ITEM: dict[str, Any] = {"entries": ["6A003.b.4.a"]}


def transaction(**other: Any) -> dict[str, Any]:
    return {"date": "2026-08-20", "activity": "export", "destination": "AE", "items": [ITEM], **other}


def asked(path: str, body: Any) -> Any:
    REQUESTS.__init__()  # type: ignore[misc]  # a minute of its own
    client = Client(raise_request_exception=False)
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


LARGE = {
    "parameters": transaction(items=[{**ITEM, "parameters": {f"p{n}": "1 nm" for n in range(1_000)}}]),
    "nested": transaction(items=[{**ITEM, "parameters": {"notes": [{"a": [1, 2, 3]}] * 500}}]),
    "entries": transaction(items=[{"entries": ["6A003.b.4.a"] * 2_000}]),
    "owners": transaction(parties=[{"role": "end_user", "owners": [{"name": "A"}] * 1_000}]),
    "long texts": transaction(items=[{"id": str(n), "description": "x" * 3_500} for n in range(50)]),
    "long names": transaction(**{"y" * 150_000: 1}),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_too_much_work_is_not_judged_wherever_it_lies(people: People, name: str) -> None:
    answer = asked("check", LARGE[name])
    assert answer.status_code == 413, answer.content
    assert str(settings.PUBLIC_WORK) in answer.json()["title"]


def test_an_ordinary_transaction_of_many_lines_is_judged(people: People) -> None:
    rows = [
        {
            "id": str(n),
            "description": f"pump of steel, type {n}",
            "entries": [],
            "quantity": "2",
            "unit": "pieces",
        }
        for n in range(90)
    ]
    assert asked("check", transaction(items=rows)).status_code == 200
    assert asked("check", transaction(items=[*rows, *rows])).status_code == 413


def test_work_counts_against_the_limit_of_the_minute(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "REQUESTS_A_MINUTE", {**settings.REQUESTS_A_MINUTE, "stranger": 5})
    body = transaction(items=[{"id": str(n), "description": "x" * 3_000} for n in range(20)])
    assert work_of(body) > 5 * WORK_OF_A_REQUEST
    assert asked("check", body).status_code == 429
    assert asked("check", transaction()).status_code == 200


def test_the_length_of_a_product_in_words_counts(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PUBLIC_WORK", 50)
    assert asked("classify", {"description": "laser diode " * 600}).status_code == 413
    assert asked("classify", {"description": "laser diode"}).status_code == 200


def test_strangers_never_have_all_threads(people: People) -> None:
    places = max(1, settings.DUALUSE_THREADS // 2)
    assert places < settings.DUALUSE_THREADS
    held = [place_for_a_stranger() for _ in range(places)]
    for place in held:
        place.__enter__()
    try:
        answer = asked("check", transaction())
        assert (answer.status_code, answer.json()["guard"]) == (503, "busy")
        assert answer.headers["Retry-After"] == "1"
        assert Client().get("/healthz").status_code == 200
    finally:
        for place in held:
            place.__exit__(None, None, None)
    assert asked("check", transaction()).status_code == 200


def test_a_place_is_free_again_after_a_failure(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dualuse.portal.api.public.check", lambda *a, **k: 1 / 0)
    for _ in range(settings.DUALUSE_THREADS):
        assert asked("check", transaction()).status_code == 500
    monkeypatch.undo()
    assert asked("check", transaction()).status_code == 200


@pytest.mark.parametrize("name", ["p{}", "peak_wavelengt{}"])
def test_many_names_that_no_sheet_knows_are_read_quickly(name: str) -> None:
    """8,000 of them took a quarter of a minute, by comparing each with each."""
    check(transaction())
    begun = time.process_time()
    check(transaction(items=[{**ITEM, "parameters": {name.format(n): "1 nm" for n in range(8_000)}}]))
    assert time.process_time() - begun < 5


def test_many_places_in_many_texts_are_read_quickly() -> None:
    """Each text was searched once for each text, and each name with all that stands before it."""
    check(transaction())
    text = "laser diodes Iran Aalener Str. 4 nuclear 1550 nm; " * 40

    def seconds(number: int) -> float:
        items = [{"id": str(n), "description": f"{number} {n} {text}"} for n in range(number)]
        begun = time.process_time()
        check(transaction(items=items))
        return time.process_time() - begun

    assert seconds(80) < 8 * seconds(20)


def test_work_of_data() -> None:
    assert work_of("x" * 250) == 3
    assert work_of({"a": [1, 2]}) == 4
    assert work_of({"parameters": {"a": 1}}) == 1 + 5 + 5
    assert public_work.work_of(None) == 1
