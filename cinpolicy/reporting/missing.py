"""What is said where a package that an extra brings is not installed."""

PACKAGES = {
    "docx": "python-docx",
    "jinja2": "Jinja2",
    "markdown_it": "markdown-it-py",
    "markupsafe": "MarkupSafe",
    "xlsxwriter": "XlsxWriter",
}
"""Packages by the module they bring, where the two have different names."""


def missing(what: str, error: ModuleNotFoundError, extra: str) -> str:
    """The package that something needs, under the name it is installed by, and how."""
    module = (error.name or "").split(".")[0]
    return f"{what} needs the package {PACKAGES.get(module, module)}: {how(extra)}"


def how(extra: str) -> str:
    """The lines that install an extra, from the folder that cinpolicy came in and by its name."""
    here = f"pip install '.[{extra}]' in the folder of cinpolicy"
    return f"{here}, or pip install 'cinpolicy[{extra}]'"
