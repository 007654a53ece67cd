"""A small PyTorch transformer for `--predictor`, with subwords, special tokens, truncation, and gradients at given embeddings.

    report build --reviews picks.txt --predictor "python3 examples/transformer.py"

Its weights are random, so its predictions are meaningless; it demonstrates the protocol. Replace `pieces` and `Transformer`
by your own tokenizer and model. `.ci/check-programs` compares the attributions of `report` for this model with Captum's.
"""

import json
import re
import sys
import zlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)

CLASSES = ["negative", "positive"]
PAD, START, END, FIRST, BUCKETS = 0, 1, 2, 3, 997
LONGEST = 48  # the largest number of tokens, including special tokens


class Transformer(torch.nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.words = torch.nn.Embedding(FIRST + BUCKETS, width)
        self.places = torch.nn.Embedding(LONGEST, width)
        layer = torch.nn.TransformerEncoderLayer(width, 2, 32, dropout=0.0, activation="gelu", batch_first=True)
        self.layers = torch.nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = torch.nn.Linear(width, len(CLASSES))

    def embed(self, ids):
        """Returns the input embeddings of a text, T x D, with respect to which gradients are computed."""
        return self.words(ids) + self.places(torch.arange(ids.shape[-1]))

    def classify(self, rows):
        """Returns the logits, one row per text."""
        return self.head(self.layers(rows)[..., 0, :])


model = Transformer().eval().requires_grad_(False)


def pieces(text):
    """Tokenizes a text; returns token indices, offsets in the text, and whether the text was truncated.

    A Hugging Face tokenizer provides these as `input_ids`, `offset_mapping` and `word_ids()`.
    """
    found = []
    for number, word in enumerate(re.finditer(r"\w+", text)):
        for start in range(word.start(), word.end(), 4):
            end = min(start + 4, word.end())
            index = FIRST + zlib.crc32(text[start:end].lower().encode()) % BUCKETS
            found.append((index, {"start": start, "end": end, "word": number}))
    read = found[: LONGEST - 2]
    special = {"start": 0, "end": 0, "word": None}
    indices = torch.tensor([START] + [index for index, _ in read] + [END])
    return indices, [special] + [place for _, place in read] + [special], len(read) < len(found)


def baselines(indices):
    """Returns the baseline embeddings: all tokens except special tokens replaced by padding."""
    return model.embed(torch.where(indices >= FIRST, PAD, indices))


def gradients(rows):
    """Returns the logits for given embeddings, and the gradient of each class's logit."""
    rows = rows.detach().requires_grad_()
    logits = model.classify(rows[None])[0]
    return logits.detach(), [torch.autograd.grad(z, rows, retain_graph=True)[0].tolist() for z in logits]


def answer(asked):
    texts = [pieces(text) for text in asked["texts"]]
    if "embeddings" in asked:
        # Evaluate the given embeddings instead of those of the texts.
        # The dtype is explicit because JSON may contain whole numbers without a decimal point.
        found = [gradients(torch.tensor(rows, dtype=torch.float64)) for rows in asked["embeddings"]]
        probabilities = [logits.softmax(-1).tolist() for logits, _ in found]
        return {"id": asked["id"], "probabilities": probabilities, "gradients": [rows for _, rows in found]}
    found = {"id": asked["id"], "probabilities": []}
    for indices, _, _ in texts:
        found["probabilities"].append(model.classify(model.embed(indices)[None])[0].softmax(-1).tolist())
    if "tokens" in asked:
        found["tokens"] = [places for _, places, _ in texts]
        found["truncated"] = [is_cut for _, _, is_cut in texts]
    if "gradients" in asked:
        found["embeddings"] = [model.embed(indices).tolist() for indices, _, _ in texts]
        found["baselines"] = [baselines(indices).tolist() for indices, _, _ in texts]
        found["gradients"] = [gradients(model.embed(indices))[1] for indices, _, _ in texts]
    return found


if __name__ == "__main__":
    hello = {"protocol": 1, "classes": CLASSES, "identity": "small transformer 1", "batch": 16}
    print(json.dumps(hello | {"tokens": True, "gradients": True, "embeddings": True}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
