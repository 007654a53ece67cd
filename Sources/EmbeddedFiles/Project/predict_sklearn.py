"""Predicts with a scikit-learn classifier for report.

    report build report.md --predictor "python3 predict_sklearn.py model.joblib"

The file was written by joblib.dump or pickle.dump and contains a pipeline that takes texts, such as a TfidfVectorizer with
a LogisticRegression. Loading it can execute arbitrary code, so use only files that you trust.
"""

import hashlib
import json
import math
import pathlib
import sys

import joblib

if len(sys.argv) != 2:
    sys.exit("usage: predict_sklearn.py MODEL.joblib")
file = pathlib.Path(sys.argv[1])
# Reserve standard output for responses; everything that libraries print goes to standard error.
answers, sys.stdout = sys.stdout, sys.stderr
model = joblib.load(file)
# Replace these class names if the labels, such as 0 and 1, are not descriptive.
classes = [str(name) for name in model.classes_]


def probabilities(texts):
    if hasattr(model, "predict_proba"):
        return model.predict_proba(texts).tolist()
    # A LinearSVC has no probabilities. The sigmoid or softmax of its margins preserves their order but is not calibrated.
    margins = model.decision_function(texts)
    rows = [[0.0, m] for m in margins] if len(classes) == 2 else margins.tolist()
    powers = [[math.exp(m - max(row)) for m in row] for row in rows]
    return [[p / sum(row) for p in row] for row in powers]


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


identity = hashlib.sha256(file.read_bytes() + pathlib.Path(__file__).read_bytes()).hexdigest()
say({"protocol": 1, "classes": classes, "identity": f"sklearn {identity}", "batch": 64})
for line in sys.stdin:
    asked = json.loads(line)
    say({"id": asked["id"], "probabilities": probabilities(asked["texts"])})
