"""Trains models with Keras 2 and 3, and compares the predictions of Keras and `report`."""

import inspect
import json
import os
import re
import string
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
import tf_keras
from common import (
    EPOCHS, LENGTH, ROWS, WORK, few, judge, per_review, test, train, train_labels)

L = keras.layers
keras.utils.set_random_seed(1)

# Encode words as in Keras' IMDB data, with ranks computed on these reviews.
tokenizer = tf_keras.preprocessing.text.Tokenizer()
tokenizer.fit_on_texts(train)
(WORK / "word_index.json").write_text(json.dumps(tokenizer.word_index))
INDEX = ("--word-index", str(WORK / "word_index.json"), "--index-offset", "3")


def padded(texts, length=LENGTH, padding="post"):
    rows = []
    for text in texts:
        words = tf_keras.preprocessing.text.text_to_word_sequence(text)
        found = (tokenizer.word_index.get(word, ROWS) + 3 for word in words)
        rows.append([1] + [index if index < ROWS else 2 for index in found])
    return tf_keras.preprocessing.sequence.pad_sequences(rows, maxlen=length, padding=padding)


def vectorization(**options):
    layer = L.TextVectorization(max_tokens=ROWS, output_sequence_length=LENGTH, **options)
    layer.adapt(train)
    return layer


def strings(texts):
    return tf.constant([[text] for text in texts])


def flat(model):
    """Yields the layers of a model and of nested models."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from flat(layer)
        elif type(layer).__name__ != "InputLayer":
            yield layer


def outputs(layers, values, mask, is_logit):
    """Returns the probability after some layers, passing the mask to each layer that accepts it."""
    for layer in layers:
        takes = mask is not None and "mask" in inspect.signature(layer.call).parameters
        before, values = values, layer(values, **({"mask": mask} if takes else {}))
        mask = layer.compute_mask(before, mask) if mask is not None else None
    last = values[:, -1]
    return tf.sigmoid(last) if is_logit else last


def says(layers, inputs, is_logit):
    """Returns the predictions of some layers for the reviews, and the gradients for a few of them."""
    embedding, *rest = layers
    found = []
    for start in range(0, len(inputs), 100):
        part = inputs[start:start + 100]
        found.append(outputs(rest, embedding(part), embedding.compute_mask(part), is_logit))
    part = tf.gather(inputs, few)
    with tf.GradientTape() as tape:
        rows = embedding(part)
        tape.watch(rows)
        probability = outputs(rest, rows, embedding.compute_mask(part), is_logit)
    # Reviews are independent, so the gradients of the whole batch are those of each review.
    slopes = tape.gradient(probability, rows)
    gradients = per_review(*(np.asarray(x, dtype="float64") for x in (rows, slopes)))
    return np.concatenate(found).astype("float64"), gradients


def in_64_bits(k, layers, inputs):
    """Returns the layers in 64 bits, to exclude rounding errors of Keras."""
    single = k.Sequential(layers)
    single(inputs[:1])
    double = k.Sequential.from_config(
        json.loads(json.dumps(single.get_config()).replace('"float32"', '"float64"')))
    double(inputs[:1])
    double.set_weights(single.get_weights())
    return list(flat(double))


def compare(name, path, model, inputs, options=(), k=keras, is_logit=False):
    layers = list(flat(model))
    if type(layers[0]).__name__ == "TextVectorization":
        inputs = layers.pop(0)(inputs)
    double = in_64_bits(k, layers, inputs)
    return judge(
        name, path, says(layers, inputs, is_logit), says(double, inputs, is_logit), options)


def learn(name, model, loss="binary_crossentropy", k=keras, suffix=".keras", is_logit=False,
          encoding=None, options=INDEX):
    """Trains and saves the model, and compares both programs."""
    is_text = type(model.layers[0]).__name__ == "TextVectorization"
    prepare = strings if is_text else encoding or padded
    model.compile(optimizer="adam", loss=loss)
    model.fit(prepare(train), train_labels, epochs=EPOCHS, batch_size=64, verbose=0)
    path = WORK / (name.split(",")[0].replace(" ", "-") + suffix)
    model.save(path)
    return compare(
        name, path, model, prepare(test), () if is_text else options, k, is_logit)


def tutorial(k):
    return k.Sequential([
        k.layers.Embedding(ROWS, 16), k.layers.GlobalAveragePooling1D(),
        k.layers.Dense(16, activation="relu"), k.layers.Dense(1, activation="sigmoid")])


@keras.saving.register_keras_serializable()
def custom_standardization(texts):
    """The standardization function of the tutorial."""
    lower = tf.strings.regex_replace(tf.strings.lower(texts), "<br />", " ")
    return tf.strings.regex_replace(lower, f"[{re.escape(string.punctuation)}]", "")


def later():
    """The tutorial's second form: trained on indices, exported with its TextVectorization layer."""
    model = keras.Sequential([
        L.Embedding(ROWS, 16), L.Dropout(0.2), L.GlobalAveragePooling1D(), L.Dropout(0.2), L.Dense(1)])
    layer = vectorization(standardize=custom_standardization)
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(layer(strings(train)), train_labels, epochs=EPOCHS, batch_size=64, verbose=0)
    whole = keras.Sequential(
        [keras.Input((1,), dtype="string"), layer, model, L.Activation("sigmoid")])
    whole.save(WORK / "later.keras")
    return compare(
        "later, with TextVectorization", WORK / "later.keras", whole, strings(test),
        ("--standardize", "lower_and_strip_punctuation"))


def with_tokens():
    """A model with a token list as its vocabulary and reviews padded at the front."""
    words = sorted(tokenizer.word_index, key=tokenizer.word_index.get)
    tokens = (["<PAD>", "<START>", "<UNK>", "<UNUSED>"] + words)[:ROWS]
    (WORK / "vocabulary.txt").write_text("".join(token + "\n" for token in tokens))
    return learn(
        "tokens, padded in front", tutorial(keras), encoding=lambda texts: padded(texts, 80, "pre"),
        options=("--vocabulary", str(WORK / "vocabulary.txt"), "--sequence-length", "80",
                 "--padding", "pre"))


def text_model(*layers):
    return keras.Sequential([keras.Input((1,), dtype="string"), vectorization(), *layers])


LOGITS = keras.losses.BinaryCrossentropy(from_logits=True)
print(f"Keras {keras.__version__}, tf-keras {tf_keras.__version__}, TensorFlow {tf.__version__}")
good = [
    learn("tutorial, Keras 3", tutorial(keras)),
    learn("tutorial 2, Keras 2", tutorial(tf_keras), k=tf_keras, suffix=".h5"),
    with_tokens(),
    later(),
    learn("convolution", text_model(
        L.Embedding(ROWS, 16), L.Conv1D(32, 5, activation="relu"), L.GlobalMaxPooling1D(),
        L.Dense(1, activation="sigmoid"))),
    learn("lstm, mask_zero, logits", text_model(
        L.Embedding(ROWS, 16, mask_zero=True), L.LSTM(16), L.Dense(1)), LOGITS, is_logit=True),
    learn("gru, both ways, mask_zero", text_model(
        L.Embedding(ROWS, 16, mask_zero=True), L.Bidirectional(L.GRU(8)),
        L.Dense(1, activation="sigmoid"))),
    learn("softmax, two classes", text_model(
        L.Embedding(ROWS, 16), L.GlobalAveragePooling1D(), L.Dense(16, activation="relu"),
        L.Dense(2, activation="softmax")), "sparse_categorical_crossentropy"),
]
sys.exit(0 if all(good) else 1)
