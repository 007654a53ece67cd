"""The chunks `confusion` and `suspects`."""

import re

import numpy as np
from sklearn import metrics

from comparison import CHECK, ROWS
from program import CLASSES


def check_confusion(page, reviews, weights):
    """Counts, accuracy, precision, recall, F₁, the surest reviews of each cell, and the words behind them."""
    matrix = metrics.confusion_matrix(reviews.label, reviews.predicted, labels=[0, 1])
    for label, row in enumerate(page.rows("tbl-confusion", "Reviews by label and verdict")):
        for predicted in 0, 1:
            CHECK.shown("confusion count", row[1 + predicted].whole, matrix[label, predicted],
                        100 * matrix[label, predicted] / matrix[label].sum())
        CHECK.shown("confusion count", row[3].text, matrix[label].sum())
    text = page.text["tbl-confusion"].replace("\n", " ")
    CHECK.shown("confusion accuracy", re.search(r"[\d.]+\s%\s", text)[0], np.trace(matrix) / reviews.count, scale=100)
    cells = np.stack([(reviews.label == a) & (reviews.predicted == b) for a in (0, 1) for b in (0, 1)], 1)
    drawn = (weights @ cells).reshape(-1, 2, 2)
    f1 = [2 * drawn[:, k, k] / (drawn[:, k].sum(1) + drawn[:, :, k].sum(1)) for k in (0, 1)]
    values = list(metrics.f1_score(reviews.label, reviews.predicted, average=None))
    rows = page.rows("tbl-confusion", "Precision, recall and F₁ by class")
    for k in 0, 1:
        CHECK.share("confusion precision", rows[k][1], matrix[k, k], matrix[:, k].sum())
        CHECK.share("confusion recall", rows[k][2], matrix[k, k], matrix[k].sum())
    for row, value, resamples in zip(rows, values + [np.mean(values)], f1 + [np.mean(f1, 0)]):
        CHECK.resampled("confusion F1", row[3], value, resamples)
    listed = iter(page.items["tbl-confusion"])
    for label, predicted in (0, 1), (1, 0), (0, 0), (1, 1):
        inside = (reviews.label == label) & (reviews.predicted == predicted)
        for number in sorted(np.flatnonzero(inside), key=lambda n: (-reviews.confidence[n], n))[:ROWS]:
            cell = next(listed)
            CHECK.same("confusion surest", cell.links, [f"r{number}"])
            CHECK.shown("confusion surest", cell.text.split(", ", 1)[1], reviews.confidence[number], scale=100)
        sums = np.bincount(reviews.word, reviews.score * inside[reviews.review] * (1 if predicted else -1))
        words = [f"“{reviews.vocabulary[word]}”" for word in np.argsort(-sums, kind="stable")[:6]]
        head = f"Labelled {CLASSES[label]}, verdict {CLASSES[predicted]}: {matrix[label, predicted]}. These verdicts owe most to "
        CHECK.same("confusion words", head + ", ".join(words[:-1]) + " and " + words[-1] in text, True)


def check_suspects(page, reviews):
    """The contradicted labels by margin, and the thresholds of confident learning."""
    ours = [reviews.p[reviews.label == 1].mean(), 1 - reviews.p[reviews.label == 0].mean()]
    confident = reviews.wrong & (reviews.confidence >= np.where(reviews.predicted == 1, ours[0], ours[1]))
    order = sorted(np.flatnonzero(reviews.wrong), key=lambda n: (-abs(2 * reviews.p[n] - 1), n))[:ROWS]
    rows = page.rows("tbl-suspects", "Suspect labels")
    CHECK.same("suspects order", [row[0].links for row in rows], [[f"r{n}"] for n in order])
    for n, row in zip(order, rows):
        CHECK.same("suspects margin", row[3].values[0], abs(2 * reviews.p[n] - 1))
        CHECK.same("suspects words", [row[1].text, row[2].text, row[4].text],
                   [CLASSES[reviews.label[n]], CLASSES[reviews.predicted[n]], "yes" if confident[n] else "no"])
    return {"suspects.count": reviews.wrong.sum(), "suspects.confident": confident.sum()}
