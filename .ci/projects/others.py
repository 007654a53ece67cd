"""Runs the scripts of GitLab's jobs and of a Jenkinsfile, with the variables that GitLab and Jenkins document."""

import dataclasses
import pathlib
import re
import subprocess
import textwrap

import yaml


@dataclasses.dataclass
class Result:
    status: int
    log: str


def run(command: list[str], script: str, folder: pathlib.Path, env: dict[str, str]) -> Result:
    base = {"CI": "true", "HOME": str(folder.parent), "PATH": "/usr/local/bin:/usr/bin:/bin", "TMPDIR": str(folder.parent)}
    done = subprocess.run(
        [*command, "-c", script], cwd=folder, env=base | env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=300,
    )
    return Result(done.returncode, done.stdout)


def gitlab(folder: pathlib.Path, env: dict[str, str], server: str, shell: str = "bash", target: str = "") -> Result:
    """Runs the job 'report' of a project; `target` is the target branch of a merge request."""
    file = yaml.safe_load((folder / ".gitlab-ci.yml").read_text())
    job = file["report"]
    # Variables of the project take precedence over those of the file.
    variables = file["variables"] | {
        "CI_API_V4_URL": f"{server}/gitlab",
        "CI_COMMIT_SHORT_SHA": "4ead4ead",
        "CI_COMMIT_REF_NAME": "topic" if target else "main",
        "CI_DEFAULT_BRANCH": "main",
        "CI_JOB_NAME": "report",
        "CI_JOB_TOKEN": "the-job-token",
        "CI_PIPELINE_SOURCE": "merge_request_event" if target else "push",
        "CI_PROJECT_DIR": str(folder),
        "CI_PROJECT_ID": "42",
        "GITLAB_CI": "true",
    }
    if target:
        variables["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = target
    else:
        variables["CI_COMMIT_BRANCH"] = "main"
    options = ["-eo", "pipefail"] if shell == "bash" else ["-e"]
    return run([shell, *options], "\n".join(job["before_script"] + job["script"]), folder, variables | env)


def jenkins(folder: pathlib.Path, env: dict[str, str]) -> Result:
    """Runs the steps 'sh' of a Jenkinsfile, until one fails."""
    file = (folder / "Jenkinsfile").read_text()
    variables = {"BUILD_NUMBER": "1", "JOB_NAME": "reports/main", "BRANCH_NAME": "main", "WORKSPACE": str(folder)}
    # The server's global properties, which the file's variables read.
    for name, value in re.findall(r"(REPORT_\w+) = (.*)\n", file):
        constant = re.fullmatch(r"'(.*)'", value)
        variables[name] = constant[1] if constant else env.get(name, "")
    result = Result(0, "")
    for script in jenkins_scripts(file):
        done = run(["/bin/sh", "-xe"], script, folder, variables)
        result = Result(done.status, result.log + done.log)
        if done.status:
            break
    return result


def jenkins_scripts(file: str) -> list[str]:
    """The scripts of a Jenkinsfile, as Groovy reads their quotes: without backslashes at the end of a line, and without indentation."""
    quoted = re.findall(r"'''(.*?)'''", file, re.S)
    for text in quoted:
        assert not re.search(r"\\[^\n]", text), "Groovy changes this backslash"
    return [textwrap.dedent(text.replace("\\\n", "")).lstrip() for text in quoted]
