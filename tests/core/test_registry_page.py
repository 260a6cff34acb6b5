"""The page that says who registers what is the one that the code would write."""

import os

from scripts import registry_page


def test_the_page_of_the_registry_is_fresh():
    text = registry_page.page()
    if os.environ.get("MAILLAGE_WRITE_DOCS"):
        registry_page.PAGE.write_text(text, encoding="utf-8")
    written = registry_page.PAGE.read_text(encoding="utf-8") if registry_page.PAGE.exists() else ""
    assert written == text, "stale: MAILLAGE_WRITE_DOCS=1 .venv/bin/python -m pytest tests/core/test_registry_page.py"


def test_each_kind_of_the_registry_says_what_it_is():
    assert [line for line in registry_page.page().splitlines() if line.startswith("| `") and "|  |" in line] == []
