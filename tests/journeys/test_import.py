"""A nasty file: its columns, its check, its writing, its undoing."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]
# Written by an old spreadsheet: semicolons, cp1252, twice the same, no name, a formula, a false address.
FILE = """Nom;Pays;Où;Courriel;Année;Commentaire interne
  Maison  du Levant ;Canada;Sherbrooke;levant@exemple.org;1998;rouge
Maison du Levant;Canada;Sherbrooke;pas une adresse;19988;bleu
;Canada;Magog;;;
=HYPERLINK(1);Sénégal;Thiès;;2001;x
"""


def test_a_nasty_file_is_checked_written_and_undone(person):
    officer = person("Élise Vandamme")
    officer.goes("/gestion/imports/").reads("Aucun import").follows("Nouvel import").well()
    officer.brings("Fichier", "liste.csv", FILE, "cp1252").presses("Continuer")
    assert officer.title == "Que contient chaque colonne ?"
    officer.well().page.get_by_label("Où", exact=True).select_option(label="Ville")
    officer.presses("Vérifier le fichier")
    officer.reads("4 lignes lues", "n’est pas une adresse électronique", "La ligne n’a pas de nom d’organisation.")
    officer.reads("Même organisation que la ligne 2")
    officer.follows("Écrire dans l’annuaire").reads("2 organisations sont créées.").presses("Écrire dans l’annuaire")
    officer.reads("Écrit").follows("Maison du Levant")
    assert officer.title == "Maison du Levant"
    written = officer.well().page.url

    officer.goes("/gestion/imports/").well().follows("liste.csv").follows("Annuler cet import").well()
    officer.presses("Annuler cet import").reads("Annulé")
    assert officer.page.goto(written).status == 404
