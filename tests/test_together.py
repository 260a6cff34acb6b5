"""Two people do the same thing at the same instant: it is done once, the other is told, and nothing is counted twice.

On PostgreSQL by threads, on a SQLite file by processes; the same scenes.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Sum

from maillage.billing import actions as billing
from maillage.billing.models import Allocation, Charge, Invoice, Payment, Receipt
from maillage.core.money import Money
from maillage.members import actions as membership
from maillage.members.models import Application, Member, MembershipPeriod
from maillage.organisations.actions import proposals
from maillage.organisations.models import Organisation, ProposedEdit
from tests import migrated, networks
from tests.databases import only_postgresql, only_sqlite
from tests.factories import members as joining
from tests.factories import organisations as factory

DAY = date(2026, 4, 1)
CAD = Money(10000, "CAD")


def payer() -> Organisation:
    return Organisation.objects.get(name="Payeuse")


def prepare() -> None:
    networks.install("csi")
    house = factory.organisation("Payeuse")
    billing.record_payment(payer=house, amount=CAD, received_on=DAY, by=None)
    for number in range(2):
        billing.charge(payer=house, label=f"Somme {number}", amount=CAD, issued_on=DAY, due_on=DAY, by=None)
    membership.submit_application(application=joining.application(), on=DAY)
    factory.proposal(house)


def allocate(turn: int) -> None:
    """Each puts the whole payment on another charge."""
    charge = Charge.objects.order_by("pk")[turn % 2]
    billing.allocate(payment=Payment.objects.order_by("pk")[0], amounts={charge.pk: CAD}, by=None)


def pay(turn: int) -> None:
    billing.record_payment(payer=payer(), amount=CAD, received_on=DAY, by=None, key="envoyé deux fois")


def owe(turn: int) -> None:
    billing.charge(payer=payer(), label="Deux fois", amount=CAD, issued_on=DAY, due_on=DAY, by=None, source="double")


def invoice(turn: int) -> None:
    billing.issue_invoice(charges=[Charge.objects.order_by("pk")[0]], on=DAY, by=None)


def receipt(turn: int) -> None:
    billing.issue_receipt(payment=Payment.objects.order_by("pk")[0], on=DAY, by=None)


def admit(turn: int) -> None:
    asked = Application.objects.get()
    with contextlib.suppress(ValidationError):
        membership.declare_complete(application=asked, on=DAY, by=None)
    with contextlib.suppress(ValidationError):
        membership.decide(application=asked, accepted=True, on=DAY, by=None)
    membership.admit(application=Application.objects.get(), on=DAY, by=None)


def accept(turn: int) -> None:
    proposals.accept_edit(edit=ProposedEdit.objects.get(), by=None)


SCENES: dict[str, Callable[[int], None]] = {
    "allocate": allocate, "pay": pay, "owe": owe, "invoice": invoice, "receipt": receipt, "admit": admit, "accept": accept,
}  # fmt: skip


def told(scene: str, turn: int) -> str:
    """ "" when it was done; the sentence of a refusal; anything else is a fault."""
    try:
        SCENES[scene](turn)
    except ValidationError as refusal:
        return f"refused: {refusal.messages[0]}"
    return ""


def counted(scene: str) -> None:
    """What must be true whoever was first."""
    if scene == "allocate":
        assert Allocation.objects.aggregate(total=Sum("amount"))["total"] == CAD.minor
    assert Payment.objects.filter(key="envoyé deux fois").count() == (scene == "pay")
    assert Charge.objects.filter(source="double").count() == (scene == "owe")
    assert Invoice.objects.count() == (scene == "invoice")
    assert Receipt.objects.filter(cancelled_on=None).count() == (scene == "receipt")
    if scene == "admit":
        assert Member.objects.count() == MembershipPeriod.objects.count() == 1
    if scene == "accept":
        assert (payer().version, payer().phone) == (2, "819 555-0142")


@only_postgresql
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scene", SCENES)
def test_two_at_once_on_postgresql(scene):
    prepare()
    together, answers, faults = threading.Barrier(4), [], []

    def work(turn: int) -> None:
        try:
            together.wait(20)
            answers.append(told(scene, turn))
        except Exception as fault:
            faults.append(repr(fault))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(turn,)) for turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults
    assert answers.count("") >= 1
    counted(scene)


ACTOR = """
import sys, time
import tests.conftest
from tests import test_together as scenes
print("ready", flush=True)
time.sleep(max(0, float(input()) - time.time()))
for scene in scenes.SCENES:
    answer = scenes.told(scene, int(sys.argv[1]))
    print(scene, answer or "done", flush=True)
"""
READY = """
import tests.conftest
from tests import test_together as scenes
scenes.prepare()
"""
READER = """
import tests.conftest
from tests import test_together as scenes
from maillage.audit.verification import verify
print(scenes.Allocation.objects.aggregate(t=scenes.Sum("amount"))["t"], scenes.Payment.objects.filter(key="envoyé deux fois").count(),
      scenes.Charge.objects.filter(source="double").count(), scenes.Invoice.objects.count(), scenes.Member.objects.count(),
      scenes.payer().version, verify(None).fault)
"""


@only_sqlite
@pytest.mark.slow
def test_two_at_once_on_a_file(tmp_path):
    migrated.folder(tmp_path, "x.sqlite3")
    settings = f"from maillage.settings import *\nDATABASES['default']['NAME'] = {str(tmp_path / 'x.sqlite3')!r}\n"
    (tmp_path / "file_settings.py").write_text(settings)
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "file_settings", "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), os.getcwd(), *sys.path]),
    }  # fmt: skip

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip

    ready = start(READY)
    _out, errors = ready.communicate(timeout=120)
    assert ready.returncode == 0, errors
    actors = [start(ACTOR, str(turn)) for turn in range(3)]
    said = []
    for actor in actors:
        assert actor.stdout.readline() == "ready\n", actor.stderr.read()
    begin = time.time() + 0.3
    for actor in actors:
        actor.stdin.write(f"{begin}\n")
        actor.stdin.flush()
    for actor in actors:
        out, errors = actor.communicate(timeout=120)
        assert actor.returncode == 0, errors
        said += out.splitlines()
    for scene in SCENES:
        assert [line for line in said if line == f"{scene} done"], scene
    out, errors = start(READER).communicate(timeout=60)
    assert out.split() == ["10000", "1", "1", "1", "1", "2", "None"], (errors, said)
