"""Signatures of one origin, dealt with together: set aside or admitted, and the count follows."""

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.campaigns.actions.common import count, counting, refuse
from maillage.campaigns.enums import BlockState, PetitionState, SignatureState
from maillage.campaigns.models import AddressBlock, Signature


@transaction.atomic
def set_block_aside(*, block: AddressBlock, reason: str, by: Any) -> int:
    """None of its signatures is counted, nor those that come; returns how many left the count."""
    return decide(block, BlockState.ASIDE, SignatureState.CONFIRMED, SignatureState.ASIDE, reason, by)


@transaction.atomic
def admit_block(*, block: AddressBlock, reason: str, by: Any) -> int:
    """Someone looked: a school, a hall. Its signatures are counted, those set aside again; returns how many came back."""
    return decide(block, BlockState.ADMITTED, SignatureState.ASIDE, SignatureState.CONFIRMED, reason, by)


def decide(block: AddressBlock, state: BlockState, before: SignatureState, after: SignatureState, reason: str,
           by: Any) -> int:  # fmt: skip
    petition = counting(block.petition_id)
    if petition.state == PetitionState.DELIVERED:
        raise refuse("delivered")
    block = AddressBlock.objects.get(pk=block.pk)
    was, block.state, block.reason, block.decided_at = block.state, state, reason, now()
    block.save(update_fields=["state", "reason", "decided_at"])
    moved = Signature.objects.filter(block=block, state=before).update(state=after)
    count(petition.pk, online=moved if after == SignatureState.CONFIRMED else -moved)
    verb = "petition.block_aside" if state == BlockState.ASIDE else "petition.block_admitted"
    journal.record(verb, petition, by=by, changes={"state": [was, state.value], "signatures": [None, moved],
                                                   "reason": [None, reason]})  # fmt: skip
    return moved
