"""What the verbs of elections share."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.elections.enums import ElectionState
from maillage.elections.models import Candidacy, Election


class ElectionRefusal(Refusal):
    """The rules of the election say no."""

    MESSAGES: ClassVar = {
        "state": _("Cette élection est « %(state)s » : cette étape n’est pas possible."),
        "no_seats": _("Dites combien de sièges sont à pourvoir."),
        "too_many_seats": _("« %(group)s » ne compte que %(seats)s sièges."),
        "unknown_group": _("Ce groupe de sièges n’est pas celui de cette instance."),
        "one_seat": _("Cette méthode élit une seule personne à la fois : choisissez-en une autre, ou un vote par groupe d’un"
                      " siège."),
        "closed": _("Les candidatures ne sont pas ouvertes : écrivez au secrétariat."),
        "already": _("Cette personne est déjà candidate à cette élection."),
        "group_needed": _("Choisissez les sièges auxquels cette candidature s’adresse."),
        "group_not_here": _("Ces sièges ne sont pas à pourvoir dans cette élection."),
        "waiting": _("Des candidatures attendent d’être vérifiées (%(count)s) : décidez-en d’abord."),
        "nobody": _("Personne n’est candidat : rouvrez les candidatures, ou reportez l’élection."),
        "no_roll": _("Faites d’abord la liste électorale de l’assemblée : le vote s’appuie sur elle."),
        "vote_open": _("Le vote est déjà ouvert ou compté : ceci ne change plus."),
        "declared": _("Le résultat est proclamé : notez plutôt que cette personne renonce à son siège."),
        "elected_already": _("Cette personne est élue par le premier tour : elle renonce à son siège une fois l’élection"
                             " terminée."),
        "withdrawn": _("Cette candidature est déjà retirée ou refusée."),
        "not_elected": _("Cette personne n’est pas élue."),
        "installed": _("Les mandats sont commencés : la suite se note dans l’instance."),
        "not_declared": _("Le résultat n’est pas proclamé."),
        "seat_taken": _("Les sièges de « %(group)s » sont tenus par des mandats qui vont au-delà de cette élection"
                        " (%(missing)s de trop) : notez d’abord leur fin."),
        "past_day": _("Ce jour est passé : choisissez un jour à venir."),
        "after_meeting": _("L’assemblée se tient le %(day)s : les candidatures se closent ce jour-là au plus tard."),
        "reason": _("Dites pourquoi."),
        "group_stood_for": _("Des personnes se présentent pour « %(group)s » : ces sièges restent à pourvoir, ou elles"
                             " se retirent d’abord."),
        "by_group_only": _("Ce mode de scrutin se fait groupe par groupe : demandez un vote séparé pour chaque groupe de"
                           " sièges."),
        "no_parity": _("Un scrutin à deux tours ne se lie pas à une parité du résultat : choisissez un autre mode de scrutin,"
                       " ou retirez la parité."),
        "go_on": _("Au second tour, gardez plus de candidatures que de sièges (%(seats)s)."),
        "no_first_round": _("Aucun premier tour n’est proclamé."),
        "second_there": _("Le second tour est déjà préparé."),
        "filled": _("Le premier tour a pourvu tous les sièges : il n’y a pas de second tour."),
        "nobody_goes_on": _("Le premier tour ne laisse personne à départager : les sièges restent vacants."),
        "nobody_left": _("Toutes les candidatures gardées pour le second tour se sont retirées : tenez-vous-en au premier."),
        "nothing_left": _("Rien n’attend d’être voté dans cette élection."),
        "votes_left": _("Un autre vote de cette élection n’est pas proclamé : attendez son résultat."),
        "list_needed": _("Dites le nom de la liste."),
        "list_twice": _("Une autre liste porte ce nom."),
        "whole_list": _("Donnez une place, et une seule, à chaque personne de cette liste."),
        "list_parity": _("La liste « %(list)s » ne respecte pas la parité à la place %(place)s : faites-la corriger."),
        "list_method": _("Des listes sont déposées, ou des personnes se présentent sans liste : ceci ne change plus."),
        "parity": _("La parité s’écrit comme un écart au plus, ou une part au moins : l’un des deux."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(ElectionRefusal(code, **params).message(), code=code)


def locked(election: Election) -> Election:
    """The election as it is now; what is done about one is done one after the other."""
    return Election.objects.select_for_update(of=("self",)).get(pk=election.pk)


def to_become(election: Election, state: ElectionState) -> Election:
    row = locked(election)
    if not row.standing.can_become(state):
        raise refuse("state", state=row.get_state_display())
    return row


def held(candidacy: Candidacy) -> Candidacy:
    return Candidacy.objects.select_for_update(of=("self",)).select_related("election").get(pk=candidacy.pk)
