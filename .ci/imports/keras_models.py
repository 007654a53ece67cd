"""Trains models with Keras 2 and 3, and compares what Keras and `report` say."""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
import tf_keras
from common import EPOCHS, LENGTH, ROWS, WORK, judge, test, train, train_labels

L = keras.layers
keras.utils.set_random_seed(1)

# The way of Keras' IMDB data, with ranks counted in these reviews.
tokenizer = tf_keras.preprocessing.text.Tokenizer()
tokenizer.fit_on_texts(train)
(WORK / "word_index.json").write_text(json.dumps(tokenizer.word_index))
INDEX = ("--word-index", str(WORK / "word_index.json"))


def padded(texts):
    rows = []
    for text in texts:
        words = tf_keras.preprocessing.text.text_to_word_sequence(text)
        found = (tokenizer.word_index.get(word, ROWS) + 3 for word in words)
        rows.append([1] + [index if index < ROWS else 2 for index in found])
    return tf_keras.preprocessing.sequence.pad_sequences(rows, maxlen=LENGTH, padding="post")


def vectorization():
    layer = L.TextVectorization(max_tokens=ROWS, output_sequence_length=LENGTH)
    layer.adapt(train)
    return layer


def strings(texts):
    return tf.constant([[text] for text in texts])


def probabilities(outputs, is_logit):
    outputs = np.asarray(outputs, dtype="float64")[:, -1]
    return 1 / (1 + np.exp(-outputs)) if is_logit else outputs


def in_64_bits(k, model, inputs):
    """What the model says when it computes with 64 bits: without the rounding of Keras' own sums."""
    layers = list(model.layers)
    if type(layers[0]).__name__ == "TextVectorization":
        inputs = layers.pop(0)(inputs)
    core = k.Sequential(layers)
    core(inputs[:1])
    double = k.Sequential.from_config(
        json.loads(json.dumps(core.get_config()).replace('"float32"', '"float64"')))
    double(inputs[:1])
    double.set_weights(core.get_weights())
    return np.concatenate([np.asarray(double(inputs[i:i + 100])) for i in range(0, len(inputs), 100)])


def learn(name, model, loss="binary_crossentropy", k=keras, suffix=".keras", is_logit=False):
    """Trains the model, saves it and asks both."""
    is_text = type(model.layers[0]).__name__ == "TextVectorization"
    inputs, tests = (strings(train), strings(test)) if is_text else (padded(train), padded(test))
    model.compile(optimizer="adam", loss=loss)
    model.fit(inputs, train_labels, epochs=EPOCHS, batch_size=64, verbose=0)
    path = WORK / (name.split(",")[0].replace(" ", "-") + suffix)
    model.save(path)
    return judge(
        name, path, probabilities(model.predict(tests, verbose=0), is_logit),
        probabilities(in_64_bits(k, model, tests), is_logit), () if is_text else INDEX)


def tutorial(k):
    return k.Sequential([
        k.layers.Embedding(ROWS, 16), k.layers.GlobalAveragePooling1D(),
        k.layers.Dense(16, activation="relu"), k.layers.Dense(1, activation="sigmoid")])


def later():
    """The tutorial's second form: trained on indices, exported with the layer that makes them."""
    model = keras.Sequential([
        L.Embedding(ROWS, 16), L.Dropout(0.2), L.GlobalAveragePooling1D(), L.Dropout(0.2), L.Dense(1)])
    layer = vectorization()
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(layer(strings(train)), train_labels, epochs=EPOCHS, batch_size=64, verbose=0)
    whole = keras.Sequential(
        [keras.Input((1,), dtype="string"), layer, model, L.Activation("sigmoid")])
    whole.save(WORK / "later.keras")
    return judge(
        "later, with TextVectorization", WORK / "later.keras",
        probabilities(whole.predict(strings(test), verbose=0), False),
        probabilities(in_64_bits(keras, whole, strings(test)), False))


def text_model(*layers):
    return keras.Sequential([keras.Input((1,), dtype="string"), vectorization(), *layers])


LOGITS = keras.losses.BinaryCrossentropy(from_logits=True)
print(f"Keras {keras.__version__}, tf-keras {tf_keras.__version__}, TensorFlow {tf.__version__}")
good = [
    learn("tutorial, Keras 3", tutorial(keras)),
    learn("tutorial 2, Keras 2", tutorial(tf_keras), k=tf_keras, suffix=".h5"),
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
