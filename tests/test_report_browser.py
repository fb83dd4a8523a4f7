"""The web page in a browser: keyboard, scripts off, narrow screens, what axe-core finds.

``tests/in_a_browser.py`` says what these tests want.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cinpolicy import api
from cinpolicy.reporting.html import as_bytes
from tests.cases import library
from tests.in_a_browser import ROOT, axe_finds, chromium, needs_axe, needs_chromium, opened_file

SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
DISABLED = ROOT / "scenarios" / "disabled_child.yaml"

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@cache
def content(
    *scenarios: Path, authorities: tuple[str, ...] = (), every_reading: bool = False
) -> bytes:
    made = api.report(
        scenarios,
        authorities,
        every_reading=every_reading,
        command="the line",
        library=library(),
    )
    return as_bytes(made)


def opened(browser: Any, folder: Path, written: bytes, **context: Any) -> tuple[Any, list[str]]:
    """The page in a new window, and what went wrong or was asked for beyond the file."""
    file = folder / "report.html"
    file.write_bytes(written)
    return opened_file(browser, file, file, **context)


def visible_rows(page: Any) -> int:
    return int(page.locator("tr.row:visible").count())


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_opens_with_no_error_and_fetches_nothing(
    browser: Any, folder: Path, scenario: Path
) -> None:
    narrow = {"width": 360, "height": 800}
    page, wrong = opened(browser, folder, content(scenario), viewport=narrow)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
    assert wrong == []


def test_what_is_open_to_all_is_not_wider_than_other_screens(browser: Any, folder: Path) -> None:
    for width in (320, 768, 769, 1024, 1600):
        page, _ = opened(browser, folder, content(DISABLED), viewport={"width": width, "height": 9})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.context.close()


def test_scripts_off_shows_everything(browser: Any, folder: Path) -> None:
    on, _ = opened(browser, folder, content(DISABLED))
    off, _ = opened(browser, folder, content(DISABLED), java_script_enabled=False)
    assert visible_rows(on) == visible_rows(off) == on.locator("tr.row").count() > 0
    assert on.locator("form.filters").is_visible()
    assert not off.locator("form.filters").is_visible()
    first = off.locator(".sides summary").first
    first.click()
    assert off.locator(".sides details").first.locator("dl").is_visible()
    on.context.close()
    off.context.close()


def test_filters_work_by_keyboard(browser: Any, folder: Path) -> None:
    page, wrong = opened(browser, folder, content(DISABLED))
    total = visible_rows(page)
    page.locator("#case-1-by-section").focus()
    page.keyboard.type("Reviews")
    assert page.locator("tbody:visible tr.section").all_inner_texts() == ["Reviews"]
    shown = visible_rows(page)
    assert 0 < shown < total
    assert page.locator(".shown").inner_text() == f"{shown} of {total} rows shown"
    page.keyboard.press("Home")
    assert visible_rows(page) == total
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert visible_rows(page) == page.locator("tr.row[data-differs=yes]").count() < total
    page.keyboard.press("Space")
    assert visible_rows(page) == total
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize(
    ("field", "value", "attribute"),
    [("topics", "visit_interval", "data-topics~"), ("kind", "role", "data-kind")],
)
def test_topic_and_kind_keep_the_rows_that_have_them(
    browser: Any, folder: Path, field: str, value: str, attribute: str
) -> None:
    page, _ = opened(browser, folder, content(DISABLED))
    page.select_option(f"select[data-by={field}]", value)
    expected = page.locator(f"tr.row[{attribute}={value}]").count()
    assert visible_rows(page) == expected > 0
    page.context.close()


def test_explanations_open_by_keyboard_and_all_at_once(browser: Any, folder: Path) -> None:
    page, wrong = opened(browser, folder, content(DISABLED))
    first = page.locator(".sides details").first
    assert not first.locator("dl").is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator("dl").is_visible()
    page.get_by_role("button", name="Open every explanation").click()
    closed = page.locator(".sides details:not([open])")
    assert closed.count() == 0
    page.keyboard.press("Enter")
    assert closed.count() == page.locator(".sides details").count()
    page.context.close()
    assert wrong == []


def test_whoever_goes_by_keyboard_sees_where_they_are(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, folder, content(DISABLED))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(30):
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    page.context.close()


def test_nothing_is_cut_in_print(browser: Any, folder: Path) -> None:
    # A4 lying, less margins of 12 mm: 273 mm at 96 dots an inch.
    page, _ = opened(browser, folder, content(DISABLED), viewport={"width": 1031, "height": 700})
    page.emulate_media(media="print")
    wide = """[...document.querySelectorAll("main *")]
        .filter((e) => e.getBoundingClientRect().right > 1031).length"""
    assert page.evaluate(wide) == 0
    over = """[...document.querySelectorAll(".sides td, .sides th, .scroll")]
        .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80))"""
    assert page.evaluate(over) == []
    page.context.close()


@cache
def small(*scenarios: Path) -> bytes:
    """A page with every kind of element and a tenth of the rows, since axe takes its time."""
    made = api.report(scenarios, ["kent", "stoke"], library=library())
    cases = tuple(
        evolve(case, comparison=evolve(case.comparison, rows=case.comparison.rows[::10]))
        for case in made.cases
    )
    return as_bytes(evolve(made, cases=cases, command="the line"))


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("number", "width"), [(1, 1600), (2, 360)])
def test_axe_finds_nothing(
    browser: Any, folder: Path, number: int, width: int, scheme: str
) -> None:
    screen = {"width": width, "height": 900}
    written = small(*SCENARIOS[:number])
    page, _ = opened(browser, folder, written, viewport=screen, color_scheme=scheme)
    page.locator("summary:visible").first.click()
    page.locator(".sides summary").first.click()
    assert axe_finds(page) == []
    page.context.close()
