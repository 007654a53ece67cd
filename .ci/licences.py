"""Writes the licences of all that is linked into a program, in Debian's machine-readable format.

The files come from the linker's trace, so nothing can be left out: a file of unknown origin is an error.

usage: licences.py TRACE CHECKOUTS SWIFT_LICENCE APACHE

APACHE names the place of the Apache License, whose text is not repeated.
"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent

# Archives of the Swift toolchain that are other projects, or contain them; all are under Swift's licence.
SWIFT_PROJECTS = {
    "swift-corelibs-libdispatch": r"libdispatch|libswiftDispatch",
    "swift-corelibs-foundation": r"libFoundation|libCoreFoundation",
    "swift-foundation": r"libFoundationEssentials|libFoundationInternationalization|lib_FoundationCShims",
    "swift-foundation-icu": r"lib_FoundationICU",
    "swift-collections": r"lib_FoundationCollections",
    "swift": r"libswift\w+|swiftrt\.o",
}
# Licences of what is part of another component, by that component.
PARTS = {
    "swift-foundation-icu": ("ICU", "ICU.txt"),
}


class Licences:
    """The components, each with its licence, in the order in which they were found."""

    def __init__(self, apache):
        self.apache = apache
        self.stanzas = {}

    def add(self, name, version, text):
        """Adds a component; a part of it is added with it."""
        if name in self.stanzas:
            return
        self.stanzas[name] = (version, holders(name, text), self.shortened(text))
        if name in PARTS:
            part, file = PARTS[name]
            self.add(part, "", (HERE / "licences" / file).read_text())

    def shortened(self, text):
        """A licence with a reference in place of the Apache License, but with the exceptions that follow it."""
        if not re.match(r"\s*Apache License\s+Version 2.0", text):
            return text
        exception = re.search(r"^ *##.*", text, re.M | re.S)
        return (
            f"Apache License, version 2.0: see {self.apache}.\n\n"
            + (exception.group(0) if exception else "")
        )

    def text(self):
        """All stanzas, sorted by name."""
        lines = [
            "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
            "Upstream-Name: report",
            "Comment: The first stanza is the program's own licence; each of the others is that of a",
            " component that is linked into it.",
        ]
        own = self.shortened((HERE.parent / "LICENSE").read_text())
        lines += stanza("*", "report", "", ["the authors of report"], own)
        for name in sorted(self.stanzas, key=str.lower):
            lines += stanza(f"linked/{name}/*", name, *self.stanzas[name])
        return "\n".join(lines) + "\n"


def holders(name, text):
    """The copyright holders that a licence names."""
    pattern = r"^[\s*]*Copyright:?\s+((?:\(c\)|©|\d).*)$"
    found = [match.group(1).strip() for match in re.finditer(pattern, text, re.I | re.M)]
    return found or [f"the authors of {name}"]


def stanza(files, name, version, holders, text):
    """The lines of a component's stanza, with its licence word for word."""
    body = [f" {line.rstrip()}" if line.strip() else " ." for line in text.strip("\n").split("\n")]
    return [
        "",
        f"Files: {files}",
        "Copyright: " + "\n ".join(dict.fromkeys(holders)),
        f"License: {name}-licence",
        *body,
        f"Comment: {name} {version}".rstrip(),
    ]


def debian_package(path):
    """The package of a file of Debian, with its version and licence."""
    found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True)
    if found.returncode != 0:  # The package's list may have the path before or after the merge of /usr.
        path = path.removeprefix("/usr") if path.startswith("/usr/") else "/usr" + path
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=True)
    package = found.stdout.split(": ")[0].split(",")[0]
    show = ["dpkg-query", "-W", "-f", "${Package} ${source:Package} ${Version}", package]
    name, source, version = subprocess.run(show, capture_output=True, text=True, check=True).stdout.split()
    return source, version, pathlib.Path("/usr/share/doc", name, "copyright").read_text()


def checkout(module, checkouts):
    """The folder of the package that contains a module; None for a module of this package."""
    for folder in sorted(checkouts.iterdir()):
        if any((folder / place / module).is_dir() for place in ["", "Sources"]):
            return folder
    return None


def main(trace, checkouts, swift_licence, apache):
    licences = Licences(apache)
    checkouts = pathlib.Path(checkouts)
    own = {path.name for path in pathlib.Path("Sources").iterdir()}
    state = json.loads((checkouts.parent / "workspace-state.json").read_text())
    versions = {
        item["subpath"]: item["state"]["checkoutState"].get("version", "")
        for item in state["object"]["dependencies"]
    }
    swift = pathlib.Path(swift_licence).resolve()
    swift_version = re.search(
        r"Swift version (\S+)", subprocess.run(["swiftc", "--version"], capture_output=True, text=True).stdout
    ).group(1)
    files = {re.sub(r"\.a\(.*\)$", ".a", line) for line in pathlib.Path(trace).read_text().splitlines()}
    for file in sorted(files):
        path = pathlib.Path(file)
        module = next((part.removesuffix(".build") for part in path.parts[::-1] if part.endswith(".build")), "")
        if ".so" in path.name or path.name == "replacements.o":
            continue  # Linked at run time, or a part of this program.
        if module and checkouts.parent in path.parents:
            folder = checkout(module, checkouts)
            if folder:
                licence = next(folder.glob("LICENSE*"))
                licences.add(folder.name, versions[folder.name], licence.read_text())
            elif module not in own:
                sys.exit(f"licences: the module {module} is of unknown origin")
        elif swift.parents[2] in path.resolve().parents:
            if path.name == "libBlocksRuntime.a":
                licences.add("BlocksRuntime", "", (HERE / "licences/BlocksRuntime.txt").read_text())
                continue
            name = next((n for n, p in SWIFT_PROJECTS.items() if re.fullmatch(rf"({p})(\.a)?", path.name)), None)
            if name is None:
                if "clang" in path.parts:
                    name = "compiler-rt"
                else:
                    sys.exit(f"licences: {path} is of unknown origin")
            licences.add(name, swift_version, swift.read_text())
        elif match := re.fullmatch(r"libzip-(.*)\.a", path.name):
            licences.add("libzip", match.group(1), pathlib.Path("/usr/share/doc/libzip-dev/copyright").read_text())
        else:
            licences.add(*debian_package(str(path.resolve())))
    sys.stdout.write(licences.text())


main(*sys.argv[1:])
