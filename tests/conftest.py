"""Options and fixtures shared by the tests."""

import pytest
from hypothesis import settings

collect_ignore = ["invalid"]
"""Files that are wrong on purpose: the package's own plugin for pytest would collect some."""

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="write tests/snapshots and the README's output anew; then look at the diff",
    )


@pytest.fixture
def update_snapshots(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-snapshots"))
