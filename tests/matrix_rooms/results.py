"""What the matrix opens in the room of results."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.results import actions
from tests.factories import organisations, projects
from tests.factories import results as make
from tests.matrix_objects import Objects, objects

PIECE = b"date;personnes\n2025-06-01;12\n"


def pair(user: User | None, build: Callable[[Any], Any], **more: Any) -> Objects:
    """One of a project that the team sees, another of a withheld one."""
    own, hidden = build(projects.project(public=False)), build(projects.withheld())
    reads = user is not None and user.can(Permission.WITHHELD_VIEW)
    return Objects({"pk": own.pk, **more}, None if reads else {"pk": hidden.pk, **more})


@objects("results:chain", "results:result_new", "results:use", "results:theory", "results:scores", "results:score_edit",
         "results:transformation_new")  # fmt: skip
def of_project(user: User | None) -> Objects:
    return pair(user, lambda project: project)


@objects("results:theory_svg")
def drawn(user: User | None) -> Objects:
    return pair(user, lambda project: make.result(project).project)


@objects("results:matrix")
def matrix(user: User | None) -> Objects:
    return pair(user, lambda project: project, kind="csv")


@objects("results:baseline", "results:periods_new")
def of_indicator(user: User | None) -> Objects:
    own, hidden = (
        make.indicator(make.result(projects.project(public=False))),
        make.indicator(make.result(projects.withheld())),
    )
    reads = user is not None and user.can(Permission.WITHHELD_VIEW)
    told = [{"pk": one.result.project_id, "indicator": one.pk} for one in (own, hidden)]
    return Objects(told[0], None if reads else told[1])


@objects("results:result", "results:result_edit", "results:result_remove", "results:indicator_new")
def result(user: User | None) -> Objects:
    return pair(user, make.result)


@objects("results:use_move", "results:use_stop")
def use(user: User | None) -> Objects:
    return pair(user, lambda project: make.result(project).uses.get())


@objects("results:indicator", "results:indicator_edit", "results:indicator_remove")
def indicator(user: User | None) -> Objects:
    return pair(user, lambda project: make.indicator(make.result(project)))


@objects(
    "results:period",
    "results:period_edit",
    "results:period_remove",
    "results:lock",
    "results:unlock",
    "results:measure",
)
def period(user: User | None) -> Objects:
    return pair(user, lambda project: make.period(make.indicator(make.result(project))))


def measured(project: Any) -> Any:
    return make.measurement(make.period(make.indicator(make.result(project))))


@objects("results:measurement", "results:measurement_edit", "results:measurement_submit", "results:measurement_remove",
         "results:evidence_add")  # fmt: skip
def measurement(user: User | None) -> Objects:
    return pair(user, measured)


@objects("results:measurement_approve", "results:measurement_return")
def sent(user: User | None) -> Objects:
    return pair(user, lambda project: actions.submit_measurement(measurement=measured(project), by=None))


@objects("results:evidence_remove")
def evidence(user: User | None) -> Objects:
    def joined(project: Any) -> Any:
        upload = SimpleUploadedFile("liste.csv", PIECE, "text/csv")
        return actions.add_evidence(measurement=measured(project), upload=upload, caption="Liste", by=None)

    return pair(user, joined)


@objects("results:transformation", "results:transformation_edit", "results:transformation_propose", "results:observe")
def change(user: User | None) -> Objects:
    return pair(user, make.transformation)


@objects("results:transformation_answer", "results:transformation_reopen")
def proposed(user: User | None) -> Objects:
    return pair(
        user, lambda project: actions.propose_transformation(transformation=make.transformation(project), by=None)
    )


@objects("results:observation_remove")
def observation(user: User | None) -> Objects:
    return pair(user, lambda project: make.seen(make.transformation(project), 200))


@objects("results:cause_edit")
def cause(user: User | None) -> Objects:
    return Objects({"pk": actions.create_cause(values={"names": [["fr", "La loi"]]}, by=None).pk})


def written() -> Any:
    return actions.create_note(values={"title": "Apprendre", "text": "Voici."}, by=None)


@objects("results:note", "results:note_edit", "results:note_review", "results:note_withdraw")
def note(user: User | None) -> Objects:
    return Objects({"pk": written().pk})


@objects("results:note_publish")
def reviewed(user: User | None) -> Objects:
    return Objects({"pk": actions.review_note(note=written(), by=None).pk})


@objects("results:answer")
def answer(user: User | None) -> Objects:
    """Whoever is signed in reads what is told of the projects that their own organisation carries, nothing else."""
    carrier = organisations.organisation()
    if user is not None:
        organisations.contributor(user, carrier)
    rows = [make.transformation(one) for one in (projects.carried(carrier), projects.project())]
    own, other = (actions.propose_transformation(transformation=row, by=None) for row in rows)
    return Objects({"pk": own.pk}, {"pk": other.pk})


@objects("site:transformation")
def public_change(user: User | None) -> Objects:
    own = make.transformation(validated=True, is_public=True)
    other = make.transformation(projects.withheld(), validated=True, is_public=True)
    return Objects({"pk": own.pk, "slug": own.slug}, {"pk": other.pk, "slug": other.slug})


@objects("site:note")
def public_note(user: User | None) -> Objects:
    own, other = actions.publish_note(note=actions.review_note(note=written(), by=None), by=None), written()
    return Objects({"pk": own.pk, "slug": own.slug}, {"pk": other.pk, "slug": other.slug})
