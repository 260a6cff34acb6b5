"""The verbs of the room."""

from maillage.advocacy.actions.asks import (
    add_clause,
    add_criterion,
    add_model_text,
    change_ask,
    change_clause,
    change_criterion,
    create_ask,
    remove_clause,
    remove_criterion,
    set_ask_state,
)
from maillage.advocacy.actions.commitments import (
    assign,
    change_commitment,
    count_criteria,
    drop,
    follow,
    forget_contacts,
    join,
)
from maillage.advocacy.actions.decision_makers import (
    add_mandate,
    change_decision_maker,
    change_mandate,
    create_decision_maker,
    forget_decision_makers,
)
from maillage.advocacy.actions.exchanges import (
    change_exchange,
    create_exchange,
    forget_notes,
    step_from_exchange,
)
from maillage.advocacy.actions.letters import (
    add_letter_text,
    change_letter,
    count_written,
    create_letter,
    set_letter_state,
)
from maillage.advocacy.actions.positions import (
    add_follow_up,
    add_position_text,
    add_signatory,
    change_position,
    change_study,
    create_position,
    create_study,
    remove_signatory,
    set_position_state,
    sign_as_member,
)
from maillage.advocacy.actions.rosters import forget_rosters, read_roster, write_roster
from maillage.advocacy.actions.steps import add_step, correct_step, verify_step
from maillage.advocacy.actions.texts import add_adopted_text, answer_clauses

__all__ = [
    "add_adopted_text", "add_clause", "add_criterion", "add_follow_up", "add_letter_text", "add_mandate",
    "add_model_text", "add_position_text", "add_signatory", "add_step", "answer_clauses", "assign", "change_ask",
    "change_clause", "change_commitment", "change_criterion", "change_decision_maker", "change_exchange",
    "change_letter", "change_mandate", "change_position", "change_study", "correct_step", "count_criteria",
    "count_written", "create_ask", "create_decision_maker", "create_exchange", "create_letter", "create_position",
    "create_study", "drop", "follow", "forget_contacts", "forget_decision_makers", "forget_notes", "forget_rosters",
    "join", "read_roster", "remove_clause", "remove_criterion", "remove_signatory", "set_ask_state",
    "set_letter_state", "set_position_state", "sign_as_member", "step_from_exchange", "verify_step", "write_roster",
]  # fmt: skip
