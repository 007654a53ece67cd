"""Writes formulas.json: formulas and what math-core, another TeX converter, makes of them.

    python3 -m venv .build/fixtures
    .build/fixtures/bin/pip install math-core==0.9.0
    .build/fixtures/bin/python Tests/MathMLTests/Fixtures/make-fixtures.py
"""

import json
import pathlib

from math_core import LatexToMathML

FORMULAS = [
    # The argument about the average.
    r"m = \frac{1}{L}\sum_{t=0}^{L-1}\mathbf{e}_t",
    r"p = F(\mathbf{m})",
    r"\frac{\partial p}{\partial \mathbf{e}_t} = \frac{1}{L}\nabla F(\mathbf{m})",
    r"\frac{\partial p}{\partial \mathbf{e}_s} = \frac{\partial p}{\partial \mathbf{e}_t}"
    r"\quad\text{for all } s, t",
    r"\varphi_t = (\mathbf{e}_t - \mathbf{e}_{\text{pad}})\cdot\frac{1}{L}"
    r"\int_0^1 \nabla F(\mathbf{m}_\alpha)\,d\alpha",
    r"\sum_t \varphi_t = F(\mathbf{m}) - F(\mathbf{m}_0)",
    r"\sigma'(z) = \sigma(z)(1 - \sigma(z))",
    r"\lVert g\rVert_2 = \sqrt{\sum_{i=1}^{D} g_i^2}",
    # Methods and metrics.
    r"\hat{g} = \frac{1}{n}\sum_{k=1}^n g(x + \epsilon_k), \quad"
    r" \epsilon_k \sim \mathcal{N}(0, \sigma^2)",
    r"\phi_i = \sum_{S \subseteq N \setminus \{i\}} \frac{|S|!}{n!}\left(v(S \cup \{i\}) - v(S)\right)",
    r"R_i = \frac{z_{ij}}{\epsilon + \sum_k z_{kj}} R_j",
    r"\operatorname{relu}(x) = \max(0, x)",
    r"\operatorname{softmax}(z)_i = \frac{\exp z_i}{\sum_j \exp z_j}",
    r"L = -\log p(y \mid x)",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"\tanh x \approx x - \tfrac{1}{3}x^3",
    # The rest of what is understood.
    r"f(x) = \begin{cases} x & \text{if } x \ge 0 \\ -1 & \text{otherwise} \end{cases}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}",
    r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}\begin{bmatrix} x \\ y \end{bmatrix}",
    r"W^\top x \in \mathbb{R}^{D \times H}",
    r"\bar{x} \tilde{y} \vec{v} \dot{z} f''_1 x'^2",
    r"\underbrace{a + b}_{c} \le \overbrace{d}^{e}",
    r"\langle x, y\rangle \equiv \|x\| \pm 3.25\infty",
    r"\sqrt[3]{x} \ne \prod_{i=1}^n \left[\frac{a}{b}\right]",
    r"\Delta_\theta \mathrm{d} a<b, c>d, \ell \to \varepsilon",
]

if __name__ == "__main__":
    converter = LatexToMathML()
    pairs = [
        {"tex": tex, "mathml": converter.convert_with_local_state(tex, displaystyle=True)}
        for tex in FORMULAS
    ]
    target = pathlib.Path(__file__).with_name("formulas.json")
    target.write_text(json.dumps(pairs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
