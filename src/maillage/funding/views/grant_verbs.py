"""The verbs on a grant and on its calendar."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.funding import actions, schedule, words
from maillage.funding.enums import GrantState, ReportKind
from maillage.funding.forms.grants import (
    ConditionForm,
    CorrectedForm,
    InstalmentForm,
    OnForm,
    ReceivedForm,
    ReportsForm,
    ScheduleForm,
)
from maillage.funding.models import Grant, GrantCondition, GrantReport, Instalment
from maillage.funding.views.common import MoneyVerb, money_url


class GrantVerb(MoneyVerb):
    model = Grant


class Decide(GrantVerb):
    """Bring a grant to a state."""

    to = GrantState.GRANTED
    question: Any = ""

    def title(self, obj: Any) -> str:
        return str(self.question) % {"title": obj}

    def run(self, obj: Grant, form: Any) -> str:
        actions.decide_grant(grant=obj, state=self.to, on=form.cleaned_data.get("on"), by=self.request.user)
        return _("C’est noté.")


class Granted(Decide):
    form_class = OnForm
    submit = lazy("Noter qu’elle est accordée")
    question = lazy("« %(title)s » est accordée")

    def consequences(self, obj: Any) -> list[str]:
        return [_("Ses tranches peuvent être demandées et reçues, et des dépenses lui être imputées.")]


class Refused(Decide):
    to = GrantState.REFUSED
    submit = lazy("Noter qu’elle est refusée")
    question = lazy("« %(title)s » est refusée")


class Closed(Decide):
    to = GrantState.CLOSED
    submit = lazy("Solder")
    question = lazy("Solder « %(title)s »")


class AskedAgain(Decide):
    to = GrantState.ASKED
    submit = lazy("Demander de nouveau")
    question = lazy("Demander de nouveau « %(title)s »")


class Delete(GrantVerb):
    dangerous = True
    submit = lazy("Effacer")

    def title(self, obj: Any) -> str:
        return _("Effacer « %(title)s »") % {"title": obj}

    def run(self, obj: Grant, form: Any) -> str:
        self.back = money_url(obj.project_id)
        actions.delete_grant(grant=obj, by=self.request.user)
        return _("La subvention est effacée.")

    def done_url(self, obj: Any) -> str:
        return self.back


class Plan(GrantVerb):
    form_class = ScheduleForm
    submit = lazy("Prévoir ces tranches")

    def title(self, obj: Any) -> str:
        return _("Prévoir les tranches de « %(title)s »") % {"title": obj}

    def form(self, obj: Grant, data: Any = None, files: Any = None) -> ScheduleForm:
        days = schedule.spaced(obj.starts_on, obj.ends_on, 3)
        parts = [["50", days[0].isoformat()], ["45", days[1].isoformat()], ["5", days[2].isoformat()]]
        return ScheduleForm(data, initial={"parts": parts})

    def run(self, obj: Grant, form: Any) -> str:
        percents, days = zip(*form.cleaned_data["parts"], strict=True) if form.cleaned_data["parts"] else ((), ())
        rows = actions.plan_instalments(grant=obj, percents=percents, days=days, by=self.request.user)
        return _("%(n)s tranches sont prévues.") % {"n": len(rows)}


class AddInstalment(GrantVerb):
    submit = lazy("Prévoir cette tranche")

    def title(self, obj: Any) -> str:
        return _("Prévoir une tranche de « %(title)s »") % {"title": obj}

    def form(self, obj: Grant, data: Any = None, files: Any = None) -> InstalmentForm:
        return InstalmentForm(data, grant=obj)

    def run(self, obj: Grant, form: Any) -> str:
        actions.add_instalment(grant=obj, by=self.request.user, **form.cleaned_data)
        return _("La tranche est prévue.")


class AddCondition(GrantVerb):
    form_class = ConditionForm
    submit = lazy("Ajouter")

    def title(self, obj: Any) -> str:
        return _("Ajouter une condition à « %(title)s »") % {"title": obj}

    def run(self, obj: Grant, form: Any) -> str:
        actions.add_condition(grant=obj, by=self.request.user, **form.cleaned_data)
        return _("La condition est ajoutée.")


class PlanReports(GrantVerb):
    submit = lazy("Prévoir ces rapports")

    def title(self, obj: Any) -> str:
        return _("Prévoir les rapports de « %(title)s »") % {"title": obj}

    def form(self, obj: Grant, data: Any = None, files: Any = None) -> ReportsForm:
        rule = {"months": obj.funder.report_months or 12, "within": obj.funder.report_days, "kind": ReportKind.BOTH}
        return ReportsForm(data, initial=rule)

    def run(self, obj: Grant, form: Any) -> str:
        rows = actions.plan_reports(grant=obj, by=self.request.user, months=form.cleaned_data["months"],
                                    within=form.cleaned_data["within"], kind=ReportKind(form.cleaned_data["kind"]))  # fmt: skip
        return _("%(n)s rapports sont prévus.") % {"n": len(rows)}


class OfGrantVerb(MoneyVerb):
    """A verb on a part of a grant: back to the grant."""

    form_class = OnForm
    template = "funding/of_grant.html"

    def rows(self) -> Any:
        return super().rows().select_related("grant__project")

    def done_url(self, obj: Any) -> str:
        return reverse("funding:grant", args=[obj.grant_id])

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": self.done_url(obj)}


class InstalmentVerb(OfGrantVerb):
    model = Instalment
    question: Any = ""

    def title(self, obj: Instalment) -> str:
        return str(self.question) % {"number": obj.number, "amount": words.show(obj.amount, obj.grant.currency)}


class ClaimInstalment(InstalmentVerb):
    question = lazy("La tranche %(number)s (%(amount)s) est demandée au bailleur")

    def run(self, obj: Instalment, form: Any) -> str:
        actions.claim_instalment(instalment=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("La demande est notée.")


class ReceiveInstalment(InstalmentVerb):
    question = lazy("La tranche %(number)s (%(amount)s) est arrivée")

    def form(self, obj: Instalment, data: Any = None, files: Any = None) -> ReceivedForm:
        return ReceivedForm(data, instalment=obj)

    def consequences(self, obj: Instalment) -> list[str]:
        return [_("Elle compte dans ce qui est entré, sur les pages publiques et dans l’IATI ; elle ne change plus."),
                _("Dans une autre monnaie, le taux du jour est gardé avec sa source.")]  # fmt: skip

    def run(self, obj: Instalment, form: Any) -> str:
        data = form.cleaned_data
        actions.receive_instalment(instalment=obj, on=data["on"], received=data["received"], by=self.request.user)
        return _("L’arrivée est notée.")


class CorrectInstalment(InstalmentVerb):
    question = lazy("Corriger le montant reçu de la tranche %(number)s (%(amount)s)")

    def form(self, obj: Instalment, data: Any = None, files: Any = None) -> CorrectedForm:
        return CorrectedForm(data, instalment=obj)

    def run(self, obj: Instalment, form: Any) -> str:
        data = form.cleaned_data
        actions.correct_instalment(instalment=obj, received=data["received"], note=data["note"], by=self.request.user)
        return _("Le montant reçu est corrigé ; ce qui était noté reste dans l’historique.")


class EditInstalment(InstalmentVerb):
    question = lazy("Modifier la tranche %(number)s (%(amount)s)")

    def form(self, obj: Instalment, data: Any = None, files: Any = None) -> InstalmentForm:
        return InstalmentForm(data, grant=obj.grant, instalment=obj)

    def run(self, obj: Instalment, form: Any) -> str:
        actions.change_instalment(instalment=obj, by=self.request.user, **form.cleaned_data)
        return _("Enregistré.")


class RemoveInstalment(InstalmentVerb):
    question = lazy("Retirer la tranche %(number)s (%(amount)s)")
    form_class = MoneyVerb.form_class
    submit = lazy("Retirer")
    dangerous = True

    def run(self, obj: Instalment, form: Any) -> str:
        actions.remove_instalment(instalment=obj, by=self.request.user)
        return _("La tranche est retirée.")


class MeetCondition(OfGrantVerb):
    model = GrantCondition

    def title(self, obj: Any) -> str:
        return _("La condition « %(text)s » est remplie") % {"text": obj}

    def run(self, obj: GrantCondition, form: Any) -> str:
        actions.meet_condition(condition=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("C’est noté.")


class RemoveCondition(OfGrantVerb):
    model = GrantCondition
    form_class = MoneyVerb.form_class
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Any) -> str:
        return _("Retirer la condition « %(text)s »") % {"text": obj}

    def run(self, obj: GrantCondition, form: Any) -> str:
        actions.remove_condition(condition=obj, by=self.request.user)
        return _("La condition est retirée.")


class SendReport(OfGrantVerb):
    model = GrantReport

    def title(self, obj: Any) -> str:
        return _("Ce rapport est parti")

    def run(self, obj: GrantReport, form: Any) -> str:
        actions.send_report(report=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("C’est noté.")


class AcceptReport(OfGrantVerb):
    model = GrantReport

    def title(self, obj: Any) -> str:
        return _("Le bailleur accepte ce rapport")

    def run(self, obj: GrantReport, form: Any) -> str:
        actions.accept_report(report=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("C’est noté.")
