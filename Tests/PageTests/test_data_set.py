"""The page about a whole data set leads from its numbers to the reviews, and fits every window."""

import re

import pytest

import page as seen

LABELS = ["", "positive", "negative"]


@pytest.fixture
def opened(sites, tab):
    """Opens the page: `opened(width=360)`."""
    return lambda **options: tab(sites("data set").address("data-set.html"), **options)


def numbers(page, table, column):
    """The exact numbers of a column, from the `data` elements of its cells; None where a cell has none."""
    return page.evaluate(
        """([table, column]) => [...document.querySelectorAll(`#${table} table`)][0].querySelectorAll("tbody tr").values()
          .map(row => [...row.cells].at(column).querySelector("data")?.value ?? null)
          .map(value => value === null ? null : Number(value)).toArray()""",
        [table, column],
    )


def outcomes(site):
    """The reviews by label and verdict; the label of a sample follows from its number."""
    found = {}
    for name, review in site.reviews().items():
        label = LABELS[int(name[1:]) % 3]
        if label:
            found.setdefault((label, review["prediction"]["label"]), {})[name] = review["prediction"]["probability"]
    return found


def test_each_number_of_the_confusion_matrix_leads_to_its_reviews(opened, sites):
    expected = outcomes(sites("data set"))
    page = opened(height=500)
    cells = page.query_selector_all("#tbl-confusion tbody a[href^='#']")
    assert len(cells) == 4
    for cell in cells:
        count = int(cell.text_content())
        cell.click()
        box = page.query_selector(":target").bounding_box()
        assert box["y"] < 500 and box["y"] + box["height"] > 0, "the list is out of view"
        listed = page.locator(":target")
        heading = re.match(r"Labelled (\w+), verdict (\w+): (\d+)", listed.inner_text())
        reviews = expected[heading[1], heading[2]]
        assert int(heading[3]) == count == len(reviews)
        names = listed.locator("li > a").evaluate_all("links => links.map(a => a.getAttribute('href').slice(8, -5))")
        # The surest verdicts come first.
        sureness = sorted((abs(p - 0.5) for p in reviews.values()), reverse=True)
        assert names and [abs(reviews[name] - 0.5) for name in names] == sureness[: len(names)]


def test_a_listed_review_opens_and_has_that_verdict(opened):
    page = opened()
    listed = page.locator("[id^=confusion-0-1] li").first
    listed.locator("a").click()
    assert "/reviews/" in page.url and "positive" in page.locator("main").inner_text().lower()


def test_words_are_sorted_by_the_number_that_the_table_is_about(opened):
    page = opened()
    for table, column in [("tbl-sum", 3), ("tbl-mean", 1)]:
        sizes = [abs(number) for number in numbers(page, table, column)]
        assert len(sizes) > 5 and sizes == sorted(sizes, reverse=True), table
    margins = numbers(page, "tbl-suspects", 3)
    assert len(margins) > 5 and margins == sorted(margins, reverse=True)


def test_details_open_by_mouse_and_by_keyboard(opened):
    page = opened()
    for summary in page.query_selector_all(".numbers summary"):
        details = summary.evaluate_handle("e => e.parentElement")
        assert not details.evaluate("e => e.open")
        summary.click()
        assert details.evaluate("e => e.open") and details.as_element().query_selector("table").is_visible()
        summary.focus()
        page.keyboard.press("Enter")
        assert not details.evaluate("e => e.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 390, 768, 1280])
def test_the_page_is_not_wider_than_its_window(width, scheme, opened):
    page = opened(width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert seen.scroll_width(page) <= width


def test_the_name_of_a_row_stays_while_a_phone_scrolls_its_numbers(opened):
    page = opened(width=360)
    region = page.query_selector("#tbl-shortcuts .scroll, #tbl-sum .scroll")
    head = region.query_selector("tbody th")
    before = head.bounding_box()["x"]
    region.focus()
    region.evaluate("e => { e.scrollLeft = 80; }")
    assert region.evaluate("e => e.scrollLeft") > 0, "nothing to scroll"
    assert abs(head.bounding_box()["x"] - before) < 1
    # What moves passes below it.
    assert head.evaluate("e => getComputedStyle(e).backgroundColor") not in ("transparent", "rgba(0, 0, 0, 0)")
