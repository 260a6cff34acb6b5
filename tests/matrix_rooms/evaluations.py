"""Evaluations: what the matrix opens."""

from maillage.accounts.models import User
from maillage.evaluations import actions
from maillage.evaluations.enums import Moment
from maillage.evaluations.models import Answer, Poll
from tests.factories import activities as factory
from tests.matrix_objects import Objects, objects


def poll() -> Poll:
    questionnaire = actions.take_starter(code="participant", language="fr", by=None)
    values = {"moment": Moment.AFTER, "opens_on": "2026-01-01", "closes_on": None, "invite": False}
    return actions.open_poll(activity=factory.activity(), questionnaire=questionnaire, values=values, by=None)


@objects("evaluations:poll", "evaluations:poll_edit", "evaluations:poll_close", "evaluations:poll_reopen",
         "evaluations:poll_invite", "evaluations:poll_counts", "evaluations:poll_poster")  # fmt: skip
def opened(user: User | None) -> Objects:
    return Objects({"pk": poll().pk})


@objects("site:evaluation", "site:evaluation_thanks")
def public(user: User | None) -> Objects:
    return Objects({"code": poll().code}, {"code": "devine"})


@objects("evaluations:questionnaire", "evaluations:questionnaire_edit", "evaluations:questionnaire_copy",
         "evaluations:item_new")  # fmt: skip
def questionnaire(user: User | None) -> Objects:
    return Objects({"pk": actions.take_starter(code="pupil", language="fr", by=None).pk})


@objects("evaluations:item_edit", "evaluations:item_withdraw")
def item(user: User | None) -> Objects:
    return Objects({"pk": actions.take_starter(code="pupil", language="fr", by=None).items.first().pk})


@objects("evaluations:redact")
def text(user: User | None) -> Objects:
    made = poll()
    asked = made.questionnaire.items.get(kind="text")
    actions.receive(poll=made, key="matrice", values={asked: "Merci à Ana"})
    return Objects({"pk": Answer.objects.get(sheet__key="matrice").pk})
