"""The documentation site is built without a warning, and needs nothing from outside."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

for needed in ("sphinx", "myst_parser", "furo"):
    pytest.importorskip(needed, reason="the site needs: pip install 'cinpolicy[docs]'")

DOCS = Path(__file__).parent.parent / "docs"
FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(?:https?:)?//[^\"]*\""
    r"|<link\b[^>]*\bhref=\"(?:https?:)?//[^\"]*\""
    r"|url\(\s*[\"']?(?:https?:)?//[^)]*\)|@import[^;]*"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", DOCS, place]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return place


def test_every_page_is_in_the_contents(site: Path) -> None:
    shown = (site / "reading.html").read_text("utf-8")
    side = shown[shown.index('class="sidebar-tree"') : shown.index("</aside>")]
    pages = {page.stem for page in DOCS.glob("*.md")} - {"index", "reading"}
    assert {page for page in pages if f'href="{page}.html"' not in side} == set()


def test_nothing_is_fetched_from_outside(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css")]
    assert len(files) > len(list(DOCS.glob("*.md")))
    found = {f: FETCHED.findall(f.read_text("utf-8")) for f in files}
    assert {path.name: what for path, what in found.items() if what} == {}


def test_what_is_fetched_would_be_seen() -> None:
    assert FETCHED.search('<script async src="https://example.org/x.js">')
    assert FETCHED.search('<link rel="preconnect" href="//fonts.example.org">')
    assert FETCHED.search("src: url(https://example.org/font.woff2)")
    assert not FETCHED.search('<a href="https://example.org">')
