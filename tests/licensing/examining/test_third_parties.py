"""That there are no third parties is an answer in every language of the Union, and names nobody; that one does not know is none."""

from __future__ import annotations

import pytest

from dualuse.licensing.contradictions import contradictions
from dualuse.licensing.kinds import kinds
from dualuse.licensing.named import named_beside, says_nobody
from tests.licensing.examining.test_whom_is_screened import BESIDE, BROKERING


@pytest.mark.parametrize("words", [
    "none", "None.", "NONE", "No third parties", "There are none.", "not applicable", "n/a", "N.A.", "-", "—", "./.", "Nil", "0",
    "keine", "Keine weiteren Beteiligten", "entfällt", "aucun", "Il n'y en a pas", "néant", "nessuno", "ninguno", "No hay terceros", "nenhum", "Não há", "geen",
    "ingen", "Inga", "saknas", "ei ole", "puudub", "nav", "Nėra", "brak", "Brak osób trzecich", "žádné", "Žiadne tretie strany", "nincs", "niciunul", "Nu este cazul",
    "няма", "Никой", "κανένας", "Δεν υπάρχουν", "ni", "Nema", "M'hemmx", "Xejn", "Níl aon cheann", "нет", "yok", "无", "なし",
])  # fmt: skip
def test_nobody(words: str) -> None:
    assert says_nobody(words)
    assert list(named_beside({"third_parties": words})) == []
    assert list(contradictions(kinds()["brokering"], BROKERING, {**BESIDE, "third_parties": words})) == []


@pytest.mark.parametrize("words", [
    "unknown", "to follow", "wird nachgereicht", "???", "none?", "X", "k. A.", "tbd", "...",
])  # fmt: skip
def test_what_is_not_known_is_asked(words: str) -> None:
    """A missing fact is never read as "no"."""
    assert not says_nobody(words)
    gaps = contradictions(kinds()["brokering"], BROKERING, {**BESIDE, "third_parties": words})
    assert {row.path for row in gaps} == {"fields.third_parties"}


@pytest.mark.parametrize(("words", "names"), [
    ("Agent One, Dubai", ["Agent One"]), ("None Trading Ltd, Dubai", ["None Trading Ltd"]), ("none; Agent One", ["Agent One"]),
    ("No Limits Logistics", ["No Limits Logistics"]), ("AON", ["AON"]), ("Nadia None", ["Nadia None"]),
    # Who makes an exception names somebody: it is asked for by name.
    ("none, except Agent One", ["none"]),
])  # fmt: skip
def test_somebody(words: str, names: list[str]) -> None:
    assert [row.name for row in named_beside({"third_parties": words})] == names
