"""Writes widths.json, what wcwidth makes of characters and texts, and WideScalars.swift, its table of wide characters.

    python3 -m venv .build/fixtures
    .build/fixtures/bin/pip install wcwidth==0.9.4
    .build/fixtures/bin/python Tests/SourceTextTests/Fixtures/make-widths.py
"""

import json
import pathlib

import wcwidth

# Each is one grapheme cluster, and none joins the next, so texts of several are as wide as their parts. They stand alone
# here, because wcwidth joins whatever follows a Tamil virama to its consonant, which grapheme clusters do not.
CLUSTERS = [
    "a", "é", "e\u0301", "q\u0323\u0307", "ß", "…", "–", "“", "ｱ", "ｶ\uff9e", "Ａ", "、", "　", "日", "本", "カ\u3099",
    "한", "\u1100\u1161\u11a8", "\u115f\u1160", "𠀀", "☰", "ﷺ", "ש\u05c1", "ع\u064b", "ก\u0e33", "\u0e33", "க\u0bcd",
    "நி", "की", "क\u094dष", "ක\u0dca\u200dෂ", "\u0600\u0661", "\u00ad", "\u200b", "\u2060", "\ufeff",
    "😀", "⌚", "⌚\ufe0e", "❤", "❤\ufe0f", "☎", "☎\ufe0f", "©", "©\ufe0f", "™\ufe0f", "a\ufe0f", "1", "1\ufe0f\u20e3", "#\ufe0f\u20e3",
    "👍🏽", "👩‍👩‍👧", "🧑‍🚀", "👩‍⚕\ufe0f", "👩🏽‍⚕\ufe0f", "❤\ufe0f‍🔥", "🏳\ufe0f‍🌈", "🇩🇪", "🇯🇵", "🏴\U000e0067\U000e0062\U000e007f",
]  # fmt: skip

TEXTS = ["", "A warm, funny film.", "温かくて面白い映画", "정말 재미있는 영화", "ভালো ছবি", "फ़िल्म अच्छी है"]


def runs():
    """Returns all runs of characters that do not take one column."""
    found = []
    for code in range(0x110000):
        width = max(0, wcwidth.wcwidth(chr(code)))
        if width == 1 or 0xD800 <= code < 0xE000:
            continue
        if found and found[-1][1:] == [code - 1, width]:
            found[-1][1] = code
        else:
            found.append([code, code, width])
    return found


def main():
    here = pathlib.Path(__file__).parent
    lines = lambda rows: "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]"
    ranges = runs()
    widths = lambda texts: lines([text, wcwidth.wcswidth(text)] for text in texts)
    text = '{"scalars": %s,\n"clusters": %s,\n"texts": %s}\n'
    (here / "widths.json").write_text(text % (lines(ranges), widths(CLUSTERS), widths(TEXTS)))

    wide = ["0x%04X...0x%04X" % (low, high) for low, high, width in ranges if width == 2]
    rows = ["    " + ", ".join(wide[at : at + 5]) + "," for at in range(0, len(wide), 5)]
    (here.parents[2] / "Sources/SourceText/WideScalars.swift").write_text(
        f"""// Written by Tests/SourceTextTests/Fixtures/make-widths.py from wcwidth {wcwidth.__version__}.

extension Unicode.Scalar {{
  /// The characters that take two terminal columns, in order: East Asian wide and fullwidth characters, and emoji
  /// (Unicode {wcwidth.list_versions()[-1]}).
  // swift-format-ignore
  static let wide: [ClosedRange<UInt32>] = [
{chr(10).join(rows)}
  ]
}}
"""
    )


main()
