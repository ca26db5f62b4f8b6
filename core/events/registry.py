"""Which handler listens to which event. A handler takes a list of events and treats all of them, or raises."""

from collections import defaultdict

from core.events import names

_handlers = defaultdict(dict)


def handles(*event_names):
    """Register a function `handler(events: list[Event])`. It runs in the transaction that marks the deliveries done."""

    def register(function):
        for name in event_names:
            if name not in names.ALL:
                raise LookupError(f"no event is called {name}")
            _handlers[name][f"{function.__module__}.{function.__name__}"] = function
        return function

    return register


def handlers_of(name):
    """{handler name: function} for one event name, in the order of registration."""
    return _handlers[name]


def find_handler(name, handler):
    return _handlers[name].get(handler)
