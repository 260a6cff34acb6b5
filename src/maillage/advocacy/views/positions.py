"""Positions and studies, in Gestion."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, words
from maillage.advocacy.enums import PositionState
from maillage.advocacy.forms.positions import (
    FollowUpForm,
    PositionForm,
    PositionStateForm,
    PositionTextForm,
    SignatoryForm,
    StudyForm,
)
from maillage.advocacy.models import Position, Signatory, Study
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.files.models import Document
from maillage.organisations import words as directory

lazy = gettext_lazy
P = Permission
TONES = {"draft": "nu", "open": "al", "published": "ok"}
WHO = (("oui", lazy("Du réseau")), ("non", lazy("D’autres")))


def state_tag(row: Position) -> Any:
    return tag(row.get_state_display(), TONES[row.state])


class Positions(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Positions publiques")
    page_name = "advocacy:positions"
    default_sort = "-on"
    columns = (
        Column("title", lazy("Position"), sort=("title",), link=True, note=lambda p: p.summary),
        Column("on", lazy("Date"), sort=("on",)),
        Column("state", lazy("État"), value=lambda p: p.get_state_display(), cell=state_tag, sort=("state",)),
        Column("led", lazy("Initiative"), value=lambda p: _("du réseau") if p.led_by_us else _("d’autres"),
               sort=("led_by_us",)),
        Column("theme", lazy("Thème"), value=lambda p: directory.theme_label(p.theme), sort=("theme",)),
        Column("signatories", lazy("Signataires"), value=lambda p: p.signed, sort=("signed",), numeric=True),
        Column("until", lazy("Signatures jusqu’au"), value=lambda p: p.sign_until, sort=("sign_until",)),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Mot du titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=PositionState.choices, lookup="state"),
        Filter("theme", lazy("Thème"), choices=words.theme_choices, lookup="theme"),
        Filter("initiative", lazy("Initiative"), choices=WHO,
               apply=lambda rows, value: rows.filter(led_by_us=value == "oui")),
    )  # fmt: skip
    links = (Link(lazy("Nouvelle position"), "advocacy:position_new", P.ADVOCACY_EDIT, primary=True),)
    empty = Empty(
        lazy("Aucune position"),
        lazy("Ce que le réseau dit en public, seul ou avec d’autres : le texte, qui signe, ce qui suit."), links[0],
    )  # fmt: skip

    def rows(self) -> QuerySet[Position]:
        seen = Signatory.objects.visible_to(self.request.user)
        return Position.objects.visible_to(self.request.user).annotate(
            signed=Count("signatories", filter=Q(signatories__in=seen))
        )


class PositionPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "position"
    template = "advocacy/position.html"

    def rows(self) -> QuerySet[Position]:
        return Position.objects.visible_to(self.request.user).select_related("campaign")

    def extra(self, obj: Position) -> dict[str, Any]:
        seen = Signatory.objects.visible_to(self.request.user).filter(position=obj)
        documents = Document.objects.visible_to(self.request.user).about(obj).prefetch_related("versions")
        return {
            "edit": self.request.user.can(P.ADVOCACY_EDIT), "state": state_tag(obj), "documents": documents,
            "texts": [(text, words.language_name(text.language)) for text in obj.texts.all()],
            "signatories": seen.select_related("organisation", "by"), "follow_ups": obj.follow_ups.all(),
            "studies": obj.studies.all(), "slug": words.slug_of(obj.title), "facts": self.facts(obj),
        }  # fmt: skip

    def facts(self, obj: Position) -> list[tuple[Any, Any]]:
        led = _("du réseau") if obj.led_by_us else _("d’autres, que le réseau rejoint")
        return [(_("Date"), obj.on), (_("Thème"), directory.theme_label(obj.theme)), (_("Initiative"), led),
                (pgettext("position", "Adressée à"), obj.addressed_to), (_("Signée par le réseau le"), obj.signed_on),
                (_("Décidé par"), obj.decided_by), (_("Campagne"), obj.campaign),
                (_("Signatures jusqu’au"), obj.sign_until), (_("Page d’origine"), obj.link)]  # fmt: skip


class PositionEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = PositionForm

    def rows(self) -> QuerySet[Position]:
        return Position.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier la position") if obj else _("Nouvelle position")

    def save(self, form: PositionForm, obj: Any) -> Position:
        if obj is None:
            return actions.create_position(values=form.cleaned_data, by=self.request.user)
        return actions.change_position(position=obj, values=form.cleaned_data, by=self.request.user)


class PositionVerb(VerbPage):
    access = P.ADVOCACY_EDIT

    def rows(self) -> QuerySet[Any]:
        return Position.objects.visible_to(self.request.user)


class PositionStateChange(PositionVerb):
    submit = lazy("Changer l’état")

    def title(self, obj: Position) -> str:
        return _("« %(title)s » est : %(state)s") % {"title": obj, "state": obj.get_state_display()}

    def consequences(self, obj: Position) -> list[str]:
        return [_("Ouverte, chaque organisation membre la trouve à signer dans son espace, et le public la lit."),
                _("Publiée, les signatures sont closes.")]  # fmt: skip

    def form(self, obj: Position, data: Any = None, files: Any = None) -> PositionStateForm:
        return PositionStateForm(data, states=PositionState, current=obj.state, initial={"until": obj.sign_until})

    def run(self, obj: Position, form: PositionStateForm) -> str:
        saved = actions.set_position_state(position=obj, by=self.request.user, **form.cleaned_data)
        return _("La position est maintenant : %(state)s.") % {"state": saved.get_state_display()}


class PositionTextNew(PositionVerb):
    form_class = PositionTextForm
    submit = lazy("Ajouter le texte")

    def title(self, obj: Position) -> str:
        return _("Le texte de « %(title)s »") % {"title": obj}

    def run(self, obj: Position, form: PositionTextForm) -> str:
        text = actions.add_position_text(position=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le texte est ajouté, version %(number)s.") % {"number": text.number}


class SignatoryNew(PositionVerb):
    submit = lazy("Ajouter")

    def title(self, obj: Position) -> str:
        return _("Une signature de plus : %(title)s") % {"title": obj}

    def form(self, obj: Position, data: Any = None, files: Any = None) -> SignatoryForm:
        return SignatoryForm(data, user=self.request.user)

    def run(self, obj: Position, form: SignatoryForm) -> str:
        row = actions.add_signatory(position=obj, values=form.cleaned_data, by=self.request.user)
        return _("« %(name)s » signe.") % {"name": row}


class SignatoryRemove(VerbPage):
    access = P.ADVOCACY_EDIT
    submit = lazy("Retirer la signature")
    dangerous = True

    def rows(self) -> QuerySet[Signatory]:
        return Signatory.objects.visible_to(self.request.user).select_related("position", "organisation")

    def title(self, obj: Signatory) -> str:
        return _("Retirer la signature de « %(name)s »") % {"name": obj}

    def run(self, obj: Signatory, form: Any) -> str:
        actions.remove_signatory(signatory=obj, by=self.request.user)
        return _("La signature est retirée.")


class FollowUpNew(PositionVerb):
    form_class = FollowUpForm
    submit = lazy("Noter cette suite")

    def title(self, obj: Position) -> str:
        return _("Ce que devient « %(title)s »") % {"title": obj}

    def run(self, obj: Position, form: FollowUpForm) -> str:
        actions.add_follow_up(position=obj, values=form.cleaned_data, by=self.request.user)
        return _("C’est noté.")


class Studies(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Études")
    page_name = "advocacy:studies"
    default_sort = "-year"
    columns = (
        Column("title", lazy("Étude"), sort=("title",), link=True, note=lambda s: s.authors),
        Column("year", lazy("Année"), sort=("year",), numeric=True),
        Column("theme", lazy("Thème"), value=lambda s: directory.theme_label(s.theme), sort=("theme",)),
        Column("public", lazy("Publique"), value=lambda s: _("oui") if s.is_public else _("non"), sort=("is_public",)),
    )
    filters = (
        Filter("q", lazy("Mot du titre"), kind="search", lookup="title__icontains"),
        Filter("theme", lazy("Thème"), choices=words.theme_choices, lookup="theme"),
    )
    links = (Link(lazy("Nouvelle étude"), "advocacy:study_new", P.ADVOCACY_EDIT, primary=True),)
    empty = Empty(lazy("Aucune étude"), lazy("Ce que le réseau publie et sur quoi ses demandes s’appuient."), links[0])

    def rows(self) -> QuerySet[Study]:
        return Study.objects.visible_to(self.request.user)


class StudyPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "study"
    template = "advocacy/study.html"

    def rows(self) -> QuerySet[Study]:
        rows = Study.objects.visible_to(self.request.user).select_related("document")
        return rows.prefetch_related("document__versions")

    def extra(self, obj: Study) -> dict[str, Any]:
        return {
            "edit": self.request.user.can(P.ADVOCACY_EDIT), "asks": obj.asks.all(), "positions": obj.positions.all(),
            "slug": words.slug_of(obj.title),
            "facts": [(_("Autrices et auteurs"), obj.authors), (_("Année"), str(obj.year)),
                      (_("Thème"), directory.theme_label(obj.theme)), (_("Adresse"), obj.link),
                      (_("Langues"), ", ".join(map(words.language_name, obj.languages)))],
        }  # fmt: skip


class StudyEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = StudyForm

    def rows(self) -> QuerySet[Study]:
        return Study.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier l’étude") if obj else _("Nouvelle étude")

    def save(self, form: StudyForm, obj: Any) -> Study:
        data = dict(form.cleaned_data)
        upload, by = data.pop("upload"), self.request.user
        if obj is None:
            return actions.create_study(values=data, upload=upload, by=by)
        return actions.change_study(study=obj, values=data, upload=upload, by=by)
