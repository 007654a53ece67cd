#!/usr/bin/env python3
"""Writes captum.json and peers.json: what Captum, SHAP and LIME say about small networks and reviews.

    python3 -m venv .build/peers
    .build/peers/bin/pip install torch captum==0.9.0 shap==0.51.0 lime==0.2.0.1 safetensors
    .build/peers/bin/python Tests/AttributionTests/Fixtures/make-fixtures.py

What is random starts from seeds, so that the files come out the same. Everything is in double
precision, except where Captum itself is not: it rounds the weights of a quadrature and occlusions,
adds up Shapley values, and fits the linear models of LIME in single precision.
"""

import functools
import json
import pathlib
import re
import warnings

import peers
import torch
from captum import attr
from networks import DIMENSIONS, LENGTH, REVIEWS, WORDS, dense, table
from numpy.polynomial import legendre

# Captum says that it hooks into activations each time that it does.
warnings.simplefilter("ignore", UserWarning)

HIDDEN = [[6], [6, 5]]
STEPS = 2000
# So many steps that no kink matters; a power of two, whose inverse single precision does not round.
MANY_STEPS = 2**16
# Captum computes the nodes anew for each question, which takes seconds for 2000 of them.
legendre.leggauss = functools.cache(legendre.leggauss)


def logit(embedded, layers):
    """N × L × D to N."""
    state = embedded.mean(1)
    for kernel, bias in layers[:-1]:
        state = torch.relu(state @ kernel + bias)
    kernel, bias = layers[-1]
    return (state @ kernel + bias).squeeze(1)


def summed(attributions):
    """1 × L × D to one number a position, where each entry has a share of its own."""
    return attributions.sum(2).flatten().tolist()


def common(attributions):
    """1 × L × D to one number a position, where all entries of a feature have its number."""
    assert (attributions == attributions[:, :, :1]).all()
    return attributions[:, :, 0].flatten().tolist()


def integrated(output, words, baseline):
    method = attr.IntegratedGradients(output)

    def along(rule, steps):
        return summed(method.attribute(words, baseline, n_steps=steps, method=rule))

    return {
        "gauss-legendre": along("gausslegendre", STEPS),
        "riemann-middle": along("riemann_middle", STEPS),
        "limit": along("riemann_middle", MANY_STEPS),
    }


def answers(output, words, baselines, players):
    """All that is known about one output of one network for one review."""
    value = output(words)
    (gradient,) = torch.autograd.grad(value.sum(), words)
    positions = torch.arange(LENGTH).reshape(1, LENGTH, 1).expand_as(words)
    saliency = attr.Saliency(output).attribute(words, abs=False)
    product = attr.InputXGradient(output).attribute(words)
    ablation = attr.FeatureAblation(output)
    # All padding is one player, which does nothing: it is its own baseline.
    shapley = attr.ShapleyValues(output).attribute(
        words,
        baselines["pad"],
        feature_mask=positions.clamp(max=players),
        perturbations_per_eval=64,
    )
    return {
        "value": value.item(),
        "gradient": gradient.flatten().tolist(),
        "saliency": saliency.flatten().tolist(),
        "input-x-gradient": summed(product),
        "integrated-gradients": {
            name: integrated(output, words, row) for name, row in baselines.items()
        },
        "occlusion": {
            name: common(attr.Occlusion(output).attribute(words, (1, DIMENSIONS), baselines=row))
            for name, row in baselines.items()
        },
        "feature-ablation": {
            name: common(ablation.attribute(words, row, feature_mask=positions))
            for name, row in baselines.items()
        },
        "shapley-values": {"pad": common(shapley)},
    }


embedding = 2 * table(len(WORDS), DIMENSIONS, 5)
fixture = {"length": LENGTH, "words": WORDS, "embedding": embedding.tolist(), "networks": []}
for hidden in HIDDEN:
    layers = dense(hidden)
    outputs = {
        "logit": lambda embedded: logit(embedded, layers),
        "probability": lambda embedded: torch.sigmoid(logit(embedded, layers)),
    }
    reviews = []
    for text in REVIEWS[:2]:
        read = [1] + [WORDS.index(word) for word in text.split()]
        indices = read + [0] * (LENGTH - len(read))
        words = embedding[indices].unsqueeze(0).requires_grad_()
        baselines = {
            "pad": embedding[0].expand_as(words).contiguous(),
            "zero": torch.zeros_like(words),
        }
        reviews.append(
            {"text": text, "indices": indices}
            | {
                name: answers(output, words, baselines, len(read))
                for name, output in outputs.items()
            }
        )
    fixture["networks"].append(
        {
            "layers": [{"kernel": k.tolist(), "bias": b.tolist()} for k, b in layers],
            "reviews": reviews,
        }
    )


# A list of numbers takes one line.
text = re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m[0].split()), json.dumps(fixture, indent=1))
folder = pathlib.Path(__file__).parent
(folder / "captum.json").write_text(text + "\n")
(folder / "peers.json").write_text(peers.text())
