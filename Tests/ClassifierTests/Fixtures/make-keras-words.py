#!/usr/bin/env python3
"""Writes keras-words/: small models of Keras 3 that begin at the indices of a Tokenizer, models with odd ends, the files of
the tokenizers, and answers.json, what Keras itself says.

Needs Keras 3 with any backend, such as JAX: pip install keras jax. The texts are the project's own.
"""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras.src.legacy.preprocessing.text import Tokenizer

L = keras.layers
FOLDER = pathlib.Path(__file__).parent / "keras-words"
FOLDER.mkdir(exist_ok=True)
TEXTS = [
    "Great film, great cast.",
    "A dull plot, and a slow one!",
    "It's a film. It's NOT great, at all?",
    "Nothing of this was ever heard of",
    "great great great great great great great great dull",
    "",
]
LEARNT = ["great great great great", "film film film", "a a a dull dull", "plot and a slow one", "it's long"]
ROWS, LENGTH = 20, 8
answers = []


def table(shape, salt):
    """The formula of TinyClassifier.table."""
    count = int(np.prod(shape))
    numbers = [((i * i * 5 + i * 7 + salt * 11) % 23 - 11) / 16 for i in range(count)]
    return np.array(numbers, dtype="float32").reshape(shape)


def tokenizer(name, **options):
    made = Tokenizer(**options)
    made.fit_on_texts(LEARNT)
    (FOLDER / f"{name}.json").write_text(made.to_json() + "\n")
    (FOLDER / f"{name}-index.json").write_text(json.dumps(made.word_index) + "\n")
    return made


def record(name, *end, words, rows=ROWS, loss=None, options=None, **cut):
    """Saves a model with an end of its own, and what it says of each text."""
    model = keras.Sequential(
        [keras.Input((LENGTH,)), L.Embedding(rows, 3), L.GlobalAveragePooling1D(), *end])
    for number, weight in enumerate(model.trainable_variables):
        weight.assign(4 * table(tuple(weight.shape), 3 + number))
    if loss is not None:
        model.compile(optimizer="sgd", loss=loss)
    for suffix in [".keras", ".h5"] if loss is not None else [".keras"]:
        model.save(FOLDER / f"{name}{suffix}")
    outputs = []
    for text in TEXTS:
        row = keras.utils.pad_sequences(words.texts_to_sequences([text]), maxlen=LENGTH, **cut)
        outputs.append([float(f"{x:.9g}") for x in np.asarray(model(row))[0]])
    answers.append({"file": f"{name}.keras", "options": {**(options or {}), **cut}, "outputs": outputs})


POST = {"padding": "post"}
sigmoid = lambda: L.Dense(1, activation="sigmoid")
oov = tokenizer("oov", num_words=ROWS, oov_token="<OOV>")
plain = tokenizer("plain")
few = tokenizer("few", num_words=5, oov_token="[UNK]")
letters = tokenizer("letters", char_level=True, oov_token="<unk>")
record("oov", sigmoid(), words=oov, options={"index": "oov"}, **POST)
record("plain", sigmoid(), words=plain, rows=len(plain.word_index) + 1, options={"index": "plain"}, **POST)
record("few", sigmoid(), words=few, options={"index": "few"}, **POST)
record("letters", sigmoid(), words=letters, options={"index": "letters"}, **POST)
record("ends", sigmoid(), words=oov, options={"index": "oov"}, padding="pre", truncating="post")
record("twice", sigmoid(), L.Activation("sigmoid"), words=oov, options={"index": "oov"}, **POST)
record("then-linear", sigmoid(), L.Activation("linear"), words=oov, options={"index": "oov"}, **POST)
record("softmax-twice", L.Dense(3, activation="softmax"), L.Softmax(), words=oov,
       options={"index": "oov"}, **POST)
record("logits", L.Dense(1), words=oov, options={"index": "oov"},
       loss=keras.losses.BinaryCrossentropy(from_logits=True), **POST)
record("regression", L.Dense(1), words=oov, options={"index": "oov"}, loss="mse", **POST)
record("no-logits", L.Dense(1), words=oov, options={"index": "oov"}, loss="binary_crossentropy", **POST)
record("several", L.Dense(4, activation="sigmoid"), words=oov, options={"index": "oov"},
       loss="binary_crossentropy", **POST)
record("slope", L.Dense(3), L.LeakyReLU(negative_slope=0.1), sigmoid(), words=oov,
       options={"index": "oov"}, **POST)
(FOLDER / "answers.json").write_text("[\n" + ",\n".join(
    [json.dumps({"keras": keras.__version__, "texts": TEXTS})]
    + [json.dumps(answer) for answer in answers]) + "\n]\n")
