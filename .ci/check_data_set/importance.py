"""The chunk `importance`."""

import itertools

import numpy as np

from comparison import CHECK, ROWS, Z


def importance(reviews):
    """Mean, its standard error, spread, sum, occurrences and times among the five strongest of each word."""
    size = len(reviews.vocabulary)
    count, total = np.bincount(reviews.word, minlength=size), np.bincount(reviews.word, reviews.score, size)
    mean = total / count
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.bincount(reviews.word, (reviews.score - mean[reviews.word]) ** 2, size) / (count - 1))
    error = np.sqrt(np.bincount(reviews.of_word, (reviews.sums - reviews.times * mean[reviews.of_word]) ** 2, size)) / count
    order = np.lexsort((reviews.first, -np.abs(reviews.sums), reviews.of_review))
    place = np.arange(len(order)) - np.searchsorted(reviews.of_review[order], reviews.of_review[order])
    strongest = np.bincount(reviews.of_word[order][place < 5], minlength=size)
    return {"count": count, "sum": total, "mean": mean, "spread": spread, "error": error, "strongest": strongest}


def check_importance(page, reviews, words):
    """The two tables of words, and their parts by verdict and outcome."""
    for figure, key, minimum in ("tbl-sum", "sum", 5), ("tbl-mean", "mean", 10):
        order = [w for w in np.lexsort((reviews.vocabulary, -np.abs(words[key]))) if reviews.presence[w] >= minimum][:ROWS]
        rows = page.rows(figure, "Importance of words")
        CHECK.same("importance order", [row[0].text for row in rows], [str(reviews.vocabulary[w]) for w in order])
        parts = page.rows(figure, "Mean contribution by verdict and outcome")
        for w, row, part in zip(order, rows, parts):
            mean, error = words["mean"][w], words["error"][w]
            CHECK.same("importance mean", row[1].values[0], mean)
            CHECK.shown("importance interval", row[1].small, mean - Z * error, mean + Z * error, scale=100)
            CHECK.same("importance spread", row[2].values[0], words["spread"][w])
            CHECK.same("importance sum", row[3].values[0], words["sum"][w])
            CHECK.same("importance strongest", row[4].values[0], words["strongest"][w] / reviews.presence[w])
            share = 100 * reviews.presence[w] / reviews.count
            CHECK.shown("importance count", row[5].whole, reviews.presence[w], share, words["count"][w])
            own = np.flatnonzero(reviews.of_word == w)
            own = own[np.argsort(-np.abs(reviews.sums[own]), kind="stable")][:3]
            CHECK.same("importance reviews", row[6].links, [f"r{n}" for n in reviews.of_review[own]])
            CHECK.shown("importance reviews", row[6].text, *reviews.sums[own], scale=100)
            inside = reviews.word == w
            for cell, (predicted, wrong) in zip(part[1:], itertools.product((0, 1), (False, True))):
                group = inside & ((reviews.predicted == predicted) & (reviews.wrong == wrong))[reviews.review]
                if group.any():
                    CHECK.same("importance group", cell.values[0], reviews.score[group].mean())
                    CHECK.shown("importance group", cell.whole.split(" ", 1)[-1], group.sum())
                else:
                    CHECK.same("importance group", cell.text, "–")
