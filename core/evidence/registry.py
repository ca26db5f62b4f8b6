"""Who must know that a file was handed out. A wing registers itself for the models whose evidence tells more than everybody may know."""

_listeners = {}


def on_download(*models):
    """Register a listener `function(evidence, by)` for the evidence of these models: called before the file leaves, and what it raises keeps it in."""

    def register(function):
        for model in models:
            _listeners[model._meta.label_lower] = function
        return function

    return register


def tell_download(evidence, by):
    """Somebody who may see it is handed a file."""
    kind = evidence.content_type and f"{evidence.content_type.app_label}.{evidence.content_type.model}"
    if listener := _listeners.get(kind):
        listener(evidence, by)
