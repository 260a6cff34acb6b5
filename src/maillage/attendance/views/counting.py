"""Counting: what is to be counted, the count of a date, its link, the people of an activity."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.activities.models import Activity, Session
from maillage.attendance import actions, emails, links, listing, words
from maillage.attendance.breakdown import DIMENSIONS
from maillage.attendance.forms import STEPS, CountForm, PeopleForm, SendLinkForm
from maillage.attendance.models import Reach
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage

P = Permission


def grid_asked(request: HttpRequest) -> tuple[str, ...]:
    """The crossing of the address: two dimensions."""
    names = request.GET.get("grille", "")[:60].split(",")
    return tuple(name for name in names if name in DIMENSIONS)


class ToCount(ListPage):
    """The dates that took place and wait for their number; the counted ones, by a filter."""

    access = P.ACTIVITIES_VIEW
    title = lazy("Présences")
    intro = lazy("Un seul nombre suffit, compté ou estimé. Une date sans nombre est « non comptée », jamais zéro.")
    page_name = "attendance:dates"
    row_route = "attendance:count"
    default_sort = "-date"
    columns = (
        Column("title", lazy("Activité"), listing.title, link=True, note=listing.label, sort=("activity__title",)),
        Column("date", lazy("Date"), lambda row: row.starts_at, sort=("starts_at",)),
        Column("place", lazy("Lieu"), listing.place),
        Column("registered", lazy("Inscrites"), listing.registered, numeric=True),
        Column(
            "present",
            lazy("Présentes"),
            listing.present,
            cell=listing.present_cell,
            numeric=True,
            sort=("count__present",),
        ),
        Column(
            "form",
            lazy("Forme"),
            lambda row: words.names("form").get(row.activity.form, row.activity.form),
            default=False,
        ),
    )
    filters = (
        Filter("etat", lazy("État"), listing.STATES, apply=listing.by_state),
        Filter("forme", lazy("Forme"), lambda: words.choices("form"), lookup="activity__form"),
        Filter("q", lazy("Mot du titre"), lookup="activity__title__icontains", kind="search"),
        Filter("depuis", lazy("Depuis le"), lookup="starts_at__date__gte", kind="date"),
    )
    empty = Empty(lazy("Aucune date n’a encore eu lieu"),
                  lazy("Dès qu’une activité commence, sa date paraît ici, et vous dites combien de personnes sont venues."))  # fmt: skip

    def row_urls(self) -> Callable[[Any], str]:
        """The count, for who may write it; the counts of the activity, for who may only read."""
        if self.request.user.can(P.ACTIVITIES_EDIT):
            return super().row_urls()
        return lambda row: reverse("attendance:activity", args=[row.activity_id])

    def rows(self) -> QuerySet[Session]:
        return listing.past().visible_to(self.request.user).select_related("activity", "venue", "count")


class CountPage(EditPage):
    """The count of one date: its first screen is one number."""

    access = P.ACTIVITIES_EDIT
    form_class = CountForm
    template = "attendance/count.html"

    def rows(self) -> QuerySet[Session]:
        return Session.objects.visible_to(self.request.user).select_related("activity", "venue")

    def title(self, obj: Session) -> str:
        return _("Combien de personnes ?")

    def form(self, obj: Session, data: Any = None, files: Any = None) -> CountForm:
        return CountForm(data, session=obj, grid=grid_asked(self.request))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if "bump" in request.POST:
            session = self.object(pk)
            return self.page(request, session, self.form(session, request.POST).bumped(request.POST["bump"]))
        return super().post(request, pk)

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # the version that travels is the count's, and the verb compares it

    def save(self, form: CountForm, obj: Session) -> Any:
        return actions.record(session=obj, by=self.request.user, version=version_of(form), **form.said())

    def done(self, saved: Any) -> str:
        return " ".join([saved_words(saved), *actions.warnings(saved)])

    def done_url(self, saved: Any) -> str:
        if self.request.GET.get("de") == "activite":
            return reverse("attendance:activity", args=[saved.session.activity_id])
        return f"{reverse('attendance:dates')}?etat=a-compter"

    def extra(self, obj: Session) -> dict[str, Any]:
        return {"link": links.url(obj), "steps": STEPS, "over": links.is_over(obj), "begun": obj.starts_at <= now(),
                "until": obj.ends_at + links.LASTS}  # fmt: skip


def version_of(form: CountForm) -> int:
    """The version of the count that was read when the form was drawn."""
    typed = str(form.data.get("version", ""))
    return int(typed) if typed.isdecimal() and len(typed) < 9 else form.version


def saved_words(count: Any) -> str:
    if count.present is None:
        return _("C’est noté : cette date restera sans nombre.")
    return _("C’est noté : %(people)s personnes.") % {"people": count.present}


class Forget(VerbPage):
    """Take a count back."""

    access = P.ACTIVITIES_EDIT
    submit = lazy("Retirer ce compte")
    dangerous = True

    def rows(self) -> QuerySet[Session]:
        return (
            Session.objects.visible_to(self.request.user)
            .filter(count__isnull=False)
            .select_related("activity", "count")
        )

    def title(self, obj: Session) -> str:
        return _("Retirer le compte de « %(activity)s »") % {"activity": obj.activity}

    def consequences(self, obj: Session) -> list[str]:
        return [_("La date redevient « non comptée » et reparaît dans « Présences »."),
                _("Le nombre et sa répartition restent dans le journal.")]  # fmt: skip

    def run(self, obj: Session, form: Any) -> str:
        actions.forget(session=obj, by=self.request.user)
        return _("Le compte est retiré.")

    def done_url(self, obj: Session) -> str:
        return reverse("attendance:count", args=[obj.pk])

    def extra(self, obj: Session) -> dict[str, Any]:
        obj.get_absolute_url = lambda: reverse("attendance:count", args=[obj.pk])  # type: ignore[attr-defined]
        return {}


class SendLink(VerbPage):
    """Send the link by which someone counts without an account."""

    access = P.ACTIVITIES_EDIT
    form_class = SendLinkForm
    submit = lazy("Envoyer le lien")

    def rows(self) -> QuerySet[Session]:
        return Session.objects.visible_to(self.request.user).select_related("activity", "venue")

    def title(self, obj: Session) -> str:
        return _("Faire compter « %(activity)s »") % {"activity": obj.activity}

    def refusal(self, obj: Session) -> str:
        return (
            _("Ce lien ne servirait plus : la date est passée depuis plus de 30 jours.") if links.is_over(obj) else ""
        )

    def consequences(self, obj: Session) -> list[str]:
        return [_("La personne reçoit un lien vers la page où dire combien de personnes sont venues, sans compte."),
                _("Qui a ce lien ne voit que cette date ; il sert jusqu’à 30 jours après elle.")]  # fmt: skip

    def run(self, obj: Session, form: SendLinkForm) -> str:
        emails.link_to_count(obj, to=form.cleaned_data["email"], language=form.cleaned_data["language"])
        return _("Le lien est envoyé.")

    def done_url(self, obj: Session) -> str:
        return reverse("attendance:count", args=[obj.pk])

    def extra(self, obj: Session) -> dict[str, Any]:
        obj.get_absolute_url = lambda: reverse("attendance:count", args=[obj.pk])  # type: ignore[attr-defined]
        return {}


@access(P.ACTIVITIES_VIEW)
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """All the dates of an activity with their counts, and how many different people it reached."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    summary = listing.summary(activity)
    return render(request, "attendance/activity.html", {
        "title": _("Présences de « %(activity)s »") % {"activity": activity}, "object": activity, "summary": summary,
        "may_edit": request.user.can(P.ACTIVITIES_EDIT),
    })  # fmt: skip


class GivePeople(EditPage):
    """How many different people an activity of several dates reached."""

    access = P.ACTIVITIES_EDIT
    form_class = PeopleForm
    template = "attendance/people.html"

    def rows(self) -> QuerySet[Activity]:
        return Activity.objects.visible_to(self.request.user)

    def object(self, pk: int | None) -> Activity:
        found: Activity = super().object(pk)
        found.get_absolute_url = lambda: reverse("attendance:activity", args=[pk])  # type: ignore[method-assign]
        return found

    def title(self, obj: Activity) -> str:
        return _("Personnes différentes de « %(activity)s »") % {"activity": obj}

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> forms.Form:
        reach = Reach.objects.filter(activity=obj).first()
        return PeopleForm(data, initial={"people": reach.people if reach else None})

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False  # the activity's version is not that of its people

    def save(self, form: Any, obj: Activity) -> Activity:
        actions.give_people(activity=obj, people=form.cleaned_data["people"], by=self.request.user)
        return obj

    def done_url(self, saved: Activity) -> str:
        return reverse("attendance:activity", args=[saved.pk])

    def extra(self, obj: Activity) -> dict[str, Any]:
        return {"summary": listing.summary(obj)}
