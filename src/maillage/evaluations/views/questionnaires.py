"""Questionnaires in Gestion: taken, written, and what was answered to them over the years."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.core.asked import row_number
from maillage.desk.columns import Column, tag
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.evaluations import actions, counting
from maillage.evaluations.enums import For
from maillage.evaluations.forms.manage import NAMES, ItemForm, QuestionnaireForm, StarterForm
from maillage.evaluations.models import Item, Poll, Questionnaire
from maillage.evaluations.results import shown

lazy = gettext_lazy
P = Permission


class Questionnaires(ListPage):
    access = P.ACTIVITIES_VIEW
    title = lazy("Questionnaires")
    page_name = "evaluations:questionnaires"
    row_route = "evaluations:questionnaire"
    default_sort = "name"
    columns = (
        Column("name", lazy("Questionnaire"), sort=("name",), link=True),
        Column("audience", lazy("Pour"), value=lambda q: q.get_audience_display(), sort=("audience", "name")),
        Column("language", lazy("Langue"), value=lambda q: NAMES.get(q.language, q.language), sort=("language", "name")),
        Column("items", lazy("Questions"), value=lambda q: q.item_count, numeric=True),
        Column("polls", lazy("Fois ouvert"), value=lambda q: q.poll_count, sort=("poll_count",), numeric=True),
        Column("active", lazy("État"), value=lambda q: _("proposé") if q.is_active else _("mis de côté"),
               cell=lambda q: tag(_("proposé"), "ok") if q.is_active else tag(_("mis de côté"), "nu")),
    )  # fmt: skip
    links = (
        Link(lazy("Prendre un modèle"), "evaluations:questionnaire_starter", P.ACTIVITIES_EDIT),
        Link(lazy("Nouveau questionnaire"), "evaluations:questionnaire_new", P.ACTIVITIES_EDIT, primary=True),
    )
    empty = Empty(
        lazy("Aucun questionnaire pour l’instant"),
        lazy("Prenez un modèle (activité, classe, personnel enseignant, avant et après) et faites-le vôtre."),
        links[0],
    )

    def rows(self) -> QuerySet[Questionnaire]:
        return Questionnaire.objects.visible_to(self.request.user).annotate(
            item_count=Count("items", filter=Q(items__withdrawn=False), distinct=True),
            poll_count=Count("polls", distinct=True),
        )


class QuestionnairePage(DetailPage):
    """Its questions, and what was answered to them in all the activities of a year."""

    access = P.ACTIVITIES_VIEW
    page = "questionnaire"
    template = "evaluations/questionnaire.html"

    def rows(self) -> QuerySet[Questionnaire]:
        return Questionnaire.objects.visible_to(self.request.user)

    def extra(self, obj: Questionnaire) -> dict[str, Any]:
        years = (
            obj.polls.annotate(year=ExtractYear("opens_on")).values_list("year", flat=True).distinct().order_by("-year")
        )
        asked = row_number(self.request.GET.get("annee", ""))
        polls: QuerySet[Poll] = obj.polls.filter(opens_on__year=asked) if asked in years else obj.polls.all()
        people = counting.respondents(polls)
        may = shown(people)
        items = list(obj.items.all())
        return {
            "items": [item for item in items if not item.withdrawn], "edit": self.request.user.can(P.ACTIVITIES_EDIT),
            "years": list(years), "year": asked if asked in years else None, "people": people, "shown": may,
            "results": counting.results(items, polls) if may else [],
            "figures": [(polls.count(), ngettext("évaluation", "évaluations", polls.count())),
                        (people, ngettext("feuille", "feuilles", people))],
        }  # fmt: skip


class QuestionnaireEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = QuestionnaireForm

    def rows(self) -> QuerySet[Questionnaire]:
        return Questionnaire.objects.visible_to(self.request.user)

    def title(self, obj: Questionnaire | None) -> str:
        return _("Modifier « %(name)s »") % {"name": obj.name} if obj else _("Nouveau questionnaire")

    def save(self, form: QuestionnaireForm, obj: Questionnaire | None) -> Questionnaire:
        return actions.write_questionnaire(questionnaire=obj, values=form.cleaned_data, by=self.request.user)


class TakeStarter(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = StarterForm
    submit = lazy("Prendre ce modèle")

    def title(self, obj: Any) -> str:
        return _("Prendre un modèle")

    def form(self, obj: Any, data: Any = None, files: Any = None) -> StarterForm:
        return StarterForm(data, initial={"code": For.PARTICIPANT.value})

    def save(self, form: StarterForm, obj: Any) -> Questionnaire:
        return actions.take_starter(**form.cleaned_data, by=self.request.user)

    def done(self, saved: Questionnaire) -> str:
        return _("Le questionnaire est à vous : changez-en les mots avant de l’ouvrir.")


class Copy(VerbPage):
    access = P.ACTIVITIES_EDIT
    submit = lazy("Copier")

    def rows(self) -> QuerySet[Questionnaire]:
        return Questionnaire.objects.visible_to(self.request.user)

    def title(self, obj: Questionnaire) -> str:
        return _("Copier « %(name)s »") % {"name": obj.name}

    def consequences(self, obj: Questionnaire) -> Iterable[str]:
        return [
            _(
                "Les questions d’un nouveau questionnaire se changent librement ; ses réponses ne s’ajoutent pas à celles-ci."
            )
        ]

    def run(self, obj: Questionnaire, form: Any) -> str:
        self.copied = actions.copy_questionnaire(questionnaire=obj, by=self.request.user)
        return _("Voici la copie.")

    def done_url(self, obj: Questionnaire) -> str:
        return self.copied.get_absolute_url()


class ItemNew(EditPage):
    """Add a question to a questionnaire."""

    access = P.ACTIVITIES_EDIT
    form_class = ItemForm

    def rows(self) -> QuerySet[Questionnaire]:
        return Questionnaire.objects.visible_to(self.request.user)

    def title(self, obj: Questionnaire) -> str:
        return _("Nouvelle question")

    def form(self, obj: Questionnaire, data: Any = None, files: Any = None) -> ItemForm:
        last = obj.items.aggregate(last=Max("rank"))["last"] or 0
        return ItemForm(data, item=None, next_rank=min(99, last + 1))

    def save(self, form: ItemForm, obj: Questionnaire) -> Item:
        return actions.write_item(questionnaire=obj, item=None, values=form.cleaned_data, by=self.request.user)


class ItemEdit(EditPage):
    access = P.ACTIVITIES_EDIT
    form_class = ItemForm

    def rows(self) -> QuerySet[Item]:
        seen = Questionnaire.objects.visible_to(self.request.user)
        return Item.objects.filter(questionnaire__in=seen).select_related("questionnaire")

    def title(self, obj: Item) -> str:
        return _("Modifier la question")

    def form(self, obj: Item, data: Any = None, files: Any = None) -> ItemForm:
        return ItemForm(data, item=obj, next_rank=obj.rank)

    def save(self, form: ItemForm, obj: Item) -> Item:
        values = form.cleaned_data
        return actions.write_item(questionnaire=obj.questionnaire, item=obj, values=values, by=self.request.user)


class ItemWithdraw(VerbPage):
    access = P.ACTIVITIES_EDIT
    submit = lazy("Retirer")

    def rows(self) -> QuerySet[Item]:
        seen = Questionnaire.objects.visible_to(self.request.user)
        return Item.objects.filter(questionnaire__in=seen, withdrawn=False).select_related("questionnaire")

    def title(self, obj: Item) -> str:
        return _("Retirer la question « %(label)s »") % {"label": obj.label}

    def consequences(self, obj: Item) -> Iterable[str]:
        return [_("Elle n’est plus posée. Les réponses déjà reçues restent dans les résultats.")]

    def run(self, obj: Item, form: Any) -> str:
        actions.withdraw_item(item=obj, by=self.request.user)
        return _("La question est retirée.")
