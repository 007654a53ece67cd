#!/usr/bin/env python3
"""Times attribution methods of Captum, SHAP and LIME, one review at a time and on one thread.

    bench-attribution.py measure MODEL REVIEWS BACKGROUND    prints one line of JSON per method
    bench-attribution.py table OURS PEERS                    prints a table of both

MODEL is a folder written by `report export`; REVIEWS and BACKGROUND are folders of texts. Each method explains the
reviews in a fixed random order until its time is used up. The measured time starts at vocabulary indices and
ends at one number per token; libraries that take texts also tokenise them. By default, Captum removes words one at
a time; a second line shows the time with batches of 64.
"""

import json
import pathlib
import random
import re
import statistics
import sys
import time
import warnings

SECONDS, LEAST = 20, 3
BATCH = 64


def tokens(text):
    text = re.sub(r"<br */?>", " ", text, flags=re.IGNORECASE).lower()
    return re.sub(r'[!"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~\t\r\n]', " ", text).split()


class Model:
    """The embedded model in PyTorch, from embedded words to the probability of "positive"."""

    def __init__(self, folder):
        import torch
        from safetensors.torch import load_file

        folder = pathlib.Path(folder)
        weights = load_file(folder / "weights.safetensors")
        self.index = {
            w: n for n, w in enumerate((folder / "vocabulary.txt").read_text().split("\n"))
        }
        self.length = json.loads((folder / "config.json").read_text())["text"]["sequence_length"]
        self.table = weights["embedding/embeddings"]

        def linear(name):
            kernel = weights[f"{name}/kernel"]
            layer = torch.nn.Linear(*kernel.shape)
            layer.weight.data, layer.bias.data = kernel.T.contiguous(), weights[f"{name}/bias"]
            return layer

        class Behind(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.embedded = torch.nn.Identity()
                self.dense, self.relu, self.last = (
                    linear("dense"),
                    torch.nn.ReLU(),
                    linear("dense_1"),
                )
                self.output = torch.nn.Sigmoid()

            def forward(self, words):
                # N × D × L: Captum's Grad-CAM expects channels on the second axis.
                mean = self.embedded(words.transpose(1, 2)).mean(2)
                return self.output(self.last(self.relu(self.dense(mean))))[:, 0]

        self.behind = Behind()
        width, count = self.table.shape[1], self.length
        average = torch.nn.Linear(width * count, width, bias=False)
        average.weight.data = torch.eye(width).repeat(1, count) / count
        # Captum's LRP supports neither averages nor sigmoids.
        self.lrp = torch.nn.Sequential(average, linear("dense"), torch.nn.ReLU(), linear("dense_1"))

    def encode(self, text):
        import torch

        read = ([1] + [self.index.get(word, 2) for word in tokens(text)])[-self.length :]
        return torch.tensor([read + [0] * (self.length - len(read))])

    def embed(self, indices):
        return self.table[indices]

    def probabilities(self, texts):
        """Returns probabilities of texts, N × 2, for libraries that take texts."""
        import torch

        with torch.no_grad():
            positive = self.behind(self.embed(torch.cat([self.encode(t) for t in texts])))
        return torch.stack([1 - positive, positive], 1).numpy()


def methods(model, background):
    """Lists our method name, the library's method, its settings, and a function of a text and its indices."""
    import shap
    import torch
    from captum import attr
    from lime.lime_text import LimeTextExplainer

    behind, embed = model.behind, model.embed
    starts = torch.cat([embed(model.encode(text)) for text in background])
    lime = LimeTextExplainer(class_names=["negative", "positive"], random_state=1)
    partition = shap.PartitionExplainer(model.probabilities, shap.maskers.Text(r"\W+"))

    def words(indices):
        return embed(indices).requires_grad_()

    def padding(indices):
        return embed(torch.zeros_like(indices))

    def features(indices):
        """Returns one player per token, and one for all padding."""
        numbers = torch.arange(indices.shape[1]).clamp(max=int((indices != 0).sum()))
        return numbers.clamp(max=indices.shape[1] - 1).reshape(1, -1, 1)

    def total(entries):
        return entries.detach().sum(2)

    def plain(kind, **options):
        return lambda text, indices: total(kind(behind).attribute(words(indices), **options))

    def noisy(kind):
        def run(text, indices):
            embedded = words(indices)
            sigma = 0.15 * (embedded.max() - embedded.min()).item()
            tunnel = attr.NoiseTunnel(attr.Saliency(behind))
            return total(tunnel.attribute(embedded, nt_type=kind, nt_samples=50, stdevs=sigma))

        return run

    def from_padding(kind, **options):
        return lambda text, indices: total(
            kind(behind).attribute(words(indices), padding(indices), **options)
        )

    def from_background(kind, **options):
        return lambda text, indices: total(
            kind(behind).attribute(words(indices), starts, **options)
        )

    def away(kind, **options):
        def run(text, indices):
            with torch.no_grad():
                method = kind(behind)
                return method.attribute(
                    embed(indices),
                    baselines=padding(indices),
                    feature_mask=features(indices),
                    **options,
                )

        return run

    def occlusion(**options):
        def run(text, indices):
            with torch.no_grad():
                return attr.Occlusion(behind).attribute(
                    embed(indices),
                    (1, model.table.shape[1]),
                    baselines=padding(indices),
                    **options,
                )

        return run

    def conductance(text, indices):
        return attr.LayerConductance(behind, behind.relu).attribute(
            words(indices), padding(indices), n_steps=50
        )

    def hessian(text, indices):
        return torch.autograd.functional.hessian(lambda e: behind(e)[0], embed(indices))

    def relevance(text, indices):
        return attr.LRP(model.lrp).attribute(words(indices).flatten(1), target=0)

    def grad_cam(text, indices):
        method = attr.LayerGradCam(behind, behind.embedded)
        return method.attribute(words(indices), relu_attributions=True)

    def lime_text(text, indices):
        return lime.explain_instance(text, model.probabilities, num_features=10, num_samples=500)

    def owen(text, indices):
        return partition([text], silent=True)

    batched = {"perturbations_per_eval": BATCH}
    batch = f"batches of {BATCH}"
    return [
        ("saliency", "Captum Saliency", "", plain(attr.Saliency)),
        ("input-x-gradient", "Captum InputXGradient", "", plain(attr.InputXGradient)),
        ("integrated-gradients", "Captum IntegratedGradients", "50 steps, Gauss–Legendre",
         from_padding(attr.IntegratedGradients)),
        ("expected-gradients", "Captum GradientShap", "5 samples", from_background(attr.GradientShap)),
        ("smoothgrad", "Captum NoiseTunnel", "50 samples", noisy("smoothgrad")),
        ("smoothgrad-squared", "Captum NoiseTunnel", "50 samples", noisy("smoothgrad_sq")),
        ("vargrad", "Captum NoiseTunnel", "50 samples", noisy("vargrad")),
        ("deeplift", "Captum DeepLift", "", from_padding(attr.DeepLift)),
        ("deeplift-shap", "Captum DeepLiftShap", f"{len(background)} reviews",
         from_background(attr.DeepLiftShap)),
        ("lrp", "Captum LRP", "logit, ε = 10⁻⁹", relevance),
        ("guided-backprop", "Captum GuidedBackprop", "", plain(attr.GuidedBackprop)),
        ("deconvolution", "Captum Deconvolution", "", plain(attr.Deconvolution)),
        ("grad-cam", "Captum LayerGradCam", "", grad_cam),
        ("layer-conductance", "Captum LayerConductance", "50 steps, Gauss–Legendre", conductance),
        ("occlusion", "Captum Occlusion", "", occlusion()),
        ("occlusion", "Captum Occlusion", batch, occlusion(**batched)),
        ("leave-one-out", "Captum FeatureAblation", "", away(attr.FeatureAblation)),
        ("leave-one-out", "Captum FeatureAblation", batch, away(attr.FeatureAblation, **batched)),
        ("shapley-value-sampling", "Captum ShapleyValueSampling", "25 orders",
         away(attr.ShapleyValueSampling, n_samples=25)),
        ("shapley-value-sampling", "Captum ShapleyValueSampling", f"25 orders, {batch}",
         away(attr.ShapleyValueSampling, n_samples=25, **batched)),
        ("kernel-shap", "Captum KernelShap", "500 samples",
         away(attr.KernelShap, n_samples=500)),
        ("kernel-shap", "Captum KernelShap", f"500 samples, {batch}",
         away(attr.KernelShap, n_samples=500, **batched)),
        ("partition-shap", "SHAP PartitionExplainer", "500 evaluations, Text masker", owen),
        ("lime", "LIME LimeTextExplainer", "500 samples", lime_text),
        ("lime:kernel=captum", "Captum Lime", "500 samples", away(attr.Lime, n_samples=500)),
        ("lime:kernel=captum", "Captum Lime", f"500 samples, {batch}",
         away(attr.Lime, n_samples=500, **batched)),
        ("interactions", "PyTorch hessian", "", hessian),
    ]  # fmt: skip


def error(model, name, run, examples):
    """Returns the largest convergence delta of a complete method, or the standard error of a sampling method."""
    import torch

    if name in ("integrated-gradients", "deeplift"):
        gaps = []
        for text, indices in examples:
            with torch.no_grad():
                change = model.behind(model.embed(torch.cat([indices, 0 * indices])))
            gaps.append(abs(run(text, indices).sum().item() - (change[0] - change[1]).item()))
        return max(gaps)
    if name in ("expected-gradients", "shapley-value-sampling", "kernel-shap"):
        variances = []
        for text, indices in examples[:10]:
            found = torch.stack([run(text, indices).reshape(indices.shape[1], -1)[:, 0] for _ in range(4)])
            # Words only, as in our measurement: neither padding nor the start token.
            variances += found[:, indices[0] > 1].var(0).tolist()
        return statistics.mean(variances) ** 0.5
    return None


def texts(folder):
    return [path.read_text() for path in sorted(pathlib.Path(folder).rglob("*.txt"))]


def measure(model, reviews, background):
    import torch

    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = Model(model)
    ordered = [(text, model.encode(text)) for text in texts(reviews)]
    examples = random.Random(1).sample(ordered, len(ordered))
    for name, peer, work, run in methods(model, texts(background)):
        run(*examples[0])
        seconds = []
        for text, indices in examples:
            start = time.perf_counter()
            run(text, indices)
            seconds.append(time.perf_counter() - start)
            if len(seconds) >= LEAST and sum(seconds) > SECONDS:
                break
        line = {
            "method": name,
            "peer": peer,
            "work": work,
            "reviews": len(seconds),
            "milliseconds": round(1000 * statistics.median(seconds), 4),
            "error": error(model, name, run, ordered),
        }
        print(json.dumps(line, ensure_ascii=False), flush=True)


def table(ours, peers):
    """Prints a table; OURS has lines of name, method, milliseconds and error, PEERS is the output of measure."""
    found = [json.loads(line) for line in pathlib.Path(peers).read_text().splitlines()]

    def shown(number):
        return "" if number in (None, "", "-") else f"{float(number):.1e}"

    heads = "method|peer|its work|reviews|ms|error|our work|ms|error|ratio".split("|")
    print("| " + " | ".join(heads) + " |")
    print(
        "|"
        + "|".join("---:" if h in ("reviews", "ms", "error", "ratio") else "---" for h in heads)
        + "|"
    )
    for line in pathlib.Path(ours).read_text().splitlines():
        name, method, milliseconds, gap = line.split("\t")
        options = method.partition(":")[2].replace(",", ", ")
        for row in (row for row in found if row["method"] == name):
            cells = [name, row["peer"], row["work"], row["reviews"]]
            cells += [f"{row['milliseconds']:.3g}", shown(row["error"])]
            cells += [options, f"{float(milliseconds):.3g}", shown(gap)]
            cells.append(f"{row['milliseconds'] / float(milliseconds):,.0f}")
            print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    commands = {("measure", 5): measure, ("table", 4): table}
    command = commands.get((sys.argv[1] if len(sys.argv) > 1 else "", len(sys.argv)))
    if command is None:
        sys.exit(__doc__)
    command(*sys.argv[2:])
