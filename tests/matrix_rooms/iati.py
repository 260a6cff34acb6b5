"""What the matrix opens in the room of IATI."""

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.accounts.models import User
from maillage.iati import actions
from maillage.iati.models import Snapshot
from tests.factories import iati as make
from tests.iati import files
from tests.matrix_objects import ALSO, Objects, objects

ALSO |= {"iati:activities": {404}, "iati:organisation": {404}}  # nothing is published yet


def published() -> Snapshot:
    return Snapshot.last() or make.snapshot()


@objects("iati:snapshot")
def snapshot(user: User | None) -> Objects:
    return Objects({"pk": published().pk})


@objects("iati:numbered")
def numbered(user: User | None) -> Objects:
    return Objects({"number": published().number})


@objects("iati:upload")
def upload(user: User | None) -> Objects:
    sent = SimpleUploadedFile("essai.xml", files.document(), "application/xml")
    return Objects({"pk": actions.receive(upload=sent, by=None).pk})
