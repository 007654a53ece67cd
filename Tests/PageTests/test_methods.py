"""Each tab of a review colours the words that its method's numbers say, in the legend's colours."""

import pytest

import page as seen

EVERYWHERE = {
    "desktop": {},
    "phone": {"width": 360, "height": 740},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {"media": "print"},
}
PAGES = {
    "average": ["reviews/good.html", "reviews/bad.html", "reviews/mixed.html", "reviews/long.html", "average-pooling.html"],
    "methods": ["reviews/good.html", "reviews/mixed.html"],
    "logit": ["reviews/good.html", "reviews/bad.html"],
    "lstm": ["reviews/good.html", "reviews/bad.html"],
    "classes": ["reviews/good.html", "reviews/bad.html", "reviews/mixed.html"],
    "program": ["reviews/good.html", "reviews/bad.html"],
}


def check(page, reviews, surroundings):
    """Clicks every tab of every review on the page and compares each word with its number."""
    compared = 0
    for section in seen.sections(page):
        named = section.query_selector(".text .t[id]")
        # A review that is shown once more has its ids elsewhere on the page.
        if not named:
            continue
        first = named.get_attribute("id")
        review = reviews[next(name for name in sorted(reviews, key=len, reverse=True) if name_is(name, first, page))]
        prefix = first[: first.rindex("t")]
        scale = None
        buttons = section.query_selector_all(".tabs input")
        for index in range(max(1, len(buttons))):
            if buttons:
                page.emulate_media(media="screen")
                seen.choose(section, index)
                assert buttons[index].is_checked()
            scale = scale or seen.legend(section)
            page.emulate_media(media=surroundings.get("media", "screen"))
            # Tabs have the order of the attributions.
            attribution = review["attributions"][index]
            kind = (buttons[index].get_attribute("class") if buttons else "").split()
            if not buttons and not section.query_selector(".signed"):
                kind.append("relative")
            looks = seen.words(section)
            assert len(looks) == len(review["tokens"])
            compared += compare(
                review, attribution, looks, prefix, scale, kind, surroundings.get("forced_colors") == "active"
            )
            check_notes(section, index, bool(buttons), kind)
    return compared


def name_is(name, first, page):
    """Whether a word's id belongs to a review: by the id's prefix, else by the page's name."""
    prefix = first[: first.rindex("t")].rstrip("-.")
    return prefix.split(".")[-1] == name if prefix else page.url.split("#")[0].endswith(f"/{name}.html")


def compare(review, attribution, looks, prefix, scale, kind, forced):
    scores = attribution["scores"]
    strongest = scale[0][-1][0]
    largest = max(map(abs, scores), default=0)
    factor = strongest / largest if "relative" in kind and largest > 0 else 100
    plain, coloured = set(), 0
    for token, score in zip(review["tokens"], scores):
        look = looks[f"{prefix}t{token['position']}"]
        want = None if "unsigned" in kind else seen.expected(factor * score * (1 + 1e-12), scale)
        if want is None:
            plain.add(look)
        else:
            assert look == want, f"{attribution['method']}: {token['text']} {100 * score} looks like {look}, not {want}"
            coloured += 1
    steps = {look for row in scale for _, look in row}
    assert len(plain) <= 1 and not plain & steps, f"{attribution['method']}: plain words look like {plain}"
    is_flat = any("rgba(0, 0, 0, 0)" not in look for look in plain)
    assert is_flat == ("unsigned" in kind) or forced, f"{attribution['method']}: plain words look like {plain}"
    return coloured


SHOWN = """section => {
  const slots = e => [...e.classList].filter(c => c.startsWith("by-")).map(c => Number(c.slice(3)));
  const notes = [...section.querySelectorAll(".aside [class*='by-']")].map(e => [slots(e), e.checkVisibility()]);
  const shown = legend => section.querySelector(`.aside .${legend}`)?.checkVisibility() ?? false;
  return {notes, signed: shown("signed"), shares: shown("shares")};
}"""


def check_notes(section, index, has_tabs, kind):
    """The note of the chosen method is shown, and no other; of the legends, the one of its colours, if it has any."""
    shown = section.evaluate(SHOWN)
    for slots, is_visible in shown["notes"]:
        assert is_visible == (not has_tabs or index in slots)
    assert shown["signed"] == ("relative" not in kind)
    assert shown["shares"] == ("relative" in kind and "unsigned" not in kind)


@pytest.mark.parametrize("surroundings", EVERYWHERE)
@pytest.mark.parametrize("site", PAGES)
def test_each_tab_colours_the_words_its_numbers_say(site, surroundings, sites, tab):
    built, options = sites(site), EVERYWHERE[surroundings]
    reviews = built.reviews()
    names = [name for name in PAGES[site] if (built.folder / name).exists()]
    assert names
    compared = 0
    for name in names if surroundings == "desktop" else names[:2]:
        page = tab(built.address(name), **{k: v for k, v in options.items() if k != "media"})
        compared += check(page, reviews, options)
    assert compared > 10, "few words are coloured at all"


def test_each_tab_colours_the_words_of_a_single_file(sites, single, tab):
    page = tab(single.as_uri())
    assert check(page, sites("average").reviews(), {}) > 50


@pytest.mark.parametrize("forced_colors", ["none", "active"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_steps_of_a_scale_differ(color_scheme, forced_colors, sites, tab):
    page = tab(
        sites("average").address("reviews/good.html"), color_scheme=color_scheme, forced_colors=forced_colors
    )
    positive, negative = seen.legend(seen.sections(page)[0])
    looks = [look for _, look in positive + negative]
    # Forced colours leave the lines: their style tells the sign, their thickness the size.
    assert len(set(looks)) == 12 if forced_colors == "none" else not set(looks[:6]) & set(looks[6:])
    assert all(" solid " in look for _, look in positive) and all(" dotted " in look for _, look in negative)
