"""Addresses of results: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.results.views import chain, changes, learning, measurements, member, periods, theory
from maillage.results.views import public as pages

app_name = "results"
J = "gestion/projets/<int:pk>/"
R = "gestion/resultats/"
I = "gestion/indicateurs/<int:pk>/"  # noqa: E741 (a folder of addresses)
D = "gestion/periodes/<int:pk>/"
M = "gestion/mesures/"
T = "gestion/transformations/"
N = "gestion/notes/"

public = [
    path("ce-qui-a-change/", pages.list_changes, name="changes"),
    path("ce-qui-a-change/<int:pk>-<str:slug>/", pages.change, name="transformation"),
    path("ce-que-nous-apprenons/", pages.notes, name="notes"),
    path("ce-que-nous-apprenons/<int:pk>-<str:slug>/", pages.note, name="note"),
]
urlpatterns = [
    path(f"{J}resultats/", chain.ChainPage.as_view(), name="chain"),
    path(f"{J}resultats/nouveau/", chain.ResultNew.as_view(), name="result_new"),
    path(f"{J}resultats/utiliser/", chain.UseResult.as_view(), name="use"),
    path(f"{J}resultats/matrice.<str:kind>", theory.matrix_file, name="matrix"),
    path(f"{J}resultats/depart/<int:indicator>/", periods.BaselineEdit.as_view(), name="baseline"),
    path(f"{J}resultats/periodes/<int:indicator>/", periods.PeriodsNew.as_view(), name="periods_new"),
    path(f"{J}theorie/", theory.TheoryPage.as_view(), name="theory"),
    path(f"{J}theorie.svg", theory.theory_svg, name="theory_svg"),
    path(f"{J}scores/", learning.ScoresPage.as_view(), name="scores"),
    path(f"{J}scores/noter/", learning.ScoreEdit.as_view(), name="score_edit"),
    path(f"{J}transformations/nouvelle/", changes.TransformationNew.as_view(), name="transformation_new"),
    path(f"{R}<int:pk>/", chain.ResultPage.as_view(), name="result"),
    path(f"{R}<int:pk>/modifier/", chain.ResultEdit.as_view(), name="result_edit"),
    path(f"{R}<int:pk>/retirer/", chain.ResultRemove.as_view(), name="result_remove"),
    path(f"{R}<int:pk>/indicateur/", chain.IndicatorNew.as_view(), name="indicator_new"),
    path(f"{R}usages/<int:pk>/ordre/", chain.move, name="use_move"),
    path(f"{R}usages/<int:pk>/abandonner/", chain.StopUsing.as_view(), name="use_stop"),
    path(I, chain.IndicatorPage.as_view(), name="indicator"),
    path(f"{I}modifier/", chain.IndicatorEdit.as_view(), name="indicator_edit"),
    path(f"{I}retirer/", chain.IndicatorRemove.as_view(), name="indicator_remove"),
    path(D, periods.PeriodPage.as_view(), name="period"),
    path(f"{D}modifier/", periods.PeriodEdit.as_view(), name="period_edit"),
    path(f"{D}retirer/", periods.PeriodRemove.as_view(), name="period_remove"),
    path(f"{D}verrouiller/", periods.Lock.as_view(), name="lock"),
    path(f"{D}deverrouiller/", periods.Unlock.as_view(), name="unlock"),
    path(f"{D}mesurer/", measurements.Measure.as_view(), name="measure"),
    path(M, measurements.Measurements.as_view(), name="measurements"),
    path(f"{M}<int:pk>/", measurements.MeasurementPage.as_view(), name="measurement"),
    path(f"{M}<int:pk>/modifier/", measurements.MeasurementEdit.as_view(), name="measurement_edit"),
    path(f"{M}<int:pk>/envoyer/", measurements.Submit.as_view(), name="measurement_submit"),
    path(f"{M}<int:pk>/approuver/", measurements.Approve.as_view(), name="measurement_approve"),
    path(f"{M}<int:pk>/renvoyer/", measurements.Return.as_view(), name="measurement_return"),
    path(f"{M}<int:pk>/retirer/", measurements.Remove.as_view(), name="measurement_remove"),
    path(f"{M}<int:pk>/preuve/", measurements.AddEvidence.as_view(), name="evidence_add"),
    path(f"{M}preuves/<int:pk>/retirer/", measurements.RemoveEvidence.as_view(), name="evidence_remove"),
    path(T, changes.Transformations.as_view(), name="transformations"),
    path(f"{T}<int:pk>/", changes.TransformationPage.as_view(), name="transformation"),
    path(f"{T}<int:pk>/modifier/", changes.TransformationEdit.as_view(), name="transformation_edit"),
    path(f"{T}<int:pk>/soumettre/", changes.Propose.as_view(), name="transformation_propose"),
    path(f"{T}<int:pk>/reponse/", changes.Answer.as_view(), name="transformation_answer"),
    path(f"{T}<int:pk>/reprendre/", changes.Reopen.as_view(), name="transformation_reopen"),
    path(f"{T}<int:pk>/observer/", changes.Observe.as_view(), name="observe"),
    path(f"{T}observations/<int:pk>/retirer/", changes.RemoveObservation.as_view(), name="observation_remove"),
    path("gestion/causes/", changes.Causes.as_view(), name="causes"),
    path("gestion/causes/nouvelle/", changes.CauseEdit.as_view(), name="cause_new"),
    path("gestion/causes/<int:pk>/modifier/", changes.CauseEdit.as_view(), name="cause_edit"),
    path("gestion/lecons/", learning.Lessons.as_view(), name="lessons"),
    path(N, learning.Notes.as_view(), name="notes"),
    path(f"{N}nouvelle/", learning.NoteEdit.as_view(), name="note_new"),
    path(f"{N}<int:pk>/", learning.NotePage.as_view(), name="note"),
    path(f"{N}<int:pk>/modifier/", learning.NoteEdit.as_view(), name="note_edit"),
    path(f"{N}<int:pk>/relire/", learning.NoteReview.as_view(), name="note_review"),
    path(f"{N}<int:pk>/publier/", learning.NotePublish.as_view(), name="note_publish"),
    path(f"{N}<int:pk>/reprendre/", learning.NoteWithdraw.as_view(), name="note_withdraw"),
    path("espace/transformations/", member.to_answer, name="to_answer"),
    path("espace/transformations/<int:pk>/", member.answer, name="answer"),
]
