"""A model of three classes, made of the embedded model of one logit: its output layer gets three columns."""

import json
import shutil
import struct

CLASSES = ["bad", "mixed", "good"]


def columns(row, value):
    """Weights of a hidden unit for bad, mixed and good; `mixed` has signs that neither of the others has."""
    return [-value / 2, (0.3 if row % 2 else -0.3) * abs(value), value / 2]


def write(source, target):
    shutil.copytree(source, target)
    path = target / "weights.safetensors"
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header, body = json.loads(data[8 : 8 + size]), data[8 + size :]
    header.pop("__metadata__", None)
    tensors = {}
    for name, tensor in header.items():
        start, end = tensor["data_offsets"]
        tensors[name] = tensor["dtype"], tensor["shape"], body[start:end]

    def floats(name):
        kind, _, raw = tensors[name]
        return struct.unpack(f"<{len(raw) // (4 if kind == 'F32' else 2)}{'f' if kind == 'F32' else 'e'}", raw)

    kernel = [weight for row, value in enumerate(floats("dense_1/kernel")) for weight in columns(row, value)]
    bias = [0.0, 0.4, 0.0]
    tensors["dense_1/kernel"] = "F32", [len(kernel) // 3, 3], struct.pack(f"<{len(kernel)}f", *kernel)
    tensors["dense_1/bias"] = "F32", [3], struct.pack("<3f", *bias)
    new, chunks, offset = {}, [], 0
    for name in sorted(tensors):
        kind, shape, raw = tensors[name]
        new[name] = {"dtype": kind, "shape": shape, "data_offsets": [offset, offset + len(raw)]}
        chunks.append(raw)
        offset += len(raw)
    text = json.dumps(new).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(chunks))
    config = json.loads((target / "config.json").read_text())
    config["config"]["layers"][-1]["config"].update(units=3, activation="softmax")
    config["classes"] = CLASSES
    (target / "config.json").write_text(json.dumps(config, indent=2))
