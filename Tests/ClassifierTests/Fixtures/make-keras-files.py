#!/usr/bin/env python3
"""Writes keras/*.keras and keras/*.h5, small models as Keras saves them, and keras/answers.json: what Keras itself says.

Needs TensorFlow, Keras 3 and tf-keras (Keras 2): pip install tensorflow-cpu keras tf-keras. The texts are the sample
reviews that this project has written itself.
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
import tf_keras

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / "keras"
TEXTS = [
    "A warm, funny film with a script that trusts its audience.",
    "Two hours of rain and nobody says a word.<br /><br />I didn't care.",
    "This is not good at all. It's GREAT at being bad!",
    "The script is sharp, the two leads are superb, and the last scene is one of the most beautiful things.",
    "What a waste of an evening: the plot is a mess.\tAvoid.",
    "Älter als der Film\u2014naïve café, İstanbul.",
]
ROWS, LENGTH = 40, 16
answers = []


def table(shape, salt):
    """The formula of TinyClassifier.table, with as many rows as it takes."""
    count = int(np.prod(shape))
    numbers = [((i * i * 5 + i * 7 + salt * 11) % 23 - 11) / 16 for i in range(count)]
    return np.array(numbers, dtype="float32").reshape(shape)


def vectorization(k, length=LENGTH, **options):
    layer = k.layers.TextVectorization(
        max_tokens=ROWS - 5, output_sequence_length=length, **options)
    layer.adapt(TEXTS)
    return layer


def words(layers):
    """The way of Keras' IMDB data: ranks by frequency, three special tokens in front, padded at the end."""
    tokenizer = tf_keras.preprocessing.text.Tokenizer()
    tokenizer.fit_on_texts(TEXTS)
    return tokenizer.word_index


WORD_INDEX = words(TEXTS)


def indices(text):
    tokens = tf_keras.preprocessing.text.text_to_word_sequence(text)
    ranks = [WORD_INDEX[token] + 3 for token in tokens]
    return [1] + [rank if rank < ROWS else 2 for rank in ranks]


def record(k, name, model, suffixes, **options):
    """Gives the weights their numbers, saves the model and asks it about every text."""
    begins_at_text = any(type(layer).__name__ == "TextVectorization" for layer in model.layers)
    if begins_at_text:
        inputs = [tf.constant([[text]]) for text in TEXTS]
    else:
        length = options.get("length", 256)
        inputs = [
            tf_keras.preprocessing.sequence.pad_sequences(
                [indices(text)], maxlen=length, padding=options.get("padding", "post"))
            for text in TEXTS
        ]
    outputs = model(inputs[0])
    for number, weight in enumerate(model.trainable_variables):
        weight.assign(table(tuple(weight.shape), 3 + number))
    for number, weight in enumerate(model.non_trainable_variables):
        # No variance is negative.
        if "moving" in getattr(weight, "name", ""):
            weight.assign(table(tuple(weight.shape), 3 + number) ** 2)
    outputs = [[float(x) for x in np.array(model(each, training=False))[0]] for each in inputs]
    for suffix in suffixes:
        model.save(FOLDER / f"{name}{suffix}")
        answers.append({
            "file": f"{name}{suffix}", "keras": k.__version__, "options": options,
            "outputs": [[float(f"{x:.9g}") for x in row] for row in outputs],
            "gradient": gradient(model, inputs[0]),
        })


def gradient(model, inputs):
    """The gradient of the last layer's output with respect to what the embedding gives, for the first text."""
    layers = flat(model)
    first = next(i for i, layer in enumerate(layers) if type(layer).__name__ == "Embedding")
    value = inputs
    for layer in layers[:first]:
        value = layer(value)
    rows = layers[first](value)
    mask = layers[first].compute_mask(value)
    with tf.GradientTape() as tape:
        tape.watch(rows)
        value = rows
        for layer in layers[first + 1:]:
            name = type(layer).__name__
            takes = name in ("GlobalAveragePooling1D", "LSTM", "GRU", "Bidirectional")
            value = layer(value, mask=mask) if takes and mask is not None else layer(value)
            if name in ("Conv1D", "GlobalMaxPooling1D") or takes:
                sequences = getattr(layer, "return_sequences", False)
                mask = mask if sequences else None
        target = value[0, -1]
    result = np.array(tape.gradient(target, rows))[0]
    return [float(f"{x:.9g}") for x in result.flatten()]


def flat(model):
    layers = []
    for layer in model.layers:
        kind = type(layer).__name__
        if kind in ("Sequential", "Functional"):
            layers += flat(layer)
        elif kind not in ("InputLayer", "NotEqual"):
            layers.append(layer)
    return layers


def make(k, prefix, suffixes):
    L = k.layers

    def text_input():
        return k.Input((1,), dtype="string") if prefix == "k3" else L.InputLayer((1,), dtype="string")

    record(k, f"{prefix}-tutorial", k.Sequential([
        L.Embedding(ROWS, 4), L.GlobalAveragePooling1D(), L.Dense(5, activation="relu"),
        L.Dense(1, activation="sigmoid")]), suffixes)
    record(k, f"{prefix}-later", k.Sequential([
        text_input(), vectorization(k),
        k.Sequential([
            L.Embedding(ROWS, 4), L.Dropout(0.2), L.GlobalAveragePooling1D(), L.Dropout(0.2),
            L.Dense(1)]),
        L.Activation("sigmoid")]), [".keras"])
    words = k.Input((12,), name="words")
    x = L.Embedding(ROWS, 4, mask_zero=True)(words)
    x = L.SpatialDropout1D(0.1)(x)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True))(x)
    x = L.GRU(2)(x)
    x = L.Dense(3, activation=k.activations.tanh)(x)
    record(k, f"{prefix}-chain", k.Model(words, L.Dense(1, activation="sigmoid", name="verdict")(x)),
           suffixes, length=12, padding="pre")
    record(k, f"{prefix}-convolution", k.Sequential([
        text_input(), vectorization(k, length=None, standardize="lower"),
        L.Embedding(ROWS, 4), L.Conv1D(6, 3, strides=2, padding="valid", activation="relu"),
        L.LayerNormalization(), L.GlobalMaxPooling1D(), L.Dense(4, use_bias=False), L.ReLU(),
        L.Dense(1)]), [".keras"])
    if prefix == "k3":
        record(k, "k3-characters", k.Sequential([
            text_input(), vectorization(k, length=40, split="character"), L.Embedding(ROWS, 4),
            L.GlobalAveragePooling1D(), L.Dense(1, activation="sigmoid")]), [".keras"])
    one = [suffixes[0 if prefix == "k3" else 1]]
    words = k.Input((12,), name="words")
    x = L.Embedding(ROWS, 4, mask_zero=True)(words)
    x = L.SpatialDropout1D(0.1)(x)
    x = L.GlobalAveragePooling1D()(x)
    x = L.LayerNormalization()(x)
    x = k.Sequential([L.Dense(5, activation="gelu"), L.BatchNormalization(), L.ELU()])(x)
    x = L.Dense(4, activation="silu" if prefix == "k3" else "swish")(x)
    x = L.Dense(3, activation="elu")(x)
    x = L.BatchNormalization(scale=False)(x)
    x = L.Dense(3, activation="selu")(x)
    x = L.Dense(3, activation="softplus")(x)
    x = L.Dense(2)(x)
    x = L.Activation("leaky_relu")(x)
    record(k, f"{prefix}-curves", k.Model(words, L.Dense(1, activation="sigmoid")(x)),
           one, length=12)
    x = L.Embedding(ROWS, 4, mask_zero=True)(words)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="sum")(x)
    x = L.BatchNormalization(center=False)(x)
    x = L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode="mul")(x)
    x = L.Bidirectional(L.LSTM(2), merge_mode="ave")(x)
    record(k, f"{prefix}-merged", k.Model(words, L.Dense(1, activation="sigmoid")(x)),
           one, length=12)


FOLDER.mkdir(exist_ok=True)
(FOLDER / "word_index.json").write_text(json.dumps(WORD_INDEX, indent=0, ensure_ascii=False) + "\n")
make(keras, "k3", [".keras", ".h5"])
make(tf_keras, "k2", [".keras", ".h5"])
(FOLDER / "answers.json").write_text("[\n" + ",\n".join(
    [json.dumps({"keras": keras.__version__, "tf_keras": tf_keras.__version__,
                 "tensorflow": tf.__version__, "texts": TEXTS}, ensure_ascii=False)]
    + [json.dumps(answer) for answer in answers]) + "\n]\n")
