"""Recomputes the numbers of Reports/data-set.md with NumPy, SciPy and scikit-learn, and measures the detectors on planted faults.

Called by check-data-set with the paths of the data, a folder for files and the program, and the number of reviews. The input is
what `report attribute` prints: tokens, scores and predictions. Numbers in full precision must agree to 1e-9, texts to half a unit
of their last digit, and ends of bootstrap intervals to four standard errors of the quantiles of two bootstraps. The floors of the
detectors hold from 4000 reviews on.
"""

import html.parser
import itertools
import json
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

import numpy as np
from scipy import optimize, sparse, spatial, special, stats
from sklearn import metrics

DATA, WORK, REPORT, LIMIT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
CLASSES = ["negative", "positive"]
ROWS, Z, RESAMPLES = 40, stats.norm.ppf(0.975), 1000
# The standard error of the difference of two bootstraps' 2.5 % quantiles, in standard deviations: √(pq/B) over the density.
QUANTILE_ERROR = np.sqrt(2 * 0.025 * 0.975 / RESAMPLES) / stats.norm.pdf(Z)
VALUES = """confusion.accuracy confusion.accuracy-low confusion.f1 confusion.precision.negative confusion.precision.positive
confusion.recall.negative confusion.recall.positive calibration.brier calibration.error calibration.slope calibration.intercept
importance.words importance.supporting importance.opposing slices.found slices.worst suspects.count suspects.confident
duplicates.groups duplicates.conflicts shortcuts.count invariance.casing shift.words shift.contributions shift.length
shift.confidence history.runs""".split()
RNG = np.random.default_rng(1)


# MARK: The program and its page

class Cell:
    """A cell of a table or an item of a list: its text, small print, numbers in full precision, and the reviews it links to."""

    def __init__(self):
        self.text, self.small, self.values, self.links = "", "", [], []


class Page(html.parser.HTMLParser):
    """The tables by figure and name, and the items and the other text of each figure."""

    def __init__(self, path):
        super().__init__()
        self.tables, self.items, self.text = {}, {}, {}
        self.figure = self.name = self.table = self.cell = None
        self.is_small = False
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "figure":
            self.figure = attributes.get("id")
        elif tag == "div" and "aria-label" in attributes:
            self.name = attributes["aria-label"]
        elif tag == "table":
            self.table = self.tables.setdefault((self.figure, self.name), [])
        elif tag == "tr":
            self.table.append([])
        elif tag in ("th", "td", "li", "dd"):
            self.cell = Cell()
        elif tag == "data" and self.cell:
            self.cell.values.append(float(attributes["value"]))
        elif tag == "a" and self.cell and attributes.get("href", "").startswith("reviews/"):
            self.cell.links.append(attributes["href"].rpartition("/")[2].removesuffix(".html"))
        self.is_small |= tag in ("small", "svg")

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.table[-1].append(self.cell)
        elif tag in ("li", "dd"):
            self.items.setdefault(self.figure, []).append(self.cell)
        if tag in ("th", "td", "li", "dd"):
            self.cell = None
        elif tag == "table":
            self.table = None
        self.is_small &= tag not in ("small", "svg")

    def handle_data(self, data):
        if self.cell:
            if self.is_small:
                self.cell.small += data
            else:
                self.cell.text += data
        elif not self.table:
            self.text[self.figure] = self.text.get(self.figure, "") + data

    def rows(self, figure, name):
        """The rows of a table without its head."""
        return self.tables.get((figure, name), [[]])[1:]


def run(*arguments):
    """Runs the program; a failed claim is not an error here."""
    command = [REPORT, *map(str, arguments)] + (["--quiet"] if arguments[0] == "build" else [])
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not (arguments[0] == "build" and "claim" in done.stderr)):
        sys.exit(f"report {arguments[0]} failed:\n{done.stderr}")
    return done.stdout


def write(name, records):
    """Writes reviews as JSON Lines; the ids are their numbers."""
    path = WORK / name
    path.write_text("".join(json.dumps({"id": f"r{number}", **record}) + "\n" for number, record in enumerate(records)))
    return path


def build(document, reviews, *options):
    """Builds a report of one document and returns its page."""
    (WORK / "page.md").write_text(document)
    run("build", WORK / "page.md", "--reviews", reviews, "--label-column", "label", "--output", WORK / "site", "--json",
        WORK / "page.json", *options)
    return Page(WORK / "site/page.html")


def attribute(reviews, method="integrated-gradients"):
    """What `report attribute` prints for reviews."""
    return [json.loads(line) for line in
            run("attribute", "--reviews", reviews, "--label-column", "label", "--methods", method).splitlines()]


def imdb(split, count, start=0):
    """Reviews with the two labels in turn, and their rating as a column."""
    found = []
    for folder, label in [("neg", "negative"), ("pos", "positive")]:
        files = sorted((DATA / split / folder).glob("*.txt"))[start:start + count // 2]
        found.append([{"text": file.read_text(), "label": label, "stars": file.stem.split("_")[1]} for file in files])
    return [review for pair in zip(*found) for review in pair]


# MARK: Comparison

class Check:
    """Counts compared numbers and keeps the differences."""

    def __init__(self):
        self.count, self.worst, self.failures = {}, 0, []

    def fail(self, name, found, expected):
        self.failures.append(f"{name}: the report says {found}, recomputed {expected}")
        print(self.failures[-1], file=sys.stderr, flush=True)

    def tally(self, name):
        self.count[name.split()[0]] = self.count.get(name.split()[0], 0) + 1

    def same(self, name, found, expected):
        """A number in full precision, or any other value."""
        self.tally(name)
        if isinstance(expected, (str, list, tuple, set)) or found is None:
            return None if found == expected else self.fail(name, found, expected)
        difference = abs(found - expected) / max(1, abs(expected))
        self.worst = max(self.worst, difference)
        if not difference <= 1e-9:
            self.fail(name, found, expected)

    def shown(self, name, text, *expected, scale=1, error=0):
        """Numbers in a text, rounded to the digits that they have there."""
        digits = re.findall(r"[−-]?\d+(?:\.\d+)?", text.replace("+", ""))[:len(expected)]
        if len(digits) < len(expected):
            return self.fail(name, text, expected)
        for shown, number in zip(digits, expected):
            self.tally(name)
            half = 0.5 * 10.0 ** -len(shown.partition(".")[2])
            if not abs(float(shown.replace("−", "-")) - scale * number) <= half * 1.0001 + scale * error:
                self.fail(name, text, [scale * number for number in expected])

    def p(self, name, cell, expected):
        """A p-value: in full precision from 0.001, with two digits below."""
        if cell.values:
            return self.same(name, cell.values[0], expected)
        self.tally(name)
        parts = re.match(r"([\d.]+)\s×\s10−(\d+)", cell.text)
        found = float(parts[1]) * 10.0 ** -int(parts[2]) if parts else 0
        if not abs(found - expected) <= 0.051 * 10.0 ** np.floor(np.log10(max(expected, 1e-300))) + 1e-300:
            self.fail(name, cell.text, expected)

    def share(self, name, cell, count, total):
        """A share with Wilson's interval."""
        self.same(name, cell.values[0], count / total)
        test = stats.binomtest(int(count), int(total)).proportion_ci(method="wilson")
        self.shown(name + " interval", cell.small, test.low, test.high, scale=100)

    def resampled(self, name, cell, value, resamples, scale=1):
        """A number with a bootstrap interval."""
        self.same(name, cell.values[0], value)
        resamples = resamples[np.isfinite(resamples)]
        self.shown(name + " interval", cell.small, *np.quantile(resamples, [0.025, 0.975]), scale=scale,
                   error=4 * QUANTILE_ERROR * resamples.std())


CHECK = Check()


# MARK: Recomputed data

def folded(word):
    """The key that spelling variants share: without case and accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if unicodedata.category(letter) != "Mn"))


def text_words(text):
    """The words of a whole text: runs of letters, digits and characters beyond ASCII, without markup and apostrophes."""
    lower = "".join(letter.lower() if letter.isascii() else letter for letter in re.sub(r"<[^>]*>", " ", text))
    return re.findall(r"[0-9a-z\u0080-\U0010ffff]+", lower.replace("'", ""))


class Reviews:
    """Reviews as arrays: one entry per review, or one per word that the model reads."""

    def __init__(self, raw, lines):
        self.raw, self.count = raw, len(raw)
        self.p = np.array([line["prediction"]["probability"] for line in lines])
        self.predicted = np.array([CLASSES.index(line["prediction"]["label"]) for line in lines])
        self.label = np.array([CLASSES.index(review["label"]) for review in raw])
        self.wrong = self.label != self.predicted
        self.confidence = np.where(self.predicted == 1, self.p, 1 - self.p)
        keys = {}
        words = [[keys.setdefault(token["text"], folded(token["text"])) for token in line["tokens"]] for line in lines]
        self.read = np.array([len(own) for own in words])
        self.length = self.read + [line["truncated"] for line in lines]
        self.truncated = np.array([line["truncated"] > 0 for line in lines])
        # The tutorial's model has the index 2 for words that it does not know.
        self.unknown = np.array([sum(token["index"] == 2 for token in line["tokens"]) for line in lines])
        self.vocabulary, self.word = np.unique([word for own in words for word in own], return_inverse=True)
        self.review = np.repeat(np.arange(self.count), self.read)
        self.score = np.concatenate([line["attributions"][0]["scores"] for line in lines])
        # Words of a review: review, word, number of occurrences, summed score, place of the first occurrence.
        pair, self.first, inverse, self.times = np.unique(
            self.review * len(self.vocabulary) + self.word, return_index=True, return_inverse=True, return_counts=True)
        self.of_review, self.of_word = np.divmod(pair, len(self.vocabulary))
        self.sums = np.bincount(inverse, self.score)
        shape = self.count, len(self.vocabulary)
        self.contains = sparse.csr_matrix((np.ones(len(pair)), (self.of_review, self.of_word)), shape)
        self.presence = np.bincount(self.of_word, minlength=len(self.vocabulary))


# MARK: The chunks

def check_confusion(page, reviews, weights):
    """Counts, accuracy, precision, recall, F₁, the surest reviews of each cell, and the words behind them."""
    matrix = metrics.confusion_matrix(reviews.label, reviews.predicted, labels=[0, 1])
    for label, row in enumerate(page.rows("tbl-confusion", "Reviews by label and verdict")):
        for predicted in 0, 1:
            CHECK.shown("confusion count", row[1 + predicted].text, matrix[label, predicted],
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
            CHECK.shown("importance count", row[5].text, reviews.presence[w], share, words["count"][w])
            own = np.flatnonzero(reviews.of_word == w)
            own = own[np.argsort(-np.abs(reviews.sums[own]), kind="stable")][:3]
            CHECK.same("importance reviews", row[6].links, [f"r{n}" for n in reviews.of_review[own]])
            CHECK.shown("importance reviews", row[6].text, *reviews.sums[own], scale=100)
            inside = reviews.word == w
            for cell, (predicted, wrong) in zip(part[1:], itertools.product((0, 1), (False, True))):
                group = inside & ((reviews.predicted == predicted) & (reviews.wrong == wrong))[reviews.review]
                if group.any():
                    CHECK.same("importance group", cell.values[0], reviews.score[group].mean())
                    CHECK.shown("importance group", cell.text.split(" ", 1)[-1], group.sum())
                else:
                    CHECK.same("importance group", cell.text, "–")


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
    for name, change in ("other casing", other_casing), ("“film” as “movie”", lambda text: swapped(text, "film", "movie")):
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


def predict(texts):
    """The predictions for texts."""
    raw = [{"text": text, "label": CLASSES[n % 2]} for n, text in enumerate(texts)]
    return Reviews(raw, attribute(write("changed.jsonl", raw), "saliency"))


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


# MARK: Planted faults

def measure(name, planted, found, floor, natural=frozenset()):
    """Prints the precision and recall of a detector; findings that the clean reviews have too are no false alarms."""
    hits, wrong = len(planted & found), len(found - planted - natural)
    recall = hits / len(planted)
    precision = f"{hits / (hits + wrong):10.3f}" if hits + wrong else "         –"
    print(f"{name:44} {len(planted):8} {len(found):6} {precision} {recall:7.3f} {floor:6.2f}", flush=True)
    if recall < floor:
        CHECK.failures.append(f"{name}: the recall {recall:.3f} is below {floor}")
        print(CHECK.failures[-1], file=sys.stderr, flush=True)


def chunk(name, **options):
    """A document with one chunk."""
    settings = "".join(f" {key}={value}" for key, value in options.items())
    return f"---\ntitle: T\nscope: report\nmethods: saliency\n---\n\n```{{{name} #tbl-{name}{settings}}}\n```\n"


def with_word(text, word, dice):
    """A text with a word at a random place among its last words, which the model reads."""
    words = text.split(" ")
    words.insert(dice.randrange(max(0, len(words) - 100), len(words) + 1), word)
    return " ".join(words)


def plant_shortcuts(clean, dice):
    """Three words and a sign, each in 5 % of the reviews of one class."""
    markers = [("filmclub", "positive"), ("xj7", "negative"), ("newsletter42", "negative"), ("the sign “†”", "positive")]
    raw = [dict(review) for review in clean]
    for marker, label in markers:
        own = [review for review in raw if review["label"] == label]
        for review in dice.sample(own, len(own) // 20):
            review["text"] = with_word(review["text"], marker[10] if " " in marker else marker, dice)
    document = chunk("shortcuts", rows=1000)
    # Without a shortcut the table lists the most informative words instead.
    pages = [build(document, write("planted.jsonl", reviews)) for reviews in (raw, clean)]
    found, natural = (set() if "none is in" in page.text["tbl-shortcuts"] else
                      {row[0].text for row in page.rows("tbl-shortcuts", "Shortcuts")} for page in pages)
    measure("shortcuts: a word in 5 % of a class", {marker for marker, _ in markers}, found, 1, natural)


def plant_labels(clean, dice):
    """3 % of the labels flipped."""
    raw = [dict(review) for review in clean]
    flipped = set(dice.sample(range(len(raw)), 3 * len(raw) // 100))
    for n in flipped:
        raw[n]["label"] = CLASSES[1 - CLASSES.index(raw[n]["label"])]
    rows = build(chunk("suspects", rows=1000), write("planted.jsonl", raw)).rows("tbl-suspects", "Suspect labels")
    found = [int(row[0].links[0][1:]) for row in rows]
    sure = {n for n, row in zip(found, rows) if row[4].text == "yes"}
    # Errors of the model are in the list as well, so precision is low by nature.
    measure("suspects: 3 % flipped labels, all listed", flipped, set(found), 0.8)
    measure("suspects: those surer than usual", flipped, sure, 0.5)
    measure("suspects: as many as were flipped", flipped, set(found[:len(flipped)]), 0.2)


def plant_slices(clean, dice):
    """Slices of 2 % with half of the labels inverted: a column's value, a word, and a word with a column's value."""
    raw = [dict(review, source=dice.choice(["a", "b"]), weather=dice.choice(["dry", "wet"])) for review in clean]
    order, size = dice.sample(range(len(raw)), len(raw)), len(raw) // 50
    for n in order[:size]:
        raw[n]["source"] = "kiosk"
    for n in order[size:2 * size] + order[2 * size:4 * size]:
        raw[n]["text"] = with_word(raw[n]["text"], "zorblat" if n in set(order[size:2 * size]) else "quuxly", dice)
    slices = [order[:size], order[size:2 * size], [n for n in order[2 * size:4 * size] if raw[n]["weather"] == "wet"]]
    for own in slices:
        for n in dice.sample(own, len(own) // 2):
            raw[n]["label"] = CLASSES[1 - CLASSES.index(raw[n]["label"])]
    found, natural = ({row[0].text for row in build(chunk("slices", rows=100), write("planted.jsonl", reviews)).rows(
        "tbl-slices", "Slices that are worse than the rest")} for reviews in (raw, clean))
    planted = {"source is “kiosk”": "kiosk", "contains “zorblat”": "zorblat", "contains “quuxly” and weather is “wet”": "quuxly"}
    # A slice is planted if its conditions are, or name a planted one with a second condition.
    exact = {name for name in planted if name in found}
    near = {name for name in found if any(word in name for word in planted.values())}
    measure("slices: 2 % with half of the labels inverted", set(planted), exact | {n for n in found if n not in near}, 1, natural)


def plant_duplicates(clean, dice):
    """1 % of copies with one word of sixty replaced, and 0.5 % of equal texts with the other label."""
    raw, planted, conflicts = [dict(review) for review in clean], set(), set()
    for k, n in enumerate(dice.sample(range(len(clean)), 3 * len(clean) // 200)):
        copy = dict(clean[n])
        planted.add((n, len(raw)))
        if k < len(clean) // 100:
            words = copy["text"].split(" ")
            for place in dice.sample(range(len(words)), max(1, len(words) // 60)):
                words[place] = dice.choice(["indeed", "somewhat", "Tuesday", "perhaps"])
            copy["text"] = " ".join(words)
        else:
            conflicts.add((n, len(raw)))
            copy["label"] = CLASSES[1 - CLASSES.index(copy["label"])]
        raw.append(copy)
    listed = listed_groups(build(chunk("duplicates", rows=1000), write("planted.jsonl", raw)))
    exact = near_duplicates([review["text"] for review in raw])
    pairs = {pair for group in listed for pair in itertools.combinations(group, 2)}
    measure("duplicates: 1 % edited, 0.5 % equal", planted, pairs, 0.95, frozenset(exact))
    differ = {pair for group, row in listed.items() if "different" in row[3].text for pair in itertools.combinations(group, 2)}
    natural = {(a, b) for a, b in exact if raw[a]["label"] != raw[b]["label"]}
    measure("duplicates: equal with other labels", conflicts, differ, 1, frozenset(natural))
    missed = sorted(round(exact[pair], 3) for pair in exact.keys() - pairs)
    print(f"    of {len(exact)} pairs with a similarity of 0.8 or more, {len(missed)} are missed: {missed}")


def plant_shift(clean, dice):
    """A half whose reviews say other words and are cut to two thirds, against the other half; and the half as it is."""
    half, others = [dict(review) for review in clean[::2]], clean[1::2]
    half = [dict(review, label=CLASSES[n % 2]) for n, review in enumerate(half)]
    others = [dict(review, label=CLASSES[n % 2]) for n, review in enumerate(others)]
    dice.shuffle(others)
    mixed = half + others
    dice.shuffle(mixed)
    half, others = mixed[:len(mixed) // 2], mixed[len(mixed) // 2:]
    pairs = [("movie", "flick"), ("story", "narrative"), ("really", "truly"), ("people", "folks"), ("think", "reckon")]
    moved = [dict(review) for review in half]
    for review in moved:
        words = review["text"].split(" ")
        review["text"] = " ".join(words[:max(1, 2 * len(words) // 3)])
        for old, new in pairs:
            review["text"] = swapped(review["text"], old, new)
    write("other.jsonl", others)
    planted = {word for pair in pairs for word in pair}
    alarms = {}
    for name, reviews in ("moved", moved), ("same", half):
        page = build(chunk("shift", rows=10), write("planted.jsonl", reviews), "--against-reviews", WORK / "other.jsonl")
        rows = page.rows("tbl-shift", "Distances between the two sets")
        alarms[name] = {row[0].text for row in rows[:4] if not row[4].values or row[4].values[0] < 0.01}
        if name == "moved":
            found = {row[0].text for row in page.rows("tbl-shift", "Words whose frequency moved most")}
    measure("shift: ten words that moved", planted, found, 0.9)
    length = "Mean length in words"
    found = alarms["moved"] & {length} | {f"{name} of equal halves" for name in alarms["same"]}
    measure("shift: the length, cut to two thirds", {length}, found, 1)


def main():
    compare()
    total = sum(CHECK.count.values())
    print(", ".join(f"{name} {count}" for name, count in CHECK.count.items()))
    print(f"{total} numbers compared, largest difference {CHECK.worst:.1e}, {len(CHECK.failures)} differ\n")
    print(f"{'detector':44} {'planted':>8} {'found':>6} {'precision':>10} {'recall':>7} {'floor':>6}")
    clean = imdb("test", LIMIT)
    for plant in plant_shortcuts, plant_labels, plant_slices, plant_duplicates, plant_shift:
        plant(clean, random.Random(1))
    sys.exit(1 if CHECK.failures else 0)


main()
