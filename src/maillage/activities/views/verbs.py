"""The verbs on one activity in Gestion: its states, its answer to a proposal, its copy, its poster, documents, texts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.roles import Permission
from maillage.activities import actions, words
from maillage.activities.enums import ActivityState
from maillage.activities.forms.activity import TranslationForm
from maillage.activities.forms.verbs import AcceptForm, CopyForm, DeclineForm, DocumentForm, PosterForm, ReasonForm
from maillage.activities.models import Activity, ActivityDocument
from maillage.desk.views.edits import EditPage
from maillage.desk.views.verbs import VerbPage
from maillage.files import actions as files
from maillage.files.images import store_poster
from maillage.files.models import Document
from maillage.network.current import profile

P, A = Permission, ActivityState


class ActivityVerb(VerbPage):
    """A verb that leads from some states to one; refused in words from the others."""

    access = P.ACTIVITIES_EDIT
    to: ActivityState | None = None
    name: Any = ""
    says: Any = ""

    def rows(self) -> QuerySet[Activity]:
        return Activity.objects.visible_to(self.request.user)

    def title(self, obj: Activity) -> str:
        return str(self.name) % {"name": obj}

    def refusal(self, obj: Activity) -> str:
        if self.to is None or A(obj.state).can_become(self.to):
            return ""
        return _("Cette activité est « %(state)s » : cette étape n’est pas possible.") % {"state": A(obj.state).label}

    def done_with(self, obj: Activity) -> str:
        return str(self.says) % {"name": obj}


class Announce(ActivityVerb):
    to, name, submit = A.ANNOUNCED, lazy("Annoncer « %(name)s »"), lazy("Annoncer")
    says = lazy("« %(name)s » est annoncée.")

    def refusal(self, obj: Activity) -> str:
        return "" if obj.state == A.DRAFT else _("Seul un brouillon s’annonce.")

    def consequences(self, obj: Activity) -> Iterable[str]:
        if obj.is_public:
            return [_("Elle paraît au calendrier public et dans les flux."),
                    _("Ensuite elle ne redevient plus un brouillon : elle se tient, ou s’annule.")]  # fmt: skip
        return [_("Elle n’est pas au calendrier public : seules les personnes qui en ont l’adresse peuvent venir.")]

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.announce(activity=obj, by=self.request.user))


class Hold(ActivityVerb):
    to, name, submit = A.HELD, lazy("Dire tenue « %(name)s »"), lazy("Elle a eu lieu")
    says = lazy("« %(name)s » est dite tenue.")

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("Il reste à compter qui est venu.")]

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.hold(activity=obj, by=self.request.user))


class Unhold(ActivityVerb):
    to, name, submit = A.ANNOUNCED, lazy("« %(name)s » n’a pas été tenue"), lazy("Elle n’a pas eu lieu")
    says = lazy("« %(name)s » est à nouveau annoncée : annulez-la, ou donnez-lui une autre date.")

    def refusal(self, obj: Activity) -> str:
        return "" if obj.state == A.HELD else _("Elle n’est pas dite tenue.")

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.unhold(activity=obj, by=self.request.user))


class Account(ActivityVerb):
    to, name, submit = A.ACCOUNTED, lazy("Dire comptée « %(name)s »"), lazy("Ses comptes sont justes")
    says = lazy("« %(name)s » est comptée.")

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.account(activity=obj, by=self.request.user))


class Reopen(ActivityVerb):
    name, submit = lazy("Rouvrir les comptes de « %(name)s »"), lazy("Rouvrir")
    says = lazy("Les comptes de « %(name)s » sont rouverts.")

    def refusal(self, obj: Activity) -> str:
        return "" if obj.state == A.ACCOUNTED else _("Ses comptes ne sont pas clos.")

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.reopen(activity=obj, by=self.request.user))


class Cancel(ActivityVerb):
    to, name, submit = A.CANCELLED, lazy("Annuler « %(name)s »"), lazy("Annuler l’activité")
    form_class, dangerous, says = ReasonForm, True, lazy("« %(name)s » est annulée.")

    def consequences(self, obj: Activity) -> Iterable[str]:
        if obj.announced_at is None:
            return [_("Personne ne l’avait apprise : elle reste ici, annulée.")]
        return [_("Chaque personne inscrite reçoit l’annulation et sa raison."),
                _("Elle reste au calendrier, marquée « Annulée », pour qui en avait gardé la page.")]  # fmt: skip

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.cancel(activity=obj, by=self.request.user, **form.cleaned_data))


class TakeUp(ActivityVerb):
    name, submit = lazy("Reprendre « %(name)s »"), lazy("Elle a lieu")
    says = lazy("« %(name)s » est reprise.")

    def refusal(self, obj: Activity) -> str:
        return "" if obj.state == A.CANCELLED else _("Elle n’est pas annulée.")

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("Elle est à nouveau annoncée, avec ses dates : vérifiez-les.") if obj.announced_at
                else _("Elle redevient un brouillon.")]  # fmt: skip

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.take_up(activity=obj, by=self.request.user))


class Accept(ActivityVerb):
    name, submit, form_class = lazy("Accepter « %(name)s »"), lazy("Accepter"), AcceptForm
    says = lazy("« %(name)s » est acceptée ; l’organisation en est prévenue.")

    def refusal(self, obj: Activity) -> str:
        return "" if obj.state == A.PROPOSED else _("Cette proposition a reçu sa réponse.")

    def run(self, obj: Activity, form: Any) -> str:
        data = form.cleaned_data
        if not obj.proposer_id:  # read in an agenda: nobody is written to
            self.says = lazy("« %(name)s » est acceptée.")
        done = actions.accept(
            activity=obj, announced=data["how"] == "announce", answer=data["answer"], by=self.request.user
        )
        return self.done_with(done)


class Decline(Accept):
    name, submit, form_class = lazy("Décliner « %(name)s »"), lazy("Décliner"), DeclineForm
    says = lazy("« %(name)s » est déclinée ; l’organisation sait pourquoi.")

    def run(self, obj: Activity, form: Any) -> str:
        return self.done_with(actions.decline(activity=obj, by=self.request.user, **form.cleaned_data))


class Copy(ActivityVerb):
    name, submit = lazy("Copier « %(name)s »"), lazy("Copier")

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> CopyForm:
        return CopyForm(data, activity=obj)

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [_("La copie est un brouillon : relisez-la avant de l’annoncer."),
                _("Ni les personnes inscrites ni les comptes ne la suivent.")]  # fmt: skip

    def run(self, obj: Activity, form: Any) -> str:
        self.made = actions.copy(activity=obj, by=self.request.user, **form.cleaned_data)
        return _("Voici la copie, en brouillon.")

    def done_url(self, obj: Activity) -> str:
        return self.made.get_absolute_url()


class Poster(ActivityVerb):
    name, submit = lazy("Affiche de « %(name)s »"), lazy("Enregistrer")

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> PosterForm:
        return PosterForm(data, files, activity=obj)

    def run(self, obj: Activity, form: Any) -> str:
        data, poster = form.cleaned_data, obj.poster
        if data.get("remove"):
            poster = ""
        elif data["poster"]:
            poster = store_poster(data["poster"], alt=data["poster_alt"], by=self.request.user).public_id
        actions.set_poster(activity=obj, poster=poster, alt=data["poster_alt"], by=self.request.user)
        return _("L’affiche est enregistrée.") if poster else _("L’affiche est retirée.")


class Attach(ActivityVerb):
    name, submit = lazy("Joindre un document à « %(name)s »"), lazy("Joindre")

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> DocumentForm:
        return DocumentForm(data, files, user=self.request.user)

    def run(self, obj: Activity, form: Any) -> str:
        data, document = form.cleaned_data, form.cleaned_data["known"]
        if document is None:
            access = {"public": files.PUBLIC, "signed_in": files.SIGNED_IN}.get(data["access"])
            access = access or files.permission(P.ACTIVITIES_VIEW)
            document = files.store(
                upload=data["upload"], title=data["title"], access=access, by=self.request.user, about=obj
            )
        actions.attach(activity=obj, document=document, by=self.request.user)
        return _("« %(title)s » est joint.") % {"title": document}


class Detach(ActivityVerb):
    name, submit = lazy("Retirer un document de « %(name)s »"), lazy("Retirer")

    def document(self) -> Document:
        rows = Document.objects.visible_to(self.request.user)
        return get_object_or_404(rows.filter(pk__in=self.object_documents()), pk=self.kwargs["document"])

    def object_documents(self) -> Any:
        return ActivityDocument.objects.filter(activity=self.kwargs["pk"]).values("document")

    def get(self, request: HttpRequest, pk: int, document: int) -> HttpResponse:
        self.document()
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: int, document: int) -> HttpResponse:
        self.document()
        return super().post(request, pk)

    def consequences(self, obj: Activity) -> Iterable[str]:
        return [
            _("« %(title)s » quitte la page de l’activité et reste dans les documents.") % {"title": self.document()}
        ]

    def run(self, obj: Activity, form: Any) -> str:
        actions.detach(activity=obj, document=self.document(), by=self.request.user)
        return _("Le document est retiré de la page.")


class Translate(EditPage):
    """The activity told in another language of the network."""

    access = P.ACTIVITIES_EDIT
    form_class = TranslationForm
    template = "activities/translate.html"

    def rows(self) -> QuerySet[Activity]:
        return Activity.objects.visible_to(self.request.user)

    def language(self, obj: Activity) -> str:
        code: str = self.kwargs["language"]
        if code == obj.language or code not in {one.code for one in profile().languages}:
            raise Http404
        return code

    def get(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:  # type: ignore[override]
        return super().get(request, pk)

    def post(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:  # type: ignore[override]
        return super().post(request, pk)

    def title(self, obj: Activity) -> str:
        name = words.language_names()[self.language(obj)]
        return _("« %(name)s », en %(language)s") % {"name": obj, "language": name}

    def form(self, obj: Activity, data: Any = None, files: Any = None) -> TranslationForm:
        row = obj.translations.filter(language=self.language(obj)).first()
        return TranslationForm(
            data, initial={name: getattr(row, name) for name in ("title", "summary", "text")} if row else {}
        )

    def save(self, form: TranslationForm, obj: Activity) -> Activity:
        actions.translate(activity=obj, language=self.language(obj), by=self.request.user, **form.cleaned_data)
        return obj

    def done_url(self, saved: Activity) -> str:
        return reverse("activities:detail", args=[saved.pk])
