"""Runs texts through the program, through the module in wasmkit and through the page in Chromium, and compares all bits."""

import base64
import json
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "PageTests"))
import three_classes  # noqa: E402

REPORT = ROOT / ".build" / "release" / "report"
NUMBERS = ROOT / ".build" / "release" / "playground-numbers"
CONSOLE = ROOT / ".build" / "playground" / "console.wasm"
FASTTEXT = ROOT / "Tests" / "ClassifierTests" / "Fixtures" / "fasttext"

# Models of fastText: words, subwords, word n-grams, quantized and pruned weights.
LINES = ["bigrams.bin", "both.bin", "parts.bin", "words.bin", "codes.ftz", "pruned.ftz"]

HOSTILE = [
    "", " ", "\0", "\r\n\r", "\ufeffgood", "</script><script>alert(1)</script>", "<br />good<br>bad<BR/>", "<br", "good\u0301 bad",
    "ΟΔΟΣ Σ ΑΣ. ΑΣ.Α ςΣσ", "İSTANBUL ŉ ǰ ΐ ß ẞ ﬁ", "e\u0301 é é", "\u202egood\u202c bad", "👩‍👩‍👧‍👦 great 🇩🇪 👍🏽", "a" * 5000,
    "good " * 2000, "'''don't'' 'tis rock'n'roll'", "\U0010ffff\ufffe\u200b\u00ad", "𝐠𝐨𝐨𝐝 ｇｏｏｄ good", "не хороший фильм 良い映画 فيلم جيد",
    "\u1e9b\u0323 \u0958 \u2126 Å", "ก็ good ქართული Ა", "x" + "\u0300" * 300, "𑀓𞤀ꟅꭰᲐ ᏸᎨ", "good\u00a0bad\u2003fine\u3000awful\u2028line\u2029end",
    "\u0345Α\u0345Σ\u0345", "Σ", "…“good”—bad–fine", "#t5 &amp; &lt; \\ \" ` ${x}", "\t\v\fgood\x1fbad\x7f\x80\x9f",
]


def samples():
    lines = (ROOT / "Reports" / "picks.txt").read_text().splitlines()
    return [re.sub(r"^\{[^}]*\} *", "", line) for line in lines if line and line[0] not in "#@"]


def noise(count):
    source = random.Random(20)
    ranges = [(32, 126), (32, 126), (0, 0x2FF), (0x370, 0x24FF), (0x1E00, 0x1FFF), (0xA640, 0xABFF), (0x10400, 0x1E9FF), (0xE000, 0xFFFF)]
    return ["".join(chr(source.randint(*source.choice(ranges))) for _ in range(source.randint(1, 300))) for _ in range(count)]


def imdb(count):
    if "DATA" not in os.environ:
        return []
    root = pathlib.Path(os.environ["DATA"])
    root = root / "test" if (root / "test").is_dir() else root
    found = []
    for label in ["neg", "pos"]:
        files = sorted((root / label).glob("*.txt"))
        found += files[:: max(1, len(files) // (count // 2))][: count // 2]
    return [path.read_text(encoding="utf-8") for path in found]


def stream(cases):
    encoded = [(padding, text.encode()) for padding, text in cases]
    return b"".join(struct.pack("<ii", padding, len(text)) + text for padding, text in encoded)


def answers(output):
    parts, place = [], 0
    while place < len(output):
        (size,) = struct.unpack_from("<i", output, place)
        parts.append(output[place + 4 : place + 4 + size])
        place += 4 + size
    return list(zip(parts[::2], parts[1::2], strict=True))


def program(model, cases):
    run = subprocess.run([NUMBERS, "answers", *model], input=stream(cases), capture_output=True, check=True)
    return answers(run.stdout)


def module(model, cases):
    data = subprocess.run([NUMBERS, "model", *model], capture_output=True, check=True).stdout
    run = subprocess.run(["wasmkit", "run", CONSOLE], input=struct.pack("<i", len(data)) + data + stream(cases), capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    return answers(run.stdout)


def compare(name, cases, expected, found):
    assert len(expected) == len(found) == len(cases), f"{name}: {len(found)} answers to {len(cases)} texts"
    numbers = 0
    for (padding, text), want, got in zip(cases, expected, found, strict=True):
        if want != got:
            ours, theirs = (struct.unpack(f"<{len(part[0]) // 8}d", part[0]) for part in (want, got))
            places = [i for i, pair in enumerate(zip(ours, theirs)) if struct.pack("<d", pair[0]) != struct.pack("<d", pair[1])]
            sys.exit(f"{name}: {text[:200]!r}, padding {padding}: {len(ours)} and {len(theirs)} numbers, which differ at {places[:10]}")
        numbers += len(want[0]) // 8
    print(f"{name}: {len(cases)} texts, {numbers} numbers, all bits equal")


BROWSER = """async texts => {
  const root = document.querySelector(".playground"), field = root.querySelector("textarea"), found = [];
  root.addEventListener("answer", event => {
    const bytes = new Uint8Array(new Float64Array(event.detail).buffer);
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    found.push([btoa(text), [...root.querySelectorAll(".points-to .word")].map(word => word.textContent + "\\n").join("")]);
  });
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new Event("input"));
  }
  return found;
}"""


def page(cases, folder):
    """The answers of the page, and the texts as a field holds them: lines end in LF, and lone surrogates are replaced."""
    subprocess.run([REPORT, "build", "--reviews", ROOT / "Reports" / "picks.txt", "--output", folder / "site", "--quiet"], check=False)
    chrome = os.environ.get("CHROME") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome)
        tab = browser.new_page()
        errors = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        tab.goto((folder / "site" / "playground.html").as_uri())
        tab.wait_for_selector(".playground[data-ready]")
        found = tab.evaluate(BROWSER, [text for _, text in cases])
        browser.close()
    assert not errors, errors
    return [(base64.b64decode(numbers), words.encode()) for numbers, words in found]


def in_field(text):
    return re.sub("\r\n?", "\n", text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def main():
    plain = samples() + HOSTILE + noise(200)
    reviews = imdb(200)
    cases = [(0, text) for text in plain + reviews] + [(padding, text) for text in samples() for padding in (1, 64, 500)]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([REPORT, "export", folder / "exported"], check=True, stdout=subprocess.DEVNULL)
        three_classes.write(folder / "exported", folder / "classes")
        compare("embedded model, wasmkit", cases, program([], cases), module([], cases))
        for model in ["average-masked", "average-linear", str(folder / "classes"), *(str(FASTTEXT / name) for name in LINES)]:
            compare(f"{pathlib.Path(model).name}, wasmkit", cases, program([model], cases), module([model], cases))
        lone = ["\ud800", "good \udfff bad", "\udbff\ud800 great"]
        inside = [(0, text) for text in plain + reviews + lone]
        expected = program([], [(0, in_field(text)) for _, text in inside])
        compare("embedded model, Chromium", inside, expected, page(inside, folder))


if __name__ == "__main__":
    main()
