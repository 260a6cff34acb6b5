"""Counting in Gestion: the key and the urn of a confidential vote, tellers' sheets, paper, the chair's voice, the result,
the files."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.ballots import record, sheets, words
from maillage.ballots.actions import count, keys, tellers
from maillage.ballots.actions.refusals import refuse
from maillage.ballots.ballot_forms import form_of
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.forms.questions import ChairForm, CodeForm, KeyForm, LinesForm, PaperForm, TotalsForm
from maillage.ballots.models import Question
from maillage.ballots.views.cast import private
from maillage.ballots.views.questions import QuestionVerb, few, visible

P = Permission
STATES = QuestionState


@access(P.ASSEMBLIES_EDIT)
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the key: its code is shown on the answer, once; then it is typed again."""
    question = get_object_or_404(visible(request), pk=pk)
    made, code, form, typed = "", "", KeyForm(), CodeForm()
    try:
        if request.method == "POST" and "code" in request.POST:
            typed = CodeForm(request.POST)
            if typed.is_valid():
                keys.acknowledge(question=question, code=typed.cleaned_data["code"], by=who(request))
                messages.success(request, _("Le code de secours est noté : le vote peut s’ouvrir."))
                return private(redirect(question.get_absolute_url()))
        elif request.method == "POST":
            form = KeyForm(request.POST)
            if form.is_valid():
                made = code = keys.prepare(
                    question=question, by=who(request), passphrase=form.cleaned_data["passphrase"]
                )
    except ValidationError as error:
        (typed if "code" in request.POST else form).add_error(None, error)
    question.refresh_from_db()
    return private(render(request, "ballots/key.html", {
        "title": _("Clé du vote : %(title)s") % {"title": question}, "question": question, "code": code, "form": form,
        "typed": typed, "made": bool(made) or bool(question.key_wrapped),
    }, status=422 if form.errors or typed.errors else 200))  # fmt: skip


class OpenUrn(QuestionVerb):
    label = submit = lazy("Ouvrir l’urne")
    needs = (STATES.CLOSED,)
    form_class = CodeForm

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Les bulletins sont ouverts et mêlés ; les bulletins scellés et la clé sont effacés.")
        yield from few(obj, _("Vous pouvez encore annuler ce vote, et voter sur papier."))

    def run(self, obj: Question, form: Any) -> str:
        keys.open_urn(question=obj, code=form.cleaned_data["code"], by=self.request.user)
        return _("L’urne est ouverte.")


class Declare(QuestionVerb):
    label = submit = lazy("Proclamer le résultat")
    needs = (STATES.CLOSED,)

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Le compte est fait et publié ; il ne change plus.")

    def run(self, obj: Question, form: Any) -> str:
        count.declare(question=obj, by=self.request.user)
        return _("Le résultat est proclamé.")


class Chair(QuestionVerb):
    label = submit = lazy("Dire la voix prépondérante")
    needs = (STATES.CLOSED,)
    form_class = ChairForm

    def run(self, obj: Question, form: Any) -> str:
        count.cast_deciding(question=obj, choice=form.cleaned_data["choice"], by=self.request.user)
        return _("La voix de la présidence est notée.")


class Paper(QuestionVerb):
    label = submit = lazy("Remettre un bulletin de papier")
    needs = (STATES.OPEN,)

    def form(self, obj: Question, data: Any = None, files: Any = None) -> PaperForm:
        return PaperForm(obj, self.request.user, data)

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Ce droit ne pourra plus voter en ligne sur cette question.")

    def done_url(self, obj: Question) -> str:
        return self.request.path  # the next one waits

    def run(self, obj: Question, form: Any) -> str:
        right = form.cleaned_data["right"]
        tellers.hand_paper(question=obj, right=right, by=self.request.user)
        return _("Bulletin remis pour « %(name)s ».") % {"name": words.holder(right, self.request.user)}


class PaperBack(Paper):
    """The wrong name was ticked, or the ballot comes back blank: the right votes again by any way."""

    label = submit = lazy("Reprendre un bulletin de papier")

    def form(self, obj: Question, data: Any = None, files: Any = None) -> PaperForm:
        return PaperForm(obj, self.request.user, data, back=True)

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Ce droit pourra de nouveau voter en ligne, ou recevoir un bulletin.")

    def run(self, obj: Question, form: Any) -> str:
        right = form.cleaned_data["right"]
        tellers.take_back(question=obj, right=right, by=self.request.user)
        return _("Bulletin repris pour « %(name)s ».") % {"name": words.holder(right, self.request.user)}


class Sheet(QuestionVerb):
    """One's own sheet: the first free number, or the third when two differ, or one's own to be corrected."""

    label = lazy("Saisir le dépouillement")
    submit = lazy("Enregistrer ma feuille")
    template = "ballots/sheet.html"
    needs = (STATES.OPEN, STATES.CLOSED)

    def number(self, obj: Question) -> int:
        rows = {row.sheet: row for row in obj.sheets.all()}
        asked = self.request.GET.get("feuille", "")
        if asked in ("1", "2", "3"):
            return int(asked)
        for number, row in rows.items():
            if row.teller_id == self.request.user.pk:
                return number
        return next((number for number in (1, 2) if number not in rows), 3)

    def form(self, obj: Question, data: Any = None, files: Any = None) -> TotalsForm | LinesForm:
        row = obj.sheets.filter(sheet=self.number(obj), teller=who(self.request)).first()
        content = row.content if row else {}
        if obj.shape == "yesno":
            return TotalsForm(data, initial=content)
        return LinesForm(data, initial={"lines": sheets.written(content), "invalid": content.get("invalid", 0)})

    def run(self, obj: Question, form: Any) -> str:
        content = dict(form.cleaned_data)
        if obj.shape != "yesno":
            content = _typed(obj, content)
        number = self.number(obj)
        tellers.enter(question=obj, teller=self.request.user, sheet=number, content=content, by=self.request.user)
        if tellers.agreed(obj) is not None:
            return _("Feuille %(number)s enregistrée : les comptes concordent.") % {"number": number}
        return _("Feuille %(number)s enregistrée.") % {"number": number}

    def extra(self, obj: Question) -> dict[str, Any]:
        return {"number": self.number(obj), "lines": obj.shape != "yesno", "options": list(obj.options.all()),
                "shape": obj.shape}  # fmt: skip


def _typed(question: Question, content: dict[str, Any]) -> dict[str, Any]:
    try:
        return sheets.lines(form_of(question), content["lines"], content["invalid"])
    except sheets.LineError as error:
        if error.why is None:
            raise refuse("line", line=error.line) from error
        raise refuse("line_choice", line=error.line, why=error.why.message()) from error


@access(P.ASSEMBLIES_VIEW)
def file(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """One file of the record of a declared question: JSON, CSV, BLT."""
    question = get_object_or_404(visible(request), pk=pk)
    found = {record.short_name(path): (path, content) for path, content in record.files_of(question)}
    if name not in found:
        raise Http404
    path, content = found[name]
    return FileResponse(iter([content]), as_attachment=True, filename=path, content_type="application/octet-stream")
