"""What a person sees of a page, as computed by the browser."""

LOOK = """element => {
  const style = getComputedStyle(element);
  return [
    style.backgroundColor, style.textDecorationLine, style.textDecorationStyle, style.textDecorationColor,
    style.textDecorationThickness,
  ].join(" ");
}"""

WORDS = f"""section => {{
  const look = {LOOK};
  return Object.fromEntries([...section.querySelectorAll(".text .t[id]")].map(word => [word.id, look(word)]));
}}"""


def words(section):
    """The look of each word of a review by its id."""
    return section.evaluate(WORDS)


def legend(section):
    """The steps of the colour scale: where each begins, and how it looks; plain, and the look of an unsigned method."""
    steps = section.evaluate(
        f"""section => {{
          const look = {LOOK};
          const rows = [...section.querySelectorAll(".scale ol")].slice(0, 2);
          return rows.map(row => [...row.querySelectorAll(".t")].map(sample => [sample.textContent, look(sample)]));
        }}"""
    )
    assert [len(row) for row in steps] == [6, 6], "a legend has six steps to each side"
    return [[(threshold(text), look) for text, look in row] for row in steps]


def threshold(text):
    """A number of the legend: «+16», «−½», «1/64»."""
    text = text.lstrip("+−-")
    fractions = {"½": 0.5, "¼": 0.25, "⅛": 0.125}
    if text in fractions:
        return fractions[text]
    numerator, _, denominator = text.partition("/")
    return float(numerator) / float(denominator or 1)


def expected(points, scale):
    """The look of a word that contributes so many points; None for plain."""
    steps = scale[0] if points > 0 else scale[1]
    reached = [look for begin, look in steps if abs(points) >= begin]
    return reached[-1] if reached else None


def sections(page):
    return page.query_selector_all(".reading")


def choose(section, index):
    """Clicks the tab of a method, where a person would."""
    section.query_selector_all(".tabs label")[index].click()


def scroll_width(page):
    return page.evaluate("document.scrollingElement.scrollWidth")
