"""Small elections of every shape, for Hypothesis."""

from hypothesis import strategies as st

from maillage.ballots.counting import Candidate


def people(many: int) -> tuple[Candidate, ...]:
    return tuple(Candidate(number, f"C{number}") for number in range(1, many + 1))


@st.composite
def strict(draw, most=6, ballots=14, weight=30):
    """(candidates, ballots without ties, seats)."""
    many = draw(st.integers(1, most))
    line = st.lists(st.integers(1, many), unique=True, max_size=many)
    found = draw(st.lists(st.tuples(st.integers(1, weight), line), max_size=ballots))
    given_ = tuple((voters, tuple((one,) for one in line)) for voters, line in found)
    return people(many), given_, draw(st.integers(1, many))


@st.composite
def weak(draw, most=5, ballots=10):
    """(candidates, ballots with ties, seats)."""
    many = draw(st.integers(1, most))
    levels = st.lists(st.integers(0, many), min_size=many, max_size=many)
    found = []
    for voters, given_ in draw(st.lists(st.tuples(st.integers(1, 9), levels), max_size=ballots)):
        ranks = tuple(
            tuple(place + 1 for place, level in enumerate(given_) if level == wanted) for wanted in range(1, many + 1)
        )
        found.append((voters, ranks))
    return people(many), tuple(found), draw(st.integers(1, many))
