"""The due-diligence files in Gestion: what misses, what lapses, who looked."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.partnerships import actions, emails, words
from maillage.partnerships.enums import PieceKind, PieceState
from maillage.partnerships.forms.pieces import LookForm, PieceForm, ReasonForm, ReceiveForm
from maillage.partnerships.models import DuePiece, Partnership
from maillage.partnerships.views.manage import PartnershipVerb

P = Permission
S = PieceState


def by_standing(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    found: Any = rows
    return {"wanting": found.wanting, "lapsing": found.lapsing, "missing": found.missing, "look": found.to_look_at}[
        value
    ]()  # type: ignore[no-any-return]


class Pieces(ListPage):
    access = P.PARTNERSHIPS_VIEW
    title = lazy("Pièces des dossiers")
    intro = lazy("Les pièces des partenariats qui ne sont pas terminés.")
    page_name = "partnerships:pieces"
    row_route = "partnerships:piece"
    default_sort = "lapses"
    columns = (
        Column("piece", pgettext_lazy("dossier", "Pièce"), value=str, sort=("kind", "title"), link=True),
        Column("partner", pgettext_lazy("partenariat", "Partenaire"), value=lambda r: str(r.partnership),
               sort=("partnership__organisation__sort_name",)),
        Column("standing", lazy("Où elle en est"), value=lambda r: words.standing_words(r.standing()),
               cell=lambda r: words.standing_tag(r.standing())),
        Column("lapses", lazy("Valable jusqu’au"), value=lambda r: r.lapses_on, sort=("lapses_on",)),
        Column("received", lazy("Reçue le"), value=lambda r: r.received_on, sort=("received_on",)),
        Column("asked", lazy("Demandée le"), value=lambda r: r.asked_on, default=False),
        Column("note", lazy("Note"), value=lambda r: r.note, default=False),
    )  # fmt: skip
    filters = (
        Filter("q", pgettext_lazy("partenariat", "Partenaire"), kind="search", lookup="partnership__organisation__name__icontains"),
        Filter("etat", lazy("Où elle en est"), apply=by_standing, choices=[
            ("wanting", lazy("manque, ou à renouveler")), ("lapsing", lazy("à renouveler")), ("missing", lazy("manque")),
            ("look", lazy("à regarder"))]),
        Filter("piece", pgettext_lazy("dossier", "Pièce"), choices=PieceKind.choices, lookup="kind"),
        Filter("avant", lazy("Valable jusqu’au plus tard le"), kind="date", lookup="lapses_on__lte"),
    )  # fmt: skip
    empty = Empty(
        lazy("Aucune pièce"), lazy("Chaque partenariat ouvre son dossier avec les pièces que son régime demande.")
    )

    def rows(self) -> QuerySet[DuePiece]:
        return DuePiece.objects.visible_to(self.request.user).of_living().select_related("partnership__organisation")


class PiecePage(DetailPage):
    access = P.PARTNERSHIPS_VIEW
    page = "due_piece"
    template = "partnerships/piece.html"

    def rows(self) -> QuerySet[DuePiece]:
        rows = DuePiece.objects.visible_to(self.request.user).select_related("partnership__organisation", "document")
        return rows.prefetch_related("document__versions")

    def extra(self, obj: DuePiece) -> dict[str, Any]:
        standing = obj.standing()
        facts = [(_("Exigée"), _("oui") if obj.required else _("non")), (_("Datée du"), words.day(obj.issued_on)),
                 (_("Valable jusqu’au"), words.day(obj.lapses_on)), (_("Reçue le"), words.day(obj.received_on)),
                 (_("Envoyée par"), obj.received_from), (_("Demandée au partenaire le"), words.day(obj.asked_on)),
                 (_("Note"), obj.note)]  # fmt: skip
        return {
            "standing": words.standing_tag(standing), "facts": [pair for pair in facts if pair[1]], "partnership": obj.partnership,
            "looks": obj.looks.all(), "versions": obj.document.versions.all() if obj.document else [],
            "verbs": self.verbs(obj, standing.code) if self.request.user.can(P.PARTNERSHIPS_EDIT) else [],
        }  # fmt: skip

    def verbs(self, obj: DuePiece, code: str) -> list[tuple[str, str]]:
        possible = [
            ("piece_look", _("Dire ce qu’elle vaut"), obj.document_id),
            ("piece_receive", _("Joindre la suivante") if obj.document_id else _("Joindre la pièce"), True),
            (
                "piece_ask",
                _("Demander au partenaire"),
                code in ("missing", "refused", "lapsed", "soon", "optional", "waived"),
            ),
            ("piece_waive", _("Dispenser"), code in ("missing", "refused", "lapsed")),
        ]
        return [(f"partnerships:{name}", label) for name, label, now in possible if now]


class NewPiece(PartnershipVerb):
    form_class = PieceForm
    submit = lazy("Ajouter au dossier")

    def title(self, obj: Partnership) -> str:
        return _("Une pièce de plus au dossier de %(name)s") % {"name": obj}

    def form(self, obj: Partnership, data: Any = None, files: Any = None) -> PieceForm:
        return PieceForm(data, files, partnership=obj)

    def run(self, obj: Partnership, form: Any) -> str:
        self.made = actions.add_piece(partnership=obj, values=form.cleaned_data, by=self.request.user)
        return _("La pièce est au dossier : joignez-la, ou demandez-la.")

    def done_url(self, obj: Partnership) -> str:
        return self.made.get_absolute_url()


class PieceVerb(VerbPage):
    access = P.PARTNERSHIPS_EDIT

    def rows(self) -> QuerySet[DuePiece]:
        return DuePiece.objects.visible_to(self.request.user).select_related("partnership__organisation", "document")


class Receive(PieceVerb):
    form_class = ReceiveForm
    submit = lazy("Joindre")

    def title(self, obj: DuePiece) -> str:
        return _("%(name)s : %(piece)s") % {"name": obj.partnership, "piece": obj}

    def run(self, obj: DuePiece, form: Any) -> str:
        actions.receive_piece(piece=obj, by=self.request.user, **form.cleaned_data)
        return _("La pièce est jointe : dites ce qu’elle vaut.")


class Look(PieceVerb):
    form_class = LookForm
    submit = lazy("Noter mon avis")

    def title(self, obj: DuePiece) -> str:
        return _("%(name)s : %(piece)s") % {"name": obj.partnership, "piece": obj}

    def form(self, obj: DuePiece, data: Any = None, files: Any = None) -> LookForm:
        return LookForm(data, files, piece=obj)

    def consequences(self, obj: DuePiece) -> Iterable[str]:
        return [_("Votre nom et la date restent au dossier.")]

    def run(self, obj: DuePiece, form: Any) -> str:
        actions.look_at(piece=obj, by=self.request.user, **form.cleaned_data)
        return _("Votre avis est au dossier.")


class AskPiece(PieceVerb):
    submit = lazy("Envoyer la demande")

    def title(self, obj: DuePiece) -> str:
        return _("Demander à %(name)s : %(piece)s") % {"name": obj.partnership, "piece": obj}

    def consequences(self, obj: DuePiece) -> Iterable[str]:
        count = len(emails.addresses(obj.partnership))
        return [ngettext("Un courriel part à %(n)s contact, avec un lien pour envoyer un fichier ou une photo.",
                         "Un courriel part à %(n)s contacts, avec un lien pour envoyer un fichier ou une photo.",
                         count) % {"n": count}]  # fmt: skip

    def run(self, obj: DuePiece, form: Any) -> str:
        actions.ask_piece(piece=obj, by=self.request.user)
        return _("La demande est partie.")


class Waive(PieceVerb):
    form_class = ReasonForm
    submit = lazy("Dispenser de cette pièce")

    def title(self, obj: DuePiece) -> str:
        return _("Dispenser %(name)s de : %(piece)s") % {"name": obj.partnership, "piece": obj}

    def run(self, obj: DuePiece, form: Any) -> str:
        actions.waive_piece(piece=obj, by=self.request.user, **form.cleaned_data)
        return _("La dispense est au dossier, avec sa raison.")
