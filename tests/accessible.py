"""What axe says of a page. It tells faults alone: what passes, told node by node, costs four times the reading itself."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WHAT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": WHAT}, "resultTypes": ["violations"]}


def faults(page: Page) -> list[tuple[str, str]]:
    """(rule, the first element at fault) of each rule that the page breaks."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:160]) for rule in found]
