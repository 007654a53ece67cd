"""Recomputes the numbers of Reports/data-set.md with NumPy, SciPy and scikit-learn, and measures the detectors on planted faults.

Called by check-data-set with the paths of the data, a folder for files and the program, and the number of reviews. The input is
what `report attribute` prints: tokens, scores and predictions. Numbers in full precision must agree to 1e-9, texts to half a unit
of their last digit, and ends of bootstrap intervals to four standard errors of the quantiles of two bootstraps. The floors of the
detectors hold from 4000 reviews on.
"""

import random
import sys

from comparison import CHECK
from planted import plant_duplicates, plant_labels, plant_shift, plant_shortcuts, plant_slices
from program import LIMIT, imdb
from whole import compare


def main():
    compare()
    total = sum(CHECK.count.values())
    print(", ".join(f"{name} {count}" for name, count in CHECK.count.items()))
    print(f"{total} numbers compared, largest difference {CHECK.worst:.1e}, {len(CHECK.failures)} differ\n")
    print(f"{'detector':44} {'planted':>8} {'found':>6} {'precision':>10} {'recall':>7} {'floor':>6}")
    clean = imdb("test", LIMIT)
    for plant in plant_shortcuts, plant_labels, plant_slices, plant_duplicates, plant_shift:
        plant(clean, random.Random(1))
    sys.exit(1 if CHECK.failures else 0)


main()
