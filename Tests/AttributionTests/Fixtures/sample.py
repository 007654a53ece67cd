"""The shipped model and the sample reviews, read as Sources/Classifier reads them."""

import json
import pathlib
import re

from networks import Network, Question
from safetensors.torch import load_file

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODEL = ROOT / "Sources/EmbeddedFiles/Model"
# With words that come again; almost only padding; mixed; longer than the model reads.
PICKS = ["not-good-at-all", "two-words", "lighthouse", "the-long-way-home"]


def reviews():
    """The sample reviews by id."""
    found = {path.stem: path.read_text() for path in (ROOT / "Reports/reviews").glob("*.txt")}
    for line in (ROOT / "Reports/picks.txt").read_text().splitlines():
        pick = re.fullmatch(r"\{#(\S+)[^}]*\} ([^@].*)", line)
        if pick:
            found[pick[1]] = pick[2]
    return {name: found[name] for name in PICKS}


def words(text):
    """As Keras' Tokenizer, with HTML line breaks for spaces."""
    text = re.sub(r"<br *//?>|<br *>", " ", text, flags=re.IGNORECASE).lower()
    return re.sub(r'[!"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\t\r\n]', " ", text).split(" ")


class Shipped(Network):
    def tokens(self, text):
        return [word for word in words(text) if word]

    def indices(self, text):
        index = {word: number for number, word in enumerate(self.words)}
        read = [1] + [index.get(word, 2) for word in self.tokens(text)]
        read = read[-self.length :]
        return read + [0] * (self.length - len(read))


def shipped():
    tensors = {name: t.double() for name, t in load_file(MODEL / "weights.safetensors").items()}
    length = json.loads((MODEL / "config.json").read_text())["text"]["sequence_length"]
    layers = [
        (tensors[f"{name}/kernel"], tensors[f"{name}/bias"].unsqueeze(0))
        for name in ("dense", "dense_1")
    ]
    vocabulary = (MODEL / "vocabulary.txt").read_text().split("\n")[:-1]
    return Shipped(tensors["embedding/embeddings"], layers, length=length, words=vocabulary)


def questions(network, number, names):
    texts = reviews()
    for name in names:
        for target in ("logit", "probability"):
            place = {"network": number, "review": list(texts).index(name), "target": target}
            yield Question(network, texts[name], place, target)
