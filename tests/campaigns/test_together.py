"""Two people at the same instant: a signature is counted once, a group set aside at that moment leaves none behind."""

import contextlib
import os
import subprocess
import sys
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from maillage.campaigns import actions
from maillage.campaigns.figures import recount
from maillage.campaigns.models import AddressBlock, Petition, Signature
from tests import migrated, networks
from tests.databases import only_postgresql, only_sqlite
from tests.factories import campaigns as make


def prepare() -> None:
    networks.install("csi")
    petition = make.petition()
    for n in range(6):
        make.asked(petition, f"p{n}@exemple.org")


def work(turn: int) -> None:
    """All confirm every signature; one sets the group aside and admits it meanwhile, one says « it wasn't me »."""
    for row in Signature.objects.order_by("pk"):
        with contextlib.suppress(ValidationError):
            actions.confirm_signature(signature=row)
        if turn == 1 and row.pk % 2:
            actions.set_block_aside(block=AddressBlock.objects.get(), reason="essai", by=None)
        elif turn == 1:
            actions.admit_block(block=AddressBlock.objects.get(), reason="essai", by=None)
    if turn == 2:
        actions.disown_signature(signature=Signature.objects.order_by("pk")[0])
    connections.close_all()


def counted() -> None:
    petition = Petition.objects.get()
    assert make.tally(petition) == recount(petition)
    assert Signature.objects.filter(state="disowned").count() == 1
    assert not Signature.objects.filter(state="pending").exists()


@only_postgresql
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_postgresql():
    prepare()
    faults = []

    def run(turn: int) -> None:
        try:
            work(turn)
        except Exception as fault:
            faults.append(repr(fault))

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    counted()


@only_sqlite
@pytest.mark.slow
@pytest.mark.django_db
def test_two_at_once_on_sqlite(tmp_path):
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
from tests.campaigns import test_together as here
getattr(here, sys.argv[1])(*map(int, sys.argv[2:]))
"""

    def actor(*arguments: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-c", start, *arguments], env=here, stderr=subprocess.PIPE, text=True)

    def ended(process: subprocess.Popen) -> None:
        _out, told = process.communicate(timeout=120)
        assert process.returncode == 0, told[-1500:]

    ended(actor("prepare"))
    for process in [actor("work", str(turn)) for turn in range(3)]:
        ended(process)
    ended(actor("counted"))
