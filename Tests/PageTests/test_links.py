"""Links lead where they say: to a word, which is then marked, to a section, to a page."""

import pytest

PAGES = [
    ("average", "index.html"), ("average", "reviews/mixed.html"), ("average", "average-pooling.html"),
    ("classes", "reviews/bad.html"), ("lstm", "reviews/bad.html"), ("program", "reviews/bad.html"),
]


@pytest.mark.parametrize("site, path", PAGES)
def test_a_link_to_a_word_marks_the_word_and_brings_it_into_view(site, path, sites, tab):
    page = tab(sites(site).address(path), height=500)
    follow_words(page, "main table a[href*='#t']", minimum=0 if path == "index.html" else 3)


def test_links_of_a_single_file_lead_to_its_words(single, tab):
    page = tab(single.as_uri(), height=500)
    follow_words(page, "#reviews\\.mixed table a[href^='#']", minimum=3)


def follow_words(page, selector, minimum):
    start = page.url
    links = page.eval_on_selector_all(selector, "links => links.map(a => [a.getAttribute('href'), a.textContent])")
    followed = 0
    for number, (address, word) in enumerate(links[:60]):
        link = page.query_selector_all(selector)[number]
        if not link.is_visible():
            continue
        link.click()
        target = page.query_selector(":target")
        assert target, f"{address} leads nowhere"
        if "t" not in (target.get_attribute("class") or "").split():
            continue
        assert target.text_content() == word
        style = target.evaluate("e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth)]")
        assert style == ["solid", 2], f"{address} is not marked"
        box = target.bounding_box()
        assert 0 <= box["y"] <= page.viewport_size["height"], f"{address} is out of view"
        followed += 1
        if page.url.split("#")[0] != start.split("#")[0]:
            page.goto(start)
    assert followed >= minimum


@pytest.mark.parametrize("site", ["average", "classes", "program"])
def test_every_address_of_a_site_leads_to_something(site, sites, tab):
    built = sites(site)
    ids, wanted = {}, set()
    for name in built.pages():
        page = tab(built.address(name))
        ids[name] = set(page.eval_on_selector_all("[id]", "all => all.map(e => e.id)"))
        wanted |= {
            (name, address) for address in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        }
        page.context.close()
    root = built.folder.as_uri() + "/"
    for name, address in wanted:
        if not address.startswith(root):
            assert address.startswith("https://"), f"{name} links to {address}"
            continue
        path, _, fragment = address[len(root) :].partition("#")
        assert (built.folder / path).exists(), f"{name} links to {path}"
        # The playground's link to its own text carries the text.
        if path == "playground.html" and fragment.startswith("text="):
            continue
        assert not fragment or fragment in ids.get(path, set()), f"{name} links to {path}#{fragment}"
