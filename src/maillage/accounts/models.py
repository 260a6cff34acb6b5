"""Who signs in, and the roles they were given."""

import hashlib
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import ROLES, Permission
from maillage.core.personal import Purpose, Until
from maillage.core.registry import house

DEMO_DOMAIN = "@exemple.org"


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> "UserQuerySet":
        return self if user.can(Permission.USERS_VIEW) else self.filter(pk=user.pk)

    def holding(self, role: str) -> "UserQuerySet":
        """People who may sign in and hold this role today."""
        return self.filter(is_active=True, grants__role=role, grants__ended_at=None)

    def demo(self) -> "UserQuerySet":
        """The demonstration's cast: invented people, at an address that exists nowhere."""
        return self.filter(email__endswith=DEMO_DOMAIN, is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who signs in, by e-mail address."""

    email = models.EmailField(_("adresse courriel"), unique=True)
    name = models.CharField(_("nom"), max_length=150)
    language = models.CharField(_("langue"), max_length=5, default="fr")
    is_active = models.BooleanField(_("peut se connecter"), default=True)
    shortcuts = models.BooleanField(_("raccourcis clavier"), default=True)
    created_at = models.DateTimeField(_("créé le"), default=now)
    erased_at = models.DateTimeField(_("effacé le"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    PERSONAL: ClassVar[dict[str, Purpose]] = {
        "email": Purpose("Vous reconnaître et vous écrire", Until.ACCOUNT),
        "name": Purpose("Dire qui a fait quoi", Until.ACCOUNT),
        "password": Purpose("Vérifier votre mot de passe, gardé sous une forme illisible", Until.ACCOUNT),
        "language": Purpose(_("Vous parler dans votre langue"), Until.ACCOUNT),
        "shortcuts": Purpose("Garder votre réglage du clavier", Until.ACCOUNT),
        "last_login": Purpose("Remarquer un compte dont plus personne ne se sert", Until.ACCOUNT),
    }
    NOT_PERSONAL: ClassVar[tuple[str, ...]] = ("id", "is_active", "created_at", "erased_at")

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("accounts:user", args=[self.pk])

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """Roles given today."""
        if not self.is_active:
            return frozenset()
        return frozenset(self.grants.current().values_list("role", flat=True))

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        return frozenset().union(*(ROLES[code].permissions for code in self.role_codes if code in ROLES))

    def can(self, permission: Permission | str) -> bool:
        return self.is_active and permission in self.permissions

    @cached_property
    def facts(self) -> dict[str, frozenset[int]]:
        """Roles that follow from facts: {role code: ids of the objects they are held on}."""
        found: dict[str, set[int]] = {}
        if self.is_active:
            for fact in house.facts:
                for code, object_id in fact.find(self):
                    found.setdefault(code, set()).add(object_id)
        return {code: frozenset(ids) for code, ids in found.items()}

    def holds(self, role: str, object_id: int | None = None) -> bool:
        """Does a fact give this role (on this object, or on any)?"""
        ids = self.facts.get(role, frozenset())
        return object_id in ids if object_id is not None else bool(ids)

    @property
    def is_staff(self) -> bool:
        """Staff enter Gestion: a second factor is asked of them."""
        return self.can(Permission.GESTION)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, user: User) -> "RoleGrantQuerySet":
        return self if user.can(Permission.USERS_VIEW) else self.filter(user=user)

    def current(self) -> "RoleGrantQuerySet":
        return self.filter(ended_at=None)


class RoleGrant(models.Model):
    """A role given to a person, from one day to another; never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("rôle"), max_length=40, choices=[(r.code, r.name) for r in ROLES.values()])
    started_at = models.DateTimeField(_("depuis"), default=now)
    ended_at = models.DateTimeField(_("jusqu’au"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()
    PERSONAL: ClassVar[dict[str, Purpose]] = {
        "user": Purpose("Savoir qui avait le droit de faire quoi, et quand", Until.ACCOUNT),
    }
    NOT_PERSONAL: ClassVar[tuple[str, ...]] = ("id", "role", "started_at", "ended_at")

    class Meta:
        verbose_name = _("rôle donné")
        verbose_name_plural = _("rôles donnés")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=models.Q(ended_at=None), name="role_once"),
        ]

    def __str__(self) -> str:
        return str(ROLES[self.role].name)


LINK_LASTS = timedelta(minutes=15)
INVITATION_LASTS = timedelta(days=7)


class LoginLinkQuerySet(models.QuerySet["LoginLink"]):
    def visible_to(self, user: User) -> "LoginLinkQuerySet":
        """A link is its receiver's alone."""
        return self.filter(user=user)

    def usable(self) -> "LoginLinkQuerySet":
        return self.filter(used_at=None, expires_at__gt=now(), user__is_active=True)

    def stale(self) -> "LoginLinkQuerySet":
        return self.filter(expires_at__lte=now() - INVITATION_LASTS)

    def of_token(self, token: str) -> "LoginLinkQuerySet":
        return self.filter(digest=LoginLink.digest_of(token))


class LoginLink(models.Model):
    """A link that signs in once. Only its digest is kept: who reads the database cannot open it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("envoyé à"))
    invitation = models.BooleanField(_("invitation"), default=False)
    next = models.CharField(_("page demandée"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("envoyé le"), default=now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    used_at = models.DateTimeField(_("utilisé le"), null=True, blank=True)

    objects = LoginLinkQuerySet.as_manager()
    PERSONAL: ClassVar[dict[str, Purpose]] = {
        "user": Purpose("Vous connecter par un lien reçu par courriel", Until.DAYS, days=14),
        "email": Purpose("Vous connecter par un lien reçu par courriel", Until.DAYS, days=14),
    }
    NOT_PERSONAL: ClassVar[tuple[str, ...]] = (
        "id", "digest", "invitation", "next", "created_at", "expires_at", "used_at",
    )  # fmt: skip

    class Meta:
        verbose_name = _("lien de connexion")
        verbose_name_plural = _("liens de connexion")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()


class ErasureRequestQuerySet(models.QuerySet["ErasureRequest"]):
    def waiting(self) -> "ErasureRequestQuerySet":
        return self.filter(closed_at=None)

    def visible_to(self, user: User) -> "ErasureRequestQuerySet":
        return self if user.can(Permission.ROLES_GIVE) else self.filter(user=user)


class ErasureRequest(models.Model):
    """Someone asks that what the house knows of them be erased."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="erasures")
    reason = models.TextField(_("ce que vous voulez nous dire"), blank=True, max_length=2000)
    asked_at = models.DateTimeField(_("demandé le"), default=now)
    closed_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    kept = models.JSONField(_("ce qui est gardé, et pourquoi"), default=list, blank=True)

    objects = ErasureRequestQuerySet.as_manager()
    PERSONAL: ClassVar[dict[str, Purpose]] = {
        "user": Purpose("Répondre à votre demande, et pouvoir prouver qu’on y a répondu", Until.ACCOUNT),
        "reason": Purpose("Répondre à votre demande", Until.ACCOUNT),
    }
    NOT_PERSONAL: ClassVar[tuple[str, ...]] = ("id", "asked_at", "closed_at", "kept")

    class Meta:
        verbose_name = _("demande d’effacement")
        verbose_name_plural = _("demandes d’effacement")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(closed_at=None), name="erasure_once"),
        ]

    def __str__(self) -> str:
        return str(self.user)
