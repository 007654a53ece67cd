"""Pages fit every window, with and without their style sheet, with and without scripts."""

import pytest

import page as seen

SITES = ["average", "lstm", "classes", "program", "logit"]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("site", SITES)
def test_no_page_is_wider_than_its_window(site, width, sites, tab):
    built = sites(site)
    for name in built.pages():
        page = tab(built.address(name), width=width)
        assert seen.scroll_width(page) <= width, f"{name} is {seen.scroll_width(page)} wide"
        assert overflowing(page) == [], name
        page.context.close()


def overflowing(page):
    """Texts that stick out of their own box, though nothing lets them scroll."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".figures dd, .facts dd, .kicker, h1, h2, h3, .standfirst, .claim")]
          .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))"""
    )


def without_sheet(page):
    page.route("**/*.css", lambda route: route.abort())  # As if it were lost on its way.


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("site", SITES)
def test_without_the_sheet_pages_are_readable_and_fit_the_window(site, width, sites, tab):
    built = sites(site)
    for name in built.pages_without_scripts():
        page = tab(built.address(name), width=width, prepare=without_sheet)
        assert page.evaluate("getComputedStyle(document.body).margin") == "8px", "the sheet is not in the way"
        if width < 1000:
            # Nothing but a sheet can fold a formula or let a table scroll; everything else fits a phone.
            page.add_style_tag(content="table, math { display: none }")
        wide = page.evaluate(
            "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".map(e => e.outerHTML.slice(0, 150))"
        )
        assert seen.scroll_width(page) <= width, f"{name} is {seen.scroll_width(page)} wide: {wide[:3]}"
        large = page.evaluate(
            """() => [...document.querySelectorAll("svg")].filter(e => e.checkVisibility())
              .map(e => [e.getBoundingClientRect(), e]).filter(([box]) => box.height > 640 || box.width > 640)
              .map(([box, e]) => `${box.width}x${box.height} ` + e.outerHTML.slice(0, 120))"""
        )
        assert large == [], f"{name} has giant pictures: {large[:3]}"
        page.context.close()


@pytest.mark.parametrize("site", SITES)
def test_nothing_is_missing_without_scripts(site, sites, tab):
    built = sites(site)
    for name in built.pages_without_scripts():
        texts = []
        for scripts in (True, False):
            page = tab(built.address(name), java_script_enabled=scripts)
            texts.append(page.inner_text("body"))
            page.context.close()
        assert texts[0] == texts[1] and len(texts[0]) > 500


@pytest.mark.parametrize("site", SITES)
def test_on_paper_the_chosen_method_is_named_and_no_other(site, sites, tab):
    page = tab(sites(site).address("reviews/good.html"))
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => [...document.querySelectorAll(".tabs label")].filter(label => label.checkVisibility())
          .map(label => label.querySelector("input").checked)"""
    )
    assert shown and all(shown)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("site", SITES)
def test_what_is_cut_off_can_be_scrolled(site, width, sites, tab):
    built = sites(site)
    for name in built.pages():
        page = tab(built.address(name), width=width)
        page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main *:not(svg, svg *, .vh)")].filter(e => {
              const style = getComputedStyle(e);
              return e.checkVisibility()
                && (["hidden", "clip"].includes(style.overflowY) && e.scrollHeight > e.clientHeight + 1
                  || ["hidden", "clip"].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1);
            }).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert cut == [], f"{name} at {width}"
        page.context.close()


def test_cells_below_each_other_say_what_they_are(sites, tab):
    page = tab(sites("average").address("average-pooling.html"), width=390)
    said = page.evaluate(
        """() => [...document.querySelectorAll(".stack td")].map(cell => getComputedStyle(cell, "::before").content)"""
    )
    assert said and all(label.startswith('"') and len(label) > 4 for label in said)
    page = tab(sites("average").address("average-pooling.html"), width=1280)
    assert page.evaluate("getComputedStyle(document.querySelector('.stack td'), '::before').content") == "none"


def test_tables_of_few_columns_fit_a_phone(sites, tab):
    page = tab(sites("average").address("average-pooling.html"), width=390)
    page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    tables = "#tbl-word, #tbl-remove, #tbl-unknown, #tbl-trust, #tbl-methods, #tbl-architectures, #fig-vocabulary"
    frames = page.query_selector_all(f":is({tables}) .scroll, .grid > .scroll")
    # The numbers of each metric against chance have too many columns.
    frames = [frame for frame in frames if "own − random" not in frame.inner_text()]
    assert len(frames) >= 8
    wide = [frame.inner_text()[:80] for frame in frames if frame.evaluate("f => f.scrollWidth > f.clientWidth")]
    assert wide == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("site", SITES + ["methods"])
def test_no_heading_of_a_table_breaks_inside_a_word(site, width, sites, tab):
    built = sites(site)
    for name in built.pages():
        page = tab(built.address(name), width=width)
        broken = page.evaluate(
            """() => [...document.querySelectorAll("thead th")].filter(e => e.checkVisibility()).flatMap(head => {
              const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
              const broken = [];
              while (walker.nextNode()) {
                // Texts for screen readers only.
                if (walker.currentNode.parentElement.closest(".vh")) continue;
                for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\p{M}]+/gu)) {
                  const range = document.createRange();
                  range.setStart(walker.currentNode, word.index);
                  range.setEnd(walker.currentNode, word.index + word[0].length);
                  if (range.getClientRects().length > 1) broken.push(word[0]);
                }
              }
              return broken;
            })"""
        )
        assert broken == [], f"{name} at {width}"
        page.context.close()
