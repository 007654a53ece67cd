"""Samples reviews, and compares the predictions and gradients of a tool and `report` on them.

    python keras_models.py DATA WORK REPORT
"""

import csv
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

DATA, WORK, REPORT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
TRAINING, TEST = int(os.environ.get("TRAINING", 4000)), int(os.environ.get("TEST", 1000))
EPOCHS = int(os.environ.get("EPOCHS", 3))
GRADIENTS, PICKS = 40, 3
ROWS, LENGTH = 10000, 256


def reviews(split, count):
    """Returns an evenly spaced sample of a split, balanced across labels."""
    texts, labels = [], []
    for label, folder in enumerate(["neg", "pos"]):
        files = sorted((DATA / split / folder).glob("*.txt"))
        for file in files[:: max(1, 2 * len(files) // count)][: count // 2]:
            texts.append(file.read_text().strip())
            labels.append(label)
    return texts, np.array(labels)


def write_table(name, texts, labels):
    with open(WORK / name, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "label"])
        for number, (text, label) in enumerate(zip(texts, labels)):
            writer.writerow([f"r{number}", text, ["negative", "positive"][label]])


def run(command, path, options, *more):
    arguments = [REPORT, command, "--model", str(path), *options, *more]
    result = subprocess.run(arguments, capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(arguments)}\n{result.stdout}{result.stderr}")
    # Python's splitlines also splits at other characters than "\n".
    return [json.loads(line) for line in result.stdout.strip().split("\n") if line.startswith("{")]


def probability(prediction):
    """Returns the probability of "positive", from either form of a prediction."""
    both = prediction.get("probabilities")
    return both["positive"] if both else prediction["probability"]


def per_review(values, gradients):
    """Returns input-x-gradient and saliency for each position."""
    return (values * gradients).sum(-1), np.sqrt((gradients ** 2).sum(-1))


METHODS = "input-x-gradient,saliency"


def gradient_gap(lines, theirs):
    """Returns the largest difference of an attribution, relative to the largest attribution of its review."""
    gaps = []
    for index, line in enumerate(lines):
        positions = [token["position"] for token in line["tokens"]]
        for found, rows in zip(line["attributions"], theirs):
            expected = rows[index]
            gap = np.abs(np.array(found["scores"]) - expected[positions]).max()
            if found["method"] == "input-x-gradient":
                whole = sum(found["scores"]) + found["padding"] + found["special"]
                gap = max(gap, abs(whole - expected.sum()))
            gaps.append(gap / np.abs(expected).max())
    return float(max(gaps))


def judge(name, path, said, exact, options=()):
    """Compares the program with a tool, in the tool's own precision and in 64 bits, and builds the pages.

    `said` and `exact` each contain the probabilities, and the output of `per_review` for some reviews' gradients.
    """
    ours = run("evaluate", path, options, "--data", str(WORK / "test.csv"), "--json")[0]["accuracy"]
    theirs = float(np.mean((said[0] >= 0.5) == test_labels))
    lines = run("attribute", path, options, "--reviews", str(WORK / "test.csv"), "--methods", "random")
    found = np.array([probability(line["prediction"]) for line in lines])
    gaps = [float(np.max(np.abs(found - other[0]))) for other in (said, exact)]
    lines = run("attribute", path, options, "--reviews", str(WORK / "few.csv"), "--methods", METHODS,
                "--class", "positive")
    slopes = [gradient_gap(lines, other[1]) for other in (said, exact)]
    site = WORK / "site"
    run("build", path, options, "--reviews", str(WORK / "picks.csv"), "--output", str(site), "--quiet")
    pages = len(list(site.glob("**/*.html")))
    good = theirs == ours and gaps[1] < 1e-6 and slopes[1] < 1e-5 and pages > len(picks)
    print(f"{name:34} {theirs:.4f}  {ours:.4f}  {gaps[0]:.1e}  {gaps[1]:.1e}  "
          f"{slopes[0]:.1e}  {slopes[1]:.1e}  {pages:5}{'' if good else '  differs'}", flush=True)
    return good


WORK.mkdir(parents=True, exist_ok=True)
train, train_labels = reviews("train", TRAINING)
test, test_labels = reviews("test", TEST)
few = list(range(0, len(test), max(1, len(test) // GRADIENTS)))
write_table("test.csv", test, test_labels)
picks = few[::max(1, len(few) // PICKS)]
write_table("few.csv", [test[i] for i in few], test_labels[few])
write_table("picks.csv", [test[i] for i in picks], test_labels[picks])
order = np.random.default_rng(1).permutation(len(train))
train, train_labels = [train[i] for i in order], train_labels[order]
