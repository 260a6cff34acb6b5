"""Which column of somebody's spreadsheet holds what: from its header, then from its content.

A guess is shown to the person with its reason and can be changed; a column that nothing
explains is ignored rather than guessed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.territories import parse_countries
from maillage.core.text import word_set, words_of
from maillage.organisations import identifiers


class Field(StrEnum):
    """What a column can hold."""

    NAME = "name"
    SHORT_NAME = "short_name"
    KIND = "kind"
    FAMILY = "family"
    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    BCE = "bce"
    BN = "bn"
    CHARITY = "charity"
    NEQ = "neq"
    IATI = "iati"
    VAT = "vat"
    IDENTIFIER = "identifier"
    IATI_TYPE = "iati_type"
    FOUNDED = "founded"
    BUDGET = "budget"
    STAFF = "staff"
    REPRESENTED = "represented"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    COORDINATES = "coordinates"
    COUNTRIES_OF_ACTION = "countries_of_action"
    THEMES = "themes"
    LANGUAGES = "languages"
    WEBSITE = "website"
    EMAIL = "email"
    PHONE = "phone"
    DESCRIPTION = "description"
    DESCRIPTION_FR = "description_fr"
    DESCRIPTION_EN = "description_en"
    DESCRIPTION_ES = "description_es"
    PUBLIC = "public"
    WITHHELD = "withheld"
    STATE = "state"
    VERIFIED_ON = "verified_on"
    NOTE = "note"
    CATEGORY = "category"
    MEMBER_SINCE = "member_since"
    EXTERNAL_KEY = "external_key"
    IGNORE = "ignore"


IDENTIFIER_FIELDS = frozenset(
    {
        Field.SIREN,
        Field.SIRET,
        Field.RNA,
        Field.BCE,
        Field.BN,
        Field.CHARITY,
        Field.NEQ,
        Field.IATI,
        Field.VAT,
        Field.IDENTIFIER,
    }
)
#: Fields that several columns may feed.
_REPEATABLE = frozenset(
    {
        Field.IDENTIFIER,
        Field.COUNTRIES_OF_ACTION,
        Field.THEMES,
        Field.LANGUAGES,
        Field.IGNORE,
        Field.IATI,
    }
)

LABELS: dict[Field, Any] = {
    Field.NAME: _("Nom"),
    Field.SHORT_NAME: _("Sigle"),
    Field.KIND: _("Type d’organisation"),
    Field.FAMILY: _("Famille"),
    Field.SIREN: _("SIREN"),
    Field.SIRET: _("SIRET"),
    Field.RNA: _("RNA"),
    Field.BCE: _("Numéro BCE"),
    Field.BN: _("Numéro d’entreprise (NE)"),
    Field.CHARITY: _("Numéro d’organisme de bienfaisance"),
    Field.NEQ: _("NEQ"),
    Field.IATI: _("Identifiant IITA (IATI)"),
    Field.VAT: _("Numéro de TVA"),
    Field.IDENTIFIER: _("Identifiant, de nature à reconnaître"),
    Field.IATI_TYPE: _("Code IATI du type d’organisation"),
    Field.FOUNDED: _("Année de création"),
    Field.BUDGET: _("Budget"),
    Field.STAFF: _("Effectif salarié"),
    Field.REPRESENTED: _("Personnes représentées"),
    Field.STREET: _("Adresse"),
    Field.POSTAL_CODE: _("Code postal"),
    Field.CITY: _("Ville"),
    Field.REGION: _("Région ou province"),
    Field.COUNTRY: _("Pays du siège"),
    Field.LATITUDE: _("Latitude"),
    Field.LONGITUDE: _("Longitude"),
    Field.COORDINATES: _("Latitude et longitude"),
    Field.COUNTRIES_OF_ACTION: _("Pays d’action"),
    Field.THEMES: _("Thèmes"),
    Field.LANGUAGES: _("Langues"),
    Field.WEBSITE: _("Site internet"),
    Field.EMAIL: _("Adresse électronique"),
    Field.PHONE: _("Téléphone"),
    Field.DESCRIPTION: _("Présentation"),
    Field.DESCRIPTION_FR: _("Présentation en français"),
    Field.DESCRIPTION_EN: _("Présentation en anglais"),
    Field.DESCRIPTION_ES: _("Présentation en espagnol"),
    Field.PUBLIC: _("Visible du public"),
    Field.WITHHELD: _("À ne pas montrer"),
    Field.STATE: _("État"),
    Field.VERIFIED_ON: _("Vérifiée le"),
    Field.NOTE: _("Note interne"),
    Field.CATEGORY: _("Catégorie de membre"),
    Field.MEMBER_SINCE: _("Membre depuis"),
    Field.EXTERNAL_KEY: _("Clé dans un autre système"),
    Field.IGNORE: _("Ne pas importer"),
}

# Headers as people write them, folded, without their small words; French, English, Spanish.
_SYNONYMS: dict[Field, str] = {
    Field.NAME: "nom|nom organisation|nom structure|nom association|nom complet|raison sociale|organisation"
    "|denomination|denomination sociale|intitule|structure|association|organisme|acteur|membre|titre"
    "|name|organization|organisation name|organization name|full name|legal name|company|member"
    "|nombre|nombre organizacion|organizacion|razon social|entidad|nom legal|nom officiel",
    Field.SHORT_NAME: "sigle|acronyme|nom court|abreviation|nom usuel|nom usage|acronym|short name"
    "|abbreviation|sigla|acronimo|siglas|nombre corto",
    Field.KIND: "type|type organisation|type structure|type acteur|nature|type iati|forme juridique|statut"
    "|statut juridique|kind|organisation type|organization type|type organization|legal form"
    "|tipo|tipo organizacion|forma juridica|type org",
    Field.FAMILY: "famille|college|branche|reseau|family|familia|colegio",
    Field.SIREN: "siren|numero siren|n siren|no siren",
    Field.SIRET: "siret|numero siret|n siret|no siret",
    Field.RNA: "rna|numero rna|n rna|waldec|numero waldec|rna waldec",
    Field.BCE: "bce|numero bce|n bce|kbo|numero entreprise belge|bce kbo|no bce|ondernemingsnummer",
    Field.BN: "ne|numero entreprise|bn|business number|ne arc|numero entreprise canada",
    Field.CHARITY: "numero bienfaisance|organisme bienfaisance|numero organisme bienfaisance"
    "|charity number|charity registration number|numero charite|rr|numero enregistrement arc",
    Field.NEQ: "neq|numero entreprise quebec|numero neq",
    Field.IATI: "iati|iati id|iati identifier|identifiant iati|iita|identifiant iita|org id"
    "|iati organisation identifier|organisation identifier|ref iati|iati ref|code iati",
    Field.VAT: "tva|numero tva|tva intracommunautaire|numero tva intracommunautaire|vat|vat number|iva|n tva",
    Field.IDENTIFIER: "identifiant|identifiants|identifiant legal|numero identification|identifier"
    "|registration number|numero enregistrement|legal id|identificador|numero registro|nif|cif|ein"
    "|numero legal|matricule|immatriculation",
    Field.IATI_TYPE: "code type|iati type|iati type code|organisation type code|code type iati",
    Field.FOUNDED: "annee creation|creation|date creation|fondation|annee fondation|fondee|creee"
    "|founded|year founded|foundation year|established|ano fundacion|fundada|fecha fundacion|fonde",
    Field.BUDGET: "budget|budget annuel|chiffre affaires|ressources|depenses|budget total|annual budget"
    "|turnover|income|presupuesto|presupuesto anual|ingresos|charges",
    Field.STAFF: "salaries|nombre salaries|effectif|effectifs|etp|employes|nombre employes|staff"
    "|employees|number employees|fte|personal|empleados|nb salaries|effectif salarie",
    Field.REPRESENTED: "adherents|nombre adherents|nombre membres|membres representes|represented"
    "|personnes representees|members represented|nb adherents|affilies|nombre affilies|socios",
    Field.STREET: "adresse|rue|adresse postale|adresse 1|voie|siege social|adresse siege|street|address"
    "|postal address|street address|direccion|calle|domicilio",
    Field.POSTAL_CODE: "code postal|cp|codepostal|postcode|postal code|zip|zip code|codigo postal",
    Field.CITY: "ville|commune|localite|municipalite|city|town|ciudad|municipio|localidad|ville siege",
    Field.REGION: "region|province|departement|etat|canton|region administrative|state|county"
    "|provincia|departamento|province etat",
    Field.COUNTRY: "pays|pays siege|code pays|country|country code|headquarters country|pais|pais sede"
    "|seat|sede|pays origine",
    Field.LATITUDE: "latitude|lat|latitud|y",
    Field.LONGITUDE: "longitude|long|lon|lng|longitud|x",
    Field.COORDINATES: "coordonnees gps|gps|coordonnees geographiques|geo|lat long|latlong|lat lon"
    "|geopoint|geolocalisation|coordinates|coordenadas|latitude longitude",
    Field.COUNTRIES_OF_ACTION: "pays action|pays intervention|zones action|zone intervention"
    "|zones intervention|pays partenaires|zone geographique|zones geographiques|pays interventions"
    "|countries|countries action|countries operation|countries intervention|where work|paises"
    "|paises accion|paises intervencion|pays projets|pays actions",
    Field.THEMES: "themes|theme|thematiques|thematique|secteurs|secteur|domaines|domaine|mots cles"
    "|domaines action|domaine action|secteurs activite|secteur activite|topics|sectors|sector"
    "|keywords|tags|temas|sectores|tematicas|areas trabajo|odd",
    Field.LANGUAGES: "langues|langue|langues travail|languages|language|idiomas|idioma|lenguas",
    Field.WEBSITE: "site|site web|site internet|url|web|website|homepage|lien|sitio web|pagina web|www",
    Field.EMAIL: "email|e mail|courriel|mail|adresse mail|adresse email|adresse electronique|mel"
    "|adresse courriel|contact email|email contact|mail contact|correo|correo electronico"
    "|email address|courriel contact",
    Field.PHONE: "telephone|tel|tel fixe|numero telephone|portable|mobile|phone|phone number|telefono"
    "|movil|gsm|telephone fixe",
    Field.DESCRIPTION: "description|presentation|resume|objet|objet social|mission|missions|activite"
    "|about|summary|descripcion|presentacion|a propos|objet association",
    Field.DESCRIPTION_FR: "description fr|presentation fr|description francais",
    Field.DESCRIPTION_EN: "description en|presentation en|description anglais|description english",
    Field.DESCRIPTION_ES: "description es|presentation es|description espagnol|descripcion es",
    Field.PUBLIC: "public|publique|visible|visible public|publier|publie|annuaire|affichage"
    "|publish|published|publico|publicar|visible annuaire",
    Field.WITHHELD: "masque|masquer|ne pas publier|confidentiel|sensible|cache|withheld|hidden|hide"
    "|confidential|oculto|confidencial|pas montrer|ne pas montrer",
    Field.STATE: "situation|etat association|statut activite|status|actif|active|etat fiche|estado|activite actuelle",
    Field.VERIFIED_ON: "verifie|verifiee|date verification|mise jour|date mise jour|verified"
    "|verified on|last verified|last updated|fecha verificacion|actualizado|derniere mise jour"
    "|verifie le|verifiee le",
    Field.NOTE: "note|notes|remarque|remarques|commentaire|commentaires|observations|comment|comments"
    "|remarks|nota|notas|observaciones|note interne",
    Field.CATEGORY: "categorie|categorie membre|type membre|type adhesion|category|membership type"
    "|member type|categoria|tipo miembro|type adherent|formule",
    Field.MEMBER_SINCE: "membre depuis|date adhesion|adhesion|annee adhesion|adherent depuis"
    "|member since|joined|join date|membership date|miembro desde|fecha adhesion|date entree",
    Field.EXTERNAL_KEY: "id|cle|code|reference|ref|numero|external id|key|uid|uuid|external key"
    "|id externe|numero adherent|n adherent|code adherent|clave|codigo|cle externe",
    Field.IGNORE: "activites|nombre activites|activities|number activities|actividades|total|rang|ligne"
    "|nb activites|nombre projets|projets|horodateur|timestamp|marca temporal",
}
# Small words that headers carry or not.
_EMPTY = word_set(
    """
    de du des d l la le les un une et ou a au aux of the and or in on for el los las del y en
    por para s se
    """
)


# "salarié·e·s" is "salariés" for us.
_INCLUSIVE = re.compile(r"[·•](?:e|ne|le|rice|trice|euse)?[·•]?s?\b")


def _header_key(header: str) -> str:
    header = _INCLUSIVE.sub("s", header[:200])
    header = re.sub(r"\((fr|en|es)\)", r" \1", header, flags=re.IGNORECASE)
    words = words_of(re.sub(r"\([^()]*\)|[*:?°º]", " ", re.sub(r"[nN]\s*[°º]", "numero ", header)))
    # "en" is a small word, but at the end of "description_en", where it is English.
    last = len(words) - 1
    kept = [word for at, word in enumerate(words) if word not in _EMPTY or (word == "en" and at == last)]
    return " ".join(kept or words)


_FIELD_OF_HEADER: dict[str, Field] = {}
for _field, _words in _SYNONYMS.items():
    for _word in _words.split("|"):
        _key = _header_key(_word)
        _FIELD_OF_HEADER.setdefault(_key, _field)
# Our own exports name columns by their label or by their code.
for _field, _label in LABELS.items():
    _FIELD_OF_HEADER.setdefault(_header_key(_label._args[0]), _field)
    _FIELD_OF_HEADER.setdefault(_header_key(_field.value), _field)


@dataclass(frozen=True, slots=True)
class Guess:
    """A field for a column, from 0 to 1, and why: "header", "header-part", "content", …"""

    field: Field
    confidence: float
    reason: str


REASONS: dict[str, Any] = {
    "header": _("Le titre de la colonne le dit."),
    "header-part": _("Le titre de la colonne contient ce mot."),
    "header-and-content": _("Le titre de la colonne le dit et son contenu le confirme."),
    "content": _("Le contenu de la colonne y ressemble."),
    "content-corrects": _("Le contenu de la colonne contredit son titre."),
    "taken": _("Une autre colonne correspond mieux à ce champ."),
    "unknown": _("Rien ne dit ce que contient cette colonne."),
    "empty": _("La colonne est vide."),
}


def explain(guess: Guess) -> str:
    """Why this field was proposed."""
    return str(REASONS[guess.reason])


# --- Content ---------------------------------------------------------------------------------


def _looks(pattern: str) -> Callable[[str], bool]:
    expected = re.compile(pattern, re.IGNORECASE)
    return lambda cell: expected.fullmatch(cell) is not None


def _proven(kind: str) -> Callable[[str], bool]:
    def test(cell: str) -> bool:
        try:
            return not identifiers.check(kind, cell).notes
        except identifiers.IdentifierError:
            return False

    return test


def _countries(cell: str) -> bool:
    if len(cell) > 300:
        return False
    codes, unknown = parse_countries(cell)
    return bool(codes) and not unknown


_KINDS = word_set(
    """
    10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90
    """
)

# A test and the share of the filled cells that must pass it. What is proven comes first.
_CONTENT: tuple[tuple[Field, Callable[[str], bool], float], ...] = (
    (Field.EMAIL, _looks(r"[^@\s]{1,64}@[^@\s]+\.[a-z]{2,24}"), 0.6),
    (Field.WEBSITE, _looks(r"https?://\S+|www\.\S+"), 0.6),
    (Field.CHARITY, _proven("charity"), 0.6),
    (Field.RNA, _proven("rna"), 0.6),
    (Field.SIRET, _proven("siret"), 0.7),
    (Field.BCE, _proven("bce"), 0.7),
    (Field.SIREN, _proven("siren"), 0.7),
    (Field.IATI, _looks(r"[a-z]{2}-[a-z0-9_]{2,12}-\S+"), 0.4),
    (Field.KIND, lambda cell: cell.removesuffix(".0") in _KINDS, 0.9),
    (Field.COUNTRIES_OF_ACTION, _countries, 0.8),
    (Field.PHONE, _looks(r"\+\d[\d\s.()-]{7,20}|0\d(?:[\s.-]?\d\d){4}"), 0.6),
)


def _evidence(cells: Sequence[str]) -> tuple[Field, float] | None:
    """The field that the content shows, and how clearly."""
    for field, test, needed in _CONTENT:
        share = sum(map(test, cells)) / len(cells)
        if share >= needed:
            return field, share
    return None


def guess_mapping(headers: Sequence[str], sample_rows: Iterable[Sequence[str]]) -> dict[int, Guess]:
    """Propose a field for every column; each field once, but for those that can repeat.

    A header that is known wins, unless the content proves otherwise ("Contact" full of e-mails).
    """
    columns: list[list[str]] = [[] for _header in headers]
    for row in sample_rows:
        for index, cell in enumerate(row[: len(headers)]):
            cell = cell.strip()
            if cell and len(columns[index]) < 200 and not _is_nothing(cell):
                columns[index].append(cell)
    guesses = {index: _guess(header, columns[index]) for index, header in enumerate(headers)}
    _settle_countries(guesses, columns)
    _keep_best(guesses)
    return guesses


def _is_nothing(cell: str) -> bool:
    # "NA" may be Namibia: only what cannot be a value is left aside here.
    return cell.upper() in {"N/A", "-", "?", "#N/A", "NÉANT", "NULL"}


def _guess(header: str, cells: list[str]) -> Guess:
    if header.startswith("(") and header.endswith(")"):
        return Guess(Field.IGNORE, 0.9, "header")  # our exports tell so what no field holds
    key = _header_key(header)
    named, reason, confidence = _FIELD_OF_HEADER.get(key), "header", 0.9
    if named is None:
        named, reason, confidence = _by_part(key), "header-part", 0.6
    shown = _evidence(cells) if cells else None
    if named is None:
        if shown:
            return Guess(shown[0], round(0.5 + 0.3 * shown[1], 2), "content")
        return Guess(Field.IGNORE, 0.5, "unknown" if cells else "empty")
    if shown is None:
        if named is Field.EXTERNAL_KEY and cells and len(set(cells)) < len(cells):
            # A key that repeats is no key.
            return Guess(Field.IGNORE, 0.5, "content-corrects")
        return Guess(named, confidence, reason)
    return _reconciled(named, reason, confidence, shown)


def _reconciled(named: Field, reason: str, confidence: float, shown: tuple[Field, float]) -> Guess:
    seen, share = shown
    if seen is named or {seen, named} <= {Field.COUNTRY, Field.COUNTRIES_OF_ACTION}:
        return Guess(named, 0.98, "header-and-content")
    if {seen, named} == {Field.KIND, Field.IATI_TYPE}:
        return Guess(named, 0.98, "header-and-content")
    if named in (Field.IDENTIFIER, Field.EXTERNAL_KEY) and seen in IDENTIFIER_FIELDS:
        return Guess(seen, 0.9, "header-and-content")
    if named is Field.IATI and seen is Field.KIND:
        return Guess(Field.IATI_TYPE, 0.8, "content-corrects")
    strong = seen in IDENTIFIER_FIELDS or seen in (Field.EMAIL, Field.WEBSITE)
    if strong and share >= 0.8 and named not in IDENTIFIER_FIELDS:
        return Guess(seen, 0.8, "content-corrects")
    return Guess(named, confidence, reason)


def _by_part(key: str) -> Field | None:
    """A known header inside a longer one: "Courriel du siège", "Pays d'intervention en 2023"."""
    words = key.split()
    best: tuple[int, Field] | None = None
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            part = " ".join(words[start:end])
            field = _FIELD_OF_HEADER.get(part)
            if field is None or len(part) < 3 or field in (Field.EXTERNAL_KEY, Field.IGNORE):
                continue
            # "Nombre" is a name in Spanish and a number in French, where more words follow.
            if part == "nombre":
                continue
            if best is None or end - start > best[0]:
                best = (end - start, field)
    return best[1] if best else None


def _settle_countries(guesses: dict[int, Guess], columns: list[list[str]]) -> None:
    """A column "Pays" is the seat, unless its cells hold several countries."""
    for index, guess in guesses.items():
        if guess.field not in (Field.COUNTRY, Field.COUNTRIES_OF_ACTION) or not columns[index]:
            continue
        several = sum(len(parse_countries(cell[:300])[0]) > 1 for cell in columns[index])
        share = several / len(columns[index])
        if guess.field is Field.COUNTRY and share > 0.1:
            guesses[index] = Guess(Field.COUNTRIES_OF_ACTION, 0.8, "content-corrects")
        elif guess.reason == "content" and share == 0:
            guesses[index] = Guess(Field.COUNTRY, guess.confidence, "content")


def _keep_best(guesses: dict[int, Guess]) -> None:
    best: dict[Field, int] = {}
    for index, guess in guesses.items():
        if guess.field in _REPEATABLE:
            continue
        held = best.get(guess.field)
        if held is None or guess.confidence > guesses[held].confidence:
            if held is not None:
                guesses[held] = Guess(Field.IGNORE, 0.5, "taken")
            best[guess.field] = index
        else:
            guesses[index] = Guess(Field.IGNORE, 0.5, "taken")
