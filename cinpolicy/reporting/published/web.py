"""A page of the published set as a web page: one file that fetches nothing."""

import re

from cinpolicy.reporting.forms import NoFormError
from cinpolicy.reporting.missing import missing

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem;
  overflow-wrap: break-word; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #808080; min-width: 6rem; padding: .4rem .8rem .4rem 0;
  text-align: left; vertical-align: top; }
td:first-child { min-width: 14rem; }
@media print { body { font-size: 9pt; max-width: none; } .wide { overflow: visible; }
  th, td, td:first-child { min-width: 0; } tr { break-inside: avoid; } }
"""
_BREAK = "&lt;br&gt;"


def page(text: str, hidden: str = "") -> str:
    """A page in Markdown as HTML, with a ``hidden`` comment at its end.

    Nothing in the text is taken for HTML but a break of the line. Raises ``NoFormError``
    where what this needs is not installed.
    """
    title = re.search(r"<h1>(.*?)</h1>", body := _body(text))
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title[1] if title else ''}</title><style>{STYLE}</style>"
    )
    whole = f'<html lang="en-GB"><head>{head}</head>\n<body><main>\n{body}</main></body></html>'
    return f"<!DOCTYPE html>\n{whole}\n{hidden}".rstrip("\n") + "\n"


def _body(text: str) -> str:
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError as error:
        raise NoFormError(missing("a web page", error, "report")) from None
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return _wide(made.replace(_BREAK, "<br>"))


def _wide(made: str) -> str:
    """Tables that scroll by themselves where the screen is narrow, by keyboard too."""
    count = made.count("<table>")
    for number in range(1, count + 1):
        frame = f'<div class="wide" role="region" aria-label="Table {number}" tabindex="0">'
        made = made.replace("<table>", f"{frame}<table >", 1)
    return made.replace("<table >", "<table>").replace("</table>", "</table></div>")
