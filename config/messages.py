"""Every message that is marked for translation, and the English catalogue. No xgettext: syntax trees and Django's own template reader."""

import ast
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "locale" / "en" / "LC_MESSAGES" / "django.po"
FOLDERS = ("core", "credit_records", "commitments", "disclosure", "accountability", "portal", "config", "templates")
LEFT_OUT = {"migrations", "__pycache__"}
FUNCTIONS = re.compile(r"(?P<plural>n?)(?P<context>p?)gettext(?:_lazy|_noop)?")
LITERAL = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
# what templatize() writes for translate, blocktranslate and _("…")
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*u?(?:{LITERAL})\s*,?)+)")


def all_messages():
    """{(message, context or None): plural or None} of the whole project."""
    found = {}
    for folder in FOLDERS:
        for path in (PROJECT / folder).rglob("*"):
            if not LEFT_OUT & set(path.parts):
                for context, text, plural in messages_of(path):
                    # one message may stand alone here and have a plural there
                    found[text, context] = plural or found.get((text, context))
    return found


def messages_of(path):
    if path.suffix == ".py":
        return set(messages_of_code(path.read_text()))
    if path.suffix in (".html", ".txt"):
        return set(messages_of_template(path.read_text()))
    return set()


def messages_of_code(source):
    tree = ast.parse(source)
    names = translating_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := names.get(getattr(node.func, "id", ""))):
            arguments = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
            yield from message(function, arguments)


def translating_names(tree):
    """{name in this file: Django's function}: `_` is gettext or gettext_lazy."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names if FUNCTIONS.fullmatch(alias.name)}
    return names


def messages_of_template(source):
    for function, arguments in IN_TEMPLATE.findall(templatize(source)):
        texts = [ast.literal_eval(text) for text in re.findall(LITERAL, arguments)]
        yield from message("gettext" if function == "_" else function, texts)


def message(function, texts):
    """The one message of a call with these literal arguments; none where the text is a variable."""
    kind = FUNCTIONS.fullmatch(function)
    context = texts.pop(0) if kind["context"] and texts else None
    if texts and texts[0]:
        yield context, texts[0], texts[1] if kind["plural"] and len(texts) > 1 else None


def read_catalogue():
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def update_catalogue():
    """Write new messages into the English catalogue, without translation, and drop obsolete ones. Returns (new, dropped, untranslated)."""
    before = read_catalogue()
    after = Catalog(locale="en", project="portal", charset="utf-8", fuzzy=False, creation_date=before.creation_date)
    for (text, context), plural in sorted(all_messages().items(), key=lambda one: (one[0][0], one[0][1] or "")):
        known = before.get(text, context)
        fits = known is not None and isinstance(known.string, tuple) == bool(plural)
        after.add((text, plural) if plural else text, known.string if fits else ("", "") if plural else "", context=context)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, after, width=140, omit_header=False, no_location=True)
    keys = {(one.context, one.id) for one in before if one.id}, {(one.context, one.id) for one in after if one.id}
    return len(keys[1] - keys[0]), len(keys[0] - keys[1]), sum(not translated(one) for one in after if one.id)


def translated(one):
    """Whether a message of the catalogue has its English words, in every number."""
    return all(one.string) if isinstance(one.string, tuple) else bool(one.string)
