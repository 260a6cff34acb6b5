"""Two processes on one SQLite file never fork the chain."""

import os
import subprocess
import sys

import pytest

from tests import migrated

WRITER = """
import os, sys
import django
django.setup()
from maillage.audit import journal
for turn in range(15):
    journal.record_many([journal.Note("thing.made", "core.generation", turn)], by=None)
"""
READER = """
import django
django.setup()
from maillage.audit.verification import verify
found = verify(None)
print(found.checked, found.fault)
"""


@pytest.mark.slow
def test_processes_on_a_file_never_fork_the_chain(tmp_path):
    environment = {
        **os.environ, "MAILLAGE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maillage.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    environment.pop("DATABASE_URL", None)

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    migrated.folder(tmp_path)
    writers = [start("-c", WRITER) for _ in range(3)]
    for writer in writers:
        _out, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    out, errors = start("-c", READER).communicate(timeout=60)
    assert out.split() == ["45", "None"], errors
