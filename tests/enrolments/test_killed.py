"""The server is killed outright while two hundred enrol: each who was answered is there, no place is taken twice."""

import json
import os
import shutil
import signal
import threading
import time

import pytest

from scripts.bench import crowd
from scripts.bench.enrolments import free_port
from tests import migrated
from tests.databases import only_sqlite

PEOPLE, PLACES = 200, 120


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An install with one activity open, made once; each scene has its copy."""
    folder = migrated.folder(tmp_path_factory.mktemp("crowd") / "data")
    return folder, crowd.install(folder, PLACES)


@pytest.fixture
def place(installed, tmp_path):
    folder, activity = installed
    shutil.copytree(folder, tmp_path / "data")
    return tmp_path / "data", activity


@only_sqlite
@pytest.mark.slow
@pytest.mark.one_database
def test_killed_outright_during_two_hundred(place):
    tmp_path, activity = place
    port = free_port()
    server = crowd.serve(tmp_path, port)
    people = [crowd.someone(port, activity, number) for number in range(PEOPLE)]

    def kill() -> None:
        until = time.monotonic() + 60
        while sum(one.status == 302 for one in people) < PLACES // 3 and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(server.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    crowd.send_all(port, activity, people, at_once=40)
    killer.join()
    server.wait(30)
    told = {one.name for one in people if one.status == 302}
    assert PLACES // 3 <= len(told) < PLACES
    assert any(one.status == -1 for one in people)
    found = json.loads(crowd.program(crowd.COUNT, tmp_path))
    assert told <= set(found["names"])  # none of those who were answered is lost
    assert len(found["names"]) == len(set(found["names"])) == found["held"] == found["taken"] == found["letters"]
    assert found["check"] == ["ok"]
    # The others press the button again once it is back: everyone ends once, and no more than there are places.
    port = free_port()
    server = crowd.serve(tmp_path, port)
    try:
        again = [one for one in people if one.status != 302]
        crowd.send_all(port, activity, again + people[:5], at_once=20)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
    found = json.loads(crowd.program(crowd.COUNT, tmp_path))
    assert len(found["names"]) == len(set(found["names"])) == found["held"] == found["taken"] == PLACES
    assert found["check"] == ["ok"]
    assert {one.status for one in again} <= {302, 422}


@only_sqlite
@pytest.mark.slow
@pytest.mark.one_database
def test_two_hundred_at_once_lose_nobody(place):
    """The time is the bench's affair; here, that each has an answer, a place or the word that it is full."""
    tmp_path, activity = place
    port = free_port()
    server = crowd.serve(tmp_path, port)
    try:
        people = [crowd.someone(port, activity, number) for number in range(PEOPLE)]
        crowd.send_all(port, activity, people, at_once=PEOPLE)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(30)
    told = {one.name for one in people if one.status == 302}
    assert len(told) == PLACES
    assert {one.status for one in people} == {302, 422}
    found = json.loads(crowd.program(crowd.COUNT, tmp_path))
    assert set(found["names"]) == told
    assert found["held"] == found["taken"] == found["letters"] == PLACES
    assert found["check"] == ["ok"]
