"""How likely each entry is: five rankers, put together with weights fitted by ``scripts/fit_classifier.py``.

* lines: BM25 over lines with the words they hang on;
* entries: BM25 over whole entries;
* asked: BM25 over the parameter sheets, what they ask of each provision with its thresholds
  (where the text has no name of trade, which would say more);
* near: cosine of static embeddings, the best line of each entry (where the embedding is at hand);
* named: synonyms of the trade that lead to codes.

Each is divided by its best. Then software and technology are led from the goods they serve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np

from dualuse.classification.search.bm25 import Scores
from dualuse.classification.search.trade_names import Use
from dualuse.classification.search.words import Word, form_words
from dualuse.data_folders import data_file, read_json
from dualuse.law.eu_2021_821.control_list.outline import Edition

Form = Literal["goods", "software", "technology", "unsaid"]

_GROUPS: Final[dict[str, Form]] = {"D": "software", "E": "technology"}


def form_of_entry(entry: str) -> Form:
    """What an entry lists: D software, E technology, all others goods."""
    return _GROUPS.get(entry[1], "goods")


def form_of_text(words: Sequence[Word]) -> Form:
    """What a text is about, from the name of the thing: the words before "for", "with", "that" and the like.

    "Encryption software for a storage system" is software, "a storage system with encryption software" is not.
    """
    forms = form_words()
    ends = frozenset(forms["heads_end"])
    head: list[str] = []
    for word in words:
        if word.plain in ends and head:
            break
        head.append(word.plain)
    name = " ".join(head)
    if any(_named(name, head, mark) for mark in forms["technology"]):
        return "technology"
    if any(_named(name, head, mark) for mark in forms["software"]) or any(
        word.endswith(tuple(forms["software_ends"])) for word in head
    ):
        return "software"
    return "unsaid"


def _named(name: str, head: Sequence[str], mark: str) -> bool:
    """Whether a head names a form: a whole word (``app$``), the beginning of one (``programm``), or several words."""
    if mark.endswith("$"):
        return mark[:-1] in head
    if " " in mark:
        return f" {mark}" in f" {name}"
    return any(word.startswith(mark) for word in head)


def led_from(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """For each entry of software or technology the entries of goods that it serves: those it names, or of its own number."""
    entries_led_to: dict[str, tuple[str, ...]] = {}
    entry_codes = frozenset(edition.entry_codes)
    for entry in edition.entry_codes:
        if form_of_entry(entry) == "goods":
            continue
        row = edition.entry(entry)
        named = [code[:5] for code in (row.see if row else ())]
        same = [entry[0] + group + entry[2:] for group in "ABC"]
        entries_led_to[entry] = tuple(
            dict.fromkeys(
                code for code in (*named, *same) if code in entry_codes and form_of_entry(code) == "goods"
            )
        )
    return entries_led_to


Kind = str
"""What is at hand: ``text`` or ``outline``, with ``_by_words`` where there is no embedding."""


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Any]:
    """The fitted numbers with their provenance (``weights.json``)."""
    return read_json(data_file("classification/search/weights.json"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each ranker counts, and what leads from goods to software and technology.

    Attributes:
        entries, asked, near, named: against ``lines``, which counts 1.
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
    asked: float
    near: float
    named: float
    form_unsaid: float
    other_form: float
    led: float
    led_besides: float = 0.3
    lesser_code: float = 0.6
    synonym_words: float = 0.5
    clear: float = 2.0

    def weight(self, ranker: str, clear: bool) -> float:
        """What a ranker counts; ``clear``: whether a name leaves no doubt."""
        named = self.named + (self.clear if clear else 0.0)
        return {
            "lines": 1.0,
            "entries": self.entries,
            "asked": self.asked,
            "near": self.near,
            "named": named,
        }[ranker]


@lru_cache(maxsize=4)
def weights_for(kind: Kind) -> Weights:
    """The weights for what is at hand."""
    return Weights(**fitted()["ranking"][kind])


def kind_of(has_text: bool, has_embedding: bool) -> Kind:
    """Choose the fitted weights for the texts that are installed."""
    return ("text" if has_text else "outline") + ("" if has_embedding else "_by_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rankings:
    """Scores of every entry by each ranker, as they came; ``near`` is None without an embedding, ``asked`` where the
    text has a name of trade.

    ``clear``: whether a name of trade leaves no doubt what the thing is.
    """

    lines: Scores
    entries: Scores
    asked: Scores | None
    near: Scores | None
    named: Scores
    clear: bool

    def shares(self) -> dict[str, Scores]:
        """Each divided by its best, so that they can be added."""
        rankings = {
            "lines": self.lines,
            "entries": self.entries,
            "asked": self.asked,
            "near": self.near,
            "named": self.named,
        }
        return {
            name: scores / max(float(scores.max(initial=0.0)), 1e-9)
            for name, scores in rankings.items()
            if scores is not None
        }


def named_scores(uses: Sequence[Use], numbers: Mapping[str, int], weights: Weights) -> Scores:
    """What synonyms say for each entry: the first code of a sense counts most, names of several words more than short ones.

    A name within a longer one for the same entry is said once: "Fräszentrum" in "5-Achs-Fräszentrum".
    """
    scores = np.zeros(len(numbers), dtype=np.float32)
    for use in uses:
        if any(_is_part(use, longer) for longer in uses):
            continue
        strength = 1.0 + 0.25 * (min(use.length, 4) - 1)
        for place, code in enumerate(dict.fromkeys(code[:5] for code in use.sense.to)):
            number = numbers.get(code)
            if number is not None:
                scores[number] += strength * (1.0 if place == 0 else weights.lesser_code)
    return scores


def _is_part(use: Use, longer: Use) -> bool:
    """Whether a name is part of a longer one that leads to the same entries."""
    within = set(use.written.split()) < set(longer.written.split())
    return within and {code[:5] for code in use.sense.to} <= {code[:5] for code in longer.sense.to}


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
    total = sum(weights.weight(name, rankings.clear) for name in shares)
    sums = np.zeros_like(rankings.lines)
    for name, scores in shares.items():
        sums += weights.weight(name, rankings.clear) * scores
    return sums / total
