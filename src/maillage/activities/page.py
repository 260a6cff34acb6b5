"""What the page of one activity shows in Gestion: facts in order, dates, and the verbs possible now."""

from typing import Any

from django.db.models import Prefetch, QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.accounts.roles import Permission
from maillage.activities import words
from maillage.activities.enums import ActivityState, Kind, NomineeState, Structure
from maillage.activities.models import Activity, CoOrganiser, DinnerTable, Guest, Nominee, Session
from maillage.billing import words as money
from maillage.files.models import Document, Image
from maillage.network.current import profile
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

A, P = ActivityState, Permission
SHOWN = 60  # dates on the page; the others are on the page of dates


def with_everything(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    return rows.select_related("organiser", "proposed_by", "proposer", "campaign", "project", "source", "copied_from").prefetch_related(
        "classifications", "translations",
        Prefetch("co_organisers", CoOrganiser.objects.select_related("organisation")),
        Prefetch("sessions", Session.objects.select_related("venue")),
    )  # fmt: skip


def seen(organisation: Organisation | None, user: Any) -> Organisation | None:
    """The organisation, for those who may know of it."""
    if organisation is None or (organisation.withheld and not user.can(P.WITHHELD_VIEW)):
        return None
    return organisation


def facts(row: Activity, user: Any) -> dict[str, Any]:
    sessions = list(row.sessions.all())
    at, edits = now(), user.can(P.ACTIVITIES_EDIT)
    upcoming = [one for one in sessions if one.ends_at >= at] or sessions
    return {
        "state": A(row.state), "form": words.form_label(row.form), "structure": Structure(row.structure),
        "organiser": seen(row.organiser, user), "proposed_by": seen(row.proposed_by, user),
        "with": [one for one in row.co_organisers.all() if one.organisation is None or seen(one.organisation, user)],
        "sessions": upcoming[:SHOWN], "count": len(sessions), "rest": len(sessions) - len(upcoming[:SHOWN]),
        "classified": classified(row), "movement": words.movement_label(row.movement, row.movement_year) if row.movement else "",
        "documents": documents(row, user), "poster": Image.objects.filter(public_id=row.poster).first() if row.poster else None,
        "languages": languages(row), "verbs": verbs(row) if edits else [], "edit": edits,
        "gathering": gathering(row, sessions), "public": row.public_url if row.shows_publicly else "",
        "language_name": words.language_names().get(row.language, row.language),
        "may_campaign": user.can(P.CAMPAIGNS_VIEW), "project": project(row, user),
        "may_projects": user.can(P.PROJECTS_VIEW),
        "to_say": row.state == A.ANNOUNCED and row.ends_at is not None and row.ends_at < at,
    }  # fmt: skip


def project(row: Activity, user: Any) -> Project | None:
    """The project that it comes from, for those who may know of it."""
    return Project.objects.visible_to(user).filter(pk=row.project_id).first() if row.project_id else None


def classified(row: Activity) -> list[tuple[Any, list[str]]]:
    """(kind, names) of what it bears; a point or a heading says of which whole it is."""
    found = []
    codes = list(row.classifications.all())
    for kind in Kind:
        mine = {one.code for one in codes if one.kind == kind}
        if not mine:
            continue
        if kind in (Kind.ATTENTION, Kind.HEADING):
            said = [f"{whole} : {name}" for whole, pairs in words.groups(kind) for code, name in pairs if code in mine]
            known = {code for _whole, pairs in words.groups(kind) for code, _name in pairs}
            said += sorted(mine - known)
        else:
            named = words.names(kind)
            said = [name for code, name in named.items() if code in mine] + sorted(mine - set(named))
        found.append((kind.label, said))
    return found


def documents(row: Activity, user: Any) -> list[Document]:
    rows = Document.objects.visible_to(user).filter(pk__in=row.documents.values("document"))
    return list(rows.prefetch_related("versions"))


def languages(row: Activity) -> list[tuple[str, str, bool, str]]:
    """(code, name, written, address) of the network's other languages."""
    names, done = words.language_names(), {one.language for one in row.translations.all()}
    return [(one.code, names[one.code], one.code in done, reverse("activities:translate", args=[row.pk, one.code]))
            for one in profile().languages if one.code != row.language]  # fmt: skip


def verbs(row: Activity) -> list[tuple[str, str, bool]]:
    """(address, label, main) of what may be done now."""
    state, at = A(row.state), now()
    begun = row.starts_at is not None and row.starts_at <= at
    over = row.ends_at is not None and row.ends_at < at
    possible = [
        ("accept", _("Accepter"), state == A.PROPOSED, True),
        ("decline", _("Décliner"), state == A.PROPOSED, False),
        ("announce", _("Annoncer"), state == A.DRAFT and not over, True),
        ("hold", _("Dire tenue"), (state == A.ANNOUNCED or state == A.DRAFT) and begun, True),
        ("account", _("Dire comptée"), state == A.HELD, True),
        ("reopen", _("Rouvrir les comptes"), state == A.ACCOUNTED, False),
        ("unhold", _("N’a pas été tenue"), state == A.HELD, False),
        ("take_up", pgettext("activité annulée", "Reprendre"), state == A.CANCELLED, True),
        ("copy", _("Copier"), state not in (A.PROPOSED, A.DECLINED), False),
        ("cancel", _("Annuler"), state in (A.DRAFT, A.ANNOUNCED), False),
    ]
    return [
        (reverse(f"activities:{name}", args=[row.pk]), label, main)
        for name, label, allowed, main in possible
        if allowed
    ]


def gathering(row: Activity, sessions: list[Session]) -> dict[str, Any]:
    """In a line each, what a tour, a dinner, a placement holds, with the address of its page."""
    match row.structure:
        case Structure.TOUR:
            return {"name": "tour", "guests": list(Guest.objects.filter(activity=row).select_related("person")),
                    "costs": totals(row)}  # fmt: skip
        case Structure.DINNER:
            tables = DinnerTable.objects.filter(session__in=sessions)
            return {"name": "dinner", "tables": tables.count(), "seats": tables.aggregate(n=Sum("seats"))["n"] or 0}
        case Structure.PLACEMENT:
            states = list(Nominee.objects.filter(activity=row).values_list("state", flat=True))
            return {"name": "placement", "named": len(states), "chosen": states.count(NomineeState.CHOSEN),
                    "waiting": states.count(NomineeState.PROPOSED)}  # fmt: skip
    return {"name": ""}


def totals(row: Activity) -> list[tuple[str, str]]:
    """(planned, actual) in each currency."""
    sums = row.costs.order_by().values("currency").annotate(planned=Sum("planned"), actual=Sum("actual"))
    return [
        (money.show(one["planned"] or 0, one["currency"]), money.show(one["actual"], one["currency"])) for one in sums
    ]
