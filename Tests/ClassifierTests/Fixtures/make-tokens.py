#!/usr/bin/env python3
"""Writes tokens.json: texts with their words as Keras cuts them. Needs nothing but Python."""

import json
import pathlib
import re

FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
STRIPPED = r"""[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~']"""
LINE_BREAK = re.compile(r"<br *\/?>", re.IGNORECASE)


def tokenizer(text):
    """keras.preprocessing.text.text_to_word_sequence, after Python's universal newlines."""
    text = LINE_BREAK.sub(" ", text).replace("\r", "\n").lower()
    text = text.translate(str.maketrans({c: " " for c in FILTERS}))
    return [word for word in text.split(" ") if word]


def lower_and_strip_punctuation(text):
    """keras.layers.TextVectorization: tf.strings.lower and .split only know ASCII."""
    text = LINE_BREAK.sub(" ", text)
    text = "".join(c.lower() if c.isascii() else c for c in text)
    return [w.decode() for w in re.sub(STRIPPED, "", text).encode().split()]


def lower(text):
    """keras.layers.TextVectorization with standardize="lower"."""
    text = LINE_BREAK.sub(" ", text)
    return [w.decode() for w in "".join(c.lower() if c.isascii() else c for c in text).encode().split()]


def strip_punctuation(text):
    """keras.layers.TextVectorization with standardize="strip_punctuation"."""
    return [w.decode() for w in re.sub(STRIPPED, "", LINE_BREAK.sub(" ", text)).encode().split()]


def none(text):
    """keras.layers.TextVectorization with standardize=None."""
    return [w.decode() for w in LINE_BREAK.sub(" ", text).encode().split()]


TEXTS = [
    "",
    "   ",
    "A fine film.",
    "Don't you think it's 'great'?",
    "good,but long... (very long!) -- 7/10",
    "One<br /><br />two<BR>three<br/>four<br  />five<b>six</b>",
    "<br <brx> <br/ > a<br",
    "tab\tnewline\nreturn\rboth\r\nend\x0bvertical\x0cform",
    "no\u00a0break\u2028line\u2029paragraph\u0085next\u3000wide\u200bzero",
    "Amélie À LA FIN, ÉCOUTE ÇA",
    "e\u0301 combining E\u0301 and \u00c9",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ Σ ΑΣ. ΑΣ.Α ΑΣ'Α ΑΣ' Σ1 1Σ",
    "İstanbul I ı STRASSE ẞ ß ǅ ﬁ Ω K Å",
    "Ⅷ Ⓐ 𝔸 𐐀 Ა Ꭰ ꭰ",
    "great 👍🏽👨‍👩‍👧 film 🎬!",
    "سرد جميل, פילם טוב. עברית",
    "映画は、とても良い。 영화",
    "_under_score_ back`tick` {x} [y] ^z~ |a| \\b",
    "“quoted” ‘single’ it’s—dash…",
    "\x00\x01 control \x7f",
    "don''t '' ' '''",
    "A" * 40 + "'" * 3 + " " + "Z",
]

rows = [
    {
        "text": text,
        **{way.__name__: way(text) for way in (
            tokenizer, lower_and_strip_punctuation, lower, strip_punctuation, none)},
    }
    for text in TEXTS
]
path = pathlib.Path(__file__).with_name("tokens.json")
path.write_text(json.dumps(rows, indent=1) + "\n")
