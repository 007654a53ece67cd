"""The chunk `shift`."""

import numpy as np
from scipy import sparse, spatial, special, stats

from comparison import CHECK, RESAMPLES, RNG, ROWS, Z
from shortcuts import g_test


def divergence(counts, others):
    """The Jensen–Shannon divergence in bits."""
    return spatial.distance.jensenshannon(counts, others, base=2) ** 2


def check_words_shift(page, name, row, sides, vocabulary, presence, reviews):
    """A row of the distances of words with its table; sides are words × reviews."""
    totals = [np.asarray(side.sum(1)).ravel() for side in sides]
    whole = divergence(*totals)
    p, q = (total / total.sum() for total in totals)
    CHECK.same("shift distance", row[3].values[0], np.sqrt(whole))
    errors, constants = [], []
    for _ in range(8):
        # Twenty random groups of reviews; the program's are others.
        grouped = [side @ np.eye(20)[RNG.integers(0, 20, side.shape[1])] for side in sides]
        left_out = [[np.sqrt(divergence(totals[k] - grouped[k][:, g], totals[1 - k])) for g in range(20)] for k in (0, 1)]
        errors.append(np.sqrt(sum(np.var(values) * 19 for values in left_out)))
        for side in grouped:
            order = RNG.permutation(20)
            halves = side[:, order[:10]].sum(1), side[:, order[10:]].sum(1)
            constants.append(divergence(*halves) / sum(1 / half.sum() for half in halves))
    ends = np.sqrt(whole) + np.array([-Z, Z]) * np.mean(errors)
    CHECK.shown("shift interval", row[3].small, *ends, error=4 * Z * np.std(errors))
    chance = np.sqrt(np.mean(constants) * sum(1 / total.sum() for total in totals))
    CHECK.shown("shift chance", row[4].text, chance, error=4 * np.std(constants) / np.mean(constants) / np.sqrt(10) * chance / 2)
    parts = (special.rel_entr(p, (p + q) / 2) + special.rel_entr(q, (p + q) / 2)) / np.log(4)
    _, tests = g_test(np.stack(presence, 1), np.array(reviews))
    adjusted = stats.false_discovery_control(tests)
    rows = page.rows("tbl-shift", name)
    CHECK.same("shift rows", len(rows), min(ROWS, len(vocabulary)))
    place = {word: number for number, word in enumerate(vocabulary)}
    CHECK.same("shift order", max(abs(np.sort(parts)[::-1][k] - parts[place[r[0].text]]) for k, r in enumerate(rows)), 0)
    for own in rows:
        w = place[own[0].text]
        for cell, value in zip(own[1:], (p[w], q[w], parts[w] / whole)):
            CHECK.same("shift word", cell.values[0], value)
        if len(own) > 4:
            CHECK.p("shift p", own[4], adjusted[w])
    return np.sqrt(whole)


def check_shift(page, before, after):
    """Distances of numbers and of words between two sets of reviews."""
    rows, values = {row[0].text: row for row in page.rows("tbl-shift", "Distances between the two sets")}, {}
    numbers = {"Mean length in words": lambda r: r.length, "Mean share of unknown words": lambda r: r.unknown / r.read,
               "Mean probability of “positive”": lambda r: r.p, "Mean confidence of the verdict": lambda r: r.confidence}
    for name, of in numbers.items():
        one, two, row = of(before), of(after), rows[name]
        CHECK.same("shift mean", row[1].values[0], one.mean())
        CHECK.same("shift mean", row[2].values[0], two.mean())
        distances = np.array([stats.ks_2samp(RNG.choice(one, len(one)), RNG.choice(two, len(two)), method="asymp").statistic
                              for _ in range(RESAMPLES // 2)])
        exact = stats.ks_2samp(one, two, method="exact" if len(one) * len(two) <= 10_000 else "asymp")
        CHECK.resampled("shift KS", row[3], exact.statistic, distances)
        values["shift." + ("length" if "length" in name else name.split()[1])] = exact.statistic
        # SciPy's "asymp" corrects for the size of the samples; the report gives Kolmogorov's limit.
        limit = stats.kstwobign.sf(exact.statistic * np.sqrt(len(one) * len(two) / (len(one) + len(two))))
        CHECK.p("shift KS-p", row[4], exact.pvalue if len(one) * len(two) <= 10_000 else limit)
    vocabulary = np.union1d(before.vocabulary, after.vocabulary)
    sides, weights, presence = [], [], []
    for side in before, after:
        place = np.searchsorted(vocabulary, side.vocabulary)
        # Contributions count in steps of 10⁻⁴.
        for table, weight in (sides, np.ones(len(side.word))), (weights, np.floor(np.abs(side.score) * 1e4 + 0.5)):
            table.append(sparse.csr_matrix((weight, (place[side.word], side.review)), (len(vocabulary), side.count)))
        presence.append(np.bincount(place, side.presence, len(vocabulary)))
    totals = [before.count, after.count]
    for name, title, tables in ("Words", "Words whose frequency moved most", sides), (
            "Contributions of words", "Words whose share of the contributions moved most", weights):
        distance = check_words_shift(page, title, rows[name], tables, vocabulary, presence, totals)
        values["shift." + name.split()[0].lower()] = distance
    return values
