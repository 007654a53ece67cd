"""The chunk `calibration`."""

import numpy as np
from scipy import optimize, special
from sklearn import metrics

from comparison import CHECK


def calibration_error(p, y, weights, bins=10):
    """The expected calibration error: a review is in bin ⌊B r / n⌋ for r reviews with a lower probability."""
    values, group = np.unique(p, return_inverse=True)
    counts = np.bincount(group, weights, len(values))
    bin = np.minimum(bins - 1, ((np.cumsum(counts) - counts) * bins // counts.sum()).astype(int))[group]
    return np.abs(np.bincount(bin, weights * (p - y))).sum() / counts.sum(), bin


def recalibrated(x, y, weights, start=(0.0, 1.0)):
    """Intercept and slope of the logistic regression of outcomes over logits, without a penalty."""
    design = np.stack([np.ones_like(x), x])

    def score(point):
        return design @ (weights * (y - special.expit(point @ design))) / len(x)

    def slope(point):
        q = special.expit(point @ design)
        return -(design * (weights * q * (1 - q))) @ design.T / len(x)
    return optimize.root(score, start, jac=slope, tol=1e-13).x


def check_calibration(page, reviews, weights):
    """Brier score, calibration error, slope and intercept with their intervals, and the bins."""
    p, y = reviews.p, reviews.label
    x = special.logit(np.clip(p, 2.0 ** -52, 1 - 2.0 ** -52))
    error, bin = calibration_error(p, y, np.ones(len(p)))
    fit = recalibrated(x, y, np.ones(len(p)))
    fits = np.array([recalibrated(x, y, w, fit) for w in weights])
    errors = np.array([calibration_error(p, y, w)[0] for w in weights])
    brier = metrics.brier_score_loss(y, p), weights @ (p - y) ** 2 / len(p)
    facts = [brier, (error, errors), (fit[1], fits[:, 1]), (fit[0], fits[:, 0])]
    for name, cell, (value, resamples) in zip(["Brier", "error", "slope", "intercept"], page.items["fig-calibration"], facts):
        CHECK.resampled(f"calibration {name}", cell, value, resamples)
    for number, row in zip(np.unique(bin), page.rows("fig-calibration", "Reliability by bin")):
        inside = bin == number
        CHECK.shown("calibration bin", row[0].text, p[inside].min(), p[inside].max(), scale=100)
        CHECK.same("calibration bin", row[1].values[0], p[inside].mean())
        CHECK.share("calibration bin", row[2], y[inside].sum(), inside.sum())
        CHECK.shown("calibration bin", row[3].text, inside.sum())
