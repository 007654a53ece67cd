"""The reviews, and the comparison of what a tool and `report` say of them.

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
ROWS, LENGTH = 10000, 256


def reviews(split, count):
    """As many of each label, evenly from all over a split."""
    texts, labels = [], []
    for label, folder in enumerate(["neg", "pos"]):
        files = sorted((DATA / split / folder).glob("*.txt"))
        for file in files[:: max(1, 2 * len(files) // count)][: count // 2]:
            texts.append(file.read_text().strip())
            labels.append(label)
    return texts, np.array(labels)


def write_table():
    with open(WORK / "test.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "label"])
        for number, (text, label) in enumerate(zip(test, test_labels)):
            writer.writerow([f"r{number}", text, ["negative", "positive"][label]])


def judge(name, path, said, exact, options=()):
    """Asks the program about the reviews that a tool gave probabilities to, in its own numbers and in 64 bits."""
    def run(command, *more):
        arguments = [REPORT, command, "--model", str(path), *options, *more]
        return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout

    table = str(WORK / "test.csv")
    ours = json.loads(run("evaluate", "--data", table, "--json"))["accuracy"]
    theirs = float(np.mean((said >= 0.5) == test_labels))
    # Other signs than "\n" can end a line to Python's splitlines.
    lines = run("attribute", "--reviews", table, "--methods", "random").strip().split("\n")
    found = np.array([json.loads(line)["prediction"]["probability"] for line in lines])
    gaps = [float(np.max(np.abs(found - other))) for other in (said, exact)]
    print(f"{name:34} {theirs:.4f}  {ours:.4f}  {gaps[0]:.1e}  {gaps[1]:.1e}", flush=True)
    return theirs == ours and gaps[1] < 1e-6


WORK.mkdir(parents=True, exist_ok=True)
train, train_labels = reviews("train", TRAINING)
test, test_labels = reviews("test", TEST)
write_table()
order = np.random.default_rng(1).permutation(len(train))
train, train_labels = [train[i] for i in order], train_labels[order]
