"""The server is killed outright while two hundred vote: each who was answered is there, none twice. Two telephones and paper
on one right: one of them counts."""

import json
import os
import shutil
import signal
import threading
import time

import pytest

from scripts.bench import crowd, votes
from scripts.bench.enrolments import free_port
from tests import migrated
from tests.databases import only_sqlite

PEOPLE = 200
pytestmark = [only_sqlite, pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    folder = migrated.folder(tmp_path_factory.mktemp("votes") / "data")
    return folder, votes.install(folder, PEOPLE)


@pytest.mark.parametrize("secrecy", ["nominal", "confidential"])
def test_killed_outright_in_the_middle(installed, tmp_path, secrecy):
    shutil.copytree(installed[0], tmp_path / "data")
    folder, place = tmp_path / "data", installed[1]
    port = free_port()
    server = crowd.serve(folder, port)
    people = votes.voters(place, secrecy)

    def kill() -> None:
        until = time.monotonic() + 90
        while sum(one.status == 302 for one in people) < 60 and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(server.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    votes.send_all(port, people, at_once=40)
    killer.join()
    server.wait(30)
    told = {one.name for one in people if one.status == 302}
    assert 60 <= len(told) < PEOPLE
    found = json.loads(crowd.program(votes.COUNT, folder))[secrecy]
    assert told <= set(found["who"])
    assert found["twice"] == 0
    # It is back: those who had no answer press again, and a few who had one press from a second telephone.
    port = free_port()
    server = crowd.serve(folder, port)
    try:
        again = [one for one in people if one.status != 302]
        twice = [votes.Voter(one.name, one.path, one.body, one.headers) for one in people if one.status == 302][:5]
        votes.send_all(port, again + twice, at_once=20)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
    assert {one.status for one in twice} == {302 if secrecy == "nominal" else 422}
    assert {one.status for one in again} <= {302, 422}  # 422: the vote was in, its answer was lost
    found = json.loads(crowd.program(votes.COUNT, folder, place["code"]))[secrecy]
    assert (found["used"], found["twice"], found["invalid"]) == (PEOPLE, 0, 0)
    assert found["yes"] + found["no"] == PEOPLE
    assert found["no"] == sum("choix=no" in one.body for one in people)


def test_two_telephones_at_once_use_one_right(installed, tmp_path):
    shutil.copytree(installed[0], tmp_path / "data")
    folder, place = tmp_path / "data", installed[1]
    port = free_port()
    server = crowd.serve(folder, port)
    try:
        one = votes.voters(place, "confidential")[0]
        phones = [votes.Voter(one.name, one.path, one.body, one.headers) for _phone in range(8)]
        votes.send_all(port, phones, at_once=8)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
    assert sorted(phone.status for phone in phones) == [302] + [422] * 7
    assert json.loads(crowd.program(votes.COUNT, folder))["confidential"]["used"] == 1
