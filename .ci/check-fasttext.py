"""Trains models with fastText, and compares its predictions with those of `report` on the same reviews.

Called by check-fasttext with the paths of the data, a folder for models and the program. fastText adds 10⁻⁵ to
probabilities before taking their logarithm, and prints the exponential of the result; the offset is subtracted here.
"""

import csv
import json
import os
import pathlib
import random
import subprocess
import sys

DATA, WORK, REPORT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
TEST = int(os.environ.get("TEST", 25000))
PROBABILITIES = 500
WORK.mkdir(parents=True, exist_ok=True)

MODELS = [
    ("words", "-dim 10 -epoch 5 -lr 0.5", None),
    ("bigrams", "-dim 10 -epoch 5 -lr 0.5 -wordNgrams 2", None),
    ("bigrams", None, "-qnorm -cutoff 100000"),
    ("parts, tree", "-dim 10 -epoch 5 -lr 0.5 -minn 3 -maxn 5 -bucket 200000 -loss hs", None),
]


def reviews(split, count):
    found = []
    for label in ["neg", "pos"]:
        files = sorted((DATA / split / label).glob("*.txt"))
        files = files[:: max(1, 2 * len(files) // count)][: count // 2]
        # fastText does not split words at non-ASCII white space, which table cells would lose at their ends.
        found += [(label, " ".join(file.read_text().split())) for file in files]
    return found


def lines(path, found):
    path.write_text("".join(f"__label__{label} {text}\n" for label, text in found))
    return str(path)


def table(path, found):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        writer.writerows([text, label] for label, text in found)
    return str(path)


def run(*arguments, **options):
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options)


def report(*arguments):
    """Runs the program; returns its output, its time in seconds, and its peak memory in megabytes."""
    done = run("/usr/bin/time", "-f", "%e %M", REPORT, *arguments)
    seconds, size = done.stderr.split()[-2:]
    return done.stdout, float(seconds), int(size) // 1024


def main():
    learning, judged = reviews("train", 25000), reviews("test", TEST)
    random.Random(1).shuffle(learning)
    training = lines(WORK / "train.txt", learning)
    testing = lines(WORK / "test.txt", judged)
    step = max(1, len(judged) // PROBABILITIES)
    few = judged[::step]
    all_reviews, few_reviews = table(WORK / "test.csv", judged), table(WORK / "few.csv", few)
    fine = True
    print(f"{'model':12} {'megabytes':>9}  fastText  report  |Δp|     read time, memory")
    for name, options, codes in MODELS:
        base = WORK / name.split(",")[0]
        if options:
            run("fasttext", "supervised", "-input", training, "-output", str(base), "-thread", "1",
                *options.split())
        if codes:
            run("fasttext", "quantize", "-input", training, "-output", str(base), *codes.split())
        model = base.with_suffix(".ftz" if codes else ".bin")
        theirs = run("fasttext", "test", str(model), testing).stdout
        theirs = float(theirs.split("P@1")[1].split()[0])
        found, _, _ = report("evaluate", "--model", str(model), "--data", all_reviews, "--json")
        ours = json.loads(found)["accuracy"]
        printed = run("fasttext", "predict-prob", str(model), "-", "2",
                      input="".join(text + "\n" for _, text in few)).stdout.splitlines()
        wanted = [dict(zip(line.split()[::2], map(float, line.split()[1::2]))) for line in printed]
        _, seconds, size = report("explain", "--model", str(model), "--methods", "random", "good")
        found, _, _ = report(
            "attribute", "--model", str(model), "--methods", "random", "--reviews", few_reviews)
        gap = 0
        for line, expected in zip(found.split("\n"), wanted):
            said = json.loads(line)["prediction"]
            for label, probability in said["probabilities"].items():
                gap = max(gap, abs(expected["__label__" + label] - 1e-5 - probability))
        fine = fine and abs(theirs - ours) <= 0.0005 and gap < 1e-5
        print(f"{name:12} {model.stat().st_size / 1e6:9.1f}  {theirs:8.3f}  {ours:.4f}  {gap:.1e}  "
              f"{seconds:.1f} s, {size} MB", flush=True)
    sys.exit(0 if fine else 1)


main()
