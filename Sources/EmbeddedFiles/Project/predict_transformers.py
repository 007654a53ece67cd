"""Lets a sequence classifier of Hugging Face Transformers predict for report.

    report build report.md --predictor "python3 predict_transformers.py FOLDER"

FOLDER is what save_pretrained wrote for the model and its tokenizer. Texts that are longer than the model reads lose
their end.
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
# Standard output is for answers alone, whatever libraries print.
answers, sys.stdout = sys.stdout, sys.stderr
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
settings = model.config
# Of a model with several answers of yes or no, the number of the label that is explained.
LABEL = None
labels = [str(settings.id2label[i]) for i in range(settings.num_labels)]
several = settings.problem_type == "multi_label_classification"
if settings.num_labels == 1 or settings.problem_type == "regression":
    sys.exit("the model is a regression: it has no classes")
if several and LABEL is None:
    sys.exit(f"the model answers yes or no for each of {labels}: set LABEL in {__file__} to one's number")
classes = [f"not {labels[LABEL]}", labels[LABEL]] if several else labels
# Positions that no text takes, as in RoBERTa, are counted too; 512 are what most models read.
length = min(tokenizer.model_max_length, getattr(settings, "max_position_embeddings", 512), 512)


def probabilities(texts):
    batch = tokenizer(texts, truncation=True, max_length=length, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits.double()
    if several:
        yes = torch.sigmoid(logits[:, LABEL])
        return torch.stack([1 - yes, yes], dim=1).tolist()
    return torch.softmax(logits, dim=1).tolist()


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


digest = hashlib.sha256(pathlib.Path(__file__).read_bytes())
for file in sorted(folder.iterdir()):
    if file.is_file():
        digest.update(file.read_bytes())
say({"protocol": 1, "classes": classes, "identity": f"transformers {digest.hexdigest()}", "batch": 16})
for line in sys.stdin:
    asked = json.loads(line)
    say({"id": asked["id"], "probabilities": probabilities(asked["texts"])})
