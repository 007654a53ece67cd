"""The list of reviews is searched and sorted by a small script, and complete without it."""

import re

import pytest

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}


def rows(page):
    return page.locator("table.picks tbody tr").evaluate_all("rows => rows.map(row => row.querySelector('a').getAttribute('href'))")


def search(page, text):
    page.get_by_role("searchbox").fill(text)
    return page.locator("output")


def answered(page):
    """Waits for the number of reviews found; a policy forbids to evaluate an expression for this."""
    page.locator("output", has_text=re.compile("[0-9]")).wait_for()


def served(site):
    """Serves the site with the policy that its pages name, and collects what the browser refuses."""

    def prepare(page):
        def answer(route):
            path = site.folder / route.request.url.removeprefix("http://report.test/").split("#")[0]
            route.fulfill(body=path.read_bytes(), headers={"Content-Security-Policy": POLICY, "Content-Type": TYPES[path.suffix]})

        page.route("**/*", answer)
        page.refused = []
        page.on("console", lambda message: page.refused.append(message.text) if message.type == "error" else None)

    return prepare


@pytest.mark.parametrize("way", ["a folder", "a server with a policy"])
def test_a_search_finds_reviews_of_all_pages(sites, tab, way):
    site = sites("many")
    if way == "a folder":
        page = tab(site.address("index.html"))
    else:
        page = tab("http://report.test/index.html", prepare=served(site))
    own = rows(page)
    assert len(own) == 100
    status = search(page, "unforgettable")
    answered(page)
    expected = [f"reviews/{name}.html" for name, review in site.reviews().items() if "nforgettable" in review["text"]]
    found = rows(page)
    assert found == expected and status.inner_text() == f"{len(expected)} of 520"
    page.locator("table.picks tbody a").last.click()
    assert page.url.endswith(expected[-1]) and "nforgettable" in page.locator(".text").inner_text()
    page.go_back()
    search(page, "")
    assert rows(page) == own
    assert way == "a folder" or page.refused == []


def test_the_list_is_sorted_by_confidence_and_by_error(sites, tab):
    site = sites("many")
    page = tab(site.address("index.html"))
    reviews = site.reviews()

    def confidence(review):
        p = review["prediction"]["probability"]
        return max(p, 1 - p)

    def is_wrong(review):
        return review.get("label") not in (None, review["prediction"]["label"])

    for choice, key in {
        "most confident first": lambda r: -confidence(r),
        "least confident first": confidence,
        "wrong first": lambda r: (not is_wrong(r), -confidence(r)),
    }.items():
        page.get_by_role("combobox").select_option(choice)
        answered(page)
        names = [row.removeprefix("reviews/").removesuffix(".html") for row in rows(page)]
        keys = [key(reviews[name]) for name in names]
        assert len(keys) == 100
        rounded = [tuple(round(k, 5) for k in item) if isinstance(item, tuple) else round(item, 5) for item in keys]
        assert rounded == sorted(rounded), choice
        assert rounded == sorted(map(lambda r: tuple(round(k, 5) for k in key(r)) if isinstance(key(r), tuple) else round(key(r), 5), reviews.values()))[:100]
    page.get_by_role("button", name="Show more").click()
    assert len(rows(page)) == 200


def test_a_search_stays_within_the_chosen_verdicts(sites, tab):
    site = sites("many")
    page = tab(site.address("index-wrong.html"))
    search(page, "film")
    answered(page)
    reviews = site.reviews()
    for row in rows(page):
        review = reviews[row.removeprefix("reviews/").removesuffix(".html")]
        assert review["label"] != review["prediction"]["label"]


def test_accents_and_case_make_no_difference(sites, tab):
    page = tab(sites("many").address("index.html"))
    search(page, "CAFE")
    answered(page)
    assert len(rows(page)) == 1 and "Café" in page.locator("table.picks tbody").inner_text()


def test_without_scripts_every_review_is_reached_by_links(sites, tab):
    site = sites("many")
    seen, path = set(), "index.html"
    page = tab(site.address(path), java_script_enabled=False)
    assert page.locator("input").count() == 0
    while path:
        page.goto(site.address(path))
        links = page.locator("table.picks tbody a")
        seen |= {links.nth(i).get_attribute("href") for i in range(links.count())}
        following = page.locator("a[rel=next]")
        path = following.get_attribute("href") if following.count() else None
    assert seen == {f"reviews/{name}.html" for name in site.reviews()}
