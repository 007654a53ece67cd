#!/usr/bin/env python3
"""Writes the models in fasttext/ and fasttext.json: what the program fastText says of sentences with each of them.

Needs the program: apt-get install fasttext (0.9.2+ds-1+b1 made these files). Everything it learns from is made up here.
"""

import json
import pathlib
import random
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / "fasttext"
ONSETS = ["b", "br", "d", "f", "g", "k", "l", "m", "n", "p", "s", "st", "t", "v", "z"]
VOWELS = ["a", "e", "i", "o", "u", "é", "ö", "ai"]


def picks():
    """The reviews that stand in the sample list of picks themselves."""
    for line in (HERE / "../../../Reports/picks.txt").read_text().split("\n"):
        text = line.split("}", 1)[1].strip() if line.startswith("{") else line
        if text and not text.startswith(("#", "@")):
            yield text


def lexicon(count, chance):
    """Words that nobody has used, words of other scripts or with punctuation, and words of the picks."""
    words = []
    while len(words) < count:
        word = "".join(
            chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.randint(1, 3)))
        if word not in words:
            words.append(word)
    known = " ".join(picks()).split()[:40]
    others = ["映画", "фильм", "don't", "e\u0301t\u00e9", "\u00e9t\u00e9", "👍", "good", "film.", "<b>"]
    return list(dict.fromkeys(words + others + known))


def lines(labels, words, count, chance):
    """Sentences of one label each; every label likes some words more than others."""
    for _ in range(count):
        number = min(int(chance.expovariate(0.8)), len(labels) - 1)
        favourites = words[number::len(labels)]
        sentence = [
            chance.choice(favourites if chance.random() < 0.6 else words)
            for _ in range(chance.randint(2, 14))]
        yield f"{labels[number]} {' '.join(sentence)}"


TWO = ["__label__good", "__label__bad"]
FIVE = ["__label__a", "__label__b", "__label__c", "__label__très_bien", "__label__rare"]
MANY = [f"__label__{number}" for number in range(256)]

# The name, the labels, the number of words and the options; then those of 'fasttext quantize', if any.
MODELS = [
    ("words", TWO, 24, "-dim 8 -loss softmax", None),
    ("bigrams", TWO, 24, "-dim 5 -loss softmax -wordNgrams 2 -bucket 50", None),
    ("parts", TWO, 24, "-dim 4 -loss softmax -minn 2 -maxn 4 -bucket 60", None),
    ("both", FIVE, 24, "-dim 6 -loss softmax -wordNgrams 3 -minn 1 -maxn 3 -bucket 97", None),
    ("tree", FIVE, 24, "-dim 5 -loss hs", None),
    ("tree-both", FIVE, 24, "-dim 4 -loss hs -wordNgrams 2 -minn 3 -maxn 3 -bucket 40", None),
    ("codes", TWO, 250, "-dim 5 -loss softmax", "-dsub 2"),
    ("norms", TWO, 180, "-dim 4 -loss softmax -wordNgrams 2 -bucket 90", "-qnorm -dsub 4"),
    ("pruned", TWO, 220, "-dim 4 -loss softmax -wordNgrams 2 -minn 2 -maxn 3 -bucket 100",
     "-qnorm -cutoff 260 -retrain"),
    ("pruned-tree", FIVE, 400, "-dim 3 -loss hs", "-cutoff 300 -dsub 2"),
    ("all-codes", MANY, 100, "-dim 3 -loss softmax -minn 2 -maxn 2 -bucket 170", "-qnorm -qout"),
]
OTHERS = [
    ("vectors", TWO, 6, "-dim 2 -minn 0 -maxn 0", "skipgram"),
    ("negative-sampling", TWO, 6, "-dim 2 -loss ns", "supervised"),
    ("one-versus-all", TWO, 6, "-dim 2 -loss ova", "supervised"),
]

SENTENCES = [
    "",
    "good",
    "nobody has seen these",
    "don't don't good film. film",
    "a\ttab\x0band\x0ca  double space ",
    "été e\u0301t\u00e9 映画 映画館 фильмы 👍🏽",
    "good __label__good good __label__unknown bad",
    "good film. </s> bad bad bad",
    "no\u00a0break <b> <b>good</b>",
    "rare __label__très_bien",
]


def run(*arguments, **options):
    return subprocess.run(arguments, check=True, capture_output=True, text=True, **options).stdout


def train(kind, name, labels, count, options, folder):
    chance = random.Random(name)
    words = lexicon(count, chance)
    text = folder / "lines.txt"
    made = list(lines(labels, words, 300, chance)) + [f"{label} good" for label in labels]
    # Every word is seen at least once.
    made += [f"{chance.choice(labels)} {word}" for word in words]
    text.write_text("".join(line + "\n" for line in made))
    run("fasttext", kind, "-input", str(text), "-output", str(folder / name), "-thread", "1",
        "-epoch", "8", "-lr", "0.5", "-minCount", "1", *options.split())
    return text, words


def predictions(model, sentences):
    """For each line, at most five labels, the most probable first, as the program prints them."""
    found = []
    for line in sentences:
        # A word </s> ends a line, and the program takes the rest for another one.
        printed = run("fasttext", "predict-prob", str(model), "-", "5", input=line + "\n")
        parts = printed.split("\n")[0].split()
        found.append([[label, float(p)] for label, p in zip(parts[::2], parts[1::2])])
    return found


def main():
    FOLDER.mkdir(exist_ok=True)
    version = run("dpkg-query", "--show", "--showformat", "${Version}", "fasttext")
    cases = [{"fasttext": version}]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for model, labels, count, options, codes in MODELS:
            text, words = train("supervised", model, labels, count, options, folder)
            file = folder / f"{model}.bin"
            if codes is not None:
                run("fasttext", "quantize", "-input", str(text), "-output", str(folder / model),
                    "-thread", "1", "-epoch", "3", *codes.split())
                file = folder / f"{model}.ftz"
            chance = random.Random(model)
            sentences = SENTENCES + [" ".join(chance.choices(words, k=n)) for n in range(1, 12)]
            sentences += picks()
            (FOLDER / file.name).write_bytes(file.read_bytes())
            cases.append({
                "file": file.name, "made with": f"{options} {codes or ''}".strip(),
                "lines": sentences, "predictions": predictions(file, sentences)})
        for model, labels, count, options, kind in OTHERS:
            train(kind, model, labels, count, options, folder)
            (FOLDER / f"{model}.bin").write_bytes((folder / f"{model}.bin").read_bytes())
    with (HERE / "fasttext.json").open("w") as file:
        file.write("[\n" + ",\n".join(
            json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")


main()
