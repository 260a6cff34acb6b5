"""What the team does with a report: return, approve, translate, show its story, join a piece, entrust it by a link."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.desk.views.verbs import VerbPage
from maillage.fieldwork import actions
from maillage.fieldwork import links as addresses
from maillage.fieldwork.enums import ReportState
from maillage.fieldwork.forms.team import ApproveForm, LinkForm, NoteForm, PieceForm, TranslateForm
from maillage.fieldwork.models import PartnerReport, ReportLink
from maillage.fieldwork.views.manage import seen

P = Permission


class ReportVerb(VerbPage):
    access = P.PROJECTS_EDIT

    def rows(self) -> Any:
        return seen(self.request.user)

    def not_sent(self, obj: PartnerReport) -> str:
        if obj.state == ReportState.SUBMITTED:
            return ""
        return _("Ce rapport est maintenant « %(state)s » : ce n’est plus possible.") % {
            "state": obj.get_state_display()
        }


class Return(ReportVerb):
    form_class = NoteForm
    submit = lazy("Rendre")

    def title(self, obj: PartnerReport) -> str:
        return _("Rendre le rapport : %(period)s") % {"period": obj}

    def refusal(self, obj: PartnerReport) -> str:
        return self.not_sent(obj)

    def consequences(self, obj: Any) -> list[str]:
        return [_("La personne qui l’a écrit le reprend où il était, et reçoit votre mot.")]

    def run(self, obj: PartnerReport, form: Any) -> str:
        actions.return_report(report=obj, note=form.cleaned_data["note"], by=self.request.user)
        return _("Le rapport est rendu, avec votre mot.")


class Approve(ReportVerb):
    submit = lazy("Approuver le rapport")

    def title(self, obj: PartnerReport) -> str:
        return _("Approuver le rapport : %(period)s") % {"period": obj}

    def refusal(self, obj: PartnerReport) -> str:
        if obj.submitted_by_id == self.request.user.pk:
            return _("Vous avez envoyé ce rapport : une autre personne doit l’approuver.")
        return self.not_sent(obj)

    def consequences(self, obj: PartnerReport) -> list[str]:
        user: Any = self.request.user
        money = _("Ses dépenses entrent dans le budget, au taux du jour de chacune, qui est verrouillé.") \
            if user.can(P.FUNDING_EDIT) else _("Ses dépenses attendront qui approuve l’argent.")  # fmt: skip
        figures = _("Ses mesures entrent dans la chaîne des résultats.") \
            if user.can(P.RESULTS_APPROVE) else _("Ses mesures attendront qui approuve les résultats.")  # fmt: skip
        end = _("Le rapport ne change plus ; la personne qui l’a écrit est remerciée.")
        return [*([money] if obj.expenses.exists() else []), *([figures] if obj.measures.exists() else []), end]

    def form(self, obj: PartnerReport, data: Any = None, files: Any = None) -> ApproveForm:
        return ApproveForm(data, report=obj)

    def run(self, obj: PartnerReport, form: Any) -> str:
        actions.approve_report(report=obj, choices=form.choices(), by=self.request.user)
        return _("Le rapport est approuvé : rien n’est à ressaisir.")


class Translate(ReportVerb):
    submit = lazy("Enregistrer")

    def title(self, obj: PartnerReport) -> str:
        return _("Traduire le rapport : %(period)s") % {"period": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("Les mots du partenaire restent tels quels ; la traduction est montrée à côté.")]

    def form(self, obj: PartnerReport, data: Any = None, files: Any = None) -> TranslateForm:
        return TranslateForm(data, report=obj)

    def run(self, obj: PartnerReport, form: Any) -> str:
        told = dict(form.cleaned_data)
        actions.translate(report=obj, language=told.pop("language"), words=told, by=self.request.user)
        return _("La traduction est enregistrée.")


class Story(ReportVerb):
    def title(self, obj: PartnerReport) -> str:
        return _("Retirer le récit de la page publique") if obj.story_public else _("Montrer le récit à tout le monde")

    @property
    def submit(self) -> Any:  # type: ignore[override]
        return _("Confirmer")

    def refusal(self, obj: PartnerReport) -> str:
        if obj.story_public:
            return ""
        if obj.state != ReportState.APPROVED or not obj.story:
            return _("Un récit se montre une fois le rapport approuvé.")
        return ""

    def consequences(self, obj: PartnerReport) -> list[str]:
        if obj.story_public:
            return [_("Le récit quitte la page publique du projet.")]
        return [_("Le récit paraît sur la page publique du projet, dans sa langue et dans ses traductions."),
                _("Assurez-vous de l’accord du partenaire et des personnes que l’on y reconnaît.")]  # fmt: skip

    def run(self, obj: PartnerReport, form: Any) -> str:
        shown = not obj.story_public
        actions.publish_story(report=obj, shown=shown, by=self.request.user)
        return _("Le récit est visible par tout le monde.") if shown else _("Le récit n’est plus public.")


class Piece(ReportVerb):
    submit = lazy("Joindre")

    def title(self, obj: PartnerReport) -> str:
        return _("Joindre une pièce reçue autrement")

    def refusal(self, obj: PartnerReport) -> str:
        if obj.state == ReportState.APPROVED:
            return _("Ce rapport est approuvé : joignez la pièce à la dépense, dans l’argent du projet.")
        return "" if obj.expenses.filter(expense=None).exists() else _("Ce rapport n’a pas de dépense.")

    def form(self, obj: PartnerReport, data: Any = None, files: Any = None) -> PieceForm:
        return PieceForm(data, files, report=obj)

    def run(self, obj: PartnerReport, form: Any) -> str:
        told = form.cleaned_data
        actions.add_piece(report=obj, key=told["expense"], upload=told["file"], by=self.request.user, late=True)
        return _("La pièce est jointe.")


@access(P.PROJECTS_EDIT)
def links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a report, and a new one."""
    user = who(request)
    report = get_object_or_404(seen(user), pk=pk)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.make_link(report=report, label=told["label"], email=told["email"], by=user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Le lien est prêt : montrez son code, ou copiez son adresse."))
            return redirect("fieldwork:report_links", report.pk)
    rows = [(row, addresses.url_of(row)) for row in ReportLink.objects.visible_to(user).usable().filter(report=report)]
    return render(request, "fieldwork/links.html", {
        "title": _("Confier ce rapport"), "report": report, "form": form, "rows": rows,
    }, status=422 if form.is_bound and form.errors else 200)  # fmt: skip


@access(P.PROJECTS_EDIT)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(ReportLink.objects.visible_to(who(request)), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.revoke_link(link=link, by=who(request))
    messages.success(request, _("Le lien est retiré : il n’ouvre plus rien."))
    return redirect("fieldwork:report_links", link.report_id)
