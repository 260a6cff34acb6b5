"""The corpus of the search's tests: names as networks write them, in three languages and some more."""

from maillage.core.registry import house
from maillage.search.sources import Doc, Source, needs

KIND = "tests.thing"
HOME = ("web:manage_home", {})
VIEW, HIDDEN = "organisations.view", needs("organisations.view", "withheld.view")

# key: (title, other names, body, language)
TEXTS = {
    "cd": ("Coopération décentralisée", "", "Les collectivités engagées", "fr"),
    "oeuvre": ("L’œuvre des élèves de Montréal", "", "", "fr"),
    "formatrices": ("Réseau des formatrices engagées", "", "Formations à l’égalité", "fr"),
    "niger": ("Les Amis du Niger", "ADN", "Puits et écoles à Zinder", "fr"),
    "ritimo": ("Ritimo", "", "Centre de ressources pour la solidarité internationale", "fr"),
    "crid": ("Centre de recherche et d’information pour le développement (C.R.I.D.)", "", "", "fr"),
    "ldh": ("Ligue des droits humains", "", "", "fr"),
    "afd": ("Agence française de développement", "AFD", "", "fr"),
    "women": ("Women’s Rights Network", "", "Advocacy for girls", "en"),
    "water": ("Clean Water Cooperatives", "", "Wells, sanitation", "en"),
    "mujeres": ("Asociación de Mujeres Rurales", "", "Derechos y economía solidaria", "es"),
    "ninez": ("Fundación para la Niñez", "", "", "es"),
    "benkadi": ("Bɛnkadi", "", "Musow ka tɔn Segu la", "fr"),
    "ton": ("Tɔn Jɛkafɔ", "", "", "fr"),
    "fula": ("Ɓernde Pulaaku", "", "", "fr"),
    "ndiaye": ("Awa N’Diaye", "", "", "fr"),
    "dalmeida": ("Joseph d’Almeida", "", "", "fr"),
    "obrien": ("Niamh O’Brien", "", "", "en"),
    "multi": ("Plateforme multi-acteurs d’Occitanie", "", "Lot-et-Garonne", "fr"),
    "madrid": ("Prud’hommes sans frontières", "", "", "fr"),
    "numero": ("Comité de jumelage 1901", "", "Tél. 05 61 23 45 67, SIREN 123 456 789", "fr"),
    "rapport": ("Rapport annuel 2024", "", "Comptes et bilan", "fr"),
    "aujourd": ("Aujourd’hui l’Afrique de l’Est", "", "", "fr"),
    "ex": ("Ex-æquo : éducation & égalité", "", "", "fr"),
    "strasse": ("Straße der Solidarität", "", "", "de"),
    "cochabamba": ("Fundación Cochabamba", "", "", "es"),
    "agro": ("Agroécologie paysanne", "", "Semences", "fr"),
    "sante": ("Santé communautaire à Ouagadougou", "", "", "fr"),
    "mixte": ("Forum social mundial / World Social Forum", "FSM", "Réseaux altermondialistes", "fr"),
    "near": ("NEAR Foundation", "", "", "en"),
    "arabe": ("جمعية التضامن", "", "", "ar"),
    "hindi": ("सहयोग संस्था", "", "", "hi"),
    "email": ("Jean Dupont", "", "jean.dupont@exemple.org", "fr"),
    "quotes": ("Compagnie « Le Fil d’Ariane »", "", "", "fr"),
    "slash": ("Sud/Nord – Échanges", "", "", "fr"),
    "inclusive": ("Travailleuses et travailleurs migrants", "", "", "fr"),
    "national": ("Fédération nationale des femmes rurales", "", "", "fr"),
}  # fmt: skip
KEYS = list(TEXTS)

# what is asked: what is found, all of it
CASES = {
    # accents and capitals
    "cooperation decentralisee": "cd", "COOPÉRATION DÉCENTRALISÉE": "cd", "montreal": "oeuvre", "SANTE": "sante",
    "ninez": "ninez", "NIÑEZ": "ninez", "agroecologie": "agro", "e\u0301le\u0300ves": "oeuvre",
    # plurals, feminines, verbs
    "coopérations décentralisées": "cd", "cooperations decentralisees": "cd", "formatrice engage": "formatrices",
    "formatrice engagée": "formatrices", "élève": "oeuvre", "amie niger": "niger", "ami": "niger",
    "femme rurale": "national", "mujer rural": "mujeres", "droit humain": "ldh", "cooperative": "water cd",
    "collectivité engagée": "cd", "travailleuse migrante": "inclusive", "economia": "mujeres", "well": "water",
    # ligatures, elisions, apostrophes
    "oeuvre": "oeuvre", "œuvres": "oeuvre", "l'oeuvre": "oeuvre", "l’œuvre": "oeuvre", "aequo": "ex", "ex-æquo": "ex",
    "d'information": "crid", "d’information": "crid", "l'égalité": "formatrices ex", "women": "women",
    "women's rights": "women", "womens": "women", "ndiaye": "ndiaye", "n'diaye": "ndiaye", "N’DIAYE": "ndiaye",
    "dalmeida": "dalmeida", "d’Almeida": "dalmeida", "almeida": "dalmeida", "o'brien": "obrien", "obrien": "obrien",
    "prudhommes": "madrid", "prud'homme": "madrid", "aujourd'hui": "aujourd", "aujourdhui": "aujourd",
    "qu'aujourd'hui l'Afrique": "aujourd", "afrique de l’est": "aujourd",
    # acronyms
    "crid": "crid", "C.R.I.D.": "crid", "CRID": "crid", "ldh": "ldh", "AFD": "afd", "adn": "niger", "fsm": "mixte",
    # hyphens, numbers, addresses
    "multi-acteurs": "multi", "multiacteurs": "multi", "multi acteurs": "multi", "lot-et-garonne": "multi",
    "lot et garonne": "multi", "lotetgaronne": "multi", "1901": "numero", "05 61 23 45 67": "numero", "0561234567": "numero",
    "123456789": "numero", "123 456 789": "numero", "rapport 2024": "rapport", "2024 rapport": "rapport",
    "jean.dupont@exemple.org": "email", "sud nord": "slash", "sud/nord": "slash",
    # letters and scripts
    "bɛnkadi": "benkadi", "benkadi": "benkadi", "BƐNKADI": "benkadi", "tɔn": "benkadi ton", "ton": "benkadi ton",
    "jekafo": "ton", "ɓernde": "fula", "bernde": "fula", "strasse": "strasse", "STRASSE": "strasse", "التضامن": "arabe",
    "सहयोग": "hindi",
    # several languages
    "world forum": "mixte", "forum mundial": "mixte", "reseaux": "mixte formatrices", "rights": "women",
    "solidarite internationale": "ritimo", "derechos": "mujeres", "fundacion": "ninez cochabamba",
    # punctuation, quotes, operators: nothing is an operator
    "« Fil d’Ariane »": "quotes", '"fil ariane"': "quotes", '"': "", "*": "", "ritimo*": "ritimo", "-ritimo": "ritimo",
    "title:ritimo": "", "ritimo AND": "ritimo", "NEAR": "near", "NEAR(ritimo, 2)": "", "near foundation": "near",
    "ritimo OR zinder": "", "NOT ritimo": "", "ritimo:*": "ritimo", "'ritimo' & !x": "", "(ritimo": "ritimo", "ritimo)": "ritimo",
    "\\ritimo": "ritimo", "ritimo\\": "ritimo", "^ritimo": "ritimo", "{ritimo}": "ritimo", "ritimo; DROP TABLE": "",
    "=ritimo": "ritimo", "@public": "", "#tests.thing": "", "éducation & égalité": "ex", "%": "", "_": "", "rit%": "",
    "rit\x00imo": "", "ritimo\x00": "ritimo", "\x00": "", "": "", "   ": "", "rit\u00adimo": "ritimo",
    "ritimo \ud800": "ritimo",
    # small words
    "les amis du niger": "niger", "le la les": "", "pour la niñez": "ninez", "de": "afd aujourd crid mujeres numero oeuvre",
    # all words, in any order, in title or text
    "niger amis": "niger", "niger zinder": "niger", "niger montréal": "", "zinder puits": "niger", "egalite": "formatrices ex",
}  # fmt: skip
# the beginning of a word being typed
BEGINNINGS = {"coopérat": "cd water", "agroé": "agro", "amis du ni": "niger", "rit": "ritimo", "ma": None, "droits hu": "ldh",
              "jean.dup": "email", "ouaga": "sante", "l'oeuv": "oeuvre", "bɛn": "benkadi", "rits": ""}  # fmt: skip
# typing errors: what is found, what was meant
ERRORS = {
    "ritmo": ("ritimo", "ritimo"), "ritiom": ("ritimo", "ritimo"), "rittimo": ("ritimo", "ritimo"),
    "ritamo": ("ritimo", "ritimo"), "nigre": ("niger", "niger"), "nigr": ("niger", "niger"), "cochabmaba": ("cochabamba", "cochabamba"),
    "cochambaba": ("cochabamba", "cochabamba"), "cochabanba": ("cochabamba", "cochabamba"), "kochabanba": ("cochabamba", "cochabamba"),
    "ouagadoogoo": ("sante", "ouagadougou"), "agroecolgie": ("agro", "agroecologie"), "amis du nigre": ("niger", "amis niger"),
    "dumont": ("email", "dupont"), "almeyda": ("dalmeida", "almeida"),
    "fundacoin nines": ("ninez", "fundacion ninez"), "coperation": ("cd", "cooperation"),
    "formatrisses": ("formatrices", "formatrices"), "montrael": ("oeuvre", "montreal"), "plateform": ("multi", ""),
    "fédératoin national": ("national", "federation national"), "xyzzyx": ("", ""), "1902": ("", ""), "lhd": ("", ""),
}  # fmt: skip


def doc(number: int, access: str = "public", owners: tuple[str, ...] = ()) -> Doc:
    title, also, body, language = TEXTS[KEYS[number]]
    return Doc(number, title, HOME, access, language, "", also, body, owners)


class Shelf:
    """A source whose documents a test changes as it likes."""

    def __init__(self, kind: str = KIND, docs: list[Doc] | None = None, permission: str = "",
                 accesses: tuple[str, ...] = ("public", VIEW, HIDDEN)) -> None:  # fmt: skip
        self.docs: dict[int, list[Doc]] = {}
        for item in docs or []:
            self.docs.setdefault(item.object_id, []).append(item)
        self.source = Source(kind, self.load, lambda: list(self.docs), f"Genre {kind}", accesses, permission)  # fmt: skip

    def load(self, ids: list[int]) -> list[Doc]:
        return [item for pk in ids for item in self.docs.get(pk, [])]

    def put(self, item: Doc) -> None:
        self.docs[item.object_id] = [item]


def alone(monkeypatch, *shelves: Shelf) -> None:
    """In this test the house has these sources and no other."""
    monkeypatch.setattr(house.search_sources, "_items", {shelf.source.kind: shelf.source for shelf in shelves})
