"""DATABASE_URL and REDIS_URL: given by the environment, or embedded servers."""

import os
from contextlib import contextmanager

import psycopg2
import redis

from config.embedded import postgres, valkey
from config.embedded.accounts import server_user
from config.embedded.faults import Fault
from config.embedded.loans import Loan
from config.embedded.places import place_for


@contextmanager
def servers(root=None, temporary=False):
    """Set the two variables where they are not given, to embedded servers that run until the block ends. Raises Fault."""
    loans = []
    try:
        if not os.environ.get(postgres.VARIABLE):
            loans.append(borrow("postgres", postgres.VARIABLE, place_for("postgres", root, server_user(), temporary)))
        if not os.environ.get(valkey.VARIABLE):
            loans.append(borrow("valkey", valkey.VARIABLE, place_for("valkey", root, None, temporary)))
        yield
    finally:
        for loan in reversed(loans):
            loan.give_back()


def borrow(name, variable, place):
    loan = Loan(name, place)
    os.environ[variable] = loan.url
    return loan


def check_given_servers():
    """Raise Fault unless both addresses lead to servers that answer."""
    check_database(os.environ[postgres.VARIABLE])
    check_broker(os.environ[valkey.VARIABLE])


def check_database(address):
    if not address.startswith(("postgresql://", "postgres://")):
        raise Fault("DATABASE_URL 应形如 postgresql://用户:密码@主机:端口/数据库名。")
    try:
        psycopg2.connect(address, connect_timeout=5).close()
    except (psycopg2.Error, UnicodeError):
        raise Fault(f"无法连接 DATABASE_URL 指定的数据库（{without_password(address)}），请检查地址、密码，以及数据库是否已启动。") from None


def check_broker(address):
    try:
        redis.Redis.from_url(address.replace("redis+socket://", "unix://"), socket_connect_timeout=5, socket_timeout=5).ping()
    except ValueError:
        raise Fault("REDIS_URL 应形如 redis://主机:端口/0。") from None
    except redis.RedisError:
        raise Fault(f"无法连接 REDIS_URL 指定的服务器（{without_password(address)}），请检查地址、密码，以及服务器是否已启动。") from None


def without_password(address):
    """The part of an address that may be shown."""
    return address.split("://", 1)[1].rpartition("@")[2].partition("?")[0]
