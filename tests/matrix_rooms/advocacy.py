"""What the authorisation matrix opens of advocacy: the team's pages see everything of the room, the public what is published."""

from typing import Any

from maillage.accounts.models import User
from maillage.advocacy import actions
from maillage.advocacy.models import ModelText, Roster
from tests.factories import advocacy as make
from tests.matrix_objects import Objects, objects


def pk(row: Any) -> Objects:
    return Objects({"pk": row.pk})


@objects("advocacy:detail", "advocacy:edit", "advocacy:step_new", "advocacy:text_new", "advocacy:count", "advocacy:join",
         "advocacy:drop")  # fmt: skip
def commitment(user: User | None) -> Objects:
    return pk(make.commitment())


@objects("advocacy:step_correct", "advocacy:step_verify")
def step(user: User | None) -> Objects:
    return pk(make.step(make.commitment()))


def adopted(state: str = "open"):
    followed = make.commitment(make.ask(state=state))
    make.step(followed)
    values = {"title": "Motion", "adopted_on": followed.created_at.date(), "text": "Le conseil déclare"}
    return actions.add_adopted_text(commitment=followed, values=values, by=None)


@objects("advocacy:text_read")
def text(user: User | None) -> Objects:
    return pk(adopted())


@objects("site:adopted_text")
def public_text(user: User | None) -> Objects:
    return Objects({"pk": adopted().pk}, {"pk": adopted("draft").pk})


@objects("advocacy:ask", "advocacy:ask_edit", "advocacy:ask_state", "advocacy:clause_new", "advocacy:criterion_new",
         "advocacy:model_new", "advocacy:institutions")  # fmt: skip
def ask(user: User | None) -> Objects:
    return pk(make.ask())


@objects("site:ask", "site:ask_csv", "site:ask_json")
def public_ask(user: User | None) -> Objects:
    return Objects({"pk": make.ask().pk}, {"pk": make.ask(state="draft").pk})


def model(state: str) -> ModelText:
    values = {"language": "fr", "title": "Motion type", "text": "Le conseil déclare"}
    return actions.add_model_text(ask=make.ask(state=state), values=values, by=None)


@objects("site:model_text")
def model_text(user: User | None) -> Objects:
    return Objects({"pk": model("open").pk}, {"pk": model("draft").pk})


@objects("advocacy:clause_edit", "advocacy:clause_remove")
def clause(user: User | None) -> Objects:
    return pk(actions.add_clause(ask=make.ask(), values={"text": "Informer", "essential": True}, by=None))


@objects("advocacy:criterion_edit", "advocacy:criterion_remove")
def criterion(user: User | None) -> Objects:
    return pk(actions.add_criterion(ask=make.ask(), values={"label": "Commerces", "needed": 3}, by=None))


@objects("advocacy:position", "advocacy:position_edit", "advocacy:position_state", "advocacy:position_text",
         "advocacy:signatory_new", "advocacy:follow_up")  # fmt: skip
def position(user: User | None) -> Objects:
    return pk(make.position())


@objects("site:position")
def public_position(user: User | None) -> Objects:
    return Objects({"pk": make.position().pk}, {"pk": make.position(state="draft").pk})


@objects("advocacy:sign")
def sign(user: User | None) -> Objects:
    """Whoever is signed in reads what is open to signatures; only a delegate signs."""
    return Objects({"pk": make.position(state="open").pk}, {"pk": make.position(state="draft").pk})


@objects("advocacy:signatory_remove")
def signatory(user: User | None) -> Objects:
    values = {"name": "Coalition", "signed_on": make.localdate()}
    return pk(actions.add_signatory(position=make.position(), values=values, by=None))


def study_of(public: bool):
    return actions.create_study(values={"title": "Enquête", "year": 2025, "is_public": public}, by=None)


@objects("advocacy:study", "advocacy:study_edit")
def study(user: User | None) -> Objects:
    return pk(study_of(True))


@objects("site:study")
def public_study(user: User | None) -> Objects:
    return Objects({"pk": study_of(True).pk}, {"pk": study_of(False).pk})


@objects("advocacy:exchange", "advocacy:exchange_edit", "advocacy:exchange_step")
def exchange(user: User | None) -> Objects:
    return pk(make.exchange(commitment=make.commitment()))


@objects("advocacy:decision_maker", "advocacy:decision_maker_edit", "advocacy:mandate_new")
def decision_maker(user: User | None) -> Objects:
    return pk(make.decision_maker())


@objects("advocacy:mandate_edit")
def mandate(user: User | None) -> Objects:
    return pk(make.decision_maker().mandates.get())


@objects("advocacy:roster")
def roster(user: User | None) -> Objects:
    return pk(Roster.objects.create(name="elus.csv", headers=["Nom"], rows=[[2, "Roy"]], mapping={"last_name": 0}))


@objects("advocacy:letter", "advocacy:letter_edit", "advocacy:letter_state", "advocacy:letter_text")
def letter(user: User | None) -> Objects:
    return pk(make.letter())


@objects("site:letter", "site:letter_thanks")
def public_letter(user: User | None) -> Objects:
    return Objects({"pk": make.letter().pk}, {"pk": make.letter(state="draft").pk})


@objects("site:letter_write")
def write(user: User | None) -> Objects:
    to = make.decision_maker().mandates.get()
    return Objects({"pk": make.letter().pk, "mandate": to.pk}, {"pk": make.letter(state="draft").pk, "mandate": to.pk})
