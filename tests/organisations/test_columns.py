import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillage.organisations.columns import LABELS, REASONS, Field, Guess, explain, guess_mapping


def fields(headers, *rows):
    return [guess.field for guess in guess_mapping(headers, rows).values()]


def test_the_file_of_the_network():
    headers = ["Nom", "Identifiant", "Type IATI", "Pays d'action", "Activités"]
    rows = [
        ["World Bank", "44000", "40", "SV, ET", "134"],
        ["Oxfam Australia", "AU-ACNC-18055208636", "21", "PG, TL", "28"],
        ["GAIN", "CH-FDJP-CHE-110347351", "21", "BD", "1"],
        ["Cordaid", "NL-KVK-41160054", "22", "NA", "3"],
    ]
    assert fields(headers, *rows) == [
        Field.NAME,
        Field.IATI,
        Field.KIND,
        Field.COUNTRIES_OF_ACTION,
        Field.IGNORE,
    ]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Raison sociale", "name"),
        ("NOM DE L’ORGANISATION *", "name"),
        ("Organization name", "name"),
        ("Nombre de la organización", "name"),
        ("Sigle", "short_name"),
        ("N° SIRET", "siret"),
        ("Numéro BCE", "bce"),
        ("NEQ", "neq"),
        ("Code postal", "postal_code"),
        ("C.P.", "postal_code"),
        ("Ciudad", "city"),
        ("Courriel", "email"),
        ("E-mail", "email"),
        ("Adresse électronique", "email"),
        ("Correo electrónico", "email"),
        ("Courriel du siège", "email"),
        ("Tél.", "phone"),
        ("Téléphone fixe", "phone"),
        ("Site internet", "website"),
        ("Sitio web", "website"),
        ("Année de création", "founded"),
        ("Date d'adhésion", "member_since"),
        ("Nombre de salarié·e·s", "staff"),
        ("Nombre de chats", "ignore"),
        ("Nombre de salariés", "staff"),
        ("Budget annuel (€)", "budget"),
        ("Pays d’intervention", "countries_of_action"),
        ("Países de intervención", "countries_of_action"),
        ("Pays d'intervention en 2023", "countries_of_action"),
        ("Pays", "country"),
        ("Pays du siège", "country"),
        ("Thématiques", "themes"),
        ("Langues de travail", "languages"),
        ("Latitude", "latitude"),
        ("Lng", "longitude"),
        ("Coordonnées GPS", "coordinates"),
        ("Présentation", "description"),
        ("Description (EN)", "description_en"),
        ("description_es", "description_es"),
        ("Remarques", "note"),
        ("Dernière mise à jour", "verified_on"),
        ("Catégorie", "category"),
        ("À ne pas montrer", "withheld"),
        ("ID", "external_key"),
        ("Couleur préférée", "ignore"),
        ("", "ignore"),
    ],
)
def test_headers(header, field):
    assert fields([header]) == [field]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["a@b.org", "c@d.net", "-"], "email"),
        (["https://a.org", "www.b.org"], "website"),
        (["ML, SN", "FR", "NA"], "countries_of_action"),
        (["Mali", "France"], "country"),
        (["732829320", "552 032 534"], "siren"),
        (["W751000001"], "rna"),
        (["+33 6 12 34 56 78", "01 23 45 67 89"], "phone"),
        (["21", "22", "80"], "kind"),
        (["bleu", "rouge"], "ignore"),
    ],
)
def test_content_speaks_when_the_header_does_not(cells, field):
    assert fields(["Champ 7"], *[[cell] for cell in cells]) == [field]


def test_content_corrects_the_header():
    guesses = guess_mapping(["Nom", "Adresse"], [["A", "a@b.org"], ["B", "c@d.org"]])
    assert guesses[1] == Guess(Field.EMAIL, 0.8, "content-corrects")
    assert fields(["Nom", "Pays"], ["A", "ML, SN"], ["B", "FR"])[1] is Field.COUNTRIES_OF_ACTION
    assert fields(["Nom", "Numéro"], ["A", "1"], ["B", "1"])[1] is Field.IGNORE


def test_each_field_once():
    guesses = guess_mapping(["Nom", "Nom usuel", "Name", "Thème", "Secteur"], [])
    assert [guess.field for guess in guesses.values()] == [
        Field.NAME,
        Field.SHORT_NAME,
        Field.IGNORE,
        Field.THEMES,
        Field.THEMES,
    ]
    assert guesses[2].reason == "taken"


def test_our_own_labels_and_codes_are_recognised():
    for field, label in LABELS.items():
        # "State" alone is a part of a country for most people.
        if field is not Field.STATE:
            assert fields([field.value]) == [field]
        if field is not Field.IGNORE:
            assert fields([label._args[0]])[0] is not Field.IGNORE, field


@given(st.lists(st.text(), max_size=6), st.lists(st.lists(st.text(), max_size=8), max_size=5))
def test_any_table_gets_a_proposal(headers, rows):
    guesses = guess_mapping(headers, rows)
    assert list(guesses) == list(range(len(headers)))
    assert all(0 <= guess.confidence <= 1 and guess.reason in REASONS for guess in guesses.values())


def test_reasons_are_explained(monkeypatch):
    monkeypatch.setitem(translation._trans.__dict__, "gettext", str)
    assert all(explain(Guess(Field.NAME, 1, reason)) for reason in REASONS)
