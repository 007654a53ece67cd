"""What a peer said, in the form in which peers.json keeps it."""

import importlib.metadata
import math

VERSIONS = {name: importlib.metadata.version(name) for name in ("captum", "lime", "shap", "torch")}
TITLES = {"captum": "Captum", "lime": "LIME", "shap": "SHAP", "torch": "PyTorch"}

# Peers that calculate with doubles.
EXACT = 1e-9
# Peers that round weights or results to single precision on the way.
SINGLE = 1e-6


def peer(package, name):
    return f"{TITLES[package]} {VERSIONS[package].split('+')[0]} {name}"


def short(number):
    """Ten digits are more than any comparison needs."""
    return float(f"{number:.10g}") + 0.0


def shortened(numbers):
    """A list without the repetitions of its last number."""
    numbers = [short(number) for number in numbers]
    while len(numbers) > 1 and numbers[-1] == numbers[-2]:
        numbers.pop()
    return numbers


def case(
    question,
    method,
    package,
    name,
    positions,
    tolerance=EXACT,
    errors=None,
    note=None,
    closed=False,
):
    """With closed, only the closed form comes near the peer: quadratures stumble over kinks."""
    positions = [float(number) for number in positions]
    assert len(positions) == question.length and all(map(math.isfinite, positions)), method
    result = question.place | {
        "method": method,
        "peer": peer(package, name),
        "positions": shortened(positions),
        "tolerance": tolerance,
    }
    if errors is not None:
        result["standard-errors"] = shortened([float(f"{error:.3g}") for error in errors])
    if note is not None:
        result["note"] = note
    if closed:
        result["closed-form-only"] = True
    return result


def sampled(repetitions, share=0.0):
    """The mean over repetitions (rows) and its standard error.

    With a share, the error is that of the difference to one more run, whose variance is that share of
    a repetition's: a run of ours with n samples against repetitions with m of them has share m / n.
    """
    mean = repetitions.mean(0)
    variance = repetitions.var(0, unbiased=True)
    return mean.tolist(), (variance * (1 / len(repetitions) + share)).sqrt().tolist()
