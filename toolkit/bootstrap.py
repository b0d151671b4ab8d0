"""Install Toetssteen beside this checkout and run it; needs Python 3.11 or newer and nothing else.

    python3 toolkit/bootstrap.py start      install, then open the notebooks on a real example
    python3 toolkit/bootstrap.py test       install, with what the tests need, then pass the tests
    python3 toolkit/bootstrap.py run ...    install, then run the `toetssteen` command with these words

Parts of `test`, each followed by whatever pytest may be told (`unit -k weights`, `web -x`):

    lint       style, types, floors
    unit       all tests that need no browser, but for the cases
    cases      situations and their outcomes in YAML, attacks, the examples
    web        the pages in a real browser
    audit      the locked packages against the advisories that are known; skipped, and said so, where none can be had
    all        the five together; `test` is another word for it
    nightly    what takes long: searches, kills, whole committees, benchmarks at a small size; then what `unit` covers,
               and the audit

Everything goes into `.venv` in the checkout, from a lock with hashes. Meant for Linux, macOS and Windows;
tried on Linux.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEBIAN = {
    "chromium-headless-shell": "chromium-headless-shell",
    "npm": "npm",
    "soffice": "libreoffice-calc-nogui",
}
"""Programs that the tests use, and the Debian package of each."""
NPM = VENV / "npm"
"""Where the npm packages are: a formatter and linter, a type checker, a checker of accessibility."""
AUDIT = ROOT / "toolkit" / "audit.py"
"""Asks whether the locked packages have advisories, beside the tests: it waits for an index elsewhere."""
NIGHTLY = "nightly"
"""The mark of what takes too long for every change: long searches, kills, benchmarks, whole committees."""
CHECKS: tuple[tuple[str | Path, ...], ...] = (
    (BIN / "ruff", "check"),
    (BIN / "ruff", "format", "--check"),
    (BIN / "mypy",),
    (BIN / "lint-imports",),
)
CASES = ("tests/cases", "tests/attacks", "tests/examples")
WEB = ("tests/browser",)
PARTS = {
    "unit": ("-n", "2", "--dist", "worksteal", *(f"--ignore={folder}" for folder in (*CASES, *WEB))),
    "cases": ("-n", "2", "--dist", "worksteal", *CASES),
    "web": ("-n", "3", "--dist", "worksteal", *WEB),
    "all": ("-n", "3", "--dist", "worksteal"),
}
"""What pytest is told for each part. Three workers on two cores where there are browsers: part of the tests wait."""


def main(words: list[str]) -> int:
    """Do what the words say; give the exit code."""
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 1
    match words:
        case ["start", *rest]:
            install("run")
            return run(PYTHON, "-m", "toetssteen", "start", *rest)
        case ["audit"]:
            install("test")
            return run(PYTHON, AUDIT)
        case ["lint" | "unit" | "cases" | "web" | "all" | "test" | "nightly" as part, *rest]:
            install("test")
            return (part != "lint" and programs()) or test("all" if part == "test" else part, rest)
        case ["run", *rest]:
            install("run")
            return run(PYTHON, "-m", "toetssteen", *rest)
    print(__doc__)
    return 2


def install(what: str) -> None:
    """Make the environment and install into it what the lock names; nothing where that was done before."""
    lock = ROOT / "toolkit" / "lock" / f"{what}.txt"
    project = (ROOT / "pyproject.toml").read_bytes()
    stamp = hashlib.sha256(lock.read_bytes() + project + sys.version.encode()).hexdigest()
    mark = VENV / f"installed-{what}"
    for done in (mark, VENV / "installed-test"):
        if PYTHON.exists() and done.exists() and stamp in done.read_text().split():
            return
    if not PYTHON.exists():
        print("Making .venv ...", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("Python's venv is missing. On Debian and Ubuntu: apt-get install python3-venv")
    print("Installing ...", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    stamps = {stamp, *(_stamp_of_run(project) if what == "test" else ())}
    mark.write_text(" ".join(sorted(stamps)))


def _stamp_of_run(project: bytes) -> list[str]:
    """Return the stamp of the run lock; what the tests need covers what running needs."""
    lock = ROOT / "toolkit" / "lock" / "run.txt"
    return [hashlib.sha256(lock.read_bytes() + project + sys.version.encode()).hexdigest()]


def programs() -> int:
    """Install the programs the tests use where that can be done; 1 where they have to be there and are not."""
    missing = [package for program, package in DEBIAN.items() if not shutil.which(program)]
    if missing and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL, env=quiet)
        install_command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing]
        subprocess.run(install_command, check=False, stdout=subprocess.DEVNULL, env=quiet)
        missing = [package for program, package in DEBIAN.items() if not shutil.which(program)]
    if missing:
        print(f"Missing for some tests: {', '.join(missing)} (Debian packages).", flush=True)
    return int(bool(missing) and os.environ.get("CI") == "true")


def test(part: str, rest: list[str]) -> int:
    """Run a part of the tests, with what else pytest is told; give the worst exit code."""
    if part in ("all", NIGHTLY) and not rest:
        audit = subprocess.Popen([PYTHON, AUDIT], stdout=subprocess.PIPE, text=True)
        tested = tests(part, rest)
        print(audit.communicate()[0], flush=True)
        return max(tested, audit.returncode)
    return tests(part, rest)


def tests(part: str, rest: list[str]) -> int:
    """Run a part of the tests without the audit; give the worst exit code."""
    if part == NIGHTLY:
        covered = tests("unit", ["--cov=toetssteen", "--cov-report=term:skip-covered"]) if not rest else 0
        return max(run(PYTHON, "-m", "pytest", "-m", NIGHTLY, *rest), covered)
    checked = max(*(run(*check) for check in CHECKS), scripts()) if part in ("lint", "all") else 0
    tested = run(PYTHON, "-m", "pytest", *PARTS[part], "-m", f"not {NIGHTLY}", *rest) if part in PARTS else 0
    return max(checked, tested)


def scripts() -> int:
    """Check style and types of the pages' scripts; give the worst exit code."""
    toolkit = ROOT / "toolkit"
    return max(
        run(npm_tool("biome"), "check", "--error-on-warnings", cwd=toolkit),
        run(npm_tool("tsc"), "--project", toolkit),
    )


def npm_tool(name: str) -> Path:
    """Return the program of a pinned npm package."""
    return npm_packages() / ".bin" / (f"{name}.cmd" if os.name == "nt" else name)


def npm_packages() -> Path:
    """Return the folder of the pinned npm packages, installed into ``.venv`` from a lock with digests if need be."""
    locked = [ROOT / "toolkit" / name for name in ("package.json", "package-lock.json")]
    kept = [NPM / path.name for path in locked]
    if not all(
        copy.exists() and copy.read_bytes() == path.read_bytes() for path, copy in zip(locked, kept, strict=True)
    ):
        made = NPM.with_name(f"npm-{os.getpid()}")  # tests in several processes may find that they need it at once
        made.mkdir(parents=True)
        for path in locked:
            shutil.copy(path, made)
        npm = shutil.which("npm") or sys.exit("npm is missing: it brings the tools that check the scripts and pages.")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(command, cwd=made, check=False)
        if done.returncode:
            shutil.rmtree(made)
            sys.exit("npm could not install the tools that check the scripts and pages.")
        shutil.rmtree(NPM, ignore_errors=True)
        made.rename(NPM)
    return NPM / "node_modules"


def run(*command: str | Path, cwd: Path = ROOT) -> int:
    """Run a command in the checkout; give its exit code."""
    return subprocess.run([str(word) for word in command], cwd=cwd, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
