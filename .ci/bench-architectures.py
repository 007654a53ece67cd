#!/usr/bin/env python3
"""Times Captum on one model of each architecture, on one thread, beside our times for the same work.

    bench-architectures.py OURS TEXT MODEL...    prints a table

OURS is the output of `bench-attribution architectures` for the same models; TEXT is the review; a MODEL is a folder written
by `report export`, whose weights go into PyTorch layers. Captum removes words in batches, of the size that is fastest.
"""

import json
import pathlib
import statistics
import sys
import time

SECONDS, LEAST = 10, 3
BATCHES = 16, 64, 256


class Model:
    """A model in PyTorch, from embedded words to the probability of "positive"."""

    def __init__(self, folder):
        import torch
        from safetensors.torch import load_file

        folder = pathlib.Path(folder)
        weights = {k: w.float() for k, w in load_file(folder / "weights.safetensors").items()}
        config = json.loads((folder / "config.json").read_text())
        words = (folder / "vocabulary.txt").read_text().split("\n")
        self.index = {word: n for n, word in enumerate(words)}
        self.length = config["text"]["sequence_length"]
        self.table = weights["embedding/embeddings"]
        layers = config["config"]["layers"]
        self.masks = layers[0]["config"].get("mask_zero", False)

        class Layers(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.steps = [torch_layer(layer, weights) for layer in layers[1:]]

            def forward(self, rows):
                for step in self.steps:
                    rows = step(rows)
                return rows[:, 0]

        self.layers = Layers()

    def encode(self, text):
        """Returns the indices of a text of lower-case words, without padding if it is masked."""
        import torch

        read = ([1] + [self.index.get(word, 2) for word in text.split()])[-self.length :]
        return torch.tensor([read + [0] * (0 if self.masks else self.length - len(read))])


def torch_layer(layer, weights):
    """Returns a layer of `config.json` as a function of N × L × D, or of N × D after pooling."""
    import torch

    kind, config = layer["class_name"], layer["config"]
    name = config["name"]
    activation = {"relu": torch.relu, "sigmoid": torch.sigmoid}.get(config.get("activation"))

    def activated(module):
        return (lambda rows: activation(module(rows))) if activation else module

    if kind == "Dense":
        kernel = weights[f"{name}/kernel"]
        dense = torch.nn.Linear(*kernel.shape)
        dense.weight.data, dense.bias.data = kernel.T.contiguous(), weights[f"{name}/bias"]
        return activated(dense)
    if kind == "Conv1D":
        kernel = weights[f"{name}/kernel"]
        size, inputs, filters = kernel.shape
        convolution = torch.nn.Conv1d(inputs, filters, size, padding="same")
        convolution.weight.data = kernel.permute(2, 1, 0).contiguous()
        convolution.bias.data = weights[f"{name}/bias"]
        return activated(lambda rows: convolution(rows.transpose(1, 2)).transpose(1, 2))
    if kind == "LSTM":
        # Both order the gates in the same way.
        kernel = weights[f"{name}/lstm_cell/kernel"]
        lstm = torch.nn.LSTM(kernel.shape[0], kernel.shape[1] // 4, batch_first=True)
        lstm.weight_ih_l0.data = kernel.T.contiguous()
        lstm.weight_hh_l0.data = weights[f"{name}/lstm_cell/recurrent_kernel"].T.contiguous()
        lstm.bias_ih_l0.data = weights[f"{name}/lstm_cell/bias"]
        lstm.bias_hh_l0.data.zero_()
        return lambda rows: lstm(rows)[0][:, -1]
    if kind == "AttentionPooling":
        query = weights[f"{name}/query"]
        return lambda rows: (torch.softmax(rows @ query, 1) * rows).sum(1)
    return {
        "GlobalAveragePooling1D": lambda rows: rows.mean(1),
        "GlobalMaxPooling1D": lambda rows: rows.max(1).values,
        "Dropout": lambda rows: rows,
    }[kind]


def milliseconds(run):
    """Returns the median time of repeated runs, and the last result."""
    run()
    seconds = []
    while len(seconds) < LEAST or sum(seconds) < SECONDS / len(BATCHES):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return 1000 * statistics.median(seconds), result


def peers(model, text):
    """Yields our method, its peer, and the peer's time, batch size and numbers, one for each word."""
    import torch
    from captum import attr

    indices = model.encode(text)
    words = len(text.split())
    # One player per token, and one for all padding.
    players = torch.arange(indices.shape[1]).clamp(max=words + 1).reshape(1, -1, 1)
    for name, kind, options in [
        ("leave-one-out", attr.FeatureAblation, {}),
        ("shapley-value-sampling", attr.ShapleyValueSampling, {"n_samples": 26}),
    ]:
        found = []
        for batch in BATCHES:

            def run(kind=kind, options=options, batch=batch):
                with torch.no_grad():
                    return kind(model.layers).attribute(
                        model.table[indices],
                        baselines=model.table[torch.zeros_like(indices)],
                        feature_mask=players,
                        perturbations_per_eval=batch,
                        **options,
                    )

            spent, numbers = milliseconds(run)
            found.append((spent, batch, numbers[0, 1 : words + 1, 0].tolist()))
        yield name, f"Captum {kind.__name__}", *min(found)


def main(ours, text, *folders):
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(1)
    text = pathlib.Path(text).read_text()
    ours = [json.loads(line) for line in pathlib.Path(ours).read_text().splitlines()]
    known = {(line["model"], line["method"]): line for line in ours}
    heads = "model|method|peer|its batch|ms|ours, ms|ratio|largest difference".split("|")
    print("| " + " | ".join(heads) + " |")
    print("|---|---|---|" + "---:|" * 5)
    for folder in folders:
        for method, peer, spent, batch, numbers in peers(Model(folder), text):
            line = known[(folder, method)]
            difference = max(abs(a - b) for a, b in zip(numbers, line["scores"], strict=True))
            cells = [pathlib.Path(folder).name, method, peer, batch, f"{spent:.3g}"]
            cells += [f"{line['milliseconds']:.3g}", f"{spent / line['milliseconds']:,.0f}"]
            print("| " + " | ".join(map(str, [*cells, f"{difference:.1e}"])) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
