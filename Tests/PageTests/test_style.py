"""Every class is styled, every text can be read, and every bar has the side and the colour of its number."""

import re

import pytest

import page as seen

SITES = ["average", "methods", "lstm", "classes", "program"]

# Names that scripts, tests and exporters look for, and that need no look of their own.
HOOKS = {"by-0"}
# Names by which the script of the playground finds its parts.
PARTS = {"bits", "from", "live", "model", "module", "reset", "settings", "share"}

CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const channels = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map(c => c / 255);
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const ground = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(channels(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [1, 1, 1, 1]);
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility() || element.closest(".vh, .skip, title, desc, script, style")) continue;
    // Painted under the letters of the field, which are the ones that one reads.
    if (element.closest(".is-live .editor .text")) continue;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden" || style.fontSize === "0px") continue;
    const inPicture = element instanceof SVGElement;
    const below = ground(inPicture ? element.closest("svg").parentElement : element);
    const ink = over(channels(inPicture ? style.fill : style.color), below);
    const [a, b] = [luminance(ink), luminance(below)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.set(element.className + style.color, [ratio, text.slice(0, 40), element.outerHTML.slice(0, 100)]);
  }
  return [...found.values()];
}"""


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("site", SITES)
def test_every_text_has_the_contrast_that_reading_needs(site, color_scheme, sites, tab):
    built = sites(site)
    for name in built.pages():
        page = tab(built.address(name), color_scheme=color_scheme)
        assert page.evaluate(CONTRAST) == [], name
        if name == "reviews/mixed.html":
            for index in range(len(page.query_selector_all(".tabs label"))):
                seen.choose(page, index)
                assert page.evaluate(CONTRAST) == [], name
        page.context.close()


@pytest.mark.parametrize("site", SITES)
def test_every_class_of_a_page_is_in_the_sheet(site, sites, tab):
    built = sites(site)
    sheet = (built.folder / "assets" / "report.css").read_text()
    known = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)))
    for name in built.pages():
        page = tab(built.address(name))
        used = set(page.evaluate("[...document.querySelectorAll('[class]')].flatMap(e => [...e.classList])"))
        assert used - known - HOOKS - (PARTS if name == "playground.html" else set()) == set(), name
        # An attribute that was escaped as a whole begins with a quotation mark.
        attributes = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^[\"']/.test(a.value))"
            ".map(a => a.name)"
        )
        assert not set(attributes) - {"title", "alt", "content"}, name
        page.context.close()


BARS = """() => [...document.querySelectorAll(".methods-table tbody td")].map(cell => {
  const bar = cell.querySelector("svg.bar"), shape = bar?.querySelector("rect, path");
  if (!shape) return null;
  const box = shape.getBoundingClientRect(), frame = bar.getBoundingClientRect();
  return {
    text: cell.querySelector("span").textContent, fill: getComputedStyle(shape).fill,
    left: (box.left - frame.left) / frame.width, right: (box.right - frame.left) / frame.width,
  };
}).filter(Boolean)"""


@pytest.mark.parametrize("surroundings", [{}, {"color_scheme": "dark"}, {"width": 360}])
@pytest.mark.parametrize("site", ["average", "classes", "program", "lstm"])
def test_a_bar_has_the_side_the_length_and_the_colour_of_its_number(site, surroundings, sites, tab):
    page = tab(sites(site).address("reviews/mixed.html"), **surroundings)
    positive = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--pos')")
    negative = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--neg')")
    fills = page.evaluate(
        """colours => colours.map(colour => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = colour;
          const computed = getComputedStyle(probe).color;
          probe.remove();
          return computed;
        })""",
        [positive, negative],
    )
    assert fills[0] != fills[1]
    bars = page.evaluate(BARS)
    signed = [bar for bar in bars if bar["text"][0] in "+−"]
    assert {bar["text"][0] for bar in signed} == {"+", "−"}
    sizes = []
    for bar in signed:
        value = float(bar["text"].replace("−", "-").replace("+", "").replace("\u202f", ""))
        if value == 0:
            continue
        side = bar["right"] if value > 0 else bar["left"]
        other = bar["left"] if value > 0 else bar["right"]
        assert abs(other - 0.5) < 0.02 and (side > 0.5) == (value > 0), bar
        assert bar["fill"] == fills[0 if value > 0 else 1], bar
        sizes.append((abs(value), abs(side - 0.5)))
    longest = max(sizes)
    for value, length in sizes:
        # The number is rounded to a tenth of a point.
        assert abs(length - longest[1] * value / longest[0]) <= 0.02 + longest[1] * 0.06 / longest[0]


def test_colours_of_the_signs_are_told_apart(sites, tab):
    for scheme in ("light", "dark"):
        page = tab(sites("average").address("reviews/mixed.html"), color_scheme=scheme)
        hues = page.evaluate(
            """() => [...document.querySelectorAll(".scale .t")].map(sample => {
              const [r, g, b] = getComputedStyle(sample).backgroundColor.match(/[\\d.]+/g).map(Number);
              return b - r;
            })"""
        )
        assert all(h > 0 for h in hues[:6]) and all(h < 0 for h in hues[6:12]), "blue supports, orange opposes"
        strength = [abs(h) for h in hues]
        assert strength[:6] == sorted(strength[:6]) and strength[6:12] == sorted(strength[6:12])
