"""Coming in with one's own phone: the code shown in the room, the code that one shows to the desk."""

from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from maillage.assemblies.models import Assembly
from maillage.core.public import absolute
from maillage.organisations.models import Person

LENGTH = 12
SIGNER = Signer(salt="assemblies.room")


def room_code(assembly: Assembly) -> str:
    """What only the room shows: it tells that one is in it."""
    return SIGNER.signature(f"{assembly.pk}")[:LENGTH]


def in_room(assembly: Assembly, code: str) -> bool:
    return constant_time_compare(code.encode(), room_code(assembly).encode())


def room_address(assembly: Assembly) -> str:
    return absolute(f"{reverse('assemblies:own_presence', args=[assembly.pk])}?salle={room_code(assembly)}")


def desk_address(assembly: Assembly, person: Person) -> str:
    """What the desk reads on someone's phone: its own page, at their line."""
    return absolute(f"{reverse('assemblies:presence', args=[assembly.pk])}?personne={person.pk}")
