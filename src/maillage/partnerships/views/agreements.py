"""Agreements in Gestion: prepared, signed, renewed, ended; their commitments settled."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.partnerships import actions, words
from maillage.partnerships.enums import AgreementKind, AgreementState
from maillage.partnerships.forms.agreements import (
    AgreementForm,
    EndAgreementForm,
    RenewForm,
    SettleForm,
    SignForm,
    TextForm,
)
from maillage.partnerships.models import Agreement, AgreementCommitment, Partnership
from maillage.partnerships.views.manage import PartnershipVerb

P = Permission
S = AgreementState
SOON_DAYS = 120


def by_term(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = localdate()
    last = {"over": today - timedelta(days=1), "soon": today + timedelta(days=SOON_DAYS)}[value]
    return rows.ending(last)  # type: ignore[attr-defined,no-any-return]


class Agreements(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Accords de partenariat")
    page_name = "partnerships:agreements"
    row_route = "partnerships:agreement"
    default_sort = "ends"
    columns = (
        Column("title", lazy("Accord"), sort=("title",), link=True, note=lambda r: r.get_kind_display()),
        Column(
            "partner",
            pgettext_lazy("partenariat", "Partenaire"),
            value=lambda r: str(r.partnership),
            sort=("partnership__organisation__sort_name",),
        ),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), cell=words.agreement_tag, sort=("state",)),
        Column("starts", lazy("Du"), value=lambda r: r.starts_on, sort=("starts_on",)),
        Column("ends", lazy("Au"), value=lambda r: r.ended_on or r.ends_on, sort=("ends_on",)),
    )
    filters = (
        Filter("q", lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=S.choices, lookup="state"),
        Filter("genre", lazy("Genre"), choices=AgreementKind.choices, lookup="kind"),
        Filter(
            "terme",
            lazy("Terme"),
            apply=by_term,
            choices=[("over", lazy("passé")), ("soon", lazy("dans les quatre mois"))],
        ),
    )
    empty = Empty(lazy("Aucun accord"), lazy("Un accord se prépare sur la page d’un partenariat."))

    def rows(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(self.request.user).select_related("partnership__organisation")


class AgreementPage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "agreement"
    template = "partnerships/agreement.html"

    def rows(self) -> QuerySet[Agreement]:
        rows = Agreement.objects.visible_to(self.request.user)
        return rows.select_related("partnership__organisation", "document", "renews").prefetch_related(
            "document__versions"
        )

    def extra(self, obj: Agreement) -> dict[str, Any]:
        may = self.request.user.can(P.PARTNERSHIPS_EDIT)
        commitments = list(obj.commitments.all())
        return {
            "state": words.agreement_tag(obj), "partnership": obj.partnership, "may_edit": may,
            "sides": [(str(label), [(one, words.commitment_tag(one)) for one in commitments if one.party == party])
                      for party, label in AgreementCommitment._meta.get_field("party").choices or ()],
            "signatures": obj.signatures.all(), "number": obj.text_number,
            "versions": obj.document.versions.all() if obj.document else [], "facts": self.facts(obj),
            "next": Agreement.objects.filter(renews=obj).first(), "verbs": self.verbs(obj) if may else [],
        }  # fmt: skip

    def facts(self, obj: Agreement) -> list[tuple[str, Any]]:
        found = [
            (_("Genre"), obj.get_kind_display()), (_("Prend effet le"), words.day(obj.starts_on)),
            (_("Prend fin le"), words.day(obj.ends_on) or _("sans terme")), (_("En vigueur depuis le"), words.day(obj.in_force_on)),
            (_("Terminé le"), words.day(obj.ended_on)), (_("Pourquoi"), obj.end_note),
            (_("Préavis (mois)"), obj.notice_months),
        ]  # fmt: skip
        return [pair for pair in found if pair[1]]

    def verbs(self, obj: Agreement) -> list[tuple[str, str]]:
        draft, force = obj.state == S.DRAFT, obj.state == S.FORCE
        possible = [
            ("agreement_sign", _("Noter une signature"), draft and obj.text_number),
            ("agreement_text", _("Ajouter le texte") if not obj.text_number else _("Nouvelle version du texte"), draft),
            ("agreement_renew", _("Renouveler"), force or obj.state == S.ENDED), ("agreement_edit", _("Modifier"), draft),
            ("agreement_end", _("Terminer"), force),
        ]  # fmt: skip
        return [(f"partnerships:{name}", label) for name, label, now in possible if now]


class NewAgreement(PartnershipVerb):
    form_class = AgreementForm
    submit = lazy("Préparer l’accord")

    def title(self, obj: Partnership) -> str:
        return _("Nouvel accord avec %(name)s") % {"name": obj}

    def run(self, obj: Partnership, form: Any) -> str:
        self.made = actions.prepare(partnership=obj, values=form.cleaned_data, by=self.request.user)
        return (
            _("L’accord est prêt à signer.")
            if self.made.document_id
            else _("L’accord est en préparation : joignez son texte.")
        )

    def done_url(self, obj: Partnership) -> str:
        return self.made.get_absolute_url()


class AgreementEdit(EditPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = AgreementForm

    def rows(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(self.request.user).filter(state=S.DRAFT)

    def title(self, obj: Any) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> AgreementForm:
        return AgreementForm(data, files, agreement=obj)

    def save(self, form: Any, obj: Any) -> Agreement:
        return actions.change_agreement(agreement=obj, values=form.cleaned_data, by=self.request.user)


class AgreementVerb(VerbPage):
    access = P.PARTNERSHIPS_EDIT

    def rows(self) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(self.request.user).select_related("partnership__organisation", "document")


class AddText(AgreementVerb):
    form_class = TextForm
    submit = lazy("Joindre ce texte")

    def title(self, obj: Agreement) -> str:
        return _("Texte de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Agreement) -> Iterable[str]:
        return (
            [_("Les signatures déjà notées valent pour l’ancien texte : il faudra signer celui-ci.")]
            if obj.signatures.exists()
            else []
        )

    def run(self, obj: Agreement, form: Any) -> str:
        actions.add_text(agreement=obj, by=self.request.user, **form.cleaned_data)
        return _("Le texte est joint.")


class Sign(AgreementVerb):
    form_class = SignForm
    submit = lazy("Noter la signature")

    def title(self, obj: Agreement) -> str:
        return _("Qui a signé « %(title)s »") % {"title": obj}

    def consequences(self, obj: Agreement) -> Iterable[str]:
        yield _("La signature vaut pour la version %(number)s du texte.") % {"number": obj.text_number}
        yield _("Signé par le partenaire et de notre côté, l’accord entre en vigueur.")

    def run(self, obj: Agreement, form: Any) -> str:
        actions.sign(agreement=obj, by=self.request.user, **form.cleaned_data)
        obj.refresh_from_db()
        return (
            _("L’accord est en vigueur.")
            if obj.state == S.FORCE
            else _("La signature est notée ; l’autre côté doit signer.")
        )


class Renew(AgreementVerb):
    form_class = RenewForm
    submit = lazy("Préparer le renouvellement")

    def title(self, obj: Agreement) -> str:
        return _("Renouveler « %(title)s »") % {"title": obj}

    def form(self, obj: Agreement, data: Any = None, files: Any = None) -> RenewForm:
        first = (obj.ends_on or localdate()) + timedelta(days=1)
        return RenewForm(data, files, initial={"title": obj.title, "starts_on": first})

    def consequences(self, obj: Agreement) -> Iterable[str]:
        return [_("Les engagements qui tiennent encore passent au nouvel accord."),
                _("L’accord actuel vaut jusqu’à ce que le nouveau soit signé.")]  # fmt: skip

    def run(self, obj: Agreement, form: Any) -> str:
        self.made = actions.renew(agreement=obj, by=self.request.user, **form.cleaned_data)
        return _("Le nouvel accord est en préparation : joignez son texte.")

    def done_url(self, obj: Agreement) -> str:
        return self.made.get_absolute_url()


class EndAgreement(AgreementVerb):
    form_class = EndAgreementForm
    submit = lazy("Terminer l’accord")
    dangerous = True

    def title(self, obj: Agreement) -> str:
        return _("Terminer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Agreement) -> Iterable[str]:
        return [_("Le partenariat, lui, continue.")]

    def run(self, obj: Agreement, form: Any) -> str:
        actions.end_agreement(agreement=obj, by=self.request.user, **form.cleaned_data)
        return _("L’accord est terminé.")


class Settle(VerbPage):
    access = P.PARTNERSHIPS_EDIT
    form_class = SettleForm
    submit = lazy("Noter le constat")

    def rows(self) -> QuerySet[AgreementCommitment]:
        seen = Agreement.objects.visible_to(self.request.user).exclude(state=S.DRAFT).values("pk")
        return AgreementCommitment.objects.filter(agreement__in=seen).select_related(
            "agreement__partnership__organisation"
        )

    def title(self, obj: AgreementCommitment) -> str:
        return _("Tenu ? « %(text)s »") % {"text": obj}

    def form(self, obj: AgreementCommitment, data: Any = None, files: Any = None) -> SettleForm:
        return SettleForm(data, files, initial={"state": obj.state, "note": obj.note})

    def run(self, obj: AgreementCommitment, form: Any) -> str:
        data = form.cleaned_data
        actions.settle(commitment=obj, state=data["state"], on=data["on"], note_=data["note"], by=self.request.user)
        return _("Le constat est noté.")
