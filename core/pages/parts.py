"""What a page is made of: plain values that views hand to the templates in `templates/components/`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A state: `mark` is ok, warn, bad, done or plain; the words carry the meaning, the colour only repeats it."""

    mark: str
    words: str

    def __str__(self):
        return str(self.words)


class Fact(NamedTuple):
    """One line of the summary list below a title."""

    label: str
    value: Any
    note: str = ""
    url: str = ""


class Figure(NamedTuple):
    """One number with its unit and one comparison; `url` opens the rows behind it."""

    label: str
    value: Any
    unit: str = ""
    note: str = ""
    url: str = ""
    mark: str = ""


class Check(NamedTuple):
    """A condition of the step that is to be taken, met or missing."""

    words: str
    met: bool
    note: str = ""


class Party(NamedTuple):
    """Who may act, and what they may do or why they may not."""

    name: str
    words: str


class Action(NamedTuple):
    """A step that the reader can take now, and the page where it is taken."""

    label: str
    url: str
    primary: bool = False


class File(NamedTuple):
    """A file with its size in words and its SHA-256."""

    name: str
    url: str
    size: str
    sha256: str


class Picture(NamedTuple):
    """A photo with its words; `taken_down` is why it is gone; `take_down_url` where the reader may have it taken down."""

    url: str
    small_url: str
    words: str
    taken_down: str = ""
    take_down_url: str = ""


class Moment(NamedTuple):
    """One entry of a timeline, newest first; `upcoming` is the next date, which stands on top."""

    at: date | datetime
    title: str
    text: str = ""
    files: Sequence[File] = ()
    upcoming: bool = False
    pictures: Sequence[Picture] = ()
    why: str = ""  # the address that explains the date, where that is a due day


class Link(NamedTuple):
    """Words that lead somewhere."""

    words: str
    url: str


class Entry(NamedTuple):
    """One row of a list whose whole row is the link; `meta` holds words, marks or links, `actions` what the reader can do about it."""

    title: str
    url: str
    meta: Sequence[Any] = ()
    at: date | None = None
    actions: Sequence[Action] = ()
    why: str = ""  # the address that explains the date


class Task(NamedTuple):
    """One row of a work queue: state and date, what it is, and the next step as a verb."""

    id: Any
    title: str
    url: str
    mark: Mark
    when: str
    meta: str = ""
    verb: str = ""
    verb_url: str = ""
    why: str = ""  # the address that explains the date


class Tab(NamedTuple):
    label: str
    url: str
    current: bool = False
    count: int | None = None


class Crumb(NamedTuple):
    """A step of the way to this page; the page itself has no url."""

    label: str
    url: str = ""


class Stage(NamedTuple):
    """A step of a longer filing: past, current or (empty) still to come."""

    label: str
    state: str = ""
    url: str = ""


class Answer(NamedTuple):
    """One answer on the page that is checked before submitting; `url` leads to its field and back."""

    label: str
    value: Any
    url: str
