"""What the rows of a partnership share: they are seen as it is."""

from typing import Any

from django.db import models

from maillage.partnerships.models.partnership import Partnership, hidden_at


class PartQuerySet(models.QuerySet[Any]):
    """Rows of a partnership, seen by who sees it."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        return self.filter(partnership__in=Partnership.objects.visible_to(user).values("pk"))

    def public(self) -> "PartQuerySet":
        """Those decided so, of partnerships that anyone may see (for the models that say `is_public`)."""
        return self.filter(partnership__in=Partnership.objects.public().values("pk"), is_public=True)

    def hidden(self) -> "PartQuerySet":
        return self.filter(hidden_at("partnership__organisation"))
