"""From the first visit to membership, and a member's year: what the network lives by."""

import re

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]
NAME = "Les Ateliers du fleuve"
STATEMENT = """Date;Montant;Libellé;Donneur d’ordre
20/11/2026;150,00;Cotisation 2025-2026;Escale solidaire de Lac-Mégantic
"""


def test_from_the_first_visit_to_membership(person):
    visitor = person()
    visitor.goes("/fr/").follows("Annuaire").well()
    visitor.follows("Chaudière-Appalaches :").reads("résultats")
    first = visitor.page.locator("main li h3 a").first
    name = first.inner_text()
    first.click()
    visitor.page.wait_for_load_state()
    assert visitor.title == name
    visitor.well()

    visitor.follows("Adhérer").reads("Vos droits").follows("Adhérer dans cette catégorie : Organisations associées")
    visitor.presses("Garder et continuer").reads("Il y a quelque chose à corriger")
    visitor.fills({"Nom de l’organisation": NAME, "Ville": "Sherbrooke", "Votre nom": "Émile Fortin",
                   "Votre courriel": "emile@exemple.org"})  # fmt: skip
    visitor.presses("Garder et continuer").reads("Brouillon")
    visitor.goes("/courrier/").follows("à reprendre quand vous voulez").reads("emile@exemple.org")
    visitor.follows("/espace/demande/").reads(NAME).presses("Envoyer ma demande").reads("Reçue")

    officer = person("Élise Vandamme")
    officer.goes("/gestion/").follows("Demandes d’adhésion").well().follows(NAME)
    officer.follows("Dire complète").reads("prévenue par courriel").presses("Dire complète")
    officer.reads("Complète, attend le conseil")

    secretary = person("Thierry Mbala")
    secretary.goes("/gestion/demandes-adhesion/").follows(NAME).follows("Décision du conseil")
    secretary.reads("ratification par l’assemblée").presses("Noter l’acceptation").reads("attend l’assemblée")
    secretary.follows("Admettre").well().presses("Admettre").reads("Admise").follows("Voir le membre")
    assert secretary.title == NAME
    secretary.well()

    visitor.page.reload()
    visitor.reads("Admise")
    visitor.goes("/courrier/")
    assert visitor.page.get_by_role("row").filter(has_text="emile@exemple.org").count() >= 4


def test_dues_are_invoiced_paid_and_read_by_the_member(person):
    treasurer = person("Joseph Tremblay")
    treasurer.goes("/gestion/finances/sommes-dues/").fills({"De": "Escale solidaire"}).presses("Filtrer")
    treasurer.page.get_by_role("row", name=re.compile("2025-2026 Escale solidaire de Lac-Mégantic")).get_by_role(
        "checkbox"
    ).check()
    treasurer.page.get_by_label("Action sur la sélection").select_option(label="Facturer")
    treasurer.presses("Appliquer").reads("1 ligne sera touchée.").presses("Facturer").well()

    member = person("Bruno Lefebvre")
    member.goes("/espace/cotisations/").reads("150,00 $")
    row = member.page.get_by_role("row", name=re.compile("Cotisation 2025-2026"))
    invoice = row.get_by_role("link", name=re.compile(r"\(PDF\)")).get_attribute("href")
    assert member.page.request.get(invoice).body()[:5] == b"%PDF-"

    treasurer.goes("/gestion/finances/releves/nouveau/").well()
    treasurer.brings("Relevé bancaire", "releve.csv", STATEMENT)
    treasurer.presses("Lire le relevé").reads("Escale solidaire de Lac-Mégantic")
    treasurer.page.get_by_role("button", name="Rapprocher de Escale").click()
    treasurer.reads("Décidées")

    member.page.reload()
    assert "En retard" not in member.text


def test_a_member_proposes_and_the_public_page_changes(person):
    member = person("Bruno Lefebvre")
    member.goes("/espace/").follows("Escale solidaire de Lac-Mégantic").well().follows("Modifier la page").well()
    told = "Chaque mardi, la maison est ouverte à toutes et à tous."
    member.fills({"Description en français": told}).presses("Envoyer").reads("attendent la relecture")

    visitor = person()
    visitor.goes("/fr/organisations/1/")
    assert told not in visitor.text

    officer = person("Élise Vandamme")
    officer.goes("/gestion/fiches-a-relire/").follows("Escale solidaire de Lac-Mégantic").reads(told)
    officer.presses("Accepter les changements").well()

    visitor.page.reload()
    visitor.reads(told)
