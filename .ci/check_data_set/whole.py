"""Every number of the report on a data set, with the chunk `history` and the claims."""

import json
import pathlib

import numpy as np
from scipy import special, stats
from sklearn import metrics

from calibration import calibration_error, check_calibration, recalibrated
from comparison import CHECK, RESAMPLES, RNG, ROWS
from duplicates import check_duplicates
from importance import check_importance, importance
from invariance import check_invariance
from program import CLASSES, LIMIT, WORK, attribute, build, chunk, imdb, write
from reviews import Reviews
from shift import check_shift
from shortcuts import check_shortcuts
from slices import check_slices
from verdicts import check_confusion, check_suspects

VALUES = """confusion.accuracy confusion.accuracy-low confusion.f1 confusion.precision.negative confusion.precision.positive
confusion.recall.negative confusion.recall.positive calibration.brier calibration.error calibration.slope calibration.intercept
importance.words importance.supporting importance.opposing slices.found slices.worst suspects.count suspects.confident
duplicates.groups duplicates.conflicts shortcuts.count invariance.casing shift.words shift.contributions shift.length
shift.confidence history.runs""".split()


def check_history(page, earlier, file):
    """The last of the earlier runs, this run as the claims have it, the change, and the record that was appended."""
    claims = {claim["label"]: claim for claim in json.loads((WORK / "page.json").read_text())["claims"] if "label" in claim}
    record = json.loads(file.read_text().splitlines()[-1])["values"]
    rows = page.rows("tbl-history", "Claims over the runs")
    CHECK.same("history claims", len(rows), len(claims))
    for row in rows:
        label = row[0].text.split()[0]
        value = claims[label]["measured"][0]["value"]
        CHECK.same("history record", record[label], value)
        CHECK.same("history value", row[3].values[0], value)
        if label in earlier[-1]:
            CHECK.same("history value", row[2].values[0], earlier[-1][label])
            CHECK.same("history change", row[4].values[0], value - earlier[-1][label])


def compare():
    """Builds the report of the project, with claims on further values, and compares all of it."""
    raw, others = imdb("test", LIMIT), imdb("test", LIMIT // 2, LIMIT // 2)
    reviews = Reviews(raw, attribute(write("reviews.jsonl", raw)))
    before = Reviews(others, attribute(write("others.jsonl", others)))
    earlier = [{"chk-accuracy": 0.5}, {"chk-accuracy": 0.75, "chk-slices": 0.625}]
    history = WORK / "history.jsonl"
    history.write_text("".join(f'{{"history":1,"run":"{n}","properties":{{}},"values":{json.dumps(values)}}}\n'
                               for n, values in enumerate(earlier)))
    claims = "".join(f"\n```{{check}}\nclaim: {value} >= -1000000\nsays: Known.\n```\n" for value in VALUES)
    document = pathlib.Path("Reports/data-set.md").read_text().replace("rows=15", f"rows={ROWS}")
    page = build(document + claims, WORK / "reviews.jsonl", "--against-reviews",
                 WORK / "others.jsonl", "--history", history, "-P", f"rows={ROWS}", "-P", "swaps=film/movie")
    weights = RNG.multinomial(reviews.count, np.full(reviews.count, 1 / reviews.count), RESAMPLES).astype(float)
    words = importance(reviews)
    check_confusion(page, reviews, weights)
    check_calibration(page, reviews, weights)
    check_importance(page, reviews, words)
    expected = check_shortcuts(page, reviews, words) | check_slices(page, reviews, weights) | check_invariance(page, reviews)
    expected |= check_suspects(page, reviews) | check_duplicates(page, reviews) | check_shift(page, before, reviews)
    check_history(page, earlier, history)
    fit = recalibrated(special.logit(reviews.p), reviews.label, np.ones(reviews.count))
    right, total = (~reviews.wrong).sum(), reviews.count
    expected |= {
        "confusion.accuracy": right / total, "importance.words": len(reviews.vocabulary),
        "confusion.accuracy-low": stats.binomtest(int(right), total).proportion_ci(method="wilson").low,
        "confusion.f1": metrics.f1_score(reviews.label, reviews.predicted, average="macro"),
        **{f"confusion.{name}.{label}": function(reviews.label, reviews.predicted, pos_label=k)
           for name, function in [("precision", metrics.precision_score), ("recall", metrics.recall_score)]
           for k, label in enumerate(CLASSES)},
        "calibration.brier": metrics.brier_score_loss(reviews.label, reviews.p),
        "calibration.slope": fit[1], "calibration.intercept": fit[0],
        "calibration.error": calibration_error(reviews.p, reviews.label, np.ones(total))[0],
        "importance.supporting": words["sum"].max(), "importance.opposing": words["sum"].min(), "history.runs": len(earlier)}
    for claim in json.loads((WORK / "page.json").read_text())["claims"]:
        if claim["measured"][0]["path"] in expected:
            path = claim["measured"][0]["path"]
            CHECK.same(f"claims {path}", claim["measured"][0]["value"], float(expected[path]))
    # With few reviews the p-value of the distances counts all arrangements.
    few = build(chunk("shift", rows=ROWS), write("few.jsonl", raw[:90]), "--against-reviews", write("fewer.jsonl", others[:80]),
                "--methods", "integrated-gradients")
    check_shift(few, Reviews(others[:80], attribute(WORK / "fewer.jsonl")), Reviews(raw[:90], attribute(WORK / "few.jsonl")))
