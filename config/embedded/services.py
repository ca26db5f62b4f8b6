"""DATABASE_URL and REDIS_URL: given by the environment, or embedded servers."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from config.embedded.accounts import server_user
from config.embedded.loans import Loan
from config.embedded.places import place_for


@contextmanager
def servers(root=None, temporary=False):
    """Set the two variables where they are not given, to embedded servers that run until the block ends. Raises Fault."""
    places = {}
    if not os.environ.get("DATABASE_URL"):
        places["DATABASE_URL"] = place_for("postgres", root, server_user(), temporary)
    if not os.environ.get("REDIS_URL"):
        places["REDIS_URL"] = place_for("valkey", root, None, temporary)
    loans = {}

    def borrow(variable):
        loans[variable] = Loan(places[variable])

    try:
        with ThreadPoolExecutor() as at_once:
            list(at_once.map(borrow, places))
        os.environ.update({variable: loan.url for variable, loan in loans.items()})
        if "DATABASE_URL" in places and not temporary:
            os.environ.setdefault("DEMO", "1")  # what is embedded is for trying out
        yield
    finally:
        with ThreadPoolExecutor() as at_once:
            list(at_once.map(Loan.give_back, loans.values()))
