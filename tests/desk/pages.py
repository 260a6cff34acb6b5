"""A tiny room over the accounts: a list, a page, an edit and a verb, to ask the desk everything it promises."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import include, path
from django.utils.translation import gettext as _

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import BulkVerb, Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.urls import urlpatterns as house_patterns


def address(row):
    return f"/essai/{row.pk}/"


def close_many(rows, *, by):
    done = rows.update(is_active=False)
    return f"{done} comptes fermés."


class People(ListPage):
    access = Permission.GESTION
    title = "Comptes"
    intro = "Les personnes qui se connectent."
    page_name = "essai:list"
    default_sort = "name"
    columns = (
        Column("name", "Nom", link=True, sort=("name",), note=lambda row: row.language),
        Column("email", "Courriel", sort=("email",)),
        Column("state", "État", value=lambda row: "ouvert" if row.is_active else "fermé",
               cell=lambda row: tag("ouvert", "ok") if row.is_active else tag("fermé", "al")),
        Column("created_at", "Créé le", default=False),
        Column("number", "Numéro", value=lambda row: row.pk, numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", "Nom", kind="search", lookup="name__icontains"),
        Filter("language", "Langue", choices=[("fr", "Français"), ("en", "Anglais")]),
        Filter("depuis", "Créé depuis", kind="date", lookup="created_at__date__gte"),
    )
    bulk = (
        BulkVerb("close", "Fermer les comptes", close_many, Permission.USERS_VIEW, warning="Ils ne pourront plus entrer.",
                 dangerous=True),
        BulkVerb("jobs", "Tenir l’installation", close_many, Permission.SYSTEM),
    )  # fmt: skip
    links = (Link("Nouveau compte", "essai:new", Permission.GESTION, primary=True),)
    empty = Empty("Aucun compte", "Invitez une première personne.", Link("Inviter", "essai:new", Permission.GESTION))

    def rows(self):
        return User.objects.visible_to(self.request.user).exclude(email__startswith="cache")

    def row_url(self, row):
        return address(row)


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]

    note = forms.CharField(required=False, widget=forms.Textarea)
    password = forms.CharField(required=False, widget=forms.PasswordInput)


class Edit(EditPage):
    access = Permission.GESTION
    form_class = PersonForm
    versions: dict[int, int] = {}

    def rows(self):
        return User.objects.visible_to(self.request.user)

    def object(self, pk):
        obj = super().object(pk)
        if obj is not None:
            obj.version = self.versions.get(obj.pk, 1)
            obj.get_absolute_url = lambda: address(obj)
        return obj

    def title(self, obj):
        return _("Modifier %(name)s") % {"name": obj} if obj else "Nouveau compte"

    def save(self, form, obj):
        if form.cleaned_data["name"] == "Interdit":
            raise ValidationError("Ce nom est déjà pris : choisissez-en un autre.")
        self.versions[obj.pk] = self.versions.get(obj.pk, 1) + 1
        before = journal.snapshot(User.objects.get(pk=obj.pk))
        saved = form.save()
        journal.record("essai.renamed", saved, by=self.request.user,
                       changes=journal.difference(before, journal.snapshot(saved)))  # fmt: skip
        return obj


class Detail(DetailPage):
    access = Permission.GESTION
    page = "essai"
    links = (Link("Modifier", "essai:edit", Permission.GESTION, primary=True),
             Link("Fermer", "essai:close", Permission.GESTION))  # fmt: skip

    def rows(self):
        return User.objects.visible_to(self.request.user)


class CloseForm(forms.Form):
    reason = forms.CharField(label="Raison")


class Close(VerbPage):
    access = Permission.GESTION
    form_class = CloseForm
    submit = "Fermer le compte"
    dangerous = True

    def rows(self):
        return User.objects.visible_to(self.request.user)

    def title(self, obj):
        return f"Fermer le compte de {obj}"

    def consequences(self, obj):
        return ["Cette personne ne pourra plus entrer.", "Ce qu’elle a fait reste dans le journal."]

    def refusal(self, obj):
        return "" if obj.is_active else "Ce compte est déjà fermé."

    def run(self, obj, form):
        if form.cleaned_data["reason"] == "?":
            raise ValidationError("Dites pourquoi, en une phrase.")
        User.objects.filter(pk=obj.pk).update(is_active=False)
        return "Compte fermé."

    def done_url(self, obj):
        return address(obj)

    def page(self, request, obj, form, status=200):
        obj.get_absolute_url = lambda: address(obj)
        return super().page(request, obj, form, status)


essai = [
    path("essai/", People.as_view(), name="list"),
    path("essai/nouveau/", Edit.as_view(), name="new"),
    path("essai/<int:pk>/", Detail.as_view(), name="detail"),
    path("essai/<int:pk>/modifier/", Edit.as_view(), name="edit"),
    path("essai/<int:pk>/fermer/", Close.as_view(), name="close"),
]
urlpatterns = [path("", include((essai, "essai"))), *house_patterns]
handler403 = "maillage.web.views.errors.forbidden"
handler404 = "maillage.web.views.errors.not_found"
