"""The demonstration's rolls: one of a consultation, frozen, with challenges, a correction and proxies where the law lets
members give them; one in preparation. Assemblies make their own."""

from datetime import timedelta
from typing import Any

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.ballots.actions import proxies, rolls
from maillage.ballots.models import Roll
from maillage.members.rights import Reason
from maillage.messages.models import Message
from maillage.organisations.models import Person

ADDABLE = (Reason.ARREARS, Reason.PROBATION, Reason.NO_DELEGATE)


def write(context: Any) -> None:
    by = User.objects.filter(email=f"amina.sarr{DEMO_DOMAIN}").first()
    title, on = f"Consultation des membres {context.today.year}", context.today - timedelta(days=20)
    if Roll.objects.filter(title=title).exists():  # twice, it changes nothing
        return
    roll = rolls.make(title=title, rights_on=on, by=by, challenges_until=context.today + timedelta(days=10))
    roll = rolls.freeze(roll=roll, by=by)
    challenged(roll, by)
    if roll.proxies_allowed:
        given(roll, by)
    rolls.make(title=f"Consultation des membres {context.today.year + 1}", by=by,
               rights_on=context.today + timedelta(days=60))  # fmt: skip
    Message.objects.filter(purpose="ballots.proxy", state="queued").delete()  # these people do not exist


def challenged(roll: Roll, by: Any) -> None:
    """One upheld, then the roll corrected; one that waits."""
    chloe = User.objects.filter(email=f"chloe.gagnon{DEMO_DOMAIN}").first()
    left = roll.absences.filter(reason__in=ADDABLE).select_related("member__organisation", "member__person").first()
    if left is not None:
        raised = rolls.challenge(roll=roll, member=left.member, by=by,
                                 text="Ce membre s’est mis en règle avant la date ; l’équipe l’a noté trop tard.")  # fmt: skip
        decision = "Le comité de mise en candidature a vu la preuve : le droit est rétabli."
        rolls.decide(challenge=raised, upheld=True, decision=decision, by=by)
        rolls.correct_add(roll=roll, member=left.member, decision=decision, challenge=raised, by=by)
    rolls.challenge(roll=roll, name="Maison des Voisinages", by=chloe or by,
                    text="Cette organisation a fusionné avec une autre l’an dernier : garde-t-elle sa voix ?")  # fmt: skip


def given(roll: Roll, by: Any) -> None:
    """One accepted, one that waits for someone who signs in, one revoked."""
    bruno = Person.objects.filter(user__email=f"bruno.lefebvre{DEMO_DOMAIN}").first()
    rows = list(roll.rights.active().exclude(delegate=None).select_related("delegate", "roll").order_by("pk"))
    carried = {right.delegate_id: right for right in rows}
    free: list[Any] = [right for right in carried.values() if not bruno or right.delegate_id != bruno.pk][:6]
    if bruno and bruno.pk in carried and free:
        proxies.give(right=free.pop(), holder=bruno, by=by)
    if len(free) >= 2:
        proxies.accept(proxy=proxies.give(right=free[0], holder=free[1].delegate, by=by), by=by)
    if len(free) >= 4:
        proxy = proxies.give(right=free[2], holder=free[3].delegate, by=by)
        proxies.revoke(proxy=proxy, by=by, why="Je viendrai finalement.")
