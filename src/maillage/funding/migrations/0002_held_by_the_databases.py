"""What no verb may forget, held by the databases: a rate locked once, shares within their expense, instalments within their grant.

On SQLite a later change of these tables copies them and loses their triggers: such a migration ends with `away` and
`make` of this one, run again. PostgreSQL holds the expense (the grant) while it adds up, so that two at once wait.
"""

from django.db import migrations

LOCKED = ("funding_transfer", "funding_expense", "funding_instalment", "funding_budgetamount")
# (part, whole, key of the whole): the sum of the parts' amounts never passes the whole's.
WITHIN = (
    ("funding_expenseshare", "funding_expense", "expense_id"),
    ("funding_instalment", "funding_grant", "grant_id"),
)


def sqlite():
    for table in LOCKED:
        yield (
            f"CREATE TRIGGER {table}_rate_locked BEFORE UPDATE OF rate, rate_source, rate_on ON {table} "
            "WHEN OLD.rate <> '' AND (NEW.rate <> OLD.rate OR NEW.rate_source <> OLD.rate_source "
            "OR NEW.rate_on IS NOT OLD.rate_on) BEGIN SELECT RAISE(ABORT, 'rate_locked'); END"
        )
    for part, whole, key in WITHIN:
        over = (
            f"SELECT RAISE(ABORT, '{part}_within') WHERE "
            f"(SELECT SUM(amount) FROM {part} WHERE {key} = NEW.{{key}}) > "
            f"(SELECT amount FROM {whole} WHERE id = NEW.{{key}}); END"
        )
        for event in ("INSERT", f"UPDATE OF amount, {key}"):
            name = f"{part}_within_{event[:6].lower()}"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {part} BEGIN {over.format(key=key)}"
        yield f"CREATE TRIGGER {whole}_holds AFTER UPDATE OF amount ON {whole} BEGIN " + (
            f"SELECT RAISE(ABORT, '{part}_within') WHERE "
            f"(SELECT SUM(amount) FROM {part} WHERE {key} = NEW.id) > NEW.amount; END"
        )


def sqlite_away():
    for table in LOCKED:
        yield f"DROP TRIGGER IF EXISTS {table}_rate_locked"
    for part, whole, _key in WITHIN:
        for event in ("insert", "update"):
            yield f"DROP TRIGGER IF EXISTS {part}_within_{event}"
        yield f"DROP TRIGGER IF EXISTS {whole}_holds"


REFUSED = "USING ERRCODE = 'check_violation'"


def postgresql():
    yield (
        "CREATE FUNCTION funding_rate_locked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF OLD.rate <> '' AND (NEW.rate, NEW.rate_source, NEW.rate_on) IS DISTINCT FROM "
        "(OLD.rate, OLD.rate_source, OLD.rate_on) "
        f"THEN RAISE EXCEPTION 'rate_locked' {REFUSED}; END IF; RETURN NEW; END $$"
    )
    for table in LOCKED:
        yield (
            f"CREATE TRIGGER {table}_rate_locked BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION funding_rate_locked()"
        )
    for part, whole, key in WITHIN:
        yield (
            f"CREATE FUNCTION {part}_within() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE held bigint; BEGIN "
            f"SELECT amount INTO held FROM {whole} WHERE id = NEW.{key} FOR UPDATE; "
            f"IF (SELECT SUM(amount) FROM {part} WHERE {key} = NEW.{key}) > held "
            f"THEN RAISE EXCEPTION '{part}_within' {REFUSED}; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {part}_within AFTER INSERT OR UPDATE OF amount, {key} ON {part} "
            f"FOR EACH ROW EXECUTE FUNCTION {part}_within()"
        )
        yield (
            f"CREATE FUNCTION {whole}_holds() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF (SELECT SUM(amount) FROM {part} WHERE {key} = NEW.id) > NEW.amount "
            f"THEN RAISE EXCEPTION '{part}_within' {REFUSED}; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {whole}_holds AFTER UPDATE OF amount ON {whole} "
            f"FOR EACH ROW EXECUTE FUNCTION {whole}_holds()"
        )


def postgresql_away():
    for table in LOCKED:
        yield f"DROP TRIGGER IF EXISTS {table}_rate_locked ON {table}"
    yield "DROP FUNCTION IF EXISTS funding_rate_locked()"
    for part, whole, _key in WITHIN:
        yield f"DROP TRIGGER IF EXISTS {part}_within ON {part}"
        yield f"DROP FUNCTION IF EXISTS {part}_within()"
        yield f"DROP TRIGGER IF EXISTS {whole}_holds ON {whole}"
        yield f"DROP FUNCTION IF EXISTS {whole}_holds()"


def make(apps, schema_editor):
    for statement in postgresql() if schema_editor.connection.vendor == "postgresql" else sqlite():
        schema_editor.execute(statement)


def away(apps, schema_editor):
    for statement in postgresql_away() if schema_editor.connection.vendor == "postgresql" else sqlite_away():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]
    operations = [migrations.RunPython(make, away)]
