"""The pages' scripts without a browser: what they work out, and that a page's files cannot get in each other's way."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import toetssteen
from toetssteen.language import LANGUAGES, Language, money, number, percent, readings
from toetssteen.model.base import plain
from toetssteen.scoring.outlook.compensation import power_means, power_of
from toetssteen.web import form

PACKAGE = Path(toetssteen.__file__).parent
HERE = Path(__file__).parent
PAGES = sorted(path.parent.name for path in PACKAGE.glob("pages/*/page.js"))
SCORES = np.array([[100.0, 0.0, 50.0], [66.25, 70.5, 12.125], [1e-3, 99.0, 40.0], [80.0, 80.0, 80.0]])
POINTS = [["100", "70", "5"], ["14/58", "29/58", "15/58"], ["1/3", "1", "0,5"], ["0", "7.000000000000001", "2"]]
TYPED = [
    *(
        "120.000",
        "120,000",
        "120.000,50",
        "120,000.50",
        "€ 1.250",
        "€1.250,-",
        "EUR 1,250.--",
        "1 200",
        "1\N{NO-BREAK SPACE}200,5",
    ),
    *(
        "1.250",
        "1,250",
        "0.125",
        "0,125",
        "12.5%",
        "-3,5",
        "€ -0",
        "007",
        ".5",
        "1.250.000",
        "1.250,000",
        "1234.567",
        "5 euro",
        "21 %",
    ),
    *(
        "",
        " ",
        ".",
        "5.",
        "-",
        "€",
        "1.2.3",
        "12 00",
        "1e5",
        "1/3",
        "NaN",
        "٣",
        "1.25.000",
        "120.000.00",
        "1" * 18,
        "1" * 19,
        "a1",
    ),
]
WEIGHTS = np.array([0.5, 0.3, 0.2])


def node(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run node, which comes with npm; a machine without it fails, for a check that skips itself is no check."""
    program = shutil.which("node")
    assert program, "there is no node: install npm"
    command = [program, *words]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **env}, check=False, timeout=120)


def portioned(given: list[str], language: Language) -> dict[str, object]:
    """Work out what points add up to, and the part of each."""
    points = [Fraction(text.replace(",", ".")) for text in given]
    whole = sum(points, Fraction(0))
    shares = [percent(part * 100 / whole, language) for part in points]
    return {"given": given, "language": language, "shares": shares, "sum": percent(whole, language)}


def read(text: str, language: Language, amount: bool) -> dict[str, object]:
    """Read what somebody typed, and write each reading as the reader does."""
    found = [Decimal(plain(value)) for value in readings(text, language, amount=amount)]
    euro = [money(value.quantize(Decimal("0.01")) if value % 1 else value, language) for value in found]
    shown = euro if amount else [number(value, language) for value in found]
    return {"given": text, "language": language, "amount": amount, "read": [*map(str, found)], "shown": shown}


def means(power: float) -> list[tuple[list[float], float]]:
    """Work out of each row of scores its mean."""
    return list(zip(SCORES.tolist(), power_means(SCORES, WEIGHTS, power).tolist(), strict=True))


def test_what_scripts_work_out(tmp_path: Path) -> None:
    weights = WEIGHTS.tolist()
    dial = [
        {"dial": n / 100, "power": None if n == 100 else power_of(n / 100), "scores": scores, "mean": mean}
        for n in range(101)
        for scores, mean in means(power_of(n / 100))
    ]
    near = [
        {"power": power, "scores": scores, "mean": mean}
        for power in (0.0, 9e-7, -9e-7, 1e-9)
        for scores, mean in means(power)
    ]
    expected = {
        name: [{**each, "weights": weights} for each in rows] for name, rows in (("dial", dial), ("near", near))
    }
    expected["portions"] = [portioned(given, language) for given in POINTS for language in LANGUAGES]
    both = [(language, amount) for language in LANGUAGES for amount in (True, False)]
    expected["typed"] = [read(text, language, amount) for text in TYPED for language, amount in both]
    (tmp_path / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    done = node("--test", str(HERE / "kit.test.mjs"), EXPECTED=str(tmp_path / "expected.json"), TZ="UTC")
    assert done.returncode == 0, done.stdout
    assert "# fail 0" in done.stdout


@pytest.mark.parametrize("name", PAGES)
def test_the_module_of_a_page_is_one_file_that_loads(name: str, tmp_path: Path) -> None:
    text = form.module(name)
    assert "import " not in re.sub(
        r"await import\(|\bimport\(", "", re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
    )
    (tmp_path / "page.mjs").write_text(text, encoding="utf-8")
    (tmp_path / "load.mjs").write_text(
        'import page from "./page.mjs"; if (typeof page.render !== "function") throw new Error("no render");',
        encoding="utf-8",
    )
    done = node(str(tmp_path / "load.mjs"))
    assert done.returncode == 0, done.stderr


def planted(tmp_path: Path, **scripts: str) -> Path:
    """Write scripts of a page and of the kit."""
    for name, text in scripts.items():
        path = tmp_path / ("kit" if name == "kit" else "pages") / f"{name}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_two_files_of_a_page_may_use_one_name(tmp_path: Path) -> None:
    package = planted(
        tmp_path,
        kit="const name = 'kit';\nexport const kit = () => name;\n",
        part='import { kit } from "../kit/kit.js";\nconst name = "part";\nexport const part = () => kit() + name;\n',
        page='import { kit } from "../kit/kit.js";\nimport { part } from "./part.js";\n'
        'const name = "page";\nexport const render = () => kit() + part() + name;\n',
    )
    text = form.bundle(package, "pages/page.js")
    assert text.count("'kit'") == 1  # what two files import is there once
    (tmp_path / "page.mjs").write_text(text, encoding="utf-8")
    (tmp_path / "show.mjs").write_text('import page from "./page.mjs"; console.log(page.render());', encoding="utf-8")
    assert node(str(tmp_path / "show.mjs")).stdout == "kitkitpartpage\n"


def test_a_name_that_is_declared_twice_in_a_file_and_a_circle_are_found(tmp_path: Path) -> None:
    twice = planted(tmp_path, page="const name = 1;\nconst name = 2;\nexport const render = () => name;\n")
    (tmp_path / "page.mjs").write_text(form.bundle(twice, "pages/page.js"), encoding="utf-8")
    assert "already been declared" in node("--check", str(tmp_path / "page.mjs")).stderr
    circle = planted(
        tmp_path,
        page='import { part } from "./part.js";\nexport const render = () => part;\n',
        part='import { render } from "./page.js";\nexport const part = () => render;\n',
    )
    with pytest.raises(ValueError, match="imports itself"):
        form.bundle(circle, "pages/page.js")
