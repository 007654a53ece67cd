"""Builds a report with hostile text in every field, and validates each output with a parser of its format."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import html5lib
import junitparser
import markdown_it

MARKUP = "\"><script>x</script><img src=x onerror=y>'|`*_[a](b)~~&lt;&]]>"
# Hostile text in reviews; in documents, directional characters are left to the author.
HOSTILE = MARKUP + "\u202e\u2066\u0085"
DIRECTIONAL = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Elements that must not occur in pages.
SCRIPTS = {"script", "iframe", "object", "embed", "form", "base", "noscript"}
# The attributes in Jenkins' schema junit-10.xsd, and those that GitLab and pytest add.
CASE = {"name", "classname", "time", "group"} | {"file", "line"}


def markdown(text):
    """Escapes all characters with a meaning in Markdown."""
    return "".join("\\" + c if c in "\\`*_[]<>|~&\"'" else c for c in text)


def quoted(text):
    return json.dumps(markdown(text), ensure_ascii=False)


def document(text):
    return f"""---
title: {quoted("T" + text)}
subtitle: {quoted("S" + text)}
author: {quoted("W" + text)}
toc: true
---

## {markdown("H" + text)} {{#sec-a}}

`{{value review.title}}`

```{{tokens review=r0}}
```

```{{scores #fig-a method=occlusion}}
caption: {markdown("C" + text)}
alt: {markdown("A" + text)}
```

```{{check #chk-a}}
claim: review.words > 1000
review: r0
says: {markdown("Y" + text)}
```

```{{check #chk-b}}
claim: review.words > 1000
review: r1
says: {markdown("Y" + text)}
```

```{{check}}
claim: all of reviews review.words > 1
```
"""


def write(folder, text):
    folder.mkdir()
    # The plain report has the same words, so that both have the same tables.
    words = HOSTILE if text == HOSTILE else " ".join(re.findall(r"\w+", HOSTILE))
    reviews = [{"id": f"r{n}", "title": f"R{n}{text}", "text": f"A good film {words} not bad", "label": "positive"}
               for n in range(3)]
    (folder / "picks.jsonl").write_text("".join(json.dumps(review) + "\n" for review in reviews))
    (folder / "doc.md").write_text(document(MARKUP if text == HOSTILE else text))


def build(program, folder, *options):
    command = [program, "build", "doc.md", "--reviews", "picks.jsonl", "--methods", "occlusion,saliency",
               "--quiet", "--checks", "warn", *options]
    subprocess.run(command, cwd=folder, check=True, stderr=subprocess.DEVNULL)


def kinds(page, computes=False):
    """Validates a page and returns the kinds of its elements: element names with their attribute names.

    A page computes if it is the playground, the only one with a script and with words for readers without one.
    """
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page)
    found = set()
    for element in tree.iter():
        if isinstance(element.tag, str):
            name = element.tag.split("}")[-1]
            assert name not in SCRIPTS or computes and name in {"script", "noscript"}, name
            found.add((name, *sorted(str(key) for key in element.attrib)))
            for key, value in element.attrib.items():
                assert not str(key).lower().startswith("on"), key
                assert not value.strip().lower().startswith("javascript:"), value
    assert not DIRECTIONAL & set("".join(tree.itertext()))
    return found


def check_pages(plain, hostile):
    for page in sorted(hostile.rglob("*.html")):
        twin = plain / page.relative_to(hostile)
        computes = page.name == "playground.html"
        new = kinds(page.read_text(), computes) - kinds(twin.read_text(), computes) - {("span", "class")}
        assert not new, (page, new)
        print(f"html5lib: {page.relative_to(hostile)} is valid")


def check_claims(path, count):
    """Jenkins and GitLab identify cases by class name and name, so these must be unique."""
    xml = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in xml for case in suite]
    assert len(cases) == count and xml.tests == count, (len(cases), xml.tests)
    assert len({(case.classname, case.name) for case in cases}) == count
    assert xml.failures == sum(1 for case in cases if case.result)
    for case in cases:
        assert set(case._elem.attrib) <= CASE, case._elem.attrib
        assert case.name and not DIRECTIONAL & set(case.name)
        for result in case.result:
            assert isinstance(result, junitparser.Failure) and result.type and result.message
    print(f"junitparser: {path.name} has {count} cases with unique names")


def check_markdown(path):
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    text = path.read_text()
    stack = list(parser.parse(text))
    while stack:
        token = stack.pop()
        assert token.type not in ("html_block", "html_inline", "image"), token
        if token.type == "link_open":
            assert token.attrs["href"].startswith(("#", "https://")), token
        stack += token.children or []
    assert not DIRECTIONAL & set(text)
    print(f"markdown-it: {path.name} is valid")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        plain, hostile = pathlib.Path(scratch) / "plain", pathlib.Path(scratch) / "hostile"
        for folder, text in [(plain, "plain"), (hostile, HOSTILE)]:
            write(folder, text)
            build(
                program, folder, "--output", "public", "--single-file", "one.html", "--markdown", "report-in.md",
                "--json", "report.json", "--junit", "claims.xml", "--summary", "step.md",
            )
        check_pages(plain, hostile)
        check_claims(hostile / "claims.xml", 3)
        for name in ["step.md", "report-in.md", "public/summary.md"]:
            check_markdown(hostile / name)
        report = json.loads((hostile / "report.json").read_text())
        assert [claim.get("review") for claim in report["claims"]] == ["r0", "r1", None]
        lines = (hostile / "public/data/report.jsonl").read_text().strip("\n").split("\n")
        assert [json.loads(line)["text"] for line in lines] == [f"A good film {HOSTILE} not bad"] * 3
        runs = subprocess.run(
            [program, "diff", "public/data/report.jsonl", "public/data/report.jsonl", "--format", "junit",
             "--fail-on", "flip,rank:1,moved:0,missing", "--output", "gates.xml"], cwd=hostile, check=True)
        assert runs.returncode == 0
        gates = junitparser.JUnitXml.fromfile(str(hostile / "gates.xml"))
        keys = [(case.classname, case.name) for suite in gates for case in suite]
        # Each of the four gates checks each review, for the one method that returns contributions.
        assert len(set(keys)) == len(keys) == 3 * 4, keys
        print(f"junitparser: gates.xml has {len(keys)} cases")


main()
