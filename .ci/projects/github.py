"""Runs the steps of a GitHub workflow as a runner does, with the environment that GitHub documents.

Shell steps run. Of the actions, checkout and download-artifact do nothing, caches and artifacts are folders here, and the action of this repository
runs step by step. An expression may use the contexts, `==`, `!=`, `&&`, `||`, `!` and `cancelled()`.
"""

import dataclasses
import json
import pathlib
import re
import shutil
import subprocess

import yaml

SHA = {"base": "ba5e" * 10, "head": "4ead" * 10}


@dataclasses.dataclass
class Result:
    status: int
    log: str
    summary: str
    artifacts: dict[str, pathlib.Path]
    outputs: dict[str, str]
    temporary: pathlib.Path


class Runner:
    """Runs jobs of one repository; caches last from run to run."""

    def __init__(self, root: pathlib.Path, action: pathlib.Path, server: str):
        self.root = root
        self.server = server
        self.variables: dict[str, str] = {}
        self.caches: dict[tuple[str, str], pathlib.Path] = {}
        self.count = 0
        # Where a runner unpacks an action.
        self.action = root / "_actions/octo-org/releases/v1/.github/actions/report"
        shutil.copytree(action, self.action)

    def run(self, workspace: pathlib.Path, steps: list[dict], event: str, env: dict[str, str] | None = None) -> Result:
        self.count += 1
        self.folder = self.root / f"run-{self.count}"
        self.workspace = workspace
        self.temporary = self.root / "temp"
        shutil.rmtree(self.temporary, ignore_errors=True)
        for part in (self.folder, self.temporary, self.root / "tools", self.folder / "artifacts"):
            part.mkdir(parents=True, exist_ok=True)
        self.summary = self.folder / "summary.md"
        self.summary.touch()
        self.log = ""
        self.artifacts: dict[str, pathlib.Path] = {}
        self.path: list[str] = []
        pull_request = event == "pull_request"
        payload: dict = {"repository": {"default_branch": "main"}}
        if pull_request:
            payload |= {"number": 7, "pull_request": {"number": 7, "base": {"ref": "main", "sha": SHA["base"]}}}
        (self.folder / "event.json").write_text(json.dumps(payload))
        self.environment = {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": f"{self.server}/api",
            "GITHUB_BASE_REF": "main" if pull_request else "",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_HEAD_REF": "topic" if pull_request else "",
            "GITHUB_REF": "refs/pull/7/merge" if pull_request else "refs/heads/main",
            "GITHUB_REF_NAME": "7/merge" if pull_request else "main",
            "GITHUB_REPOSITORY": "octo-org/octo-repo",
            "GITHUB_RUN_ID": "1658821493",
            "GITHUB_SERVER_URL": self.server,
            "GITHUB_SHA": SHA["head" if pull_request else "base"],
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(workspace),
            "HOME": str(self.root),
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temporary),
            "RUNNER_TOOL_CACHE": str(self.root / "tools"),
        }
        contexts = {
            "env": {},
            "github": {
                "action_repository": "",
                "event": payload,
                "event_name": event,
                "ref_name": self.environment["GITHUB_REF_NAME"],
                "sha": self.environment["GITHUB_SHA"],
                "token": "the-token",
            },
            "runner": {"arch": "X64", "os": "Linux", "temp": str(self.temporary)},
            "vars": self.variables,
        }
        contexts["env"] = {name: expand(value, contexts) for name, value in (env or {}).items()}
        status, outputs = self.steps(steps, contexts, contexts["env"])
        return Result(status, self.log, self.summary.read_text(), self.artifacts, outputs, self.temporary)

    def steps(self, steps: list[dict], contexts: dict, env: dict[str, str], action: str = "") -> tuple[int, dict]:
        results: dict[str, dict] = {}
        contexts = contexts | {"steps": results}
        failed = 0
        last: dict[str, str] = {}
        for step in steps:
            condition = str(step.get("if", "true"))
            if failed and "cancelled()" not in condition or not evaluate(condition, contexts):
                continue
            here = env | {name: expand(value, contexts) for name, value in step.get("env", {}).items()}
            with_ = {name: expand(value, contexts) for name, value in step.get("with", {}).items()}
            if "run" in step:
                assert "${{" not in step["run"], "an expression in a script is an injection"
                status, outputs = self.shell(step["run"], here, action)
            else:
                status, outputs = self.uses(step["uses"], with_, contexts)
            if "id" in step:
                results[step["id"]] = {"outputs": outputs}
            last = outputs
            failed = failed or status
        return failed, results | {"last": last}

    def shell(self, script: str, env: dict[str, str], action: str) -> tuple[int, dict[str, str]]:
        files = {name: self.folder / name.lower() for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH")}
        for file in files.values():
            file.write_text("")
        source = self.folder / "script.sh"
        source.write_text(script)
        path = ":".join([*self.path, "/usr/local/bin:/usr/bin:/bin"])
        environment = self.environment | {name: str(file) for name, file in files.items()} | {"PATH": path} | env
        if action:
            environment["GITHUB_ACTION_PATH"] = action
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(source)],
            cwd=self.workspace, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300,
        )
        self.log += done.stdout
        self.path = files["GITHUB_PATH"].read_text().split() + self.path
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        return done.returncode, dict(line.split("=", 1) for line in lines)

    def uses(self, name: str, with_: dict[str, str], contexts: dict) -> tuple[int, dict[str, str]]:
        name = name.split("@")[0]
        if name.endswith("/.github/actions/report"):
            return self.composite(with_, contexts)
        path = with_.get("path", "")
        if name == "actions/cache/restore":
            prefixes = with_.get("restore-keys", "").split()
            keys = [key for key, at in self.caches if at == path]
            found = [key for key in keys if key == with_["key"]]
            found += [key for prefix in prefixes for key in reversed(keys) if key.startswith(prefix)]
            if found:
                shutil.copytree(self.caches[found[0], path], path, dirs_exist_ok=True)
            return 0, {"cache-hit": str(found[:1] == [with_["key"]]).lower()}
        if name == "actions/cache/save":
            copy = self.folder / f"cache-{len(self.caches)}"
            shutil.copytree(path, copy)
            self.caches[with_["key"], path] = copy
        elif name == "actions/upload-artifact":
            single = with_.get("archive") == "False"
            for file in path.split():
                source = self.workspace / file
                if not source.exists():
                    self.log += f"::error::No files were found with the provided path: {file}\n"
                    return 1, {}
                assert not single or source.is_file()
                target = self.folder / "artifacts" / (file if single else f"{with_['name']}/{file}")
                (shutil.copytree if source.is_dir() else copy_file)(source, target)
                self.artifacts[file if single else f"{with_['name']}/{file}"] = target
            return 0, {"artifact-url": f"{self.server}/artifacts/1"}
        elif name == "actions/upload-pages-artifact":
            self.artifacts["pages"] = self.workspace / path
        else:
            assert name in ("actions/checkout", "actions/download-artifact"), name
        return 0, {}

    def composite(self, with_: dict[str, str], contexts: dict) -> tuple[int, dict[str, str]]:
        action = yaml.safe_load((self.action / "action.yml").read_text())
        assert set(with_) <= set(action["inputs"]), with_
        inputs = {name: expand(value.get("default", ""), contexts) for name, value in action["inputs"].items()}
        # YAML's booleans are 'true' and 'false' in GitHub.
        inputs |= {name: value.lower() if value in ("True", "False") else value for name, value in with_.items()}
        status, results = self.steps(action["runs"]["steps"], contexts | {"inputs": inputs}, {}, str(self.action))
        contexts = contexts | {"steps": results}
        return status, {name: expand(value["value"], contexts) for name, value in action["outputs"].items()}


def copy_file(source: pathlib.Path, target: pathlib.Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def expand(text: object, contexts: dict) -> str:
    """Replaces the expressions in a text."""
    return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: str(evaluate(match[1], contexts)), str(text))


def evaluate(expression: str, contexts: dict) -> object:
    """The value of an expression, of a small part of GitHub's language."""
    expression = re.sub(r"^\$\{\{ *(.*?) *\}\}$", r"\1", expression.strip())

    def value(match: re.Match) -> str:
        if match[0].startswith("'") or match[0] in ("True", "False"):
            return match[0]
        here: object = contexts
        for name in match[0].split("."):
            here = here.get(name, "") if isinstance(here, dict) else ""
        return repr(here)

    text = re.sub(r"!(?!=)", " not ", expression.replace("cancelled()", "False").replace("&&", " and ").replace("||", " or "))
    text = re.sub(r"\btrue\b(?!')", "True", text)
    words = r"'[^']*'|\b(?!not\b|and\b|or\b)[A-Za-z][\w.-]*"
    return eval(re.sub(words, value, text).strip(), {"__builtins__": {}})
