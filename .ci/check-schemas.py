#!/usr/bin/env python3
"""Validates real JSON outputs with the schemas in examples/schemas, for models and programs of several kinds.

    check-schemas.py REPORT

Each schema must also reject what lacks a required member, so that it cannot pass by saying nothing.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import referencing

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text())
           for path in (ROOT / "examples/schemas").glob("*.schema.json")}
REGISTRY = referencing.Registry().with_resources(
    (f"{name}.schema.json", referencing.Resource.from_contents(schema)) for name, schema in SCHEMAS.items())
FIXTURES = ROOT / "Tests/ClassifierTests/Fixtures"


def validator(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    return jsonschema.Draft202012Validator(SCHEMAS[name], registry=REGISTRY)


def check(name, value):
    """Validates a value, and expects that no required member can be left out."""
    schema = validator(name)
    schema.validate(value)
    alternatives = [SCHEMAS[name]["$defs"][one["$ref"].rpartition("/")[2]] for one in SCHEMAS[name].get("anyOf", ())
                    if "$ref" in one]
    required = max((one["required"] for one in alternatives if set(one["required"]) <= value.keys()), key=len,
                   default=SCHEMAS[name].get("required"))
    for key in required if "error" not in value else ["error"]:
        lacking = copy.copy(value)
        del lacking[key]
        assert not schema.is_valid(lacking), f"{name}: '{key}' may be missing"


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())

    def run(*arguments, statuses=(0,)):
        done = subprocess.run([program, *arguments], capture_output=True, text=True, cwd=folder)
        assert done.returncode in statuses, (arguments, done.stderr)
        return done.stdout

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "picks.txt").write_text(
            "{#a label=positive} A good, warm film.\n{#b label=negative} A bad, dull film; nothing works.\n{#c} Zorblatt.\n")
        (folder / "data.csv").write_text(
            "text,label\nA good film,positive\nA bad film,negative\nA fine film,positive\nA dull film,negative\n")
        (folder / "broken.txt").write_text("Fine.\n@nowhere.txt\n")
        (folder / "claims.md").write_text(
            "# Claims\n\n```{check #chk-a}\nclaim: all of reviews review.words > 2\nsays: Each is long.\n```\n")
        python = f"{sys.executable} {ROOT / 'Tests/PageTests/program.py'}"
        many = ["--methods", "integrated-gradients,lime,kernel-shap,grad-cam,deeplift,expected-gradients,partition-shap"]
        kinds = [[], many, ["--model", "lstm", *many], ["--model", "convolution", "--target", "logit"],
                 ["--class", "positive", "--against", "negative"], ["--predictor", python, "--no-predictor-cache"]]
        for kind in kinds:
            for line in run("attribute", "--reviews", "picks.txt", *kind).splitlines():
                check("attribute", json.loads(line))
            report = json.loads(run("build", "claims.md", "--reviews", "picks.txt", "--json", "-", *kind, statuses=(0, 1)))
            check("build", report)
            assert report["claims"] and report["reviews"]
        for line in run("attribute", "--reviews", "broken.txt", "--keep-going", statuses=(2,)).splitlines():
            check("attribute", json.loads(line))
        for model in ["lstm", "max", str(FIXTURES / "keras/k3-later.keras")]:
            check("diagnose", json.loads(run("diagnose", model, "--reviews", "picks.txt", "--json")))
        check("diagnose", json.loads(run("diagnose", "--json")))
        data = ["--data", "data.csv", "--json"]
        check("evaluate", json.loads(run("evaluate", *data)))
        check("evaluate", json.loads(run("evaluate", "--predictor", python, "--no-predictor-cache", *data)))
        check("faithfulness", json.loads(run("evaluate", "--faithfulness", *data)))
        check("sanity", json.loads(run("evaluate", "--sanity", "--seeds", "2", "--epochs", "1", *data)))
        parts = [run("evaluate", *data[:2], "--part", "1/2"),
                 run("evaluate", "--faithfulness", *data[:2], "--part", "2/2", "--against", "negative", "--class", "positive"),
                 run("evaluate", "--faithfulness", "--predictor", python, "--no-predictor-cache", *data[:2], "--part", "1/2"),
                 run("diagnose", "--predictor", python, "--no-predictor-cache", "--reviews", "picks.txt", "--part", "2/2"),
                 *(run("diagnose", *model, "--reviews", "picks.txt", "--part", "1/1")
                   for model in [[], ["lstm"], [str(FIXTURES / "keras/k3-later.keras")]])]
        for line in "".join(parts).splitlines():
            check("part", json.loads(line))
        for name in SCHEMAS:
            assert not validator(name).is_valid([]), name
    print(f"{len(SCHEMAS)} schemas accept what the program writes, and reject what lacks a member")


if __name__ == "__main__":
    main()
