"""The chunk `duplicates`."""

import numpy as np
from scipy import sparse

from comparison import CHECK, ROWS
from reviews import text_words


def near_duplicates(texts, threshold=0.8):
    """All pairs with a Jaccard similarity of three-word shingles from the threshold on, without hashing."""
    keys, entries = {}, []
    for n, text in enumerate(texts):
        words = text_words(text)
        length = min(3, len(words))
        entries += {(n, keys.setdefault(tuple(words[a:a + length]), len(keys))) for a in range(len(words) - length + 1)}
    rows, columns = np.array(entries).T
    table = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(texts), len(keys)))
    sizes = np.asarray(table.sum(1)).ravel()
    common = sparse.triu(table @ table.T, 1).tocoo()
    similarity = common.data / (sizes[common.row] + sizes[common.col] - common.data)
    return {(int(a), int(b)): float(s) for a, b, s in zip(common.row, common.col, similarity) if s >= threshold}


def groups(pairs, count):
    """The groups that pairs connect."""
    rows, columns = np.array(list(pairs)).reshape(-1, 2).T
    _, of = sparse.csgraph.connected_components(sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (count, count)), False)
    members = [tuple(np.flatnonzero(of == group)) for group in np.unique(of[rows])]
    return {tuple(int(n) for n in group) for group in members}


def listed_groups(page):
    """The groups of the table of duplicates, with their rows."""
    rows = page.rows("tbl-duplicates", "Equal and nearly equal reviews")
    return {tuple(sorted(int(link[1:]) for link in row[0].links)): row for row in rows}


def check_duplicates(page, reviews):
    """Groups of the table against exact ones; MinHash may miss some, and their recall is printed."""
    pairs = near_duplicates([review["text"] for review in reviews.raw])
    expected, listed = groups(pairs, reviews.count), listed_groups(page)
    for group, row in listed.items():
        CHECK.same("duplicates group", any(set(group) <= set(other) for other in expected), True)
        if len(group) == 2:
            CHECK.same("duplicates similarity", row[2].values[0] if row[2].values else 1.0, pairs.get(group, 0))
    found = len(expected & listed.keys())
    print(f"duplicates: {found} of {len(expected)} exact groups are in the table (the first {ROWS})")
    if len(expected) <= ROWS and found < 0.9 * len(expected):
        CHECK.fail("duplicates recall", found, len(expected))
    conflicts = sum(len(set(reviews.label[list(group)])) > 1 for group in expected)
    # MinHash may miss groups, so their number is known only if it missed none that the table would show.
    return {"duplicates.groups": len(expected), "duplicates.conflicts": conflicts} if found == len(expected) else {}
