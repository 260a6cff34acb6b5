"""The dump attack: five hundred confidential votes, then everything that a thief has, sorted every way: at chance.

The database, its hidden row numbers, its pages as they lie on the disk, its log, a backup, the journal, sessions, log files;
during the vote with the keys besides, and after it is opened. What is not promised, and not tested: two copies taken at two
moments of the vote (or its log) tell, to whom also has both keys, what was cast between them (ADR 21).
"""

import itertools
import json
import re
import sqlite3
import tarfile

import pytest
from django.db import connection

from maillage.audit.models import Entry
from maillage.ballots.actions import keys, questions, votes
from maillage.ballots.models import OpenedBallot, RightUse
from scripts.bench import crowd
from tests import migrated, networks
from tests.ballots.voting_alone import CAST, OPEN
from tests.databases import only_postgresql, only_sqlite
from tests.factories import votes as make

VOTES = 500
PAGES = 60  # of them, those cast on the page itself
CHANCE = 0.2  # four and a half standard errors of a rank correlation of five hundred


def correlation(places):
    """Spearman's, of what lies at `places` with the order in which it was cast."""
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    size = len(places)
    gap = sum((ranks[place] - turn) ** 2 for turn, place in enumerate(places))
    return 1 - 6 * gap / (size * (size**2 - 1))


def at_chance(places, what):
    """Neither in the order of the cast, nor in its neighbourhood."""
    assert len(places) == len(set(places)) > VOTES * 0.9, what
    assert abs(correlation(places)) < CHANCE, what
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    near = sum(abs(ranks[place] - turn) <= 1 for turn, place in enumerate(places))
    assert near < 18, what  # three expected
    pairs = [ranks[place] for place in places]
    together = sum(abs(one - next_) == 1 for one, next_ in itertools.pairwise(pairs))
    assert together < 12, what  # two expected


SHOWN = re.compile(rb"\[\[[1-8]\](?:, \[[1-8]\]){7}\]|(?:rang-[1-8]=[1-8]&?){8}")


def lying(content):
    """{ballot: where it shows, first and last} in bytes, in one reading."""
    found = {}
    for match in SHOWN.finditer(content):
        found.setdefault(match.group(), []).append(match.start())
    return {text.decode(): (places[0], places[-1]) for text, places in found.items()}


NAMED = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def named(content):
    """{identifier of a row: where it shows, first and last} in bytes: in the table's pages, in those of its index."""
    found = {}
    for match in NAMED.finditer(content):
        found.setdefault(match.group().decode(), []).append(match.start())
    return {text: (places[0], places[-1]) for text, places in found.items()}


def kept(order):
    """A ballot as the table keeps it, and as it was sent."""
    return json.dumps([[one] for one in order]), "&".join(f"rang-{one}={rank}" for rank, one in enumerate(order, 1))


@pytest.fixture(scope="module")
def stolen(tmp_path_factory):
    """The install as it is during the vote, then after."""
    folder = migrated.folder(tmp_path_factory.mktemp("dump") / "data")
    crowd.network(folder)
    cast = json.loads(crowd.program(CAST, folder, str(VOTES), str(PAGES)))
    during = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    early = tables(folder / "maillage.sqlite3")
    saved = folder.parent / "copie.tar.gz"
    opened = crowd.program(OPEN, folder, str(cast["question"]), cast["code"], str(folder), str(saved))
    assert json.loads(opened) == [
        VOTES,
        0,
    ]  # all of them; and a minute of the vote leaves no state of the urn in the log
    return folder, cast, during, early, saved


def tables(path):
    """{table: rows with their hidden number first}, texts as they stand."""
    base = sqlite3.connect(path)
    base.text_factory = lambda raw: raw.decode("utf-8", "replace")
    listed = base.execute(
        "PRAGMA main.table_list"
    ).fetchall()  # schema, name, type, columns, without row numbers, strict
    names = [row[1] for row in listed if row[2] == "table" and not row[4]]
    found = {name: base.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall() for name in names}
    base.close()
    return found


@only_sqlite
@pytest.mark.slow
@pytest.mark.one_database
def test_during_the_vote_nothing_tells_even_with_both_keys(stolen):
    _folder, cast, during, early, _saved = stolen
    assert not [path for path, content in during.items() if lying(content)]
    points = [bytes.fromhex(box)[1:25] for box in cast["sealed"][::20]]
    shown = [path for path, content in during.items() for point in points if point in content]
    assert not shown  # neither the table nor the log holds a box as it is: two states of the urn share nothing
    places = {text: place for place, text in enumerate(cast["boxes"])}
    at_chance([places[kept(order)[1]] for order in cast["orders"]], "boxes")
    uses = {row[3]: row for row in early["ballots_rightuse"]}
    assert len(uses) == VOTES
    for column in range(2):  # the hidden number and the identifier
        at_chance([uses[right][column] for right in cast["rights"]], "uses during the vote")


@only_sqlite
@pytest.mark.slow
@pytest.mark.one_database
def test_once_opened_no_column_of_any_table_tells(stolen):
    folder, cast, _during, early, _saved = stolen
    rows = tables(folder / "maillage.sqlite3")
    ballots = {row[3]: row for row in rows["ballots_openedballot"]}
    assert len(ballots) == VOTES
    uses = {row[3]: row for row in rows["ballots_rightuse"]}
    columns = [{row[at] for row in ballots.values()} for at in range(len(rows["ballots_openedballot"][0]))]
    for at in [at for at, values in enumerate(columns) if len(values) == VOTES]:
        at_chance([ballots[kept(order)[0]][at] for order in cast["orders"]], f"ballots, column {at}")
    for at in (0, 1):
        at_chance([uses[right][at] for right in cast["rights"]], f"uses, column {at}")
    assert not rows["ballots_urn"]
    places = named((folder / "maillage.sqlite3").read_bytes())
    for at, what in enumerate(
        ("first", "last")
    ):  # cells lie in a page in the order of their writing, whatever their number
        at_chance([places[uses[right][1]][at] for right in cast["rights"]], f"uses in the pages, {what}")
    before = {row[1] for row in early["ballots_rightuse"]}
    left = [path for path in folder.rglob("*") if path.is_file() and before & set(named(path.read_bytes()))]
    assert not left  # what told in which order rights were used is nowhere any more
    others = {name: rows[name] for name in rows if name != "ballots_openedballot"}
    told = [text for name, lines in others.items() for line in lines for text in line if isinstance(text, str)]
    shown = lying("\n".join(told).encode())
    assert not [order for order in cast["orders"] if set(kept(order)) & {text.rstrip("&") for text in shown}]
    verbs = [line for line in rows["audit_entry"] if "question" in str(line)]
    assert len(verbs) < 12  # nothing is written for each vote


@only_sqlite
@pytest.mark.slow
@pytest.mark.one_database
def test_neither_pages_nor_log_nor_backup_tell(stolen):
    folder, cast, _during, _early, saved = stolen
    files = [path for path in folder.rglob("*") if path.is_file()]
    holding = 0
    for path in files:
        shown = lying(path.read_bytes())
        assert not [text for text in shown if text.startswith("rang")], path
        if not shown:
            continue
        holding += 1
        for at, what in enumerate(("first", "last")):
            at_chance([shown[kept(order)[0]][at] for order in cast["orders"]], f"{path.name}, {what}")
    assert holding
    with tarfile.open(saved) as archive:
        content = archive.extractfile("maillage.sqlite3").read()
    shown = lying(content)
    at_chance([shown[kept(order)[0]][0] for order in cast["orders"]], "backup")


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_neither_place_nor_transaction_tells_on_postgresql():
    networks.install()
    question = make.question(make.roll(60), secrecy="confidential", method="irv", options=list("ABCDEF"))
    orders = []
    for turn, (person, _right) in enumerate(make.voters(question.roll)):
        order = [[1 + (turn + step) % 6] for step in range(1 + turn % 5)]
        orders.append(order)
        votes.cast(question=question, person=person, choices=order)
    questions.close_vote(question=question, by=None)
    keys.open_urn(question=question, code=question.code, by=None)
    for model in (OpenedBallot, RightUse):
        rows = list(model.objects.raw(f"SELECT *, xmin::text AS born FROM {model._meta.db_table}"))
        assert len({row.born for row in rows}) == 1
    placed = {row.right_id: str(row.place) for row in RightUse.objects.raw(
        f"SELECT *, ctid::text AS place FROM {RightUse._meta.db_table} ORDER BY ctid")}  # fmt: skip
    rank = {right: at for at, right in enumerate(placed)}
    found = correlation([rank[right.pk] for _person, right in make.voters(question.roll)])
    assert abs(found) < 0.55
    with connection.cursor() as cursor:  # no dead state of the urn is left in its pages
        cursor.execute("SELECT "
                       "(SELECT pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = 'ballots_urn'), "
                       "pg_relation_size('ballots_urn')")  # fmt: skip
        assert cursor.fetchone() == (0, 0)
    assert not Entry.objects.filter(verb__startswith="vote").exists()
