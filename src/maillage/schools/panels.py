"""What schools show on the pages of lower rooms, what waits for the team, what teachers can ask now."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import by_rights, remembered
from maillage.core.registry import OpenGesture, WaitingItem
from maillage.network import current
from maillage.organisations.facts import person_of
from maillage.schools import clashes, levels, words
from maillage.schools.models import Animation, Assignment, Facilitator, School, SchoolRequest

Block = tuple[str, dict[str, Any]]
P = Permission
SHOWN = 6


def facts(user: Any) -> Iterable[tuple[str, int]]:
    """Who gives animations, while they do."""
    if not (person := person_of(user)):
        return []
    return [
        ("facilitator", pk) for pk in Facilitator.objects.working().filter(person=person).values_list("pk", flat=True)
    ]


def organisation_panel(request: Any, organisation: Any) -> Block | None:
    """On an organisation that is a school: what it asked."""
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    school = School.objects.visible_to(request.user).filter(organisation=organisation).first()
    if school is None:
        return None
    rows = (
        SchoolRequest.objects.visible_to(request.user)
        .filter(school=school)
        .select_related("animation", "school__organisation")
    )
    return "schools/panel.html", {
        "key": "ecole", "title": _("École"), "url": school.get_absolute_url(), "label": _("Fiche de l’école"),
        "note": levels.labels(school.levels), "rows": [(row, words.subject(row)) for row in rows[:SHOWN]],
    }  # fmt: skip


def person_panel(request: Any, person: Any) -> Block | None:
    """On a person who gives animations."""
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    row = Facilitator.objects.visible_to(request.user).filter(person=person).first()
    if row is None:
        return None
    coming = row.assignments.filter(visit__request__state="confirmed", visit__starts_at__gte=now()).count()  # type: ignore[attr-defined]
    note = ngettext("%(n)s visite à venir", "%(n)s visites à venir", coming) % {"n": coming}
    return "schools/panel.html", {"key": "anime", "title": _("Anime en classe"), "url": row.get_absolute_url(),
                                  "label": _("Compétences, vérification, cachet"), "note": note, "rows": []}  # fmt: skip


def activity_panel(request: Any, activity: Any) -> Block | None:
    """On the activity that a request became."""
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    rows = SchoolRequest.objects.visible_to(request.user).filter(activity=activity)
    row = rows.select_related("animation", "school__organisation").first()
    if row is None:
        return None
    return "schools/panel.html", {"key": "demande-ecole", "title": _("Animation en classe"), "url": row.get_absolute_url(),
                                  "label": row.school_label, "note": str(row.get_state_display()), "rows": []}  # fmt: skip


def member_home(request: Any, user: Any) -> Block | None:
    """On the facilitator's home: what awaits them."""
    mine = Assignment.objects.filter(facilitator__person__user=user, facilitator__is_active=True)
    if not mine.exists() and not user.holds("facilitator"):
        return None
    mine = mine.exclude(visit__request__state__in=("declined", "cancelled"))
    return "schools/home_panel.html", {
        "asked": mine.filter(answer="waiting", visit__ends_at__gte=now()).count(),
        "to_count": to_count(mine).count(),
    }


def to_count(rows: Any) -> Any:
    """Classes that are over and that nobody counted."""
    return rows.exclude(answer="declined").filter(
        visit__ends_at__lt=now(), visit__counted_at=None, visit__request__state__in=("confirmed", "held")
    )


@by_rights
def count_asked(user: Any) -> int:
    return SchoolRequest.objects.visible_to(user).filter(state="asked").count()


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Requests to answer, conflicts, animations to count, checks that end."""
    url = reverse("schools:requests")
    states = dict(SchoolRequest.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk")))
    for state, one, many, detail, tone in (
        ("asked", _("%(n)s demande d’animation à traiter"), _("%(n)s demandes d’animation à traiter"),
         _("Une école attend une proposition."), "al"),
        ("held", _("%(n)s animation à compter"), _("%(n)s animations à compter"), _("Qui l’a donnée en a reçu la demande."), "al"),
        ("counted", _("%(n)s animation à évaluer"), _("%(n)s animations à évaluer"), _("Notez ce qu’en dit l’école."), ""),
    ):  # fmt: skip
        if n := states.get(state, 0):
            yield WaitingItem((one if n == 1 else many) % {"n": n}, detail, f"{url}?etat={state}", _("Voir"), tone)
    if clash := len(clashes.coming(user)):
        title = ngettext("%(n)s conflit dans les animations", "%(n)s conflits dans les animations", clash)
        yield WaitingItem(
            title % {"n": clash}, _("Ce qui fut prévu ne tient plus."), reverse("schools:conflicts"), _("Voir"), "er"
        )
    ending = Facilitator.objects.visible_to(user).checks_ending().count()
    if ending:
        title = ngettext(
            "%(n)s vérification d’antécédents à renouveler", "%(n)s vérifications d’antécédents à renouveler", ending
        )
        yield WaitingItem(title % {"n": ending}, _("Manquante, échue, ou dans les soixante jours."),
                          f"{reverse('schools:facilitators')}?antecedents=bientot", _("Voir"), "al")  # fmt: skip


def gestures(campaign: int | None) -> Iterable[OpenGesture]:
    """A teacher may ask us to come; the same whatever the campaign, so it is said for the network alone."""
    if campaign is None and current.exists() and remembered("schools.offers", Animation.objects.offered().exists):
        yield OpenGesture(_("Une animation dans votre classe"), _("Écoles, collèges, maisons de jeunes : nous venons."),
                          reverse("site:workshops"))  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """Requests that stand without their activity, facilitators without a check."""
    without = Facilitator.objects.checks_ending(0).count()
    if without:
        yield "warning", _("%(n)s personnes animent sans vérification d’antécédents valable.") % {"n": without}
    if current.exists() and not words.class_form():
        yield "error", _("Le profil n’a aucune forme d’activité : une animation ne peut pas être confirmée.")
    yield (
        "ok",
        _("%(n)s demandes d’animation ouvertes.")
        % {"n": SchoolRequest.objects.filter(state__in=("asked", "proposed", "confirmed")).count()},
    )
