"""What membership gives the house."""

from maillage.core.registry import Fact, house
from maillage.members.queries import delegate_facts

house.facts.add("members", Fact(("delegate", "individual_member"), delegate_facts))
