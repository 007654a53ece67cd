"""The networks and reviews that the peers are asked about, and how a question is put to them."""

import dataclasses
import itertools
import re

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
# Sums in the same order on every machine.
torch.set_num_threads(1)

WORDS = "<PAD> <START> <UNK> <UNUSED> good bad a film not very dull fun".split()
LENGTH, DIMENSIONS = 10, 4
# Short; with a word twice; as long as the network reads, with an unknown word and words twice; with
# sentences and clauses.
REVIEWS = [
    "very good film fun",
    "dull film dull bad not",
    "good zany good film very very fun not bad",
    "good zany film. very fun, not bad",
]
BACKGROUND = ["film not dull fun", "a good bad film very", "fun"]


def table(rows, columns, salt):
    """A table whose numbers follow from their place: 41sts from −20/41 to 20/41."""
    numbers = [((i * i * 7 + i * 13 + salt * 17) % 41 - 20) / 41 for i in range(rows * columns)]
    return torch.tensor(numbers).reshape(rows, columns)


def dense(hidden, outputs=1):
    """The layers behind the average, each a kernel (inputs × units) and a bias."""
    sizes = [DIMENSIONS, *hidden, outputs]
    return [
        (5 * table(inputs, units, 3 + depth), table(1, units, 8 + depth))
        for depth, (inputs, units) in enumerate(itertools.pairwise(sizes))
    ]


@dataclasses.dataclass
class Network:
    """An embedding, an average of all positions or only of those without padding, or a maximum, dense layers."""

    embedding: torch.Tensor
    layers: list
    masks_padding: bool = False
    takes_maximum: bool = False
    length: int = LENGTH
    words: list = dataclasses.field(default_factory=lambda: WORDS)

    @property
    def classes(self):
        return self.layers[-1][0].shape[1]

    def tokens(self, text):
        return re.findall(r"\w+", text)

    def indices(self, text):
        read = [1] + [self.words.index(w) if w in self.words else 2 for w in self.tokens(text)]
        return read + [0] * (self.length - len(read))

    def described(self):
        return {
            "embedding": self.embedding.tolist(),
            "masks-padding": self.masks_padding,
            "takes-maximum": self.takes_maximum,
            "layers": [{"kernel": k.tolist(), "bias": b.tolist()} for k, b in self.layers],
        }


def small():
    embedding = 2 * table(len(WORDS), DIMENSIONS, 5)
    return [
        Network(embedding, dense([])),
        Network(embedding, dense([6])),
        Network(embedding, dense([6, 5])),
        Network(embedding, dense([6], outputs=3)),
        Network(embedding, dense([6]), masks_padding=True),
    ]


def maximum():
    return Network(2 * table(len(WORDS), DIMENSIONS, 5), dense([6]), takes_maximum=True)


class Behind(nn.Module):
    """What follows the embedding, as modules that Captum can hook into: N × L × D to N × K."""

    def __init__(self, network, counted, target):
        super().__init__()
        self.embedded = nn.Identity()
        self.maximum = nn.MaxPool1d(network.length) if network.takes_maximum else None
        # The share of each position in the average, 1 × L.
        self.shares = counted / counted.sum()
        modules = []
        for kernel, bias in network.layers:
            linear = nn.Linear(*kernel.shape)
            linear.weight.data, linear.bias.data = kernel.T.contiguous(), bias[0].clone()
            modules += [linear, nn.ReLU()]
        self.dense = nn.Sequential(*modules[:-1])
        outputs = {"logit": nn.Identity(), "probability": nn.Sigmoid()}
        self.output = outputs[target]
        if target == "probability" and network.classes > 1:
            self.output = nn.Softmax(1)

    def forward(self, embedded, shares=None):
        if self.maximum:
            return self.output(self.dense(self.maximum(self.embedded(embedded).mT).squeeze(2)))
        shares = self.shares if shares is None else shares
        mean = (self.embedded(embedded) * shares.unsqueeze(2)).sum(1)
        return self.output(self.dense(mean))


@dataclasses.dataclass
class Question:
    """One output of one network for one review."""

    network: Network
    text: str
    place: dict
    target: str
    unit: int = 0

    def __post_init__(self):
        self.indices = self.network.indices(self.text)
        self.words = self.network.embedding[self.indices].unsqueeze(0)
        positions = torch.tensor([self.indices])
        self.counted = torch.ones_like(positions, dtype=torch.float64)
        if self.network.masks_padding:
            self.counted = (positions != 0).double()
        self.behind = Behind(self.network, self.counted, self.target)

    @property
    def length(self):
        return self.words.shape[1]

    def row(self, baseline):
        embedding = self.network.embedding
        return {
            "pad": embedding[0],
            "zero": torch.zeros_like(embedding[0]),
            "unknown": embedding[2],
            "mean": embedding.mean(0),
            "corpus-mean": embedding[self.corpus()].mean(0),
        }[baseline]

    def everywhere(self, baseline):
        """The embedding matrix whose positions all hold the baseline's row."""
        return self.row(baseline).expand_as(self.words).contiguous()

    def corpus(self):
        """The words of the background reviews, without what stands in front and behind."""
        return [i for text in BACKGROUND for i in self.network.indices(text) if i > 1]

    def divisions(self):
        """What ends behind each position: a sentence (2), a clause (1) or a word (0)."""
        marks = re.findall(r"\w+(\W*)", self.text)
        inside = [2 if "." in mark else 1 if "," in mark else 0 for mark in marks[:-1]]
        return [2, *inside] + [2] * (self.length - 1 - len(inside))

    def background(self):
        """The embedding matrices of the background reviews."""
        return torch.stack(
            [self.network.embedding[self.network.indices(text)] for text in BACKGROUND]
        )

    def value(self, embedded, shares=None):
        """N × L × D to N."""
        with torch.no_grad():
            return self.behind(embedded, shares)[:, self.unit]

    def players(self, baseline):
        """The positions that count and whose row is not the baseline's."""
        differs = (self.words[0] != self.row(baseline)).any(1) & (self.counted[0] > 0)
        return differs.nonzero().flatten().tolist()

    def worth(self, groups, baseline, removal):
        """The output as a function of N × M zeros and ones: which groups of positions are there."""
        member = torch.zeros(len(groups), self.length)
        for number, group in enumerate(groups):
            member[number, group] = 1
        base = self.everywhere(baseline)

        def value(there):
            there = torch.as_tensor(there, dtype=torch.float64)
            present = 1 - (1 - there) @ member
            if removal == "replace":
                kept = present.unsqueeze(2)
                return self.value(kept * self.words + (1 - kept) * base)
            counted = present * self.counted
            total = counted.sum(1, keepdim=True)
            embedded = torch.where((total > 0).unsqueeze(2), self.words, base)
            shares = torch.where(total > 0, counted / total.clamp(min=1), 1 / self.length)
            return self.value(embedded, shares)

        return value

    def spread(self, groups, numbers):
        """One number a group to one a position, zero for positions in none."""
        positions = [0.0] * self.length
        for group, number in zip(groups, numbers, strict=True):
            for position in group:
                positions[position] = float(number)
        return positions


def questions(network, number, reviews, units=(0,)):
    """All outputs of a network for some of its reviews."""
    for review in reviews:
        for target in ("logit", "probability"):
            for unit in units:
                place = {"network": number, "review": review, "target": target}
                if network.classes > 1:
                    place["class"] = unit
                yield Question(network, REVIEWS[review], place, target, unit)
