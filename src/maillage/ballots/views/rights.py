"""One right in Gestion: who carries it, what was corrected, its proxies; and the proxies typed in by the secretary."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.ballots import papers, points, words
from maillage.ballots.actions import delegates, proxies
from maillage.ballots.colleges import college_label
from maillage.ballots.enums import ProxyHow, ProxyState, RollState
from maillage.ballots.forms.delegates import DelegateForm
from maillage.ballots.forms.proxies import FormProxyForm
from maillage.ballots.models import Proxy, Right
from maillage.ballots.views.roll_verbs import RightVerb
from maillage.desk.views.details import DetailPage
from maillage.desk.views.verbs import VerbPage
from maillage.files import actions as files
from maillage.members import words as membership
from maillage.members.words import person_name

P = Permission


class RightPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "right"
    template = "ballots/right.html"

    def rows(self) -> QuerySet[Right]:
        return Right.objects.visible_to(self.request.user).select_related("roll", *words.BESIDE)

    def title(self, obj: Right) -> str:
        return words.holder(obj, self.request.user)

    def extra(self, obj: Right) -> dict[str, Any]:
        user: Any = self.request.user
        live = list(obj.proxies.select_related("holder", "document").prefetch_related("document__versions"))
        limits = points.told(obj.roll, live)
        return {
            "facts": [
                (_("Catégorie"), membership.category(obj.category)), (_("Collège"), college_label(obj.college)),
                (_("Voix nº"), obj.seat), (_("Poids"), obj.weight), (_("Portée par"), words.carrier(obj, user)),
                (_("Suppléances, dans l’ordre"), ", ".join(
                    person_name(one.person, user) for one in obj.stand_ins.select_related("person"))),
                (_("Vote de la délégation"), _("d’un bloc") if obj.block_vote else ""),
            ],
            "proxies": [(one, person_name(one.holder, user), words.proxy_state(one), limits.get(one.pk)) for one in live],
            "corrections": obj.corrections.all(), "verbs": self.verbs(obj), "edit": user.can(P.ASSEMBLIES_EDIT),
            "frozen": obj.roll.state == RollState.FROZEN,
        }  # fmt: skip

    def verbs(self, right: Right) -> list[tuple[str, str]]:
        user: Any = self.request.user
        if not user.can(P.ASSEMBLIES_EDIT) or right.roll.state != RollState.FROZEN or not right.active:
            return []
        names = [
            ("right_delegate", _("Changer qui la porte")),
            ("right_change", _("Corriger")),
            ("right_strike", _("Radier")),
        ]
        if right.member_id and right.roll.rights.active().filter(member=right.member_id).count() > 1:
            names.append(("right_block", _("Voter librement") if right.block_vote else _("Voter d’un bloc")))
        if right.roll.proxies_allowed and not any(one.state in ("pending", "accepted") for one in right.proxies.all()):
            names.insert(0, ("proxy_form", _("Noter une procuration signée")))
        return [(reverse(f"ballots:{name}", args=[right.pk]), label) for name, label in names]


class NameDelegate(RightVerb):
    submit = lazy("Nommer")

    def title(self, obj: Right) -> str:
        return _("Qui porte la voix de %(name)s") % {"name": self.name(obj)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> DelegateForm:
        return DelegateForm(data, right=obj, user=self.request.user)

    def consequences(self, obj: Right) -> Iterable[str]:
        return [_("La procuration donnée pour ce droit tombe : le membre sera là.")]

    def run(self, obj: Right, form: Any) -> str:
        delegates.name_delegate(right=obj, by=self.request.user, **form.cleaned_data)
        return _("C’est noté.")


class BlockVote(RightVerb):
    """The delegation says how it votes: as one, or each of its persons freely."""

    submit = lazy("Confirmer")

    def title(self, obj: Right) -> str:
        asked = (
            _("La délégation de %(name)s vote librement")
            if obj.block_vote
            else _("La délégation de %(name)s vote d’un bloc")
        )
        return asked % {"name": self.name(obj)}

    def refusal(self, obj: Right) -> str:
        return super().refusal(obj) or ("" if obj.member_id else _("Seule une délégation vote d’un bloc."))

    def consequences(self, obj: Right) -> Iterable[str]:
        if obj.block_vote:
            return [_("Chaque personne de la délégation choisit pour la voix qu’elle porte.")]
        return [_("Toutes les voix de la délégation portent le même choix."),
                _("La première de ses personnes qui est là, dans l’ordre des voix, vote pour toutes.")]  # fmt: skip

    def run(self, obj: Right, form: Any) -> str:
        delegates.vote_as_one(right=obj, block=not obj.block_vote, by=self.request.user)
        return _("C’est noté.")


class ProxyByForm(RightVerb):
    """A paper form that came: it stands at once, its picture joined."""

    submit = lazy("Noter la procuration")

    def title(self, obj: Right) -> str:
        return _("Procuration signée de %(name)s") % {"name": self.name(obj)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> FormProxyForm:
        return FormProxyForm(data, files, right=obj, user=self.request.user)

    def refusal(self, obj: Right) -> str:
        return super().refusal(obj) or ("" if obj.roll.proxies_allowed else " ".join(words.proxy_rule(obj.roll)))

    def consequences(self, obj: Right) -> Iterable[str]:
        return [*words.proxy_rule(obj.roll), _("Elle est en vigueur aussitôt, et tombe si la personne arrive.")]

    @transaction.atomic
    def run(self, obj: Right, form: Any) -> str:
        data = form.cleaned_data
        document = files.store(
            upload=data["document"], title=_("Procuration signée : %(roll)s") % {"roll": obj.roll}, about=obj,
            access=files.permission(P.ASSEMBLIES_VIEW), by=self.request.user,
        )  # fmt: skip
        proxies.give(right=obj, holder=data["holder"], how=ProxyHow.FORM, document=document,
                     items=data["items"], instructions=data["instructions"], by=self.request.user)  # fmt: skip
        return _("La procuration est notée.")


class ProxyVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Proxy]:
        rows = Proxy.objects.visible_to(self.request.user)
        return rows.select_related("roll", "holder", *(f"right__{name}" for name in words.BESIDE))

    def done_url(self, obj: Proxy) -> str:
        return reverse("ballots:right", args=[obj.right_id])

    def who(self, obj: Proxy) -> dict[str, str]:
        user = self.request.user
        return {"name": words.holder(obj.right, user), "holder": person_name(obj.holder, user)}


class RevokeProxy(ProxyVerb):
    submit = lazy("Retirer")
    dangerous = True

    def title(self, obj: Proxy) -> str:
        return _("Retirer la procuration de %(name)s à %(holder)s") % self.who(obj)

    def refusal(self, obj: Proxy) -> str:
        return "" if ProxyState(obj.state).is_live else _("Cette procuration n’est plus en vigueur.")

    def run(self, obj: Proxy, form: Any) -> str:
        proxies.revoke(proxy=obj, by=self.request.user, why=_("Retirée par le secrétariat."))
        return _("La procuration est retirée.")


class RestoreProxy(ProxyVerb):
    submit = lazy("Remettre en vigueur")

    def title(self, obj: Proxy) -> str:
        return _("Remettre en vigueur la procuration de %(name)s à %(holder)s") % self.who(obj)

    def refusal(self, obj: Proxy) -> str:
        if obj.state == ProxyState.REVOKED and obj.by_arrival:
            return ""
        return _("Seule une procuration retirée par une arrivée peut être remise en vigueur.")

    def consequences(self, obj: Proxy) -> Iterable[str]:
        return [_("Pour une arrivée saisie par erreur : la personne n’est pas venue.")]

    def run(self, obj: Proxy, form: Any) -> str:
        proxies.restore(proxy=obj, by=self.request.user)
        return _("La procuration est de nouveau en vigueur.")


@access(P.ASSEMBLIES_VIEW)
def right_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The blank form of proxy of a right, to be printed and signed."""
    rows = Right.objects.visible_to(request.user).select_related("roll", *words.BESIDE)
    right = get_object_or_404(rows, pk=pk)
    return papers.as_pdf(right, words.holder(right, request.user), words.carrier(right, request.user))
