"""The chunk `shortcuts`."""

import re
import unicodedata

import numpy as np
from scipy import special, stats

from comparison import CHECK, ROWS, Z
from program import CLASSES
from reviews import text_words


def g_test(present, totals):
    """Mutual information in nats of each row's presence and the class, and the p-value of the G-test."""
    cells = np.stack([present, totals - present], 1).astype(float)
    expected = cells.sum(2, keepdims=True) * totals / totals.sum()
    information = special.xlogy(cells, cells / np.where(expected > 0, expected, 1)).sum((1, 2)) / totals.sum()
    return np.maximum(0, information), stats.chi2.sf(2 * totals.sum() * np.maximum(0, information), len(totals) - 1)


def properties(text):
    """The properties of a text that are no words."""
    signs = {"Ps", "Pe", "Po", "Pd", "Pi", "Pf", "Pc", "Sm", "Sc", "So"}
    found = {f"the sign “{letter}”" for letter in set(text) if unicodedata.category(letter) in signs}
    length = len(text_words(text))
    bound = next((bound for bound in (25, 50, 100, 200, 400, 800) if length <= bound), None)
    found.add(f"a length of up to {bound} words" if bound else "a length of more than 800 words")
    return found | ({"the markup <br>"} if "<br" in text else set())


def check_shortcuts(page, reviews, words):
    """Words and properties by information, with the ranks of their contributions."""
    counts = {}
    for review, label, own in zip(reviews.raw, reviews.label, np.split(reviews.word, np.cumsum(reviews.read)[:-1])):
        for key in set(reviews.vocabulary[own].tolist()) | properties(review["text"]):
            counts.setdefault(key, [0, 0])[label] += 1
    totals = np.bincount(reviews.label, minlength=2)
    keys = sorted(key for key, own in counts.items() if 5 <= sum(own) <= reviews.count - 5)
    table = np.array([counts[key] for key in keys])
    information, p = g_test(table, totals)
    adjusted = stats.false_discovery_control(p)
    tells = (table[:, 1] / totals[1] > table[:, 0] / totals[0]).astype(int)
    pure, size = table[np.arange(len(keys)), tells], table.sum(1)
    low = [stats.binomtest(int(a), int(b)).proportion_ci(method="wilson").low if 10 * a >= 9 * b else 0
           for a, b in zip(pure, size)]
    place = {word: number for number, word in enumerate(reviews.vocabulary)}
    known = np.array([key in place for key in keys])
    means = np.array([abs(words["mean"][place[key]]) if key in place else 0 for key in keys])
    ranks = np.full(len(keys), np.nan)
    ranks[known] = (stats.rankdata(means[known]) - 1) / (known.sum() - 1)
    found = np.flatnonzero((adjusted <= 0.05) & (np.array(low) >= 0.9))
    caption = page.text["tbl-shortcuts"]
    CHECK.shown("shortcuts count", re.search(r"[Oo]f (\d+)", caption)[1], len(keys))
    CHECK.same("shortcuts count", "none is in" not in caption, len(found) > 0)
    # Without a shortcut the table lists the most informative words.
    found = found if len(found) else np.arange(len(keys))
    rows = page.rows("tbl-shortcuts", "Shortcuts")
    order = [keys.index(row[0].text) for row in rows]
    # Words with the same counts in opposite classes are equal up to rounding, so their order is left open.
    CHECK.same("shortcuts order", set(order) <= set(found.tolist()) and len(set(order)) == min(ROWS, len(found)), True)
    for k, value in zip(order, np.sort(information[found])[::-1]):
        CHECK.same("shortcuts order", information[k], value)
    for k, row in zip(order, rows):
        CHECK.same("shortcuts class", row[1].text, CLASSES[tells[k]])
        CHECK.share("shortcuts purity", row[2], pure[k], size[k])
        CHECK.shown("shortcuts count", row[3].text, size[k])
        CHECK.same("shortcuts information", row[4].values[0], information[k] / stats.entropy(totals))
        CHECK.p("shortcuts p", row[5], adjusted[k])
        if known[k]:
            w = place[keys[k]]
            CHECK.same("shortcuts contribution", row[6].values[0], words["mean"][w])
            CHECK.shown("shortcuts contribution", row[6].small, words["mean"][w] - Z * words["error"][w],
                        words["mean"][w] + Z * words["error"][w], scale=100)
            if "none is in" not in caption:
                CHECK.same("shortcuts rank", row[7].values[0], ranks[k])
    return {"shortcuts.count": 0 if "none is in" in caption else len(found)}
