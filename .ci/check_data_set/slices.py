"""The chunk `slices`."""

import re

import numpy as np
from scipy import stats

from comparison import CHECK, ROWS

NEGATIONS = set("""not no never nothing nobody none neither nor without hardly cannot cant dont doesnt didnt isnt wasnt arent
werent wont wouldnt couldnt shouldnt hasnt havent hadnt""".split())


def features(reviews):
    """Names and members (reviews × features) of the properties and frequent words by which reviews are cut."""
    negates = np.array([word in NEGATIONS or word.endswith(("n't", "n’t")) for word in reviews.vocabulary])[reviews.of_word]
    has_negation = np.bincount(reviews.of_review, negates, reviews.count) > 0
    unknown = reviews.unknown / reviews.read
    found = {}
    for n, review in enumerate(reviews.raw):
        length = next((name for bound, name in [(50, "up to 50"), (100, "51 to 100"), (200, "101 to 200"), (400, "201 to 400")]
                       if reviews.length[n] <= bound), "more than 400")
        for name in (f"{length} words", f"labelled {review['label']}", f"stars is “{review['stars']}”",
                     "has words that the model never reads" if reviews.truncated[n] else "read to its end",
                     "more than 10 % unknown words" if unknown[n] > 0.1 else
                     "5 to 10 % unknown words" if unknown[n] > 0.05 else "up to 5 % unknown words",
                     "contains a negation" if has_negation[n] else "without a negation"):
            found.setdefault(name, []).append(n)
    named = np.zeros((reviews.count, len(found)), bool)
    for column, rows in enumerate(found.values()):
        named[rows, column] = True
    least = max(20, -(-reviews.count // 100))
    frequent = [w for w in np.lexsort((reviews.vocabulary, -reviews.presence))
                if least <= reviews.presence[w] <= reviews.count // 2][:1000]
    names = list(found) + [f"contains “{reviews.vocabulary[w]}”" for w in frequent]
    return names, np.hstack([named, reviews.contains[:, frequent].toarray() > 0]), len(found)


def fisher(errors, sizes, marked, total):
    """One-sided p-values of Fisher's exact test, each table computed once."""
    tables, inverse = np.unique(np.stack([errors, sizes]), axis=1, return_inverse=True)
    # SciPy sums the logarithms of gamma functions; the ratios of successive terms keep more digits.
    return np.array([stats.hypergeom.sf(k - 1, total, marked, n) for k, n in tables.T])[inverse]


def check_slices(page, reviews, weights):
    """Groups by property; and the search: the number of tests, the adjusted p-values, and the strata of Mantel and Haenszel."""
    names, members, named = features(reviews)
    wrong, total, marked = reviews.wrong, reviews.count, reviews.wrong.sum()
    matrix = members.astype(np.float32)
    sizes, errors = np.rint(matrix.T @ matrix).astype(int), np.rint(matrix.T @ (matrix * wrong[:, None])).astype(int)

    def cells(row, inside, p, name):
        size, errors = inside.sum(), (inside & wrong).sum()
        CHECK.shown(f"{name} size", row[0].text, size)
        CHECK.share(f"{name} accuracy", row[1], size - errors, size)
        own, drawn = weights @ inside, weights @ (inside & wrong)
        with np.errstate(divide="ignore", invalid="ignore"):
            resamples = drawn / own - (weights @ wrong - drawn) / (total - own)
        CHECK.resampled(f"{name} difference", row[2], errors / size - (marked - errors) / (total - size), resamples, scale=100)
        CHECK.p(f"{name} p", row[3], p)

    rows = page.rows("tbl-slices", "Accuracy of groups of reviews")
    CHECK.same("slices groups", {row[1].text for row in rows}, set(names[:named]))
    for row in rows:
        k = names.index(row[1].text)
        if sizes[k, k] < total:
            cells(row[2:], members[:, k], fisher([errors[k, k]], [sizes[k, k]], marked, total)[0], "slices group")
    order = sorted(range(len(names)), key=names.__getitem__)
    single = sizes.diagonal()
    one, two = (np.array(order)[side] for side in np.triu_indices(len(order)))
    size = sizes[one, two]
    tested = (single[one] >= 20) & (single[two] >= 20) & (size >= 20) & (size < total)
    tested &= (one == two) | (size < np.minimum(single[one], single[two]))
    one, two, size = one[tested], two[tested], size[tested]
    p = fisher(errors[one, two], size, marked, total)
    q = stats.false_discovery_control(p)
    worse = np.flatnonzero((q <= 0.05) & (errors[one, two] * total > marked * size))
    worse = worse[np.lexsort((two[worse], one[worse], one[worse] != two[worse], -size[worse], p[worse]))]
    CHECK.shown("slices tests", re.search(r"Of (.*?) with", page.text["tbl-slices"])[1], len(one))
    inside = [members[:, one[k]] & members[:, two[k]] for k in worse]
    kept = [worse[k] for k in stratified(np.array(inside), wrong, len(one))] if len(worse) else []
    if len(worse):
        CHECK.shown("slices worse", re.search(r"properties, (\d+)", page.text["tbl-slices"].replace("\n", " "))[1], len(worse))
    rows = page.rows("tbl-slices", "Slices that are worse than the rest")
    title = {k: names[one[k]] if one[k] == two[k] else f"{names[one[k]]} and {names[two[k]]}" for k in kept}
    CHECK.same("slices found", {row[0].text for row in rows}, set(title.values()))
    for row in rows:
        for k in [k for k in kept if title[k] == row[0].text]:
            own = members[:, one[k]] & members[:, two[k]]
            cells(row[1:], own, q[k], "slices slice")
            rate = (marked - (own & wrong).sum()) / (total - own.sum())
            CHECK.same("slices excess", row[5].values[0], (own & wrong).sum() - own.sum() * rate)
    accuracy = [1 - errors[k, k] / single[k] for k in range(named) if 20 <= single[k] < total]
    return {"slices.found": len(kept), "slices.worst": min(accuracy)}


def stratified(inside, wrong, tested):
    """The slices that the strata of those kept before do not explain, most significant first."""
    rows = inside.astype(np.float32)

    def p_values(kept):
        _, stratum = np.unique(inside[kept], axis=1, return_inverse=True)
        strata = np.eye(stratum.max() + 1, dtype=np.float32)[stratum.ravel()]
        totals, errors = strata.sum(0).astype(float), strata[wrong].sum(0).astype(float)
        own, hits = (rows @ strata).astype(float), (rows @ (strata * wrong[:, None])).astype(float)
        excess = (hits - own * errors / totals).sum(1)
        with np.errstate(divide="ignore", invalid="ignore"):
            parts = own * (totals - own) * errors * (totals - errors) / (totals ** 2 * (totals - 1))
            variance = np.where(totals > 1, parts, 0).sum(1)
            return np.where(variance > 0, stats.norm.sf((excess - 0.5) / np.sqrt(variance)), 1)
    kept = [0]
    while len(kept) < ROWS:
        p = p_values(kept)
        rest = [k for k in np.argsort(p, kind="stable") if k not in kept]
        if not rest or min(p[rest] * tested / np.arange(1, len(rest) + 1)) > 0.05:
            break
        kept.append(rest[0])
    for k in kept[::-1]:
        if len(kept) > 1 and p_values([other for other in kept if other != k])[k] > 0.05:
            kept.remove(k)
    return kept
