"""The database under the catalog, SQLite or PostgreSQL: opening, creating, one writer, plain errors."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    Engine,
    Select,
    Table,
    Text,
    cast,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from ingest.model.errors import StoreError, StoreOutOfReach
from ingest.store.catalog import schema
from ingest.store.catalog.values import INFO_COLUMNS, READY

_SQLITE, _POSTGRESQL = "sqlite", "postgresql"
_DRIVER = {_POSTGRESQL: "postgresql+psycopg", "postgres": "postgresql+psycopg"}
"""The driver for a URL that names none."""
_CONNECTING = {"connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""Detects a lost server in seconds, not hours; parameters in the URL override these."""
_WRITER = 0x627564676574
"""The advisory lock of the writer."""
_PAUSE = 0.1


def open_engine(folder: Path, url: str = "") -> Engine:
    """The database at ``url``, else ``folder/catalog.sqlite``. Nothing is created yet. Raises StoreError for an
    unusable URL."""
    try:
        place = _place(url) if url else make_url(f"sqlite:///{folder / 'catalog.sqlite'}")
        engine = create_engine(place, pool_pre_ping=bool(url), connect_args=_connecting(place))
    except ImportError as error:
        raise StoreError(
            f"BUDGETQA_DATABASE_URL needs a driver that is not installed ({error}): "
            'pip install "budgetqa[postgres]" and write postgresql://…, or unset it for SQLite in the store folder'
        ) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            f"BUDGETQA_DATABASE_URL cannot be used ({_first_line(error)}); write it like "
            "postgresql://user:password@host:5432/name, or unset it for SQLite in the store folder"
        ) from error
    if engine.dialect.name == _SQLITE:
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _place(url: str) -> URL:
    place = make_url(url)
    place = place.set(drivername=_DRIVER.get(place.drivername, place.drivername))
    if place.get_backend_name() not in (_SQLITE, _POSTGRESQL):
        raise ValueError(f"{place.get_backend_name()} is not supported")
    return place


def _connecting(place: URL) -> dict[str, Any]:
    if place.drivername != "postgresql+psycopg":
        return {}
    return {name: value for name, value in _CONNECTING.items() if name not in place.query}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers continue while one process writes; deleting a document cascades, as in PostgreSQL."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


# ------------------------------------------------------------------------------------------------------ its tables


def is_made(engine: Engine) -> bool:
    """Whether the database holds a complete store. Raises StoreError if it is of another version, if its tables belong
    to another program, or if the database cannot be used."""
    with plain_errors(engine):
        version = _version(engine)
        foreign = [] if version else _foreign_tables(engine)
    if version in schema.ADDED:
        raise StoreError(
            f"{named(engine)} was written by an older version: run `budgetqa ingest` on the files once more"
        )
    if version not in (None, schema.SCHEMA_VERSION):
        raise StoreError(
            f"{named(engine)} is of version {version}, this program writes {schema.SCHEMA_VERSION}: "
            "ingest the files again, into a new store (--store) or an empty database"
        )
    if foreign:
        raise StoreError(
            f"{named(engine)} holds tables of another program ({', '.join(foreign)}): give BudgetQA a database of "
            "its own, or a schema (…/name?options=-csearch_path%3Dbudgetqa)"
        )
    return version is not None


def is_older(engine: Engine) -> bool:
    """Whether the database holds a store of an older version that :func:`bring_up_to_date` can bring up to this one."""
    with plain_errors(engine):
        return _version(engine) in schema.ADDED


def bring_up_to_date(engine: Engine) -> None:
    """Give the tables of an older store the columns of this version. Those whose rows follow from the exact values of a
    document are empty then, and :meth:`Catalog.refill` fills them."""
    with plain_errors(engine), engine.begin() as connection:
        here = {column["name"] for column in inspect(connection).get_columns(schema.documents.name)}
        for column in schema.ADDED.get(_version(engine) or "", ()):
            if column.split()[0] not in here:
                connection.execute(text(f"ALTER TABLE {schema.documents.name} ADD COLUMN {column}"))
        schema.metadata.drop_all(connection, tables=schema.DERIVED)
        schema.metadata.create_all(connection, tables=schema.DERIVED)


def no_store(where: str, folder: Path) -> StoreError:
    """That there is no store yet, and how one is made."""
    return StoreError(f"no store in {where}: run `budgetqa ingest PATH --store {folder}` first")


def _version(engine: Engine) -> str | None:
    there = inspect(engine)
    if not there.has_table(schema.meta.name):
        return None
    if not {"key", "value"} <= {column["name"] for column in there.get_columns(schema.meta.name)}:
        return None
    with engine.connect() as connection:
        return connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "schema")).scalar()


def _foreign_tables(engine: Engine) -> list[str]:
    there = inspect(engine)
    ours = [table for table in schema.metadata.sorted_tables if there.has_table(table.name)]
    return [
        table.name
        for table in ours
        if not set(table.columns.keys()) <= {column["name"] for column in there.get_columns(table.name)}
    ]


def make_tables(engine: Engine) -> None:
    """Creates the tables of a new store; existing ones stay. Raises StoreOutOfReach if the database cannot be used."""
    with plain_errors(engine):
        schema.metadata.create_all(engine)


# -------------------------------------------------------------------------------------------- pieces of SQL


def add_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows; of words only those that are not there yet, as all documents share them."""
    if table is schema.words:
        there = select(table.c.kind, table.c.hash).where(table.c.hash.in_([row["hash"] for row in rows]))
        known = {tuple(row) for row in connection.execute(there)}
        rows = [row for row in rows if (row["kind"], row["hash"]) not in known]
    if rows:
        connection.execute(insert(table), rows)


def retire(connection: Connection, document_id: str) -> None:
    """Take a document out; it is unsettled until its vectors are gone."""
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))
    unsettle(connection, document_id)


def unsettle(connection: Connection, document_id: str) -> None:
    """Its vectors may not fit from here on."""
    connection.execute(delete(schema.unsettled).where(schema.unsettled.c.document_id == document_id))
    connection.execute(insert(schema.unsettled).values(document_id=document_id))


def among(query: Select[Any], table: Table, document_ids: Sequence[str] | None) -> Select[Any]:
    """Only ready documents, and of those only these."""
    columns = schema.documents.c
    ready = select(columns.id).where(columns.state == READY)
    if document_ids is not None:
        ready = ready.where(columns.id.in_(document_ids))
    return query.where(table.c.document_id.in_(ready))


def ready_documents() -> Select[Any]:
    """The columns of ready documents that :func:`info_of` takes."""
    columns = [schema.documents.c[name] for name in INFO_COLUMNS]
    shown = (cast(each, Text) if isinstance(each.type, JSON) else each for each in columns)
    return select(*shown).where(schema.documents.c.state == READY)


# ---------------------------------------------------------------------------------------------------- one writer


@contextmanager
def held(engine: Engine, wait: float) -> Iterator[Connection | None]:
    """The only connection that may write, while it lasts; the server frees the lock of a killed holder. None for
    SQLite, whose store folder has its own lock. Raises StoreOutOfReach after ``wait`` seconds."""
    if engine.dialect.name == _SQLITE:
        yield None
        return
    with plain_errors(engine):
        connection = engine.connect()
    try:
        with plain_errors(engine):
            _acquire(connection, wait, named(engine))
        yield connection
    finally:
        with suppress(SQLAlchemyError):
            connection.rollback()
            connection.execute(select(func.pg_advisory_unlock(_WRITER)))
            connection.commit()
        connection.invalidate()
        connection.close()


def _acquire(connection: Connection, wait: float, name: str) -> None:
    deadline = time.monotonic() + wait
    while not _try(connection):
        if time.monotonic() >= deadline:
            raise StoreOutOfReach(f"{name} is being written by another process; try again when it is done")
        time.sleep(_PAUSE)


def _try(connection: Connection) -> bool:
    free = bool(connection.execute(select(func.pg_try_advisory_lock(_WRITER))).scalar())
    connection.commit()  # the lock belongs to the session, not the transaction
    return free


# -------------------------------------------------------------------------------------------------------- errors


@contextmanager
def plain_errors(engine: Engine) -> Iterator[None]:
    """Turns database errors into StoreOutOfReach, whose message says what to do."""
    try:
        yield
    except IntegrityError:  # a duplicate: a bug of ours, not a fault of the store
        raise
    except SQLAlchemyError as error:
        raise StoreOutOfReach(
            f"{named(engine)} cannot be used ({_first_line(error)}); {_advice(engine, error)}"
        ) from error


def named(engine: Engine) -> str:
    """The database's name in error messages, without its password."""
    if engine.dialect.name == _SQLITE:
        return f"the catalog {engine.url.database}"
    return f"the database {engine.url.render_as_string(hide_password=True)}"


def _advice(engine: Engine, error: SQLAlchemyError) -> str:
    state = str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")
    if state.startswith("53100") or "disk is full" in str(error) or "disk I/O" in str(error):
        return "make room on its disk and run the command again; what was finished is kept"
    if engine.dialect.name == _SQLITE:
        return "check the store folder and its rights"
    if state == "42501":
        return "let its user create tables and write there (GRANT CREATE, USAGE ON SCHEMA …), or use another user"
    return "check BUDGETQA_DATABASE_URL, and that the server runs and takes this user"


def _first_line(error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return re.sub(r"\s+", " ", said)
