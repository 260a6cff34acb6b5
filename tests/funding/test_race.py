"""At the same instant: an expense is never split beyond its amount, a transfer never approved twice by one person."""

import contextlib
import os
import subprocess
import sys
import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connections
from django.db.models import Sum

from maillage.accounts.models import User
from maillage.funding import actions
from maillage.funding.models import Expense, ExpenseShare, Instalment, Transfer
from tests import migrated, networks
from tests.databases import only_postgresql, only_sqlite
from tests.factories import funding as make

TURNS = 4


def prepare() -> None:
    networks.install("wsm")
    expense = make.expense_row(amount=1_000)
    for _turn in range(TURNS * 3):
        make.line(expense.project)
    grant = make.grant_row(expense.project, amount=1_000)
    assert grant.pk
    users = [User.objects.create(email=f"p{n}@exemple.org", name=f"P{n}") for n in range(3)]
    actions.ask_transfer(transfer=make.transfer(expense.project), by=users[0])


def work(turn: int) -> None:
    """Rows straight to the database, as a verb that forgets would; then the verb, and approvals by the same person."""
    expense = Expense.objects.get()
    lines = list(expense.project.budget_lines.order_by("pk"))
    grant = expense.project.grants.get()
    for at in range(3):
        with contextlib.suppress(DatabaseError):
            ExpenseShare.objects.create(
                expense=expense, project=expense.project, line=lines[turn * 3 + at], year=2026, amount=300
            )
        with contextlib.suppress(DatabaseError):
            Instalment.objects.create(grant=grant, number=turn * 3 + at + 1, due_on=date(2026, 1, 1), amount=300)
    for _again in range(2):
        with contextlib.suppress(ValidationError, DatabaseError):
            actions.approve_transfer(transfer=Transfer.objects.get(), by=User.objects.get(email="p1@exemple.org"))
    connections.close_all()


def counted() -> None:
    assert ExpenseShare.objects.aggregate(all=Sum("amount"))["all"] == 900
    assert Instalment.objects.aggregate(all=Sum("amount"))["all"] == 900
    row = Transfer.objects.get()
    assert row.state == "asked"
    assert row.steps.filter(kind="approved").count() == 1


@only_postgresql
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_at_once_on_postgresql():
    prepare()
    faults = []

    def run(turn: int) -> None:
        try:
            work(turn)
        except Exception as fault:
            faults.append(repr(fault))

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(TURNS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    counted()


@only_sqlite
@pytest.mark.slow
@pytest.mark.django_db
def test_at_once_on_sqlite(tmp_path):
    """Four processes on one file."""
    here = {**os.environ, "MAILLAGE_TEST_FILE": str(migrated.folder(tmp_path))}
    start = """
import os, sys
from pathlib import Path
os.environ["MAILLAGE_DATA"] = os.environ["MAILLAGE_TEST_FILE"]
os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.settings"
(Path(os.environ["MAILLAGE_DATA"]) / "static").mkdir(exist_ok=True)
import django
from django.conf import settings
settings.Q_CLUSTER["sync"] = False
django.setup()
from tests.funding import test_race as here
getattr(here, sys.argv[1])(*map(int, sys.argv[2:]))
"""

    def actor(*arguments: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", start, *arguments], env=here, stderr=subprocess.PIPE, text=True)

    def ended(process: subprocess.Popen) -> None:
        _out, told = process.communicate(timeout=120)
        assert process.returncode == 0, told[-1500:]

    ended(actor("prepare"))
    for process in [actor("work", str(turn)) for turn in range(TURNS)]:
        ended(process)
    ended(actor("counted"))
