"""Weights of the cause from examples on standard input, to standard output. Needs scikit-learn; see `make learn`.

Only the strongest weights are kept, each with one decimal: more changed nothing in messages that had not been learned from.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

STRONGEST = 4000
SEEN_AT_LEAST = 2
FREEDOM = 10.0
SURE = 0.6


def _short(weight: float) -> float:
    return round(float(weight), 1) or 0


def main() -> None:
    examples = json.load(sys.stdin)
    seen = Counter(one for _, found in examples for one in found)
    evidence = [{one: share for one, share in found.items() if seen[one] >= SEEN_AT_LEAST} for _, found in examples]
    vectors = DictVectorizer()
    table = vectors.fit_transform(evidence)
    model = LogisticRegression(C=FREEDOM, max_iter=3000).fit(table, [cause for cause, _ in examples])
    strength = np.abs(model.coef_).max(axis=0)
    weakest = np.sort(strength)[-min(STRONGEST, strength.size)]
    weights = {
        name: [_short(weight) for weight in row]
        for name, row, strong in zip(vectors.get_feature_names_out(), model.coef_.T, strength, strict=True)
        if strong >= weakest
    }
    learned = {
        "options": [str(one) for one in model.classes_],
        "bias": [round(float(one), 2) for one in model.intercept_],
        "sure": SURE,
        "weights": dict(sorted(weights.items())),
    }
    sys.stdout.write(json.dumps({"cause": learned}, ensure_ascii=False, separators=(",", ":")).replace('],"', '],\n"') + "\n")


if __name__ == "__main__":
    main()
