"""The documentation site: ``python -m sphinx -W docs site`` (extra ``docs``).

The pages are the same that can be read without it. The contents at the side are taken from the
lists of ``index.md``, so that they stand in one place.
"""

import re
from importlib import metadata
from typing import Any

from sphinx.application import Sphinx

project = "cinpolicy"
release = metadata.version("cinpolicy")
html_title = f"cinpolicy {release}"
extensions = ["myst_parser"]
myst_heading_anchors = 4
exclude_patterns = ["examples"]
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
PAGE = re.compile(r"\]\((\w+)\.md\)")


def contents(index: str) -> str:
    """A hidden table of contents a section of the index, each page where it is named first."""
    parts, seen = SECTION.split(index)[1:], set()
    made = []
    for caption, said in zip(parts[::2], parts[1::2], strict=True):
        pages = [page for page in dict.fromkeys(PAGE.findall(said)) if page not in seen]
        seen.update(pages)
        options = [f":caption: {caption}", ":hidden:", ""]
        made.append("\n".join(["```{toctree}", *options, *pages, "```"]))
    return "\n\n".join(made)


def completed(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _: Any) -> None:
    """What Sphinx leaves out: blocks that scroll by keyboard too, headings that have a level."""
    for part, said, instead in (
        ("body", "<pre>", '<pre tabindex="0">'),
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
    ):
        context[part] = context.get(part, "").replace(said, instead)


def setup(app: Sphinx) -> None:
    """Add the contents to the index as it is read, and to pages what they lack as they are made."""

    def add(_: Sphinx, name: str, source: list[str]) -> None:
        if name == "index":
            source[0] += "\n" + contents(source[0])

    app.connect("source-read", add)
    # After the theme, which makes the contents at the side at the same time.
    app.connect("html-page-context", completed, priority=900)
