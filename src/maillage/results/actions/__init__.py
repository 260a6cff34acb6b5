from maillage.results.actions.chain import (
    change_indicator,
    change_result,
    create_indicator,
    create_result,
    move_result,
    remove_indicator,
    remove_result,
    stop_using,
    use_result,
)
from maillage.results.actions.changes import (
    answer_transformation,
    change_cause,
    change_transformation,
    create_cause,
    create_transformation,
    observe,
    propose_transformation,
    remove_cause,
    remove_observation,
    reopen_transformation,
)
from maillage.results.actions.learning import (
    change_note,
    create_note,
    publish_note,
    review_note,
    set_score,
    withdraw_note,
)
from maillage.results.actions.measurements import (
    add_evidence,
    approve_measurement,
    change_measurement,
    remove_evidence,
    remove_measurement,
    return_measurement,
    submit_measurement,
    write_measurement,
)
from maillage.results.actions.planning import (
    add_periods,
    change_period,
    lock_period,
    remove_period,
    set_baselines,
    unlock_period,
)

__all__ = [
    "add_evidence", "add_periods", "answer_transformation", "approve_measurement", "change_cause", "change_indicator",
    "change_measurement", "change_note", "change_period", "change_result", "change_transformation", "create_cause",
    "create_indicator", "create_note", "create_result", "create_transformation", "lock_period", "move_result", "observe",
    "propose_transformation", "publish_note", "remove_cause", "remove_evidence", "remove_indicator",
    "remove_measurement", "remove_observation", "remove_period", "remove_result", "reopen_transformation",
    "return_measurement", "review_note", "set_baselines", "set_score", "stop_using", "submit_measurement",
    "unlock_period", "use_result", "withdraw_note", "write_measurement",
]  # fmt: skip
