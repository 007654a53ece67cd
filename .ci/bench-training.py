#!/usr/bin/env python3
"""Times a training epoch of a PyTorch network on 15,000 reviews of aclImdb.

Usage: bench-training.py aclImdb ARCHITECTURE

The architectures and their sizes are those of `report train`.

As in `report train`, the time excludes encoding the reviews. Prints the seconds of each epoch and their
median.
"""

import collections
import pathlib
import random
import re
import statistics
import sys
import time

import torch

POSITIONS, WORDS, UNITS = 256, 10_000, 16
REVIEWS = 15_000


def words(path):
    text = re.sub(r"<br */?>", " ", path.read_text(encoding="utf-8")).lower()
    return re.sub(r'[!"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\t\n]', " ", text).split()


def encoded(root):
    """Returns the reviews encoded as by Keras' imdb.load_data and pad_sequences."""
    files = [(p, y) for y, kind in enumerate(("neg", "pos"))
             for p in sorted((root / "train" / kind).glob("*.txt"))]
    random.Random(1).shuffle(files)
    texts = [words(path) for path, _ in files[:REVIEWS]]
    ranks = collections.Counter(w for text in texts for w in text).most_common(WORDS - 4)
    index = {word: number + 4 for number, (word, _) in enumerate(ranks)}
    rows = [([1] + [index.get(w, 2) for w in text])[-POSITIONS:] for text in texts]
    x = torch.tensor([row + [0] * (POSITIONS - len(row)) for row in rows])
    return x, torch.tensor([float(y) for _, y in files[:REVIEWS]])


class Average(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()

    def forward(self, words, indices):
        return words.mean(dim=1)


class Max(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()

    def forward(self, words, indices):
        return words.amax(dim=1)


class Attention(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.query = torch.nn.Parameter(torch.randn(inputs) / 4)

    def forward(self, words, indices):
        scores = (words @ self.query).masked_fill(indices == 0, float("-inf"))
        return (torch.softmax(scores, dim=1)[:, None] @ words)[:, 0]


class Convolution(torch.nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.convolution = torch.nn.Conv1d(inputs, 64, 5, padding="same")

    def forward(self, words, indices):
        return torch.relu(self.convolution(words.transpose(1, 2))).amax(dim=2)


class Memory(torch.nn.Module):
    """An LSTM that ignores padding."""

    def __init__(self, inputs):
        super().__init__()
        self.lstm = torch.nn.LSTM(inputs, UNITS, batch_first=True)

    def forward(self, words, indices):
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            words, (indices != 0).sum(dim=1), batch_first=True, enforce_sorted=False)
        return self.lstm(packed)[1][0][0]


# The pooling module, embedding dimensions, output width, whether a hidden layer follows, and the batch size.
ARCHITECTURES = {
    "average": (Average, 16, 16, True, 512),
    "max": (Max, 32, 32, True, 64),
    "attention": (Attention, 16, 16, True, 64),
    "convolution": (Convolution, 32, 64, False, 64),
    "lstm": (Memory, 16, UNITS, False, 128),
}


class Network(torch.nn.Module):
    def __init__(self, pool, inputs, width, has_hidden):
        super().__init__()
        self.embedding = torch.nn.Embedding(WORDS, inputs)
        self.pool = pool(inputs)
        self.hidden = torch.nn.Linear(width, UNITS) if has_hidden else None
        self.end = torch.nn.Linear(UNITS if has_hidden else width, 1)

    def forward(self, x):
        pooled = self.pool(self.embedding(x), x)
        if self.hidden is not None:
            pooled = torch.relu(self.hidden(pooled))
        return self.end(pooled)[:, 0]


def main():
    x, y = encoded(pathlib.Path(sys.argv[1]))
    torch.manual_seed(1)
    pool, inputs, width, has_hidden, batch_size = ARCHITECTURES[sys.argv[2]]
    network = Network(pool, inputs, width, has_hidden)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss_of = torch.nn.BCEWithLogitsLoss()
    seconds = []
    for _ in range(7 if sys.argv[2] == "average" else 3):
        start = time.perf_counter()
        for batch in torch.randperm(len(x)).split(batch_size):
            optimizer.zero_grad()
            loss = loss_of(network(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
        seconds.append(time.perf_counter() - start)
        print(f"{seconds[-1]:.3f} s, loss {loss.item():.4f}")
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads: "
          f"{statistics.median(seconds):.3f} s per epoch")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
