"""The chunk `invariance`."""

import re

import numpy as np

from comparison import CHECK
from program import CLASSES
from reviews import predict


def swapped(text, old, new):
    """A text with a word replaced, in the case of the old one."""
    def cased(match):
        word = match[0]
        return new.upper() if word.isupper() and len(word) > 1 else new.capitalize() if word[0].isupper() else new
    return re.sub(rf"(?<![\w'’]){old}(?![\w'’])", cased, text, flags=re.I)


def other_casing(text):
    """A text in lower case, or in upper case if it has no capital letter."""
    return text.lower() if text.lower() != text else text.upper()


def check_invariance(page, reviews):
    """Casing and the author's swap anew; of the other tests the shares, and whether every counterexample turns."""
    chosen = [n * reviews.count // min(1000, reviews.count) for n in range(min(1000, reviews.count))]
    rows, shares = {row[0].text: row for row in page.rows("tbl-invariance", "Behavioural tests")}, {}
    for row in rows.values():
        CHECK.share("invariance share", row[3], int(row[2].text), int(row[1].text))
    breaks = sum("<br />" in reviews.raw[n]["text"] or bool(re.search(r"[.!?] ", reviews.raw[n]["text"])) for n in chosen)
    CHECK.shown("invariance applied", rows["line breaks <br /> added or removed"][1].text, breaks)
    for name, change in ("other casing", other_casing), ("“film” written as “movie”", lambda text: swapped(text, "film", "movie")):
        changed = [(n, change(reviews.raw[n]["text"])) for n in chosen]
        changed = [(n, text) for n, text in changed if text != reviews.raw[n]["text"]]
        after = predict([text for _, text in changed])
        own = np.array([n for n, _ in changed])
        CHECK.shown("invariance applied", rows[name][1].text, len(changed))
        CHECK.shown("invariance changed", rows[name][2].text, (after.predicted != reviews.predicted[own]).sum())
        shares[name] = (after.predicted != reviews.predicted[own]).mean()
        CHECK.same("invariance distance", rows[name][4].values[0], np.abs(after.p - reviews.p[own]).mean())
    for cell in page.items.get("tbl-invariance", []):
        n = int(cell.links[0][1:])
        old, new, *said = re.search(r": “(.*)” → “(.*)” turns (\w+) \((\d+).%\) into (\w+) \((\d+).%\)", cell.text, re.S).groups()
        text = reviews.raw[n]["text"]
        # The page does not say which occurrence was changed, so each of them is tried, and all at once.
        pattern = rf"(?<![\w’']){re.escape(old)}(?![\w’])"
        places = [match.span() for match in re.finditer(pattern, text)]
        texts = [text[:a] + new + text[b:] for a, b in places]
        texts += [re.sub(r"\b([Aa])n$", r"\1", text[:a].rstrip()) + " " + new + text[b:] for a, b in places]
        texts += [swapped(text, old, new), re.sub(pattern, new, text)]
        after = predict(texts)
        turned = (after.predicted == CLASSES.index(said[2])) & (np.abs(100 * after.confidence - int(said[3])) <= 0.5001)
        CHECK.same("invariance example", bool(turned.any()) and said[0] == CLASSES[reviews.predicted[n]] != said[2], True)
        CHECK.shown("invariance example", said[1], reviews.confidence[n], scale=100)
    return {"invariance.casing": shares["other casing"]}
