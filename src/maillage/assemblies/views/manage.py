"""Assemblies in Gestion: the list, the secretary's check-list, making, changing, cancelling."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission as P
from maillage.assemblies import agenda, law, steps, words
from maillage.assemblies.actions import call
from maillage.assemblies.enums import AssemblyKind, AssemblyState, RequestState
from maillage.assemblies.forms.calling import AssemblyForm, ReasonForm, RollForm, SecondForm
from maillage.assemblies.models import Assembly, Requisition
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.members.words import person_name


def state_of(assembly: Assembly) -> Any:
    return tag(assembly.get_state_display(), assembly.tone)


class Assemblies(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Assemblées")
    page_name = "assemblies:list"
    row_route = "assemblies:assembly"
    default_sort = "-starts"
    columns = (
        Column("title", lazy("Assemblée"), value=lambda a: a.title, sort=("title",), link=True),
        Column("kind", lazy("Sorte de réunion"), value=lambda a: a.get_kind_display()),
        Column("starts", lazy("Date"), value=lambda a: localtime(a.starts_at) if a.starts_at else None,
               sort=("starts_at",)),
        Column("place", lazy("Lieu"), value=words.where),
        Column("state", lazy("État"), value=lambda a: a.get_state_display(), cell=state_of),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("kind", lazy("Sorte de réunion"), choices=AssemblyKind.choices),
        Filter("etat", lazy("État"), choices=AssemblyState.choices, lookup="state"),
    )
    links = (
        Link(lazy("Demandes d’assemblée"), "assemblies:requisitions", P.ASSEMBLIES_VIEW),
        Link(lazy("Nouvelle assemblée"), "assemblies:new", P.ASSEMBLIES_EDIT, primary=True),
    )
    empty = Empty(
        lazy("Aucune assemblée pour l’instant"),
        lazy("Fixez une date : une liste de ce qu’il faut faire vous mène de la convocation au procès-verbal."),
        links[1],
    )

    def rows(self) -> QuerySet[Assembly]:
        return Assembly.objects.visible_to(self.request.user).select_related("body")


class AssemblyRows:
    """The assemblies that one sees."""

    request: Any

    def rows(self) -> QuerySet[Assembly]:
        seen = Assembly.objects.visible_to(self.request.user)
        return seen.select_related("body", "roll", "second_of", "chair", "secretary", "current_item")


class AssemblyPage(AssemblyRows, DetailPage):
    """« Ce qu’il reste à faire », from the date to the minutes."""

    access = P.ASSEMBLIES_VIEW
    page = "assembly"
    template = "assemblies/assembly.html"

    def extra(self, obj: Assembly) -> dict[str, Any]:
        user = self.request.user
        lines, tree = steps.shown(obj), agenda.tree(obj)
        requests = obj.item_requests.select_related("member__organisation", "member__person").prefetch_related(
            "supports"
        )
        named = [(_("Présidence de séance"), obj.chair), (_("Secrétariat de séance"), obj.secretary)]
        return {
            "edit": user.can(P.ASSEMBLIES_EDIT), "steps": lines, "done": sum(one.state == "done" for one in lines),
            "next": next((one for one in lines if one.state in ("now", "late")), None), "state": state_of(obj),
            "when": words.when(obj), "where": words.where(obj), "comfort": words.comfort(obj),
            "people": [(label, person_name(person, user)) for label, person in named if person],
            "lines": tree, "lasts": agenda.lasting(agenda.total(tree)),
            "requests": [(one, words.member_name(one.member, user) if one.member else "") for one in requests],
            "seconds": obj.seconds.all(), "supporters": words.supporters(obj) if obj.is_general else "",
            "may_cancel": obj.state in (AssemblyState.DRAFT, AssemblyState.CALLED),
            "rights": obj.rights_source if obj.rights_on else "", "ending": (AssemblyState.CLOSED, AssemblyState.CANCELLED),
            "excuses": [(person_name(one.person, user), one.get_answer_display(), one.note)
                        for one in obj.excuses.filter(withdrawn_at=None).select_related("person")],
        }  # fmt: skip


class AssemblyNew(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = AssemblyForm
    submit = lazy("Créer l’assemblée")

    def title(self, obj: Any) -> str:
        return _("Nouvelle assemblée")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> AssemblyForm:
        return AssemblyForm(data, user=self.request.user, initial={"public": True, "kind": AssemblyKind.ANNUAL})

    def save(self, form: AssemblyForm, obj: Any) -> Assembly:
        data = form.cleaned_data
        return call.make(body=data["body"], kind=data["kind"], values=form.values(), by=self.request.user)

    def done(self, saved: Assembly) -> str:
        return _("L’assemblée est prête à être préparée : voici ce qu’il y a à faire.")


class AssemblyEdit(AssemblyRows, EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = AssemblyForm

    def title(self, obj: Assembly) -> str:
        return _("Modifier « %(title)s »") % {"title": obj.title}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> AssemblyForm:
        return AssemblyForm(data, user=self.request.user, assembly=obj)

    def save(self, form: AssemblyForm, obj: Assembly) -> Assembly:
        return call.change(assembly=obj, values=form.values(), by=self.request.user)


class AssemblyVerb(AssemblyRows, VerbPage):
    access = P.ASSEMBLIES_EDIT


class Cancel(AssemblyVerb):
    form_class = ReasonForm
    submit = lazy("Annuler l’assemblée")
    dangerous = True

    def title(self, obj: Assembly) -> str:
        return _("Annuler « %(title)s »") % {"title": obj.title}

    def consequences(self, obj: Assembly) -> Iterable[str]:
        if obj.called_at:
            return [_("Chaque personne convoquée reçoit un avis d’annulation, avec le motif.")]
        return [_("Personne n’est encore convoqué : personne n’est prévenu.")]

    def refusal(self, obj: Assembly) -> str:
        fine = obj.state in (AssemblyState.DRAFT, AssemblyState.CALLED)
        return "" if fine else _("Cette assemblée est ouverte ou finie : elle ne s’annule plus.")

    def run(self, obj: Assembly, form: ReasonForm) -> str:
        call.cancel(assembly=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("L’assemblée est annulée.")


class RollMake(AssemblyVerb):
    """The roll: on which day rights are read, and why that day."""

    form_class = RollForm
    submit = lazy("Faire la liste")

    def title(self, obj: Assembly) -> str:
        return _("Liste électorale de « %(title)s »") % {"title": obj.title}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> RollForm:
        return RollForm(data, assembly=obj)

    def refusal(self, obj: Assembly) -> str:
        return _("La liste électorale de cette assemblée est déjà faite.") if obj.roll_id else ""

    def consequences(self, obj: Assembly) -> Iterable[str]:
        if not obj.is_general:
            return [_("La liste est faite des personnes qui siègent ce jour-là.")]
        return [
            _("Les droits de chaque membre sont lus à cette date ; chaque absence de la liste dit son motif."),
            _("La liste est arrêtée quand la convocation part ; ensuite, elle ne change que par une décision écrite."),
        ]

    def run(self, obj: Assembly, form: RollForm) -> str:
        data = form.cleaned_data
        call.make_roll(assembly=obj, rights_on=data["rights_on"], challenges_until=data["challenges_until"],
                       source=data["source"], by=self.request.user)  # fmt: skip
        return _("La liste électorale est faite.")


class Second(AssemblyVerb):
    """A second meeting when the quorum failed."""

    form_class = SecondForm
    submit = lazy("Fixer la seconde réunion")
    made: Assembly

    def title(self, obj: Assembly) -> str:
        return _("Seconde réunion de « %(title)s »") % {"title": obj.title}

    def form(self, obj: Assembly, data: Any = None, files: Any = None) -> SecondForm:
        return SecondForm(data, first=obj)

    def consequences(self, obj: Assembly) -> Iterable[str]:
        if not obj.day:
            return []
        soonest, again, source = law.second_rule(obj, localdate())
        return [
            _("Au plus tôt le %(day)s (%(source)s).") % {"day": date_format(soonest), "source": source},
            _("Le quorum est de nouveau demandé.") if again else _("Elle délibère quel que soit le nombre de présences."),
            _("L’ordre du jour et les documents sont repris ; il reste à convoquer."),
        ]  # fmt: skip

    def run(self, obj: Assembly, form: SecondForm) -> str:
        self.made = call.second_notice(assembly=obj, starts_at=form.moments()["starts_at"], by=self.request.user)
        return _("La seconde réunion est fixée : vérifiez et convoquez.")

    def done_url(self, obj: Assembly) -> str:
        return self.made.get_absolute_url()


class Requisitions(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Demandes d’assemblée")
    page_name = "assemblies:requisitions"
    row_route = "assemblies:requisition"
    default_sort = "-asked"
    columns = (
        Column("title", lazy("Objet"), value=lambda r: r.title, sort=("title",), link=True),
        Column("asked", lazy("Demandée le"), value=lambda r: localtime(r.asked_at), sort=("asked_at",)),
        Column("supports", lazy("Appuis"), value=lambda r: len(r.supports.all()), numeric=True),
        Column("due", lazy("À convoquer avant le"), value=lambda r: r.board_due),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(),
               cell=lambda r: tag(r.get_state_display(), r.tone)),
    )  # fmt: skip
    filters = (Filter("etat", lazy("État"), choices=RequestState.choices, lookup="state"),)
    empty = Empty(
        lazy("Aucune demande d’assemblée"),
        lazy("Quand assez de membres demandent une assemblée, elle paraît ici avec le délai laissé au conseil."),
    )

    def rows(self) -> QuerySet[Requisition]:
        return Requisition.objects.visible_to(self.request.user).select_related("body").prefetch_related("supports")
