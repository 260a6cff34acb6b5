"""The worker at rest: when no job came for a while, it lets go of the pages that a job had loaded."""

import threading

import pytest

from maillage.web.commands import worker


@pytest.fixture
def short(monkeypatch, settings):
    settings.ROOT_URLCONF = __name__  # stands for pages that a job had loaded
    monkeypatch.setattr(worker, "REST_SECONDS", 0.05)


def rested(tasks: worker.Counted, results: worker.Counted, seconds: float = 0.5, forked: bool = False) -> bool:
    ending, tired = threading.Event(), threading.Event()
    thread = threading.Thread(target=worker.lighten, args=(tasks, results, ending, tired, forked))
    thread.start()
    thread.join(seconds)
    assert tired.is_set() == ending.is_set()
    ending.set()
    thread.join()
    return tired.is_set()


def test_it_begins_anew_when_nothing_is_asked(short):
    tasks, results = worker.Counted(), worker.Counted()
    tasks.put("a job")
    results.put("its result")
    assert rested(tasks, results)


def test_a_job_under_way_is_never_cut(short):
    tasks, results = worker.Counted(), worker.Counted()
    tasks.put("a job")
    assert not rested(tasks, results)


def test_nothing_was_loaded_nothing_is_let_go(short, settings):
    settings.ROOT_URLCONF = "maillage.never.loaded"
    assert not rested(worker.Counted(), worker.Counted())


def test_a_forked_one_begins_anew_even_when_jobs_come_every_minute(short):
    tasks, results = worker.Counted(), worker.Counted()
    tasks.put("a job")
    results.put("its result")
    results.at += 3600
    assert not rested(tasks, results)
    assert rested(tasks, results, forked=True)


def test_a_forked_one_that_did_nothing_has_nothing_to_let_go(short):
    assert not rested(worker.Counted(), worker.Counted(), forked=True)
