"""Builds a report on many reviews with Apache Spark; its bytes are those of a report that one process builds.

    spark-submit report.py reviews.jsonl work site [options of report, such as --model folder]

A line of the reviews is a JSON object with an id, a text and perhaps a label. The folder `work` is on a disk that all machines
share; each of them has the program `report`.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from pyspark import SparkContext

reviews, work, site, *options = sys.argv[1:]
results, parts = f"{work}/results", f"{work}/parts"
context = SparkContext(appName="report")


def build(number, count):
    """Builds the pages of one part; every part reads all ids, since a page links to its neighbours."""
    command = ["report", "build", "--from", results, "--part", f"{number}/{count}"]
    subprocess.run([*command, "--output", f"{parts}/{number}", "--jobs", "1", "--quiet", *options], check=True)


# Results of an earlier run would be mixed with those of this one.
for folder in results, parts:
    shutil.rmtree(folder, ignore_errors=True)
lines = context.textFile(Path(reviews).absolute().as_uri(), context.defaultParallelism)
count = lines.getNumPartitions()
attribute = shlex.join(["report", "attribute", "--reviews", "-", "--jobs", "1", *options])
lines.pipe(attribute, {"PATH": os.environ["PATH"]}, checkCode=True).saveAsTextFile(
    Path(results).absolute().as_uri(), "org.apache.hadoop.io.compress.GzipCodec"
)
context.parallelize(range(1, count + 1), count).foreach(lambda number: build(number, count))
subprocess.run(
    ["report", "join", *(f"{parts}/{number}" for number in range(1, count + 1)), "--output", site, *options],
    check=True,
)
