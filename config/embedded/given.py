"""The servers that the environment gives, asked once before anything is built on them."""

import os
from contextlib import closing

import psycopg2

from config.embedded.faults import Fault

OLDEST_POSTGRES = 16
# the owner of a database may enable btree_gist, which is a trusted extension
MAY_MAKE_TABLES = """
    SELECT to_regclass('django_migrations') IS NOT NULL
        OR coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
            AND (has_database_privilege(current_database(), 'CREATE') OR EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist'))
"""


def check_given_servers():
    """Raise Fault unless the servers of DATABASE_URL and REDIS_URL answer, where these are given."""
    if address := os.environ.get("DATABASE_URL"):
        check_database(address)
    if address := os.environ.get("REDIS_URL"):
        check_broker(address)


def check_database(address):
    if not address.startswith(("postgresql://", "postgres://")):
        raise Fault("DATABASE_URL 应形如 postgresql://用户:密码@主机:端口/数据库名。")
    shown = without_password(address)
    try:
        with closing(psycopg2.connect(address, connect_timeout=5)) as connection:
            check_version(connection, shown)
            check_rights(connection, shown)
    except (psycopg2.Error, UnicodeError):
        raise Fault(f"无法连接 DATABASE_URL 指定的数据库（{shown}），请检查地址、用户名、密码、库名，以及数据库是否已启动。") from None


def check_version(connection, shown):
    version, encoding = connection.server_version // 10_000, connection.get_parameter_status("server_encoding")
    if version < OLDEST_POSTGRES:
        raise Fault(f"DATABASE_URL 指定的数据库（{shown}）是 PostgreSQL {version}，请换用 PostgreSQL {OLDEST_POSTGRES} 以上的版本。")
    if encoding != "UTF8":
        raise Fault(f"DATABASE_URL 指定的数据库（{shown}）编码是 {encoding}，请换用编码为 UTF8 的数据库。")


def check_rights(connection, shown):
    """Raise Fault where the tables are still to be made and this account may not make them."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_MAKE_TABLES)
        if not cursor.fetchone()[0]:
            raise Fault(f"DATABASE_URL 的账号不能在数据库（{shown}）里建表和启用扩展 btree_gist，请让它成为该数据库的所有者。")


def check_broker(address):
    import redis  # slow to import, and needed only here

    try:
        redis.Redis.from_url(address.replace("redis+socket://", "unix://"), socket_connect_timeout=5, socket_timeout=5).ping()
    except ValueError:
        raise Fault("REDIS_URL 应形如 redis://主机:端口/0。") from None
    except redis.RedisError:
        raise Fault(f"无法连接 REDIS_URL 指定的服务器（{without_password(address)}），请检查地址、密码，以及服务器是否已启动。") from None


def without_password(address):
    """The part of an address that may be shown."""
    return address.split("://", 1)[1].rpartition("@")[2].partition("?")[0]
