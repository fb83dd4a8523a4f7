"""The templates filled in. Whatever comes from a file is escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cinpolicy.reporting.html.page import Page

_PACKAGE = "cinpolicy.reporting.html"


def filled(page: Page) -> str:
    """The page as HTML.

    Its style and script are named to the browser by their hashes, and it may run, show and
    fetch nothing else: also what should slip through the escaping stays without effect.
    """
    style, script = _part("page.css"), _part("page.js")
    template = _environment().get_template("page.html.j2")
    return template.render(
        page=page,
        style=Markup(style),  # noqa: S704  (our own file, which no report has a part in)
        script=Markup(script),  # noqa: S704
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


@cache
def _environment() -> Environment:
    """The templates, which take longer to read in than to fill in: once for several pages."""
    return Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _part(name: str) -> str:
    """A part of the page that stands in it as it is; its line ends are the same everywhere."""
    return (files(_PACKAGE) / "templates" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
