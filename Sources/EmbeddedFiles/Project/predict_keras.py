"""Predicts with Keras for report, so that models with any layers can be explained.

    report build report.md --predictor "python3 predict_keras.py model.keras"
    report build report.md --predictor "python3 predict_keras.py model.keras tokenizer.json"

The model is a .keras or .h5 file, or a SavedModel folder. The second file is the output of tokenizer.to_json(), for models
that take word indices.
"""

import hashlib
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# Reserve standard output for responses; everything that libraries print goes to standard error.
answers, sys.stdout = sys.stdout, sys.stderr
import keras
import numpy as np

# The class names in output order; a single output is the probability or logit of the second class.
CLASSES = ["negative", "positive"]
# The index of the output to explain, for a model with several independent yes/no outputs.
LABEL = None
# Whether outputs are logits; None to infer it from the activation of the last layer.
LOGITS = None
# Arguments of pad_sequences for models that take word indices. LENGTH applies only if the model has no fixed length.
LENGTH, PADDING, TRUNCATING = 256, "post", "pre"

if len(sys.argv) not in (2, 3):
    sys.exit("usage: predict_keras.py MODEL [TOKENIZER.json]")
path = pathlib.Path(sys.argv[1])
if path.is_dir():
    import tensorflow as tf

    # Keep the loaded object alive as long as its signature is used.
    loaded = tf.saved_model.load(str(path))
    signature = loaded.signatures["serving_default"]
    last, length = None, None

    def call(inputs):
        ((name, spec),) = signature.structured_input_signature[1].items()
        values = tf.constant(inputs) if spec.dtype == tf.string else tf.cast(inputs, spec.dtype)
        if spec.shape.rank is not None and len(values.shape) < spec.shape.rank:
            values = values[:, None]
        (output,) = signature(**{name: values}).values()
        return np.asarray(output)
else:
    model = keras.saving.load_model(path, compile=False)
    last, length = model.layers[-1], model.input_shape[1] if len(model.input_shape) > 1 else None

    def call(inputs):
        return np.asarray(model.predict(inputs, verbose=0))


def sequences(texts, tokenizer):
    """Equivalent to the Tokenizer's texts_to_sequences."""
    ranks = json.loads(tokenizer["word_index"])
    limit, unknown = tokenizer["num_words"] or sys.maxsize, ranks.get(tokenizer["oov_token"])
    rows = []
    for text in texts:
        text = text.lower() if tokenizer["lower"] else text
        if not tokenizer["char_level"]:
            gap = tokenizer["split"]
            text = text.translate({ord(c): gap for c in tokenizer["filters"]})
            text = [word for word in text.split(gap) if word]
        found = (ranks.get(word, limit) for word in text)
        row = (rank if rank < limit else unknown for rank in found)
        rows.append([rank for rank in row if rank is not None])
    return rows


def prepare(texts):
    """Converts texts to the model's input. Adapt this if texts were prepared differently for training."""
    if len(sys.argv) == 3:
        found = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
        found = json.loads(found) if isinstance(found, str) else found
        return keras.utils.pad_sequences(
            sequences(texts, found["config"]), maxlen=length or LENGTH, padding=PADDING, truncating=TRUNCATING)
    if path.is_dir():
        return texts
    import tensorflow as tf

    # A model that starts with TextVectorization takes texts in shape (N,) or (N, 1).
    rows = tf.constant(texts)
    return rows if len(model.input_shape) == 1 else rows[:, None]


def probabilities(texts):
    values = np.asarray(call(prepare(texts)), dtype="float64").reshape(len(texts), -1)
    activation = getattr(getattr(last, "activation", None), "__name__", None)
    is_logit = activation == "linear" if LOGITS is None else LOGITS
    several = values.shape[1] > 1 and activation == "sigmoid"
    if several and LABEL is None:
        sys.exit(f"the model has {values.shape[1]} yes/no outputs: set LABEL in {__file__} to the index of one")
    if several or values.shape[1] == 1:
        yes = values[:, LABEL or 0]
        yes = 1 / (1 + np.exp(-yes)) if is_logit else yes
        return np.stack([1 - yes, yes], axis=1).tolist()
    if is_logit:
        values = np.exp(values - values.max(axis=1, keepdims=True))
    # Renormalize: 32-bit probabilities sum to 1 only up to rounding.
    return (values / values.sum(axis=1, keepdims=True)).tolist()


def say(answer):
    print(json.dumps(answer), file=answers, flush=True)


digest = hashlib.sha256()
for file in [pathlib.Path(__file__), *map(pathlib.Path, sys.argv[1:])]:
    for part in sorted(file.rglob("*")) if file.is_dir() else [file]:
        if part.is_file():
            digest.update(part.read_bytes())
count = len(probabilities(["A film."])[0])
classes = CLASSES if count == len(CLASSES) else [f"class-{i}" for i in range(count)]
say({"protocol": 1, "classes": classes, "identity": f"keras {digest.hexdigest()}", "batch": 64})
for line in sys.stdin:
    asked = json.loads(line)
    say({"id": asked["id"], "probabilities": probabilities(asked["texts"])})
