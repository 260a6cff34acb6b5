"""The objects of partnerships in the matrix."""

from typing import Any

from maillage.partnerships import actions, links
from maillage.partnerships.models import AgreementCommitment, PartnershipContact, PlanAction, QuestionSet
from tests.factories import organisations as factory
from tests.factories import partnerships as make
from tests.matrix_objects import ALSO, Arguments, Objects, objects, sees_withheld

ALSO |= {"partnerships:mine": {302}, "partnerships:grid_next": {302}}
WHOLE = ("detail", "edit", "activate", "suspend", "end", "contact_add", "learning_new", "agreement_new", "visit_new", "ask",
         "sheet_new", "compared", "capacity_note", "capacity_ask", "piece_new")  # fmt: skip


def hidden() -> Any:
    """The partnership of an organisation that is withheld."""
    return make.partnership(make.partner(withheld=True), contact=True)


def shared(user: Any, of: Any) -> Objects:
    """Something of a partnership, and the same of one that is withheld."""
    return Objects(of(make.partnership(contact=True)), None if sees_withheld(user) else of(hidden()))


@objects(*(f"partnerships:{name}" for name in WHOLE))
def partnership(user: Any) -> Objects:
    return shared(user, lambda row: {"pk": row.pk})


@objects("partnerships:contact_remove")
def contact(user: Any) -> Objects:
    return shared(user, lambda row: {"pk": PartnershipContact.objects.get(partnership=row).pk})


@objects("partnerships:learning_edit")
def learning(user: Any) -> Objects:
    values = {"learned_by": "us", "text": "Prendre son temps", "on": make.day(-3)}
    return shared(user, lambda row: {"pk": actions.note_learning(partnership=row, values=values, by=None).pk})


@objects("partnerships:agreement", "partnerships:agreement_edit", "partnerships:agreement_text", "partnerships:agreement_sign",
         "partnerships:agreement_renew", "partnerships:agreement_end")  # fmt: skip
def agreement(user: Any) -> Objects:
    return shared(user, lambda row: {"pk": make.agreement(row, text=False).pk})


@objects("partnerships:commitment")
def commitment(user: Any) -> Objects:
    def of(row: Any) -> Arguments:
        one = make.agreement(row, text=False)
        type(one).objects.filter(pk=one.pk).update(state="force", in_force_on=make.day(-9))
        return {"pk": AgreementCommitment.objects.filter(agreement=one)[0].pk}

    return shared(user, of)


@objects("partnerships:visit", "partnerships:visit_edit", "partnerships:visit_follow")
def visit(user: Any) -> Objects:
    values = {"title": "Visite", "starts_on": make.day(-9), "follow_up": "Écrire"}
    return shared(user, lambda row: {"pk": actions.note_visit(partnership=row, values=values, by=None).pk})


@objects("partnerships:assessment", "partnerships:assessment_fill", "partnerships:assessment_again",
         "partnerships:assessment_give_up")  # fmt: skip
def assessment(user: Any) -> Objects:
    return shared(user, lambda row: {"pk": make.assessment(row).pk})


@objects("partnerships:piece", "partnerships:piece_receive", "partnerships:piece_look", "partnerships:piece_ask",
         "partnerships:piece_waive")  # fmt: skip
def piece(user: Any) -> Objects:
    return shared(user, lambda row: {"pk": make.piece(row).pk})


@objects("partnerships:question_set", "partnerships:question_set_edit", "partnerships:question_set_adopt")
def grid(user: Any) -> Objects:
    actions.in_use(None)
    row = QuestionSet.objects.filter(adopted_on=None).first() or actions.next_grid(by=None)
    return Objects({"pk": row.pk})


@objects("partnerships:network", "partnerships:network_edit")
def network(user: Any) -> Objects:
    return Objects({"pk": make.network().pk})


@objects("partnerships:action")
def action(user: Any) -> Objects:
    row = make.network(actions=[{"title": "Rencontre"}])
    return Objects({"pk": PlanAction.objects.get(network=row).pk})


@objects("site:partner_network")
def public_network(user: Any) -> Objects:
    shown, kept = make.network(), make.network(is_public=False)
    return Objects({"pk": shown.pk, "slug": shown.slug}, {"pk": kept.pk, "slug": kept.slug})


# By a letter's link


@objects("partnerships:answer")
def answer(user: Any) -> Objects:
    row = make.assessment()
    return Objects({"token": links.make("a", row)}, {"token": links.make("c", row)})


@objects("partnerships:answer_capacities")
def answer_capacities(user: Any) -> Objects:
    row = actions.ask_capacities(partnership=make.partnership(contact=True), by=None)
    return Objects({"token": links.make("c", row)}, {"token": "nulle-part"})


@objects("partnerships:send_piece")
def send_piece(user: Any) -> Objects:
    return Objects({"token": links.make("p", make.piece())}, {"token": "nulle-part"})


# In the member space: those of the organisation that one keeps, never another's


def mine(user: Any) -> Any:
    row = make.partnership(contact=True)
    if user is not None:
        factory.contributor(user, row.organisation)
        vars(user).pop("facts", None)
    return row


@objects("partnerships:my", "partnerships:my_capacities")
def my(user: Any) -> Objects:
    return Objects({"pk": mine(user).pk}, {"pk": make.partnership().pk})


@objects("partnerships:my_assessment")
def my_assessment(user: Any) -> Objects:
    return Objects({"pk": make.assessment(mine(user)).pk}, {"pk": make.assessment().pk})


@objects("partnerships:my_piece")
def my_piece(user: Any) -> Objects:
    return Objects({"pk": make.piece(mine(user)).pk}, {"pk": make.piece().pk})
