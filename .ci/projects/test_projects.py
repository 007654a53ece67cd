"""Runs the CI files of 'report init' and the GitHub action with a release on the loopback interface.

Usage: test_projects.py PROGRAM [TEST ...]. The program is packed into the release.
"""

import hashlib
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

import yaml

import github
import others
import server

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
ACTION = REPOSITORY / ".github/actions/report"
PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
VERSION = subprocess.check_output([PROGRAM, "--version"], text=True).splitlines()[0]
ARCHIVE = f"report-{VERSION}-linux-{platform.machine()}.tar.gz"
FALSE_CLAIM = "\n```{check review=warm}\nclaim: prediction.probability < 0.1\n```\n"
MARKER = "<!-- report: report -->\n"


class ProjectTest(unittest.TestCase):
    """A folder with a release, a server and a new project."""

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp())
        cls.archive = cls.shared / ARCHIVE
        with tarfile.open(cls.archive, "w:gz", compresslevel=1) as archive:
            archive.add(PROGRAM, ARCHIVE.removesuffix(".tar.gz") + "/bin/report")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.shared)

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.server = server.Server(self.root / "served")
        self.addCleanup(self.server.close)
        self.release(f"releases/v{VERSION}")
        self.release(f"octo-org/releases/releases/download/v{VERSION}")

    def release(self, path: str) -> pathlib.Path:
        folder = self.root / "served" / path
        folder.mkdir(parents=True)
        shutil.copy(self.archive, folder)
        digest = hashlib.sha256(self.archive.read_bytes()).hexdigest()
        other = f"{'0' * 64}  report_{VERSION}_amd64.deb\n{'0' * 64}  {ARCHIVE}.asc\n"
        (folder / "SHA256SUMS").write_text(f"{other}{digest}  {ARCHIVE}\n")
        return folder

    def project(self, system: str, releases: str | None = "") -> pathlib.Path:
        folder = self.root / system
        options = [] if releases is None else ["--releases", releases or f"{self.server.url}/releases"]
        subprocess.run([PROGRAM, "init", folder, "--ci", system, *options], check=True, stdout=subprocess.DEVNULL)
        return folder

    def falsify(self, folder: pathlib.Path) -> None:
        with (folder / "report.md").open("a") as file:
            file.write(FALSE_CLAIM)

    def worsen(self, folder: pathlib.Path) -> None:
        """Flips a label, which costs the accuracy a third: more than the gate allows between two runs, not less than its floor."""
        picks = folder / "picks.txt"
        picks.write_text(picks.read_text().replace("{#slow label=negative}", "{#slow label=positive}"))
        report = folder / "report.md"
        report.write_text(report.read_text().replace("reviews.right == 3", "reviews.right >= 2"))

    def break_sums(self) -> None:
        for path in (self.root / "served").rglob("SHA256SUMS"):
            path.write_text(f"{'1' * 64}  {ARCHIVE}\n")

    def check_outputs(self, folder: pathlib.Path, failures: int) -> None:
        self.assertIn("</html>", (folder / "report.html").read_text())
        self.assertTrue((folder / "public/index.html").is_file())
        self.assertTrue((folder / "public/data/report.jsonl").is_file())
        self.assertIn(f'failures="{failures}"', (folder / "junit.xml").read_text())


class ActionTests(ProjectTest):
    """The action of this repository."""

    def setUp(self):
        super().setUp()
        self.folder = self.root / "work"
        subprocess.run([PROGRAM, "init", self.folder, "--ci", "github"], check=True, stdout=subprocess.DEVNULL)
        self.runner = github.Runner(self.root, ACTION, self.server.url)

    def run_action(self, event: str = "push", **inputs: str) -> github.Result:
        with_ = {name.replace("_", "-"): value for name, value in inputs.items()}
        step = {"uses": "octo-org/releases/.github/actions/report@v1", "with": {"version": VERSION} | with_}
        return self.runner.run(self.folder, [step], event)

    def test_the_default_version_is_that_of_the_program(self):
        action = yaml.safe_load((ACTION / "action.yml").read_text())
        self.assertEqual(action["inputs"]["version"]["default"], VERSION)

    def test_a_push_builds_attaches_and_keeps_its_results(self):
        result = self.run_action(comment="true")
        self.assertEqual(result.status, 0, result.log)
        self.check_outputs(self.folder, 0)
        self.assertEqual(set(result.artifacts), {"report.html", "report/public", "report/junit.xml"})
        self.assertEqual(
            result.outputs["last"],
            {
                "status": "0", "drift": "", "site": "public", "single-file": "report.html",
                "artifact-url": f"{self.server.url}/artifacts/1",
            },
        )
        self.assertIn("Which words decide?", result.summary)
        self.assertEqual(self.server.comments, [])
        keys = [key for key, _ in self.runner.caches]
        self.assertEqual(keys, [f"report-archive-Linux-X64-{VERSION}", f"report-results-report-{github.SHA['base']}"])

    def test_the_archive_is_downloaded_once_and_checked_in_each_run(self):
        self.run_action()
        self.server.requests.clear()
        self.assertEqual(self.run_action().status, 0)
        self.assertEqual([line.rsplit("/", 1)[1] for line in self.server.requests], ["SHA256SUMS"])
        for cache in self.runner.caches.values():
            for archive in cache.glob("*.tar.gz"):
                archive.write_bytes(b"something else")
        self.server.requests.clear()
        self.assertEqual(self.run_action().status, 0)
        self.assertEqual([line.rsplit("/", 1)[1] for line in self.server.requests], ["SHA256SUMS", ARCHIVE])

    def test_a_false_claim_fails_the_job_after_everything_is_attached(self):
        self.falsify(self.folder)
        result = self.run_action("pull_request", comment="true")
        self.assertEqual(result.status, 1, result.log)
        self.check_outputs(self.folder, 1)
        self.assertIn("::error file=report.md,line=", result.log)
        self.assertEqual(set(result.artifacts), {"report.html", "report/public", "report/junit.xml"})
        self.assertIn("**A claim does not hold.**", self.server.comments[0]["body"])

    def test_a_pull_request_is_compared_with_its_base_branch(self):
        self.run_action()
        result = self.run_action("pull_request", comment="true", fail_on="flip")
        self.assertEqual(result.status, 0, result.log)
        for text in (result.summary, self.server.comments[0]["body"]):
            self.assertIn("# What changed", text)
            self.assertIn(f"Compared with the base commit {github.SHA['base'][:12]}.", text)
        self.assertEqual(result.outputs["last"]["drift"], "0")

    def test_without_results_of_the_base_branch_nothing_is_compared(self):
        result = self.run_action("pull_request", fail_on="missing")
        self.assertEqual(result.status, 0)
        self.assertIn("There are no results of the base branch yet", result.log)
        self.assertEqual(result.outputs["last"]["drift"], "")

    def test_a_push_is_compared_with_the_last_one_that_passed(self):
        gate = {"documents": "report.md gate.md"}
        self.assertEqual(self.run_action(**gate).status, 0)
        self.assertEqual(self.run_action(**gate).status, 0)
        self.worsen(self.folder)
        # A run that fails is not what the next one is compared with.
        for event in ("pull_request", "push", "push"):
            result = self.run_action(event, **gate)
            self.assertEqual(result.status, 1, result.log)
            self.assertIn("gate.md", result.log)

    def test_a_crossed_gate_fails_the_job(self):
        self.run_action()
        picks = self.folder / "picks.txt"
        picks.write_text(picks.read_text() + "{#new} A new review, which is good.\n")
        result = self.run_action("pull_request", fail_on="missing", comment="true")
        self.assertEqual(result.status, 1)
        self.assertEqual(result.outputs["last"]["status"], "0")
        self.assertIn("**The comparison with the base branch failed** (exit status 1).", self.server.comments[0]["body"])

    def test_results_that_cannot_be_compared_fail_only_a_job_with_gates(self):
        self.run_action()
        for (key, _), cache in self.runner.caches.items():
            if "results" in key:
                (cache / "report.jsonl").write_text("{}\n")
        self.assertEqual(self.run_action("pull_request").status, 0)
        self.assertEqual(self.run_action("pull_request", fail_on="flip").status, 2)

    def test_one_comment_is_created_and_then_updated(self):
        self.server.comments.append(server.comment(1, "User", MARKER + "A quotation."))
        self.server.comments += [server.comment(number, "Bot", "Other.") for number in range(2, 151)]
        self.assertEqual(self.run_action("pull_request", comment="true").status, 0)
        self.assertEqual(len(self.server.comments), 151)
        self.assertTrue(self.server.comments[-1]["body"].startswith(MARKER))
        self.assertIn("**All claims hold.**", self.server.comments[-1]["body"])
        self.falsify(self.folder)
        self.assertEqual(self.run_action("pull_request", comment="true").status, 1)
        self.assertEqual(len(self.server.comments), 151)
        self.assertIn("**A claim does not hold.**", self.server.comments[-1]["body"])
        self.assertEqual(self.server.comments[0]["body"], MARKER + "A quotation.")

    def test_a_comment_is_cut_between_lines_to_what_github_accepts(self):
        work = self.root / "texts"
        work.mkdir()
        (work / "report.md").write_text("Über die Wörter des Berichts.\n" * 2200)
        (work / "drift.md").write_text("| a | b |\n" * 3000)
        env = {
            "GITHUB_TOKEN": "the-token", "REPORT_ARTIFACT": "", "REPORT_NAME": "report", "REPORT_STATUS": "0",
            "REPORT_WORK": str(work),
        }
        result = self.runner.run(self.folder, [{"run": f"{ACTION}/comment.sh", "env": env}], "pull_request")
        self.assertEqual(result.status, 0, result.log)
        body = self.server.comments[0]["body"]
        self.assertLessEqual(len(body.encode()), 65000)
        self.assertGreater(len(body.encode()), 64800)
        self.assertTrue(body.endswith("Berichts.\n\nThe rest is in the attached report.\n"))
        self.assertEqual(body.count("| a | b |\n"), 2000)

    def test_a_token_that_only_reads_costs_the_comment_but_not_the_job(self):
        self.server.api_status = 403
        result = self.run_action("pull_request", comment="true")
        self.assertEqual(result.status, 0)
        self.assertIn("::warning title=report::The comment was not written: the token may not write it (HTTP 403)", result.log)
        self.assertNotIn("the-token", result.log)

    def test_invalid_input_attaches_nothing_and_says_so_in_the_comment(self):
        (self.folder / "report.md").write_text("```{nothing}\n```\n")
        result = self.run_action("pull_request", comment="true")
        self.assertEqual(result.status, 2)
        self.assertEqual(result.artifacts, {})
        self.assertIn("**The report was not built** (exit status 2)", self.server.comments[0]["body"])

    def test_a_wrong_sum_stops_before_anything_is_unpacked(self):
        self.break_sums()
        result = self.run_action()
        self.assertEqual(result.status, 3)
        self.assertIn(f"::error title=report::The sum of {ARCHIVE} is not the one in", result.log)
        self.assertEqual(list((self.root / "tools").rglob("report")), [])
        self.assertFalse((self.folder / "public").exists())
        self.assertEqual(self.runner.caches, {})

    def test_an_unknown_release_is_named(self):
        result = self.run_action(version="9.9.9", address=f"{self.server.url}/releases/")
        self.assertEqual(result.status, 3)
        self.assertIn(f"There is no SHA256SUMS in {self.server.url}/releases/v9.9.9 or {self.server.url}/releases:", result.log)

    def test_an_invalid_input_is_named(self):
        for inputs in ({"version": "latest"}, {"name": "a/b"}, {"name": "a\nb=c"}, {"address": "ftp://example.com"}, {"site": "a\nb"},
                       {"options": "'open"}):
            with self.subTest(inputs):
                result = self.run_action(**inputs)
                self.assertEqual(result.status, 2)
                self.assertIn("::error title=report::The input", result.log)
                self.assertIn(f"'{next(iter(inputs))}'", result.log)

    def test_inputs_are_arguments_and_never_commands(self):
        hostile = "$(touch hurt) `touch hurt` ; touch hurt"
        (self.folder / "two words.md").write_text("---\nscope: report\nreviews: picks.txt\n---\nText.\n")
        result = self.run_action(documents="report.md 'two words.md'", options="--methods 'occlusion'")
        self.assertEqual(result.status, 0, result.log)
        for name in ("documents", "options", "reviews", "model", "fail_on", "name", "site"):
            self.run_action(**{name: hostile})
        self.assertFalse((self.folder / "hurt").exists())


class GitHubTests(ProjectTest):
    """The workflow of 'report init --ci github'."""

    def run_workflow(self, folder: pathlib.Path, event: str = "push", **env: str) -> github.Result:
        if not hasattr(self, "runner"):
            self.runner = github.Runner(self.root, ACTION, self.server.url)
        file = yaml.safe_load((folder / ".github/workflows/report.yml").read_text())
        return self.runner.run(folder, file["jobs"]["build"]["steps"], event, file.get("env", {}) | env)

    def test_a_push_builds_attaches_and_publishes(self):
        folder = self.project("github")
        result = self.run_workflow(folder)
        self.assertEqual(result.status, 0, result.log)
        self.check_outputs(folder, 0)
        self.assertEqual(set(result.artifacts), {"report.html", "report/public", "report/junit.xml", "pages"})

    def test_a_release_may_lie_in_the_folder_itself(self):
        self.release("flat")
        self.assertEqual(self.run_workflow(self.project("github", f"{self.server.url}/flat/")).status, 0)

    def test_a_false_claim_fails_the_job_after_everything_is_attached(self):
        folder = self.project("github")
        self.run_workflow(folder)
        self.falsify(folder)
        result = self.run_workflow(folder, "pull_request")
        self.assertEqual(result.status, 1, result.log)
        self.check_outputs(folder, 1)
        self.assertIn("# What changed", result.summary)
        self.assertEqual(set(result.artifacts), {"report.html", "report/public", "report/junit.xml"})

    def test_a_push_is_compared_with_the_last_one_that_passed(self):
        folder = self.project("github")
        for _ in range(2):
            result = self.run_workflow(folder)
            self.assertEqual(result.status, 0, result.log)
        self.assertEqual((folder / "runs.jsonl").read_text().count('"chk-accuracy":1'), 2)
        self.worsen(folder)
        for event in ("pull_request", "push", "push"):
            result = self.run_workflow(folder, event)
            self.assertEqual(result.status, 1, result.log)
            self.assertIn("::error file=gate.md,line=", result.log)

    def test_a_crossed_gate_fails_the_job(self):
        folder = self.project("github")
        self.run_workflow(folder)
        (folder / "picks.txt").write_text((folder / "picks.txt").read_text() + "{#new} A new review, which is good.\n")
        self.assertEqual(self.run_workflow(folder, "pull_request").status, 0)
        self.assertEqual(self.run_workflow(folder, "pull_request", REPORT_FAIL_ON="missing").status, 1)

    def test_without_an_address_a_sentence_names_the_variable(self):
        folder = self.project("github", None)
        result = self.run_workflow(folder)
        self.assertEqual(result.status, 3)
        self.assertEqual(
            result.log,
            "::error title=report::REPORT_RELEASES is not set: set it to the URL of the folder with the releases of 'report', "
            "under Settings > Secrets and variables > Actions > Variables or in .github/workflows/report.yml.\n",
        )
        self.runner.variables = {"REPORT_RELEASES": f"{self.server.url}/releases"}
        self.assertEqual(self.run_workflow(folder).status, 0)

    def test_a_wrong_sum_stops_before_anything_is_unpacked(self):
        folder = self.project("github")
        self.break_sums()
        result = self.run_workflow(folder)
        self.assertEqual(result.status, 3)
        self.assertIn(f"The sum of {ARCHIVE} is wrong; nothing was unpacked.", result.log)
        self.assertEqual(list((result.temporary / "program").iterdir()), [])
        self.assertEqual(result.artifacts, {})

    def test_the_releases_of_a_repository_bring_its_action(self):
        folder = self.project("github", "https://github.com/octo-org/releases/releases/download")
        result = self.run_workflow(folder, "pull_request")
        self.assertEqual(result.status, 0, result.log)
        self.check_outputs(folder, 0)
        self.assertEqual(len(self.server.comments), 1)
        self.assertIn("pages", self.run_workflow(folder).artifacts)


class ReleaseTests(unittest.TestCase):
    """The workflow that builds the releases of this repository."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.work = self.root / "work"
        self.work.mkdir()
        self.jobs = yaml.safe_load((REPOSITORY / ".github/workflows/release.yml").read_text())["jobs"]
        self.runner = github.Runner(self.root, ACTION, "https://example.com")

    def test_a_tag_that_is_not_the_version_stops_the_release(self):
        source = "Sources/Reporting/Version.swift"
        github.copy_file(REPOSITORY / source, self.work / source)
        steps = [step for step in self.jobs["check"]["steps"] if "version" in step.get("name", "")]
        self.assertEqual(len(steps), 1)
        self.assertEqual(self.runner.run(self.work, steps, "push", {"GITHUB_REF_NAME": f"v{VERSION}"}).status, 0)
        result = self.runner.run(self.work, steps, "push", {"GITHUB_REF_NAME": "v9.9.9"})
        self.assertEqual(result.status, 1)
        self.assertIn(f"The tag is v9.9.9, and the version is {VERSION}.", result.log)

    def test_the_release_has_the_files_of_both_architectures_and_their_sums(self):
        names = []
        for architecture, debian in (("x86_64", "amd64"), ("aarch64", "arm64")):
            folder = self.work / f"dist/dist-{architecture}"
            folder.mkdir(parents=True)
            files = [f"report-0.1.0-linux-{architecture}.tar.gz", f"report_0.1.0_{debian}.deb"]
            for file in files:
                (folder / file).write_text(file)
            (folder / "SHA256SUMS").write_bytes(subprocess.check_output(["sha256sum", *files], cwd=folder))
            names += files
        programs = self.root / "programs"
        programs.mkdir()
        (programs / "gh").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > ../arguments\n')
        (programs / "gh").chmod(0o755)
        env = {"GITHUB_REF_NAME": "v0.1.0", "PATH": f"{programs}:/usr/bin:/bin"}
        result = self.runner.run(self.work, self.jobs["attach"]["steps"], "push", env)
        self.assertEqual(result.status, 0, result.log)
        arguments = (self.root / "arguments").read_text().splitlines()
        self.assertEqual(arguments[:3], ["release", "create", "v0.1.0"])
        self.assertEqual({f"release/{name}" for name in [*names, "SHA256SUMS"]}, set(arguments[3:8]))
        sums = (self.work / "release/SHA256SUMS").read_text().splitlines()
        self.assertEqual([line.split()[1] for line in sums], sorted(names))
        (self.work / "dist/dist-x86_64" / names[0]).write_text("something else")
        shutil.rmtree(self.work / "release")
        self.assertNotEqual(self.runner.run(self.work, self.jobs["attach"]["steps"], "push", env).status, 0)


class GitLabTests(ProjectTest):
    """The pipeline of 'report init --ci gitlab'."""

    def test_a_push_builds_in_bash_and_in_a_posix_shell(self):
        folder = self.project("gitlab")
        for shell in ("bash", "sh"):
            result = others.gitlab(folder, {}, self.server.url, shell)
            self.assertEqual(result.status, 0, result.log)
            self.check_outputs(folder, 0)
            self.assertIn("Which words decide?", (folder / "summary.md").read_text())
        archives = [line for line in self.server.requests if line.endswith(ARCHIVE)]
        self.assertEqual(len(archives), 1)

    def test_a_merge_request_is_compared_with_its_target_branch(self):
        folder = self.project("gitlab")
        others.gitlab(folder, {}, self.server.url)
        results = (folder / "public/data/report.jsonl").read_bytes()
        self.server.artifacts["release/1.0#x", "report", "public/data/report.jsonl"] = results
        result = others.gitlab(folder, {}, self.server.url, "sh", target="release/1.0#x")
        self.assertEqual(result.status, 0, result.log)
        self.assertIn("# What changed", (folder / "drift.md").read_text())
        self.assertNotIn("the-job-token", result.log)
        (folder / "picks.txt").write_text((folder / "picks.txt").read_text() + "{#new} A new review, which is good.\n")
        gates = {"REPORT_FAIL_ON": "missing"}
        self.assertEqual(others.gitlab(folder, {}, self.server.url, target="release/1.0#x").status, 0)
        self.assertEqual(others.gitlab(folder, gates, self.server.url, target="release/1.0#x").status, 1)
        result = others.gitlab(folder, gates, self.server.url, target="main")
        self.assertEqual(result.status, 0)
        self.assertIn("There are no results of the target branch yet.", result.log)

    def test_a_pipeline_is_compared_with_the_last_one_that_passed(self):
        folder = self.project("gitlab")
        self.assertEqual(others.gitlab(folder, {}, self.server.url).status, 0)
        self.server.artifacts["main", "report", "runs.jsonl"] = (folder / "runs.jsonl").read_bytes()
        self.assertEqual(others.gitlab(folder, {}, self.server.url).status, 0)
        self.assertEqual((folder / "runs.jsonl").read_text().count('"chk-accuracy":1'), 2)
        self.worsen(folder)
        for target in ("main", ""):
            result = others.gitlab(folder, {}, self.server.url, "sh", target=target)
            self.assertEqual(result.status, 1, result.log)
            self.assertIn("gate.md:", result.log)

    def test_a_false_claim_fails_the_job_after_everything_is_written(self):
        folder = self.project("gitlab")
        self.falsify(folder)
        result = others.gitlab(folder, {}, self.server.url)
        self.assertEqual(result.status, 1, result.log)
        self.check_outputs(folder, 1)

    def test_without_an_address_a_sentence_names_the_variable(self):
        folder = self.project("gitlab", None)
        result = others.gitlab(folder, {}, self.server.url)
        self.assertEqual(result.status, 3)
        self.assertEqual(
            result.log,
            "report: REPORT_RELEASES is not set: set it to the URL of the folder with the releases of 'report', "
            "under Settings > CI/CD > Variables or in .gitlab-ci.yml.\n",
        )
        variables = {"REPORT_RELEASES": f"{self.server.url}/releases"}
        self.assertEqual(others.gitlab(folder, variables, self.server.url).status, 0)

    def test_a_wrong_sum_stops_before_anything_is_unpacked(self):
        folder = self.project("gitlab")
        self.break_sums()
        result = others.gitlab(folder, {}, self.server.url)
        self.assertEqual(result.status, 3)
        self.assertIn(f"The sum of {ARCHIVE} is wrong; nothing was unpacked.", result.log)
        self.assertFalse((folder / "public").exists())


class JenkinsTests(ProjectTest):
    """The pipeline of 'report init --ci jenkins'."""

    def test_a_second_build_in_the_same_workspace_is_like_the_first(self):
        folder = self.project("jenkins")
        for _ in range(2):
            result = others.jenkins(folder, {})
            self.assertEqual(result.status, 0, result.log)
            self.check_outputs(folder, 0)
            self.assertEqual((folder / "summary.md").read_text().count("# Which words decide?\n"), 1)
        self.assertEqual(len([line for line in self.server.requests if line.endswith(ARCHIVE)]), 1)

    def test_a_build_is_compared_with_the_last_one_that_passed(self):
        folder = self.project("jenkins")
        self.assertEqual(others.jenkins(folder, {}).status, 0)
        self.worsen(folder)
        for _ in range(2):
            result = others.jenkins(folder, {})
            self.assertEqual(result.status, 1, result.log)
            self.assertIn("gate.md:", result.log)

    def test_a_false_claim_fails_the_build_after_everything_is_written(self):
        folder = self.project("jenkins")
        self.falsify(folder)
        result = others.jenkins(folder, {})
        self.assertEqual(result.status, 1, result.log)
        self.check_outputs(folder, 1)

    def test_without_an_address_a_sentence_names_the_variable(self):
        folder = self.project("jenkins", None)
        result = others.jenkins(folder, {})
        self.assertEqual(result.status, 3)
        self.assertIn(
            "report: REPORT_RELEASES is not set: set it to the URL of the folder with the releases of 'report', "
            "under Manage Jenkins > System > Global properties or in the Jenkinsfile.\n",
            result.log,
        )
        self.assertEqual(others.jenkins(folder, {"REPORT_RELEASES": f"{self.server.url}/releases"}).status, 0)

    def test_a_wrong_sum_stops_before_anything_is_unpacked(self):
        folder = self.project("jenkins")
        self.break_sums()
        result = others.jenkins(folder, {})
        self.assertEqual(result.status, 3)
        self.assertIn(f"The sum of {ARCHIVE} is wrong; nothing was unpacked.", result.log)
        self.assertFalse((folder / ".report/program").exists())


if __name__ == "__main__":
    os.environ.pop("GITHUB_ACTIONS", None)
    unittest.main(verbosity=2)
