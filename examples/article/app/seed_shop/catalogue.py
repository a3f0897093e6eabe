"""Turns the catalogue, kept as XML, into the HTML list the page shows."""

from pathlib import Path

from lxml import etree

DATA_DIR = Path(__file__).parent / "data"

# Parsed once, at import: a broken file keeps the app from starting at all.
_document = etree.parse(DATA_DIR / "catalogue.xml")
_to_html = etree.XSLT(etree.parse(DATA_DIR / "catalogue.xsl"))


def render(month: int | None = None) -> str:
    """Return the seeds as HTML; with a month (1 to 12), those sown in it."""
    # XSLT has no null: the stylesheet takes 0 for the whole catalogue.
    return str(_to_html(_document, month=str(month or 0)))
