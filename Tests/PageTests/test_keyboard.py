"""Whoever has no mouse reaches and changes everything."""

import pytest

import page as seen

PAGES = [
    ("average", "index.html"), ("average", "reviews/mixed.html"), ("average", "reviews/long.html"),
    ("average", "average-pooling.html"), ("average", "playground.html"), ("classes", "reviews/bad.html"), ("lstm", "reviews/bad.html"),
    ("program", "index.html"), ("program", "reviews/bad.html"), ("data set", "data-set.html"),
]

# A group of radio buttons is one stop, and what a closed `details` hides is none.
STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], summary, input, select, button, textarea, [tabindex]")].filter(element => {
    if (element.tabIndex < 0 || !element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) return false;
    if (element.type !== "radio") return true;
    if (groups.has(element.name)) return false;
    groups.add(element.name);
    return true;
  }).length;
}"""

# The element that has the focus, how its focus shows, and whether it is in the window.
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  if (element.dataset.stop === undefined) element.dataset.stop = window.stops = (window.stops ?? 0) + 1;
  const shown = element.type === "radio" ? element.nextElementSibling : element;
  const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
  return {
    stop: element.dataset.stop, tag: element.outerHTML.slice(0, 120),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("site, path", PAGES)
def test_the_tab_key_stops_at_everything_that_can_be_used_and_shows_where(site, path, sites, tab):
    built = sites(site)
    if not (built.folder / path).exists():
        pytest.fail(f"the {site} site has no {path}")
    page = tab(built.address(path))
    if page.query_selector(".playground"):
        page.wait_for_selector(".playground[data-ready]")
    expected = page.evaluate(STOPS)
    reached = set()
    for _ in range(expected + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None or focus["stop"] in reached and len(reached) >= expected:
            break
        assert focus["ring"], f"the focus does not show on {focus['tag']}"
        assert focus["inside"], f"the focus is outside of the window on {focus['tag']}"
        reached.add(focus["stop"])
    assert len(reached) == expected


def test_the_first_stop_leads_past_the_navigation(sites, tab):
    page = tab(sites("average").address("reviews/good.html"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("site", ["average", "methods", "classes", "program"])
def test_arrow_keys_choose_the_method_and_colour_the_text(site, sites, tab):
    page = tab(sites(site).address("reviews/mixed.html"))
    section = seen.sections(page)[0]
    buttons = section.query_selector_all(".tabs input")
    buttons[0].focus()
    looks = [seen.words(section)]
    for button in buttons[1:]:
        page.keyboard.press("ArrowRight")
        assert button.is_checked()
        looks.append(seen.words(section))
    page.keyboard.press("ArrowRight")
    assert buttons[0].is_checked() and seen.words(section) == looks[0]
    assert len({str(look) for look in looks}) > 1


@pytest.mark.parametrize("site, path", PAGES)
def test_every_fold_opens_by_key_and_by_click(site, path, sites, tab):
    page = tab(sites(site).address(path))
    # Of folds inside folds the outer one comes first.
    for fold in page.query_selector_all("details"):
        summary = fold.query_selector("summary")
        for use in (lambda: (summary.focus(), page.keyboard.press("Enter")), summary.click):
            before = fold.evaluate("fold => fold.open")
            use()
            assert fold.evaluate("fold => fold.open") != before
        if not fold.evaluate("fold => fold.open"):
            summary.click()
        hidden = fold.evaluate(
            """fold => [...fold.children].filter(e => e.tagName !== "SUMMARY" && !e.getBoundingClientRect().height)
              .map(e => e.outerHTML.slice(0, 100))"""
        )
        assert hidden == []


@pytest.mark.parametrize("site, path", PAGES)
def test_what_is_wider_than_its_frame_scrolls_by_arrow_keys(site, path, sites, tab):
    page = tab(sites(site).address(path), width=360, height=740)
    wide = page.query_selector_all("[tabindex='0']")
    for frame in wide:
        if not frame.evaluate("f => f.checkVisibility() && f.scrollWidth > f.clientWidth + 1"):
            continue
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("f => f.scrollLeft > 0", arg=frame)
    unreachable = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(e => {
          const flow = getComputedStyle(e).overflowX;
          return (flow === "auto" || flow === "scroll") && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0;
        }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert unreachable == []
