"""Sample sites of every kind, and a real browser that opens their pages as a person would."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import filelock
import pytest
from playwright.sync_api import sync_playwright

import three_classes

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIXTURES = ROOT / "Tests" / "ClassifierTests" / "Fixtures"
WORK = ROOT / ".build" / "test-pages-sites"
REPORT = pathlib.Path(os.environ.get("REPORT", ROOT / ".build" / "release" / "report")).resolve()
BROWSERS = ["chromium-headless-shell", "chromium", "google-chrome"]

# Few words, both verdicts, an unknown word, a word twice, a long review of which part is not read.
PICKS = """\
{#good label=positive} A warm and funny film, wonderful from the first scene to the last.
{#bad label=negative} A dull evening. The acting is wooden, the plot is awful and the ending is a waste of a day.
{#mixed} Not bad, not good: a beautiful picture with a boring, terrible script. Zyxwv loved it, loved it.
{#one} Excellent
"""
LONG = "{#long label=negative} " + " ".join(["The plot was poor and nobody cared much about it."] * 40) + "\n"

# More than five pages of the list; a few reviews have words of their own.
MANY = "".join(
    f"{{#r{n}{['', ' label=positive', ' label=negative'][n % 3]}}} "
    + ["A good film", "A dull, boring film", "An awful film", "A wonderful, moving film", "Not a bad film"][n % 5]
    + [" with a story", " about a house", " and no end", ""][n % 4]
    + (", unforgettable" if n % 97 == 5 else "") + (" in the Café Noir" if n == 333 else "") + f", number {n}.\n"
    for n in range(520)
)

SITES = {
    "average": {"arguments": [], "picks": PICKS + LONG},
    "methods": {
        "arguments": [
            "--methods",
            "saliency,guided-backprop,input-x-gradient,grad-cam,lrp,deeplift,occlusion,lime,kernel-shap,"
            "shapley-values,leave-one-out,smoothgrad",
        ],
        "picks": PICKS,
    },
    "logit": {"arguments": ["--target", "logit"], "picks": PICKS},
    "lstm": {"arguments": ["--model", "lstm", "--methods", "integrated-gradients,occlusion,saliency"], "picks": PICKS},
    "classes": {"arguments": ["--model", "{classes}"], "picks": PICKS.replace("label=positive", "label=good").replace("label=negative", "label=bad")},
    "many": {"arguments": ["--methods", "integrated-gradients,occlusion"], "picks": MANY},
    "data set": {"arguments": ["data-set"], "picks": MANY},
    "keras": {
        "arguments": ["--model", "{fixtures}/keras-words/oov.keras", "--word-index", "{fixtures}/keras-words/oov-index.json", "--methods", "integrated-gradients"],
        "picks": "A never heard film that is good, not bad.\n",
    },
    "fasttext": {
        "arguments": ["--model", "{fixtures}/fasttext/both.bin", "--methods", "integrated-gradients"],
        "picks": "A good film that is not bad.\nA bad film.\n",
    },
    "program": {"arguments": ["--predictor", "{program}"], "picks": PICKS},
}


def report(*arguments, cwd):
    """Runs the program; a claim that does not hold (status 1) still writes everything."""
    outcome = subprocess.run([str(REPORT), *arguments], cwd=cwd, capture_output=True, text=True)
    assert outcome.returncode in (0, 1), outcome.stderr
    return outcome


class Site:
    """A folder of pages and the numbers that belong to them."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder

    def pages(self):
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))

    def pages_without_scripts(self):
        """All pages but the playground, which has a sheet and a script inside, and tests of its own."""
        return [page for page in self.pages() if page != "playground.html"]

    def reviews(self):
        lines = (self.folder / "data" / "report.jsonl").read_text().splitlines()
        rows = (json.loads(line) for line in lines)
        return {row["id"]: row for row in rows if "tokens" in row}

    def address(self, page):
        return (self.folder / page).as_uri()


def build(name, run):
    """Builds a site once a run; the other processes of the run wait for it."""
    folder = WORK / name
    done = folder / "run.txt"
    WORK.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(WORK / f"{name}.lock"):
        if not done.exists() or done.read_text() != run:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            write(name, folder)
            done.write_text(run)
    return Site(name, folder / "site")


def write(name, folder):
    (folder / "picks.txt").write_text(SITES[name]["picks"])
    places = {"program": f"{sys.executable} {HERE / 'program.py'}", "classes": "three-classes", "fixtures": FIXTURES}
    if name == "classes":
        report("export", "exported", cwd=folder)
        three_classes.write(folder / "exported", folder / "three-classes")
    arguments = [a.format(**places) for a in SITES[name]["arguments"]]
    arguments = ["build", "--reviews", "picks.txt", "--quiet", *arguments]
    report(*arguments, "--output", "site", cwd=folder)
    if name == "average":
        report(*arguments, "--single-file", "single.html", cwd=folder)


@pytest.fixture(scope="session")
def sites(testrun_uid):
    """Sites by name, each built when it is first asked for."""
    built = {}

    def get(name):
        if name not in built:
            built[name] = build(name, testrun_uid)
        return built[name]

    return get


@pytest.fixture(scope="session")
def single(sites):
    """The average site's reviews as one file."""
    return sites("average").folder.parent / "single.html"


@pytest.fixture(scope="session")
def browser():
    found = os.environ.get("CHROME") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"none of {', '.join(BROWSERS)} is installed; CHROME names another Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def tab(browser):
    """Opens an address in a window of its own: `tab(address, width=360, color_scheme="dark")`."""
    contexts = []

    def open_page(address, width=1280, height=900, **options):
        prepare = options.pop("prepare", None)
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if prepare:
            prepare(page)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
