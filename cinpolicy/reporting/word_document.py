"""A Word document in the making: pages, headings, paragraphs, tables."""

import io
from collections.abc import Iterable, Sequence

import docx
from attrs import frozen
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cinpolicy.reporting.printable import printable
from cinpolicy.reporting.undated import MADE, zipped_again

_SHORT, _LONG, _MARGIN = Cm(21), Cm(29.7), Cm(1.8)
_HEAD_COLOUR = "1D3D5C"
_LANGUAGE = "en-GB"
_MOST_HEADINGS = 9
_SIZES = {
    "Normal": 10.5,
    "Title": 22,
    "Subtitle": 12,
    "Heading 1": 15,
    "Heading 2": 12.5,
    "Heading 3": 11,
}


@frozen
class Part:
    """Text of a table's cell that stands on a line of its own, and how it looks."""

    text: str
    bold: bool = False
    italic: bool = False


class WordDocument:
    """Puts a document together from what a report holds; styles do all that is looks."""

    def __init__(self, title: str, author: str, comments: str) -> None:
        self.document: Document = docx.Document()
        _set_properties(self.document, title, author, comments)
        _set_styles(self.document)
        self._ids = {style.name: style.style_id for style in self.document.styles}
        section = self.document.sections[0]
        section.page_width, section.page_height = _SHORT, _LONG
        self._set_margins()
        _number_pages(self.document)

    def heading(self, text: str, level: int) -> None:
        """A heading in the style of its level; 0 is the title."""
        self.paragraph(text, f"Heading {min(level, _MOST_HEADINGS)}" if level else "Title")

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """A paragraph in a style."""
        paragraph = self.document.add_paragraph(printable(text))
        self._in_style(paragraph, style)
        return paragraph

    def lead(self, text: str, style: str = "Normal", *, bold: bool = False) -> None:
        """A paragraph that stays on the page of what it leads to."""
        paragraph = self.paragraph(text, style)
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs if bold else ():
            run.bold = True

    def points(self, texts: Iterable[str], *, whole: bool = False) -> None:
        """Texts as a list with a mark before each; a ``whole`` one stays with what follows."""
        for text in texts:
            self.paragraph(text, "List Bullet").paragraph_format.keep_with_next = whole or None

    def turn_across(self) -> None:
        """From here on new pages, which lie across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _LONG, _SHORT
        self._set_margins()

    def table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[Iterable[Part]]],
        widths: Sequence[int] = (),
    ) -> None:
        """A table whose first row stands on every page, and whose rows are not broken.

        ``widths`` are the shares of its columns in the page's width; all alike without them.
        """
        lines = list(rows)
        table = self.document.add_table(len(lines) + 1, len(heads), "Table Grid")
        self._set_widths(table, widths or [1] * len(heads))
        first, *others = table.rows
        for cell, head in zip(first.cells, heads, strict=True):
            self._fill(cell, [Part(head, bold=True)])
            _shade(cell)
        _repeat(first._tr)
        for row, line in zip(others, lines, strict=True):
            _keep_whole(row._tr)
            for cell, parts in zip(row.cells, line, strict=True):
                self._fill(cell, parts)
        self.document.add_paragraph()

    def as_bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.document.save(out)
        return zipped_again(out.getvalue())

    def _fill(self, cell: _Cell, parts: Iterable[Part]) -> None:
        """The parts, each on a line, in one paragraph."""
        paragraph = cell.paragraphs[0]
        self._in_style(paragraph, "In a table")
        for place, part in enumerate(parts):
            run = paragraph.add_run()
            if place:
                run.add_break()
            run.add_text(printable(part.text))
            run.bold, run.italic = part.bold or None, part.italic or None

    def _in_style(self, paragraph: Paragraph, style: str) -> None:
        """By the style's id, since python-docx looks through all styles for a name."""
        paragraph._p.style = self._ids[style]

    def _set_margins(self) -> None:
        section = self.document.sections[-1]
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN

    def _set_widths(self, table: Table, shares: Sequence[int]) -> None:
        """Columns as wide as their shares, whatever they hold, over the whole page."""
        section = self.document.sections[-1]
        page = section.page_width or _SHORT
        table.autofit = False
        whole = page.cm - 2 * _MARGIN.cm
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Cm(whole * share / sum(shares))


def _set_properties(document: Document, title: str, author: str, comments: str) -> None:
    properties = document.core_properties
    properties.title = printable(title)[:255]
    properties.author = properties.last_modified_by = printable(author)[:255]
    properties.comments = printable(comments)[:255]
    properties.language = _LANGUAGE
    properties.created = properties.modified = MADE
    properties.keywords = ""


def _set_styles(document: Document) -> None:
    """One plain face throughout, in the language the texts are written in."""
    styles = document.styles
    for name, size in _SIZES.items():
        font = styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        own = styles[name].element.get_or_add_rPr()
        faces = own.find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            font.color.rgb = RGBColor.from_string(_HEAD_COLOUR)
    small = styles.add_style("In a table", 1)
    small.base_style = styles["Normal"]
    small.font.size = Pt(8)
    small.paragraph_format.space_after = Pt(0)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)


def _number_pages(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), "E3EAF1")
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: object) -> None:
    _add_to_row(row, "w:cantSplit")
    _add_to_row(row, "w:tblHeader")


def _keep_whole(row: object) -> None:
    _add_to_row(row, "w:cantSplit")


def _add_to_row(row: object, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]
