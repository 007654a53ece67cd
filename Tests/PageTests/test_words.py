"""A word of a review shows its numbers to whoever points at it, focuses or taps it, and is connected with its row."""

import pytest

TIP = """word => { const style = getComputedStyle(word, "::after"); return style.content === "none" ? "" : style.content; }"""
MARKED = """word => { const style = getComputedStyle(word); return style.outlineStyle !== "none" && style.outlineStyle !== "dashed"; }"""
SURROUNDINGS = {"desktop": {}, "phone": {"width": 360, "height": 740}, "dark": {"color_scheme": "dark"}}


def open_review(sites, tab, name="good", site="average", **options):
    built = sites(site)
    return tab(built.address(f"reviews/{name}.html"), **options), built.reviews()[name]


def word(page, token):
    return page.locator(f".text #t{token['position']}")


def number(attribution, score):
    return f"{100 * score:+.2f}".replace("-", "−")


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_a_word_shows_its_numbers_when_a_mouse_points_at_it(sites, tab, surroundings):
    page, review = open_review(sites, tab, **SURROUNDINGS[surroundings])
    for token, score in zip(review["tokens"], review["attributions"][0]["scores"]):
        word(page, token).hover()
        shown = word(page, token).evaluate(TIP)
        assert number(review["attributions"][0], score) in shown, token
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.mouse.move(2, 2)
    assert page.evaluate(f"[...document.querySelectorAll('.text .t')].filter(w => ({TIP})(w)).length") == 0


def test_the_keyboard_reaches_each_marked_word(sites, tab):
    page, review = open_review(sites, tab)
    marked = page.evaluate("""[...document.querySelectorAll(".text .t")].filter(w => /\\b[pn]\\d/.test(w.className)).map(w => w.id)""")
    assert len(marked) >= 2
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        element = page.evaluate("document.activeElement.matches('.text .t') ? document.activeElement.id : ''")
        if element:
            reached.append(element)
            assert page.locator(f"#{element}").evaluate(TIP)
    # Behind the last stop, the first ones follow again.
    assert reached[: len(marked)] == marked


def test_a_tap_shows_the_numbers(sites, tab):
    page, review = open_review(sites, tab, width=360, height=740, has_touch=True)
    token = review["tokens"][3]
    word(page, token).tap()
    assert number(review["attributions"][0], review["attributions"][0]["scores"][3]) in word(page, token).evaluate(TIP)


@pytest.mark.parametrize("width", [360, 1280])
def test_words_are_high_enough_for_a_finger(sites, tab, width):
    page, _ = open_review(sites, tab, width=width)
    heights = page.evaluate("[...document.querySelectorAll('.text .t[id]')].map(w => w.getClientRects()[0].height)")
    assert min(heights) >= 24


def test_a_word_marks_its_row_and_a_row_its_word(sites, tab):
    page, review = open_review(sites, tab)
    scores = review["attributions"][0]["scores"]
    strongest = max(range(len(scores)), key=lambda i: abs(scores[i]))
    token = review["tokens"][strongest]
    row = page.locator(".methods-table tbody tr").first
    background = "row => getComputedStyle(row).backgroundColor"
    plain = row.evaluate(background)
    word(page, token).hover()
    assert row.evaluate(background) != plain
    others = page.locator(".methods-table tbody tr").evaluate_all(f"rows => rows.slice(1).map({background})")
    assert set(others) == {plain}
    page.mouse.move(2, 2)
    row.locator("a").focus()
    assert word(page, token).evaluate(MARKED)
    marked = page.locator(".text .t").evaluate_all(f"words => words.filter({MARKED}).length")
    assert marked == 1


def test_a_screen_reader_hears_the_sign_of_a_word(sites, tab):
    page, review = open_review(sites, tab, "mixed")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [n.get("name", {}).get("value", "") for n in tree if n.get("role", {}).get("value") == "StaticText"]
    heard = {(before.strip(), after) for before, after in zip(names, names[1:])}
    for token, score in zip(review["tokens"], review["attributions"][0]["scores"]):
        if abs(score) > 0.02:
            assert ("plus" if score > 0 else "minus", review["text"][token["start"] : token["end"]]) in heard, token


def test_the_sign_follows_the_choice_of_a_method(sites, tab):
    page, review = open_review(sites, tab, "mixed", site="methods")
    speech = """word => getComputedStyle(word, "::before").content"""
    for index, attribution in enumerate(review["attributions"][: page.locator(".tabs input").count()]):
        button = page.locator(".tabs input").nth(index)
        button.check()
        if "unsigned" in button.get_attribute("class") or "relative" in button.get_attribute("class"):
            continue
        for token, score in zip(review["tokens"], attribution["scores"]):
            content = word(page, token).evaluate(speech)
            if abs(score) >= 0.0051:
                assert ("plus" if score > 0 else "minus") in content, (attribution["method"], token, score)
            elif abs(score) < 0.0049:
                assert "us" not in content, (attribution["method"], token, score)


def test_words_that_are_never_read_are_folded(sites, tab):
    page, review = open_review(sites, tab, "long")
    assert review["truncated"] >= 100
    fold = page.locator("details.folded")
    assert fold.locator("summary").inner_text() == f"{review['truncated']} words that the model never read"
    first = page.locator(".text .t").first
    assert first.bounding_box()["y"] < 900
    assert not fold.locator("s").is_visible()
    fold.locator("summary").click()
    assert fold.locator("s").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".text s").first.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_word_of_the_field_explains_itself(sites, tab, width):
    page, _ = open_review(sites, tab, width=width)
    terms = page.locator(".term")
    assert {"convergence delta", "baseline", "complete"} <= {t.strip() for t in terms.all_inner_texts()}
    for index in range(terms.count()):
        meaning = page.locator(f"#{terms.nth(index).get_attribute('popovertarget')}")
        assert not meaning.is_visible()
        terms.nth(index).focus()
        page.keyboard.press("Enter")
        assert meaning.is_visible()
        box = meaning.bounding_box()
        assert 0 <= box["x"] and box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        assert not meaning.is_visible()
