"""Numbers of peers that are not what their documentation says, and what is wrong with them."""

import itertools

import torch
from captum import attr
from cases import SINGLE, case
from gradients import summed


def change(question, baseline):
    """F(x) − F(baseline)."""
    words = torch.cat([question.words, question.everywhere(baseline)])
    whole, empty = question.value(words).tolist()
    return whole - empty


def wrong(question, package, name, positions, baseline, note):
    """The peer's numbers beside the method that has the right ones."""
    method = f"integrated-gradients:baseline={baseline},rule=exact"
    result = case(question, method, package, name, positions, SINGLE, note=note)
    delta = sum(positions) - change(question, baseline)
    result["convergence-delta"] = float(f"{delta:.9g}")
    return result


def trapezoid(question, baseline="pad", points=50):
    found = attr.IntegratedGradients(question.behind).attribute(
        question.words,
        question.everywhere(baseline),
        target=question.unit,
        n_steps=points,
        method="riemann_trapezoid",
    )
    steps = points - 1
    result = wrong(
        question,
        "captum",
        "IntegratedGradients, riemann_trapezoid",
        summed(found),
        baseline,
        f"{points} points make {steps} steps, but each counts 1/{points}: "
        f"all numbers are {100 / points:g} % too small",
    )
    same = f"baseline={baseline},rule=riemann-trapezoid,steps={steps},tolerance=0"
    yield result | {"factor": steps / points, "same-as": f"integrated-gradients:{same}"}


def missing_end(question, steps=30):
    """LIT's loop, retyped: of its steps + 1 points it takes all but the last, by trapezoids."""
    start = question.everywhere("zero")
    gradients = []
    for alpha in torch.linspace(0, 1, steps + 1)[:steps]:
        words = (start + alpha * (question.words - start)).requires_grad_()
        output = question.behind(words)[0, question.unit]
        gradients.append(torch.autograd.grad(output, words)[0])
    trapezoids = [(left + right) / 2 for left, right in itertools.pairwise(gradients)]
    found = (question.words - start) * torch.stack(trapezoids).mean(0)
    yield wrong(
        question,
        "torch",
        "retyping LIT's gradient_maps.py, b46c0ca",
        summed(found),
        "zero",
        f"of {steps + 1} points the last, which is the review, is left out: "
        f"the path ends at {steps - 1}/{steps} of the way, and its mean is taken for the whole",
    )
