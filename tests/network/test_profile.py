"""The profile: facts of the five networks, and the rules between keys."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.money import Money
from maillage.network.base import Text
from maillage.network.fees import BracketFee, PercentFee
from maillage.network.legal import Majority, Quorum
from maillage.network.loader import load_profile, shipped
from maillage.network.membership import DelegationVotes
from maillage.network.profile import FiscalYearStart, Profile
from maillage.network.quantities import digits_of
from maillage.ui.weave import contrast

CISO = load_profile("ciso")
NAMES = ["cesiq", "ciso", "csi", "occitanie", "wsm"]


@pytest.fixture(scope="module", params=NAMES)
def profile(request: pytest.FixtureRequest) -> Profile:
    return load_profile(request.param)


def test_five_are_shipped() -> None:
    assert shipped() == NAMES


def test_csi_has_four_categories_and_one_without_democratic_life() -> None:
    csi = load_profile("csi")
    categories = csi.membership.categories
    assert len(categories) == 4
    silent = [one.code for one in categories if not one.rights.is_democratic]
    assert silent == ["solidaire"]
    assert len(csi.values) == 4
    assert len(csi.axes) == 3


def test_cesiq_names_its_audiences_allies_and_movements() -> None:
    cesiq = load_profile("cesiq")
    assert [one.code for one in cesiq.audiences] == ["scolaire", "jeunesse", "adulte"]
    assert {"aqoci", "amnistie", "capmo", "repac"} <= {one.code for one in cesiq.allies}
    assert len(cesiq.movements) == 5
    assert len(cesiq.axes) == 2
    funders = {one.funder for one in cesiq.frameworks}
    assert "MRIF" in funders


def test_wsm_works_on_three_continents_with_its_platforms() -> None:
    wsm = load_profile("wsm")
    assert wsm.territory.partner_continents == ("africa", "asia", "latin-america")
    assert [one.code for one in wsm.territory.regions] == ["BE-WAL", "BE-BRU"]
    assert len(wsm.allies) == 7
    assert len(wsm.themes) == 5
    assert len(wsm.partner_types) == 5
    kinds = {
        "plaidoyer",
        "campagne",
        "sensibilisation",
        "manifestation",
        "conference",
        "formation",
        "seminaire-fete",
        "autre",
    }
    assert kinds <= {one.code for one in wsm.activity_forms}  # its seven, and « autre »
    points = {point.code for point in wsm.theme("protection-sociale").attention_points}
    assert points == {"economie-sociale", "jeunes", "genre"}
    assert wsm.demo is not None
    assert wsm.demo.partners == 80


def test_ciso_has_groups_with_a_threshold_and_a_table() -> None:
    ciso = load_profile("ciso")
    assert [one.group for one in ciso.membership.categories] == ["A", "B", "C", "D"]
    threshold = ciso.category("groupe-a").threshold
    assert threshold is not None
    assert (threshold.measure, threshold.at_least) == ("represented_members", 30_000)
    assert not threshold.is_met(29_999)
    assert threshold.is_met(30_000)
    assert len(ciso.axes) == 3
    assert [one.code for one in ciso.cross_cutting_axes] == ["droits-travail"]
    assert [one.code for one in ciso.activity_forms] == [
        "formation", "outil", "stage", "mission-observation", "tournee", "conference", "diner-causerie", "campagne",
    ]  # fmt: skip
    assert [one.short_name for one in ciso.tables] == ["CQCAM"]


def test_occitanie_has_three_families_four_principles_thirteen_departements() -> None:
    occitanie = load_profile("occitanie")
    assert len(occitanie.families) == 3
    assert all(family.college for family in occitanie.families)
    assert occitanie.charter is not None
    assert [one.number for one in occitanie.charter.principles] == [1, 2, 3, 4]
    assert len(occitanie.charter.excluded_interests) == 5
    assert len(occitanie.territory.regions) == 13
    assert occitanie.demo is not None
    assert occitanie.demo.actors == 2635


def test_no_proxies_in_quebec_part_iii(profile: Profile) -> None:
    if profile.legal.code == "QC_PART_III":
        assert profile.legal.proxies.allowed.value is False
        assert profile.legal.notice_days.value == 10


def test_every_network_decides_and_can_be_paid(profile: Profile) -> None:
    assert any(one.rights.vote for one in profile.membership.categories)
    assert len(profile.fees.schedules) >= 2
    assert all(one.example for one in profile.fees.schedules)
    today = profile.schedule_on(date(2026, 11, 22))
    assert today is not None
    for category in profile.membership.categories:
        assert today.rule_for(category.code) is not None


def _texts(value: Any) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    fields = getattr(type(value), "model_fields", {})
    return [text for name in fields for text in _texts(getattr(value, name))]


def test_names_and_prose_speak_three_languages(profile: Profile) -> None:
    proper = {one.name for one in profile.territory.regions}
    proper |= {one.long_name for one in profile.allies if one.long_name}
    short = [one.fr for one in _texts(profile) if one not in proper and not (one.en and one.es)]
    assert short == []


def _rules(value: Any) -> list[Any]:
    if hasattr(value, "to_confirm"):
        return [value]
    fields = getattr(type(value), "model_fields", {})
    return [rule for name in fields for rule in _rules(getattr(value, name))]


def test_a_rule_from_general_knowledge_waits_for_a_lawyer(profile: Profile) -> None:
    rules = _rules(profile.legal)
    assert len(rules) > 15
    for rule in rules:
        doubtful = "juriste" in rule.source or "onnaissance générale" in rule.source
        assert rule.to_confirm or not doubtful


def test_schedules_follow_the_fiscal_year() -> None:
    csi = load_profile("csi")
    assert csi.fiscal_year_of(date(2025, 3, 31)).label == "2024-2025"
    last_day, first_day = date(2025, 3, 31), date(2025, 4, 1)
    before, after = csi.schedule_on(last_day), csi.schedule_on(first_day)
    assert before is not None
    assert after is not None
    assert (before.code, after.code) == ("bareme-2023", "bareme-2025")
    assert csi.schedule_on(date(2020, 1, 1)) is None
    assert load_profile("wsm").fiscal_year_of(date(2026, 5, 1)).label == "2026"


@given(
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    when=st.dates(),
)
def test_each_day_is_in_its_fiscal_year(month: int, day: int, when: date) -> None:
    year = FiscalYearStart(month=month, day=day).year_of(when)
    assert when in year
    assert 0 <= (year.end - year.start).days <= 365


@given(size=st.integers(0, 10**9))
def test_one_bracket_holds_any_size(size: int) -> None:
    rule = CISO.fees.schedules[1].rule_for("groupe-b")
    assert isinstance(rule, BracketFee)
    assert rule.amount_for(size) in {15000, 40000, 100000}
    votes = CISO.category("groupe-b").votes
    assert isinstance(votes, DelegationVotes)
    assert votes.votes_for(size) == (1 if size < 2000 else 2)


def test_a_percentage_keeps_between_its_floor_and_its_cap() -> None:
    rule = load_profile("wsm").fees.schedules[1].rule_for("effectif-mouvement")
    assert isinstance(rule, PercentFee)
    assert rule.rate == Fraction(2, 10_000)
    assert rule.amount_for(1000) == 25_000
    assert rule.amount_for(2_000_000) == 40_000
    assert rule.amount_for(10**9) == 250_000


def test_majorities_and_quorums_are_exact() -> None:
    third = Majority.model_validate({"at_least": "2/3"})
    assert third.is_reached(2, 3)
    assert not third.is_reached(1999, 3000)
    half = Majority.model_validate({"more_than": "1/2"})
    assert not half.is_reached(5, 10)
    assert half.is_reached(6, 10)
    assert not half.is_reached(0, 0)
    assert Quorum.model_validate({"kind": "share", "share": "1/3"}).needed(10) == 4
    assert Quorum(kind="number", number=7).needed(10) == 7
    assert Quorum(kind="none").needed(10) == 0


def test_a_text_falls_back_to_french() -> None:
    text = Text(fr="bonjour", en="hello")
    assert text.text("en-CA") == "hello"
    assert text.text("es") == text.text("nl") == text.text() == str(text) == "bonjour"


def test_amounts_follow_the_decimals_of_the_currency() -> None:
    data = load_profile("wsm").plain()
    data["currency"] = "XOF"
    for schedule in data["fees"]["schedules"]:
        schedule["rules"] = [
            {"kind": "flat", "category": one["code"], "amount": "25 000"} for one in data["membership"]["categories"]
        ]
    profile = Profile.parse(data)
    assert profile.digits == digits_of("XOF") == 0
    rule = profile.fees.schedules[0].rules[0]
    assert rule.amount_for() == 25_000
    assert profile.plain()["fees"]["schedules"][0]["rules"][0]["amount"] == "25000"
    assert Profile.parse(profile.plain()) == profile
    with pytest.raises(ValueError, match=r"Profile\.parse"):
        Profile.model_validate(data)


@pytest.mark.parametrize(("currency", "amount", "minor"), [("UYI", "25", 25), ("CLF", "1.2345", 12_345)])
def test_a_unit_of_account_has_the_decimals_that_its_money_has(currency: str, amount: str, minor: int) -> None:
    data = load_profile("wsm").plain()
    data["currency"] = currency
    for schedule in data["fees"]["schedules"]:
        schedule["rules"] = [
            {"kind": "flat", "category": one["code"], "amount": amount} for one in data["membership"]["categories"]
        ]
    profile = Profile.parse(data)
    due = profile.fees.schedules[0].rules[0].amount_for()
    assert due == minor == Money.parse(amount, currency).minor
    assert Profile.parse(profile.plain()) == profile


def test_a_profile_is_immutable_and_hashable(profile: Profile) -> None:
    with pytest.raises(ValueError, match="frozen"):
        profile.code = "autre"  # type: ignore[misc]
    assert hash(profile) == hash(Profile.parse(profile.plain()))


def test_a_missing_code_is_a_key_error(profile: Profile) -> None:
    with pytest.raises(KeyError):
        profile.category("personne")


def test_the_colours_of_each_network_can_be_read(profile: Profile) -> None:
    assert profile.colours.accent is not None
    assert contrast(profile.colours.accent, "#ffffff") >= 4.5
    assert "--net-accent" in profile.colours.properties()


def test_every_network_builds_activities_in_its_own_ways_for_schools_youth_and_adults(profile: Profile) -> None:
    assert {"scolaire", "jeunesse", "adulte"} <= {one.code for one in profile.audiences}
    assert {one.structure for one in profile.activity_forms} == {"sessions", "cycle", "tour", "dinner", "placement"}
