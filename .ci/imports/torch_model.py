"""Trains a model with PyTorch, exports it with the code of the article Models, and compares the predictions of PyTorch and `report`."""

import collections
import pathlib
import re
import sys

import torch
from common import (
    EPOCHS, LENGTH, ROWS, WORK, few, judge, per_review, test, train, train_labels)
from torch import nn


def split(text):
    """Splits a text as `lower_and_strip_punctuation`, with HTML line breaks as spaces."""
    text = re.sub(r"<br *\/?>", " ", text, flags=re.IGNORECASE)
    text = "".join(c.lower() if c.isascii() else c for c in text)
    text = re.sub(r"""[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~']""", "", text)
    return [word.decode() for word in text.encode().split()]


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(len(words), 16, padding_idx=0)
        self.hidden = nn.Linear(16, 16)
        self.output = nn.Linear(16, 1)

    def forward(self, indices):
        counts = (indices != 0).unsqueeze(-1)
        mean = (self.embedding(indices) * counts).sum(1) / counts.sum(1).clamp(min=1)
        return self.output(torch.relu(self.hidden(mean)))[:, 0]


def encode(texts):
    rows = [[index.get(word, 1) for word in split(text)][:LENGTH] for text in texts]
    return torch.tensor([row + [0] * (LENGTH - len(row)) for row in rows])


def gradients(indices):
    """Returns the gradients of the probability with respect to the embedding's output."""
    rows = []
    hook = model.embedding.register_forward_hook(lambda layer, inputs, output: rows.append(output))
    slopes = torch.autograd.grad(torch.sigmoid(model(indices)).sum(), rows)[0]
    hook.remove()
    return per_review(rows[0].detach().double().numpy(), slopes.double().numpy())


counts = collections.Counter(word for text in train for word in split(text))
words = ["<pad>", "<unk>"] + [word for word, _ in counts.most_common(ROWS - 2)]
index = {word: number for number, word in enumerate(words)}
torch.manual_seed(1)
model = Classifier()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
inputs, labels = encode(train), torch.tensor(train_labels, dtype=torch.float32)
for _ in range(EPOCHS):
    for start in range(0, len(inputs), 64):
        optimizer.zero_grad()
        logits = model(inputs[start:start + 64])
        nn.functional.binary_cross_entropy_with_logits(logits, labels[start:start + 64]).backward()
        optimizer.step()

article = pathlib.Path("Sources/Reporting/Documentation.docc/Models.md").read_text()
lines = re.search(r"```python\n(.*?)```", article, re.S).group(1)
folder = WORK / "torch"
exec(lines.replace('Path("theirs")', f'Path("{folder}")').replace("= None, True", f"= {LENGTH}, True"))
print(f"PyTorch {torch.__version__}")
with torch.no_grad():
    single = torch.sigmoid(model(encode(test)).double()).numpy()
said = single, gradients(encode([test[i] for i in few]))
model.double()
with torch.no_grad():
    exact = torch.sigmoid(model(encode(test))).numpy()
exact = exact, gradients(encode([test[i] for i in few]))
sys.exit(0 if judge("torch, masked mean", folder, said, exact) else 1)
