"""Signatures in Gestion, for those who may read names; groups of one origin, by their numbers."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext, pgettext_lazy

from maillage.accounts.roles import Permission
from maillage.campaigns import actions, words
from maillage.campaigns.enums import BlockState, PetitionState, SignatureState
from maillage.campaigns.forms.manage import ReasonForm
from maillage.campaigns.models import AddressBlock, Petition, Signature
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage

P = Permission
WORTH_A_LOOK = 50  # below, a group is a family or a class
TONES = {"flagged": "al", "aside": "er", "admitted": "ok"}
SAMPLE = 25


def petitions() -> list[tuple[int, str]]:
    return list(Petition.objects.exclude(state=PetitionState.DRAFT).values_list("pk", "title")[:200])


class Signatures(ListPage):
    access = P.SIGNATURES_VIEW
    title = lazy("Signatures")
    page_name = "campaigns:signatures"
    row_route = "campaigns:signature"
    default_sort = "-asked"
    columns = (
        Column("name", lazy("Nom"), value=lambda s: s.name, cell=lambda s: s.name or _("effacé"), sort=("name",), link=True,
               note=lambda s: s.email),
        Column("state", lazy("État"), value=lambda s: s.get_state_display(), cell=words.signature_state, sort=("state",)),
        Column("area", lazy("Code postal"), sort=("area",)),
        Column("region", lazy("Région"), value=lambda s: words.region_label(s.region) if s.region else ""),
        Column("asked", lazy("Signée le"), value=lambda s: s.asked_at, sort=("asked_at",)),
        Column("confirmed", lazy("Confirmée le"), value=lambda s: s.confirmed_at, sort=("confirmed_at",)),
        Column("version", lazy("Version"), value=lambda s: s.version.number, numeric=True, default=False),
        Column("shows", lazy("Nom public"), value=lambda s: _("oui") if s.shows_name else _("non"), default=False),
        Column("message", lazy("Mot à qui décide"), default=False),
        Column("petition", lazy("Pétition"), value=lambda s: s.petition.title),
    )  # fmt: skip
    filters = (
        Filter("petition", lazy("Pétition"), choices=petitions, lookup="petition"),
        Filter("etat", lazy("État"), choices=SignatureState.choices, lookup="state"),
        Filter("q", lazy("Nom"), kind="search", lookup="name__icontains"),
        Filter("courriel", lazy("Courriel"), kind="search", lookup="email__iexact"),
    )
    empty = Empty(lazy("Aucune signature"), lazy("Elles arrivent de la page publique d’une pétition ouverte."))

    def rows(self) -> QuerySet[Signature]:
        return Signature.objects.visible_to(self.request.user).select_related("petition", "version")


class SignaturePage(DetailPage):
    access = P.SIGNATURES_VIEW
    page = "signature"
    template = "campaigns/signature_detail.html"

    def rows(self) -> QuerySet[Signature]:
        return Signature.objects.visible_to(self.request.user).select_related("petition", "version")

    def title(self, obj: Signature) -> str:
        return obj.name or _("Signature effacée")

    def extra(self, obj: Signature) -> dict[str, Any]:
        live = (SignatureState.PENDING, SignatureState.CONFIRMED, SignatureState.ASIDE)
        possible = [("signature_withdraw", _("Retirer"), obj.state in live),
                    ("signature_hide", _("Masquer le nom"), obj.shows_name)]  # fmt: skip
        may = self.request.user.can(P.CAMPAIGNS_EDIT)
        return {
            "state": words.signature_state(obj),
            "verbs": [(f"campaigns:{name}", label) for name, label, now in possible if now and may],
            "facts": [
                (_("Courriel"), obj.email), (_("Code postal"), obj.area),
                (_("Région"), words.region_label(obj.region) if obj.region else ""),
                (_("Version signée"), obj.version.number), (_("Langue"), obj.language),
                (_("Signée le"), obj.asked_at), (_("Confirmée le"), obj.confirmed_at), (_("Sortie du compte le"), obj.ended_at),
                (_("Nom public"), _("oui") if obj.shows_name else _("non")), (_("Mot à qui décide"), obj.message),
                (_("Veut des nouvelles"), obj.news_wording),
            ],
        }  # fmt: skip


class SignatureVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT

    def rows(self) -> QuerySet[Any]:
        return Signature.objects.visible_to(self.request.user).select_related("petition")


class Withdraw(SignatureVerb):
    form_class = ReasonForm
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Signature) -> str:
        return _("Retirer la signature de %(name)s") % {"name": obj.name}

    def consequences(self, obj: Signature) -> list[str]:
        return [_("Elle sort du compte ; la même adresse peut signer de nouveau.")]

    def run(self, obj: Signature, form: Any) -> str:
        actions.withdraw_signature(signature=obj, by=self.request.user, **form.cleaned_data)
        return _("La signature est retirée.")


class HideName(SignatureVerb):
    submit = lazy("Masquer")

    def title(self, obj: Signature) -> str:
        return _("Masquer le nom de %(name)s") % {"name": obj.name}

    def consequences(self, obj: Signature) -> list[str]:
        return [_("Le nom quitte la page publique ; la signature reste comptée.")]

    def run(self, obj: Signature, form: Any) -> str:
        actions.hide_name(signature=obj, by=self.request.user)
        return _("Le nom est masqué.")


# Groups of one origin


def block_state(row: AddressBlock) -> Any:
    return tag(row.get_state_display(), TONES.get(row.state, "nu"))


class Blocks(ListPage):
    access = P.CAMPAIGNS_VIEW
    title = lazy("Signatures d’une même origine")
    intro = lazy(
        "Beaucoup de signatures d’un même coin d’internet : une école, une salle, ou une machine."
        " Elles comptent tant que personne ne les met de côté ; l’origine elle-même est oubliée après trente jours."
    )
    page_name = "campaigns:blocks"
    row_route = "campaigns:block"
    default_sort = "-seen"
    columns = (
        Column("name", lazy("Groupe"), value=str, link=True, note=lambda b: b.petition.title),
        Column("state", lazy("État"), value=lambda b: b.get_state_display(), cell=block_state, sort=("state",)),
        Column("seen", lazy("Signatures reçues"), sort=("seen",), numeric=True),
        Column("since", lazy("Depuis le"), value=lambda b: b.created_at, sort=("created_at",)),
        Column("reason", lazy("Raison")),
    )
    filters = (
        Filter("petition", lazy("Pétition"), choices=petitions, lookup="petition"),
        Filter("etat", lazy("État"), choices=BlockState.choices, lookup="state"),
    )
    empty = Empty(lazy("Rien à examiner"), lazy("Aucune origine n’a donné un nombre inhabituel de signatures."))

    def rows(self) -> QuerySet[AddressBlock]:
        rows = AddressBlock.objects.filter(seen__gte=WORTH_A_LOOK)
        return (rows | AddressBlock.objects.exclude(state=BlockState.QUIET)).select_related("petition")


class BlockPage(DetailPage):
    access = P.CAMPAIGNS_VIEW
    page = "block"
    template = "campaigns/block_detail.html"

    def rows(self) -> QuerySet[AddressBlock]:
        return AddressBlock.objects.select_related("petition")

    def extra(self, obj: AddressBlock) -> dict[str, Any]:
        user = self.request.user
        possible = [("block_admit", pgettext("signatures", "Admettre"), obj.state in (BlockState.FLAGGED, BlockState.ASIDE)),
                    ("block_aside", _("Mettre de côté"), obj.state != BlockState.ASIDE)]  # fmt: skip
        done = obj.petition.state == PetitionState.DELIVERED
        return {
            "state": block_state(obj), "sees": user.can(P.SIGNATURES_VIEW),
            "sample": obj.signatures.visible_to(user).order_by("-asked_at", "-pk")[:SAMPLE], "total": obj.signatures.count(),
            "verbs": [(f"campaigns:{name}", label) for name, label, now in possible
                      if now and not done and user.can(P.CAMPAIGNS_EDIT)],
        }  # fmt: skip


class BlockVerb(VerbPage):
    access = P.CAMPAIGNS_EDIT
    form_class = ReasonForm

    def rows(self) -> QuerySet[Any]:
        return AddressBlock.objects.select_related("petition")


class SetAside(BlockVerb):
    submit = lazy("Mettre de côté")
    dangerous = True

    def title(self, obj: AddressBlock) -> str:
        return _("Mettre de côté : %(block)s") % {"block": obj}

    def consequences(self, obj: AddressBlock) -> list[str]:
        return [_("Ses signatures sortent du compte, celles qui viendraient aussi. On peut les réadmettre.")]

    def run(self, obj: AddressBlock, form: Any) -> str:
        count = actions.set_block_aside(block=obj, by=self.request.user, **form.cleaned_data)
        return _("%(count)s signatures sont sorties du compte.") % {"count": count}


class Admit(BlockVerb):
    submit = pgettext_lazy("signatures", "Admettre")

    def title(self, obj: AddressBlock) -> str:
        return _("Admettre : %(block)s") % {"block": obj}

    def consequences(self, obj: AddressBlock) -> list[str]:
        return [_("Ses signatures comptent, celles qui étaient de côté aussi, et ce groupe n’est plus signalé.")]

    def run(self, obj: AddressBlock, form: Any) -> str:
        count = actions.admit_block(block=obj, by=self.request.user, **form.cleaned_data)
        return _("%(count)s signatures sont revenues dans le compte.") % {"count": count}
