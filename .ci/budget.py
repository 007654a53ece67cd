"""Compares the instructions and the peak memory of fixed work with budget.txt, or records them there."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

TOLERANCE = 0.03
# Functions per work that are recorded, so that those that grew can be named.
FUNCTIONS = 40
BUDGET = pathlib.Path("budget.txt")
HEAD = """\
# Instructions (millions) and peak memory (kB) of fixed work; 'make budget' records them, '.ci/budget' compares.
# A change that makes a page richer states here what it costs.
"""

mode, tools = sys.argv[1], pathlib.Path(sys.argv[2])
REPORT = str(pathlib.Path(".build/release/report").resolve())
# Hash seeds and addresses would change the counts.
ENVIRONMENT = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1", "SOURCE_DATE_EPOCH": "86400"}


def hundred_reviews(path):
    """Writes a hundred reviews of the samples' words, about as long as those of IMDB."""
    words = re.findall(r"[A-Za-z']+", pathlib.Path("Reports/picks.txt").read_text(encoding="utf-8"))
    state = 1
    lines = []
    for _ in range(100):
        line = []
        for _ in range(60 + state % 240):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            line.append(words[state // 65536 % len(words)])
        lines.append(" ".join(line) + ".\n")
    path.write_text("".join(lines), encoding="utf-8")


def works():
    hundred = tools / "hundred.txt"
    hundred_reviews(hundred)
    one = tools / "one.txt"
    one.write_text("A warm, funny film with a wonderful cast, but the last hour is slow.\n", encoding="utf-8")

    def build(name, reviews, *options):
        output = str(tools / f"site-{name}")
        return ["build", "--jobs", "1", "--quiet", "--output", output, "--reviews", str(reviews), *options]

    yield "version", ["--version"]
    yield "attribute", ["attribute", "--reviews", "Reports/picks.txt"]
    yield "samples", build("samples", "Reports/picks.txt")
    yield "hundred reviews", build("hundred", hundred)
    for model in ["max", "attention", "convolution", "lstm"]:
        yield model, build(model, one, "--model", model)


def instructions(name, arguments):
    """Returns the millions of instructions of a run, and those of its most expensive functions."""
    out = tools / f"callgrind.{name.replace(' ', '-')}"
    subprocess.run(
        ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={out}", REPORT, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**ENVIRONMENT, "LD_PRELOAD": str((tools / "suspend.so").resolve())},
    )
    text = subprocess.run(
        ["callgrind_annotate", "--threshold=100", "--auto=no", "--show-percs=no", str(out)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    total, counts = 0.0, {}
    for line in text.splitlines():
        match = re.match(r" *([\d,]+)  (.*)", line)
        if not match:
            continue
        count = int(match[1].replace(",", "")) / 1e6
        if match[2] == "PROGRAM TOTALS":
            total = count
        elif ":" in match[2]:
            function = re.sub(r" \[[^]]*\]$", "", match[2].split(":", 1)[1])
            counts[function] = counts.get(function, 0) + count
    top = sorted(counts.items(), key=lambda item: -item[1])[:FUNCTIONS]
    return total, dict(zip(demangled([name for name, _ in top]), [count for _, count in top]))


def demangled(names):
    text = subprocess.run(
        ["swift", "demangle", "--simplified", "--compact"],
        input="\n".join(names),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [re.sub(r"\s+", " ", line)[:160] for line in text.splitlines()]


def memory(arguments):
    """Returns the least peak memory of three runs, in kB."""
    runs = []
    for _ in range(3):
        errors = subprocess.run(
            ["/usr/bin/time", "-f", "%M", REPORT, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        ).stderr
        runs.append(int(errors.split()[-1]))
    return min(runs)


def platform():
    """The parts of the system that run instructions of their own."""
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    version = re.search(r"Swift version ([\d.]+)", swift)
    return f"Swift {version[1] if version else '?'}, {os.confstr('CS_GNU_LIBC_VERSION')}, {os.uname().machine}"


def recorded():
    """Reads the budget: the platform, and by work its instructions, memory and functions."""
    system, budget, work = "", {}, None
    for line in BUDGET.read_text(encoding="utf-8").splitlines():
        if line.startswith("platform: "):
            system = line.removeprefix("platform: ")
        elif match := re.fullmatch(r"(\S.*): ([\d.]+) M, (\d+) kB", line):
            work = budget[match[1]] = (float(match[2]), int(match[3]), {})
        elif match := re.fullmatch(r" +([\d.]+) (.*)", line):
            work[2][match[2]] = float(match[1])
    return system, budget


def main():
    measured = {}
    work = dict(works())
    # Counts do not depend on what else runs. The longest work starts first; the others run beside it.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        order = sorted(work, key=lambda name: name != "hundred reviews")
        counts = {name: pool.submit(instructions, name, work[name]) for name in order}
    for name, arguments in work.items():
        count, functions = counts[name].result()
        measured[name] = (count, memory(arguments), functions)
        print(f"{name}: {count:.1f} M instructions, {measured[name][1]} kB", flush=True)
    if mode == "write":
        lines = [f"platform: {platform()}"]
        for name, (count, peak, functions) in measured.items():
            lines.append(f"{name}: {count:.1f} M, {peak} kB")
            lines += [f"  {count:.1f} {function}" for function, count in functions.items()]
        BUDGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        return 0
    system, budget = recorded()
    if system != platform():
        print(f"The budget is for {system}; this is {platform()}, whose libraries run other instructions: not compared.")
        return 0
    failed = budget.keys() ^ measured.keys()
    for name in failed:
        print(f"error: '{name}' is only in {'the budget' if name in budget else 'the work'}; run 'make budget'")
    for name in measured.keys() & budget.keys():
        (count, peak, functions), (most, room, known) = measured[name], budget[name]
        if peak > room * (1 + TOLERANCE):
            failed.add(name)
            print(f"error: {name}: {peak} kB of memory, {100 * (peak / room - 1):.1f} % more than {room}")
        if count > most * (1 + TOLERANCE):
            failed.add(name)
            print(f"error: {name}: {count:.1f} M instructions, {100 * (count / most - 1):.1f} % more than {most:.1f}")
            growth = {function: count - known.get(function, 0) for function, count in functions.items()}
            for function, more in sorted(growth.items(), key=lambda item: -item[1])[:12]:
                if more > 0.002 * most:
                    print(f"  +{more:.1f} M {function}")
        elif count < most * (1 - TOLERANCE):
            print(f"{name}: {100 * (1 - count / most):.1f} % fewer; 'make budget' records it")
    return 1 if failed else 0


sys.exit(main())
