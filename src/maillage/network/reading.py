"""The whole profile as people read it: sections of facts and tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.core import territories
from maillage.network import words
from maillage.network.base import Text
from maillage.network.fees import FeeSchedule
from maillage.network.membership import Category
from maillage.network.profile import Profile
from maillage.ui.words import number

Cell = str | list[str]


@dataclass(frozen=True)
class Table:
    """A table of a section; the first cell of each row is its heading."""

    caption: str
    headers: list[str]
    rows: list[list[Cell]]

    @property
    def labelled(self) -> list[list[tuple[str, str, list[str]]]]:
        """For the page: (header, text, lines) of each cell; a cell has one or the other."""
        return [
            [(label, "", cell) if isinstance(cell, list) else (label, cell, [])
             for label, cell in zip(self.headers, row, strict=True)]
            for row in self.rows
        ]  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A part of the profile: facts (label, value), tables, and the form that changes it when there is one."""

    code: str
    title: str
    facts: list[tuple[str, Any]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    editable: bool = False
    note: str = ""


def lang() -> str:
    return get_language() or "fr"


def text(value: Text | None) -> str:
    return value.text(lang()) if value else ""


def coded(things: Iterable[Any]) -> list[str]:
    return [text(thing.name) for thing in things]


def sections(profile: Profile) -> list[Section]:
    """Everything, in the order in which a person would tell it."""
    return [_identity(profile), _texts(profile), _contact(profile), _territory(profile), _categories(profile),
            *_schedules(profile), _mission(profile), *_activities(profile), _themes(profile), _frameworks(profile), _families(profile),
            *_charter(profile), _visibility(profile)]  # fmt: skip


def _identity(profile: Profile) -> Section:
    start = profile.fiscal_year
    return Section("identity", _("Le réseau"), [
        (_("Code"), profile.code),
        (_("Pays"), territories.country_name(profile.country, lang())),
        (_("Langues"), ", ".join(str(words.LANGUAGES[one.code]) + f" ({one.locale})" for one in profile.languages)),
        (_("Monnaie"), profile.currency),
        (_("Fuseau horaire"), profile.timezone),
        (_("L’exercice commence le"), f"{start.day:02}/{start.month:02}"),
    ])  # fmt: skip


def _texts(profile: Profile) -> Section:
    return Section("texts", _("Noms et textes"), [
        (_("Nom"), text(profile.names.name)), (_("Nom court"), text(profile.names.short_name)),
        (_("Devise"), text(profile.names.tagline)), (_("Mission"), text(profile.texts.mission)),
        (_("Description"), text(profile.texts.description)),
    ], editable=True)  # fmt: skip


def _contact(profile: Profile) -> Section:
    contact = profile.contact
    facts = [(_("Adresse"), contact.address), (_("Courriel"), contact.email), (_("Téléphone"), contact.phone),
             (_("Site web"), contact.website)]  # fmt: skip
    return Section("contact", _("Coordonnées"), facts, editable=True)


def _territory(profile: Profile) -> Section:
    here = profile.territory
    countries = [territories.country_name(code, lang()) for code in here.partner_countries]
    return Section("territory", _("Territoire"), [
        (_("Régions"), ", ".join(text(region.name) for region in here.regions) or _("toutes")),
        (_("Pays partenaires"), ", ".join(countries)),
        (_("Continents partenaires"), ", ".join(str(words.CONTINENTS[one]) for one in here.partner_continents)),
    ])  # fmt: skip


def votes(category: Category) -> str:
    """How many votes, in words."""
    if not category.rights.vote:
        return "–"
    if category.votes.kind == "one":
        return ngettext("%(count)s voix", "%(count)s voix", 1) % {"count": 1}
    most = max(step.delegates for step in category.votes.steps)
    return _("de 1 à %(most)s, selon : %(measure)s") % {
        "most": most, "measure": words.MEASURES[category.votes.measure]}  # fmt: skip


def threshold(category: Category) -> str:
    """The size asked for, in words."""
    asked = category.threshold
    if asked is None:
        return "–"
    bounds = []
    if asked.at_least is not None:
        bounds.append(_("au moins %(count)s") % {"count": number(asked.at_least, lang())})
    if asked.below is not None:
        bounds.append(_("moins de %(count)s") % {"count": number(asked.below, lang())})
    return f"{words.MEASURES[asked.measure]} : {', '.join(bounds)}"


def _categories(profile: Profile) -> Section:
    categories = profile.membership.categories
    rights = Table(
        _("Ce que chaque catégorie peut faire"),
        [_("Catégorie"), _("Qui"), _("Vote"), _("Se présente"), _("Compte au quorum"), _("Propose"), _("Voix")],
        [[text(one.name), str(words.WHO[one.who]), words.yes(one.rights.vote), words.yes(one.rights.stand),
          words.yes(one.rights.quorum), words.yes(one.rights.propose), votes(one)] for one in categories],
    )  # fmt: skip
    path = Table(
        _("Comment on y entre"),
        [_("Catégorie"), _("Seuil"), _("Chemin"), _("Personnes déléguées"), _("Mois d’essai")],
        [[text(one.name), threshold(one), ", ".join(str(words.STEPS[step]) for step in one.admission.steps) or "–",
          str(one.max_delegates), str(one.probation_months or "–")] for one in categories],
    )  # fmt: skip
    return Section("categories", _("Catégories de membres"), tables=[rights, path], editable=True)


def fee(rule: Any, profile: Profile) -> Cell:
    """What a category pays, in words."""

    def amount(minor: int) -> str:
        return words.money(minor, profile.currency, profile.language.locale)

    match rule.kind:
        case "flat":
            return amount(rule.amount)
        case "free":
            return _("libre, %(suggested)s suggérés, %(minimum)s au moins") % {
                "suggested": amount(rule.suggested), "minimum": amount(rule.minimum)}  # fmt: skip
        case "percent":
            rate = f"{float(rule.rate * 100):g} %".replace(".", ",")
            bounds = [_("au moins %(count)s") % {"count": amount(rule.floor)}] if rule.floor is not None else []
            bounds += [_("au plus %(count)s") % {"count": amount(rule.cap)}] if rule.cap is not None else []
            return ", ".join([_("%(rate)s du budget") % {"rate": rate}, *bounds])
        case "brackets":
            return [_("%(bracket)s : %(amount)s") % {"bracket": bracket(step), "amount": amount(step.amount)}
                    for step in rule.steps]  # fmt: skip
    return _("rien")


def bracket(step: Any) -> str:
    low = number(step.at_least, lang())
    if step.below is None:
        return _("%(low)s et plus") % {"low": low}
    return _("de %(low)s à moins de %(high)s") % {"low": low, "high": number(step.below, lang())}


def _schedules(profile: Profile) -> list[Section]:
    tables, examples = [], 0
    for schedule in sorted(profile.fees.schedules, key=lambda one: -one.first_year):
        examples += schedule.example
        tables.append(_schedule(schedule, profile))
    note = (
        _("Ces montants sont des exemples : remplacez-les par ceux que votre assemblée a adoptés.") if examples else ""
    )
    reminders = profile.fees.reminders
    facts = [(_("Rappels avant l’échéance"), _days(reminders.days_before)),
             (_("Rappels après l’échéance"), _days(reminders.days_after))]  # fmt: skip
    return [Section("fees", _("Cotisations"), facts, tables, editable=True, note=note)]


def _days(days: Iterable[int]) -> str:
    return ", ".join(ngettext("%(count)s jour", "%(count)s jours", day) % {"count": day} for day in days)


def years(schedule: FeeSchedule) -> str:
    if schedule.last_year is None:
        return _("à partir de %(first)s") % {"first": schedule.first_year}
    return _("de %(first)s à %(last)s") % {"first": schedule.first_year, "last": schedule.last_year}


def _schedule(schedule: FeeSchedule, profile: Profile) -> Table:
    names = {one.code: text(one.name) for one in profile.membership.categories}
    rows: list[list[Cell]] = [[names.get(rule.category, rule.category), fee(rule, profile)] for rule in schedule.rules]
    for reduction in schedule.reductions:
        rate = f"−{float(reduction.rate * 100):g} %"
        rows.append(
            [_("Réduction : %(name)s") % {"name": text(reduction.name)}, f"{rate}, {text(reduction.condition)}"]
        )
    caption = _("Barème %(years)s, adopté par %(body)s le %(day)s") % {
        "years": years(schedule), "body": words.BODIES[schedule.adopted_by],
        "day": date_format(schedule.adopted_on)}  # fmt: skip
    return Table(caption, [_("Catégorie"), _("Cotisation")], rows)


def _mission(profile: Profile) -> Section:
    facts = [
        (_("Axes"), ", ".join(coded(profile.axes))),
        (_("Axes transversaux"), ", ".join(coded(profile.cross_cutting_axes))),
        (_("Valeurs"), ", ".join(coded(profile.values))),
        (_("Mouvements et rendez-vous"), ", ".join(coded(profile.movements))),
        (_("Alliances"), ", ".join(ally.name for ally in profile.allies)),
        (_("Tables"), ", ".join(coded(profile.tables))),
        (_("Types de partenaires"), ", ".join(coded(profile.partner_types))),
    ]
    return Section("mission", _("Ce que fait le réseau"), facts)


def _activities(profile: Profile) -> list[Section]:
    """Forms of activity by how they are built, and audiences: each with its own form."""
    rows: list[list[Cell]] = [[text(one.name), str(words.STRUCTURES[one.structure])] for one in profile.activity_forms]
    tables = [Table(_("Formes d’activité"), [_("Forme"), _("Construction habituelle")], rows)] if rows else []
    return [
        Section("activity_forms", _("Formes d’activité"), tables=tables, editable=True),
        Section(
            "audiences",
            _("Publics des activités"),
            [(_("Publics"), ", ".join(coded(profile.audiences)))],
            editable=True,
        ),
    ]


def _themes(profile: Profile) -> Section:
    rows: list[list[Cell]] = [[text(one.name), coded(one.attention_points) or "–"] for one in profile.themes]
    tables = [Table(_("Thèmes"), [_("Thème"), _("Points d’attention")], rows)] if rows else []
    return Section("themes", _("Thèmes"), tables=tables, editable=True)


def _frameworks(profile: Profile) -> Section:
    rows: list[list[Cell]] = [
        [text(one.name), one.funder or "–", coded(one.headings) or "–"] for one in profile.frameworks
    ]
    tables = [Table(_("Cadres de référence"), [_("Cadre"), _("Bailleur"), _("Rubriques")], rows)] if rows else []
    return Section("frameworks", _("Cadres de référence"), tables=tables)


def _families(profile: Profile) -> Section:
    rows: list[list[Cell]] = [
        [text(one.name), words.yes(one.college),
         [text(kind.name) for kind in profile.organisation_kinds if kind.family == one.code] or "–"]
        for one in profile.families
    ]  # fmt: skip
    tables = (
        [Table(_("Familles d’acteurs"), [_("Famille"), _("Collège"), _("Genres d’organisation")], rows)] if rows else []
    )
    facts = [] if rows else [(_("Genres d’organisation"), ", ".join(coded(profile.organisation_kinds)))]
    return Section("families", _("Familles d’acteurs"), facts, tables, editable=True)


def _charter(profile: Profile) -> list[Section]:
    charter = profile.charter
    if charter is None:
        return []
    rows: list[list[Cell]] = [[f"{one.number}. {text(one.title)}", text(one.text)] for one in charter.principles]
    adopted = date_format(charter.adopted_on) if charter.adopted_on else ""
    facts = [(_("Version"), charter.version), (_("Adoptée le"), adopted), (_("Engagement"), text(charter.commitment))]
    return [Section("charter", text(charter.title), facts, [Table(_("Principes"), [_("Principe"), _("Texte")], rows)])]


def _visibility(profile: Profile) -> Section:
    seen = profile.visibility
    return Section("visibility", _("Visibilité"), [
        (_("Ce que le public peut voir d’une organisation"),
         ", ".join(str(words.PUBLIC_FIELDS[name]) for name in seen.public_fields)),
        (_("Partenaires à l’étranger retenus au départ"), words.yes(seen.partners_abroad_withheld)),
        (_("Les changements des membres sont relus"), words.yes(seen.moderate_member_edits)),
        (_("Responsable des renseignements personnels"), text(profile.legal.privacy.officer)),
    ], editable=True)  # fmt: skip
