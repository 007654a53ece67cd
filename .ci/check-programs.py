"""Compares what `report attribute` says of examples/transformer.py with Captum's numbers for the same network."""

import json
import subprocess
import sys
import tempfile

import torch
from captum.attr import InputXGradient, IntegratedGradients, Saliency

sys.path.insert(0, "examples")
import transformer  # noqa: E402

REVIEWS = [
    "A warm, unforgettable film with a script that trusts its audience.",
    "A dull evening: wooden acting, interminable dialogue and a dreadful ending!",
    "An extraordinarily disappointing screenplay",
    "Good",
    " ".join(f"remarkable number {number} of a very long review;" for number in range(12)),
]
METHODS = "integrated-gradients:tolerance=0,input-x-gradient,saliency"


def captum(text, target):
    """Numbers by method, a number for each piece, for the class `positive`."""
    indices, places, _ = transformer.pieces(text)
    rows = transformer.model.embed(indices)[None]
    start = transformer.baselines(indices)[None]

    def forward(rows):
        logits = transformer.model.classify(rows)
        if target == "probability":
            return logits.softmax(-1)[:, 1]
        return logits[:, 1] - logits[:, 0]

    path = IntegratedGradients(forward).attribute(rows, start, n_steps=50, method="gausslegendre")
    product = InputXGradient(forward).attribute(rows.clone().requires_grad_())
    gradient = Saliency(forward).attribute(rows.clone().requires_grad_(), abs=False)
    pieces = [path.sum(-1)[0], product.sum(-1)[0], gradient.norm(dim=-1)[0]]
    return places, [numbers.tolist() for numbers in pieces]


def by_word(places, numbers):
    sums, special = {}, 0.0
    for place, number in zip(places, numbers):
        if place["word"] is None:
            special += number
        else:
            sums[place["word"]] = sums.get(place["word"], 0.0) + number
    return list(sums.values()), special


def main(report):
    farthest = {name.split(":")[0]: 0.0 for name in METHODS.split(",")}
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as picks:
        picks.write("\n".join(REVIEWS) + "\n")
        picks.flush()
        for target in ["probability", "logit"]:
            command = [report, "attribute", "--reviews", picks.name, "--methods", METHODS, "--target", target,
                       "--no-predictor-cache", "--predictor", "python3 -W ignore examples/transformer.py"]
            lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            assert len(lines) == len(REVIEWS), f"{len(lines)} lines"
            for line, text in zip(map(json.loads, lines), REVIEWS):
                places, expected = captum(text, target)
                for found, numbers in zip(line["attributions"], expected):
                    words, special = by_word(places, numbers)
                    assert len(found["scores"]) == len(words), (found["method"], len(words))
                    pairs = zip(found["scores"] + [found["special"]], words + [special])
                    error = max(abs(one - other) for one, other in pairs)
                    farthest[found["method"]] = max(farthest[found["method"]], error)
    for method, error in farthest.items():
        print(f"{method:24} at most {error:.1e} from Captum's")
    return max(farthest.values()) > 1e-5


sys.exit(main(*sys.argv[1:]))
