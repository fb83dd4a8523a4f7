"""A page of the published set as a web page: one file that fetches nothing."""

import re
from html import unescape

from cinpolicy.reporting.forms import NoFormError
from cinpolicy.reporting.missing import missing
from cinpolicy.reporting.published.walking import HOME, anchors, with_contents

STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #0b0c0c; --line: #b1b4b6;
  --link: #1a5a96; --visited: #4c2c92; --head: #1d4f7c; --focus: #ffdd00; --on-focus: #0b0c0c; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181b; --text: #f0f1f2; --line: #59636a;
  --link: #86bdf0; --visited: #c3aef5; --head: #86bdf0; } }
body { background: var(--ground); color: var(--text); margin: 0 auto; max-width: 98rem;
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
  overflow-wrap: break-word; padding: 1rem; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.6rem); line-height: 1.15; max-width: 30em; }
h2 { border-top: 2px solid var(--head); font-size: clamp(1.35rem, 1.2rem + .8vw, 1.8rem);
  line-height: 1.25; margin: 2.5rem 0 1rem; padding-top: .75rem; }
h3 { font-size: 1.2rem; margin: 2rem 0 .75rem; }
p, li { max-width: 46rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:visited { color: var(--visited); }
:focus-visible { box-shadow: 0 0 0 5px var(--on-focus); outline: 3px solid var(--focus); }
a:focus-visible { background: var(--focus); color: var(--on-focus); }
code { font: .875em ui-monospace, Consolas, Menlo, monospace; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; line-height: 1.4; width: 100%; }
th, td { border-bottom: 1px solid var(--line); min-width: 6rem; padding: .5rem .6rem .5rem 0;
  text-align: left; vertical-align: top; }
thead tr > * { border-bottom: 2px solid var(--text); vertical-align: bottom; }
tbody th { font-weight: inherit; }
tr > :first-child { min-width: 14rem; }
.sides { min-width: 56rem; table-layout: fixed; }
.sides tr > :first-child { background: var(--ground); left: 0; min-width: 0; position: sticky; }
@media print { body { font-size: 9pt; max-width: none; } .wide { overflow: visible; }
  table { font-size: inherit; } th, td, tr > :first-child, .sides { min-width: 0; }
  tr { break-inside: avoid; } nav { display: none; } }
"""
_BREAK = "&lt;br&gt;"
_TABLE = re.compile(r"<h\d>(?P<heading>.*?)</h\d>|<table>(?P<table>.*?)</table>", re.DOTALL)
_HEADING = re.compile(r"<h(\d)>(.*?)</h\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")


def page(text: str, hidden: str = "", home: str = "") -> str:
    """A page in Markdown as HTML, with a ``hidden`` comment at its end.

    With a way ``home`` it begins with that, and with links to its sections.

    Nothing in the text is taken for HTML but a break of the line. Raises ``NoFormError``
    where what this needs is not installed.
    """
    body = _body(with_contents(text) if home else text)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body)
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title[1] if title else ''}</title><style>{STYLE}</style>"
    )
    back = f'<nav><a href="{home}">{HOME}</a></nav>\n' if home else ""
    body = f"<body>{back}<main>\n{body}</main></body>"
    whole = f'<html lang="en-GB"><head>{head}</head>\n{body}</html>'
    return f"<!DOCTYPE html>\n{whole}\n{hidden}".rstrip("\n") + "\n"


def _body(text: str) -> str:
    try:
        from markdown_it import MarkdownIt
    except ModuleNotFoundError as error:
        raise NoFormError(missing("a web page", error, "report")) from None
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return _anchored(_tables(made.replace(_BREAK, "<br>")))


def _anchored(made: str) -> str:
    """Headings with the anchors to which the contents lead."""
    titles = [unescape(_TAGS.sub("", title)) for _, title in _HEADING.findall(made)]
    found = anchors(titles)
    return _HEADING.sub(lambda one: f'<h{one[1]} id="{next(found)}">{one[2]}</h{one[1]}>', made)


def _tables(made: str) -> str:
    """Tables that scroll by themselves where the screen is narrow, by keyboard too.

    Each is called after the heading above it. Where the first column has no heading, what
    stands in it is the heading of its row.
    """
    under, number = "", 0

    def put(found: re.Match[str]) -> str:
        nonlocal under, number
        if found["table"] is None:
            under = _TAGS.sub("", found["heading"]).replace('"', "&quot;")
            return found[0]
        number += 1
        name = f"{under}, table {number}"
        frame = f'<div class="wide" role="region" aria-label="{name}" tabindex="0">'
        return f"{frame}{_headed(found['table'])}</div>"

    return _TABLE.sub(put, made)


def _headed(rows: str) -> str:
    """The rows of a table, with cells that head a column or a row marked as such."""
    sides = "<th></th>" in rows
    if sides:
        rows = re.sub(r"<tr>\n<td>(.*?)</td>", r'<tr>\n<th scope="row">\1</th>', rows)
    rows = rows.replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')
    return f"<table{' class=sides' * sides}>{rows}</table>"
