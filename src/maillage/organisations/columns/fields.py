"""What a column can hold, and how each field is called on screen."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


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
REPEATABLE = frozenset(
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
