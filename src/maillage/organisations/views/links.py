"""Links of an organisation: add, change, end, take away."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations.actions import links
from maillage.organisations.enums import State
from maillage.organisations.forms.person import EndForm, LinkChangeForm, LinkForm
from maillage.organisations.models import Link, Organisation


class AddLink(VerbPage):
    access = Permission.ORGANISATIONS_EDIT
    template = "organisations/link_add.html"
    submit = gettext_lazy("Ajouter le lien")

    def rows(self) -> QuerySet[Any]:
        return Organisation.objects.visible_to(self.request.user).exclude(state=State.MERGED)

    def title(self, obj: Any) -> Any:
        return _("Nouveau lien de %(name)s") % {"name": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return LinkForm(data, user=self.request.user, organisation=obj)

    def run(self, obj: Any, form: Any) -> str:
        given = dict(form.cleaned_data)
        given.pop("target")
        made = links.link(origin=obj, target=given.pop("end"), by=self.request.user, **given)
        return _("Lien ajouté : %(link)s.") % {"link": made}


class OneLink:
    """A link whose both ends this person may see; read from either end."""

    access = Permission.ORGANISATIONS_EDIT
    request: HttpRequest

    def rows(self) -> QuerySet[Any]:
        rows = Link.objects.visible_to(self.request.user)
        return rows.select_related("from_organisation", "from_person", "to_organisation", "to_person")


class ChangeLink(OneLink, EditPage):
    form_class = LinkChangeForm

    def title(self, obj: Any) -> Any:
        return str(obj)

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return LinkChangeForm(data, link=obj)

    def save(self, form: Any, obj: Any) -> Any:
        return links.update_link(link=obj, values=form.cleaned_data, by=self.request.user)


class EndLink(OneLink, VerbPage):
    form_class = EndForm
    submit = gettext_lazy("Terminer le lien")

    def title(self, obj: Any) -> Any:
        return _("Terminer : %(link)s") % {"link": obj}

    def form(self, obj: Any, data: Any = None, files: Any = None) -> Any:
        return EndForm(data, initial={"on": obj.ended_on or localdate()})

    def run(self, obj: Any, form: Any) -> str:
        links.end(link=obj, on=form.cleaned_data["on"], by=self.request.user)
        return _("Lien terminé. Il reste dans l’histoire des deux fiches.")


class Unlink(OneLink, VerbPage):
    form_class = forms.Form
    submit = gettext_lazy("Retirer le lien")
    dangerous = True

    def title(self, obj: Any) -> Any:
        return _("Retirer : %(link)s") % {"link": obj}

    def consequences(self, obj: Any) -> list[str]:
        return [_("Retirez un lien écrit par erreur. S’il a été vrai, terminez-le plutôt : son histoire est gardée.")]

    def run(self, obj: Any, form: Any) -> str:
        links.unlink(link=obj, by=self.request.user)
        return _("Lien retiré.")
