"""Guards in the database itself: a journal is only ever added to, whatever program speaks to the database.

What is refused: changing or deleting an entry, a case or a payload; an entry out of turn (which also stops SQLite's `INSERT OR REPLACE`); a
case's end that moves otherwise than onwards, to an entry that is there. What is allowed: to exchange a payload or an attachment for its ciphertext, or back, while
the newest entry of the case says so (`sealed`, `unsealed`). Whoever owns the database can take the guards away; the hashes then tell.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_ACT = {
    "sqlite": "(SELECT json_extract(body, '$.act') FROM entries WHERE case_name = OLD.case_name ORDER BY number DESC LIMIT 1)",
    "postgresql": "(SELECT body::json ->> 'act' FROM entries WHERE case_name = OLD.case_name ORDER BY number DESC LIMIT 1)",
}
_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM entries WHERE case_name = NEW.case_name)"

_END = "NOT EXISTS (SELECT 1 FROM entries WHERE case_name = NEW.name AND number = NEW.number AND hash = NEW.hash)"


def _refused(dialect: str) -> list[tuple[str, str, str, str]]:
    """Table, event, when it is refused, and what is said."""
    differ = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"
    sealing = f"coalesce({_ACT[dialect]}, '') NOT IN ('sealed', 'unsealed')"
    same = f"NEW.case_name {differ} OLD.case_name OR NEW.number {differ} OLD.number OR NEW.sealed = OLD.sealed"
    only = "a journal is only ever added to"
    return [
        ("entries", "UPDATE", "", only),
        ("entries", "DELETE", "", only),
        ("entries", "INSERT", f"NEW.number <> {_NEXT}", "an entry comes out of turn"),
        ("cases", "DELETE", "", only),
        ("cases", "INSERT", "NEW.number <> 0", "a case begins with no entry"),
        ("cases", "UPDATE", f"NEW.name {differ} OLD.name OR NEW.number <= OLD.number OR {_END}", only),
        ("payloads", "DELETE", "", only),
        ("payloads", "UPDATE", f"{same} OR {sealing}", "a payload changes only when it is sealed or unsealed"),
        ("attachments", "UPDATE", "", only),
        ("attachments", "DELETE", sealing, "an attachment goes only when it is sealed or unsealed"),
    ]


def upgrade() -> None:
    """Make the triggers."""
    dialect = op.get_bind().dialect.name
    for table, event, when, says in _refused(dialect):
        name = f"{table}_{event.lower()}_guard"
        if dialect == "sqlite":
            condition = f" WHEN {when}" if when else ""
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{condition} BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
            continue
        test = f"IF {when} THEN RAISE EXCEPTION '{says}'; END IF;" if when else f"RAISE EXCEPTION '{says}';"
        passes = "OLD" if event == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {test} RETURN {passes}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    if dialect == "postgresql":
        op.execute(
            "CREATE FUNCTION cases_truncate_guard() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a journal is only ever added to'; END $$"
        )
        for table in ("cases", "entries", "payloads", "attachments"):
            op.execute(
                f"CREATE TRIGGER {table}_truncate_guard BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION cases_truncate_guard()"
            )
