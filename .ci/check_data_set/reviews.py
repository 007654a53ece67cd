"""The reviews as arrays, from what `report attribute` prints."""

import re
import unicodedata

import numpy as np
from scipy import sparse

from program import CLASSES, attribute, write


def folded(word):
    """The key that spelling variants share: without case and accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if unicodedata.category(letter) != "Mn"))


def text_words(text):
    """The words of a whole text: runs of letters, digits and characters beyond ASCII, without markup and apostrophes."""
    lower = "".join(letter.lower() if letter.isascii() else letter for letter in re.sub(r"<[^>]*>", " ", text))
    return re.findall(r"[0-9a-z\u0080-\U0010ffff]+", lower.replace("'", ""))


class Reviews:
    """Reviews as arrays: one entry per review, or one per word that the model reads."""

    def __init__(self, raw, lines):
        self.raw, self.count = raw, len(raw)
        self.p = np.array([line["prediction"]["probability"] for line in lines])
        self.predicted = np.array([CLASSES.index(line["prediction"]["label"]) for line in lines])
        self.label = np.array([CLASSES.index(review["label"]) for review in raw])
        self.wrong = self.label != self.predicted
        self.confidence = np.where(self.predicted == 1, self.p, 1 - self.p)
        keys = {}
        words = [[keys.setdefault(token["text"], folded(token["text"])) for token in line["tokens"]] for line in lines]
        self.read = np.array([len(own) for own in words])
        self.length = self.read + [line["truncated"] for line in lines]
        self.truncated = np.array([line["truncated"] > 0 for line in lines])
        # The tutorial's model has the index 2 for words that it does not know.
        self.unknown = np.array([sum(token["index"] == 2 for token in line["tokens"]) for line in lines])
        self.vocabulary, self.word = np.unique([word for own in words for word in own], return_inverse=True)
        self.review = np.repeat(np.arange(self.count), self.read)
        self.score = np.concatenate([line["attributions"][0]["scores"] for line in lines])
        # Words of a review: review, word, number of occurrences, summed score, place of the first occurrence.
        pair, self.first, inverse, self.times = np.unique(
            self.review * len(self.vocabulary) + self.word, return_index=True, return_inverse=True, return_counts=True)
        self.of_review, self.of_word = np.divmod(pair, len(self.vocabulary))
        self.sums = np.bincount(inverse, self.score)
        shape = self.count, len(self.vocabulary)
        self.contains = sparse.csr_matrix((np.ones(len(pair)), (self.of_review, self.of_word)), shape)
        self.presence = np.bincount(self.of_word, minlength=len(self.vocabulary))


def predict(texts):
    """The predictions for texts."""
    raw = [{"text": text, "label": CLASSES[n % 2]} for n, text in enumerate(texts)]
    return Reviews(raw, attribute(write("changed.jsonl", raw), "saliency"))
