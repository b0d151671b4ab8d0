"""Who comes in: the user of this computer, by an address that only they have; no other site, and no other user.

- Every address lies under a folder whose name is a secret of the user's. A browser sends a cookie to every port of a
  machine; the name keeps ours from a server that another user of the machine put beside it.
- The address that Toetssteen gives at its start has a token. It is exchanged at once for a cookie, and replaced in the
  browser's history. The cookie ends with the server, with the browser, and after :data:`DAY` of a day.
- A browser says of each request which site made it (Fetch metadata). What another site asks for is refused before
  anything is done, so that it starts no kernel. A browser too old to say so does not send the cookie for another site.

Rules: what lies outside the folder is answered without its name; a refusal says in both languages what to do.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Awaitable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlparse

from jinja2 import Environment, FileSystemLoader
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.auth.logout import LogoutHandler
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError, RequestHandler, authenticated
from traitlets.config import Config

from toetssteen import plain_file
from toetssteen.store import private

TEMPLATES = Path(__file__).parent / "voila" / "templates" / "toetssteen"
DAY = 0.5
"""Days that a cookie is good for."""
OWN = ("same-origin", "none")
"""What a browser says of a request of our own page, and of an address that somebody typed or opened."""
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",  # who opens a window on a page gets no hold of it
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


def folder() -> str:
    """Return the folder of all addresses, ``/<secret>/``: made once, so that a page finds its server again."""
    kept = private.data_folder() / "address"
    try:
        name = plain_file.read(plain_file.named(kept), 100).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):  # not there yet, or spoilt, as a failing disk does
        name = ""
    if not re.fullmatch(r"[0-9a-f]{32}", name):
        name = secrets.token_hex(16)
        private.write(kept, f"{name}\n".encode("ascii"))
    private.close(kept)
    return f"/{name}/"


def lock(config: Config, token: str) -> None:
    """Set who comes in; cookies of an earlier start are good for nothing."""
    config.ServerApp.update(
        {
            "base_url": folder(),
            "cookie_secret": secrets.token_bytes(32),
            "identity_provider_class": Identity,
            "extra_template_paths": [str(TEMPLATES)],
        }
    )
    cookie = {"samesite": "Strict", "expires_days": None}  # without a day: it ends with the browser
    config.Identity.update(
        {
            "token": token,
            "cookie_options": {**cookie, "httponly": True},
            "get_secure_cookie_kwargs": {"max_age_days": DAY},
            "login_handler_class": SignIn,
        }
    )
    xsrf = {**cookie, "path": config.ServerApp.base_url}
    config.ServerApp.tornado_settings.update({"xsrf_cookie_kwargs": xsrf, "headers": HEADERS})


class Identity(IdentityProvider):
    """Knows the user by the token or the cookie, and refuses what another site asks for."""

    def get_user(self, handler: Any) -> User | Awaitable[User | None] | None:
        """Return who asks.

        Raises
        ------
        HTTPError
            403, if another site does.
        """
        request = handler.request
        if from_elsewhere(request) and not self._arrives(request):
            handler.current_user = handler._jupyter_current_user = None
            raise HTTPError(403, reason="Asked by another site")
        return super().get_user(handler)

    def clear_login_cookie(self, handler: Any) -> None:
        """Take the cookie away from who signs out only: of an old one, another tab may have got the next meanwhile."""
        if isinstance(handler, LogoutHandler):
            super().clear_login_cookie(handler)

    def _arrives(self, request: HTTPServerRequest) -> bool:
        """Return whether somebody opens a page with the token: the start command does, by a file of its own."""
        headers, given = request.headers, request.arguments.get("token", [b""])[-1]
        opened = (request.method, headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest"))
        return opened == ("GET", "navigate", "document") and hmac.compare_digest(given, str(self.token).encode())


def from_elsewhere(request: HTTPServerRequest) -> bool:
    """Return whether a site other than ours had the browser ask; another port of this machine is another site."""
    origin = request.headers.get("Origin") or request.headers.get("Sec-Websocket-Origin")
    foreign = origin is not None and urlparse(origin.lower()).netloc != request.host.lower()
    return foreign or request.headers.get("Sec-Fetch-Site", "none") not in OWN


class SignIn(JupyterHandler):
    """What somebody gets who has no cookie, or an old one: where the address is to be found."""

    @allow_unauthenticated
    def get(self) -> None:
        """Go on to the first page; say what to do where nobody is signed in."""
        if not self.current_user:
            raise HTTPError(401, reason="Not signed in")
        self.redirect(self.default_url)


class Entrance(JupyterHandler):
    """The address with the token: it sets the cookie and goes on to the address without.

    It is no redirect: of one that began at another site, or at the file of the start command, a browser does not send
    on the cookie that was just set.
    """

    @property
    def content_security_policy(self) -> str:
        """Return what this page may load."""
        return "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"

    @authenticated
    def get(self) -> None:
        """Go on, in the place of this address in the browser's history."""
        self.identity_provider.set_login_cookie(self, self.current_user)
        kept = [given for given in parse_qsl(self.request.query, keep_blank_values=True) if given[0] != "token"]
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")
        self.write(
            self.render_template("entrance.html", to=self.request.path + ("?" + urlencode(kept) if kept else ""))
        )


class Outside(RequestHandler):
    """An address that is not ours, as of another start under another user: says so, and not what ours is."""

    def prepare(self) -> None:
        """Answer, whatever is asked for."""
        self.set_status(404)
        page = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template("error.html")
        self.finish(page.render(status_code="outside", status_message="404", base_url=None))


class _Arrives(Matcher):
    """What a browser opens with a token, and each page that is."""

    def __init__(self, page: str) -> None:
        self._page = re.compile(page)

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        shown = "text/html" in request.headers.get("Accept", "") or self._page.fullmatch(request.path)
        return {} if request.method == "GET" and "token" in request.arguments and shown else None


class _Outside(Matcher):
    def __init__(self, base: str) -> None:
        self._base = base

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if request.path.startswith(self._base) else {}


def hang(server: ServerApp, page: str) -> None:
    """Put the doors before all else that is served; ``page`` is the pattern of the addresses of pages."""
    app = server.web_app
    base = app.settings["base_url"]
    app.default_router.rules[:0] = [Rule(_Outside(base), Outside), Rule(_Arrives(page), Entrance)]
