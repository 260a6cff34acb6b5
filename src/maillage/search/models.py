"""The index's rows. What databases search is derived from `terms` by the database itself (see `engine`)."""

from typing import Any

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.core.personal import ALL, Purpose, Until
from maillage.search.audience import Audience

FOUND = Purpose(_("Retrouver la fiche par son nom ; suit la fiche, effacé avec elle."), Until.ERASURE)


class SearchDocumentQuerySet(models.QuerySet["SearchDocument"]):
    def visible_to(self, user: Any) -> "SearchDocumentQuerySet":
        """What this person may find; None is a visitor."""
        return self.filter(Audience.of(user).condition())


class SearchDocument(models.Model):
    """What is found of one thing, in one language, by one audience."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=5)
    access = models.CharField(max_length=120, blank=True)
    owners = models.CharField(max_length=500, blank=True)  # " user:12 delegate:45 "
    title = models.CharField(max_length=300)
    subtitle = models.CharField(max_length=300, blank=True)
    url = models.JSONField(default=dict)
    title_words = models.TextField(blank=True)
    title_terms = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    digest = models.CharField(max_length=32)
    updated_at = models.DateTimeField(default=now)

    PERSONAL = {
        "title": FOUND, "subtitle": FOUND, "title_words": FOUND, "title_terms": FOUND, "terms": FOUND, "owners": FOUND,
    }  # fmt: skip
    NOT_PERSONAL = ("id", "kind", "object_id", "language", "access", "url", "digest", "updated_at")

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document trouvable"
        verbose_name_plural = "documents trouvables"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "language", "access"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class SearchTaskQuerySet(models.QuerySet["SearchTask"]):
    def visible_to(self, user: Any) -> "SearchTaskQuerySet":
        """Those who keep the install see that things wait."""
        return self if user is not None and user.can("system.keep") else self.none()


class SearchTask(models.Model):
    """The outbox: a thing changed, its documents are to be written again. Rows are only added and taken away, never
    updated: no writer waits for another, and a change made while the thing is indexed keeps its own row."""

    kind = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    lost = models.TextField(blank=True)  # words of documents dropped at once, by access: to be checked
    queued_at = models.DateTimeField(default=now)

    PERSONAL = {"lost": Purpose("Oublier les mots qui ne servent plus.", Until.DAYS, days=1)}
    NOT_PERSONAL = ("id", "kind", "object_id", "queued_at")

    objects = SearchTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche à indexer"
        verbose_name_plural = "fiches à indexer"

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    def visible_to(self, user: Any) -> "SearchWordQuerySet":
        """Words of titles that this person may find; those of owners' own documents correct nobody's typing."""
        return self.filter(access__in=Audience.of(user).accesses)


class SearchWord(models.Model):
    """A word of titles, by access: what typing errors are corrected with. Gone when no title has it any more."""

    word = models.CharField(max_length=60)
    access = models.CharField(max_length=120)

    PERSONAL = {"word": FOUND}
    NOT_PERSONAL = ("id", "access")

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = "mot des titres"
        verbose_name_plural = "mots des titres"
        constraints = [models.UniqueConstraint(fields=["word", "access"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


class SearchTrigram(models.Model):
    """Three letters of a word, with the word's length."""

    pk = models.CompositePrimaryKey("trigram", "length", "word")
    trigram = models.CharField(max_length=3)
    length = models.SmallIntegerField()
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, db_index=True, related_name="trigrams")

    PERSONAL: dict[str, Purpose] = {}
    NOT_PERSONAL = ALL

    class Meta:
        verbose_name = "trigramme"
        verbose_name_plural = "trigrammes"

    def __str__(self) -> str:
        return self.trigram
