"""`column__among=values`: one of many values, asked as one parameter.

`column__in` makes a parameter of each value: at five hundred of them Django spends longer on the list than the database
on the rows, and SQLite of old refuses beyond 999. Values are numbers or texts, never None.
"""

import json
from typing import Any

from django.db.models import Field, ForeignKey
from django.db.models.lookups import Lookup


@Field.register_lookup
@ForeignKey.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", [*parameters, values]
        listed = "(SELECT value FROM json_each(%s))"
        return f"{column} IN {listed}", [*parameters, json.dumps(values)]
