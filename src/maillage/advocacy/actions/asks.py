"""What is asked: written, opened, closed; its clauses, model texts and criteria."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.advocacy.actions import common
from maillage.advocacy.actions.restanding import restand
from maillage.advocacy.enums import AskState
from maillage.advocacy.models import Ask, Clause, Criterion, ModelText


@transaction.atomic
def create_ask(*, values: Mapping[str, Any], by: Any) -> Ask:
    return common.create(Ask, values, by=by, verb="ask.created")


@transaction.atomic
def change_ask(*, ask: Ask, values: Mapping[str, Any], by: Any) -> Ask:
    """Change it; another rhythm of renewal moves the days of all that is followed."""
    before = ask.renewal_months
    ask = common.change(ask, values, by=by, verb="ask.changed")
    if ask.renewal_months != before:
        restand(ask.commitments.all())
    return ask


@transaction.atomic
def set_ask_state(*, ask: Ask, state: str, by: Any) -> Ask:
    """Open it to the public, close it, open it again."""
    ask = common.locked(ask)
    if not AskState(ask.state).can_become(AskState(state)):
        raise common.refuse("state", state=ask.get_state_display(), other=AskState(state).label)
    return common.change(ask, {"state": state}, by=by, verb="ask.state_changed")


@transaction.atomic
def add_clause(*, ask: Ask, values: Mapping[str, Any], by: Any) -> Clause:
    ask = common.locked(ask)
    data = {**values, "ask": ask, "number": common.next_number(ask.clauses.all())}
    return common.create(Clause, data, by=by, verb="ask.clause_added", on=ask)


@transaction.atomic
def change_clause(*, clause: Clause, values: Mapping[str, Any], by: Any) -> Clause:
    return common.change(clause, values, by=by, verb="ask.clause_changed", on=clause.ask)


@transaction.atomic
def remove_clause(*, clause: Clause, by: Any) -> None:
    """Only while no adopted text was read against it."""
    if clause.answers.exists():
        raise common.refuse("clause_read")
    common.record("ask.clause_removed", clause.ask, by=by, changes={"clause": [str(clause), None]})
    clause.delete()


@transaction.atomic
def add_criterion(*, ask: Ask, values: Mapping[str, Any], by: Any) -> Criterion:
    ask = common.locked(ask)
    data = {**values, "ask": ask, "number": common.next_number(ask.criteria.all())}
    return common.create(Criterion, data, by=by, verb="ask.criterion_added", on=ask)


@transaction.atomic
def change_criterion(*, criterion: Criterion, values: Mapping[str, Any], by: Any) -> Criterion:
    return common.change(criterion, values, by=by, verb="ask.criterion_changed", on=criterion.ask)


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Any) -> None:
    """Only while nobody counted it."""
    if criterion.counts.exists():
        raise common.refuse("criterion_counted")
    common.record("ask.criterion_removed", criterion.ask, by=by, changes={"criterion": [str(criterion), None]})
    criterion.delete()


@transaction.atomic
def add_model_text(*, ask: Ask, values: Mapping[str, Any], by: Any, upload: Any = None) -> ModelText:
    """A model text; in a language that has one, it is its next version."""
    ask = common.locked(ask)
    if not upload and not values.get("text"):
        raise common.refuse("no_text")
    number = common.next_number(ask.model_texts.filter(language=values["language"]))
    document = common.kept_file(upload, values["title"], about=ask, public=True, by=by)
    data = {**values, "ask": ask, "number": number, "document": document}
    return common.create(ModelText, data, by=by, verb="ask.model_added", on=ask)
