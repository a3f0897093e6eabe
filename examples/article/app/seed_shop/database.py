"""Asks the order database, where there is one, whether it answers."""

import psycopg2


class DatabaseDown(Exception):
    """The database could not be reached, or refused us."""


def ping(dsn: str) -> None:
    """Return if the database answers a query; raise DatabaseDown if not."""
    try:
        connection = psycopg2.connect(dsn, connect_timeout=2)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        finally:
            connection.close()
    except psycopg2.Error as error:
        raise DatabaseDown(str(error)) from error
