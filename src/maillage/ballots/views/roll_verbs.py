"""The verbs on a roll: made, its rule of proxies, frozen, closed; challenges decided; rights added, struck, changed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.ballots import words
from maillage.ballots.actions import rolls
from maillage.ballots.enums import ChallengeState, RollState
from maillage.ballots.forms.rolls import (
    ChallengeDecisionForm,
    DecisionForm,
    ProxyRuleForm,
    RightAddForm,
    RightChangeForm,
    RollForm,
)
from maillage.ballots.models import Right, Roll, RollChallenge
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.members.queries import totals

P = Permission


class NewRoll(EditPage):
    """A roll of members, for a vote that stands alone: an assembly and a body make their own."""

    access = P.ASSEMBLIES_EDIT
    form_class = RollForm
    submit = lazy("Préparer la liste")

    def title(self, obj: Any) -> str:
        return _("Nouvelle liste électorale")

    def save(self, form: RollForm, obj: Any) -> Roll:
        return rolls.make(by=self.request.user, **form.cleaned_data)

    def done(self, saved: Roll) -> str:
        return _("La liste « %(roll)s » est en préparation.") % {"roll": saved}


class RollVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT
    needs = RollState.FROZEN

    def rows(self) -> QuerySet[Roll]:
        return Roll.objects.visible_to(self.request.user)

    def refusal(self, obj: Roll) -> str:
        if obj.state == self.needs:
            return ""
        return _("Cette liste est « %(state)s » : ce n’est pas possible.") % {"state": obj.get_state_display()}


class ProxyRule(RollVerb):
    form_class = ProxyRuleForm
    submit = lazy("Fixer la règle")
    needs = RollState.DRAFT

    def title(self, obj: Roll) -> str:
        return _("Règle des procurations : %(roll)s") % {"roll": obj}

    def form(self, obj: Roll, data: Any = None, files: Any = None) -> ProxyRuleForm:
        return ProxyRuleForm(data, initial={
            "allowed": obj.proxies_allowed, "maximum": obj.proxies_max, "same_category": obj.proxies_same_category,
            "items": obj.proxies_items, "source": obj.proxies_source,
        })  # fmt: skip

    def consequences(self, obj: Roll) -> Iterable[str]:
        return [
            *words.proxy_rule(obj),
            _("Vous pouvez la resserrer, comme vos statuts le disent ; jamais permettre plus."),
        ]

    def run(self, obj: Roll, form: Any) -> str:
        rolls.set_proxy_rule(roll=obj, by=self.request.user, **form.cleaned_data)
        return _("La règle des procurations est fixée.")


class Freeze(RollVerb):
    submit = lazy("Arrêter la liste")
    needs = RollState.DRAFT

    def title(self, obj: Roll) -> str:
        return _("Arrêter la liste « %(roll)s »") % {"roll": obj}

    def consequences(self, obj: Roll) -> Iterable[str]:
        said = []
        if not obj.seated:
            found = totals(obj.rights_on)
            said.append(_("Membres qui peuvent voter ce jour-là : %(members)s ; voix : %(votes)s.")
                        % {"members": found["vote"], "votes": found["votes"]})  # fmt: skip
        return [*said, _("Chaque droit est écrit avec qui le porte ; chaque absence, avec sa raison."),
                _("Ensuite la liste ne change plus que par une décision écrite.")]  # fmt: skip

    def run(self, obj: Roll, form: Any) -> str:
        rolls.freeze(roll=obj, by=self.request.user)
        return _("La liste est arrêtée.")


class Close(RollVerb):
    submit = lazy("Clore la liste")
    dangerous = True

    def title(self, obj: Roll) -> str:
        return _("Clore la liste « %(roll)s »") % {"roll": obj}

    def consequences(self, obj: Roll) -> Iterable[str]:
        return [_("Plus aucune correction, contestation ni procuration : la liste reste comme elle est.")]

    def run(self, obj: Roll, form: Any) -> str:
        rolls.close(roll=obj, by=self.request.user)
        return _("La liste est close.")


class AddRight(RollVerb):
    submit = lazy("Ajouter le droit")

    def title(self, obj: Roll) -> str:
        return _("Ajouter un droit à « %(roll)s »") % {"roll": obj}

    def form(self, obj: Roll, data: Any = None, files: Any = None) -> RightAddForm:
        return RightAddForm(data, roll=obj, user=self.request.user)

    def run(self, obj: Roll, form: Any) -> str:
        rolls.correct_add(roll=obj, by=self.request.user, **form.cleaned_data)
        return _("Le droit est ajouté.")


class RightVerb(VerbPage):
    """On one right of a frozen roll."""

    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Right]:
        return Right.objects.visible_to(self.request.user).select_related("roll", *words.BESIDE)

    def name(self, obj: Right) -> str:
        return words.holder(obj, self.request.user)

    def refusal(self, obj: Right) -> str:
        if obj.roll.state != RollState.FROZEN:
            return _("Cette liste est « %(state)s » : ce n’est pas possible.") % {"state": obj.roll.get_state_display()}
        return "" if obj.active else _("Ce droit est radié de la liste.")


class Strike(RightVerb):
    submit = lazy("Radier")
    dangerous = True

    def title(self, obj: Right) -> str:
        return _("Radier le droit de %(name)s") % {"name": self.name(obj)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> DecisionForm:
        return DecisionForm(data, roll=obj.roll)

    def consequences(self, obj: Right) -> Iterable[str]:
        return [_("Sa ligne reste écrite, radiée, avec la décision."), _("La procuration donnée pour ce droit tombe.")]

    def run(self, obj: Right, form: Any) -> str:
        rolls.correct_strike(right=obj, by=self.request.user, **form.cleaned_data)
        return _("Le droit est radié.")


class Change(RightVerb):
    submit = lazy("Corriger")

    def title(self, obj: Right) -> str:
        return _("Corriger le droit de %(name)s") % {"name": self.name(obj)}

    def form(self, obj: Right, data: Any = None, files: Any = None) -> RightChangeForm:
        return RightChangeForm(data, right=obj)

    def run(self, obj: Right, form: Any) -> str:
        rolls.correct_change(right=obj, by=self.request.user, **form.cleaned_data)
        return _("Le droit est corrigé.")


class DecideChallenge(VerbPage):
    access = P.ASSEMBLIES_EDIT
    form_class = ChallengeDecisionForm
    submit = lazy("Noter la décision")
    template = "ballots/challenge.html"

    def rows(self) -> QuerySet[RollChallenge]:
        rows = RollChallenge.objects.visible_to(self.request.user)
        return rows.select_related("roll", "raised_by", "member__organisation", "member__person")

    def title(self, obj: RollChallenge) -> str:
        return _("Contestation : %(name)s") % {"name": words.holder(obj, self.request.user)}

    def refusal(self, obj: RollChallenge) -> str:
        return "" if obj.state == ChallengeState.OPEN else _("Cette contestation est déjà tranchée.")

    def consequences(self, obj: RollChallenge) -> Iterable[str]:
        return [_("La personne lit la décision dans son espace."),
                _("Retenue, la contestation appelle une correction de la liste : faites-la ensuite.")]  # fmt: skip

    def run(self, obj: RollChallenge, form: Any) -> str:
        rolls.decide(challenge=obj, by=self.request.user, **form.cleaned_data)
        return _("La décision est notée.")
