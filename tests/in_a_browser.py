"""What tests in a browser share: where Chromium and axe-core are, and a page opened in it.

They want Chromium on the computer (``apt-get install chromium``, or its place in
``CINPOLICY_CHROMIUM``), ``pip install -e ".[browser]"``, and for the accessibility check axe-core
(``npm install axe-core`` in the project's folder, or the place of its ``axe.min.js`` in
``CINPOLICY_AXE``). What is missing skips the tests that need it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no playwright: pip install 'cinpolicy[browser]'"
)

ROOT = Path(__file__).parent.parent
CHROMIUM = os.environ.get("CINPOLICY_CHROMIUM") or shutil.which("chromium")
AXE = Path(os.environ.get("CINPOLICY_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None,
    reason="no Chromium: apt-get install chromium, or name its place in CINPOLICY_CHROMIUM",
)
needs_axe = pytest.mark.skipif(
    not AXE.is_file(),
    reason="no axe-core: npm install axe-core, or name its axe.min.js in CINPOLICY_AXE",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """Chromium, running."""
    with playwright.sync_playwright() as running:
        # Chromium refuses its own sandbox to root, as whom tests run in a container.
        made = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


def opened_file(browser: Any, file: Path, within: Path, **context: Any) -> tuple[Any, list[str]]:
    """A file in a new window, and what went wrong or was asked for beyond a file or folder."""
    page = browser.new_context(**context).new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda one: one.url.startswith(within.as_uri()) or wrong.append(one.url))
    page.on("requestfailed", lambda one: wrong.append(one.url))
    page.goto(file.as_uri())
    return page, wrong


def axe_finds(page: Any, rules: list[str] = RULES) -> list[tuple[str, str]]:
    """The violations that axe-core finds, each with the first place where it is."""
    page.evaluate(AXE.read_text("utf-8"))
    how = "{runOnly: rules, preload: false, resultTypes: ['violations']}"
    found = page.evaluate(f"rules => axe.run(document, {how})", rules)
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
