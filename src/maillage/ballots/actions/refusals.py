"""The sentences by which questions and votes say no, and the lock under which everything about one question happens."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.ballots.models import Question
from maillage.core.errors import Refusal
from maillage.core.registry import house


class VoteRefusal(Refusal):
    """A question or an urn says no."""

    MESSAGES: ClassVar = {
        "of_an_election": _("Les choix, les sièges et le mode de scrutin de ce vote viennent de l’élection : annulez-le, changez"
                            " l’élection, puis préparez le vote de nouveau."),
        "not_draft": _("Cette question n’est plus en préparation : elle ne change plus."),
        "state": _("Cette question est « %(state)s » : ce n’est plus possible."),
        "roll": _("La liste électorale n’est pas arrêtée : arrêtez-la avant d’ouvrir un vote."),
        "options": _("Il faut au moins un choix à mettre aux voix."),
        "options_twice": _("Deux choix portent le même numéro."),
        "rule": _("La règle de décision n’est pas claire : une part entre 0 et 1, de quelles voix."),
        "over": _("L’heure de fin est déjà passée : repoussez-la d’abord."),
        "ended": _("L’heure de fin annoncée est passée : ce vote ne se prolonge plus."),
        "later": _("La nouvelle fin doit être plus tard que l’ancienne."),
        "opens_later": _("La fin doit venir après le début."),
        "reason": _("Dites pourquoi le vote est annulé."),
        "paper_remote": _("À main levée ou sur papier, on vote dans la salle."),
        "remote_election": _(
            "Votre profil légal ne permet pas d’élire des personnes au scrutin secret à distance tant que les bulletins ne "
            "sont pas vérifiables : papier ou en séance d’ici là. Source : %(source)s"
        ),
        "no_key": _("Préparez d’abord la clé de ce vote, et notez son code de secours."),
        "not_recovered": _("Retapez le code de secours pour montrer qu’il est noté ; sans lui le vote ne s’ouvre pas."),
        "code": _("Ce code n’ouvre pas ce vote : vérifiez chaque groupe de lettres."),
        "short_passphrase": _("Une phrase de passe compte 12 caractères au moins."),
        "key_kept": _("La clé de ce vote est déjà notée : elle ne se refait qu’avant son ouverture."),
        "not_confidential": _("Ce vote n’est pas confidentiel : il n’a pas de clé."),
        "sealed": _("L’urne est scellée : ouvrez-la avec le code de secours avant de proclamer."),
        "urn_open": _("L’urne est déjà ouverte."),
        "install_key": _(
            "La clé de l’installation n’est plus celle du vote : remettez le fichier secret.key d’origine, puis recommencez."
        ),
        # Casting
        "closed": _("Le vote est clos : votre bulletin n’a pas été enregistré."),
        "not_open": _("Ce vote n’est pas ouvert."),
        "not_online": _("Ce vote se fait dans la salle : %(how)s."),
        "no_right": _("Vous n’avez aucun droit à exercer pour cette question."),
        "not_yours": _("Un de ces droits n’est pas à vous, ou ne l’est plus."),
        "absent": _("Seules les personnes présentes votent sur cette question : faites noter votre arrivée."),
        "used": _("Ce droit a déjà servi (%(name)s) : chaque droit ne vote qu’une fois, et ce bulletin n’est pas compté."),
        "used_paper": _("Ce droit vote sur papier (%(name)s) : son bulletin lui a été remis."),
        "used_other": _("Ce droit a déjà été exercé par une autre personne (%(name)s)."),
        "count": _("Répartissez exactement vos %(rights)s voix : vous en avez donné %(given)s."),
        "block": _("La délégation « %(name)s » vote d’un bloc : toutes ses voix vont au même choix."),
        "block_box": _("La délégation vote d’un bloc : c’est le serveur qui scelle ses bulletins. Rechargez la page."),
        "box": _("Le bulletin scellé par votre navigateur est illisible : recommencez."),
        "new_class": _(
            "Ce droit a été ajouté après l’ouverture (%(name)s) et se distinguerait des autres : votez sur papier."
        ),
        # Tellers
        "no_sheet": _("Cette question ne se dépouille pas à la main."),
        "same_teller": _("Chaque feuille vient d’une personne différente : vous avez déjà saisi la vôtre."),
        "other_teller": _("Cette feuille est celle d’une autre personne : elle seule la corrige."),
        "sheet_number": _("Il y a deux feuilles, et une troisième quand elles diffèrent."),
        "third": _("Les deux premières feuilles concordent : une troisième n’est pas nécessaire."),
        "figures": _("Un compte est fait de nombres entiers, à partir de 0."),
        "line": _("Ligne %(line)s : écrivez le nombre de bulletins, un signe ×, puis le bulletin (par exemple « 3 × 2>1 »)."),
        "line_choice": _("Ligne %(line)s : %(why)s"),
        "too_many": _("%(given)s bulletins comptés pour %(most)s droits : recomptez."),
        "sheets_missing": _("Deux personnes doivent saisir le dépouillement avant la proclamation."),
        "sheets_differ": _("Les deux feuilles de dépouillement diffèrent : corrigez-les, ou saisissez-en une troisième."),
        "paper_weights": _("Les voix de cette liste n’ont pas toutes le même poids : des bulletins de papier ne le diraient pas."),
        "not_paper": _("Cette question ne se vote pas sur papier."),
        "no_paper": _("Aucun bulletin de papier n’est remis pour ce droit (%(name)s)."),
        "chair_tie": _("Aucune égalité n’attend la voix de la présidence."),
        "chair_needed": _("Égalité : la présidence doit dire sa voix prépondérante avant la proclamation."),
        "not_declared": _("Le résultat n’est pas proclamé."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(VoteRefusal(code, **params).message(), code=code)


def locked(question: Question) -> Question:
    """The question as it is now; what is done about one question is done one after the other."""
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


def guarded(question: Question, verb: str) -> None:
    """Ask the rooms above (the quorum, the meeting): each of their sentences refuses."""
    said = [str(sentence) for guard in house.vote_guards for sentence in guard.refuse(question, verb)]
    if said:
        raise ValidationError([ValidationError(one, code="guard") for one in said])
