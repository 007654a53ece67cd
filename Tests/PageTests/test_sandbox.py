"""A report under a policy that forbids styles, as Jenkins sends it, still shows which words carried the verdict."""

import pytest

import page as seen

# What Jenkins sends with the files of a build unless its administrator relaxes it.
POLICY = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"
ADDRESS = "http://report.test/artifact/single.html"


def sandboxed(path):
    def prepare(page):
        headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        page.route("**/*", lambda route: route.fulfill(body=path.read_text(), headers=headers))

    return prepare


MARKED = """section => [...section.querySelectorAll(".text .t[id]")].filter(word => {
  const plain = getComputedStyle(section.querySelector(".text")), style = getComputedStyle(word);
  return style.fontWeight !== plain.fontWeight || style.backgroundColor !== plain.backgroundColor
    || style.textDecorationLine !== plain.textDecorationLine || style.fontStyle !== plain.fontStyle;
}).map(word => word.id)"""


def test_the_words_that_carry_the_verdict_are_marked(sites, single, tab):
    page = tab(ADDRESS, prepare=sandboxed(single))
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "" and seen.scroll_width(page) <= 1280
    reviews = sites("average").reviews()
    marked = 0
    for section in seen.sections(page):
        words = section.evaluate(MARKED)
        named = section.query_selector(".text .t[id]")
        # A review that is shown once more has its ids elsewhere on the page.
        if not named:
            continue
        prefix = named.get_attribute("id")
        prefix = prefix[: prefix.rindex("t")]
        review = next((reviews[name] for name in reviews if prefix.rstrip(".-").split(".")[-1] == name), None)
        if review is None:
            continue
        scores = dict(zip((f"{prefix}t{t['position']}" for t in review["tokens"]), review["attributions"][0]["scores"]))
        strong = {word for word, score in scores.items() if abs(score) >= 0.08}
        assert strong <= set(words)
        # A mark on every word would be none.
        assert all(abs(scores[word]) >= 0.01 for word in words)
        marked += len(words)
    assert marked > 5


def test_struck_text_is_what_the_model_never_read(sites, single, tab):
    page = tab(ADDRESS, prepare=sandboxed(single))
    struck = page.evaluate(
        """() => [...document.querySelectorAll(".text *")].filter(e => getComputedStyle(e).textDecorationLine.includes("line-through"))
          .map(e => [e.closest(".page").id, e.textContent.trim().split(/\\s+/).length])"""
    )
    unread = {name: review["truncated"] for name, review in sites("average").reviews().items() if review["truncated"]}
    assert {page for page, _ in struck} >= {f"reviews.{name}" for name in unread}
    for page_name, words in struck:
        name = page_name.removeprefix("reviews.")
        assert name not in unread or words == unread[name]
