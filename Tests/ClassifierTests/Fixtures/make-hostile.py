#!/usr/bin/env python3
"""Writes hostile/*.h5: small HDF5 files that do what Keras never does.

Needs h5py: pip install h5py.
"""

import pathlib

import h5py
import numpy as np

FOLDER = pathlib.Path(__file__).parent / "hostile"
FOLDER.mkdir(exist_ok=True)


def write(name, fill):
    with h5py.File(FOLDER / f"{name}.h5", "w") as file:
        file.attrs["model_config"] = "{}"
        fill(file)


def circle(file):
    file.create_group("a")["b"] = file["/"]


def same_twice(file):
    file["a"] = np.zeros(300, "float32")
    for number in range(40):
        file[f"b{number}"] = file["a"]


write("external-link", lambda file: file.__setitem__("a", h5py.ExternalLink("/etc/hostname", "/")))
write("soft-link", lambda file: file.__setitem__("a", h5py.SoftLink("/b")))
write("compressed", lambda file: file.create_dataset("a", data=np.zeros(64, "float32"), compression="gzip"))
write("unwritten", lambda file: file.create_dataset("a", (1 << 40,), "float32", chunks=(1024,)))
write("external-numbers", lambda file: file.create_dataset(
    "a", (4,), "float32", external=[("/etc/hostname", 0, 16)]))
write("circle", circle)
write("same-twice", same_twice)
with h5py.File(FOLDER / "attribute.h5", "w") as file:
    file.attrs["model_config"] = np.array([1.0, 2.0])
