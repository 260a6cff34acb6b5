"""What the search plugs into the house."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import Check, Job, house
from maillage.search import checks

house.checks.add("search.index", Check(_("Recherche"), checks.index_is_true))
# The outbox is emptied on each commit; this is for what a stopped worker left.
house.schedules.add("search.drain", Job("maillage.search.jobs.drain", minutes=5))
