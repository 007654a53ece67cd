"""Methods that change how the gradient goes back through the network, by Captum."""

import torch
from captum import attr
from captum.attr._utils.lrp_rules import Alpha1_Beta0_Rule, EpsilonRule, GammaRule
from cases import case
from gradients import NORMS, rows, summed
from torch import nn


def deeplift(question, baselines=("pad", "zero")):
    for baseline in baselines:
        found = attr.DeepLift(question.behind).attribute(
            question.words.clone(), question.everywhere(baseline), target=question.unit
        )
        yield case(question, f"deeplift:baseline={baseline}", "captum", "DeepLift", summed(found))


def deeplift_shap(question):
    found = attr.DeepLiftShap(question.behind).attribute(
        question.words.clone(), question.background(), target=question.unit
    )
    yield case(question, "deeplift-shap", "captum", "DeepLiftShap", summed(found))


LRP_RULES = {
    "rule=zero": lambda: EpsilonRule(0.0),
    "rule=epsilon": lambda: EpsilonRule(1e-9),
    "rule=epsilon,epsilon=0.25": lambda: EpsilonRule(0.25),
    "rule=gamma": lambda: GammaRule(0.25),
    "rule=alpha1-beta0": Alpha1_Beta0_Rule,
}


def lrp(question, rules=LRP_RULES):
    """Captum refuses averages, so the average is a linear layer with fixed weights."""
    length, dimensions = question.words.shape[1:]
    average = nn.Linear(length * dimensions, dimensions, bias=False)
    average.weight.data = torch.kron(question.behind.shares, torch.eye(dimensions)).contiguous()
    for rule in rules:
        network = nn.Sequential(average, *question.behind.dense)
        for module in network:
            if isinstance(module, nn.Linear):
                module.rule = LRP_RULES[rule]()
        found = attr.LRP(network).attribute(question.words.reshape(1, -1), target=question.unit)
        yield case(
            question, f"lrp:{rule}", "captum", "LRP", summed(found.reshape_as(question.words))
        )


def rectified(question, norms=("signed", "l2")):
    for method, kind in {
        "guided-backprop": attr.GuidedBackprop,
        "deconvolution": attr.Deconvolution,
    }.items():
        found = rows(question, kind)
        for norm in norms:
            yield case(
                question,
                f"{method}:norm={norm}",
                "captum",
                kind.__name__,
                NORMS[norm](found).tolist(),
            )


class Transposed(nn.Module):
    """Captum takes the second axis for channels, which here are the dimensions of the embedding."""

    def __init__(self, behind):
        super().__init__()
        self.channels = nn.Identity()
        self.behind = behind

    def forward(self, embedded):
        return self.behind(self.channels(embedded.transpose(1, 2)).transpose(1, 2))


def grad_cam(question):
    network = Transposed(question.behind)
    found = attr.LayerGradCam(network, network.channels).attribute(
        question.words.clone().requires_grad_(), target=question.unit, relu_attributions=True
    )
    yield case(
        question,
        "grad-cam",
        "captum",
        "LayerGradCam",
        found.detach().flatten().tolist(),
        note="with the embedding transposed, since Captum takes the second axis for channels",
    )
