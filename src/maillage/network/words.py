"""The words of the profile's codes, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.core.money import Money

LANGUAGES = {"fr": gettext_lazy("français"), "en": gettext_lazy("anglais"), "es": gettext_lazy("espagnol")}
MEASURES = {
    "budget": gettext_lazy("budget annuel"),
    "staff": gettext_lazy("personnes salariées"),
    "represented_members": gettext_lazy("membres représentés"),
    "inhabitants": gettext_lazy("habitantes et habitants"),
}
WHO = {
    "organisation": gettext_lazy("Organisation"),
    "individual": gettext_lazy("Personne"),
    "both": gettext_lazy("Organisation ou personne"),
}
STEPS = {
    "completeness": gettext_lazy("dossier vérifié"),
    "charter": gettext_lazy("charte signée"),
    "sponsors": gettext_lazy("parrainages"),
    "board": gettext_lazy("décision du conseil"),
    "ratification": gettext_lazy("ratification par l’assemblée"),
}
BODIES = {"assembly": gettext_lazy("l’assemblée"), "board": gettext_lazy("le conseil")}
STRUCTURES = {
    "sessions": gettext_lazy("une ou plusieurs dates, au choix"), "cycle": gettext_lazy("un cycle, suivi en entier"),
    "tour": gettext_lazy("une tournée, avec ses étapes"), "dinner": gettext_lazy("un repas, avec ses tables"),
    "placement": gettext_lazy("un stage ou une mission, avec ses personnes désignées"),
}  # fmt: skip
CONTINENTS = {
    "africa": gettext_lazy("Afrique"), "asia": gettext_lazy("Asie"), "latin-america": gettext_lazy("Amérique latine"),
    "europe": gettext_lazy("Europe"), "north-america": gettext_lazy("Amérique du Nord"),
    "oceania": gettext_lazy("Océanie"),
}  # fmt: skip
PUBLIC_FIELDS = {
    "name": gettext_lazy("Nom"), "logo": gettext_lazy("Logo"), "description": gettext_lazy("Description"),
    "kind": gettext_lazy("Genre"), "website": gettext_lazy("Site web"), "city": gettext_lazy("Ville"),
    "region": gettext_lazy("Région"), "address": gettext_lazy("Adresse"), "email": gettext_lazy("Courriel"),
    "phone": gettext_lazy("Téléphone"), "themes": gettext_lazy("Thèmes"), "countries": gettext_lazy("Pays d’action"),
    "projects": gettext_lazy("Projets"), "people": gettext_lazy("Personnes"),
}  # fmt: skip
COLOURS = {
    "accent": gettext_lazy("Boutons"), "on_accent": gettext_lazy("Texte des boutons"),
    "accent_strong": gettext_lazy("Grand fond sombre"), "accent_soft": gettext_lazy("Fond des étiquettes"),
    "second": gettext_lazy("Seconde couleur"), "background": gettext_lazy("Fond des pages"),
    "surface": gettext_lazy("Fond des encadrés"), "text": gettext_lazy("Texte"),
    "muted": gettext_lazy("Texte discret"), "border": gettext_lazy("Traits"), "link": gettext_lazy("Liens"),
    "focus": gettext_lazy("Contour de la sélection"),
}  # fmt: skip
PARTS = {
    "code": gettext_lazy("Code du réseau"), "languages": gettext_lazy("Langues"), "country": gettext_lazy("Pays"),
    "currency": gettext_lazy("Monnaie"), "timezone": gettext_lazy("Fuseau horaire"),
    "fiscal_year": gettext_lazy("Exercice"), "names": gettext_lazy("Noms"), "texts": gettext_lazy("Textes"),
    "contact": gettext_lazy("Coordonnées"), "colours": gettext_lazy("Couleurs"),
    "territory": gettext_lazy("Territoire"), "axes": gettext_lazy("Axes"),
    "cross_cutting_axes": gettext_lazy("Axes transversaux"), "themes": gettext_lazy("Thèmes"),
    "values": gettext_lazy("Valeurs"), "frameworks": gettext_lazy("Cadres de référence"),
    "movements": gettext_lazy("Mouvements et rendez-vous"), "activity_forms": gettext_lazy("Formes d’activité"),
    "audiences": gettext_lazy("Publics"), "families": gettext_lazy("Familles d’acteurs"),
    "organisation_kinds": gettext_lazy("Genres d’organisation"), "partner_types": gettext_lazy("Types de partenaires"),
    "allies": gettext_lazy("Alliances"), "tables": gettext_lazy("Tables"),
    "membership": gettext_lazy("Catégories de membres"), "fees": gettext_lazy("Cotisations"),
    "charter": gettext_lazy("Charte"), "legal": gettext_lazy("Profil légal"),
    "visibility": gettext_lazy("Visibilité"), "demo": gettext_lazy("Démonstration"),
}  # fmt: skip


def yes(value: bool) -> str:
    return _("Oui") if value else _("Non")


def money(minor: int, currency: str, locale: str) -> str:
    return Money(minor, currency).format(locale.replace("-", "_"))


def said(value: Any) -> str:
    """A value of a legal rule, in words."""
    match value:
        case bool():
            return yes(value)
        case str():
            return str(_RULE_WORDS.get(value, value))
        case int():
            return str(value)
    return _structure(value)


_RULE_WORDS = {
    "none": gettext_lazy("aucune"), "board": gettext_lazy("le conseil"), "members": gettext_lazy("les membres"),
    "both": gettext_lazy("les membres et le conseil"), "assembly": gettext_lazy("l’assemblée"),
    "voting_members": gettext_lazy("membres ayant droit de vote"), "delegates": gettext_lazy("personnes déléguées"),
    "cast": gettext_lazy("voix exprimées"), "present": gettext_lazy("membres présents"),
    "loi-25": gettext_lazy("Loi 25 (Québec)"), "rgpd": gettext_lazy("RGPD"),
}  # fmt: skip


def _structure(value: Any) -> str:
    """A quorum, a majority, a second meeting, a fraction."""
    name = type(value).__name__
    of = str(_RULE_WORDS.get(getattr(value, "of", ""), ""))
    if name == "Quorum":
        if value.kind == "none":
            return _("aucun")
        return _("%(share)s des %(of)s") % {"share": value.share or value.number, "of": of}
    if name == "Majority":
        if value.more_than is not None:
            return _("plus de %(share)s des %(of)s") % {"share": value.more_than, "of": of}
        return _("au moins %(share)s des %(of)s") % {"share": value.at_least, "of": of}
    if name == "SecondMeeting":
        if not value.possible:
            return _("non")
        days = ngettext("%(count)s jour après", "%(count)s jours après", value.min_days) % {"count": value.min_days}
        return ", ".join([days, _("avec quorum") if value.needs_quorum else _("sans quorum")])
    return str(value)
