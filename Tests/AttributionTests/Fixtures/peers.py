"""Which peer answers which questions: the contents of peers.json."""

import json
import random
import zlib

import backward
import errors
import gradients
import numpy
import removals
import sample
import surrogates
import torch
from cases import VERSIONS
from networks import BACKGROUND, LENGTH, REVIEWS, WORDS, maximum, questions, small

BASELINES = ("pad", "zero", "unknown", "mean", "corpus-mean")
REMOVALS = [("pad", "replace"), ("pad", "remove"), ("zero", "replace"), ("zero", "remove")]


def seeded(question, name):
    """Every sampling peer starts from a seed that only its own question decides."""
    seed = zlib.crc32(json.dumps([question.place, name]).encode())
    random.seed(seed)
    numpy.random.seed(seed)
    torch.manual_seed(seed)


def everywhere(question):
    """What is asked of every network, about every output."""
    yield from gradients.saliency(question, ("signed", "l2"))
    yield from gradients.product(question)
    yield from gradients.integrated(question, ["pad"], ["gauss-legendre"])
    yield from backward.rectified(question, ["signed"])
    yield from backward.grad_cam(question)
    yield from gradients.hessian(question)
    yield from removals.leave_one_out(question, [("pad", "replace"), ("pad", "remove")])
    yield from removals.shapley(question, [("pad", "replace")])
    yield from backward.deeplift(question, ["pad"])
    if question.target == "logit":
        yield from backward.lrp(question, ["rule=zero", "rule=gamma", "rule=alpha1-beta0"])


def deterministic(question):
    """The options one by one, of two networks."""
    yield from gradients.saliency(question, ("l1", "absolute"))
    yield from gradients.integrated(question, ["zero"])
    yield from gradients.exact(question, BASELINES)
    yield from gradients.expected(question)
    yield from backward.deeplift(question, BASELINES[1:])
    yield from backward.deeplift_shap(question)
    yield from backward.rectified(question, ["l2"])
    windows = [(1, 1), (2, 1), (3, 1), (3, 2)]
    yield from removals.occlusion(question, [("pad", "replace", w, s) for w, s in windows])
    yield from removals.occlusion(question, [("pad", "remove", w, s) for w, s in windows[1:]])
    yield from removals.occlusion(question, [(b, "replace", 1, 1) for b in BASELINES[1:]])
    yield from removals.leave_one_out(question, REMOVALS[2:])
    yield from removals.shapley(question, REMOVALS[:2], kernel=True)
    yield from removals.shapley(question, REMOVALS[2:])
    yield from removals.orders(question)
    yield from removals.owen(question, REMOVALS[:3])
    yield from removals.pairs(question)


def randomised(question):
    yield from gradients.gradient_shap(question, seeded)
    yield from gradients.noisy(question, seeded)
    yield from removals.sampled_orders(question, seeded)
    yield from surrogates.lime(question)
    yield from surrogates.lime(question, distinct=False)
    yield from surrogates.captum(question)


def shipped(question):
    yield from gradients.saliency(question, ("signed", "l2"))
    yield from backward.rectified(question, ["signed"])
    yield from gradients.product(question)
    yield from gradients.exact(question, ["pad"])
    yield from removals.leave_one_out(question, [("pad", "remove")])
    if 0 not in question.indices:
        # As many numbers as the network has positions: the rest is asked of shorter reviews.
        return
    yield from backward.deeplift(question, ["pad"])
    if question.target == "logit":
        yield from backward.lrp(question, ["rule=epsilon,epsilon=0.25", "rule=gamma"])
    yield from backward.grad_cam(question)
    yield from removals.occlusion(question, [("pad", "replace", 3, 1)])


def agreements(networks):
    linear, shallow, deep, softmax, masked, ships, largest = range(len(networks))

    def ask(number, reviews, units=(0,)):
        return questions(networks[number], number, reviews, units)

    for number in (linear, shallow, deep, masked):
        for question in ask(number, (1, 2)):
            yield from everywhere(question)
    for question in ask(softmax, (1, 2), units=(0, 2)):
        yield from everywhere(question)
    for question in [*ask(shallow, (1,)), *ask(deep, (0, 1))]:
        yield from deterministic(question)
    # On the way from zero to this review no unit switches.
    for question in [*ask(shallow, (2,)), *ask(deep, (2,))]:
        yield from gradients.conductance(question, range(6), "zero")
        yield from gradients.exact(question, ["zero"])
    for question in ask(deep, (1,)):
        yield from gradients.conductance(question, (0, 3), "pad")
    for question in [*ask(shallow, (1,)), *ask(deep, (2,))]:
        if question.target == "logit":
            yield from backward.lrp(question, ["rule=epsilon", "rule=epsilon,epsilon=0.25"])
    # The start, two sentences, and padding position by position.
    groups = [[0], [1, 2, 3], [4, 5, 6, 7], [8], [9]]
    for question in ask(deep, (3,)):
        yield from removals.sentences(question, groups, (1, 2))
        yield from removals.owen(question, REMOVALS[:3])
    for question in [*ask(shallow, (0,)), *ask(deep, (1,))]:
        yield from randomised(question)
    # Where two positions have the largest number PyTorch takes the first, and we take both: no word comes twice here.
    for question in ask(largest, (0,)):
        yield from gradients.product(question)
        yield from backward.deeplift(question)
    for question in sample.questions(networks[ships], ships, sample.PICKS):
        yield from shipped(question)


def mistakes(networks):
    _, shallow, deep, *_ = range(len(networks))
    for number in (shallow, deep):
        for question in questions(networks[number], number, (1,)):
            yield from errors.trapezoid(question)
            yield from errors.missing_end(question)


def masks(networks):
    for question in questions(networks[1], 1, (1,)):
        yield surrogates.recorded_lime(question)
        yield surrogates.recorded_lime(question, distinct=False)
        yield surrogates.recorded_captum(question)


def contents():
    networks = [*small(), sample.shipped(), maximum()]
    *described, ships, largest = networks

    def reviews(network, texts):
        trimmed = [torch.tensor(network.indices(text)) for text in texts]
        return [
            {"text": text, "indices": row[: int(row.nonzero()[-1]) + 1].tolist()}
            for text, row in zip(texts, trimmed, strict=True)
        ]

    described = [n.described() | {"reviews": reviews(n, REVIEWS)} for n in described]
    described.append({"folder": "Sources/EmbeddedFiles/Model"})
    described[-1]["reviews"] = reviews(ships, sample.reviews().values())
    described.append(largest.described() | {"reviews": reviews(largest, REVIEWS)})
    return {
        "about": "What Captum, SHAP and LIME say; lists repeat their last number. See peers.py.",
        "versions": VERSIONS,
        "words": WORDS,
        "length": LENGTH,
        "background": BACKGROUND,
        "networks": described,
        "cases": list(agreements(networks)),
        "peer-errs": list(mistakes(networks)),
        "recorded-masks": list(masks(networks)),
    }


def text():
    """The contents as JSON, a case or a network a line."""
    parts = []
    for name, value in contents().items():
        if isinstance(value, list) and isinstance(value[0], dict):
            lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in value]
            written = "[\n" + ",\n".join(lines) + "\n]"
        else:
            written = json.dumps(value, ensure_ascii=False)
        parts.append(f'"{name}": {written}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
