"""Trains models with their own tools, and compares what these and `report` say of the same reviews.

Called by check-imports with the data, a folder for models and the program.
"""

import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
import tf_keras

DATA, WORK, REPORT = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
TRAINING, TEST = int(os.environ.get("TRAINING", 4000)), int(os.environ.get("TEST", 1000))
EPOCHS = int(os.environ.get("EPOCHS", 3))
ROWS, LENGTH = 10000, 256
L = keras.layers
WORK.mkdir(parents=True, exist_ok=True)


def reviews(split, count):
    texts, labels = [], []
    for label, folder in enumerate(["neg", "pos"]):
        files = sorted((DATA / split / folder).glob("*.txt"))
        for file in files[:: max(1, 2 * len(files) // count)][: count // 2]:
            texts.append(file.read_text().strip())
            labels.append(label)
    return texts, np.array(labels)


def table(path, texts, labels):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "label"])
        for number, (text, label) in enumerate(zip(texts, labels)):
            writer.writerow([f"r{number}", text, ["negative", "positive"][label]])


train, train_labels = reviews("train", TRAINING)
test, test_labels = reviews("test", TEST)
table(WORK / "test.csv", test, test_labels)
order = np.random.default_rng(1).permutation(len(train))
train, train_labels = [train[i] for i in order], train_labels[order]

# The way of Keras' IMDB data, with ranks counted in these reviews.
tokenizer = tf_keras.preprocessing.text.Tokenizer()
tokenizer.fit_on_texts(train)
(WORK / "word_index.json").write_text(json.dumps(tokenizer.word_index))


def indices(text):
    words = tf_keras.preprocessing.text.text_to_word_sequence(text)
    found = (tokenizer.word_index.get(word, ROWS) + 3 for word in words)
    return [1] + [index if index < ROWS else 2 for index in found]


def padded(texts, padding="post"):
    return tf_keras.preprocessing.sequence.pad_sequences(
        [indices(text) for text in texts], maxlen=LENGTH, padding=padding)


def vectorization(**options):
    layer = L.TextVectorization(max_tokens=ROWS, output_sequence_length=LENGTH, **options)
    layer.adapt(train)
    return layer


def strings(texts):
    return tf.constant([[text] for text in texts])


def judge(name, path, probabilities, *options):
    """Asks the program about the same reviews."""
    found = subprocess.run(
        [REPORT, "evaluate", "--model", str(path), "--data", str(WORK / "test.csv"), "--json", *options],
        check=True, capture_output=True, text=True)
    ours = json.loads(found.stdout)["accuracy"]
    theirs = float(np.mean((probabilities >= 0.5) == test_labels))
    lines = subprocess.run(
        [REPORT, "attribute", "--model", str(path), "--reviews", str(WORK / "test.csv"),
         "--methods", "random", *options],
        check=True, capture_output=True, text=True).stdout.strip().split("\n")
    said = [json.loads(line)["prediction"]["probability"] for line in lines]
    gap = float(np.max(np.abs(np.array(said) - probabilities)))
    print(f"{name:34} {theirs:.4f}  {ours:.4f}  {gap:.1e}", flush=True)
    return theirs == ours and gap < 1e-6


def learn(name, model, inputs, test_inputs, loss, labels=train_labels, suffix=".keras", options=(),
          probability=lambda y: y[:, 0]):
    model.compile(optimizer="adam", loss=loss)
    model.fit(inputs, labels, epochs=EPOCHS, batch_size=64, verbose=0)
    path = WORK / (name.split(" ")[0] + suffix)
    model.save(path)
    said = probability(np.asarray(model.predict(test_inputs, verbose=0, batch_size=64), dtype="float64"))
    return judge(name, path, said, *options)


def sigmoid(y):
    return 1 / (1 + np.exp(-y[:, 0]))


def tutorial(k):
    return k.Sequential([
        k.layers.Embedding(ROWS, 16), k.layers.GlobalAveragePooling1D(),
        k.layers.Dense(16, activation="relu"), k.layers.Dense(1, activation="sigmoid")])


def torch_model():
    """The ten lines of the README."""
    import torch
    from torch import nn

    readme = pathlib.Path("README.md").read_text()
    lines = re.search(r"```python\n(# `model` has.*?)```", readme, re.S).group(1)
    words = ["<pad>", "<unk>"] + [word for word, _ in collections.Counter(
        word for text in train for word in split(text)).most_common(ROWS - 2)]
    index = {word: number for number, word in enumerate(words)}

    class Classifier(nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = nn.Embedding(len(words), 16, padding_idx=0)
            self.hidden = nn.Linear(16, 16)
            self.output = nn.Linear(16, 1)

        def forward(self, indices):
            known = (indices != 0).unsqueeze(-1)
            mean = (self.embedding(indices) * known).sum(1) / known.sum(1).clamp(min=1)
            return self.output(torch.relu(self.hidden(mean)))

    def encode(texts):
        rows = [[index.get(word, 1) for word in split(text)][:LENGTH] for text in texts]
        return torch.tensor([row + [0] * (LENGTH - len(row)) for row in rows])

    torch.manual_seed(1)
    model = Classifier()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    inputs, labels = encode(train), torch.tensor(train_labels, dtype=torch.float32)
    for _ in range(EPOCHS):
        for start in range(0, len(inputs), 64):
            optimizer.zero_grad()
            logits = model(inputs[start:start + 64])[:, 0]
            nn.functional.binary_cross_entropy_with_logits(logits, labels[start:start + 64]).backward()
            optimizer.step()
    folder = WORK / "torch"
    lines = lines.replace('Path("theirs")', f'Path("{folder}")').replace("= None, True", f"= {LENGTH}, True")
    exec(lines, {"model": model, "words": words})
    with torch.no_grad():
        said = torch.sigmoid(model(encode(test)).double())[:, 0].numpy()
    return judge("torch: Embedding, masked mean", folder, said)


def split(text):
    """What `lower_and_strip_punctuation` makes of a text, line breaks being spaces."""
    text = re.sub(r"<br\s*/?>", " ", text)
    text = re.sub("[A-Z]", lambda letter: letter.group().lower(), text)
    text = re.sub(r"[!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~']", "", text)
    return re.split(r"[ \t\n\r\v\f]+", text.strip(" \t\n\r\v\f")) if text.strip() else []


print(f"{len(train)} reviews to learn from, {len(test)} to judge by, {EPOCHS} epochs; Keras {keras.__version__}, "
      f"tf-keras {tf_keras.__version__}, TensorFlow {tf.__version__}")
print(f"{'model':34} {'its own':7} {'report':7} largest difference of probabilities")
index = ("--word-index", str(WORK / "word_index.json"))
cross = "binary_crossentropy"
good = [
    learn("tutorial (Keras 3, .keras)", tutorial(keras), padded(train), padded(test), cross, options=index),
    learn("tutorial2 (Keras 2, .h5)", tutorial(tf_keras), padded(train), padded(test), cross,
          suffix=".h5", options=index),
]
later = keras.Sequential([
    L.Embedding(ROWS, 16), L.Dropout(0.2), L.GlobalAveragePooling1D(), L.Dropout(0.2), L.Dense(1)])
layer = vectorization()
later.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
later.fit(layer(strings(train)), train_labels, epochs=EPOCHS, batch_size=64, verbose=0)
exported = keras.Sequential([keras.Input((1,), dtype="string"), layer, later, L.Activation("sigmoid")])
exported.save(WORK / "later.keras")
good.append(judge("later, with TextVectorization", WORK / "later.keras",
                  np.asarray(exported.predict(strings(test), verbose=0), dtype="float64")[:, 0]))


def text_model(*layers):
    return keras.Sequential([keras.Input((1,), dtype="string"), vectorization(), *layers])


good += [
    learn("convolution", text_model(
        L.Embedding(ROWS, 16), L.Conv1D(32, 5, activation="relu"), L.GlobalMaxPooling1D(),
        L.Dense(1, activation="sigmoid")), strings(train), strings(test), cross),
    learn("lstm, mask_zero", text_model(
        L.Embedding(ROWS, 16, mask_zero=True), L.LSTM(16), L.Dense(1)), strings(train), strings(test),
        keras.losses.BinaryCrossentropy(from_logits=True), probability=sigmoid),
    learn("bidirectional, mask_zero", text_model(
        L.Embedding(ROWS, 16, mask_zero=True), L.Bidirectional(L.GRU(8)), L.Dense(1, activation="sigmoid")),
        strings(train), strings(test), cross),
]
if os.environ.get("SOFTMAX"):
    good.append(learn("softmax, two classes", text_model(
        L.Embedding(ROWS, 16), L.GlobalAveragePooling1D(), L.Dense(16, activation="relu"),
        L.Dense(2, activation="softmax")), strings(train), strings(test),
        "sparse_categorical_crossentropy", probability=lambda y: y[:, 1]))
try:
    good.append(torch_model())
except ImportError as error:
    print(f"PyTorch is left out: {error}")
sys.exit(0 if all(good) else 1)
