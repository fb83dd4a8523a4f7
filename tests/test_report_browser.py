"""The web page in a browser: keyboard, scripts off, narrow screens, what axe-core finds.

``tests/in_a_browser.py`` says what these tests want.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from cinpolicy import api
from cinpolicy.reporting.html import as_bytes
from tests.cases import library
from tests.in_a_browser import (
    ROOT,
    axe_finds,
    chromium,
    needs_axe,
    needs_chromium,
    opened_file,
    playwright,
)

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


def wide(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


every_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)


@every_scenario
def test_it_opens_with_no_error_and_fetches_nothing(
    browser: Any, folder: Path, scenario: Path
) -> None:
    narrow = {"width": 360, "height": 800}
    page, wrong = opened(browser, folder, content(scenario), viewport=narrow)
    assert wide(page) == 360
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert wide(page) == 360
    page.context.close()
    assert wrong == []


def test_what_is_open_to_all_is_not_wider_than_other_screens(browser: Any, folder: Path) -> None:
    for width in (320, 768, 769, 1024, 1600):
        page, _ = opened(browser, folder, content(DISABLED), viewport={"width": width, "height": 9})
        assert wide(page) == width
        page.context.close()


@every_scenario
def test_scripts_off_shows_everything(browser: Any, folder: Path, scenario: Path) -> None:
    on, _ = opened(browser, folder, content(scenario))
    off, wrong = opened(browser, folder, content(scenario), java_script_enabled=False)
    assert visible_rows(on) == visible_rows(off) == on.locator("tr.row").count() > 0
    assert on.locator("form.filters").is_visible()
    assert not off.locator("form.filters").is_visible()
    first = off.locator(".sides summary").first
    first.click()
    assert off.locator(".sides details").first.locator("dl").is_visible()
    on.context.close()
    off.context.close()
    assert wrong == []


@every_scenario
def test_filters_work_by_keyboard(browser: Any, folder: Path, scenario: Path) -> None:
    page, wrong = opened(browser, folder, content(scenario))
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


@every_scenario
def test_filters_work_by_mouse(browser: Any, folder: Path, scenario: Path) -> None:
    page, wrong = opened(browser, folder, content(scenario))
    total = visible_rows(page)
    page.get_by_label("Only where they differ").click()
    assert visible_rows(page) == page.locator("tr.row[data-differs=yes]").count() < total
    page.get_by_label("Only where they differ").click()
    for field, value, attribute in (
        ("topics", "review_interval", "data-topics~"),
        ("kind", "role", "data-kind"),
    ):
        page.select_option(f"select[data-by={field}]", value)
        assert visible_rows(page) == page.locator(f"tr.row[{attribute}={value}]").count() > 0
        page.select_option(f"select[data-by={field}]", "")
    page.select_option("select[data-by=kind]", "role")
    page.get_by_role("button", name="Show every row").click()
    page.wait_for_function(f"document.querySelectorAll('tr.row:not([hidden])').length == {total}")
    assert visible_rows(page) == total
    page.context.close()
    assert wrong == []


def test_only_what_is_there_can_be_chosen(browser: Any, folder: Path) -> None:
    """No reviews are visits: with the section of reviews, topics of visits cannot be chosen."""
    page, _ = opened(browser, folder, content(DISABLED))
    visits = page.locator("option[value=visit_interval]")
    assert visits.is_enabled()
    page.select_option("select[data-by=topics]", "visit_interval")
    page.select_option("select[data-by=section]", "Reviews")
    assert not visits.is_enabled()
    assert page.locator("option[value=review_interval]").is_enabled()
    said = page.locator(".shown").inner_text()
    assert re.fullmatch(r"0 of \d+ rows shown: no row is all of what is chosen", said)
    page.context.close()


@every_scenario
def test_explanations_open_by_mouse_by_keyboard_and_all_at_once(
    browser: Any, folder: Path, scenario: Path
) -> None:
    page, wrong = opened(browser, folder, content(scenario))
    first = page.locator(".sides details").first
    assert not first.locator("dl").is_visible()
    first.locator("summary").click()
    assert first.locator("dl").is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert not first.locator("dl").is_visible()
    page.keyboard.press("Space")
    assert first.locator("dl").is_visible()
    page.get_by_role("button", name="Open every explanation").click()
    closed = page.locator(".sides details:not([open])")
    assert closed.count() == 0
    page.keyboard.press("Enter")
    assert closed.count() == page.locator(".sides details").count()
    page.context.close()
    assert wrong == []


VISIT = "td[id='case-1-visit.1-ealing']"


def follow(page: Any) -> None:
    """The link from the timeline's table to Ealing's first visit, by keyboard."""
    page.get_by_text("The timeline as a table").click()
    page.get_by_role("link", name="Visit 1, London Borough of Ealing").focus()
    page.keyboard.press("Enter")


def test_a_date_of_the_timeline_leads_to_its_explanation(browser: Any, folder: Path) -> None:
    page, wrong = opened(browser, folder, content(DISABLED))
    follow(page)
    playwright.expect(page.locator(VISIT)).to_be_in_viewport()
    assert page.locator(f"{VISIT} dl").is_visible()
    assert page.locator(f"{VISIT} > b").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('td').id") == "case-1-visit.1-ealing"
    page.context.close()
    assert wrong == []


def test_a_date_leads_to_its_cell_with_scripts_off(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, folder, content(DISABLED), java_script_enabled=False)
    follow(page)
    playwright.expect(page.locator(VISIT)).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(f"{VISIT} dl").is_visible()
    page.context.close()


def test_a_date_leads_to_its_cell_though_a_filter_hides_it(browser: Any, folder: Path) -> None:
    page, wrong = opened(browser, folder, content(DISABLED))
    total = visible_rows(page)
    page.select_option("select[data-by=section]", "Reviews")
    assert not page.locator(VISIT).is_visible()
    follow(page)
    playwright.expect(page.locator(VISIT)).to_be_in_viewport()
    assert visible_rows(page) == total
    assert page.locator(".shown").inner_text() == f"{total} of {total} rows shown"
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


@pytest.mark.parametrize(
    ("millimetres", "within"),
    [(186, "main > :not(.across), article > :not(.across)"), (273, ".across")],
    ids=["A4 standing", "A4 lying"],
)
def test_nothing_is_cut_in_print(browser: Any, folder: Path, millimetres: int, within: str) -> None:
    """A4 less margins of 12 mm at 96 dots an inch; what is wide is printed lying."""
    width = int(millimetres / 25.4 * 96)
    page, _ = opened(browser, folder, content(DISABLED), viewport={"width": width, "height": 700})
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    looked_at = page.evaluate(
        """within => [...document.querySelectorAll(within)]
            .filter((e) => !e.querySelector(".across"))
            .flatMap((e) => [e, ...e.querySelectorAll("*")])
            .map((e) => [e.getBoundingClientRect().right, e.outerHTML.slice(0, 80)])""",
        within,
    )
    assert len(looked_at) > 100
    assert [text for right, text in looked_at if right > width] == []
    over = """[...document.querySelectorAll(".sides td, .sides th, .scroll")]
        .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80))"""
    assert millimetres == 186 or page.evaluate(over) == []
    page.context.close()


def test_the_names_of_the_authorities_stay_in_sight_and_cover_nothing_with_the_focus(
    browser: Any, folder: Path
) -> None:
    page, _ = opened(browser, folder, content(DISABLED), viewport={"width": 1280, "height": 600})
    page.locator(".sides summary").nth(40).focus()
    box = page.locator(".sides thead th").first.bounding_box()
    assert box["y"] == 0
    for key in ["Shift+Tab"] * 15 + ["Tab"] * 15:
        page.keyboard.press(key)
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        assert top >= box["height"]
    page.context.close()


def test_what_is_written_in_a_path_stays_in_its_frames(browser: Any, folder: Path) -> None:
    page, _ = opened(browser, folder, content(DISABLED))
    written = page.evaluate("""[...document.querySelectorAll(".paths .path")].flatMap((svg) => {
        const inside = (q, b) => q.x <= b.x && q.x + q.width >= b.x + b.width
            && q.y <= b.y && q.y + q.height >= b.y + b.height;
        const frames = [...svg.querySelectorAll("rect")].map((one) => one.getBBox());
        return [...svg.querySelectorAll("text")].map((one) =>
            [one.textContent, frames.some((frame) => inside(frame, one.getBBox()))]);
    })""")
    assert len(written) > 100
    assert [text for text, inside in written if not inside] == []
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
@every_scenario
def test_axe_finds_nothing(browser: Any, folder: Path, scenario: Path) -> None:
    """With everything open, so that it looks at everything."""
    page, _ = opened(browser, folder, content(scenario))
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe_finds(page) == []
    page.context.close()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_axe_finds_nothing_in_several_cases(
    browser: Any, folder: Path, width: int, scheme: str
) -> None:
    screen = {"width": width, "height": 900}
    page, _ = opened(browser, folder, small(*SCENARIOS[:2]), viewport=screen, color_scheme=scheme)
    page.locator("summary:visible").first.click()
    page.locator(".sides summary").first.click()
    assert axe_finds(page) == []
    page.context.close()


@needs_axe
def test_axe_is_heard(browser: Any, folder: Path) -> None:
    """A page with a fault that axe must find, else the tests above would test nothing."""
    page, _ = opened(browser, folder, b"<!doctype html><html><title>x</title><p>x</html>")
    assert "html-has-lang" in {rule for rule, _ in axe_finds(page)}
    page.context.close()
