"""Baselines, periods, targets; a period with its measurements, and where its value comes from."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.projects.models import Project
from maillage.results import actions, consolidation, reading, totals, words
from maillage.results.forms.common import ReasonForm
from maillage.results.forms.values import BaselinesForm, PeriodForm, PeriodsForm
from maillage.results.models import Actual, Indicator, Period
from maillage.results.views.common import IndicatorOfProject, P, chain_url


class BaselineEdit(IndicatorOfProject):
    """Where an indicator stood when this project began."""

    form_class = BaselinesForm

    def title(self, obj: Project) -> str:
        return _("Situation de départ : %(indicator)s") % {"indicator": self.indicator(obj)}

    def form(self, obj: Project, data: Any = None, files: Any = None) -> BaselinesForm:
        return BaselinesForm(data, indicator=self.indicator(obj), project=obj)

    def save(self, form: Any, obj: Project) -> Project:
        actions.set_baselines(
            indicator=self.indicator(obj), project=obj, rows=form.cleaned_data["rows"], by=self.request.user
        )
        return obj


class PeriodsNew(IndicatorOfProject):
    """Periods of an indicator, or of all those of the project."""

    form_class = PeriodsForm
    submit = lazy("Ajouter ces périodes")

    def title(self, obj: Project) -> str:
        return _("Périodes : %(indicator)s") % {"indicator": self.indicator(obj)}

    def form(self, obj: Project, data: Any = None, files: Any = None) -> PeriodsForm:
        return PeriodsForm(data, initial={"start": obj.starts_on, "end": obj.ends_on})

    def save(self, form: Any, obj: Project) -> Project:
        data = dict(form.cleaned_data)
        one = [self.indicator(obj)]
        indicators = list(Indicator.objects.filter(result__uses__project=obj)) if data.pop("whole") else one
        self.made = actions.add_periods(indicators=indicators, project=obj, by=self.request.user, **data)
        return obj

    def done(self, saved: Any) -> str:
        n = len(self.made)
        return ngettext("%(n)s période ajoutée.", "%(n)s périodes ajoutées.", n) % {"n": n}


class PeriodPage(DetailPage):
    """What was aimed at, what was reached, which measurements say so."""

    access = P.RESULTS_VIEW
    page = "period"
    template = "results/period.html"

    def rows(self) -> QuerySet[Period]:
        rows = Period.objects.visible_to(self.request.user).select_related("indicator__result", "project")
        return rows.prefetch_related("targets", "actuals")

    def title(self, obj: Period) -> str:
        return f"{obj.indicator} – {obj}"

    def extra(self, obj: Period) -> dict[str, Any]:
        user, indicator = self.request.user, obj.indicator
        rows = list(obj.measurements.visible_to(user).select_related("organisation", "written_by", "period__indicator")
                    .prefetch_related("cells", "evidence"))  # fmt: skip
        counting = [row for row in rows if row.stage.counts]
        total = consolidation.together(
            map(totals.point, counting), indicator.measure or "1", last=totals.is_state(indicator)
        )
        whole = total.numerator if total.denominator is not None else total.value
        begun = totals.start_of(indicator.baselines.filter(project=obj.project_id))
        return {
            "line": reading.period_line(indicator, obj, begun), "chain": chain_url(obj.project_id),
            "targets": [(words.split_label(one.dimensions) or _("Total"), reading.shown(one, indicator)) for one in obj.targets.all()],
            "actuals": [] if counting else [noted(one, indicator) for one in obj.actuals.all()],
            "measurements": [(row, words.state(row), words.measured(row), row.pk in total.sources) for row in rows],
            "tables": reading.cross_tables(total.cells, whole, indicator), "unfit": len(total.unfit),
            "how": how(total, obj), "may_edit": user.can(P.RESULTS_EDIT), "may_approve": user.can(P.RESULTS_APPROVE),
            "comments": [text for one in obj.actuals.all() for _code, text in one.comments],
        }  # fmt: skip


def noted(row: Actual, indicator: Indicator) -> tuple[str, str, str]:
    """A value without a measurement: of what, how much, where."""
    return (
        words.split_label(row.dimensions) or _("Total"),
        reading.shown(row, indicator),
        ", ".join(filter(None, row.locations)),
    )


def how(total: consolidation.Total, period: Period) -> str:
    """One sentence: where the value of the period comes from."""
    n = len(total.sources)
    if not n:
        return _("Cette valeur est notée telle quelle, sans mesure.") if period.actuals.all() else ""
    if total.denominator is not None:
        told = {"n": n, "over": words.number(total.numerator), "under": words.number(total.denominator)}
        return ngettext(
            "%(n)s mesure approuvée : %(over)s sur %(under)s.",
            "%(n)s mesures approuvées, numérateurs et dénominateurs additionnés : %(over)s sur %(under)s.", n,
        ) % told  # fmt: skip
    if totals.is_state(period.indicator):
        return ngettext(
            "La dernière mesure approuvée.", "La dernière mesure approuvée de chacun des %(n)s qui mesurent.", n
        ) % {"n": n}
    return ngettext("%(n)s mesure approuvée.", "La somme de %(n)s mesures approuvées.", n) % {"n": n}


class PeriodEdit(EditPage):
    access = P.RESULTS_EDIT
    form_class = PeriodForm

    def rows(self) -> QuerySet[Period]:
        return Period.objects.visible_to(self.request.user).select_related("indicator", "project")

    def title(self, obj: Period) -> str:
        return _("Cibles : %(indicator)s, %(period)s") % {"indicator": obj.indicator, "period": obj}

    def form(self, obj: Period, data: Any = None, files: Any = None) -> PeriodForm:
        return PeriodForm(data, period=obj)

    def save(self, form: Any, obj: Period) -> Period:
        return actions.change_period(period=obj, by=self.request.user, **form.cleaned_data)

    def done_url(self, saved: Any) -> str:
        return reverse("results:period", args=[saved.pk])


class PeriodVerb(VerbPage):
    access = P.RESULTS_APPROVE

    def rows(self) -> QuerySet[Period]:
        return Period.objects.visible_to(self.request.user).select_related("indicator", "project")

    def done_url(self, obj: Period) -> str:
        return reverse("results:period", args=[obj.pk])


class Lock(PeriodVerb):
    submit = lazy("Verrouiller la période")

    def title(self, obj: Period) -> str:
        return _("Verrouiller %(period)s") % {"period": obj}

    def consequences(self, obj: Period) -> Iterable[str]:
        return [_("Ses cibles, ses mesures et ses valeurs ne changent plus."),
                _("Elle se déverrouille en disant pourquoi, et le journal le garde.")]  # fmt: skip

    def run(self, obj: Period, form: Any) -> str:
        actions.lock_period(period=obj, by=self.request.user)
        return _("La période est verrouillée.")


class Unlock(PeriodVerb):
    submit = lazy("Déverrouiller la période")
    form_class = ReasonForm

    def title(self, obj: Period) -> str:
        return _("Déverrouiller %(period)s") % {"period": obj}

    def run(self, obj: Period, form: Any) -> str:
        actions.unlock_period(period=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("La période est déverrouillée.")


class PeriodRemove(PeriodVerb):
    access = P.RESULTS_EDIT
    submit = lazy("Retirer cette période")
    dangerous = True

    def title(self, obj: Period) -> str:
        return _("Retirer %(period)s") % {"period": obj}

    def consequences(self, obj: Period) -> Iterable[str]:
        return [_("Ses cibles et ses valeurs notées disparaissent.")]

    def run(self, obj: Period, form: Any) -> str:
        actions.remove_period(period=obj, by=self.request.user)
        return _("La période est retirée.")

    def done_url(self, obj: Period) -> str:
        return chain_url(obj.project_id)
