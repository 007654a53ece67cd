"""Faults planted into the reviews, and how many of them each detector finds."""

import itertools
import sys

from comparison import CHECK
from duplicates import listed_groups, near_duplicates
from invariance import swapped
from program import CLASSES, WORK, build, chunk, write


def measure(name, planted, found, floor, natural=frozenset()):
    """Prints the precision and recall of a detector; findings that the clean reviews have too are no false alarms."""
    hits, wrong = len(planted & found), len(found - planted - natural)
    recall = hits / len(planted)
    precision = f"{hits / (hits + wrong):10.3f}" if hits + wrong else "         –"
    print(f"{name:44} {len(planted):8} {len(found):6} {precision} {recall:7.3f} {floor:6.2f}", flush=True)
    if recall < floor:
        CHECK.failures.append(f"{name}: the recall {recall:.3f} is below {floor}")
        print(CHECK.failures[-1], file=sys.stderr, flush=True)


def with_word(text, word, dice):
    """A text with a word at a random place among its last words, which the model reads."""
    words = text.split(" ")
    words.insert(dice.randrange(max(0, len(words) - 100), len(words) + 1), word)
    return " ".join(words)


def plant_shortcuts(clean, dice):
    """Three words and a sign, each in 5 % of the reviews of one class."""
    markers = [("filmclub", "positive"), ("xj7", "negative"), ("newsletter42", "negative"), ("the sign “†”", "positive")]
    raw = [dict(review) for review in clean]
    for marker, label in markers:
        own = [review for review in raw if review["label"] == label]
        for review in dice.sample(own, len(own) // 20):
            review["text"] = with_word(review["text"], marker[10] if " " in marker else marker, dice)
    document = chunk("shortcuts", rows=1000)
    # Without a shortcut the table lists the most informative words instead.
    pages = [build(document, write("planted.jsonl", reviews)) for reviews in (raw, clean)]
    found, natural = (set() if "none is in" in page.text["tbl-shortcuts"] else
                      {row[0].text for row in page.rows("tbl-shortcuts", "Shortcuts")} for page in pages)
    measure("shortcuts: a word in 5 % of a class", {marker for marker, _ in markers}, found, 1, natural)


def plant_labels(clean, dice):
    """3 % of the labels flipped."""
    raw = [dict(review) for review in clean]
    flipped = set(dice.sample(range(len(raw)), 3 * len(raw) // 100))
    for n in flipped:
        raw[n]["label"] = CLASSES[1 - CLASSES.index(raw[n]["label"])]
    rows = build(chunk("suspects", rows=1000), write("planted.jsonl", raw)).rows("tbl-suspects", "Suspect labels")
    found = [int(row[0].links[0][1:]) for row in rows]
    sure = {n for n, row in zip(found, rows) if row[4].text == "yes"}
    # Errors of the model are in the list as well, so precision is low by nature.
    measure("suspects: 3 % flipped labels, all listed", flipped, set(found), 0.8)
    measure("suspects: those surer than usual", flipped, sure, 0.5)
    measure("suspects: as many as were flipped", flipped, set(found[:len(flipped)]), 0.2)


def plant_slices(clean, dice):
    """Slices of 2 % with half of the labels inverted: a column's value, a word, and a word with a column's value."""
    raw = [dict(review, source=dice.choice(["a", "b"]), weather=dice.choice(["dry", "wet"])) for review in clean]
    order, size = dice.sample(range(len(raw)), len(raw)), len(raw) // 50
    for n in order[:size]:
        raw[n]["source"] = "kiosk"
    for n in order[size:2 * size] + order[2 * size:4 * size]:
        raw[n]["text"] = with_word(raw[n]["text"], "zorblat" if n in set(order[size:2 * size]) else "quuxly", dice)
    slices = [order[:size], order[size:2 * size], [n for n in order[2 * size:4 * size] if raw[n]["weather"] == "wet"]]
    for own in slices:
        for n in dice.sample(own, len(own) // 2):
            raw[n]["label"] = CLASSES[1 - CLASSES.index(raw[n]["label"])]
    found, natural = ({row[0].text for row in build(chunk("slices", rows=100), write("planted.jsonl", reviews)).rows(
        "tbl-slices", "Slices that are worse than the rest")} for reviews in (raw, clean))
    planted = {"source is “kiosk”": "kiosk", "contains “zorblat”": "zorblat", "contains “quuxly” and weather is “wet”": "quuxly"}
    # A slice is planted if its conditions are, or name a planted one with a second condition.
    exact = {name for name in planted if name in found}
    near = {name for name in found if any(word in name for word in planted.values())}
    measure("slices: 2 % with half of the labels inverted", set(planted), exact | {n for n in found if n not in near}, 1, natural)


def plant_duplicates(clean, dice):
    """1 % of copies with one word of sixty replaced, and 0.5 % of equal texts with the other label."""
    raw, planted, conflicts = [dict(review) for review in clean], set(), set()
    for k, n in enumerate(dice.sample(range(len(clean)), 3 * len(clean) // 200)):
        copy = dict(clean[n])
        planted.add((n, len(raw)))
        if k < len(clean) // 100:
            words = copy["text"].split(" ")
            for place in dice.sample(range(len(words)), max(1, len(words) // 60)):
                words[place] = dice.choice(["indeed", "somewhat", "Tuesday", "perhaps"])
            copy["text"] = " ".join(words)
        else:
            conflicts.add((n, len(raw)))
            copy["label"] = CLASSES[1 - CLASSES.index(copy["label"])]
        raw.append(copy)
    listed = listed_groups(build(chunk("duplicates", rows=1000), write("planted.jsonl", raw)))
    exact = near_duplicates([review["text"] for review in raw])
    pairs = {pair for group in listed for pair in itertools.combinations(group, 2)}
    measure("duplicates: 1 % edited, 0.5 % equal", planted, pairs, 0.95, frozenset(exact))
    differ = {pair for group, row in listed.items() if "different" in row[3].text for pair in itertools.combinations(group, 2)}
    natural = {(a, b) for a, b in exact if raw[a]["label"] != raw[b]["label"]}
    measure("duplicates: equal with other labels", conflicts, differ, 1, frozenset(natural))
    missed = sorted(round(exact[pair], 3) for pair in exact.keys() - pairs)
    print(f"    of {len(exact)} pairs with a similarity of 0.8 or more, {len(missed)} are missed: {missed}")


def plant_shift(clean, dice):
    """A half whose reviews say other words and are cut to two thirds, against the other half; and the half as it is."""
    half, others = [dict(review) for review in clean[::2]], clean[1::2]
    half = [dict(review, label=CLASSES[n % 2]) for n, review in enumerate(half)]
    others = [dict(review, label=CLASSES[n % 2]) for n, review in enumerate(others)]
    dice.shuffle(others)
    mixed = half + others
    dice.shuffle(mixed)
    half, others = mixed[:len(mixed) // 2], mixed[len(mixed) // 2:]
    pairs = [("movie", "flick"), ("story", "narrative"), ("really", "truly"), ("people", "folks"), ("think", "reckon")]
    moved = [dict(review) for review in half]
    for review in moved:
        words = review["text"].split(" ")
        review["text"] = " ".join(words[:max(1, 2 * len(words) // 3)])
        for old, new in pairs:
            review["text"] = swapped(review["text"], old, new)
    write("other.jsonl", others)
    planted = {word for pair in pairs for word in pair}
    alarms = {}
    for name, reviews in ("moved", moved), ("same", half):
        page = build(chunk("shift", rows=10), write("planted.jsonl", reviews), "--against-reviews", WORK / "other.jsonl")
        rows = page.rows("tbl-shift", "Distances between the two sets")
        alarms[name] = {row[0].text for row in rows[:4] if not row[4].values or row[4].values[0] < 0.01}
        if name == "moved":
            found = {row[0].text for row in page.rows("tbl-shift", "Words whose frequency moved most")}
    measure("shift: ten words that moved", planted, found, 0.9)
    length = "Mean length in words"
    found = alarms["moved"] & {length} | {f"{name} of equal halves" for name in alarms["same"]}
    measure("shift: the length, cut to two thirds", {length}, found, 1)
