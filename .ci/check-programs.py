"""Compares the attributions of `report attribute` for transformers with Captum's for the same networks."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import torch
from captum.attr import InputXGradient, IntegratedGradients, Saliency
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

sys.path.insert(0, "examples")
import transformer  # noqa: E402

REVIEWS = [
    "A warm, unforgettable film with a script that trusts its audience.",
    "A dull evening: wooden acting, interminable dialogue and a dreadful ending!",
    "An extraordinarily disappointing screenplay",
    "Good",
    " ".join(f"remarkable number {number} of a very long review;" for number in range(12)),
]
METHODS = "integrated-gradients:tolerance=0,input-x-gradient,saliency"


class Example:
    """The network of examples/transformer.py."""

    name = "examples/transformer.py"
    command = "python3 -W ignore examples/transformer.py"

    def read(self, text):
        indices, places, _ = transformer.pieces(text)
        words = [place["word"] for place in places]
        return words, transformer.model.embed(indices), transformer.baselines(indices)

    def classify(self, rows):
        return transformer.model.classify(rows)


class Bert:
    """A BERT with random weights, and a WordPiece tokenizer that splits most words."""

    name = "predict_transformers.py"

    def __init__(self, report, folder):
        letters = [chr(code) for code in range(ord("a"), ord("z") + 1)] + list("0123456789.,;:!")
        parts = ["film", "with", "the", "warm", "able", "##able", "##ing", "##ment", "un", "dis", "##ly"]
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + ["##" + letter for letter in letters] + parts
        vocabulary = pathlib.Path(folder, "vocab.txt")
        vocabulary.write_text("\n".join(words) + "\n")
        self.tokenizer = BertTokenizerFast(vocab={word: index for index, word in enumerate(words)})
        torch.manual_seed(2)
        self.model = BertForSequenceClassification(BertConfig(
            vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
            max_position_embeddings=64, initializer_range=0.4, id2label={0: "negative", 1: "positive"},
            label2id={"negative": 0, "positive": 1})).eval().double().requires_grad_(False)
        self.tokenizer.save_pretrained(f"{folder}/theirs")
        self.model.save_pretrained(f"{folder}/theirs")
        subprocess.run([report, "init", folder, "--predictor", "transformers"], check=True, capture_output=True)
        self.command = f"python3 -W ignore '{folder}/predict_transformers.py' '{folder}/theirs'"

    def read(self, text):
        batch = self.tokenizer(text, truncation=True, max_length=64, return_tensors="pt")
        indices, words = batch["input_ids"][0], batch.encodings[0].word_ids
        start = torch.tensor([0 if word is not None else index for word, index in zip(words, indices.tolist())])
        embed = self.model.get_input_embeddings()
        return words, embed(indices), embed(start)

    def classify(self, rows):
        return self.model(inputs_embeds=rows).logits


def captum(network, text, target):
    """Returns the word of each piece, and per method the attribution of each piece for the class `positive`."""
    words, rows, start = network.read(text)

    def forward(rows):
        logits = network.classify(rows)
        if target == "probability":
            return logits.softmax(-1)[:, 1]
        return logits[:, 1] - logits[:, 0]

    rows, start = rows[None], start[None]
    path = IntegratedGradients(forward).attribute(rows, start, n_steps=50, method="gausslegendre")
    product = InputXGradient(forward).attribute(rows.clone().requires_grad_())
    gradient = Saliency(forward).attribute(rows.clone().requires_grad_(), abs=False)
    pieces = [path.sum(-1)[0], product.sum(-1)[0], gradient.norm(dim=-1)[0]]
    return words, [numbers.tolist() for numbers in pieces]


def by_word(words, numbers):
    sums, special = {}, 0.0
    for word, number in zip(words, numbers):
        if word is None:
            special += number
        else:
            sums[word] = sums.get(word, 0.0) + number
    return list(sums.values()), special


def compare(report, network, picks):
    """Returns the largest difference for each method."""
    farthest = {name.split(":")[0]: 0.0 for name in METHODS.split(",")}
    for target in ["probability", "logit"]:
        command = [report, "attribute", "--reviews", picks, "--methods", METHODS, "--target", target,
                   "--no-predictor-cache", "--predictor", network.command]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        assert len(lines) == len(REVIEWS), f"{len(lines)} lines"
        for line, text in zip(map(json.loads, lines), REVIEWS):
            pieces, expected = captum(network, text, target)
            for found, numbers in zip(line["attributions"], expected):
                words, special = by_word(pieces, numbers)
                assert len(found["scores"]) == len(words), (found["method"], len(found["scores"]), len(words))
                pairs = zip(found["scores"] + [found["special"]], words + [special])
                error = max(abs(one - other) for one, other in pairs)
                farthest[found["method"]] = max(farthest[found["method"]], error)
    return farthest


def main(report):
    torch.set_default_dtype(torch.float64)
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        picks = os.path.join(folder, "picks.txt")
        pathlib.Path(picks).write_text("\n".join(REVIEWS) + "\n")
        for network in [Example(), Bert(report, folder)]:
            for method, error in compare(report, network, picks).items():
                print(f"{network.name:26} {method:22} differs from Captum by at most {error:.1e}")
                worst = max(worst, error)
    return worst > 1e-5


sys.exit(main(*sys.argv[1:]))
