"""Assessments and capacities in Gestion: asked, typed from paper, compared; the grids of questions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.partnerships import actions, emails, page, words
from maillage.partnerships.enums import AskedState, Direction, Score, Source
from maillage.partnerships.forms.assessments import (
    AskForm,
    DueForm,
    OpenForm,
    TypedCapacityForm,
    TypedSheetForm,
    given,
)
from maillage.partnerships.models import Assessment, Partnership
from maillage.partnerships.views.manage import PartnershipVerb

P = Permission
A = AskedState


def years() -> list[tuple[str, str]]:
    found = Assessment.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), str(year)) for year in found]


class Assessments(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Évaluations réciproques")
    page_name = "partnerships:assessments"
    row_route = "partnerships:assessment"
    default_sort = "-year"
    links = (Link(lazy("Les questions"), "partnerships:grids", P.PARTNERSHIPS_VIEW),)
    columns = (
        Column("partner", pgettext_lazy("partenariat", "Partenaire"), value=lambda r: str(r.partnership), link=True,
               sort=("partnership__organisation__sort_name",)),
        Column("year", lazy("Année"), value=lambda r: str(r.year), sort=("year", "partnership__organisation__sort_name"), numeric=True),
        Column("direction", lazy("Sens"), value=lambda r: r.get_direction_display(), sort=("direction",)),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), cell=words.asked_tag, sort=("state",)),
        Column("due", lazy("Pour le"), value=lambda r: r.due_on, sort=("due_on",)),
        Column("received", lazy("Reçue le"), value=lambda r: r.answered_at, sort=("answered_at",)),
        Column("source", lazy("Comment"), value=lambda r: r.get_source_display() if r.source else "", default=False),
    )  # fmt: skip
    filters = (
        Filter(
            "q",
            pgettext_lazy("partenariat", "Partenaire"),
            kind="search",
            lookup="partnership__organisation__name__icontains",
        ),
        Filter("annee", lazy("Année"), choices=years, lookup="year"),
        Filter("sens", lazy("Sens"), choices=Direction.choices, lookup="direction"),
        Filter("etat", lazy("État"), choices=A.choices, lookup="state"),
    )
    empty = Empty(
        lazy("Aucune évaluation"),
        lazy("Demandez la première depuis la page d’un partenariat, ou à tous depuis leur liste."),
    )

    def rows(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).select_related("partnership__organisation")


class AssessmentPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "assessment"
    template = "partnerships/assessment.html"

    def rows(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).select_related(
            "partnership__organisation", "question_set"
        )

    def title(self, obj: Assessment) -> str:
        return _("%(name)s, évaluation %(year)s") % {"name": obj.partnership, "year": obj.year}

    def extra(self, obj: Assessment) -> dict[str, Any]:
        may = self.request.user.can(P.PARTNERSHIPS_EDIT)
        said = {one.question_id: one for one in obj.answers.all()}
        known = dict(Score.choices)
        facts = [(_("Sens"), obj.get_direction_display()), (_("Grille"), str(obj.question_set)),
                 (_("Demandée le"), words.day(obj.asked_on)),
                 (_("Pour le"), words.day(obj.due_on)), (_("Reçue le"), words.day(obj.answered_at)),
                 (_("Comment"), obj.get_source_display() if obj.source else ""), (_("Qui a répondu"), obj.answered_by)]  # fmt: skip
        return {
            "state": words.asked_tag(obj), "facts": [pair for pair in facts if pair[1]], "partnership": obj.partnership,
            "answers": [(one.words(obj.direction, words.lang()), known.get(said[one.pk].score) if one.pk in said else None,
                         said[one.pk].words if one.pk in said else "") for one in obj.question_set.questions.all()],
            "verbs": self.verbs(obj) if may else [],
        }  # fmt: skip

    def verbs(self, obj: Assessment) -> list[tuple[str, str]]:
        typed = obj.state != A.ANSWERED or obj.source not in (Source.LINK, Source.SPACE)
        label = _("Corriger") if obj.state == A.ANSWERED else _("Saisir la réponse")
        possible = [
            ("assessment_fill", label, typed),
            (
                "assessment_again",
                _("Envoyer un autre lien"),
                obj.state == A.ASKED and obj.direction == Direction.BY_PARTNER,
            ),
            ("assessment_give_up", _("Ne plus l’attendre"), obj.state == A.ASKED),
        ]
        return [(f"partnerships:{name}", said) for name, said, now in possible if now]


class Ask(PartnershipVerb):
    form_class = AskForm
    submit = lazy("Envoyer la demande")

    def title(self, obj: Partnership) -> str:
        return _("Demander à %(name)s son évaluation") % {"name": obj}

    def consequences(self, obj: Partnership) -> Iterable[str]:
        count = len(emails.addresses(obj))
        yield ngettext("Un courriel part à %(n)s contact, dans sa langue, avec un lien pour répondre.",
                       "Un courriel part à %(n)s contacts, dans leur langue, avec un lien pour répondre.",
                       count) % {"n": count}  # fmt: skip
        yield _("Il répond aussi depuis son espace membre ; sur papier, saisissez la réponse ici.")

    def run(self, obj: Partnership, form: Any) -> str:
        actions.ask(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("La demande est partie.")


class AssessmentVerb(VerbPage):
    access = P.PARTNERSHIPS_EDIT

    def rows(self) -> QuerySet[Assessment]:
        return Assessment.objects.visible_to(self.request.user).select_related(
            "partnership__organisation", "question_set"
        )


class AskAgain(AssessmentVerb):
    form_class = DueForm
    submit = lazy("Envoyer un autre lien")

    def title(self, obj: Assessment) -> str:
        return _("Demander encore à %(name)s son évaluation de %(year)s") % {"name": obj.partnership, "year": obj.year}

    def consequences(self, obj: Assessment) -> Iterable[str]:
        return [_("Un nouveau lien part ; l’ancien ne s’ouvre plus.")]

    def run(self, obj: Assessment, form: Any) -> str:
        actions.ask(partnership=obj.partnership, year=obj.year, by=self.request.user, **form.cleaned_data)
        return _("La demande est partie.")


class GiveUp(AssessmentVerb):
    submit = lazy("Ne plus l’attendre")

    def title(self, obj: Assessment) -> str:
        return _("Ne plus attendre l’évaluation de %(name)s") % {"name": obj}

    def consequences(self, obj: Assessment) -> Iterable[str]:
        return [_("Le lien envoyé ne s’ouvre plus ; la comparaison dira que rien n’est venu.")]

    def run(self, obj: Assessment, form: Any) -> str:
        actions.give_up(assessment=obj, by=self.request.user)
        return _("C’est noté.")


class OpenSheet(PartnershipVerb):
    form_class = OpenForm
    submit = lazy("Ouvrir la feuille")

    def title(self, obj: Partnership) -> str:
        return _("Saisir une évaluation : %(name)s") % {"name": obj}

    def run(self, obj: Partnership, form: Any) -> str:
        data = form.cleaned_data
        self.made = actions.open_sheet(
            partnership=obj, year=data["year"], direction=data["direction"], by=self.request.user
        )
        return _("La feuille est ouverte : remplissez-la.")

    def done_url(self, obj: Partnership) -> str:
        return reverse("partnerships:assessment_fill", args=[self.made.pk])


class Fill(AssessmentVerb):
    form_class = TypedSheetForm
    submit = lazy("Enregistrer l’évaluation")

    def title(self, obj: Assessment) -> str:
        return _("%(name)s, évaluation %(year)s") % {"name": obj.partnership, "year": obj.year}

    def refusal(self, obj: Assessment) -> str:
        closed = obj.state == A.ANSWERED and obj.source in (Source.LINK, Source.SPACE)
        return _("Le partenaire a répondu lui-même : sa réponse ne se change pas ici.") if closed else ""

    def form(self, obj: Assessment, data: Any = None, files: Any = None) -> TypedSheetForm:
        form = TypedSheetForm(
            data, files, questions=obj.question_set.questions.all(), direction=obj.direction, initial_=given(obj)
        )
        if obj.direction == Direction.BY_NETWORK:
            del form.fields["source"]
        return form

    def run(self, obj: Assessment, form: Any) -> str:
        source = form.cleaned_data.get("source") or Source.TEAM
        actions.receive(assessment=obj, answers=form.answers(), source=source, by=self.request.user)
        return _("L’évaluation est enregistrée.")


class Compared(DetailPage):
    """Every year, both ways, question by question."""

    access = P.PARTNERSHIPS_VIEW
    page = "partnership_compared"
    template = "partnerships/compared.html"

    def rows(self) -> QuerySet[Partnership]:
        return Partnership.objects.visible_to(self.request.user).select_related("organisation")

    def title(self, obj: Partnership) -> str:
        return _("%(name)s : les évaluations d’année en année") % {"name": obj}

    def extra(self, obj: Partnership) -> dict[str, Any]:
        return page.table(obj)


class AskCapacities(PartnershipVerb):
    form_class = DueForm
    submit = lazy("Envoyer la demande")

    def title(self, obj: Partnership) -> str:
        return _("Demander à %(name)s d’évaluer ses capacités") % {"name": obj}

    def run(self, obj: Partnership, form: Any) -> str:
        actions.ask_capacities(partnership=obj, by=self.request.user, **form.cleaned_data)
        return _("La demande est partie.")


class NoteCapacities(PartnershipVerb):
    form_class = TypedCapacityForm
    submit = lazy("Enregistrer")

    def title(self, obj: Partnership) -> str:
        return _("Capacités de %(name)s, selon elle") % {"name": obj}

    def form(self, obj: Partnership, data: Any = None, files: Any = None) -> TypedCapacityForm:
        last = page.capable(obj)["capacity_last"]
        before = {one.domain: one.level for one in last.levels.all()} if last else None
        return TypedCapacityForm(data, files, before=before)

    def run(self, obj: Partnership, form: Any) -> str:
        data = form.cleaned_data
        row = obj.capacities.filter(state=A.ASKED).first()
        actions.note_capacities(partnership=obj, levels=form.levels(), on=data["on"], source=data["source"], name=data["name"],
                                words=data["words"], row=row, by=self.request.user)  # fmt: skip
        return _("L’auto-évaluation est enregistrée.")
