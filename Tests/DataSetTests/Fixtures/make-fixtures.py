#!/usr/bin/env python3
"""Writes statistics.json: what NumPy, SciPy and scikit-learn compute from small data sets.

    python3 -m venv .build/statistics
    .build/statistics/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
    .build/statistics/bin/python Tests/DataSetTests/Fixtures/make-fixtures.py

Nothing here shares code or formulas with the library beyond the definitions in its documentation. Tails of the hypergeometric
distribution are counted in whole numbers, because SciPy's have fewer digits.
"""

import collections
import fractions
import json
import math
import pathlib

import numpy as np
from scipy import optimize, special, stats
from scipy.spatial import distance
from sklearn import metrics

RESAMPLES = 20_000
random = np.random.default_rng(20)


def interval(statistic, *columns):
    """The percentile interval of a statistic over reviews."""
    count = len(columns[0])
    values = []
    for _ in range(RESAMPLES):
        drawn = random.integers(0, count, count)
        values.append(statistic(*(column[drawn] for column in columns)))
    values = np.array(values, dtype=float)
    values = values[np.isfinite(values)]
    low, high = np.percentile(values, [2.5, 97.5])
    return {"low": low, "high": high, "error": values.std(ddof=1)}


def expected_error(p, y, bins=10):
    """ECE with equal mass; equal probabilities share the bin of the first of them."""
    lower = np.searchsorted(np.sort(p), p, side="left")
    bin_of = lower * bins // len(p)
    return sum(abs((p - y)[bin_of == b].sum()) for b in range(bins)) / len(p)


def recalibration(p, y):
    p = np.clip(p, 2.0**-52, 1 - 2.0**-52)
    x = special.logit(p)

    def score(beta):
        rest = y - special.expit(beta[0] + beta[1] * x)
        return [rest.sum(), (rest * x).sum()]

    def jacobian(beta):
        s = special.expit(beta[0] + beta[1] * x)
        w = s * (1 - s)
        return [[-w.sum(), -(w * x).sum()], [-(w * x).sum(), -(w * x * x).sum()]]

    found = optimize.root(score, [0.0, 0.5], jac=jacobian, tol=1e-15)
    assert np.abs(score(found.x)).max() < 1e-9
    return found.x


def calibration_case(p, y, probabilities=None, labels=None, slow=False):
    case = {"probabilities": p.tolist(), "outcomes": y.astype(int).tolist()}
    if probabilities is None:
        brier = metrics.brier_score_loss(y, p)
        squares = (p - y) ** 2
    else:
        target = np.eye(probabilities.shape[1])[labels]
        squares = ((probabilities - target) ** 2).sum(1)
        brier = squares.mean()
        case["rows"] = probabilities.tolist()
        case["labels"] = labels.tolist()
    intercept, slope = recalibration(p, y)
    bins = []
    lower = np.searchsorted(np.sort(p), p, side="left") * 10 // len(p)
    for b in range(10):
        inside = lower == b
        if inside.any():
            test = stats.binomtest(int(y[inside].sum()), int(inside.sum()))
            ci = test.proportion_ci(method="wilson")
            bins.append([p[inside].mean(), int(inside.sum()), int(y[inside].sum()), ci.low, ci.high])
    case |= {"brier": brier, "ece": expected_error(p, y), "slope": slope, "intercept": intercept, "bins": bins}
    if slow:
        case["intervals"] = {
            "brier": interval(np.mean, squares),
            "ece": interval(expected_error, p, y),
            "slope": interval(lambda p, y: recalibration(p, y)[1], p, y),
        }
    return case


def calibration():
    cases = []
    for count, digits, slow in [(300, None, True), (400, 2, False), (41, 1, False)]:
        p = random.beta(0.7, 0.6, count)
        if digits:
            p = np.clip(p.round(digits), 0, 1)
        y = (random.random(count) < special.expit(0.3 + 0.7 * special.logit(np.clip(p, 1e-3, 1 - 1e-3)))).astype(float)
        cases.append(calibration_case(p, y, slow=slow))
    rows = random.dirichlet([1, 1, 1], 200)
    labels = np.array([random.choice(3, p=row) for row in rows])
    confident = rows.argmax(1)
    cases.append(calibration_case(rows.max(1), (confident == labels).astype(float), rows, labels))
    return cases


def hypergeometric():
    cases = []
    for hits, sample, marked, total in [
        (1, 1, 1, 2), (3, 10, 5, 20), (0, 4, 3, 9), (5, 5, 5, 10), (40, 100, 300, 1000), (12, 20, 30, 400),
        (10, 100, 300, 1000), (200, 500, 3000, 25000), (90, 500, 3000, 25000), (40, 500, 3000, 25000),
        (1400, 10000, 3000, 25000), (60, 60, 12500, 25000), (3, 24990, 5, 25000), (2990, 24900, 3000, 25000),
    ]:
        ways = sum(
            math.comb(marked, k) * math.comb(total - marked, sample - k)
            for k in range(hits, min(sample, marked) + 1) if sample - k <= total - marked)
        cases.append([hits, sample, marked, total, float(fractions.Fraction(ways, math.comb(total, sample)))])
    return cases


def slices():
    count, features = 400, 6
    holds = random.random((count, features)) < [0.5, 0.3, 0.1, 0.6, 0.2, 0.4]
    chance = 0.1 + 0.35 * (holds[:, 1] & holds[:, 3])
    wrong = random.random(count) < chance
    tested = []
    for a in range(features):
        for b in range(a, features):
            inside = holds[:, a] & holds[:, b]
            size = int(inside.sum())
            if size < 20 or (a != b and size == min(holds[:, a].sum(), holds[:, b].sum())):
                continue
            table = [[int((inside & wrong).sum()), int((inside & ~wrong).sum())],
                     [int((~inside & wrong).sum()), int((~inside & ~wrong).sum())]]
            p = stats.fisher_exact(table, alternative="greater").pvalue
            tested.append({"conditions": sorted({a, b}), "size": size, "errors": table[0][0], "p": p,
                           "isWorse": table[0][0] * count > wrong.sum() * size})
    for item, q in zip(tested, stats.false_discovery_control([item["p"] for item in tested])):
        item["q"] = q
    best = min(tested, key=lambda item: item["p"])
    inside = np.logical_and.reduce([holds[:, f] for f in best["conditions"]]).astype(float)

    def difference(inside, wrong):
        inside = inside > 0
        return wrong[inside].mean() - wrong[~inside].mean() if inside.any() and not inside.all() else math.nan

    best["difference"] = interval(difference, inside, wrong.astype(float))
    return {"holds": holds.astype(int).tolist(), "wrong": wrong.astype(int).tolist(), "tested": tested}


def words():
    vocabulary = [f"w{i}" for i in range(12)]
    reviews = []
    for number in range(60):
        label = [None, 0, 1][random.integers(0, 3)]
        p = float(random.random())
        length = int(random.integers(1, 25))
        chosen = random.zipf(1.6, length) % 12
        reviews.append({"label": label, "probability": p, "words": [
            [vocabulary[w], float(random.normal(0.1 * (w - 5), 0.5))] for w in chosen]})
    result = {}
    total = sum(len(review["words"]) for review in reviews)
    for word in vocabulary:
        values, groups, sums, counts, top = [], collections.defaultdict(list), [], [], 0
        for review in reviews:
            own = [c for w, c in review["words"] if w == word]
            predicted = int(review["probability"] > 1 - review["probability"])
            outcome = "unlabelled" if review["label"] is None else "right" if review["label"] == predicted else "wrong"
            if own:
                values += own
                groups[f"{predicted} {outcome}"] += own
                every = collections.defaultdict(float)
                for w, c in review["words"]:
                    every[w] += c
                top += sorted(every, key=lambda w: -abs(every[w])).index(word) < 3
            sums.append(math.fsum(own))
            counts.append(len(own))
        if not values:
            continue
        sums, counts = np.array(sums), np.array(counts, dtype=float)
        present = [n for n in range(60) if counts[n]]
        mean = math.fsum(values) / len(values)
        result[word] = {
            "count": len(values), "sum": math.fsum(values), "mean": mean,
            "deviation": float(np.std(values, ddof=1)) if len(values) > 1 else None,
            "error": float(np.sqrt(((sums - mean * counts) ** 2).sum()) / counts.sum()),
            "reviews": len(present), "strongest": top, "frequency": len(values) / total,
            "top": sorted(present, key=lambda n: (-abs(sums[n]), n))[:4],
            "groups": {name: [len(own), math.fsum(own)] for name, own in sorted(groups.items())},
        }
        if word == "w1":
            result[word]["resampled"] = interval(
                lambda s, c: s.sum() / c.sum() if c.sum() else math.nan, sums, counts)
    return {"reviews": reviews, "words": result}


def confusion():
    labels = random.integers(0, 4, 250)
    rows = random.dirichlet([0.5] * 4, 250)
    rows[np.arange(250), labels] += random.random(250)
    rows /= rows.sum(1, keepdims=True)
    predicted = rows.argmax(1)
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(labels, predicted)
    return {
        "labels": labels.tolist(), "rows": rows.tolist(), "matrix": metrics.confusion_matrix(labels, predicted).tolist(),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "accuracy": metrics.accuracy_score(labels, predicted), "macro": f1.mean(),
        "interval": interval(lambda l, p: metrics.f1_score(l, p, average="macro"), labels, predicted)
        if RESAMPLES <= 1000 else fast_macro(labels, predicted),
    }


def fast_macro(labels, predicted):
    def macro(l, p):
        return np.mean([2 * ((l == c) & (p == c)).sum() / ((l == c).sum() + (p == c).sum()) for c in range(4)])

    return interval(macro, labels, predicted)


def information():
    cases = []
    for classes in [2, 3, 5, 6]:
        labels = random.integers(0, classes, 300)
        present = [(random.random(300) < 0.1 + 0.02 * w * (labels == w % classes)) for w in range(12)]
        found = []
        for word in present:
            table = np.array([[(word & (labels == c)).sum() for c in range(classes)],
                              [(~word & (labels == c)).sum() for c in range(classes)]])
            p = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").pvalue
            found.append([metrics.mutual_info_score(labels, word), p])
        q = stats.false_discovery_control([p for _, p in found])
        cases.append({
            "classes": classes, "labels": labels.tolist(), "present": [np.nonzero(word)[0].tolist() for word in present],
            "entropy": float(stats.entropy(np.bincount(labels))),
            "words": [[mi, p, float(q)] for (mi, p), q in zip(found, q)]})
    return cases


def word_shift():
    vocabulary = [f"w{i}" for i in range(30)]
    sides = []
    for weights in [np.arange(1, 31), np.arange(1, 31)[::-1] ** 0.5]:
        weights = weights / weights.sum()
        sides.append([random.choice(30, int(random.integers(1, 15)), p=weights).tolist() for _ in range(80)])
    counts = [np.bincount(np.concatenate(side).astype(int), minlength=30) for side in sides]
    p, q = (count / count.sum() for count in counts)
    parts = (special.rel_entr(p, (p + q) / 2) + special.rel_entr(q, (p + q) / 2)) / 2 / math.log(2)
    pValues = []
    for w in range(30):
        present = [sum(w in review for review in side) for side in sides]
        table = np.array([present, [80 - n for n in present]])
        pValues.append(
            stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").pvalue if table.sum(1).all() else 1.0)
    return {
        "sides": [[[vocabulary[w] for w in review] for review in side] for side in sides],
        "distance": distance.jensenshannon(p, q, base=2), "parts": dict(zip(vocabulary, parts.tolist())),
        "p": dict(zip(vocabulary, pValues))}


def number_shift():
    cases = []
    for n, m, shift, digits in [(7, 9, 0.5, None), (60, 80, 0.3, None), (100, 100, 0.0, None), (40, 55, 1.2, 1),
                                (300, 400, 0.15, None), (250, 600, 0.02, None), (500, 500, 3.0, 0), (1, 2, 0.0, None)]:
        a, b = random.normal(0, 1, n), random.normal(shift, 1.2, m)
        if digits is not None:
            a, b = a.round(digits) + 0.0, b.round(digits) + 0.0
        statistic = stats.ks_2samp(a, b).statistic
        exact = n * m <= 10_000
        p = (stats.ks_2samp(a, b, method="exact").pvalue if exact
             else stats.kstwobign.sf(statistic * math.sqrt(n * m / (n + m))))
        bounds = np.unique(np.quantile(a, np.arange(1, 10) / 10))
        before, after = (np.bincount(np.searchsorted(bounds, x, side="left"), minlength=len(bounds) + 1) + 0.5 for x in (a, b))
        before, after = before / before.sum(), after / after.sum()
        case = {
            "before": a.tolist(), "after": b.tolist(), "ks": statistic, "p": p, "exact": exact,
            "wasserstein": stats.wasserstein_distance(a, b), "mean": b.mean() - a.mean(),
            "stability": ((after - before) * np.log(after / before)).sum()}
        if n == 60:
            values = [stats.wasserstein_distance(random.choice(a, n), random.choice(b, m)) for _ in range(5000)]
            case["interval"] = {"low": np.percentile(values, 2.5), "high": np.percentile(values, 97.5),
                                "error": np.std(values, ddof=1)}
        cases.append(case)
    return cases


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


contents = {
    "calibration": calibration(), "hypergeometric": hypergeometric(), "slices": slices(), "words": words(),
    "confusion": confusion(), "information": information(), "word-shift": word_shift(), "number-shift": number_shift(),
}
path = pathlib.Path(__file__).with_name("statistics.json")
path.write_text("{\n" + ",\n".join(
    f'"{name}": {json.dumps(plain(value), allow_nan=False)}' for name, value in contents.items()) + "\n}\n")
