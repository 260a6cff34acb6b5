"""The member's space: one's rights on each roll, proxies given and held, challenges."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import SIGNED_IN, access
from maillage.ballots import mine, papers, points, words
from maillage.ballots.actions import delegates, proxies, rolls
from maillage.ballots.enums import LIVE, ProxyState, RollState
from maillage.ballots.forms.delegates import DelegateForm
from maillage.ballots.forms.proxies import GiveForm
from maillage.ballots.forms.rolls import ChallengeForm
from maillage.ballots.models import Proxy, Right, Roll
from maillage.ballots.models.roll import members_of
from maillage.desk.views.verbs import VerbPage
from maillage.network import current
from maillage.organisations.facts import person_of

MOST = 20  # rolls on one page


@access(SIGNED_IN)
def my_proxies(request: HttpRequest) -> HttpResponse:
    """Each open roll where one has something: rights, proxies, the rule with its source."""
    found = [mine.told(roll, request.user) for roll in mine.open_rolls(request.user)[:MOST]]
    rule = current.profile().legal.proxies.allowed if current.exists() else None
    return render(request, "ballots/my_proxies.html", {"title": _("Mes procurations"), "rolls": found, "rule": rule})


class MineVerb(VerbPage):
    access = SIGNED_IN
    template = "ballots/my_verb.html"

    def done_url(self, obj: Any) -> str:
        return reverse("ballots:proxies")

    def extra(self, obj: Any) -> dict[str, Any]:
        return {"back": reverse("ballots:proxies")}


class Give(MineVerb):
    """Give one's proxy online: the holder must accept."""

    submit = lazy("Donner procuration")

    def rows(self) -> QuerySet[Right]:
        return mine.may_give(self.request.user).select_related("roll", *words.BESIDE)  # type: ignore[no-any-return]

    def title(self, obj: Right) -> str:
        return _("Donner procuration : %(name)s") % {"name": words.holder(obj, self.request.user)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> GiveForm:
        return GiveForm(data, right=obj)

    def refusal(self, obj: Right) -> str:
        if obj.roll.state != RollState.FROZEN:
            return _("Cette liste est close : rien n’y change plus.")
        if not obj.roll.proxies_allowed:
            return " ".join(words.proxy_rule(obj.roll))
        given = obj.proxies.filter(state__in=LIVE).exists()
        return _("Une procuration est déjà donnée pour ce droit : retirez-la d’abord.") if given else ""

    def consequences(self, obj: Right) -> Iterable[str]:
        return [*words.proxy_rule(obj.roll), _("La personne reçoit un courriel et doit accepter."),
                _("Si vous venez, vous reprenez votre voix.")]  # fmt: skip

    def run(self, obj: Right, form: Any) -> str:
        proxies.give(right=obj, by=self.request.user, **form.cleaned_data)
        return _("La procuration est donnée ; elle vaut dès que la personne l’accepte.")


class Delegate(MineVerb):
    """The member names someone else of its own to carry a right."""

    submit = lazy("Nommer")

    def rows(self) -> QuerySet[Right]:
        rows = Right.objects.active().filter(member__in=members_of(self.request.user).exclude(organisation=None))
        return rows.exclude(roll__state=RollState.DRAFT).select_related("roll", *words.BESIDE)

    def title(self, obj: Right) -> str:
        return _("Qui porte la voix de %(name)s") % {"name": words.holder(obj, self.request.user)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> DelegateForm:
        return DelegateForm(data, right=obj, user=self.request.user, own=True)

    def refusal(self, obj: Right) -> str:
        return _("Cette liste est close : rien n’y change plus.") if obj.roll.state != RollState.FROZEN else ""

    def consequences(self, obj: Right) -> Iterable[str]:
        return [_("La procuration donnée pour ce droit tombe : le membre sera là.")]

    def run(self, obj: Right, form: Any) -> str:
        delegates.name_delegate(right=obj, by=self.request.user, **form.cleaned_data)
        return _("C’est noté.")


class Challenge(MineVerb):
    """Say that the roll is wrong, about oneself or another."""

    submit = lazy("Envoyer la contestation")

    def rows(self) -> QuerySet[Roll]:
        return mine.open_rolls(self.request.user)  # type: ignore[no-any-return]

    def title(self, obj: Roll) -> str:
        return _("Contester la liste « %(roll)s »") % {"roll": obj}

    def form(self, obj: Roll, data: Any = None, files: Any = None) -> ChallengeForm:
        own = members_of(self.request.user).select_related("organisation", "person").first()
        return ChallengeForm(data, initial={"name": str(own) if own else ""})

    def consequences(self, obj: Roll) -> Iterable[str]:
        return [_("L’équipe du réseau la reçoit ; la décision, avec ses raisons, se lit sur cette page.")]

    def run(self, obj: Roll, form: Any) -> str:
        data = form.cleaned_data
        own = [one for one in members_of(self.request.user).select_related("organisation", "person")
               if str(one) == data["name"].strip()]  # fmt: skip
        rolls.challenge(roll=obj, by=self.request.user, member=own[0] if own else None, **data)
        return _("Votre contestation est reçue.")


@access(SIGNED_IN)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline a proxy that one is asked to carry."""
    user: Any = request.user
    rows = Proxy.objects.filter(holder__user=user, state=ProxyState.PENDING)
    proxy = get_object_or_404(rows.select_related("roll", *(f"right__{name}" for name in words.BESIDE)), pk=pk)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        accepted = request.POST["answer"] == "yes"
        try:
            (proxies.accept if accepted else proxies.decline)(proxy=proxy, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Vous porterez cette voix.") if accepted else _("Vous avez décliné."))
        return redirect("ballots:proxies")
    name = words.holder(proxy.right, request.user)
    return render(request, "ballots/answer.html", {
        "title": _("Porter la voix de %(name)s") % {"name": name}, "proxy": proxy, "name": name,
        "rule": words.proxy_rule(proxy.roll), "limits": points.told(proxy.roll, [proxy]).get(proxy.pk),
    })  # fmt: skip


class Revoke(MineVerb):
    """Taken back by who gave it, or given back by who holds it."""

    submit = lazy("Confirmer")

    def rows(self) -> QuerySet[Proxy]:
        user: Any = self.request.user
        own = Q(right__in=mine.may_give(user).values("pk")) | Q(holder__user=user)
        rows = Proxy.objects.filter(own)
        return rows.select_related("roll", "holder", *(f"right__{name}" for name in words.BESIDE))

    def held(self, obj: Proxy) -> bool:
        return obj.holder_id == person_of(self.request.user)

    def title(self, obj: Proxy) -> str:
        name = {"name": words.holder(obj.right, self.request.user)}
        return (_("Rendre la procuration de %(name)s") if self.held(obj) else _("Reprendre la voix de %(name)s")) % name

    def refusal(self, obj: Proxy) -> str:
        return "" if ProxyState(obj.state).is_live else _("Cette procuration n’est plus en vigueur.")

    def run(self, obj: Proxy, form: Any) -> str:
        why = _("Rendue par la personne mandataire.") if self.held(obj) else _("Retirée par qui l’avait donnée.")
        proxies.revoke(proxy=obj, by=self.request.user, why=why)
        return _("La procuration est retirée.")


@access(SIGNED_IN)
def my_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The blank form of one's own right."""
    rows = mine.may_give(request.user).filter(roll__proxies_allowed=True).select_related("roll", *words.BESIDE)
    right = get_object_or_404(rows, pk=pk)
    return papers.as_pdf(right, words.holder(right, request.user), words.carrier(right, request.user))
