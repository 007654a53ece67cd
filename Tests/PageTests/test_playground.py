"""In the playground a reader changes the review, and the model in the page answers."""

import re
import shutil
import urllib.parse

import pytest

import page as seen

READY = ".playground[data-ready]"


@pytest.fixture
def play(sites, tab):
    """Opens the playground of a site: `play("average", fragment="#text=good", width=360)`."""

    def open_page(site="average", fragment="", **options):
        page = tab(sites(site).address("playground.html") + fragment, **options)
        page.wait_for_selector(READY)
        return page

    return open_page


def shown(page, name):
    return page.text_content(f"[data-show={name}]")


def number(text):
    return float(text.replace("−", "-").replace("\u202f", "").rstrip("%"))


def points(page):
    """Each word with the sign and the step of its colour, as painted below the field."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".editor .text .t")].map(word =>
          [word.textContent, (word.className.match(/[pn]\\d/) ?? [""])[0]])"""
    )


def click(page, name):
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("site", ["average", "logit", "classes", "methods", "keras", "fasttext"])
def test_it_has_the_bits_of_the_report(site, play):
    assert "equal the report’s to the last bit" in play(site).text_content(".bits")


def test_it_makes_one_request_and_breaks_no_policy(sites, tab):
    requests, problems = [], []

    def prepare(page):
        page.on("request", lambda request: requests.append(request.url.rsplit("/", 1)[1]))
        page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: problems.append(str(error)))

    page = tab(sites("average").address("playground.html"), prepare=prepare)
    page.wait_for_selector(READY)
    page.fill("textarea", "good")
    click(page, "Shuffle")
    assert requests == ["playground.html"] and problems == []


def test_the_script_is_short_because_the_module_computes_every_text(play):
    script = play().locator("script:not([type])").text_content()
    assert len(script.splitlines()) <= 120 and max(map(len, script.splitlines())) <= 118


def test_the_file_alone_works(sites, tab, tmp_path):
    shutil.copy(sites("average").folder / "playground.html", tmp_path)
    page = tab((tmp_path / "playground.html").as_uri())
    page.wait_for_selector(READY)
    page.fill("textarea", "superb")
    assert shown(page, "verdict").startswith("Positive")
    assert page.evaluate("getComputedStyle(document.querySelector('.editor')).display") == "grid"


def test_a_single_file_says_where_it_is(single, tab):
    page = tab(single.as_uri())
    assert page.query_selector("script") is None and page.query_selector("textarea") is None
    assert "The playground works in a browser" in page.text_content("#playground")


@pytest.mark.parametrize("site", ["lstm", "program"])
def test_other_models_have_none_and_the_essay_says_why(site, sites):
    built = sites(site)
    assert "playground.html" not in built.pages()
    for page in built.pages():
        assert "playground.html" not in (built.folder / page).read_text()
    # The site of a program has no essay.
    if site == "lstm":
        essay = (built.folder / "average-pooling.html").read_text()
        assert "there is no page in which to try other texts" in essay and "is not an average of embeddings" in essay


def test_the_policy_stops_other_scripts_and_requests(play):
    page = play()
    stopped = page.evaluate(
        """async () => {
          const found = [];
          document.addEventListener("securitypolicyviolation", event => found.push(event.effectiveDirective));
          document.body.append(Object.assign(document.createElement("script"), {textContent: "window.hacked = true"}));
          document.body.append(Object.assign(new Image(), {src: "https://example.com/x.png"}));
          await fetch("https://example.com/").catch(() => {});
          let evaluated = false;
          // In a task of its own, because the debugger's own may evaluate what it likes.
          setTimeout(() => { try { evaluated = new Function("return true")(); } catch {} });
          await new Promise(done => setTimeout(done, 200));
          return [[...new Set(found)].sort(), window.hacked === true, evaluated];
        }"""
    )
    assert set(stopped[0]) >= {"connect-src", "img-src", "script-src-elem"} and stopped[1:] == [False, False]


def test_every_key_stroke_paints_and_moves_the_bar(play):
    page = play()
    page.fill("textarea", "")
    seen_verdicts = []
    for letter in "an awful waste":
        page.keyboard.type(letter)
        page.focus("textarea")
        seen_verdicts.append(number(shown(page, "value")))
        assert "".join(page.text_content(".editor .text")).rstrip("\n") == page.input_value("textarea")
    assert points(page)[1][1][0] == "n" and points(page)[2][1][0] == "n"
    assert seen_verdicts[-1] < seen_verdicts[0]
    bar = page.query_selector_all(".meter rect")[1]
    assert bar.get_attribute("class") == "neg"
    page.fill("textarea", "wonderful, excellent, superb")
    assert bar.get_attribute("class") == "pos" and shown(page, "verdict").startswith("Positive")
    total = number(shown(page, "start")) + number(shown(page, "sum")) + number(shown(page, "rest"))
    assert abs(total - number(shown(page, "value"))) < 0.02


def test_the_field_lies_exactly_on_its_painted_copy(play):
    for options in [{}, {"width": 360}, {"width": 800, "color_scheme": "dark"}]:
        page = play(**options)
        page.fill("textarea", "A long line of words, " * 30 + "\n\nand a second paragraph.\n")
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".editor > *")].map(e => {
              const {x, y, width, height} = e.getBoundingClientRect(), style = getComputedStyle(e);
              return [x, y, width, height, style.font, style.letterSpacing, e.scrollHeight - e.clientHeight > 1];
            })"""
        )
        assert boxes[0] == boxes[1], options


def test_shuffling_moves_nothing(play):
    page = play()
    before = (shown(page, "verdict"), shown(page, "value"), dict(points(page)))
    text = page.input_value("textarea")
    click(page, "Shuffle")
    assert page.input_value("textarea") != text
    assert (shown(page, "verdict"), shown(page, "value"), dict(points(page))) == before
    assert "nothing changed" in shown(page, "report")


def test_the_buttons_edit_the_word_at_the_caret(play):
    page = play()
    page.fill("textarea", "good bad film")
    page.evaluate("document.querySelector('textarea').setSelectionRange(5, 5)")
    page.focus("textarea")
    page.keyboard.press("ArrowRight")
    assert shown(page, "word") == "“bad”"
    click(page, "Double")
    assert page.input_value("textarea") == "good bad bad film" and "Doubled “bad”: the output moved by −" in shown(page, "report")
    click(page, "Remove")
    assert page.input_value("textarea") == "good bad film" and "by +" in shown(page, "report")
    click(page, "Insert")
    assert page.input_value("textarea") == "good not bad film"
    positions = shown(page, "positions")
    click(page, "Pad")
    assert shown(page, "positions") != positions and positions.startswith("256 positions")
    assert shown(page, "positions").startswith("320 positions")


def test_reset_restores_the_review(play):
    page = play()
    text, value = page.input_value("textarea"), shown(page, "value")
    page.fill("textarea", "other")
    click(page, "Pad")
    click(page, "Reset")
    assert (page.input_value("textarea"), shown(page, "value")) == (text, value)
    assert shown(page, "positions").startswith("256 positions")


def test_an_empty_text_has_an_answer_and_no_word_to_edit(play):
    page = play()
    page.fill("textarea", "")
    assert shown(page, "count") == "0 words" and number(shown(page, "sum")) == 0
    for name in ["Shuffle", "Remove", "Double"]:
        click(page, name)
        assert shown(page, "report") == "There is no word."
    click(page, "Insert")
    assert page.input_value("textarea") == "not "


def test_a_screen_reader_hears_the_verdict(play):
    page = play()
    live = page.query_selector("[role=status]")
    page.fill("textarea", "wonderful, excellent")
    page.wait_for_function("e => e.textContent.includes('Positive')", arg=live)
    click(page, "Remove")
    page.wait_for_function("e => e.textContent.includes('Removed') && e.textContent.includes('%')", arg=live)
    assert page.get_attribute("textarea", "aria-label") == "Review"
    assert page.get_attribute(".editor .text", "aria-hidden") == "true"


def test_everything_works_by_keyboard(play):
    page = play()
    page.focus(".tools button")
    text = page.input_value("textarea")
    page.keyboard.press("Enter")
    assert page.input_value("textarea") != text
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("superb")
    assert shown(page, "count") == "1 word"


def test_a_link_carries_the_text_and_the_padding(play, tab):
    page = play()
    text = "Good & bad + 100 % #1\n“ÄΣ🎬” \ud83d x"
    page.evaluate("text => { const f = document.querySelector('textarea'); f.value = text; f.dispatchEvent(new Event('input')); }", text)
    click(page, "Pad")
    link, value = page.get_attribute(".share", "href"), shown(page, "value")
    assert link.startswith("#text=") and link.endswith("&pad=64")
    other = play(fragment=link)
    assert other.input_value("textarea") == "Good & bad + 100 % #1\n“ÄΣ🎬” \ufffd x"
    assert shown(other, "value") == value and shown(other, "positions").startswith("320")


def test_a_link_on_the_open_page_is_followed(play):
    page = play()
    page.evaluate("location.hash = 'text=superb%20film'")
    page.wait_for_function("document.querySelector('textarea').value === 'superb film'")


@pytest.mark.parametrize("fragment", ["#text=%ff%", "#pad=-5", "#pad=1e99", "#text=a&pad=x", "#nothing", "#text=" + "a%20" * 30_000])
def test_a_broken_link_breaks_nothing(fragment, play):
    page = play(fragment=fragment)
    assert re.match(r"(Positive|Negative), [\d.]+", shown(page, "verdict"))
    assert len(page.input_value("textarea")) <= 20_000


def test_a_long_paste_is_cut_and_says_so(play):
    page = play()
    page.focus("textarea")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("A very long and dull review. " * 2_000)
    assert len(page.input_value("textarea")) == 20_000
    assert "20000 characters" in shown(page, "report")
    assert seen.scroll_width(page) <= 1280


def test_hostile_text_stays_text(play):
    page = play(fragment="#text=" + urllib.parse.quote("<img src=x onerror=alert(1)> </textarea><b>good</b> \u202egood"))
    assert page.query_selector(".editor img, .editor b") is None
    assert page.input_value("textarea").startswith("<img src=x")


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_every_window(width, scheme, play):
    page = play(width=width, color_scheme=scheme)
    page.fill("textarea", "word" * 200 + " good bad")
    page.click(".words-figure summary")
    page.click(".row-figure summary")
    assert seen.scroll_width(page) <= width


@pytest.mark.parametrize("site", ["average", "classes", "fasttext"])
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_nothing_moves_when_the_module_is_ready(width, site, play, sites, tab):
    places = """() => [...document.querySelectorAll(".playground > *, .playground .aside > *, .points-to li, .editor > *")].map(
      element => { const {x, y, width, height} = element.getBoundingClientRect(); return [x, y, width, height]; })"""
    never = "WebAssembly.instantiate = () => new Promise(() => {})"
    before = tab(sites(site).address("playground.html"), width=width, prepare=lambda page: page.add_init_script(never))
    assert before.query_selector(READY) is None and not before.query_selector("textarea").is_visible()
    assert before.evaluate(places) == play(site, width=width).evaluate(places)


def test_a_browser_without_webassembly_shows_the_review_and_says_so(sites, tab):
    fail = "WebAssembly.instantiate = async () => { throw new Error('off') }"
    page = tab(sites("average").address("playground.html"), prepare=lambda page: page.add_init_script(fail))
    page.wait_for_selector(".playground.is-off")
    assert "cannot run the playground" in page.text_content(".bits")
    assert page.evaluate("document.querySelector('.tools').checkVisibility()") is False
    assert page.evaluate("document.querySelector('.tools').getBoundingClientRect().height") == 0


def test_the_numbers_of_the_words_follow_the_text(play):
    page = play()
    page.click(".words-figure summary")
    page.fill("textarea", "good bad")
    rows = page.evaluate("[...document.querySelectorAll('.words-figure tbody tr')].map(r => [...r.cells].map(c => c.textContent))")
    assert [row[0] for row in rows] == ["good", "bad"] and number(rows[0][1]) > 0 > number(rows[1][1])


def test_several_classes_have_bars(play):
    page = play("classes")
    page.fill("textarea", "wonderful, excellent, superb")
    rows = page.evaluate("[...document.querySelectorAll('.classes tbody tr')].map(r => [r.cells[0].textContent, r.cells[2].textContent])")
    assert [row[0] for row in rows] == ["bad", "mixed", "good"]
    assert shown(page, "verdict").startswith("Good") and shown(page, "subject") == "good"
    assert abs(sum(number(row[1]) for row in rows) - 100) < 0.2


def test_without_scripts_the_review_is_as_woven(sites, tab):
    site = sites("average")
    page = tab(site.address("playground.html"), java_script_enabled=False)
    assert "report explain" in page.text_content(".bits")
    assert not page.query_selector("textarea").is_visible() and not page.query_selector(".tools").is_visible()
    assert page.query_selector(".editor .text").inner_text().strip()
    assert page.query_selector(".meter svg").is_visible()


def test_a_sandbox_without_scripts_shows_the_same(sites, tab):
    site = sites("average")
    source = (site.folder / "playground.html").read_bytes()

    def prepare(page):
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Type": "text/html; charset=utf-8"}
        page.route("**/*", lambda route: route.fulfill(body=source, headers=headers))

    page = tab("https://report.test/playground.html", prepare=prepare)
    assert page.query_selector(".editor .text").is_visible() and not page.query_selector("textarea").is_visible()


def test_it_is_ready_soon_and_a_key_stroke_takes_no_time(play):
    page = play()
    page.fill("textarea", "A funny film with a dull end and a fine cast. " * 30)
    spent = page.evaluate(
        """async () => {
          const field = document.querySelector("textarea"), times = [];
          for (let i = 0; i < 30; i++) {
            field.value += "x";
            const start = performance.now();
            field.dispatchEvent(new Event("input"));
            field.getBoundingClientRect();
            times.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
          }
          return times.sort((a, b) => a - b)[15];
        }"""
    )
    # A machine for tests is slow and busy: what is meant is 300 ms and 16 ms.
    assert int(page.get_attribute(".playground", "data-ready")) < 3000
    assert spent < 160
