"""The verbs on an election."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.models import Body
from maillage.core.asked import row_number
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.elections import actions
from maillage.elections.actions.installing import plan
from maillage.elections.defaults import items_waiting, values_for
from maillage.elections.forms.candidacy import OfficeForm
from maillage.elections.forms.election import ElectionForm, NewElectionForm, OpenForm, ReasonForm
from maillage.elections.models import Candidacy, Election
from maillage.elections.rules import remote_refusal
from maillage.files.images import store_poster

lazy = gettext_lazy
P = Permission


def only_item(assembly: Assembly) -> AgendaItem | None:
    """The item of the agenda where an election of this assembly is, when one alone waits for one."""
    found = items_waiting(assembly)[:2]
    return found[0] if len(found) == 1 else None


class ElectionNew(EditPage):
    """Prepare an election, from an item of the agenda or by itself."""

    access = P.ASSEMBLIES_EDIT
    form_class = NewElectionForm
    submit = lazy("Préparer l’élection")

    def title(self, obj: Any) -> str:
        return _("Nouvelle élection")

    def item(self) -> AgendaItem | None:
        asked = row_number(self.request.GET.get("point"))
        seen = AgendaItem.objects.visible_to(self.request.user)
        return seen.select_related("assembly").filter(pk=asked).first() if asked else None

    def form(self, obj: Any, data: Any = None, files: Any = None) -> NewElectionForm:
        item = self.item()
        initial: dict[str, Any] = {
            "body": Body.objects.board().pk,
            "title": item.title if item else _("Élection au conseil"),
        }
        initial["assembly"] = item.assembly_id if item else row_number(self.request.GET.get("assemblee")) or None
        return NewElectionForm(data, user=self.request.user, initial=initial)

    def save(self, form: NewElectionForm, obj: Any) -> Election:
        data = form.cleaned_data
        assembly, body = data["assembly"], data["body"]
        item = self.item() or only_item(assembly)
        values = values_for(body, assembly.day or localdate()) | {"title": data["title"]}
        return actions.elections.prepare(
            assembly=assembly, body=body, values=values, by=self.request.user,
            item=item if item and item.assembly_id == assembly.pk else None,
        )  # fmt: skip

    def done(self, saved: Election) -> str:
        return _(
            "L’élection est préparée avec les sièges vacants ou à renouveler : vérifiez-les, puis ouvrez les candidatures."
        )


class ElectionEdit(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = ElectionForm

    def rows(self) -> QuerySet[Election]:
        return Election.objects.visible_to(self.request.user).select_related("assembly", "body")

    def title(self, obj: Election) -> str:
        return _("Modifier « %(election)s »") % {"election": obj}

    def form(self, obj: Election, data: Any = None, files: Any = None) -> ElectionForm:
        return ElectionForm(data, election=obj)

    def save(self, form: ElectionForm, obj: Election) -> Election:
        return actions.elections.change(election=obj, values=form.values(), by=self.request.user)

    def done(self, saved: Election) -> str:
        return remote_refusal(saved) or _("Enregistré.")


class ElectionVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT

    def rows(self) -> QuerySet[Election]:
        return Election.objects.visible_to(self.request.user).select_related("assembly__roll", "body")


class Open(ElectionVerb):
    form_class = OpenForm
    submit = lazy("Ouvrir les candidatures")

    def title(self, obj: Election) -> str:
        return _("Ouvrir les candidatures : %(election)s") % {"election": obj}

    def consequences(self, obj: Election) -> Iterable[str]:
        return [_("Les membres qui ont le droit de se présenter le peuvent depuis leur espace, jusqu’à ce jour."),
                _("Personne ne lit les candidatures des autres avant la clôture.")]  # fmt: skip

    def form(self, obj: Election, data: Any = None, files: Any = None) -> OpenForm:
        return OpenForm(data, meets=obj.assembly.day)

    def run(self, obj: Election, form: OpenForm) -> str:
        actions.elections.open_candidatures(election=obj, until=form.cleaned_data["until"], by=self.request.user)
        return _("Les candidatures sont ouvertes.")


class Close(ElectionVerb):
    submit = lazy("Clore les candidatures")

    def title(self, obj: Election) -> str:
        return _("Clore les candidatures : %(election)s") % {"election": obj}

    def consequences(self, obj: Election) -> Iterable[str]:
        return [_("Les candidatures recevables se lisent entre membres, et sur le site si l’assemblée y est annoncée.")]

    def run(self, obj: Election, form: Any) -> str:
        actions.elections.close_candidatures(election=obj, by=self.request.user)
        return _("Les candidatures sont closes.")


class PutToVote(ElectionVerb):
    submit = lazy("Préparer le vote")

    def title(self, obj: Election) -> str:
        return _("Mettre aux voix : %(election)s") % {"election": obj}

    def consequences(self, obj: Election) -> Iterable[str]:
        said = [_("La question est préparée sur la liste électorale de l’assemblée ; vous l’ouvrirez en séance."),
                _("L’élection ne change plus ; une personne peut encore se retirer.")]  # fmt: skip
        return [warning, *said] if (warning := remote_refusal(obj)) else said

    def run(self, obj: Election, form: Any) -> str:
        made = actions.voting.put_to_vote(election=obj, by=self.request.user)
        return ngettext("%(n)s vote est prêt.", "%(n)s votes sont prêts.", len(made)) % {"n": len(made)}


class Install(ElectionVerb):
    submit = lazy("Installer les élues et élus")

    def title(self, obj: Election) -> str:
        return _("Installer les élues et élus : %(election)s") % {"election": obj}

    def refusal(self, obj: Election) -> str:
        if obj.installed_at:
            return _("Les mandats sont commencés : la suite se note dans l’instance.")
        return "" if obj.state == "done" else _("Le résultat n’est pas proclamé.")

    def consequences(self, obj: Election) -> Iterable[str]:
        count = len(plan(obj))
        said = ngettext("%(n)s mandat commence ; il s’écrit une seule fois dans le registre de l’instance.",
                        "%(n)s mandats commencent ; ils s’écrivent une seule fois dans le registre de l’instance.", count)  # fmt: skip
        return [said % {"n": count}, _("Les mandats échus de ces sièges se terminent la veille.")]

    def run(self, obj: Election, form: Any) -> str:
        actions.installing.install(election=obj, by=self.request.user)
        return _("Les mandats sont commencés.")


class Cancel(ElectionVerb):
    form_class = ReasonForm
    dangerous = True
    submit = lazy("Annuler l’élection")

    def title(self, obj: Election) -> str:
        return _("Annuler « %(election)s »") % {"election": obj}

    def run(self, obj: Election, form: ReasonForm) -> str:
        actions.elections.cancel(election=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("L’élection est annulée.")


class CandidacyNew(ElectionVerb):
    """A candidacy that came on paper, by letter or in the room."""

    submit = lazy("Noter la candidature")

    def title(self, obj: Election) -> str:
        return _("Nouvelle candidature : %(election)s") % {"election": obj}

    def form(self, obj: Election, data: Any = None, files: Any = None) -> OfficeForm:
        return OfficeForm(data, files, user=self.request.user, election=obj)

    def run(self, obj: Election, form: OfficeForm) -> str:
        data = form.cleaned_data
        photo = store_poster(data["photo"], by=self.request.user) if data.get("photo") else None
        made: Candidacy = actions.candidacies.stand(
            election=obj, person=data["person"], organisation=data["organisation"], group=data.get("group"),
            values=form.words(), photo=photo, office=True, by=self.request.user,
        )  # fmt: skip
        return _("La candidature de %(name)s est notée ; vérifiez-la.") % {"name": made.person}
