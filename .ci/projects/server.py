"""A server on the loopback interface: releases, comments of GitHub's REST API, and artifacts of GitLab's API."""

import http.server
import json
import pathlib
import re
import threading
import urllib.parse


class Server:
    """Serves the files of `folder`, and keeps what the APIs are asked to write."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        # The comments of pull request 7; a status other than 200 refuses all requests of the API.
        self.comments: list[dict] = []
        self.api_status = 200
        # The artifacts of GitLab's jobs: (branch, job, path) and the bytes.
        self.artifacts: dict[tuple[str, str, str], bytes] = {}
        self.requests: list[str] = []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status: int, body: bytes = b"") -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def handle_request(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                server.requests.append(f"{self.command} {self.path}")
                path = urllib.parse.urlsplit(self.path).path
                if path.startswith("/api/"):
                    self.answer(*server.github(self.command, self.path, self.headers, body))
                elif path.startswith("/gitlab/"):
                    self.answer(*server.gitlab(self.path, self.headers))
                else:
                    file = server.folder / path.lstrip("/")
                    found = file.is_file()
                    self.answer(200 if found else 404, file.read_bytes() if found else b"")

            do_GET = do_POST = do_PATCH = handle_request

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def github(self, method: str, path: str, headers, body: bytes) -> tuple[int, bytes]:
        if self.api_status != 200 or headers.get("Authorization") != "Bearer the-token":
            return max(self.api_status, 401), b"{}"
        parts = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(parts.query))
        repository = "/api/repos/octo-org/octo-repo/issues"
        if method == "GET" and parts.path == f"{repository}/7/comments":
            size, page = int(query["per_page"]), int(query["page"])
            return 200, json.dumps(self.comments[(page - 1) * size : page * size]).encode()
        text = json.loads(body)["body"]
        if len(text) > 65536:
            return 422, b"{}"
        if method == "POST" and parts.path == f"{repository}/7/comments":
            self.comments.append(comment(len(self.comments) + 1, "Bot", text))
            return 201, b"{}"
        number = re.fullmatch(rf"{repository}/comments/(\d+)", parts.path)
        if method == "PATCH" and number:
            self.comments[int(number[1]) - 1]["body"] = text
            return 200, b"{}"
        return 404, b"{}"

    def gitlab(self, path: str, headers) -> tuple[int, bytes]:
        parts = urllib.parse.urlsplit(path)
        found = re.fullmatch(r"/gitlab/projects/42/jobs/artifacts/([^/]+)/raw/(.+)", parts.path)
        if not found or headers.get("JOB-TOKEN") != "the-job-token":
            return 404, b""
        job = dict(urllib.parse.parse_qsl(parts.query)).get("job", "")
        artifact = self.artifacts.get((urllib.parse.unquote(found[1]), job, found[2]))
        return (404, b"") if artifact is None else (200, artifact)


def comment(number: int, kind: str, text: str) -> dict:
    return {"id": number, "user": {"type": kind}, "body": text}
