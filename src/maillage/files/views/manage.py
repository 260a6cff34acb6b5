"""The documents in Gestion."""

from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files import actions
from maillage.files.enums import AccessKind, DocumentKind
from maillage.files.forms import DocumentForm, NewDocumentForm, VersionForm
from maillage.files.models import Document


def access_label(document: Document) -> str:
    if document.access_of == Permission.FILES_VIEW:
        return _("l’équipe qui tient les documents")
    return str(AccessKind(document.access).label)


def access_of(value: str) -> actions.Access:
    kind, _sep, of = value.partition(":")
    return actions.Access(AccessKind(kind), of)


class Documents(ListPage):
    access = Permission.FILES_VIEW
    title = gettext_lazy("Documents")
    page_name = "files:documents"
    default_sort = "-created"
    columns = (
        Column("title", gettext_lazy("Titre"), sort=("title",), link=True),
        Column("kind", gettext_lazy("Genre"), value=lambda d: d.get_kind_display(), sort=("kind",)),
        Column("access", gettext_lazy("Qui peut l’ouvrir"), value=access_label),
        Column("version", gettext_lazy("Version"), value=lambda d: d.latest.number if d.latest else "", numeric=True),
        Column("size", gettext_lazy("Taille"), value=lambda d: d.latest.size if d.latest else "",
               cell=lambda d: filesizeformat(d.latest.size) if d.latest else "", numeric=True),
        Column("created", gettext_lazy("Déposé le"), value=lambda d: d.created_at, sort=("created_at",)),
        Column("ends", gettext_lazy("Jusqu’au"), value=lambda d: d.ends_on, sort=("ends_on",),
               cell=lambda d: tag(_("terminé"), "al") if d.is_over else d.ends_on),
    )  # fmt: skip
    filters = (
        Filter("q", gettext_lazy("Titre"), kind="search", lookup="title__icontains"),
        Filter("genre", gettext_lazy("Genre"), choices=DocumentKind.choices, lookup="kind"),
        Filter("acces", gettext_lazy("Qui peut l’ouvrir"), choices=AccessKind.choices, lookup="access"),
    )
    _add = Link(gettext_lazy("Déposer un document"), "files:document_new", Permission.FILES_EDIT, primary=True)
    links = (_add,)
    empty = Empty(
        gettext_lazy("Aucun document pour l’instant"),
        gettext_lazy(
            "Statuts, procès-verbaux, conventions : chaque document garde ses versions et dit qui peut l’ouvrir."
        ),
        _add,
    )

    def rows(self) -> QuerySet[Document]:
        return Document.objects.visible_to(self.request.user).prefetch_related("versions")


class _OfDocument:
    def rows(self) -> QuerySet[Document]:
        return Document.objects.visible_to(self.request.user).prefetch_related("versions")  # type: ignore[attr-defined]


class DocumentDetail(_OfDocument, DetailPage):
    access = Permission.FILES_VIEW
    page = "document"
    template = "files/document.html"

    def extra(self, obj: Document) -> dict[str, Any]:
        return {"versions": obj.versions.all(), "access": access_label(obj),
                "edit": self.request.user.can(Permission.FILES_EDIT)}  # fmt: skip


class DocumentNew(EditPage):
    access = Permission.FILES_EDIT
    form_class = NewDocumentForm
    submit = gettext_lazy("Déposer")

    def title(self, obj: Any) -> str:
        return _("Déposer un document")

    def save(self, form: NewDocumentForm, obj: None) -> Document:
        data = dict(form.cleaned_data)
        return actions.store(access=access_of(data.pop("access")), by=self.request.user, **data)

    def done(self, saved: Document) -> str:
        return _("Document déposé.")


class DocumentEdit(_OfDocument, EditPage):
    access = Permission.FILES_EDIT
    form_class = DocumentForm

    def title(self, obj: Document) -> str:
        return _("Modifier « %(title)s »") % {"title": obj}

    def form(self, obj: Document, data: Any = None, files: Any = None) -> DocumentForm:
        value = f"{obj.access}:{obj.access_of}" if obj.access_of else obj.access
        initial = {"title": obj.title, "kind": obj.kind, "access": value, "ends_on": obj.ends_on}
        return DocumentForm(data, files, initial=initial, current=(value, access_label(obj)))

    def save(self, form: DocumentForm, obj: Document) -> Document:
        data = dict(form.cleaned_data)
        return actions.change(document=obj, access=access_of(data.pop("access")), by=self.request.user, **data)


class NewVersion(_OfDocument, VerbPage):
    access = Permission.FILES_EDIT
    form_class = VersionForm
    submit = gettext_lazy("Déposer cette version")

    def title(self, obj: Document) -> str:
        return _("Nouvelle version de « %(title)s »") % {"title": obj}

    def consequences(self, obj: Document) -> list[str]:
        return [_("L’adresse du document ne change pas ; les versions précédentes restent dans Gestion.")]

    def run(self, obj: Document, form: Any) -> str:
        actions.add_version(document=obj, upload=form.cleaned_data["upload"], by=self.request.user)
        return _("Nouvelle version déposée.")


class Remove(_OfDocument, VerbPage):
    access = Permission.FILES_EDIT
    submit = gettext_lazy("Retirer le document")
    dangerous = True

    def title(self, obj: Document) -> str:
        return _("Retirer « %(title)s »") % {"title": obj}

    def consequences(self, obj: Document) -> list[str]:
        return [_("Plus personne ne pourra l’ouvrir."), _("Ses fichiers sont effacés ; le journal garde son titre.")]

    def run(self, obj: Document, form: Any) -> str:
        actions.remove(document=obj, by=self.request.user)
        return _("Document retiré.")

    def done_url(self, obj: Document) -> str:
        return "/gestion/documents/"
