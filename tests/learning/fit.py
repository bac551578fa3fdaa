"""Weights of cause, region and danger from examples on standard input, to standard output. Needs scikit-learn; see `make learn`.

Only the strongest weights are kept, each with one decimal: more changed nothing in messages that had not been learned from.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

SEEN_AT_LEAST = 2
TWO = 2
ITERATIONS, NEAR_ENOUGH = 1000, 1e-3


class How(NamedTuple):
    """strongest: how many weights are kept; freedom: the inverse of the penalty on weights."""

    strongest: int
    freedom: float


HOW = {"cause": How(8000, 3.0), "region": How(6000, 20.0), "danger": How(12000, 10.0)}


def _short(weight: float) -> float:
    return round(float(weight), 1) or 0


def learned(examples: list[tuple[str, dict[str, float]]], how: How) -> dict[str, object]:
    """What goes into the content of it."""
    seen = Counter(one for _, found in examples for one in found)
    evidence = [{one: share for one, share in found.items() if seen[one] >= SEEN_AT_LEAST} for _, found in examples]
    vectors = DictVectorizer()
    table = vectors.fit_transform(evidence)
    model = LogisticRegression(C=how.freedom, max_iter=ITERATIONS, tol=NEAR_ENOUGH).fit(table, [option for option, _ in examples])
    rows, bias = model.coef_, model.intercept_
    if len(model.classes_) == TWO:  # scikit-learn gives the weights of the second; the first has none
        rows, bias = np.vstack((np.zeros_like(rows), rows)), np.concatenate((np.zeros(1), bias))
    strength = np.abs(rows).max(axis=0)
    weakest = np.sort(strength)[-min(how.strongest, strength.size)]
    weights = {
        name: [_short(weight) for weight in row]
        for name, row, strong in zip(vectors.get_feature_names_out(), rows.T, strength, strict=True)
        if strong >= weakest
    }
    return {
        "options": [str(one) for one in model.classes_],
        "bias": [round(float(one), 2) for one in bias],
        "weights": dict(sorted(weights.items())),
    }


def main() -> None:
    found = {what: learned(examples, HOW[what]) for what, examples in json.load(sys.stdin).items()}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
