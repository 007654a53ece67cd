#!/usr/bin/env python3
"""Times one epoch of the tutorial's network in PyTorch: 15,000 reviews of aclImdb, batches of 512.

Usage: bench-training.py aclImdb

The reviews are encoded before the clock starts, as in `report train`. Prints the seconds of each epoch
and their median.
"""

import collections
import pathlib
import random
import re
import statistics
import sys
import time

import torch

POSITIONS, WORDS, DIMENSIONS, UNITS = 256, 10_000, 16, 16
REVIEWS, BATCH, EPOCHS = 15_000, 512, 7


def words(path):
    text = re.sub(r"<br */?>", " ", path.read_text(encoding="utf-8")).lower()
    return re.sub(r'[!"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\t\n]', " ", text).split()


def encoded(root):
    """The reviews as Keras' imdb.load_data and pad_sequences give them."""
    files = [(p, y) for y, kind in enumerate(("neg", "pos"))
             for p in sorted((root / "train" / kind).glob("*.txt"))]
    random.Random(1).shuffle(files)
    texts = [words(path) for path, _ in files[:REVIEWS]]
    ranks = collections.Counter(w for text in texts for w in text).most_common(WORDS - 4)
    index = {word: number + 4 for number, (word, _) in enumerate(ranks)}
    rows = [([1] + [index.get(w, 2) for w in text])[-POSITIONS:] for text in texts]
    x = torch.tensor([row + [0] * (POSITIONS - len(row)) for row in rows])
    return x, torch.tensor([float(y) for _, y in files[:REVIEWS]])


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(WORDS, DIMENSIONS)
        self.dense = torch.nn.Linear(DIMENSIONS, UNITS)
        self.dense_1 = torch.nn.Linear(UNITS, 1)

    def forward(self, x):
        mean = self.embedding(x).mean(dim=1)
        return self.dense_1(torch.relu(self.dense(mean)))[:, 0]


def main():
    x, y = encoded(pathlib.Path(sys.argv[1]))
    torch.manual_seed(1)
    network = Network()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss_of = torch.nn.BCEWithLogitsLoss()
    seconds = []
    for _ in range(EPOCHS):
        start = time.perf_counter()
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss = loss_of(network(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
        seconds.append(time.perf_counter() - start)
        print(f"{seconds[-1]:.3f} s, loss {loss.item():.4f}")
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads: "
          f"{statistics.median(seconds):.3f} s an epoch")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
