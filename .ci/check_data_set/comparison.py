"""Comparison of a number of the report with the recomputed one."""

import re
import sys

import numpy as np
from scipy import stats

# The rows of each table, the quantile of a 95 % interval, and the resamples of the bootstrap.
ROWS, Z, RESAMPLES = 40, stats.norm.ppf(0.975), 1000
# The standard error of the difference of two bootstraps' 2.5 % quantiles, in standard deviations: √(pq/B) over the density.
QUANTILE_ERROR = np.sqrt(2 * 0.025 * 0.975 / RESAMPLES) / stats.norm.pdf(Z)
RNG = np.random.default_rng(1)


class Check:
    """Counts compared numbers and keeps the differences."""

    def __init__(self):
        self.count, self.worst, self.failures = {}, 0, []

    def fail(self, name, found, expected):
        self.failures.append(f"{name}: the report says {found}, recomputed {expected}")
        print(self.failures[-1], file=sys.stderr, flush=True)

    def tally(self, name):
        self.count[name.split()[0]] = self.count.get(name.split()[0], 0) + 1

    def same(self, name, found, expected):
        """A number in full precision, or any other value."""
        self.tally(name)
        if isinstance(expected, (str, list, tuple, set)) or found is None:
            return None if found == expected else self.fail(name, found, expected)
        difference = abs(found - expected) / max(1, abs(expected))
        self.worst = max(self.worst, difference)
        if not difference <= 1e-9:
            self.fail(name, found, expected)

    def shown(self, name, text, *expected, scale=1, error=0):
        """Numbers in a text, rounded to the digits that they have there."""
        digits = re.findall(r"[−-]?\d+(?:\.\d+)?", text.replace("+", ""))[:len(expected)]
        if len(digits) < len(expected):
            return self.fail(name, text, expected)
        for shown, number in zip(digits, expected):
            self.tally(name)
            half = 0.5 * 10.0 ** -len(shown.partition(".")[2])
            if not abs(float(shown.replace("−", "-")) - scale * number) <= half * 1.0001 + scale * error:
                self.fail(name, text, [scale * number for number in expected])

    def p(self, name, cell, expected):
        """A p-value: in full precision from 0.001, with two digits below."""
        if cell.values:
            return self.same(name, cell.values[0], expected)
        self.tally(name)
        parts = re.match(r"([\d.]+)\s×\s10−(\d+)", cell.text)
        found = float(parts[1]) * 10.0 ** -int(parts[2]) if parts else 0
        if not abs(found - expected) <= 0.051 * 10.0 ** np.floor(np.log10(max(expected, 1e-300))) + 1e-300:
            self.fail(name, cell.text, expected)

    def share(self, name, cell, count, total):
        """A share with Wilson's interval."""
        self.same(name, cell.values[0], count / total)
        test = stats.binomtest(int(count), int(total)).proportion_ci(method="wilson")
        self.shown(name + " interval", cell.small, test.low, test.high, scale=100)

    def resampled(self, name, cell, value, resamples, scale=1):
        """A number with a bootstrap interval."""
        self.same(name, cell.values[0], value)
        resamples = resamples[np.isfinite(resamples)]
        self.shown(name + " interval", cell.small, *np.quantile(resamples, [0.025, 0.975]), scale=scale,
                   error=4 * QUANTILE_ERROR * resamples.std())


CHECK = Check()
