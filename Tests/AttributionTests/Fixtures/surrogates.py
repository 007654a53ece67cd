"""Linear models around a review, by LIME and Captum."""

import numpy
import torch
from captum import attr
from captum._utils.models.linear_model import SkLearnRidge
from cases import case, peer, sampled, short
from lime.lime_text import LimeTextExplainer


def occurrences(question, distinct):
    """The positions of each word of the review, or of each occurrence of one."""
    words = question.network.tokens(question.text)
    if not distinct:
        return [[1 + place] for place in range(len(words))]
    firsts = list(dict.fromkeys(words))
    return [[1 + t for t, word in enumerate(words) if word == first] for first in firsts]


def classifier(question):
    """Strings to N × 2; LIME deletes words, or writes UNKWORDZ for them, which no network knows."""
    network = question.network

    def outputs(texts):
        indices = torch.tensor([network.indices(text) for text in texts])
        values = question.value(network.embedding[indices])
        return numpy.stack([-values, values], axis=1)

    return outputs


def explained(question, distinct, samples, seed):
    """LIME's coefficients, a number for each group of positions, and what the ridge has seen."""
    groups = occurrences(question, distinct)
    explainer = LimeTextExplainer(bow=distinct, feature_selection="none", random_state=seed)
    seen = {}
    fit = explainer.base.explain_instance_with_data

    def recorded(data, labels, distances, label, *rest, **named):
        seen.update(
            masks=data, values=labels[:, label], weights=explainer.base.kernel_fn(distances)
        )
        seen["answer"] = fit(data, labels, distances, label, *rest, **named)
        return seen["answer"]

    explainer.base.explain_instance_with_data = recorded
    explainer.explain_instance(
        question.text, classifier(question), labels=(1,), num_features=100, num_samples=samples
    )
    coefficients = dict(seen["answer"][1])
    return groups, [coefficients[place] for place in range(len(groups))], seen


def lime(question, distinct=True, samples=5000, repetitions=16):
    runs = []
    for seed in range(repetitions):
        groups, coefficients, _ = explained(question, distinct, samples, seed)
        shares = [c / len(group) for c, group in zip(coefficients, groups, strict=True)]
        runs.append(question.spread(groups, shares))
    # One run of ours has the variance of one of theirs.
    mean, errors = sampled(torch.tensor(runs), share=1)
    words, baseline = ("distinct", "pad") if distinct else ("positions", "unknown")
    yield case(
        question,
        f"lime:samples={samples},kernel=text,kernel-width=25,ridge=1,words={words},baseline={baseline}",
        "lime",
        f"LimeTextExplainer(bow={distinct})",
        mean,
        errors=errors,
        note="each occurrence has an equal part of the coefficient of its word"
        if distinct
        else None,
    )


def bits(masks):
    return ["".join(str(int(bit)) for bit in row) for row in masks]


def recorded_lime(question, distinct=True):
    """What LIME's ridge saw and said, so that a ridge can be held against it."""
    groups, coefficients, seen = explained(question, distinct, 40, 7)
    return question.place | {
        "peer": peer("lime", "LimeTextExplainer"),
        "kernel": "text",
        "baseline": "pad" if distinct else "unknown",
        "kernel-width": 25,
        "ridge": 1,
        "groups": groups,
        "masks": bits(seen["masks"]),
        "values": [short(value) for value in seen["values"]],
        "weights": [short(weight) for weight in seen["weights"]],
        "coefficients": [short(number) for number in coefficients],
        "intercept": short(seen["answer"][0]),
        "tolerance": 1e-9,
    }


def captum_lime(question, masks, width, ridge):
    """Captum's coefficients for given masks, and the weights that it gave them."""
    groups = occurrences(question, distinct=False)
    worth = question.worth(groups, "pad", "replace")
    kernel = attr._core.lime.get_exp_kernel_similarity_function("cosine", width)
    weights = []

    def similarity(original, perturbed, interpretable, **options):
        weights.append(kernel(original, perturbed, interpretable))
        return weights[-1]

    given = iter(masks)
    method = attr.Lime(
        worth,
        SkLearnRidge(alpha=ridge),
        similarity,
        perturb_func=lambda original, **options: next(given).unsqueeze(0),
    )
    there = torch.ones(1, len(groups))
    found = method.attribute(there, baselines=0, n_samples=len(masks))[0]
    return groups, worth(masks), weights, found, method.interpretable_model.bias().item()


def recorded_captum(question, width=1.0, ridge=1.0):
    generator = torch.Generator().manual_seed(11)
    count = len(occurrences(question, distinct=False))
    masks = torch.bernoulli(torch.full((40, count), 0.5), generator=generator).long()
    groups, values, weights, coefficients, intercept = captum_lime(question, masks, width, ridge)
    return question.place | {
        "peer": peer("captum", "Lime"),
        "kernel": "captum",
        "baseline": "pad",
        "kernel-width": width,
        "ridge": ridge,
        "groups": groups,
        "masks": bits(masks),
        "values": [short(value) for value in values.tolist()],
        "weights": [short(weight) for weight in weights],
        "coefficients": [short(number) for number in coefficients.tolist()],
        "intercept": short(intercept),
        "tolerance": 1e-5,
        "note": "Captum fits in single precision; the distance is the cosine distance of the masks",
    }


def captum(question, samples=2000, repetitions=8):
    """Captum's LIME with a ridge, over its own Bernoulli(1/2) masks."""
    generator = torch.Generator().manual_seed(5)
    runs = []
    for _ in range(repetitions):
        count = len(occurrences(question, distinct=False))
        masks = torch.bernoulli(torch.full((samples, count), 0.5), generator=generator).long()
        groups, _, _, found, _ = captum_lime(question, masks, 1.0, 1.0)
        runs.append(question.spread(groups, found.tolist()))
    mean, errors = sampled(torch.tensor(runs), share=1)
    yield case(
        question,
        f"lime:samples={samples},kernel=captum,kernel-width=1,ridge=1,words=positions",
        "captum",
        "Lime with SkLearnRidge",
        mean,
        1e-5,
        errors,
        "Captum fits in single precision; the distance is the cosine distance of the masks",
    )
