"""The queue's rows follow what the rooms declare, each time the tables are made or changed."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate

from maillage.core.models import Generation
from maillage.core.schedule import Schedule, ensure_schedules


def after_migrate(**kwargs: Any) -> None:
    if {Schedule._meta.db_table, Generation._meta.db_table} <= set(connection.introspection.table_names()):
        ensure_schedules()


post_migrate.connect(after_migrate, sender=apps.get_app_config("django_q"), dispatch_uid="maillage.schedules")
