"""Predicts with a Hugging Face Transformers sequence classifier for report.

    report build report.md --predictor "python3 predict_transformers.py FOLDER"

FOLDER contains the model and its tokenizer as written by save_pretrained. Texts that exceed the model's length are
truncated at the end. With a fast tokenizer, the script also returns token offsets and evaluates given embeddings, which
integrated gradients require.
"""

import hashlib
import json
import pathlib
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

if len(sys.argv) != 2:
    sys.exit("usage: predict_transformers.py FOLDER")
folder = pathlib.Path(sys.argv[1])
# Reserve standard output for responses; everything that libraries print goes to standard error.
answers, sys.stdout = sys.stdout, sys.stderr
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
settings = model.config
# The index of the label to explain, for a model with several independent yes/no labels.
LABEL = None
labels = [str(settings.id2label[i]) for i in range(settings.num_labels)]
several = settings.problem_type == "multi_label_classification"
if settings.num_labels == 1 or settings.problem_type == "regression":
    sys.exit("the model is a regression model without classes")
if several and LABEL is None:
    sys.exit(f"the model has a yes/no output for each of {labels}: set LABEL in {__file__} to the index of one")
classes = [f"not {labels[LABEL]}", labels[LABEL]] if several else labels
# max_position_embeddings may include positions that no token uses, as in RoBERTa; most models read 512 tokens.
length = min(tokenizer.model_max_length, getattr(settings, "max_position_embeddings", 512), 512)


def probabilities(texts):
    batch = tokenizer(texts, truncation=True, max_length=length, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits.double()
    if several:
        yes = torch.sigmoid(logits[:, LABEL])
        return torch.stack([1 - yes, yes], dim=1).tolist()
    return torch.softmax(logits, dim=1).tolist()


def cut(text):
    """Tokenizes a text; returns the model's inputs and the tokenizer's encoding."""
    batch = tokenizer(text, truncation=True, max_length=length, return_tensors="pt")
    return batch, batch.encodings[0]


def tokens(encoding):
    places = zip(encoding.offsets, encoding.word_ids)
    return [{"start": start, "end": end, "word": word} for (start, end), word in places]


def embed(indices):
    """Returns the token embeddings, without the position embeddings that the model adds."""
    return model.get_input_embeddings()(indices).detach()


def start(batch, encoding):
    """Returns the baseline embeddings: all tokens except special tokens replaced by padding."""
    special = torch.tensor(encoding.special_tokens_mask, dtype=torch.bool)
    return embed(torch.where(special, batch["input_ids"][0], tokenizer.pad_token_id or 0))


def differentiate(batch, rows):
    """Returns the probabilities for given embeddings, and the gradient of each class's logit."""
    rows = rows.detach().requires_grad_()
    others = {name: value for name, value in batch.items() if name != "input_ids"}
    logits = model(inputs_embeds=rows[None], **others).logits[0].double()
    if several:
        logits = torch.stack([0 * logits[LABEL], logits[LABEL]])
    gradients = [torch.autograd.grad(z, rows, retain_graph=True)[0].tolist() for z in logits]
    return torch.softmax(logits, dim=0).tolist(), gradients


def answer(asked):
    texts = asked["texts"]
    found = {"id": asked["id"]}
    if "embeddings" in asked:
        points = zip(texts, asked["embeddings"])
        answers = [differentiate(cut(text)[0], torch.tensor(rows, dtype=model.dtype)) for text, rows in points]
        return found | {"probabilities": [p for p, _ in answers], "gradients": [rows for _, rows in answers]}
    found["probabilities"] = probabilities(texts)
    if "tokens" in asked:
        encodings = [cut(text)[1] for text in texts]
        found["tokens"] = [tokens(encoding) for encoding in encodings]
        found["truncated"] = [len(encoding.overflowing) > 0 for encoding in encodings]
    if "gradients" in asked:
        pairs = [cut(text) for text in texts]
        own = [embed(batch["input_ids"][0]) for batch, _ in pairs]
        found["embeddings"] = [rows.tolist() for rows in own]
        found["baselines"] = [start(*pair).tolist() for pair in pairs]
        found["gradients"] = [differentiate(batch, rows)[1] for (batch, _), rows in zip(pairs, own)]
    return found


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


digest = hashlib.sha256(pathlib.Path(__file__).read_bytes())
for file in sorted(folder.iterdir()):
    if file.is_file():
        digest.update(file.read_bytes())
hello = {"protocol": 1, "classes": classes, "identity": f"transformers {digest.hexdigest()}", "batch": 16}
say(hello | {key: tokenizer.is_fast for key in ["tokens", "gradients", "embeddings"]})
for line in sys.stdin:
    say(answer(json.loads(line)))
