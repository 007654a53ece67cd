#!/usr/bin/env python3
"""Writes the small files of Corpus/safetensors, Corpus/model and Corpus/fasttext.

Needs nothing but Python. Numbers follow from their place, so the same files are always the same bytes.
"""

import json
import pathlib
import struct

CORPUS = pathlib.Path(__file__).parent / "Corpus"
WORDS = ["<PAD>", "<START>", "<UNK>", "film", "good", "bad", "été"]


def write(name, data):
    path = CORPUS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def numbers(count):
    return [((i * i * 5 + i * 7) % 23 - 11) / 16 for i in range(count)]


def size(shape):
    return shape[0] * size(shape[1:]) if shape else 1


def safetensors(tensors, kind="F32"):
    header, data = {}, b""
    for name, shape in tensors.items():
        start = len(data)
        data += struct.pack(f"<{size(shape)}{'f' if kind == 'F32' else 'e'}", *numbers(size(shape)))
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [start, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + data


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, **config}}


def model(name, layers, tensors, length=6, text=None, words=WORDS, kind="F32", **rest):
    embedding = layer("Embedding", "e", input_dim=len(words), output_dim=2, **rest)
    text = text or {
        "standardize": "tokenizer", "split": "whitespace", "vocabulary": "vocabulary.txt",
        "sequence_length": length, "padding": "post", "truncating": "pre",
        "padding_token": "<PAD>", "start_token": "<START>", "oov_token": "<UNK>"}
    config = {
        "class_name": "Sequential", "text": text,
        "config": {"name": name, "layers": [embedding] + layers}}
    weights = safetensors({"e/embeddings": [len(words), 2], **tensors}, kind)
    vocabulary = "".join(word + "\n" for word in words).encode()
    write(f"model/{name}", b"\0".join([json.dumps(config).encode(), vocabulary, weights]))


def end(columns, units=1):
    kind = "sigmoid" if units == 1 else "softmax"
    return (
        [layer("Dense", "d", units=units, activation=kind)],
        {"d/kernel": [columns, units], "d/bias": [units]})


def models():
    average = [layer("GlobalAveragePooling1D", "p")]
    dense, weights = end(2)
    model("average", average + dense, weights, mask_zero=True)
    model("half", average + dense, weights, kind="F16", length=None)
    softmax, more = end(2, 3)
    model("classes", [layer("GlobalMaxPooling1D", "p")] + softmax, more)
    model("attention", [layer("AttentionPooling", "a")] + dense, {"a/query": [2, 1], **weights})
    model("norm", [layer("LayerNormalization", "n", epsilon=0.001), layer("Dropout", "o", rate=0.5)]
          + average + dense, {"n/gamma": [2], "n/beta": [2], **weights})
    wide, wide_weights = end(6)
    model("flatten", [layer("Flatten", "f")] + wide, wide_weights, length=3)
    conv = layer("Conv1D", "c", filters=2, kernel_size=[3], strides=[2], padding="same", activation="relu")
    model("convolution", [conv, layer("Activation", "t", activation="tanh")] + average + dense,
          {"c/kernel": [3, 2, 2], "c/bias": [2], **weights})
    open_conv = layer("Conv1D", "c", filters=2, kernel_size=3, padding="valid", use_bias=False)
    model("open", [open_conv] + average + dense, {"c/kernel": [3, 2, 2], **weights}, length=None)
    lstm = {"kernel": [2, 8], "recurrent_kernel": [2, 8], "bias": [8]}
    model("lstm", [layer("LSTM", "l", units=2)] + dense,
          {**{f"l/lstm_cell/{key}": shape for key, shape in lstm.items()}, **weights})
    gru = {"kernel": [2, 3], "recurrent_kernel": [1, 3], "bias": [2, 3]}
    both = layer("Bidirectional", "b", layer=layer("GRU", "g", units=1, return_sequences=True))
    model("both", [both] + average + dense, {
        **{f"b/{way}_g/gru_cell/{key}": shape for way in ["forward", "backward"]
           for key, shape in gru.items()}, **weights}, mask_zero=True)
    ngrams = {
        "kind": "fasttext", "vocabulary": "vocabulary.txt", "labels": ["__label__a", "__label__b", "c"],
        "word_ngrams": 2, "minn": 2, "maxn": 3, "bucket": 9, "kept_buckets": [4, 1, 7]}
    tree = layer("HierarchicalSoftmax", "h", children=[[0, 1], [3, 2]])
    words = ["good", "film", "</s>", "(no word)"]
    config = layer("Embedding", "e", input_dim=7, output_dim=2)
    write("model/ngrams", b"\0".join([
        json.dumps({"class_name": "Sequential", "text": ngrams, "classes": ["a", "b", "c"],
                    "config": {"name": "n", "layers": [config] + average + [tree]}}).encode(),
        "".join(word + "\n" for word in words).encode(),
        safetensors({"e/embeddings": [7, 2], "h/kernel": [2, 2]})]))


def fasttext(name, loss=3, ngrams=1, buckets=0, parts=(0, 0), kept=None, codes=None, labels=2,
             words=("</s>", "good", "bad", "film", "été"), label="__label__{}"):
    rows = len(words) + (buckets if kept is None else len(kept))
    data = struct.pack("<14i", 793712314, 12, 2, 5, 5, 1, 5, ngrams, loss, 3, buckets, *parts, 100)
    data += struct.pack("<d", 1e-4)
    data += struct.pack("<3i2q", len(words) + labels, len(words), labels, 40,
                        -1 if kept is None else len(kept))
    for index, word in enumerate([*words, *(label.format(n) for n in range(labels))]):
        data += word.encode() + b"\0" + struct.pack("<qb", 9 - index, index >= len(words))
    for place, bucket in enumerate(kept or []):
        data += struct.pack("<2i", bucket, place)

    def dense(rows):
        return struct.pack(f"<2q{2 * rows}f", rows, 2, *numbers(2 * rows))

    def centroids(columns):
        values = numbers(256 * columns)
        return struct.pack(f"<4i{256 * columns}f", columns, columns, 1, 1, *values)

    def coded(rows, norms):
        text = struct.pack("<b2qi", norms, rows, 2, 2 * rows)
        text += bytes(i * 37 % 256 for i in range(2 * rows)) + centroids(2)
        return text + (bytes(range(rows)) + centroids(1) if norms else b"")

    data += struct.pack("<b", codes is not None)
    data += dense(rows) if codes is None else coded(rows, "norms" in codes)
    data += struct.pack("<b", codes is not None and "output" in codes)
    data += coded(labels, "norms" in codes) if codes and "output" in codes else dense(labels)
    write(f"fasttext/{name}", data)


def fasttexts():
    fasttext("words.bin")
    fasttext("both.bin", ngrams=2, buckets=7, parts=(2, 3))
    fasttext("tree.bin", loss=1, labels=4)
    fasttext("codes.ftz", codes=[])
    fasttext("pruned.ftz", ngrams=3, buckets=20, kept=[4, 11], codes=["norms"])
    fasttext("twice.bin", words=("good", "bad", "good"))
    fasttext("mark-in-front.bin", words=("\ufeffgood", "bad", "film"))
    fasttext("accent.bin", label="__label__\u0301{}")
    fasttext("all-codes.ftz", loss=1, labels=3, codes=["norms", "output"])


def tensors():
    write("safetensors/empty", safetensors({}))
    write("safetensors/row", safetensors({"bias": [3]}))
    write("safetensors/three", safetensors({"conv/kernel": [2, 1, 3], "a": [1, 2], "é": [1]}))
    write("safetensors/half", safetensors({"a": [2, 2], "b": [1]}, "F16"))
    lie = safetensors({"a": [2]})
    write("safetensors/short", lie[:-3])
    write("safetensors/long", lie + b"\0")
    write("safetensors/nan", lie[:-4] + struct.pack("<f", float("nan")))
    mixed = json.dumps({
        "__metadata__": {"format": "pt"},
        "f": {"dtype": "F32", "shape": [1], "data_offsets": [2, 6]},
        "h": {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}}).encode()
    write("safetensors/mixed", struct.pack("<Q", len(mixed)) + mixed + struct.pack("<ef", 0.5, -2))


tensors()
models()
fasttexts()
