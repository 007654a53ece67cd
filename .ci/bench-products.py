#!/usr/bin/env python3
"""Times 64-bit matrix products in NumPy on one thread, with the best of many runs for each shape.

Usage: OPENBLAS_NUM_THREADS=1 bench-products.py ROWSxTERMSxCOLUMNS…

Prints one time in microseconds per shape.
"""

import sys
import time

import numpy

for shape in sys.argv[1:]:
    rows, terms, columns = map(int, shape.split("x"))
    a, b = numpy.random.rand(rows, terms), numpy.random.rand(terms, columns)
    c, best = numpy.empty((rows, columns)), float("inf")
    for _ in range(300):
        start = time.perf_counter()
        numpy.matmul(a, b, out=c)
        best = min(best, time.perf_counter() - start)
    print(1e6 * best)
