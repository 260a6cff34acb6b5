"""Without a mouse: sign in, search, open, correct, save."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def reach(page, role: str, name: str) -> None:
    """Tab until the focus stands on what is named."""
    wanted = page.get_by_role(role, name=name).first.element_handle()
    for _ in range(150):
        if page.evaluate("one => document.activeElement === one", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach « {name} »")


def test_a_page_is_found_and_corrected_by_the_keyboard(person):
    editor = person()
    page = editor.goes("/demonstration/").page
    reach(page, "button", "Entrer comme Sofia Nguyen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/")
    page.keyboard.press("/")
    page.keyboard.type("Chemins de parole")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/recherche/**")
    reach(editor.well().page, "link", "Chemins de parole de Lévis")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/organisations/*/")
    reach(page, "link", "Modifier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/modifier/")
    reach(page, "textbox", "Sigle ou nom court")
    page.keyboard.press("Control+a")
    page.keyboard.type("CPL-2026")
    reach(editor.well().page, "button", "Enregistrer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/organisations/*/")
    editor.reads("CPL-2026")
