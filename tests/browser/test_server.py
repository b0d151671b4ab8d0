"""The server: one address for forms and JupyterLab, no token in a kernel, nothing from elsewhere, and its end said."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect
from tests.browser.server import SECRET, Server, serving
from tests.browser.walk import data_of

WIDGET = """import anywidget, traitlets
class Proof(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
        const button = document.createElement("button"); button.textContent = "Druk";
        button.onclick = () => model.send({}); model.on("msg:custom", (said) => { button.textContent = said.text; });
        el.append(button); } }'''
    def __init__(self):
        super().__init__()
        self.on_msg(lambda *_: self.send({"text": "Klaar"}))
Proof()"""


def write(server: Server, name: str, code: str) -> None:
    """Put a notebook of one cell into the workspace."""
    cells = [nbformat.v4.new_code_cell(code, id="one")]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={**kernel, "title": "Proef & <b>"})
    nbformat.write(notebook, server.workspace / "notebooks" / f"{name}.ipynb")


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
def test_files_with_the_token_lie_where_nobody_else_comes(server: Server) -> None:
    kept = data_of(server) / "runtime"
    assert kept.stat().st_mode & 0o777 == 0o700
    assert [each for each in kept.iterdir() if server.token in each.read_text("utf-8", "replace")]
    assert not list(data_of(server).parent.rglob("share/jupyter/runtime/*"))


def test_a_page_opens_from_one_address_and_asks_nothing_elsewhere(server: Server, page: Page) -> None:
    write(server, "proof", WIDGET)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    with page.expect_response(lambda answer: answer.url.endswith("proof.ipynb?assessment=a+b")) as answer:
        page.goto(server.page("proof", "assessment=a+b"))
    assert "default-src 'self'" in answer.value.headers["content-security-policy"]
    page.get_by_role("button", name="Druk").wait_for()
    page.evaluate("window.dispatchEvent(new Event('beforeunload'))")  # as of who is asked, and stays
    page.get_by_role("button", name="Druk").click()
    expect(page.get_by_role("button", name="Klaar")).to_be_visible()
    expect(page.get_by_text("Toetssteen opent")).to_have_count(0)
    expect(page.get_by_role("main")).to_have_count(1)
    assert page.url == f"{server.base}/voila/render/notebooks/proof.ipynb?assessment=a+b"
    assert page.evaluate("history.length") == 2  # this page, and the empty one of the test: none with the token
    assert page.title() == "Proef & <b>"
    assert page.locator("html").get_attribute("lang") == "nl"
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []
    assert faults == []


def test_no_kernel_is_told_the_token(server: Server, page: Page) -> None:
    began = "open('/proc/self/environ').read()"  # what the process was started with, whatever it changed since
    write(server, "env", f"import json, os\nprint(json.dumps(dict(os.environ, BEGAN={began})))")
    page.goto(server.page("env", "assessment=x"))
    told = json.loads(page.locator("main pre").inner_text())
    assert told["QUERY_STRING"] == "assessment=x"
    assert "TOETSSTEEN_DATA" in told["BEGAN"]
    for secret in (server.token, SECRET):
        assert secret not in json.dumps(told)


def test_the_kernel_of_a_page_holds_nothing_of_the_server(server: Server, page: Page) -> None:
    write(server, "imported", "import sys\nprint(*{name.partition('.')[0] for name in sys.modules})")
    page.goto(server.page("imported"))
    imported = set(page.locator("main pre").inner_text().split())
    assert {"ipykernel", "toetssteen"} <= imported
    assert imported & {"jupyter_server", "voila", "nbconvert", "numpy", "pandas", "plotly"} == set()


def test_an_error_is_said_without_running_its_text(server: Server, page: Page) -> None:
    write(server, "fails", "raise ValueError('<img src=x onerror=\"window.hit=1\">')")
    page.goto(server.page("fails"))
    expect(page.get_by_role("alert")).to_contain_text("kan niet worden geopend")
    expect(page.get_by_role("alert")).to_contain_text("ValueError: <img")
    assert page.evaluate("window.hit") is None


@pytest.mark.nightly
def test_a_killed_kernel_is_said_and_a_reload_helps(server: Server, page: Page) -> None:
    write(server, "proof", WIDGET)
    page.goto(server.page("proof"))
    page.get_by_role("button", name="Druk").wait_for()
    server.kill_kernel(page.locator("body").get_attribute("data-kernel-id") or "?")
    expect(page.get_by_role("alert")).to_contain_text("Laad haar opnieuw", timeout=10_000)
    assert page.locator("html").get_attribute("data-kernel") == "dead"
    page.get_by_role("button", name="Opnieuw laden").click()
    page.get_by_role("button", name="Druk").click()
    expect(page.get_by_role("button", name="Klaar")).to_be_visible()


def test_the_server_is_closed_to_who_has_no_token(server: Server) -> None:
    assert status(server.base + "/voila/render/notebooks/04_compare.ipynb") == 401
    assert status(server.base + "/api/kernels") == 403
    assert server.base.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "path",
    ["/voila/tree/", "/voila/api/contents/", "/voila/files/pyproject.toml", "/api/terminals", "/voila",
     "/voila/render/assessments/evil.ipynb", "/voila/render/notebooks/../assessments/evil.ipynb"],
)  # fmt: skip
def test_what_a_page_does_not_need_is_not_served(server: Server, path: str) -> None:
    (server.workspace / "assessments" / "evil.ipynb").write_text("{}", encoding="utf-8")
    assert status(f"{server.base}{path}?token={server.token}") == 404


@pytest.mark.nightly
def test_jupyterlab_opens_quietly_on_the_same_server(server: Server, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.base}/lab/tree/notebooks/04_compare.ipynb?token={server.token}")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=20_000)
    page.wait_for_timeout(1000)
    assert page.locator(".Toastify__toast, .jp-Dialog").count() == 0
    assert page.locator("[data-id='extensionmanager.main-view']").count() == 0
    assert [each for each in asked if not each.startswith((server.base, "data:", "blob:"))] == []


@pytest.mark.nightly
def test_a_new_workspace_is_served_beside_another_and_a_stopped_server_is_said(
    server: Server, tmp_path: Path, page: Page
) -> None:
    quick = ("--Kernels.page_timeout=1", "--MappingKernelManager.cull_interval=1")
    with serving(tmp_path / "new", *quick, JUPYTER_TOKEN="given") as new:
        first = "00_start" if (new.workspace / "notebooks" / "00_start.ipynb").is_file() else "04_compare"
        assert f"{new.base}/voila/render/notebooks/{first}.ipynb?token=given" in new.said
        assert new.base != server.base
        assert (new.workspace / "assessments" / "example-chat-channel" / "log").is_dir()
        write(new, "proof", WIDGET)
        other = page.context.new_page()
        for each in (other, page):
            each.goto(new.page("proof"))
            each.get_by_role("button", name="Druk").wait_for()
        assert len(new.kernels()) == 2
        other.close()
        for _ in range(40):
            if len(new.kernels()) == 1:
                break
            page.wait_for_timeout(250)
        page.wait_for_timeout(2500)
        assert [each["id"] for each in new.kernels()] == [page.locator("body").get_attribute("data-kernel-id")]
        assert new.stop() == 0
        assert new.process.stdout is not None
        assert new.process.stdout.read() == ""
        expect(page.get_by_role("alert")).to_contain_text("Toetssteen is gestopt", timeout=12_000)
