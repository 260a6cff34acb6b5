"""Questions in Gestion: all of them, one of them, prepared, opened, extended, closed, cancelled."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import who
from maillage.accounts.roles import Permission
from maillage.ballots import listing_votes, results, rules
from maillage.ballots.actions import questions, tellers
from maillage.ballots.ballot_forms import said
from maillage.ballots.classes import LEAST
from maillage.ballots.enums_votes import Method, QuestionState, Secrecy, UseRoute
from maillage.ballots.forms.questions import CancelForm, CloseForm, ExtendForm, QuestionForm, WithdrawForm
from maillage.ballots.models import Question, Roll
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.edits import EditPage
from maillage.desk.views.lists import Empty, ListPage
from maillage.desk.views.verbs import VerbPage

P = Permission
STATES = QuestionState


class Questions(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Votes")
    page_name = "ballots:questions"
    row_route = "ballots:question"
    default_sort = "-opened"
    columns = (
        Column("title", lazy("Question"), sort=("title",), link=True),
        Column("roll", lazy("Liste électorale"), value=lambda row: row.roll.title, sort=("roll__title",)),
        Column(
            "state", lazy("État"), value=lambda row: row.get_state_display(), cell=listing_votes.state, sort=("state",)
        ),
        Column("secrecy", lazy("Forme du vote"), value=lambda row: row.get_secrecy_display(), sort=("secrecy",)),
        Column("opened", lazy("Ouvert le"), value=lambda row: row.opened_at, sort=("opened_at",)),
    )
    filters = (
        Filter("q", lazy("Question"), kind="search", lookup="title__icontains"),
        Filter("etat", lazy("État"), choices=QuestionState.choices, lookup="state"),
        Filter("forme", lazy("Forme du vote"), choices=Secrecy.choices, lookup="secrecy"),
    )
    empty = Empty(lazy("Aucun vote pour l’instant"),
                  lazy("Une question se prépare depuis une liste électorale arrêtée, ou depuis une assemblée."))  # fmt: skip

    def rows(self) -> QuerySet[Question]:
        return Question.objects.visible_to(self.request.user).select_related("roll")


def visible(request: Any) -> QuerySet[Question]:
    return Question.objects.visible_to(request.user).select_related("roll").prefetch_related("options")


class QuestionPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "question"
    template = "ballots/question.html"

    def rows(self) -> QuerySet[Question]:
        return visible(self.request)

    def extra(self, obj: Question) -> dict[str, Any]:
        edit = who(self.request).can(P.ASSEMBLIES_EDIT)
        rights = obj.roll.rights.active().count()
        sheets = list(obj.sheets.select_related("teller")) if obj.state != STATES.DRAFT else []
        return {
            "rule": rules.words(obj.rule), "result": results.of(obj), "edit": edit,
            "verbs": verbs(obj) if edit else [], "refusals": questions.refusals(obj) if obj.state == STATES.DRAFT else [],
            "used": obj.uses.count(), "rights": rights, "sheets": sheets, "tellers": tellers.kind_of(obj),
            "agreed": tellers.agreed(obj) is not None if sheets else False, "differ": _differ(obj, sheets),
            "named": results.named(obj, self.request.user),
            "remote_election": questions.remote_election(obj),
        }  # fmt: skip


def _differ(question: Question, sheets: list[Any]) -> list[tuple[str, Any, Any]]:
    """What two sheets say otherwise: (total or ballot, first, second)."""
    found = {row.sheet: row.content for row in sheets}
    if not {1, 2} <= set(found) or found[1] == found[2]:
        return []
    names = {"yes": _("Pour"), "no": _("Contre"), "abstain": _("Abstention"), "blank": _("Blanc"), "invalid": _("Nul")}
    first, second = (_lines(question, found[number]) for number in (1, 2))
    return [(names.get(key, key), first.get(key, 0), second.get(key, 0))
            for key in dict.fromkeys([*first, *second]) if first.get(key, 0) != second.get(key, 0)]  # fmt: skip


def _lines(question: Question, content: dict[str, Any]) -> dict[str, int]:
    if "ballots" not in content:
        return content
    ballots = {said(question, choice): count for count, choice in content["ballots"]}
    return ballots | {"invalid": content.get("invalid", 0)}


def verbs(question: Question) -> list[tuple[str, str]]:
    """(address, label) of what may be done now; the first is the main one."""
    at, found = question.state, []
    if at == STATES.DRAFT:
        if question.is_confidential and not question.recovery_shown_at:
            found.append(("question_key", _("Préparer la clé")))
        found += [("question_open", _("Ouvrir le vote")), ("question_edit", _("Modifier"))]
    if at == STATES.OPEN:
        found.append(("question_close", _("Clore le vote")))
        found.append(("question_extend", _("Prolonger")))
    if at == STATES.CLOSED:
        if question.is_confidential and not question.urn_opened_at:
            found.append(("question_urn", _("Ouvrir l’urne")))
        found.append(("question_declare", _("Proclamer le résultat")))
        if question.rule.get("tie") == "chair":
            found.append(("question_chair", _("Voix prépondérante")))
    if at in (STATES.OPEN, STATES.CLOSED) and tellers.kind_of(question):
        found.append(("question_sheet", _("Saisir le dépouillement")))
    if at == STATES.OPEN and question.takes_paper:
        found.append(("question_paper", _("Remettre un bulletin de papier")))
        if question.uses.filter(route=UseRoute.PAPER).exists():
            found.append(("question_paper_back", _("Reprendre un bulletin de papier")))
    if at in (STATES.DRAFT, STATES.OPEN, STATES.CLOSED):
        if question.shape != "yesno":
            found.append(("question_withdraw", _("Noter un retrait")))
        found.append(("question_cancel", _("Annuler le vote")))
    return [(reverse(f"ballots:{name}", args=[question.pk]), label) for name, label in found]


class NewQuestion(EditPage):
    """A question of a roll, for a vote that stands alone: assemblies, motions and elections prepare theirs."""

    access = P.ASSEMBLIES_EDIT
    form_class = QuestionForm
    submit = lazy("Préparer la question")

    def rows(self) -> QuerySet[Roll]:
        return Roll.objects.visible_to(self.request.user)

    def title(self, obj: Roll) -> str:
        return _("Nouvelle question : %(roll)s") % {"roll": obj}

    def is_stale(self, obj: Any, version: str | None) -> bool:
        return False

    def save(self, form: QuestionForm, obj: Roll) -> Question:
        return questions.draft(roll=obj, by=self.request.user, **form.values())

    def done(self, saved: Question) -> str:
        return _("La question est préparée ; rien n’est ouvert encore.")


class EditQuestion(EditPage):
    access = P.ASSEMBLIES_EDIT
    form_class = QuestionForm

    def rows(self) -> QuerySet[Question]:
        return visible(self.request)

    def title(self, obj: Question) -> str:
        return _("Modifier la question : %(title)s") % {"title": obj}

    def form(self, obj: Question, data: Any = None, files: Any = None) -> QuestionForm:
        return QuestionForm(data, initial=QuestionForm.initial_of(obj))

    def save(self, form: QuestionForm, obj: Question) -> Question:
        said = form.values()
        labels = [one.label for one in obj.options.all()]
        if said["options"] == labels:  # what rooms above wrote beside the labels stays
            del said["options"]
        said["rule"] = {**obj.rule, **said["rule"]} if said["rule"]["kind"] == obj.rule.get("kind") else said["rule"]
        return questions.change(question=obj, by=self.request.user, **said)


class QuestionVerb(VerbPage):
    access = P.ASSEMBLIES_EDIT
    needs: tuple[str, ...] = ()
    label: str | Promise = ""

    def rows(self) -> QuerySet[Question]:
        return visible(self.request)

    def title(self, obj: Question) -> str:
        return _("%(verb)s : %(title)s") % {"verb": self.label, "title": obj}

    def refusal(self, obj: Question) -> str:
        if obj.state in self.needs:
            return ""
        return _("Cette question est « %(state)s » : ce n’est plus possible.") % {"state": obj.get_state_display()}


class Open(QuestionVerb):
    label = submit = lazy("Ouvrir le vote")
    needs = (STATES.DRAFT,)

    def refusal(self, obj: Question) -> str:
        return super().refusal(obj) or " ".join(questions.refusals(obj))

    def consequences(self, obj: Question) -> Iterable[str]:
        if obj.method == Method.YESNO:
            yield rules.words(obj.rule)
        yield _("La graine du tirage au sort est tirée et publiée, la question ne change plus.")
        if obj.is_confidential:
            yield _("Sans le code de secours, cette urne ne s’ouvrira jamais.")
            yield _("Les collèges de moins de cinq droits sont réunis à d’autres dans le résultat.")
        if obj.closes_at:
            yield _("Le vote se clôt de lui-même le %(end)s.") % {
                "end": date_format(localtime(obj.closes_at), "DATETIME_FORMAT")
            }

    def run(self, obj: Question, form: Any) -> str:
        questions.open_vote(question=obj, by=self.request.user)
        return _("Le vote est ouvert.")


def few(question: Question, advice: str) -> Iterable[str]:
    """So few confidential ballots that their result would tell who voted what."""
    if question.is_confidential and 0 < question.uses.count() < LEAST:
        yield (
            _("Moins de %(least)s bulletins : le résultat laisserait deviner les votes.") % {"least": LEAST}
            + f" {advice}"
        )


class Close(QuestionVerb):
    label = submit = lazy("Clore le vote")
    needs = (STATES.OPEN,)

    def consequences(self, obj: Question) -> Iterable[str]:
        used, rights = obj.uses.count(), obj.roll.rights.active().count()
        yield _("%(used)s droits sur %(rights)s ont voté.") % {"used": used, "rights": rights}
        if obj.closes_at and obj.closes_at > now():
            end = date_format(localtime(obj.closes_at), "DATETIME_FORMAT")
            yield _("La fin annoncée est le %(end)s : clore maintenant prive de leur voix celles et ceux qui comptaient dessus.") % {
                "end": end}  # fmt: skip
        yield from few(obj, _("Prolongez plutôt le vote, ou annulez-le."))
        yield _("Plus personne ne pourra voter sur cette question.")

    def form(self, obj: Question, data: Any = None, files: Any = None) -> CloseForm:
        return CloseForm(data, early=bool(obj.closes_at and obj.closes_at > now()))

    def run(self, obj: Question, form: Any) -> str:
        questions.close_vote(question=obj, reason=form.cleaned_data.get("reason", ""), by=self.request.user)
        return _("Le vote est clos.")


class Extend(QuestionVerb):
    label = submit = lazy("Prolonger le vote")
    needs = (STATES.OPEN,)
    form_class = ExtendForm

    def run(self, obj: Question, form: Any) -> str:
        questions.extend(question=obj, by=self.request.user, **form.cleaned_data)
        return _("Le vote est prolongé.")


class Cancel(QuestionVerb):
    label = submit = lazy("Annuler le vote")
    needs = (STATES.DRAFT, STATES.OPEN, STATES.CLOSED)
    form_class = CancelForm
    dangerous = True

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Ce qui a été voté est effacé ; la raison reste, pour tout le monde.")

    def run(self, obj: Question, form: Any) -> str:
        questions.cancel(question=obj, reason=form.cleaned_data["reason"], by=self.request.user)
        return _("Le vote est annulé.")


class Withdraw(QuestionVerb):
    label = submit = lazy("Noter un retrait")
    needs = (STATES.DRAFT, STATES.OPEN, STATES.CLOSED)

    def form(self, obj: Question, data: Any = None, files: Any = None) -> WithdrawForm:
        return WithdrawForm(obj, data)

    def consequences(self, obj: Question) -> Iterable[str]:
        yield _("Le dépouillement passera sur ce nom, et le résultat le dira ; les bulletins déjà déposés restent.")

    def run(self, obj: Question, form: Any) -> str:
        option = get_object_or_404(obj.options, pk=form.cleaned_data["option"].pk)
        questions.withdraw_option(option=option, by=self.request.user)
        return _("Le retrait est noté.")
