"""What the network says of itself, and of the personal data it keeps: read from its profile and from the models."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.core.personal import Purpose, Until
from maillage.network import words
from maillage.network.base import Text
from maillage.network.profile import Profile
from maillage.network.reading import votes


def optional(name: str) -> str:
    """The address of a page that a room above may bring; empty while it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class About:
    """The network's own words."""

    mission: str
    story: list[str]
    values: list[tuple[str, str]]
    axes: list[tuple[str, str]]
    crossing: list[tuple[str, str]]
    themes: list[tuple[str, list[str]]]
    families: list[tuple[str, str]]
    categories: list[dict[str, Any]]
    charter: dict[str, Any] | None
    apply_url: str


def about(profile: Profile, lang: str) -> About:
    def said(text: Text | None) -> str:
        return text.text(lang) if text else ""

    def named(things: Any) -> list[tuple[str, str]]:
        return [(said(one.name), said(one.description)) for one in things]

    charter = profile.charter
    return About(
        mission=said(profile.texts.mission),
        story=[part for part in said(profile.texts.description).split("\n\n") if part.strip()],
        values=named(profile.values), axes=named(profile.axes), crossing=named(profile.cross_cutting_axes),
        themes=[(said(one.name), [said(point.name) for point in one.attention_points]) for one in profile.themes],
        families=named(profile.families),
        categories=[
            {"name": said(one.name), "description": said(one.description), "who": words.WHO[one.who],
             "votes": votes(one) if one.rights.vote else "", "democratic": one.rights.is_democratic,
             "steps": [words.STEPS[step] for step in one.admission.steps]}
            for one in profile.membership.categories
        ],
        charter={
            "title": said(charter.title), "preamble": said(charter.preamble), "version": charter.version,
            "principles": [(one.number, said(one.title), said(one.text)) for one in charter.principles],
            "commitment": said(charter.commitment),
        } if charter else None,
        apply_url=optional("site:apply"),
    )  # fmt: skip


@dataclass(frozen=True)
class Privacy:
    """The policy: the law, who answers, and for each kind of record its fields, why, until when."""

    law: str
    officer: str
    duties: list[str]
    records: list[tuple[str, list[tuple[str, str, str]]]]
    years: list[tuple[str, str]]


LAWS = {
    "loi-25": gettext_lazy(
        "Loi sur la protection des renseignements personnels dans le secteur privé (Québec, loi 25)"
    ),
    "rgpd": gettext_lazy("Règlement général sur la protection des données (Union européenne)"),
}
UNTIL = {
    Until.ERASURE: gettext_lazy("Tant que la fiche est dans l’annuaire ; effacé sur demande."),
    Until.MEMBERSHIP: gettext_lazy("Quelques années après la fin de l’adhésion."),
    Until.ACCOUNTS: gettext_lazy("Le temps que la loi demande pour les comptes."),
    Until.DECLARED: gettext_lazy("Jusqu’au jour dit au moment de la demande (quelques semaines après l’activité)."),
    Until.ACCOUNT: gettext_lazy("Tant que le compte est ouvert."),
}


def until(purpose: Purpose) -> str:
    if purpose.until in UNTIL:
        return str(UNTIL[purpose.until])
    return ngettext("%(count)s jour.", "%(count)s jours.", purpose.days) % {"count": purpose.days}


def label_of(field: Any) -> str:
    """The name of a field for people; what nobody reads on a screen has none."""
    if str(field.verbose_name) != field.name.replace("_", " "):
        return str(field.verbose_name)
    if field.is_relation:
        return str(field.related_model._meta.verbose_name)
    return _("données techniques")


def records() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Every model of the house that holds personal data: its fields by purpose."""
    found = []
    for model in apps.get_models():
        declared = getattr(model, "PERSONAL", None)
        if not declared or not model.__module__.startswith("maillage."):
            continue
        grouped: dict[tuple[str, str], list[str]] = {}
        for name, purpose in declared.items():
            labels = grouped.setdefault((str(purpose.why), until(purpose)), [])
            if (label := label_of(model._meta.get_field(name))) not in labels:
                labels.append(label)
        lines = [(", ".join(labels), why, end) for (why, end), labels in grouped.items()]
        found.append((capfirst(str(model._meta.verbose_name_plural)), lines))
    return sorted(found)


def privacy(profile: Profile, lang: str) -> Privacy:
    legal = profile.legal
    kept = legal.retention
    counts = (
        (_("Pièces comptables"), kept.accounting_years),
        (_("Dons"), kept.donors_years),
        (_("Journal"), kept.journal_years),
    )
    return Privacy(
        law=str(LAWS[legal.privacy.law.value]), officer=legal.privacy.officer.text(lang),
        duties=[duty.text(lang) for duty in legal.privacy.duties], records=records(),
        years=[(label, ngettext("%(count)s an", "%(count)s ans", rule.value) % {"count": rule.value})
               for label, rule in counts],
    )  # fmt: skip
