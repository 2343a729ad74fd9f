"""Fit the numbers of the classifier and write ``weights.json``.

Usage: ``python -m scripts.fit_classifier [--write]`` (from the repository's root; scipy and scikit-learn are needed)

Ranking: what each ranker counts, by the likelihood of the right entry (softmax over all entries), held near plain starting
values. Verdict: logistic regression over six measures. Both are cross-validated; the bound below which a text is "probably
not listed" is the quantile of the held-out likelihoods of listed products that lets :data:`MISSED` of them pass.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks.classification_cases import NOT_LISTED, SHARED, Case, cases, official_text
from dualuse.classification.search.classifier import Classifier, Searched
from dualuse.classification.search.embedding import embedding
from dualuse.classification.search.ranking import Weights, together
from dualuse.classification.search.understood_words import TRAINING
from dualuse.classification.search.verdict import may_be_not_listed, measures

OUT: Final = Path("src/dualuse/classification/search/weights.json")
ORDINARY: Final = TRAINING / "ordinary_goods.txt"
"""Ordinary goods in words of our own, since the cases that are not listed are mostly network equipment."""
LISTED_GOODS: Final = TRAINING / "listed_goods.txt"
"""Listed goods as trade names them, in words of our own, since most cases speak as the list does."""
TRADE: Final = "trade"
START: Final = Weights(
    entries=0.7, asked=0.5, near=0.8, named=0.8, form_unsaid=0.85, other_form=0.6, led=0.95
)
OUTLINE: Final = {"named": 2.0, "near": 1.2, "asked": 1.0}
"""What is different where no official text is searched: our titles have few words."""
FITTED: Final = ("entries", "asked", "near", "named", "form_unsaid", "other_form", "led")
SHARPNESS: Final = 0.06
HELD: Final = 0.02
"""How strongly weights are held at their start: a product of squared logarithms."""
FORM_UNSAID: Final = 0.92
"""What entries of software and technology keep, at most, where a text names neither: most texts are of goods."""
FOLDS: Final = 5
MEASURES: Final = ("carried", "known", "named", "pointed", "everyday", "agreed")
MISSED: Final = 0.02
"""Listed products that may be called "probably not listed" in cross-validation; 5 % is the promise."""
LISTED_FROM: Final = 0.05
"""Not-listed products that may be called "probably listed" in cross-validation."""
Floats = NDArray[np.float64]


def main() -> None:
    """Fit for each of what may be at hand."""
    arguments = argparse.ArgumentParser(description="Fit the numbers of the classifier.")
    arguments.add_argument("--write", action="store_true")
    write = arguments.parse_args().write
    known, text = cases(), official_text()
    goods = [line for line in ORDINARY.read_text("utf-8").splitlines() if line]
    known += [Case(f"ordinary-{number}", "ordinary", text, frozenset()) for number, text in enumerate(goods)]
    known += [Case(f"trade-{number}", TRADE, *case) for number, case in enumerate(trade())]
    fitted: dict[str, Any] = {"provenance": provenance(), "ranking": {}, "verdict": {}}
    for texts in ((text,), ()):
        for model in (embedding(), None):
            searcher = Classifier(texts, model)
            searched = [searcher.search(case.text) for case in known]
            fitted["ranking"][searcher.kind] = fit_ranking(searcher, known, searched)
            fitted["verdict"][searcher.kind] = fit_verdict(searcher, known, searched)
    print(json.dumps(fitted, indent=1))
    if write:
        OUT.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def trade() -> list[tuple[str, frozenset[str]]]:
    """Listed goods as trade names them, with the entries that may list them."""
    rows = (line.rpartition("|") for line in LISTED_GOODS.read_text("utf-8").splitlines() if line)
    return [(text, frozenset(entries.split(","))) for text, _, entries in rows]


def provenance() -> dict[str, str]:
    """Which cases the numbers come from."""
    files = sorted((SHARED / "classification").glob("*.csv"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return {
        "script": "scripts/fit_classifier.py",
        "cases": f"real, written, paraphrased and not listed products, SHA-256 {digest}; training/ordinary_goods.txt and listed_goods.txt",
        "text": "Annex I, CELEX 02021R0821-20251115, English",
    }


def scores_of(searcher: Classifier, searched: Searched, weights: Weights) -> Floats:
    """The scores of a text under other weights."""
    scores, _ = searcher.leading.apply(together(searched.rankings, weights), searched.form, weights)
    return scores.astype(np.float64)


def fit_ranking(
    searcher: Classifier, known: Sequence[Case], searched: Sequence[Searched]
) -> dict[str, float]:
    """The weights of the rankers, and on the screen what they reach on cases held out."""
    pairs = [
        (search, [searcher.numbers[entry] for entry in case.entries if entry in searcher.numbers], case.kind)
        for case, search in zip(known, searched, strict=True)
        if case.entries
    ]
    whole = fitted_weights(searcher, pairs)
    hits: dict[str, list[tuple[bool, bool]]] = {}
    order = np.random.default_rng(0).permutation(len(pairs))
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        weights = fitted_weights(searcher, [pair for at, pair in enumerate(pairs) if at not in held])
        for at in held:
            search, right, kind = pairs[at]
            best = np.argsort(-scores_of(searcher, search, weights), kind="stable")[:5].tolist()
            hits.setdefault(kind, []).append((best[0] in right, bool(set(best) & set(right))))
    for kind, rows in hits.items():
        print(searcher.kind, kind, "held out: top-1, top-5", np.mean(rows, axis=0).round(3).tolist())
    return {name: round(float(getattr(whole, name)), 2) for name in FITTED}


def fitted_weights(searcher: Classifier, pairs: Sequence[tuple[Searched, list[int], str]]) -> Weights:
    """The weights that make the right entries likeliest."""
    begin = START if searcher.texts else replace(START, **OUTLINE)
    start = np.array([getattr(begin, name) for name in FITTED])

    def loss(values: Floats) -> float:
        if values.min() < 0.02 or values[4:].max() > 1.0 or values[4] > FORM_UNSAID:
            return 1e3
        weights = replace(begin, **dict(zip(FITTED, values.tolist(), strict=True)))
        total = 0.0
        for search, right, _ in pairs:
            scores = scores_of(searcher, search, weights) / SHARPNESS
            scores = np.exp(scores - scores.max())
            total -= float(np.log(scores[right].sum() / scores.sum()))
        return total / len(pairs) + HELD * float(((np.log(values) - np.log(start)) ** 2).sum())

    best = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 600, "xatol": 0.01, "fatol": 1e-4})
    return replace(begin, **dict(zip(FITTED, best.x.tolist(), strict=True)))


def fit_verdict(searcher: Classifier, known: Sequence[Case], searched: Sequence[Searched]) -> dict[str, Any]:
    """The logistic model and its two bounds, with what cross-validation says of them."""
    rows = [measures(search, searcher) for search in searched]
    values = np.array([[row[name] for name in MEASURES] for row in rows])
    listed = np.array([bool(case.entries) for case in known])
    kinds = np.array(
        [case.kind if case.kind in (NOT_LISTED, "ordinary", TRADE) else "listed" for case in known]
    )
    held = np.mean([held_out(values, kinds, seed) for seed in range(5)], axis=0)
    below = float(np.quantile(held[listed], MISSED, method="lower"))
    from_ = float(np.quantile(held[~listed], 1 - LISTED_FROM, method="higher"))
    model = logistic(values, kinds)
    # no listed product that is known here passes, whatever the share of those held out
    understood = np.array([search.understanding.is_enough for search in searched])
    below = min(below, float(model.predict_proba(values[listed & understood])[:, 1].min()))
    called = (held < below) & np.array([may_be_not_listed(search, searcher) for search in searched])
    declared = kinds == NOT_LISTED
    return {
        "constant": round(float(model.intercept_[0]), 3),
        "measures": dict(zip(MEASURES, model.coef_[0].round(3).tolist(), strict=True)),
        "not_listed_below": math.floor(1000 * below) / 1000,
        "listed_from": round(max(from_, 0.5), 3),
        "held_out": {
            "missed": round(float(called[listed].mean()), 3),
            "missed_in_words_of_trade": round(float(called[kinds == TRADE].mean()), 3),
            "not_listed_said_so": round(float(called[declared].mean()), 3),
            "ordinary_said_so": round(float(called[~listed & ~declared].mean()), 3),
            "probably_listed": round(float((held[listed] >= max(from_, 0.5)).mean()), 3),
        },
    }


def logistic(values: Floats, kinds: NDArray[np.str_]) -> LogisticRegression:
    """The model. Half the weight is on listed products, two fifths of that in words of trade; the other half is shared by
    those declared not listed and ordinary goods."""
    parts = {"listed": 0.3, TRADE: 0.2, NOT_LISTED: 0.25, "ordinary": 0.25}
    weights = np.array([parts[kind] * len(kinds) / (kinds == kind).sum() for kind in kinds])
    return LogisticRegression(C=1.0).fit(values, np.isin(kinds, ("listed", TRADE)), sample_weight=weights)


def held_out(values: Floats, kinds: NDArray[np.str_], seed: int) -> Floats:
    """For each case the likelihood by a model that has not seen it."""
    chances = np.zeros(len(kinds))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(values, kinds):
        chances[test] = logistic(values[train], kinds[train]).predict_proba(values[test])[:, 1]
    return chances


if __name__ == "__main__":
    main()
