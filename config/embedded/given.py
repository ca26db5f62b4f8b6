"""The servers that the environment gives, asked once before anything is built on them."""

import os

import psycopg2

from config.embedded.faults import Fault


def check_given_servers():
    """Raise Fault unless the servers of DATABASE_URL and REDIS_URL answer, where these are given."""
    if address := os.environ.get("DATABASE_URL"):
        check_database(address)
    if address := os.environ.get("REDIS_URL"):
        check_broker(address)


def check_database(address):
    if not address.startswith(("postgresql://", "postgres://")):
        raise Fault("DATABASE_URL 应形如 postgresql://用户:密码@主机:端口/数据库名。")
    try:
        psycopg2.connect(address, connect_timeout=5).close()
    except (psycopg2.Error, UnicodeError):
        raise Fault(
            f"无法连接 DATABASE_URL 指定的数据库（{without_password(address)}），请检查地址、密码，以及数据库是否已启动。"
        ) from None


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
