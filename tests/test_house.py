"""The walls of the house: fences, floors, light imports, the wheel, sizes, and what may not be in a file."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

import toetssteen
from toetssteen.workbench import Workbench
from toetssteen.workbench import library as librarian

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(toetssteen.__file__).parent
SHIPPED = ROOT / "toolkit"
MAX_MODULE, MAX_FUNCTION = 400, 40

PYDANTIC = {"pydantic", "pydantic_core"}
DESIGN: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": set(),
    "errors": set(),
    "language": {"babel", "nh3"},
    "canonical": {"rfc8785"},
    "disk": set(),
    "model": {"pydantic"},
    "scoring": {"numpy"},
    "content": {"jsonschema"},
    "store": {"psycopg"},
    "sheets": {"openpyxl", "odfdo"},
    "sharing": {"cryptography", "duckdb", "ibis"},
    "views": {"pandas", "plotly"},
    "documents": {"nbconvert", "typst", "docx", "openpyxl"},
    "workbench": set(),
    "keys": {"nacl"},
    "plain_file": set(),
    "pages": set(),
    "web": {"ipywidgets", "anywidget", "voila", "jupyter_server"},
    "cli": {"typer"},
}
"""The fences of the design, section 3; on floor 0 narrowed to the module."""
ADDED: dict[str, set[str]] = {
    "language": {"confusable_homoglyphs"},
    "pages": {"mistune", "segno"},
    "model": PYDANTIC,
    "content": PYDANTIC | {"yaml", "platformdirs"},
    "store": PYDANTIC | {"filelock", "platformdirs"},
    "sheets": PYDANTIC | {"psutil"},
    "sharing": PYDANTIC,
    "documents": {"nbformat"},
    "workbench": PYDANTIC,
    "web": {"jinja2", "jupyterlab", "tornado", "traitlets", "jupyter_client", "ipykernel"},
}
"""What decisions 0008 and 0025 add."""
FOR_TYPES: dict[str, set[str]] = {"workbench": {"pandas"}}
"""What decision 0008 allows under ``TYPE_CHECKING`` only."""


def imports(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Go over the direct third-party imports: line, library, whether for type checking only."""
    for_types = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for each in node.body
        for inside in ast.walk(each)
    }
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
        for library in {name.partition(".")[0] for name in names} - {"toetssteen"} - sys.stdlib_module_names:
            yield node.lineno, library, id(node) in for_types


def over_the_fence(package: Path) -> list[str]:
    """Name every direct import that the table does not allow, and every module without a fence."""
    found = []
    for path in sorted(package.rglob("*.py")):
        shown = path.relative_to(package)
        module = shown.with_suffix("").parts[0]
        if module not in DESIGN:
            found.append(f"{shown}: {module} has no fence")
            continue
        allowed = DESIGN[module] | ADDED.get(module, set())
        for line, library, for_types in imports(ast.parse(path.read_text("utf-8"))):
            if library not in allowed | (FOR_TYPES.get(module, set()) if for_types else set()):
                found.append(f"{shown}:{line}: {library}")
    return found


KNOWS_THE_FOLDER = {"workbench/opening.py"}
"""Who opens a store, and therefore knows which kinds there are."""


def behind_the_store(package: Path) -> list[str]:
    """Name what goes past the verbs of a store: who imports one kind of it, or asks it for a path."""
    found = []
    for path in sorted(package.rglob("*.py")):
        shown = path.relative_to(package).as_posix()
        if shown.startswith("store/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and shown not in KNOWS_THE_FOLDER:
                named = [f"{node.module}.{alias.name}" for alias in node.names]
                if any(f"{name}.".startswith("toetssteen.store.folder.") for name in named):
                    found.append(f"{shown}:{node.lineno}: imports {named[0]}")
            elif isinstance(node, ast.Attribute) and node.attr == "path":
                asked = ast.unparse(node.value)
                if re.search(r"(folder|store)$|\b(open_folder|open_assessment|create)\(", asked):
                    found.append(f"{shown}:{node.lineno}: {asked}.path")
    return found


NAMED_TWICE = {
    "Asked": "of the model: what a criterion and a gate have in common; of the sheets: a questionnaire that went out",
    "Sheet": "of a workbook: any sheet of a file; of the questionnaire: the one that its columns describe",
    "Sheets": "of the sheets: those of a set, as one document; of the page that prepares: the workbook on its way",
    "Table": "of scoring: solutions against criteria, for an analyst; of the sheets: the cells of a file",
}
"""Class names that stand twice, each with its two meanings; nobody imports both."""


def named_twice(package: Path) -> dict[str, list[str]]:
    """Return the modules of each class name that stands more than once.

    A private class is its module's own. A typed dictionary of a page is a noun that the page shows, and bears the name
    of that noun.
    """
    places: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        shown = path.relative_to(package).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _is_shown(shown, node):
                places.setdefault(node.name, []).append(shown)
    return {name: modules for name, modules in places.items() if len(modules) > 1}


def _is_shown(module: str, node: ast.ClassDef) -> bool:
    bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return module.startswith("pages/") and (module.endswith("/state.py") or "TypedDict" in bases)


BOUND_EACH = re.compile(r"[(,]\s*each\s*[,)]|\b(?:const|let) each\b")
"""A line of a script that binds or hands on a variable called ``each``."""


def nameless(package: Path) -> list[str]:
    """Name each line, of Python or of the scripts, on which a variable or a parameter is called ``each``."""
    found = []
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.js")]):
        text = path.read_text("utf-8")
        if path.suffix == ".js":
            lines = {number for number, line in enumerate(text.splitlines(), 1) if BOUND_EACH.search(line)}
        else:
            nodes = list(ast.walk(ast.parse(text)))
            lines = {node.lineno for node in nodes if isinstance(node, ast.Name) and node.id == "each"}
            lines |= {node.lineno for node in nodes if isinstance(node, ast.arg) and node.arg == "each"}
        found += [f"{path.relative_to(package).as_posix()}:{line}" for line in sorted(lines)]
    return found


def sizes(path: Path) -> Iterator[str]:
    """Name a module, of Python or of the scripts, or a function of Python that is too long."""
    text = path.read_text("utf-8")
    if (lines := len(text.splitlines())) > MAX_MODULE:
        yield f"{path}: {lines} lines"
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if ast.get_docstring(node, clean=False) is not None:  # what is documented well is not long for it
                lines -= (node.body[0].end_lineno or 0) - node.body[0].lineno + 1
            if lines > MAX_FUNCTION:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines"


def python(code: str, *paths: Path, cwd: Path) -> str:
    """Run code in a fresh process that finds packages on these paths first; give what it prints."""
    env = {name: given for name, given in os.environ.items() if not name.startswith("TOETSSTEEN_")}
    env["PYTHONPATH"] = os.pathsep.join(str(path) for path in paths)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_import_is_inside_its_fence() -> None:
    assert over_the_fence(PACKAGE) == []


def test_a_planted_import_over_the_fence_is_found(tmp_path: Path) -> None:
    plants = {
        "scoring/odd.py": "def late():\n    import pandas.core\n",
        "errors.py": "import json\n\nfrom yaml import safe_load\n",
        "workbench.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas\nimport pandas\n",
        "model/fine.py": "from . import other\nfrom toetssteen import text\nimport numpy as np, pydantic\n",
        "extra/new.py": "",
    }
    for name, code in plants.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(code, encoding="utf-8")
    assert over_the_fence(tmp_path) == [
        "errors.py:3: yaml",
        "extra/new.py: extra has no fence",
        "model/fine.py:3: numpy",
        "scoring/odd.py:2: pandas",
        "workbench.py:4: pandas",
    ]


def test_a_store_is_asked_by_its_verbs_only() -> None:
    assert behind_the_store(PACKAGE) == []


def test_planted_paths_of_a_store_are_named(tmp_path: Path) -> None:
    plants = {
        "store/folder/log.py": "from toetssteen.store.folder import Folder\nx = folder.path\n",
        "workbench/opening.py": "from toetssteen.store.folder import Folder\nx = folder.where\n",
        "workbench/asking.py": "kept = folder.path / 'evidence'\n",
        "pages/report/page.py": "x = self.desk.folder.path\ny = self.request.path\n",
        "pages/score/gate.py": "from toetssteen.store.folder.log import Log\nfrom toetssteen.store import folder\n",
        "cli/committee.py": "print(workbench.open_folder(directory).path)\nx = place.path\n",
    }
    for name, code in plants.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    assert behind_the_store(tmp_path) == [
        "cli/committee.py:1: workbench.open_folder(directory).path",
        "pages/report/page.py:1: self.desk.folder.path",
        "pages/score/gate.py:1: imports toetssteen.store.folder.log.Log",
        "pages/score/gate.py:2: imports toetssteen.store.folder",
        "workbench/asking.py:1: folder.path",
    ]


@pytest.mark.parametrize(
    ("module", "line", "named"),
    [
        (
            "scoring/result/sums.py",
            "from toetssteen.store import folder",
            "toetssteen.scoring.result.sums -> toetssteen.store.folder",
        ),
        (
            "scoring/result/sums.py",
            "from toetssteen.content import place",
            "toetssteen.scoring.result.sums -> toetssteen.content.place",
        ),
        ("unlisted.py", "", "toetssteen.unlisted"),
        (
            "pages/score/pad.py",
            "from toetssteen.pages.prepare import period",
            "toetssteen.pages.score.pad -> toetssteen.pages.prepare.period",
        ),
        (
            "pages/score/pad.py",
            "from toetssteen.scoring import exact",
            "toetssteen.pages.score.pad -> toetssteen.scoring.exact",
        ),
        (
            "cli/committee.py",
            "def late():\n    from toetssteen.documents import make",
            "toetssteen.cli.committee -> toetssteen.documents.make",
        ),
        ("cli/sharing.py", "from toetssteen.views import tables", "toetssteen.cli.sharing -> toetssteen.views.tables"),
        (
            "pages/audit/page.py",
            "from toetssteen.views import trail",
            "toetssteen.pages.audit.page -> toetssteen.views.trail",
        ),
        (None, "", "5 kept, 0 broken"),
    ],
    ids=[
        *("upward", "sideways", "without-a-floor", "from-step-to-step", "page-round-the-workbench"),
        *("command-round-the-workbench", "command-with-words-of-its-own", "page-past-the-words", "as-it-is"),
    ],
)
def test_the_contracts_of_floors_steps_and_facade_bite(
    tmp_path: Path, module: str | None, line: str, named: str
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "toetssteen", ignore=shutil.ignore_patterns("__pycache__"))
    if module:
        with (tmp_path / "toetssteen" / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    shown = contracts(tmp_path, ROOT / "pyproject.toml")
    assert f"exit code {int(module is not None)}" in shown
    assert named in shown


@pytest.mark.parametrize("planted", [True, False])
def test_what_only_a_type_checker_reads_stays_on_its_floor_too(tmp_path: Path, planted: bool) -> None:
    shutil.copytree(PACKAGE, tmp_path / "toetssteen", ignore=shutil.ignore_patterns("__pycache__"))
    given = (ROOT / "pyproject.toml").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(re.sub(r"(?m)^exclude_type_checking_imports = .*$", "", given), "utf-8")
    if planted:
        with (tmp_path / "toetssteen" / "scoring" / "exact.py").open("a", encoding="utf-8") as file:
            file.write("\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from toetssteen.store import line\n")
    shown = contracts(tmp_path, tmp_path / "pyproject.toml", "floors")
    assert f"exit code {int(planted)}" in shown
    assert ("toetssteen.scoring.exact -> toetssteen.store.line" in shown) == planted


def contracts(package: Path, config: Path, *only: str) -> str:
    """Hold a copy of the package against the contracts, or some of them; give what is said, and the exit code."""
    command = (
        "from importlinter.cli import lint_imports\n"
        f"code = lint_imports(config_filename={str(config)!r}, limit_to_contracts={only!r}, no_cache=True)\n"
        "print('exit code', code)"
    )
    return re.sub(r"\x1b\[[0-9;]*m", "", python(command, package, cwd=package))


@pytest.mark.parametrize("place", [Workbench, librarian], ids=["assessment", "library"])
def test_the_workbench_has_twenty_verbs_at_most(place: object) -> None:
    verbs = [name for name, verb in vars(place).items() if isinstance(verb, FunctionType) and not name.startswith("_")]
    own = [
        name for name in verbs if getattr(place, name).__module__ == getattr(place, "__module__", librarian.__name__)
    ]
    assert 10 <= len(own) <= 20


def test_every_step_is_in_the_contract_of_steps() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [steps] = [each["modules"] for each in contracts if each["type"] == "independence"]
    assert steps == sorted(f"toetssteen.pages.{path.parent.name}" for path in PACKAGE.glob("pages/*/page.py"))


def test_the_command_line_starts_without_heavy_libraries(tmp_path: Path) -> None:
    heavy = {"pandas", "numpy", "jupyterlab", "nbconvert", "nbformat", "plotly", "IPython"}
    code = f"import sys, json, toetssteen.cli.app; print(json.dumps(sorted({heavy!r} & sys.modules.keys())))"
    assert json.loads(python(code, SHIPPED, cwd=tmp_path)) == []


def test_the_package_and_scoring_load_nothing_until_something_of_them_is_asked_for(tmp_path: Path) -> None:
    own = "sorted(name for name in sys.modules if name.startswith('toetssteen'))"
    code = f"import sys, json, toetssteen, toetssteen.scoring; print(json.dumps({own}))"
    assert json.loads(python(code, SHIPPED, cwd=tmp_path)) == ["toetssteen", "toetssteen.scoring"]
    code = "import sys, json; from toetssteen.scoring import weighted_sum; print(json.dumps('numpy' in sys.modules))"
    assert json.loads(python(code, SHIPPED, cwd=tmp_path)) is False


def test_the_wheel_holds_criteria_notebooks_handbook_and_examples_only(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    [wheel] = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = """
import json
from toetssteen.content import library, place
asked = library.load(place.find("criteria")).asked()["privacy.telemetry"]
pages = sorted(each.name for each in place.find("notebooks").iterdir())
handbook = sorted(each.name for each in place.find("handbook").iterdir())
print(json.dumps([str(place.find("criteria")), type(asked).__name__, pages, handbook]))
"""
    found, kind, pages, handbook = json.loads(python(code, tmp_path / "site", cwd=elsewhere))
    assert Path(found) == tmp_path / "site" / "toetssteen" / "criteria"
    assert kind == "Criterion"
    assert {"04_compare.ipynb", "13_handbook.ipynb"} <= set(pages)
    assert handbook == ["en.md", "nl.md"]
    shipped = {path.relative_to(tmp_path / "site").parts[0] for path in (tmp_path / "site").iterdir()}
    assert {each for each in shipped if not each.endswith(".dist-info")} == {"toetssteen"}
    examples = {path.name for path in (tmp_path / "site" / "toetssteen").glob("assessments/*")}
    assert all(name.startswith("example-") for name in examples)


def test_no_module_or_function_is_too_long() -> None:
    modules = [*sorted(SHIPPED.rglob("*.py")), *sorted(SHIPPED.rglob("*.js"))]
    assert [each for path in modules for each in sizes(path)] == []


def test_a_planted_giant_is_named(tmp_path: Path) -> None:
    path = tmp_path / "giant.py"
    path.write_text("class A:\n    def long(self):\n" + "        pass\n" * 40 + "#\n" * 359, encoding="utf-8")
    assert list(sizes(path)) == [f"{path}: 401 lines", f"{path}:2: long has 41 lines"]
    script = tmp_path / "giant.js"
    script.write_text("//\n" * 401, encoding="utf-8")
    assert list(sizes(script)) == [f"{script}: 401 lines"]


def test_a_class_name_has_one_meaning() -> None:
    assert {name: modules for name, modules in named_twice(PACKAGE).items() if name not in NAMED_TWICE} == {}


def test_a_second_class_of_a_name_is_seen(tmp_path: Path) -> None:
    plants = {
        "model/criteria.py": "class Level:\n    pass\n\n\nclass _Kept:\n    pass\n",
        "documents/nouns.py": "class Level:\n    pass\n\n\nclass _Kept:\n    pass\n",
        "pages/score/part.py": "class Level(TypedDict):\n    pass\n",
        "scoring/table.py": "class Scored:\n    class Inner:\n        pass\n\n\nclass Inner:\n    pass\n",
    }
    for name, code in plants.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(code, encoding="utf-8")
    assert named_twice(tmp_path) == {
        "Level": ["documents/nouns.py", "model/criteria.py"],
        "Inner": ["scoring/table.py", "scoring/table.py"],
    }


def test_a_loop_variable_bears_its_noun() -> None:
    assert nameless(PACKAGE) == []


def test_a_planted_each_is_seen(tmp_path: Path) -> None:
    (tmp_path / "scoring").mkdir()
    code = "for each in ():\n    list(map(lambda each: each, ()))\n[each for place, each in enumerate(())]\n"
    (tmp_path / "scoring" / "odd.py").write_text(code, encoding="utf-8")
    script = "// of each\na.map((each) => 1);\nfunction b(c, each) {}\nfor (const each of a) b(a);\na.forEach(b);\n"
    (tmp_path / "odd.js").write_text(script, encoding="utf-8")
    in_python = ["scoring/odd.py:1", "scoring/odd.py:2", "scoring/odd.py:3"]
    assert nameless(tmp_path) == ["odd.js:2", "odd.js:3", "odd.js:4", *in_python]


HOSTS = ["pypi" + ".org", "files." + "pythonhosted"]
OWN_MACHINE = re.compile(
    "|".join([rf"(?<![\w.-])/{each}/" for each in ("work", "root", "home")] + list(map(re.escape, HOSTS)))
)


def test_a_planted_machine_path_is_seen_and_a_web_address_is_not() -> None:
    assert OWN_MACHINE.search("see /" + "home/somebody/x")
    assert OWN_MACHINE.search("https://" + HOSTS[0] + "/simple")
    assert not OWN_MACHINE.search("https://example.org/home/work/")


def tracked() -> list[Path]:
    """Give the files that git keeps; a source archive has none, and then there is nothing to say."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_this_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if OWN_MACHINE.search(line)]
    assert found == []


@pytest.mark.parametrize("lock", ["run", "test"])
def test_a_lock_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "toolkit" / "lock" / f"{lock}.txt").read_text("utf-8")
    assert "://" not in text
    packages = re.split(r"\n(?=[A-Za-z0-9])", text.partition("\n\n")[2] if text.startswith("#") else text)
    assert len(packages) > 20
    assert [each.split()[0] for each in packages if "--hash=sha256:" not in each] == []


def notebook_faults(document: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    """Name what a notebook may not have: logic, outputs, a code cell without a text before it."""
    before = ""
    for cell in document["cells"]:
        source = "".join(cell["source"])  # type: ignore[arg-type]
        if cell["cell_type"] == "code":
            if cell["outputs"] or cell["execution_count"]:
                yield f"{cell['id']}: has outputs"
            if len([line for line in source.splitlines() if line.strip()]) > 3:
                yield f"{cell['id']}: more than three lines"
            if any(isinstance(each, LOGIC) for each in ast.walk(ast.parse(source))):
                yield f"{cell['id']}: has logic"
            if before != "markdown":
                yield f"{cell['id']}: has no text before it"
        before = str(cell["cell_type"])


LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.comprehension)


@pytest.mark.parametrize("notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_has_calls_and_words_only(notebook: Path) -> None:
    assert list(notebook_faults(json.loads(notebook.read_text("utf-8")))) == []


def test_planted_faults_in_a_notebook_are_named() -> None:
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [
        {**code, "id": "a", "source": ["x = 1\n", "y = 2\n", "z = 3\n", "q = 4"]},
        {"cell_type": "markdown", "id": "m", "source": ["words"]},
        {**code, "id": "b", "source": ["if True:\n", "    1"], "outputs": [{}]},
    ]
    assert list(notebook_faults({"cells": cells})) == [
        "a: more than three lines",
        "a: has no text before it",
        "b: has outputs",
        "b: has logic",
    ]
