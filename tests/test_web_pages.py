"""The published set and the documentation site in a browser: narrow screens, what axe-core finds.

``tests/in_a_browser.py`` says what these tests want.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cinpolicy.cli import main
from tests.in_a_browser import ROOT, RULES, axe_finds, chromium, needs_axe, needs_chromium
from tests.in_a_browser import opened_file as opened

NARROW = {"width": 360, "height": 800}
DARK_AND_LIGHT = pytest.mark.parametrize("scheme", ["light", "dark"])
SCROLLED = "document.documentElement.scrollWidth"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One case through one authority, as web pages, since axe takes its time."""
    place = tmp_path_factory.mktemp("published")
    case = ROOT / "scenarios" / "moving_in.yaml"
    words = ["publish", str(case), "-a", "stoke", "--format", "html"]
    result = CliRunner().invoke(main, [*words, "--output", str(place)])
    assert result.exit_code == 0, result.output
    return place


def test_no_published_page_scrolls_sideways_or_fetches_anything(
    browser: Any, published: Path
) -> None:
    files = sorted(published.rglob("*.html"))
    assert len(files) == 6
    for file in files:
        page, wrong = opened(browser, file, file, viewport=NARROW)
        assert (file.name, page.evaluate(SCROLLED), wrong) == (file.name, 360, [])
        page.context.close()


def test_a_table_that_is_wider_than_the_screen_scrolls_by_keyboard(
    browser: Any, published: Path
) -> None:
    page, _ = opened(browser, published / "matrix.html", published, viewport=NARROW)
    table = page.get_by_role("region", name="Visits", exact=False).first
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=table.element_handle())
    assert table.get_by_role("columnheader", name="stoke").count() == 1
    assert table.get_by_role("rowheader").count() == table.locator("tbody tr").count() > 0
    page.context.close()


def test_nothing_is_cut_in_print(browser: Any, published: Path) -> None:
    # A4 lying, less margins of 12 mm: 273 mm at 96 dots an inch.
    screen = {"width": 1031, "height": 700}
    page, _ = opened(browser, published / "matrix.html", published, viewport=screen)
    page.emulate_media(media="print")
    wide = "[...document.querySelectorAll('*')].filter((e) => e.scrollWidth > 1031).length"
    assert page.evaluate(wide) == 0
    page.context.close()


def test_every_page_leads_back_to_the_index(browser: Any, published: Path) -> None:
    for name in ("matrix", "ambiguities", "authorities/stoke"):
        page, _ = opened(browser, published / f"{name}.html", published)
        page.get_by_role("link", name="All cases and procedures").click()
        assert page.url == (published / "index.html").as_uri()
        page.context.close()


@needs_axe
@DARK_AND_LIGHT
@pytest.mark.parametrize("name", ["index", "matrix", "authorities/stoke", "ambiguities"])
def test_axe_finds_nothing_on_a_published_page(
    browser: Any, published: Path, name: str, scheme: str
) -> None:
    file = published / f"{name}.html"
    page, _ = opened(browser, file, published, viewport=NARROW, color_scheme=scheme)
    assert axe_finds(page) == []
    page.context.close()


# --- the documentation site ------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for needed in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(needed, reason="the site needs: pip install 'cinpolicy[docs]'")
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", str(ROOT / "docs"), str(place)]
    subprocess.run(command, check=True, capture_output=True)
    return place


def test_no_page_of_the_site_scrolls_sideways_or_fetches_anything(browser: Any, site: Path) -> None:
    for file in sorted(site.glob("*.html")):
        page, wrong = opened(browser, file, site, viewport=NARROW)
        assert (file.name, page.evaluate(SCROLLED), wrong) == (file.name, 360, [])
        page.context.close()


@needs_axe
@DARK_AND_LIGHT
def test_axe_finds_nothing_on_the_site(browser: Any, site: Path, scheme: str) -> None:
    rules = [rule for rule in RULES if rule != "best-practice"]
    for name in ("index", "reports"):
        file = site / f"{name}.html"
        page, _ = opened(browser, file, site, viewport=NARROW, color_scheme=scheme)
        assert (name, axe_finds(page, rules)) == (name, [])
        page.context.close()
