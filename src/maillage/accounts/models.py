"""Who signs in, and the roles they were given."""

from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import ROLES, Permission
from maillage.core.registry import house


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> "UserQuerySet":
        return self if user.can(Permission.USERS_VIEW) else self.filter(pk=user.pk)


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

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

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
    def current(self) -> "RoleGrantQuerySet":
        return self.filter(ended_at=None)


class RoleGrant(models.Model):
    """A role given to a person, from one day to another; never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("rôle"), max_length=40, choices=[(r.code, r.name) for r in ROLES.values()])
    started_at = models.DateTimeField(_("depuis"), default=now)
    ended_at = models.DateTimeField(_("jusqu’au"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rôle donné")
        verbose_name_plural = _("rôles donnés")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=models.Q(ended_at=None), name="role_once"),
        ]

    def __str__(self) -> str:
        return str(ROLES[self.role].name)
