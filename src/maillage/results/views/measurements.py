"""Measurements in Gestion: the queue, one measurement, its way from draft to approved, its evidence."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.results import actions, reading, totals, words
from maillage.results.enums import MeasurementState
from maillage.results.forms.common import NoteForm
from maillage.results.forms.measure import EvidenceForm, MeasurementForm
from maillage.results.models import Evidence, Measurement, Period
from maillage.results.views.common import P, chain_url

S = MeasurementState


def approve_many(rows: QuerySet[Measurement], *, by: Any) -> str:
    """Each by itself: what is refused is said, the others are approved."""
    done, refused = 0, []
    for row in rows.select_related("period__indicator"):
        try:
            actions.approve_measurement(measurement=row, by=by)
            done += 1
        except ValidationError as error:
            refused.append(f"{row} : {' '.join(error.messages)}")
    told = ngettext("%(n)s mesure approuvée.", "%(n)s mesures approuvées.", done) % {"n": done}
    return " ".join([told, *refused[:5]])


class Measurements(ListPage):
    """The queue of who approves; all measurements besides."""

    access = P.RESULTS_VIEW
    title = lazy("Mesures")
    page_name = "results:measurements"
    row_route = "results:measurement"
    default_sort = "-sent"
    columns = (
        Column("indicator", lazy("Indicateur"), value=lambda m: str(m.period.indicator), link=True, note=lambda m: m.period.project.title),
        Column("period", lazy("Période"), value=lambda m: str(m.period), sort=("period__start",)),
        Column("value", lazy("Valeur"), value=words.measured),
        Column("who", lazy("Mesurée par"), value=lambda m: m.organisation or m.written_by or ""),
        Column("state", lazy("État"), value=lambda m: m.get_state_display(), cell=words.state, sort=("state",)),
        Column("sent", lazy("Envoyée le"), value=lambda m: m.submitted_at, sort=("submitted_at",)),
        Column("measured_on", lazy("Relevée le"), sort=("measured_on",), default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Projet"), kind="search", lookup="period__project__title__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
    )
    bulk = (BulkVerb("approve", lazy("Approuver"), approve_many, P.RESULTS_APPROVE,
                     warning=lazy("Celles que vous avez écrites ou envoyées sont laissées à une autre personne.")),)  # fmt: skip
    empty = Empty(
        lazy("Aucune mesure"),
        lazy("Une mesure se saisit depuis une période d’un indicateur, ou vient d’un partenaire."),
    )

    def rows(self) -> QuerySet[Measurement]:
        rows = Measurement.objects.visible_to(self.request.user)
        return rows.select_related("period__indicator", "period__project", "organisation", "written_by")


class MeasurementPage(DetailPage):
    access = P.RESULTS_VIEW
    page = "measurement"
    template = "results/measurement.html"

    def rows(self) -> QuerySet[Measurement]:
        rows = Measurement.objects.visible_to(self.request.user)
        return rows.select_related("period__indicator__result", "period__project", "organisation", "written_by",
                                   "submitted_by", "approved_by").prefetch_related("cells")  # fmt: skip

    def extra(self, obj: Measurement) -> dict[str, Any]:
        point = totals.point(obj)
        whole = obj.numerator if obj.denominator is not None else obj.value
        return {
            "state": words.state(obj), "value": words.measured(obj), "verbs": self.verbs(obj), "words": words.told(obj.words),
            "tables": reading.cross_tables(point.cells, whole, obj.period.indicator), "chain": chain_url(obj.period.project_id),
            "translations": [(words.LANGUAGES.get(code, code), text) for code, text in obj.words],
            "evidence": obj.evidence.select_related("document").prefetch_related("document__versions"),
            "writable": obj.stage.writable and self.request.user.can(P.RESULTS_EDIT) and not obj.period.is_locked,
            "facts": [(_("Relevée le"), obj.measured_on), (_("Mesurée par"), obj.organisation), (_("Écrite par"), obj.written_by),
                      (_("Envoyée par"), obj.submitted_by), (_("Approuvée par"), obj.approved_by)],
        }  # fmt: skip

    def verbs(self, obj: Measurement) -> list[tuple[str, str]]:
        user, state = self.request.user, obj.stage
        edits, approves = user.can(P.RESULTS_EDIT), user.can(P.RESULTS_APPROVE)
        mine = user.pk in (obj.written_by_id, obj.submitted_by_id)
        open_ = not obj.period.is_locked
        possible = [
            ("measurement_approve", _("Approuver"), approves and not mine and state.can_become(S.APPROVED) and state == S.SUBMITTED),
            ("measurement_submit", _("Envoyer"), edits and state.can_become(S.SUBMITTED)),
            ("measurement_return", _("Renvoyer avec une note"), approves and state.can_become(S.RETURNED)),
            ("measurement_edit", _("Modifier"), edits and state.writable),
            ("measurement_remove", _("Retirer"), edits and state.writable),
        ]  # fmt: skip
        return [(f"results:{name}", label) for name, label, now in possible if now and open_]


class Measure(EditPage):
    """A new measurement of a period (the page's object)."""

    access = P.RESULTS_EDIT
    template = "results/measure.html"
    submit = lazy("Enregistrer le brouillon")
    form_class = MeasurementForm  # type: ignore[assignment]

    def rows(self) -> QuerySet[Period]:
        return Period.objects.visible_to(self.request.user).select_related("indicator", "project")

    def title(self, obj: Period) -> str:
        return _("Mesurer : %(indicator)s") % {"indicator": obj.indicator}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def form(self, obj: Period, data: Any = None, files: Any = None) -> MeasurementForm:
        return MeasurementForm(data, period=obj, user=self.request.user)

    def extra(self, obj: Period) -> dict[str, Any]:
        return {"period": obj}

    def save(self, form: Any, obj: Period) -> Measurement:
        values, user = dict(form.cleaned_data), self.request.user
        key = values.pop("key")
        return actions.write_measurement(period=obj, cells=values.pop("cells"), values=values, by=user,
                                         source_key=f"page-{user.pk}-{key}" if key else None)  # fmt: skip

    def done(self, saved: Any) -> str:
        return _("Le brouillon est gardé : relisez-le, joignez ce qui le prouve, puis envoyez-le.")

    def done_url(self, saved: Any) -> str:
        return reverse("results:measurement", args=[saved.pk])


class MeasurementEdit(EditPage):
    access = P.RESULTS_EDIT
    template = "results/measure.html"
    form_class = MeasurementForm  # type: ignore[assignment]

    def rows(self) -> QuerySet[Measurement]:
        rows = Measurement.objects.visible_to(self.request.user)
        return rows.select_related("period__indicator", "period__project").prefetch_related("cells")

    def title(self, obj: Measurement) -> str:
        return _("Corriger : %(indicator)s") % {"indicator": obj.period.indicator}

    def form(self, obj: Measurement, data: Any = None, files: Any = None) -> MeasurementForm:
        return MeasurementForm(data, period=obj.period, user=self.request.user, measurement=obj)

    def extra(self, obj: Measurement) -> dict[str, Any]:
        return {"period": obj.period}

    def save(self, form: Any, obj: Measurement) -> Measurement:
        values = dict(form.cleaned_data)
        if (
            not form.fields["organisation"].queryset.filter(pk=obj.organisation_id or 0).exists()
            and obj.organisation_id
        ):
            values["organisation"] = obj.organisation  # one that this person does not see: it stays
        return actions.change_measurement(
            measurement=obj, cells=values.pop("cells"), values=values, by=self.request.user
        )


class MeasurementVerb(VerbPage):
    access = P.RESULTS_EDIT

    def rows(self) -> QuerySet[Measurement]:
        return Measurement.objects.visible_to(self.request.user).select_related("period__indicator", "period__project")


class Submit(MeasurementVerb):
    submit = lazy("Envoyer")

    def title(self, obj: Measurement) -> str:
        return _("Envoyer cette mesure")

    def consequences(self, obj: Measurement) -> Iterable[str]:
        return [_("Elle ne se modifie plus, sauf si elle est renvoyée."), _("Une autre personne l’approuve.")]

    def run(self, obj: Measurement, form: Any) -> str:
        actions.submit_measurement(measurement=obj, by=self.request.user)
        return _("La mesure est envoyée.")


class Approve(MeasurementVerb):
    access = P.RESULTS_APPROVE
    submit = lazy("Approuver")

    def title(self, obj: Measurement) -> str:
        return _("Approuver : %(value)s") % {"value": words.measured(obj)}

    def consequences(self, obj: Measurement) -> Iterable[str]:
        return [_("Elle compte dans la valeur de la période, dans ce que lit le public et dans ce qui est publié.")]

    def run(self, obj: Measurement, form: Any) -> str:
        actions.approve_measurement(measurement=obj, by=self.request.user)
        return _("La mesure est approuvée : elle compte.")


class Return(MeasurementVerb):
    access = P.RESULTS_APPROVE
    submit = lazy("Renvoyer")
    form_class = NoteForm

    def title(self, obj: Measurement) -> str:
        return _("Renvoyer cette mesure")

    def run(self, obj: Measurement, form: Any) -> str:
        actions.return_measurement(measurement=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("La mesure est renvoyée, avec votre note.")


class Remove(MeasurementVerb):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Measurement) -> str:
        return _("Retirer cette mesure")

    def consequences(self, obj: Measurement) -> Iterable[str]:
        return [_("Ses preuves sont effacées avec elle.")]

    def run(self, obj: Measurement, form: Any) -> str:
        self.back = reverse("results:period", args=[obj.period_id])
        actions.remove_measurement(measurement=obj, by=self.request.user)
        return _("La mesure est retirée.")

    def done_url(self, obj: Any) -> str:
        return self.back


class AddEvidence(MeasurementVerb):
    submit = lazy("Joindre")
    form_class = EvidenceForm

    def title(self, obj: Measurement) -> str:
        return _("Joindre une preuve")

    def run(self, obj: Measurement, form: Any) -> str:
        actions.add_evidence(measurement=obj, by=self.request.user, **form.cleaned_data)
        return _("La preuve est jointe.")


class RemoveEvidence(VerbPage):
    access = P.RESULTS_EDIT
    submit = lazy("Retirer cette preuve")
    dangerous = True

    def rows(self) -> QuerySet[Evidence]:
        return Evidence.objects.visible_to(self.request.user).select_related("measurement", "document")

    def title(self, obj: Evidence) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Evidence) -> Iterable[str]:
        return [_("Le fichier est effacé.")]

    def run(self, obj: Evidence, form: Any) -> str:
        actions.remove_evidence(evidence=obj, by=self.request.user)
        return _("La preuve est retirée.")

    def done_url(self, obj: Evidence) -> str:
        return reverse("results:measurement", args=[obj.measurement_id])
