from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.billing.matching import OpenItem, Reason, match, name_likeness
from maillage.billing.references import belgian_communication, creditor_reference
from maillage.billing.statements import StatementLine
from maillage.core.money import Money
from tests.effort import cpu

BELGIAN = belgian_communication(year=2025, number=42)


def line(minor, *, name="", message="", references=(), account="", key="L", currency="EUR", **more):
    return StatementLine(
        fingerprint=key,
        row=1,
        account="BE68",
        booked_on=date(2025, 3, 1),
        amount=Money(minor, currency),
        counterparty=name,
        counterparty_account=account,
        message=message,
        references=references,
        **more,
    )


def item(key, minor, *, payer="p", names=(), number="", references=(), accounts=(), due=1):
    return OpenItem(key, payer, Money(minor, "EUR"), date(2025, 1, due), number, references, names, accounts)


def best(the_line, *items):
    return next(iter(match([the_line], items)["L"]), None)


def test_a_structured_reference_is_certain():
    found = best(line(5000, references=(BELGIAN,)), item(1, 5000, references=(BELGIAN,)))
    assert (found.score, found.reason, found.exact) == (100, Reason.STRUCTURED_REFERENCE, True)
    part = best(line(2000, references=(BELGIAN,)), item(1, 5000, references=(BELGIAN,)))
    assert (part.score, part.exact) == (95, False)


@pytest.mark.parametrize("written", ["F-2025-0042", "facture f 2025 0042 merci", "F20250042"])
def test_a_number_is_found_however_it_is_typed(written):
    found = best(line(5000, message=written), item(1, 5000, number="F-2025-0042"))
    assert (found.reason, found.exact) == (Reason.NUMBER, True)


def test_two_numbers_in_one_message_are_two_charges():
    items = [item(1, 3000, number="F-2025-0041"), item(2, 2000, number="F-2025-0042")]
    found = best(line(5000, message="F-2025-0041 + F-2025-0042"), *items)
    assert (set(found.charges), found.reason) == ({1, 2}, Reason.SEVERAL_NUMBERS)
    assert found.exact


def test_a_name_and_an_amount_are_likely():
    items = [
        item(1, 5000, payer=1, names=("Les Amis du Mali asbl",)),
        item(2, 5000, payer=2, names=("Comité Haïti",)),
    ]
    found = best(line(5000, name="ASBL AMIS DU MALI"), *items)
    assert (found.charges, found.reason) == ((1,), Reason.NAME_AND_AMOUNT)
    assert 80 <= found.score < 92
    typo = best(line(5000, name="Amis du Malli"), *items)
    assert typo.charges == (1,)
    assert typo.score < found.score


def test_a_known_account_outweighs_a_name():
    items = [
        item(1, 5000, payer=1, accounts=("BE71 0961 2345 6769",)),
        item(2, 5000, payer=2, names=("Dupont Marie",)),
    ]
    found = best(line(5000, name="Dupont Marie", account="BE71096123456769"), *items)
    assert (found.charges, found.reason) == ((1,), Reason.ACCOUNT_AND_AMOUNT)


def test_one_payment_for_several_charges_of_one_payer():
    items = [item(n, minor, names=("Amis du Mali",)) for n, minor in enumerate((1000, 2500, 4000))]
    found = best(line(3500, name="Amis du Mali"), *items)
    assert (found.charges, found.reason, found.exact) == ((0, 1), Reason.SUM_OF_CHARGES, True)


def test_an_amount_alone_is_weak_and_must_be_the_only_one():
    assert best(line(5000), item(1, 5000)).reason is Reason.ONLY_AMOUNT
    assert best(line(5000), item(1, 5000), item(2, 5000, payer="q")) is None


def test_money_out_reversals_and_other_currencies_match_nothing():
    target = item(1, 5000, references=(BELGIAN,), number="F-2025-0042", names=("Amis Mali",))
    assert match([line(-5000, references=(BELGIAN,))], [target]) == {}
    assert match([line(5000, references=(BELGIAN,), reversal=True)], [target]) == {}
    dollars = line(5000, references=(BELGIAN,), message="F-2025-0042", name="Amis Mali", currency="CAD")
    assert best(dollars, target) is None
    assert best(line(5000, references=(BELGIAN,)), item(1, 0, references=(BELGIAN,))) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetrical_and_bounded(left, right):
    assert name_likeness(left, right) == name_likeness(right, left)
    assert 0 <= name_likeness(left, right) <= 100


@given(
    st.lists(
        st.builds(
            item,
            st.uuids().map(str),
            st.integers(1, 40),
            payer=st.integers(1, 4),
            names=st.just(("Amis du Mali",)),
        ),
        max_size=20,
    ),
    st.integers(1, 120),
)
def test_a_proposal_names_distinct_charges_and_tells_the_truth(items, minor):
    known = {each.id: each for each in items}
    for found in match([line(minor, name="Les amis du Mali")], items)["L"]:
        assert len(set(found.charges)) == len(found.charges)
        whole = sum(known[charge].balance.minor for charge in found.charges)
        assert found.exact == (whole == minor)
        assert 0 <= found.score <= 100


def test_time_grows_with_lines_and_charges_not_their_product():
    def seconds(count):
        items = [
            item(
                n,
                5000,
                payer=n,
                names=(f"Association solidarité village{n}",),
                references=(creditor_reference(f"F{n}"),),
            )
            for n in range(count)
        ]
        lines = [line(5000, name=f"Association solidarité village{n}", key=str(n)) for n in range(count)]
        found = match(lines, items)
        assert all(found[str(n)][0].charges == (n,) for n in range(0, count, 97))
        return cpu(lambda: match(lines, items))

    seconds(100)
    assert seconds(2000) < 12 * max(seconds(500), 0.02)
