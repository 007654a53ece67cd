"""A classifier for `--predictor`: counts words, and says where words stand."""

import json
import math
import re
import sys

WEIGHTS = {
    "good": 1.0, "warm": 0.8, "funny": 1.1, "wonderful": 1.6, "excellent": 2.0, "beautiful": 1.2, "loved": 0.9,
    "bad": -1.1, "dull": -1.2, "wooden": -1.0, "awful": -1.7, "waste": -1.9, "boring": -1.4, "terrible": -1.5,
    "poor": -1.0, "not": -0.4,
}


def words(text):
    return list(re.finditer(r"\w+", text))


def probability(text):
    logit = sum(WEIGHTS.get(word[0].lower(), 0.0) for word in words(text))
    return 1 / (1 + math.exp(-logit))


greeting = {"protocol": 1, "classes": ["negative", "positive"], "identity": "words 1", "tokens": True}
print(json.dumps(greeting), flush=True)
for line in sys.stdin:
    batch = json.loads(line)
    answer = {"id": batch["id"], "probabilities": [[1 - p, p] for p in map(probability, batch["texts"])]}
    if batch.get("tokens"):
        answer["tokens"] = [[{"start": w.start(), "end": w.end()} for w in words(t)] for t in batch["texts"]]
    print(json.dumps(answer), flush=True)
