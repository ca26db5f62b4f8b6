"""Real PostgreSQL and Valkey from wheels, for whoever gives no servers of their own.

One mechanism serves `make run`, `manage.py` and the tests. Every server has a private folder and a small *keeper*
process that owns it. Whoever uses the server holds a shared lock on the folder's `users.lock`; the keeper stops the
server once it gets that lock for itself alone. The kernel drops the lock of a killed user, so nothing is left behind.

    faults.py      a start that failed, in one sentence
    accounts.py    the system user that PostgreSQL runs as when root starts it
    places.py      the private folder of a server
    postgres.py, valkey.py    how each server is prepared, started and asked
    processes.py   children that never outlive their parent
    keeper.py      the process that owns one server
    loans.py       borrowing a server, giving it back
    services.py    DATABASE_URL and REDIS_URL for this process
    given.py       servers that the environment gives
    schema.py      migrate, if and only if it is needed
    static.py      collect static files, likewise
    secret.py      secret keys made once
    run.py         `make run`
"""
