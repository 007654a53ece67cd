#!/usr/bin/env python3
"""Writes torch.json: logits and gradients of the tests' tiny network. Needs PyTorch."""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)


def table(rows, columns, salt):
    """The formula of TinyClassifier.table."""
    numbers = [((i * i * 5 + i * 7 + salt * 11) % 23 - 11) / 16 for i in range(rows * columns)]
    return torch.tensor(numbers).reshape(rows, columns)


embedding = table(12, 3, 9).requires_grad_()
kernel, bias = (4 * table(3, 4, 15)).requires_grad_(), table(1, 4, 8).requires_grad_()
kernel_1, bias_1 = (2 * table(4, 1, 2)).requires_grad_(), table(1, 1, 0).requires_grad_()
parameters = [kernel, bias, kernel_1, bias_1]

cases = []
for indices in [
    [1, 5, 7, 6, 0, 0, 0, 0],
    [8, 2, 11, 9, 2, 7, 4, 6],
    [1, 10, 10, 10, 0, 0, 0, 0],
    [0, 0, 0, 0, 1, 8, 8, 3],
    [1, 9, 11, 4, 5, 6, 2, 2],
]:
    for parameter in parameters:
        parameter.grad = None
    words = embedding[indices].detach().requires_grad_()
    logit = torch.relu(words.mean(0, keepdim=True) @ kernel + bias) @ kernel_1 + bias_1
    logit.backward()
    cases.append(
        {
            "indices": indices,
            "logit": logit.item(),
            "gradient": words.grad.flatten().tolist(),
            "parameters": [parameter.grad.flatten().tolist() for parameter in parameters],
        }
    )

path = pathlib.Path(__file__).with_name("torch.json")
path.write_text(json.dumps(cases, indent=1) + "\n")
