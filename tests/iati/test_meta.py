"""The rulesets' own meta tests, where the standard's folder is at hand: each ruleset, each file, the answer that it must give."""

import json

import pytest
from lxml import etree

from maillage.iati import rulesets
from maillage.iati.rules import Sets
from tests.iati import samples

FOLDER = samples.folder() / "standard" / "rulesets" / "meta_tests"
pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the standard's folder is absent"),
]

GOOD_AND_BAD = {
    "sum": "sum", "sum_two": "sum_two", "date_order": "date", "starts_with": None, "unique": "unique", "if_then": "if_then",
    "only_one_of": "only_one_of_activity", "period_time": "period_time", "time_limit": "time_limit", "date_now": "date_now",
    "between_dates": "between_dates", "range": "range", "forloop": "forloop", "recipient_country": "recipient_country",
    "recipient_region_budget": "recipient_region_budget", "sector_percentage_sum": "sector_percentage_sum",
    "total_expenditure": "total_expenditure", "results_references": "results_refs",
    "result_indicator_baseline_selector_with_conditions": "results_indicator_baseline_value",
    "result_indicator_period_actual_selector_with_conditions": "results_indicator_period_actual_value",
    "result_indicator_period_target_selector_with_conditions": "results_indicator_period_target_value",
    "one_or_all_org": "one_or_all_org_currency", "regex_matches": "regex",
}  # fmt: skip
CASES = [
    ("empty", "empty", True), ("title_exists", "empty", True), ("title_exists", "empty_activity", False),
    ("title_exists", "title", True), ("title_text_exists", "title", False), ("title_text_exists", "title_text", True),
    ("no_paths", "empty", True), ("no_paths", "empty_activity", False),
    ("no_more_than_one_title", "title", True), ("no_more_than_one_title", "empty_activity", True),
    ("no_more_than_one_title", "title_twice", False),
    ("dependent_title_description", "empty_activity", True), ("dependent_title_description", "title", False),
    ("dependent_title_description", "description", False), ("dependent_title_description", "title_description", True),
    ("date_order", "empty_activity", True), ("regex_no_matches", "regex_bad", True),
    ("regex_no_matches", "regex_good", False), ("starts_with", "identifiers", True),
    ("starts_with", "identifiers_bad", False), ("unique_title_description", "title_description_content", True),
    ("condition", "empty_activity", True), ("condition", "activity_status_2", True), ("condition", "activity_status_3", False),
    ("only_one_of", "only_one_of_transaction_bad", False), ("only_one_of", "only_one_of_transaction_good", True),
    ("at_least_one", "at_least_one_bad", False), ("at_least_one", "at_least_one_ref", True),
    ("at_least_one", "at_least_one_narrative", True), ("at_least_one", "at_least_one_no_element_good", True),
    ("result_indicator_baseline_selector_with_conditions", "results_indicator_baseline_value_not_relevant", True),
    ("result_indicator_period_actual_selector_with_conditions", "results_indicator_period_actual_value_not_relevant", True),
    ("result_indicator_period_target_selector_with_conditions", "results_indicator_period_target_value_not_relevant", True),
    *[("one_or_all", f"one_or_all_{name}", good) for name, good in (
        ("lang_bad", False), ("lang_good", True), ("lang_bad_all", False), ("lang_good_all", True), ("sector_bad", False),
        ("sector_good", True), ("sector_all_good", True), ("sector_all_bad", False), ("currency_bad", False),
        ("currency_good", True), ("currency_all_bad", False), ("currency_all_good", True))],
    *[(rules, f"{file}_{said}", said == "good") for rules, file in GOOD_AND_BAD.items() if file for said in ("good", "bad")],
]  # fmt: skip


def answers(rules: str, file: str) -> bool:
    ruleset = json.loads((FOLDER / f"{rules}.json").read_text())
    root = etree.parse(str(FOLDER / f"{file}.xml")).getroot()
    return not list(rulesets.broken(ruleset, root, Sets()))


@pytest.mark.parametrize(("rules", "file", "good"), CASES)
def test_the_ruleset_answers_as_the_standard_says(rules: str, file: str, good: bool) -> None:
    assert answers(rules, file) is good


def test_no_meta_test_is_forgotten() -> None:
    asked = {rules for rules, _file, _good in CASES} | {file for _rules, file, _good in CASES}
    left = {path.stem for path in FOLDER.iterdir()} - asked - {"title_description"}
    assert not left
