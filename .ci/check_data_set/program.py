"""The program, the reviews and the page of a report."""

import html.parser
import json
import pathlib
import subprocess
import sys

DATA, WORK, REPORT, LIMIT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
CLASSES = ["negative", "positive"]


class Cell:
    """A cell of a table or an item of a list: its text without and with small print, the small print, numbers in full precision, and the
    reviews it links to."""

    def __init__(self):
        self.text, self.small, self.whole, self.values, self.links = "", "", "", [], []


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
            self.cell.whole += data
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


def chunk(name, **options):
    """A document with one chunk."""
    settings = "".join(f" {key}={value}" for key, value in options.items())
    return f"---\ntitle: T\nscope: report\nmethods: saliency\n---\n\n```{{{name} #tbl-{name}{settings}}}\n```\n"
