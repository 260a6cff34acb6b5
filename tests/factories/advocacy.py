"""Advocacy for a test, by the verbs themselves."""

from datetime import date, timedelta
from itertools import count

from django.utils.timezone import localdate

from maillage.advocacy import actions
from maillage.advocacy.models import Ask, Commitment, DecisionMaker, Exchange, Letter, Position
from tests.factories import organisations as directory

_numbers = count(1)


def ask(title: str = "", *, state: str = "open", **values) -> Ask:
    made = actions.create_ask(values={"title": title or f"Demande {next(_numbers)}", **values}, by=None)
    return actions.set_ask_state(ask=made, state=state, by=None) if state == "open" else made


def commitment(of: Ask | None = None, organisation=None, **values) -> Commitment:
    of = of or ask()
    organisation = organisation or directory.organisation(kind="11")
    actions.follow(ask=of, organisations=type(organisation).objects.filter(pk=organisation.pk), by=None)
    made = Commitment.objects.get(ask=of, organisation=organisation)
    return actions.change_commitment(commitment=made, values=values, by=None) if values else made


def step(commitment: Commitment, stage: str = "adopted", on: date | None = None, **values):
    day = on or localdate() - timedelta(days=30)
    note = {"note": "Le conseil a dit non."} if stage == "refused" else {}
    return actions.add_step(commitment=commitment, values={"stage": stage, "on": day, **note, **values}, by=None)


def position(title: str = "", *, state: str = "published", **values) -> Position:
    data = {"title": title or f"Position {next(_numbers)}", "on": localdate() - timedelta(days=20), **values}
    made = actions.create_position(values=data, by=None)
    actions.add_position_text(position=made, values={"language": "fr", "text": "Nous demandons."}, by=None)
    return actions.set_position_state(position=made, state=state, by=None) if state != "draft" else made


def decision_maker(last_name: str = "", *, mandate: dict | None = None, **values) -> DecisionMaker:
    made = actions.create_decision_maker(
        values={"last_name": last_name or f"Élue{next(_numbers)}", "first_name": "Ode", **values}, by=None)  # fmt: skip
    data = {"title": "Mairesse", "level": "local", "territory": "Val-d’Essai", **(mandate or {})}
    actions.add_mandate(decision_maker=made, values=data, by=None)
    return made


def exchange(**values) -> Exchange:
    data = {"on": localdate() - timedelta(days=5), "subject": f"Échange {next(_numbers)}", **values}
    return actions.create_exchange(values=data, by=None)


def letter(title: str = "", *, state: str = "open", **values) -> Letter:
    made = actions.create_letter(values={"title": title or f"Lettre {next(_numbers)}", "levels": ["local"], **values},
                                 by=None)  # fmt: skip
    text = {"language": "fr", "subject": "Pour une eau publique", "text": "Madame, Monsieur,\n\nVotez pour."}
    actions.add_letter_text(letter=made, values=text, by=None)
    return actions.set_letter_state(letter=made, state=state, by=None) if state == "open" else made
