"""How likely each entry is: four rankers, put together with weights fitted by ``scripts/fit_classifier.py``.

* lines: BM25 over lines with the words they hang on;
* entries: BM25 over whole entries;
* near: cosine of static embeddings, the best line of each entry (where the embedding is at hand);
* named: synonyms of the trade that lead to codes.

Each is divided by its best. Then software and technology are led from the goods they serve.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from dualuse.classification.search.bm25 import Scores
from dualuse.classification.search.forms import Form, form_of_entry
from dualuse.classification.search.trade_names import Use

Kind = str
"""What is at hand: ``text`` or ``outline``, with ``_by_words`` where there is no embedding."""


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Any]:
    """The fitted numbers with their provenance (``weights.json``)."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))
    return data


@dataclass(frozen=True, slots=True)
class Weights:
    """What each ranker counts, and what leads from goods to software and technology.

    Attributes:
        entries, near, named: against ``lines``, which counts 1.
        form_unsaid: entries of software and technology, where the text names neither.
        other_form: entries of another form than the text names.
        led: what an entry takes over from the goods it serves.
        led_besides: what it keeps of the lesser of the two scores.
        lesser_code: the codes of a synonym after its first.
        synonym_words: each word of the list that a synonym stands for.
        clear: what ``named`` counts more where a name leaves no doubt what the thing is ("zero day exploit"): the words
            around it say for whom or for what, and would lead elsewhere.
    """

    entries: float
    near: float
    named: float
    form_unsaid: float
    other_form: float
    led: float
    led_besides: float = 0.3
    lesser_code: float = 0.6
    synonym_words: float = 0.5
    clear: float = 1.2

    def of(self, ranker: str, clear: bool) -> float:
        """What a ranker counts; ``clear``: whether a name leaves no doubt."""
        named = self.named + (self.clear if clear else 0.0)
        return {"lines": 1.0, "entries": self.entries, "near": self.near, "named": named}[ranker]


@lru_cache(maxsize=4)
def weights_for(kind: Kind) -> Weights:
    """The weights for what is at hand."""
    return Weights(**fitted()["ranking"][kind])


def kind_of(has_text: bool, has_embedding: bool) -> Kind:
    """Which fitted numbers belong to what is at hand."""
    return ("text" if has_text else "outline") + ("" if has_embedding else "_by_words")


@dataclass(frozen=True, slots=True)
class Rankings:
    """Scores of every entry by each ranker, as they came; ``near`` is None without an embedding.

    ``clear``: whether a name of trade leaves no doubt what the thing is.
    """

    lines: Scores
    entries: Scores
    near: Scores | None
    named: Scores
    clear: bool

    def shares(self) -> dict[str, Scores]:
        """Each divided by its best, so that they can be added."""
        shares = {"lines": self.lines, "entries": self.entries, "named": self.named}
        if self.near is not None:
            shares["near"] = self.near
        return {name: scores / max(float(scores.max(initial=0.0)), 1e-9) for name, scores in shares.items()}


def named_scores(uses: Sequence[Use], numbers: Mapping[str, int], weights: Weights) -> Scores:
    """What synonyms say for each entry: the first code of a sense counts most, names of several words more than short ones."""
    scores = np.zeros(len(numbers), dtype=np.float32)
    for use in uses:
        strength = 1.0 + 0.25 * (min(use.length, 4) - 1)
        for place, code in enumerate(dict.fromkeys(code[:5] for code in use.sense.to)):
            number = numbers.get(code)
            if number is not None:
                scores[number] += strength * (1.0 if place == 0 else weights.lesser_code)
    return scores


class Leading:
    """How goods, software and technology lead to each other, in arrays over the entries."""

    def __init__(self, entries: Sequence[str], led: Mapping[str, tuple[str, ...]]) -> None:
        numbers = {entry: number for number, entry in enumerate(entries)}
        self._forms: Final = np.array([form_of_entry(entry) for entry in entries])
        self._led: Final = {
            number: np.array([numbers[code] for code in led[entry]], dtype=np.int64)
            for entry, number in numbers.items()
            if led.get(entry)
        }

    def apply(self, scores: Scores, form: Form, weights: Weights) -> tuple[Scores, dict[int, int]]:
        """The scores with the form of the text in mind, and for each entry that was led to the goods it was led from."""
        if form == "unsaid":
            return np.where(self._forms == "goods", scores, scores * weights.form_unsaid), {}
        moved = scores.copy()
        source: dict[int, int] = {}
        for number, goods in self._led.items():
            if self._forms[number] == form:
                best = int(goods[scores[goods].argmax()])
                share = weights.led * float(scores[best])
                if share > moved[number]:
                    source[number] = best
                moved[number] = max(moved[number], share) + weights.led_besides * min(
                    float(moved[number]), share
                )
        return np.where(self._forms == form, moved, moved * weights.other_form), source


def together(rankings: Rankings, weights: Weights) -> Scores:
    """The rankers put together: the weighted mean of their shares, from 0 to 1."""
    shares = rankings.shares()
    total = sum(weights.of(name, rankings.clear) for name in shares)
    sums = np.zeros_like(rankings.lines)
    for name, scores in shares.items():
        sums += weights.of(name, rankings.clear) * scores
    return sums / total
