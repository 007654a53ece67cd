#!/usr/bin/env python3
"""Writes keras.json: outputs, gradients and configurations of Keras' layers at small inputs.

Needs Keras 3 and PyTorch: KERAS_BACKEND=torch ./make-keras.py
"""

import json
import pathlib

import keras
import torch
from keras import layers

keras.config.set_floatx("float64")
ROWS, COLUMNS = 6, 3


def table(shape, salt):
    """The formula of TinyClassifier.table, with as many rows as it takes."""
    count = 1
    for size in shape:
        count *= size
    numbers = [((i * i * 5 + i * 7 + salt * 11) % 23 - 11) / 16 for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float64).reshape(shape)


def conv(padding, strides, activation, use_bias=True):
    return layers.Conv1D(
        4, 3, strides=strides, padding=padding, activation=activation, use_bias=use_bias,
        name="conv1d")


MAKERS = [
    lambda: layers.GlobalAveragePooling1D(name="pool"),
    lambda: layers.GlobalMaxPooling1D(name="pool"),
    lambda: layers.LayerNormalization(name="norm"),
    lambda: layers.Flatten(name="flatten"),
    lambda: conv("valid", 1, "relu"),
    lambda: conv("valid", 2, "linear"),
    lambda: conv("same", 1, "tanh"),
    lambda: conv("same", 2, "sigmoid", use_bias=False),
    lambda: conv("causal", 1, "linear"),
    lambda: conv("causal", 4, "relu"),
    lambda: layers.LSTM(5, name="lstm"),
    lambda: layers.LSTM(5, name="lstm", return_sequences=True),
    lambda: layers.LSTM(8, name="lstm", go_backwards=True),
    lambda: layers.LSTM(2, name="lstm", go_backwards=True, return_sequences=True),
    lambda: layers.GRU(5, name="gru"),
    lambda: layers.GRU(5, name="gru", return_sequences=True),
    lambda: layers.GRU(8, name="gru", go_backwards=True, return_sequences=True),
    lambda: layers.Bidirectional(layers.LSTM(2, name="lstm"), name="both"),
    lambda: layers.Bidirectional(
        layers.LSTM(2, name="lstm", return_sequences=True), name="both"),
    lambda: layers.Bidirectional(layers.GRU(3, name="gru", return_sequences=True), name="both"),
]
MASKS = [
    None,
    [True, True, True, True, False, False],
    [False, False, True, False, True, True],
]
# Parts of a configuration that this project has no use for.
IGNORED = ("initializer", "regularizer", "constraint", "dtype", "module", "registered_name",
           "build_config", "trainable", "seed")


def shortened(value):
    if isinstance(value, dict):
        return {k: shortened(v) for k, v in value.items()
                if not any(word in k for word in IGNORED)}
    return [shortened(v) for v in value] if isinstance(value, (list, tuple)) else value


def rounded(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().flatten().tolist()]


def case(make, mask):
    """One layer at one input, behind an embedding's mask if there is one."""
    layer = make()
    masking = layer.supports_masking
    values = table((1, ROWS, COLUMNS), 6).requires_grad_()
    layer(values)
    for number, weight in enumerate(layer.weights):
        weight.assign(table(tuple(weight.shape), 7 + number))
    # A tensor carries its mask, and the layer reads it there.
    inputs = values * 1.0
    if mask is not None:
        keras.src.backend.set_keras_mask(inputs, torch.tensor([mask]))
    output = layer(inputs)
    passed = getattr(output, "_keras_mask", None)
    loss = (output * table(tuple(output.shape), 9)).sum()
    gradients = torch.autograd.grad(
        loss, [values] + [weight.value for weight in layer.weights])
    return {
        "layer": keras.saving.serialize_keras_object(layer)["class_name"],
        "config": shortened(layer.get_config()),
        "mask": mask,
        "passes_mask": bool(masking and passed is not None),
        "output": rounded(output),
        "gradient": rounded(gradients[0]),
        "names": [weight.path for weight in layer.weights],
        "shapes": [list(weight.shape) for weight in layer.weights],
        "parameters": [rounded(gradient) for gradient in gradients[1:]],
    }


cases = [case(make, mask) for make in MAKERS for mask in MASKS
         if mask is not MASKS[1] or make().supports_masking]
path = pathlib.Path(__file__).with_name("keras.json")
lines = [json.dumps({"keras": keras.__version__, "torch": torch.__version__})]
lines += [json.dumps(each) for each in cases]
path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
