"""Reduces ICU's data to those of no language: converters of encodings, normalisation, and the root of the rest.

The format is a header, whose first two bytes are its length; the number of items; for each item, in the order of the names, the
offsets of name and data from that number; the names; the data, each at a multiple of 16.

usage: icu-data.py DATA REDUCED
"""

import re
import struct
import sys

ROOT = r"(coll/(root\.res|ucadata\.icu)|brkitr/(root\.res|(char|word|sent|line|title)\.brk)|(root|en|en_US|en_US_POSIX)\.res)"
LANGUAGE = r"(.*/.*|[a-z]{2,3}(_\w+)?\.res|.*\.(spp|cfu))"


def is_kept(name):
    """Whether an item, such as icudt76l/coll/de.res, is needed."""
    path = name.split("/", 1)[1]
    return bool(re.fullmatch(ROOT, path)) or not re.fullmatch(LANGUAGE, path)


def align(offset):
    return -offset % 16


def items(data, start):
    """The names of all items, each with its bytes."""
    (count,) = struct.unpack_from("<I", data, start)
    entries = [struct.unpack_from("<II", data, start + 4 + 8 * index) for index in range(count)]
    ends = [offset for _, offset in entries[1:]] + [len(data) - start]
    for (name, offset), end in zip(entries, ends):
        first = start + name
        yield data[first : data.index(0, first)].decode(), data[start + offset : start + end]


def main(source, target):
    with open(source, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<H", data)
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        sys.exit("icu-data: the data have another format in this version of Swift")
    kept = [(name, item) for name, item in items(data, length) if is_kept(name)]
    names = b"".join(name.encode() + b"\0" for name, _ in kept)
    first = 4 + 8 * len(kept)
    entries, body, place = b"", b"", first
    names += b"\0" * align(length + first + len(names))
    start = first + len(names)
    for name, item in kept:
        body += b"\0" * align(length + start + len(body))
        entries += struct.pack("<II", place, start + len(body))
        place += len(name) + 1
        body += item
    with open(target, "wb") as file:
        file.write(data[:length] + struct.pack("<I", len(kept)) + entries + names + body)


main(*sys.argv[1:])
