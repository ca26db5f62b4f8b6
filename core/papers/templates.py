"""What stands in a letter's template between braces, and filling it in."""

import re

# the names that a template may use; the room that issues the letter gives each its words
PLACEHOLDERS = ("agency", "issuer", "items", "count", "reason", "answer_by", "day")
ITEMS = "{items}"  # in a line of its own it becomes a table
BRACED = re.compile(r"\{([^{}]*)\}")
# what the database accepts: text without braces, and the names above within them
ACCEPTED = r"^([^{}]|\{(" + "|".join(PLACEHOLDERS) + r")\})*$"


def unknown(text):
    """What the text has in braces that is no placeholder, each once, and a brace that stands alone."""
    found = [f"{{{name}}}" for name in BRACED.findall(text) if name not in PLACEHOLDERS]
    return list(dict.fromkeys(found + re.findall(r"[{}]", BRACED.sub("", text))))


def filled(text, words):
    """The text with the words of its placeholders, `{name: words}`. Braces in these words stay what they are."""
    return BRACED.sub(lambda match: str(words[match[1]]), text)
