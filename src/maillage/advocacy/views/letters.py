"""Letters proposed to the public, in Gestion."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.advocacy import actions, levels, words
from maillage.advocacy.enums import LetterState, Level
from maillage.advocacy.forms.asks import StateForm
from maillage.advocacy.forms.log import LetterForm, LetterTextForm
from maillage.advocacy.models import Letter, Mandate
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.desk.views.verbs import VerbPage
from maillage.organisations import words as directory

lazy = gettext_lazy
P = Permission
TONES = {"draft": "nu", "open": "ok", "closed": "al"}


class Letters(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Lettres à envoyer")
    intro = lazy(
        "Chacune et chacun écrit de son propre courriel à qui le représente ; le réseau compte, et ne garde rien."
    )
    page_name = "advocacy:letters"
    columns = (
        Column("title", lazy("Lettre"), sort=("title",), link=True, note=lambda r: r.summary),
        Column("state", lazy("État"), value=lambda r: r.get_state_display(), sort=("state",),
               cell=lambda r: tag(r.get_state_display(), TONES[r.state])),
        Column("until", lazy("Jusqu’au"), sort=("until",)),
        Column("written", lazy("Disent avoir écrit"), sort=("written",), numeric=True),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Mot du titre"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=LetterState.choices, lookup="state"),
    )
    links = (Link(lazy("Nouvelle lettre"), "advocacy:letter_new", P.ADVOCACY_EDIT, primary=True),)
    empty = Empty(lazy("Aucune lettre"),
                  lazy("Un modèle que les gens adaptent et envoient à leurs élues et élus."), links[0])  # fmt: skip

    def rows(self) -> QuerySet[Letter]:
        return Letter.objects.visible_to(self.request.user).annotate(written=Coalesce(Sum("counts__count"), 0))


class LetterPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "letter"
    template = "advocacy/letter.html"

    def rows(self) -> QuerySet[Letter]:
        return Letter.objects.visible_to(self.request.user).select_related("campaign", "ask")

    def extra(self, obj: Letter) -> dict[str, Any]:
        by_level = dict(obj.counts.order_by().values_list("level").annotate(Sum("count")))
        meant = obj.levels or list(Level.values)
        reach = Mandate.objects.public().filter(level__in=meant)
        counts = [(n, levels.label(code) if code else _("sans échelon")) for code, n in by_level.items()]
        return {
            "edit": self.request.user.can(P.ADVOCACY_EDIT), "slug": words.slug_of(obj.title), "counts": counts,
            "total": sum(by_level.values()), "state": tag(obj.get_state_display(), TONES[obj.state]),
            "texts": [(text, words.language_name(text.language)) for text in obj.texts.all()],
            "reach": reach.count(), "reachable": reach.exclude(decision_maker__email="").count(),
            "facts": [(_("Thème"), directory.theme_label(obj.theme)), (_("Jusqu’au"), obj.until),
                      (_("Échelons"), ", ".join(levels.label(code) for code in obj.levels if code in Level.values)),
                      (_("Campagne"), obj.campaign), (_("Demande"), obj.ask)],
        }  # fmt: skip


class LetterEdit(EditPage):
    access = P.ADVOCACY_EDIT
    form_class = LetterForm

    def rows(self) -> QuerySet[Letter]:
        return Letter.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("Modifier la lettre") if obj else _("Nouvelle lettre")

    def save(self, form: LetterForm, obj: Any) -> Letter:
        if obj is None:
            return actions.create_letter(values=form.cleaned_data, by=self.request.user)
        return actions.change_letter(letter=obj, values=form.cleaned_data, by=self.request.user)


class LetterVerb(VerbPage):
    access = P.ADVOCACY_EDIT

    def rows(self) -> QuerySet[Any]:
        return Letter.objects.visible_to(self.request.user)


class LetterTextNew(LetterVerb):
    form_class = LetterTextForm
    submit = lazy("Ajouter le modèle")

    def title(self, obj: Letter) -> str:
        return _("Le modèle de « %(title)s »") % {"title": obj}

    def form(self, obj: Letter, data: Any = None, files: Any = None) -> LetterTextForm:
        last = obj.texts.filter(language="fr").first()
        initial = {"subject": last.subject, "text": last.text, "language": "fr"} if last else {}
        return LetterTextForm(data, initial=initial)

    def run(self, obj: Letter, form: LetterTextForm) -> str:
        text = actions.add_letter_text(letter=obj, values=form.cleaned_data, by=self.request.user)
        return _("Le modèle est ajouté, version %(number)s.") % {"number": text.number}


class LetterStateChange(LetterVerb):
    submit = lazy("Changer l’état")

    def title(self, obj: Letter) -> str:
        return _("« %(title)s » est : %(state)s") % {"title": obj, "state": obj.get_state_display()}

    def form(self, obj: Letter, data: Any = None, files: Any = None) -> StateForm:
        return StateForm(data, states=LetterState, current=obj.state)

    def run(self, obj: Letter, form: StateForm) -> str:
        saved = actions.set_letter_state(letter=obj, state=form.cleaned_data["state"], by=self.request.user)
        return _("La lettre est maintenant : %(state)s.") % {"state": saved.get_state_display()}
