"""Who else knocks: a page of another site, an old cookie, another user of the machine. Each is tried, and gets nothing.

The page of another site knows more here than it can: the whole address of a page, but for the token.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.server import Server, serving, workspace
from tests.browser.test_server import WIDGET, write
from tests.browser.walk import data_of
from tornado.web import create_signed_value

PAGE = "/voila/render/notebooks/proof.ipynb"
TRIED = """async ({ page, api, socket }) => {
  const got = {};
  const within = (ask) => Promise.race([ask, new Promise((done) => setTimeout(() => done("nothing came"), 4000))]);
  const read = async (name, url, given) => {
    const told = async (answer) => `${answer.type} ${await answer.text()}`;
    got[name] = await fetch(url, given).then(told, () => "refused");
  };
  await read("fetch", page, { credentials: "include" });
  await read("fetch, not read", page, { credentials: "include", mode: "no-cors" });
  await read("api", api, { credentials: "include" });
  await read("new kernel", api, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" });
  const load = (tag, at) => within(new Promise((done) => {
    const node = document.createElement(tag);
    node.onload = () => {
      try { done(node.contentDocument ? `empty ${node.contentDocument.body.innerText}` : "not to be read"); }
      catch { done("not to be read"); }
    };
    node.onerror = () => done("refused");
    node[at] = page;
    document.body.append(node);
  }));
  got.image = await load("img", "src");
  got.script = await load("script", "src");
  got.frame = await load("iframe", "src");
  got.socket = await within(new Promise((done) => {
    const line = new WebSocket(socket);
    line.onopen = () => done("open");
    line.onerror = () => done("refused");
  }));
  return got;
}"""


@pytest.fixture
def elsewhere() -> Iterator[tuple[int, list[str]]]:
    """Serve an empty page of somebody else's on this machine; give its port, and the cookies that it was sent."""
    cookies: list[str] = []

    class Else(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>elsewhere</title><body>")

        def log_message(self, *_: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Else)
    Thread(target=running.serve_forever, daemon=True).start()
    yield running.server_port, cookies
    running.shutdown()
    running.server_close()


def signed_in(server: Server, page: Page) -> str:
    """Open a page as its user does; give the id of its kernel."""
    write(server, "proof", WIDGET)
    page.goto(server.page("proof"))
    page.get_by_role("button", name="Druk").wait_for()
    return page.locator("body").get_attribute("data-kernel-id") or "?"


def ids(server: Server) -> set[str]:
    return {each["id"] for each in server.kernels()}


def asked(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    """Ask the port of a server as any program can; an underscore in the name of a header stands for a hyphen."""
    with closing(http.client.HTTPConnection("127.0.0.1", urlsplit(server.base).port or 0, timeout=10)) as line:
        line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer.status, f"{answer.headers}{answer.read().decode()}"


def cookie_of(context: BrowserContext) -> dict[str, Any]:
    [kept] = [dict(each) for each in context.cookies() if str(each["name"]).startswith("username-")]
    return kept


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_site_reads_nothing_and_starts_no_kernel(
    server: Server, page: Page, elsewhere: tuple[int, list[str]], host: str
) -> None:
    kernel = signed_in(server, page)
    before, (port, cookies) = ids(server), elsewhere
    evil = page.context.new_page()
    evil.goto(f"http://{host}:{port}/")
    api = f"{server.base}/api/kernels"
    socket = f"{api}/{kernel}/channels".replace("http:", "ws:")
    got = evil.evaluate(TRIED, {"page": server.base + PAGE, "api": api, "socket": socket})
    assert set(got.values()) <= {"refused", "opaque ", "not to be read", "nothing came"}, got
    assert got["socket"] == "refused"
    with evil.expect_popup() as opened:
        evil.evaluate("page => { window.hold = window.open(page); }", server.base + PAGE)
    expect(opened.value.get_by_role("heading", name="Een andere site vroeg om deze pagina")).to_be_visible()
    assert evil.evaluate("() => { try { return window.hold.document.title } catch { return null } }") in (None, "")
    form = "url => { const form = document.createElement('form'); form.method = 'post'; form.action = url;"
    with evil.expect_navigation():
        evil.evaluate(f"{form} document.body.append(form); form.submit(); }}", api)
    assert ids(server) == before
    assert cookies
    assert "username" not in "".join(cookies)
    opened.value.get_by_role("link").click()  # who wanted to be there goes on
    expect(opened.value.locator("#ts-content")).to_be_visible()


def test_what_another_address_or_an_old_browser_asks_is_refused(server: Server, page: Page) -> None:
    signed_in(server, page)
    cookie = cookie_of(page.context)
    mine = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    own, before = urlsplit(server.base), ids(server)
    path, api = own.path + PAGE, own.path + "/api/kernels"
    assert asked(server, api, **mine)[0] == 200  # a program that says nothing, with the cookie: it is the user's
    tried = {
        "another site": {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"},
        "another port": {"Sec_Fetch_Site": "same-site"},
        "a browser without Fetch metadata": {"Origin": "https://elsewhere.example"},
        "no origin at all": {"Origin": "null"},
        "a name that leads here (DNS rebinding)": {"Host": f"elsewhere.example:{own.port}"},
    }
    for name, headers in tried.items():
        for at in (path, api):
            assert asked(server, at, **mine, **headers)[0] == 403, (name, at)
        assert asked(server, path + "?token=guessed", **headers)[0] in (401, 403), name
    assert asked(server, api, "POST", **mine)[0] == 403  # no proof that a page of ours asks
    assert ids(server) == before


def test_the_address_with_the_token_is_exchanged_for_a_cookie_that_is_kept_close(server: Server, page: Page) -> None:
    signed_in(server, page)
    cookie = cookie_of(page.context)
    kept = {name: cookie[name] for name in ("httpOnly", "sameSite", "path", "expires")}
    assert kept == {"httpOnly": True, "sameSite": "Strict", "path": urlsplit(server.base).path + "/", "expires": -1}
    assert server.token not in page.url + page.evaluate("document.referrer")
    status, lab = asked(server, urlsplit(server.base).path + "/lab", Cookie=f"{cookie['name']}={cookie['value']}")
    assert (status, server.token in lab) == (200, False), "who read it there would come in when the cookie has ended"
    assert {"jupyter_cookie_secret"} & {path.name for path in (data_of(server) / "runtime").iterdir()} == set()


def test_the_file_of_the_start_command_opens_a_page(server: Server, page: Page, tmp_path: Path) -> None:
    write(server, "proof", WIDGET)
    opening = tmp_path / "open.html"
    opening.write_text(f'<meta http-equiv="refresh" content="0; url={server.page("proof")}#here">', encoding="utf-8")
    page.goto(opening.as_uri(), wait_until="commit")
    page.get_by_role("button", name="Druk").wait_for()
    assert page.url == f"{server.base}{PAGE}#here"


@pytest.mark.parametrize("how", ["of another start", "of nobody"])
def test_an_old_cookie_is_refused_with_what_to_do(server: Server, page: Page, how: str) -> None:
    name = re.sub(r"\W", "-", f"username-127.0.0.1:{urlsplit(server.base).port}")
    user = json.dumps({"username": "u", "name": "u", "display_name": "u", "initials": "U", "color": None})
    value = create_signed_value("a secret of another start", name, user).decode() if how == "of another start" else "x"
    page.context.add_cookies([{"name": name, "value": value, "url": server.base + "/"}])
    before = ids(server)
    page.goto(server.base + PAGE)
    expect(page.get_by_role("heading", name="U bent niet aangemeld")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Open the address that Toetssteen gave when it started")
    assert ids(server) == before
    assert cookie_of(page.context)["value"] == value  # not taken away: another tab may have got a new one meanwhile


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="what others see of a process is in /proc")
def test_another_user_of_the_machine_finds_neither_address_nor_token(server: Server, page: Page) -> None:
    signed_in(server, page)
    folder = urlsplit(server.base).path
    for process in (psutil.Process(server.process.pid), *psutil.Process(server.process.pid).children(recursive=True)):
        seen = " ".join(process.cmdline())
        assert not [secret for secret in (server.token, folder) if secret in seen], seen
    for path in ("/", "/voila", PAGE, "/api", "/api/kernels", "/login", "/static/x", "/favicon.ico", f"{folder}x/"):
        status, said = asked(server, path)
        assert (status, folder in said) == (404, False), path
        assert "Open het adres dat Toetssteen bij het starten noemde" in said
    for kept in (data_of(server), *data_of(server).rglob("*/")):
        assert kept.stat().st_mode & 0o077 == 0, kept
    for line in (data_of(server) / "runtime").glob("kernel-*.json"):
        assert json.loads(line.read_text("utf-8")).get("curve_publickey"), "others could listen to this kernel"


@pytest.mark.skipif(
    not Path("/proc/self/environ").exists() or os.geteuid() != 0, reason="only an administrator can be another user"
)
def test_another_user_of_the_machine_reads_no_process_and_no_file(server: Server, page: Page) -> None:
    kernel = server.process_of(signed_in(server, page)).pid
    places = [f"/proc/{pid}/{name}" for pid in (server.process.pid, kernel) for name in ("environ", "fd", "maps")]
    places += [str(path) for path in (data_of(server), *data_of(server).rglob("*")) if path.is_dir() or path.is_file()]
    tried = 'while read -r at; do if [ -d "$at" ]; then ls -a "$at"; else head -c 9 "$at"; fi 2>/dev/null; done; true'

    def found(**user: Any) -> str:
        told = {"input": "\n".join(places), "capture_output": True, "text": True, "errors": "replace"}
        return str(subprocess.run(["/bin/sh", "-c", tried], check=True, **told, **user).stdout)

    assert found(user=65534, group=65534, extra_groups=[]) == ""
    assert "jpserver-" in found(), "its own user does"


def test_there_are_so_many_pages_and_who_is_away_gives_a_place_back(
    tmp_path_factory: pytest.TempPathFactory, page: Page
) -> None:
    limits = ("--Kernels.most=1", "--Kernels.quiet_timeout=7", "--MappingKernelManager.cull_interval=1")
    with serving(workspace(tmp_path_factory.mktemp("few") / "workspace"), *limits) as few:
        page.clock.install()
        page.goto(few.page("00_start"))
        page.locator("#title").fill("Nog niet verzonden")
        kernel = page.locator("body").get_attribute("data-kernel-id")
        other = page.context.new_page()
        other.goto(few.base + "/voila/render/notebooks/11_criteria.ipynb")
        expect(other.get_by_role("heading", name="te veel pagina’s open")).to_be_visible()
        expect(other.get_by_role("main")).to_contain_text("Close a page of Toetssteen that you do not use")
        assert "Traceback" not in other.content()
        assert [each["id"] for each in few.kernels()] == [kernel]
        other.close()
        page.clock.fast_forward("01:01:00")
        expect(page.locator("#trouble")).to_contain_text("Deze pagina rust")
        assert few.kernels() == []
        page.mouse.move(10, 10)
        expect(page.locator("html")).to_have_attribute("data-kernel", "alive")
        expect(page.locator("#title")).to_have_value("Nog niet verzonden")
        assert page.locator("body").get_attribute("data-kernel-id") != kernel
