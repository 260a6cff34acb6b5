"""Bank statements in Gestion: bring one, then decide each line on one page."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View

from maillage.accounts.roles import Permission
from maillage.billing import actions, forms
from maillage.billing.enums import LineState
from maillage.billing.models import Charge, Statement, StatementLine
from maillage.billing.proposals import proposals
from maillage.billing.words import show
from maillage.core.asked import row_numbers
from maillage.desk.columns import Column
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage

VIEW, EDIT = Permission.BILLING_VIEW, Permission.BILLING_EDIT
BRING = Link(gettext_lazy("Apporter un relevé"), "billing:statement_new", EDIT, primary=True)


class Statements(ListPage):
    access = VIEW
    title = gettext_lazy("Relevés bancaires")
    page_name = "billing:statements"
    columns = (
        Column("filename", gettext_lazy("Fichier"), link=True, note=lambda r: r.account),
        Column("created_at", gettext_lazy("Apporté le"), sort=("created_at",)),
        Column("lines_new", gettext_lazy("Lignes nouvelles"), numeric=True),
        Column("lines_known", gettext_lazy("Déjà connues"), numeric=True),
        Column("waiting", gettext_lazy("À rapprocher"), value=lambda r: r.waiting, numeric=True),
    )
    links = (BRING,)
    empty = Empty(
        gettext_lazy("Aucun relevé"),
        gettext_lazy("Téléchargez le relevé de votre banque (CAMT.053 ou CSV), puis apportez-le ici."),
        BRING,
    )

    def rows(self) -> Any:
        waiting = Count("lines", filter=Q(lines__state=LineState.NEW, lines__amount__gt=0))
        return Statement.objects.visible_to(self.request.user).annotate(waiting=waiting)


class StatementNew(EditPage):
    access = EDIT
    form_class = forms.StatementForm
    submit = gettext_lazy("Lire le relevé")

    def rows(self) -> Any:
        return Statement.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Apporter un relevé bancaire")

    def save(self, form: Any, obj: Any) -> Any:
        upload = form.cleaned_data["file"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"releve{Path(upload.name).suffix.lower()[:5]}"
            with path.open("wb") as file:
                for chunk in upload.chunks():
                    file.write(chunk)
            return actions.bring_statement(path=path, filename=upload.name, by=self.request.user)

    def done(self, saved: Any) -> str:
        new, known = saved.lines_new, saved.lines_known
        told = ngettext("%(count)s ligne nouvelle.", "%(count)s lignes nouvelles.", new) % {"count": new}
        if known:
            told += " " + ngettext("%(count)s était déjà connue.", "%(count)s étaient déjà connues.", known) % {
                "count": known
            }
        return told


class StatementPage(View):
    """The lines of a statement with what each may settle. One decision is one POST."""

    access = VIEW

    def statement(self, pk: int) -> Statement:
        return get_object_or_404(Statement.objects.visible_to(self.request.user), pk=pk)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        statement = self.statement(pk)
        lines = list(statement.lines.select_related("payment__organisation", "payment__person"))
        proposed = proposals([line for line in lines if line.state == LineState.NEW and line.amount > 0])
        rows = [
            {"line": line, "amount": show(line.amount, line.currency), "proposals": proposed.get(line.pk, [])}
            for line in lines
        ]
        return render(request, "billing/statement.html", {
            "title": statement.filename, "statement": statement, "edit": request.user.can(EDIT),
            "waiting": [row for row in rows if row["line"].state == LineState.NEW and row["line"].amount > 0],
            "decided": [row for row in rows if row["line"].state != LineState.NEW],
            "outgoing": [row for row in rows if row["line"].state == LineState.NEW and row["line"].amount <= 0],
        })  # fmt: skip


class LineVerb(View):
    """Match, set aside or reopen a line."""

    access = EDIT

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        line = get_object_or_404(StatementLine.objects.visible_to(request.user), pk=pk)
        try:
            messages.success(request, self.act(line))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(line.statement.get_absolute_url() + f"#ligne-{line.pk}")

    def act(self, line: StatementLine) -> str:
        data = self.request.POST
        if "ignore" in data:
            actions.ignore_line(line=line, by=self.request.user)
            return _("Ligne mise de côté.")
        if "reopen" in data:
            actions.unmatch_line(line=line, by=self.request.user)
            return _("Ligne rouverte : le paiement qu’elle avait fait est défait.")
        ids = row_numbers(data.get("charges", "").split(","))
        charges = list(Charge.objects.visible_to(self.request.user).filter(pk__in=ids))
        if not charges:
            charges = self.charges_of_payer(data.get("payer", ""))
        payment = actions.match_line(line=line, charges=charges, by=self.request.user)
        return _("Paiement noté et imputé : %(payer)s.") % {"payer": payment.payer}

    def charges_of_payer(self, name: str) -> list[Charge]:
        """By hand: every open charge of the payer named, oldest first."""
        field = forms.PayerField(label="")
        field.reader = self.request.user
        payer = field.clean(name)
        charges = list(Charge.objects.of(payer).open().order_by("due_on"))
        if not charges:
            raise ValidationError(_("Rien n’est dû par %(payer)s.") % {"payer": payer})
        return charges
