"""Who sees, who votes: what a network promises to those who trust it; and its page in three languages."""

import re

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def test_the_fourth_category_has_no_vote_and_the_page_says_why(person):
    secretary = person("Thierry Mbala")
    secretary.goes("/gestion/").follows("Droits de vote").well()
    secretary.page.get_by_label("Catégorie").select_option(label="Membres solidaires")
    secretary.presses("Voir").reads("Sa catégorie ne prend pas part à la vie démocratique")
    rows = secretary.page.locator("tbody tr")
    assert rows.count() > 5
    assert rows.filter(has_text="oui").count() == 0


def test_what_is_withheld_is_seen_by_those_who_follow_it_alone(person):
    officer = person("Nour Haddad")
    officer.goes("/gestion/organisations/retenues/").well()
    partner = officer.page.locator("tbody th a").first
    name, number = partner.inner_text(), re.search(r"\d+", partner.get_attribute("href"))[0]
    officer.follows(name).well()
    assert officer.title == name

    for someone, addresses in (
        (person(), ["/fr/organisations/{}/"]),
        (person("Bruno Lefebvre"), ["/fr/organisations/{}/", "/espace/organisation/{}/"]),
        (person("Sofia Nguyen"), ["/gestion/organisations/{}/", "/gestion/organisations/{}/modifier/"]),
    ):
        for address in addresses:
            assert someone.page.goto(address.format(number)).status == 404
    someone.goes(f"/gestion/recherche/?q={name}")
    assert "/gestion/organisations/" + number not in someone.page.content()
    visitor = person()
    visitor.goes(f"/fr/annuaire/?q={name}")
    assert visitor.page.get_by_role("link", name=name).count() == 0


@pytest.mark.parametrize(
    ("language", "title", "join", "one"),
    [("English", r"The \d+ organisations", "Join", "results"), ("Español", r"Las \d+ organizaciones", "Adherirse", "resultados")],
)  # fmt: skip
def test_the_directory_speaks_three_languages(person, language, title, join, one):
    visitor = person()
    visitor.goes("/fr/annuaire/").follows(language)
    assert re.search(title, visitor.title), visitor.title
    visitor.reads(one)
    assert visitor.page.get_by_role("link", name=join).count()
    assert "organismes" not in visitor.text
