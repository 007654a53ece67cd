"""Methods that take words away, by Captum and SHAP."""

import itertools

import numpy
import shap
import torch
from captum import attr
from cases import EXACT, SINGLE, case, sampled

SINGLE_SUM = "Captum adds up in single precision"


def one_by_one(question):
    return [[position] for position in range(question.length)]


def occlusion(question, options):
    """Captum's occlusion of the 0/1 vector that says which positions are there."""
    for baseline, removal, window, stride in options:
        worth = question.worth(one_by_one(question), baseline, removal)
        found = attr.Occlusion(worth).attribute(
            torch.ones(1, question.length), (window,), strides=(stride,), baselines=0
        )
        yield case(
            question,
            f"occlusion:baseline={baseline},removal={removal},window={window},stride={stride}",
            "captum",
            "Occlusion",
            found[0].tolist(),
            SINGLE,
            note=SINGLE_SUM,
        )


def sentences(question, groups, windows):
    """Captum's occlusion of the 0/1 vector that says which sentences are there."""
    worth = question.worth(groups, "pad", "replace")
    for window in windows:
        found = attr.Occlusion(worth).attribute(
            torch.ones(1, len(groups)), (window,), strides=(1,), baselines=0
        )
        yield case(
            question,
            f"occlusion:unit=sentence,window={window}",
            "captum",
            "Occlusion",
            question.spread(groups, found[0].tolist()),
            SINGLE,
            note=SINGLE_SUM,
        )


def leave_one_out(question, options):
    for baseline, removal in options:
        worth = question.worth(one_by_one(question), baseline, removal)
        found = attr.FeatureAblation(worth).attribute(torch.ones(1, question.length), 0)
        yield case(
            question,
            f"leave-one-out:baseline={baseline},removal={removal}",
            "captum",
            "FeatureAblation",
            found[0].tolist(),
        )


def shapley(question, options, kernel=False):
    """Exact by SHAP, which enumerates coalitions; SHAP's kernel, too, when it may see them all."""
    for baseline, removal in options:
        groups = [[position] for position in question.players(baseline)]
        count = len(groups)
        worth = question.worth(groups, baseline, removal)

        def numbers(there):
            return worth(there).numpy()

        there, absent = numpy.ones((1, count)), numpy.zeros((1, count))
        explain = shap.ExactExplainer(numbers, shap.maskers.Independent(absent))
        exact = "ExactExplainer", explain(there, silent=True).values[0]
        found = {"shapley-values": exact}
        if kernel:
            explain = shap.KernelExplainer(numbers, absent)
            values = explain.shap_values(there, nsamples=2**count, l1_reg=False, silent=True)
            found["kernel-shap"] = "KernelExplainer, all coalitions", values[0]
            found["shapley-value-sampling"] = exact
        for method, (name, values) in found.items():
            yield case(
                question,
                f"{method}:baseline={baseline},removal={removal}",
                "shap",
                name,
                question.spread(groups, values),
            )


def orders(question):
    """Captum's exact Shapley values, which go through all orders."""
    groups = [[position] for position in question.players("pad")]
    worth = question.worth(groups, "pad", "replace")
    there = torch.ones(1, len(groups))
    found = attr.ShapleyValues(worth).attribute(there, 0, perturbations_per_eval=256)[0]
    yield case(
        question, "shapley-values", "captum", "ShapleyValues",
        question.spread(groups, found.tolist()), 10 * SINGLE, note=SINGLE_SUM,
    )  # fmt: skip


def sampled_orders(question, seeded):
    """Samples of Captum's against exact values."""
    groups = [[position] for position in question.players("pad")]
    worth = question.worth(groups, "pad", "replace")
    there = torch.ones(1, len(groups))
    methods = {
        "ShapleyValueSampling": (attr.ShapleyValueSampling(worth), 25, "shapley-values"),
        "KernelShap": (attr.KernelShap(worth), 400, "kernel-shap"),
    }
    for name, (method, samples, ours) in methods.items():
        seeded(question, name)
        runs = [
            method.attribute(there, baselines=0, n_samples=samples, perturbations_per_eval=64)[0]
            for _ in range(40)
        ]
        mean, errors = sampled(torch.stack(runs).double())
        yield case(
            question, ours, "captum", name, question.spread(groups, mean),
            SINGLE, question.spread(groups, errors), SINGLE_SUM,
        )  # fmt: skip


def halves(divisions, first=0):
    """A binary tree, as pairs: parts are cut at the highest division, nearest to their middle."""
    count = len(divisions)
    if count == 1:
        return first
    highest = max(divisions[:-1])
    cuts = [place + 1 for place in range(count - 1) if divisions[place] == highest]
    cut = min(cuts, key=lambda place: abs(2 * place - count))
    return halves(divisions[:cut], first), halves(divisions[cut:], first + cut)


def clustering(tree, count):
    """The tree in SciPy's form: a row for each pair, with its sides, its height and its size."""
    found = []

    def visit(node):
        if not isinstance(node, tuple):
            return node, 0, 1
        left, right = map(visit, node)
        height, size = max(left[1], right[1]) + 1, left[2] + right[2]
        found.append([left[0], right[0], height, size])
        return count + len(found) - 1, height, size

    visit(tree)
    return numpy.array(found, dtype=float)


def owen(question, options):
    for baseline, removal in options:
        groups = [[position] for position in question.players(baseline)]
        count = len(groups)
        worth = question.worth(groups, baseline, removal)
        tree = halves([question.divisions()[position] for (position,) in groups])
        masker = shap.maskers.Partition(numpy.zeros((1, count)), clustering=clustering(tree, count))
        explain = shap.PartitionExplainer(lambda there: worth(there).numpy(), masker)
        found = explain(numpy.ones((1, count)), max_evals=100_000, silent=True).values[0]
        yield case(
            question,
            f"partition-shap:baseline={baseline},removal={removal}",
            "shap",
            "PartitionExplainer",
            question.spread(groups, found),
        )


def pairs(question, baseline="pad", removal="replace"):
    """How much two words lose together beyond what each loses alone, summed over the others."""
    length = question.length
    worth = question.worth(one_by_one(question), baseline, removal)

    def without(*positions):
        there = torch.ones(1, length)
        there[0, list(positions)] = 0
        return worth(there).item()

    alone = [without(position) for position in range(length)]
    sums = [0.0] * length
    for s, t in itertools.permutations(range(length), 2):
        sums[s] += without() - alone[s] - alone[t] + without(s, t)
    yield case(
        question,
        f"interactions:kind=removal,baseline={baseline},removal={removal}",
        "torch",
        "outputs without each pair",
        sums,
        EXACT * 10,
    )
