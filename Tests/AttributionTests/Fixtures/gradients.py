"""Methods that follow the gradient of the network as it is, by Captum and PyTorch."""

import functools

import torch
from captum import attr
from cases import EXACT, SINGLE, case, sampled
from numpy.polynomial import legendre
from torch import nn

# Captum computes the nodes anew for each question, which takes seconds for thousands of them.
legendre.leggauss = functools.cache(legendre.leggauss)

NORMS = {
    "l2": lambda rows: rows.square().sum(1).sqrt(),
    "l1": lambda rows: rows.abs().sum(1),
    "signed": lambda rows: rows.sum(1),
    "absolute": lambda rows: rows.sum(1).abs(),
}
RULES = {
    "gauss-legendre": "gausslegendre",
    "riemann-middle": "riemann_middle",
    "riemann-left": "riemann_left",
    "riemann-right": "riemann_right",
}
SINGLE_WEIGHTS = "Captum rounds the weights of a quadrature to single precision"
# So many steps that no kink matters; a power of two, whose inverse single precision does not round.
MANY_STEPS = 2**16
SAMPLES, REPETITIONS = 2000, 50


def summed(attributions):
    """1 × L × D to one number a position, where each entry has a share of its own."""
    return attributions.detach()[0].sum(1).tolist()


def rows(question, method, **options):
    words = question.words.clone().requires_grad_()
    return method(question.behind).attribute(words, target=question.unit, **options).detach()[0]


def saliency(question, norms=NORMS):
    found = rows(question, attr.Saliency, abs=False)
    for norm in norms:
        yield case(
            question, f"saliency:norm={norm}", "captum", "Saliency", NORMS[norm](found).tolist()
        )


def product(question):
    found = rows(question, attr.InputXGradient)
    yield case(question, "input-x-gradient", "captum", "InputXGradient", found.sum(1).tolist())


def along(question, start, rule, steps):
    """Integrated gradients by Captum, from an embedding matrix."""
    method = attr.IntegratedGradients(question.behind)
    batch = 4096 if steps > 4096 else None
    return summed(
        method.attribute(
            question.words,
            start,
            target=question.unit,
            n_steps=steps,
            method=RULES[rule],
            internal_batch_size=batch,
        )
    )


def kinks(question, start):
    """The number of times that a hidden unit switches between a matrix and the review."""
    alphas = torch.linspace(0, 1, 2001).reshape(-1, 1, 1)
    states = (start + alphas * (question.words - start)) * question.behind.shares.unsqueeze(2)
    states = states.sum(1)
    count = 0
    for module in list(question.behind.dense)[:-1]:
        if isinstance(module, nn.ReLU):
            on = states > 0
            count += (on[1:] != on[:-1]).sum().item()
        states = module(states)
    return count


def integrated(question, baselines=("pad", "zero"), rules=RULES):
    for baseline in baselines:
        for rule in rules:
            yield case(
                question,
                f"integrated-gradients:baseline={baseline},rule={rule},steps=50,tolerance=0",
                "captum",
                "IntegratedGradients",
                along(question, question.everywhere(baseline), rule, 50),
                SINGLE,
                note=SINGLE_WEIGHTS,
            )


def limit(question, start):
    """Captum's numbers in the limit of many steps, their tolerance and why it is what it is."""
    switches = kinks(question, start)
    if switches == 0:
        found = along(question, start, "gauss-legendre", 100)
        return found, SINGLE, "no unit switches on the way; " + SINGLE_WEIGHTS
    # Where a unit switches inside a step, the middle rule errs by up to half a step of the jump.
    found = along(question, start, "riemann-middle", MANY_STEPS)
    return found, 2e-5 * switches, f"the middle rule with 65,536 steps across {switches} kinks"


def exact(question, baselines=("pad", "zero")):
    for baseline in baselines:
        start = question.everywhere(baseline)
        positions, tolerance, note = limit(question, start)
        yield case(
            question,
            f"integrated-gradients:baseline={baseline},rule=exact",
            "captum",
            "IntegratedGradients",
            positions,
            tolerance,
            note=note,
            closed=kinks(question, start) > 0,
        )


def expected(question):
    starts = question.background().unsqueeze(1)
    mean = torch.tensor([along(question, b, "gauss-legendre", 50) for b in starts]).mean(0)
    yield case(
        question,
        "expected-gradients:rule=gauss-legendre,steps=50,tolerance=0",
        "captum",
        "IntegratedGradients, mean over the background",
        mean.tolist(),
        SINGLE,
        note=SINGLE_WEIGHTS,
    )


def gradient_shap(question, seeded):
    method = attr.GradientShap(question.behind)
    seeded(question, "gradient-shap")
    runs = [
        summed(
            method.attribute(
                question.words, question.background(), n_samples=SAMPLES, target=question.unit
            )
        )
        for _ in range(REPETITIONS)
    ]
    mean, errors = sampled(torch.tensor(runs))
    yield case(
        question,
        "expected-gradients:rule=exact",
        "captum",
        "GradientShap",
        mean,
        errors=errors,
        closed=True,
    )


def noisy(question, seeded):
    """With norm=signed, which is linear, so that the mean over few samples is not biased."""
    sigma = 0.15 * (question.words.max() - question.words.min()).item()
    tunnel = attr.NoiseTunnel(attr.Saliency(question.behind))
    ours = 20_000
    kinds = {
        "smoothgrad": "smoothgrad",
        "smoothgrad-squared": "smoothgrad_sq",
        "vargrad": "vargrad",
    }
    for method, kind in kinds.items():
        seeded(question, method)
        runs = [
            summed(
                tunnel.attribute(
                    question.words,
                    nt_type=kind,
                    nt_samples=SAMPLES,
                    stdevs=sigma,
                    target=question.unit,
                    abs=False,
                )
            )
            for _ in range(REPETITIONS)
        ]
        mean, errors = sampled(torch.tensor(runs), share=SAMPLES / ours)
        yield case(
            question,
            f"{method}:samples={ours},noise=0.15,norm=signed",
            "captum",
            f"NoiseTunnel {kind} of Saliency",
            mean,
            errors=errors,
        )


def conductance(question, units, baseline):
    start = question.everywhere(baseline)
    layer = question.behind.dense[1]
    switches = kinks(question, start)
    steps = 2**13
    for unit in units:
        found = attr.NeuronConductance(question.behind, layer).attribute(
            question.words,
            unit,
            baselines=start,
            target=question.unit,
            n_steps=steps if switches else 100,
            method="riemann_middle" if switches else "gausslegendre",
        )
        yield case(
            question,
            f"layer-conductance:baseline={baseline},unit={unit}",
            "captum",
            "NeuronConductance of the first hidden layer",
            summed(found),
            1.6e-4 * switches if switches else EXACT,
            note=f"the middle rule with {steps:,} steps across {switches} kinks"
            if switches
            else None,
            closed=switches > 0,
        )


def hessian(question):
    def output(flat):
        return question.behind(flat.reshape_as(question.words))[0, question.unit]

    flat = question.words.flatten()
    second = torch.autograd.functional.hessian(output, flat)
    length, dimensions = question.words.shape[1:]
    pairs = (second * flat.outer(flat)).reshape(length, dimensions, length, dimensions).sum((1, 3))
    pairs.fill_diagonal_(0)
    yield case(
        question, "interactions:kind=hessian", "torch", "autograd.functional.hessian",
        pairs.sum(1).tolist(),
    )  # fmt: skip
