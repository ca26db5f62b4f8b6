"""Where lines of Chinese text may break: no closing mark begins a line, no opening one ends it, words and numbers stay whole."""

import re

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—％%‰℃·,.;:?!)]}")
NOT_LAST = frozenset("（《〈「『【〔“‘([{")
# a word or a number of the Latin kind is one piece; any other character is a piece of its own
PIECE = re.compile(r"[0-9A-Za-z@#&+\-_/.:]+|\s|.", re.DOTALL)


def broken(words, width_of, first, rest=None):
    """The words as lines that are no wider than `first` (the first line) and `rest`. `width_of(text)` measures."""
    lines = []
    for paragraph in words.split("\n"):
        pieces = [piece for found in PIECE.findall(paragraph) for piece in fitting(found, width_of, rest or first)]
        while pieces:
            count = how_many(pieces, width_of, first if not lines else rest or first)
            lines.append("".join(pieces[:count]).rstrip())
            pieces = pieces[count:]
            while pieces and pieces[0].isspace():
                pieces = pieces[1:]
    return lines or [""]


def fitting(piece, width_of, width):
    """A piece that is wider than a whole line (an address, say) falls into its characters."""
    return [piece] if width_of(piece) <= width else list(piece)


def how_many(pieces, width_of, width):
    """The number of pieces that stand on the next line; at least one."""
    used = 0
    for count, piece in enumerate(pieces):
        used += width_of(piece)
        if used > width:
            return last_break(pieces, count)
    return len(pieces)


def last_break(pieces, count):
    """The last place up to `count` where a line may end; `count` itself where there is none."""
    for place in range(count, 0, -1):
        if pieces[place] not in NOT_FIRST and pieces[place - 1] not in NOT_LAST:
            return place
    return max(count, 1)
