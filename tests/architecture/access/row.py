"""One row of the access matrix, and who is who in it."""

from dataclasses import dataclass, field

OWN = {"clerk", "reviewer"}
OTHER = {"other_clerk", "other_reviewer"}
CREDIT_OFFICE = {"credit_office"}
SUPERVISION = {"supervisor", "inspector"}
OVERSEERS = CREDIT_OFFICE | SUPERVISION
ADMINISTRATOR = {"administrator"}
SUBJECT = {"subject"}  # the civil servant whom the target is about; has an account and no role
STAFF = OWN | OTHER | OVERSEERS | ADMINISTRATOR
SIGNED_IN = STAFF | SUBJECT
EVERYBODY = SIGNED_IN | {"anonymous"}
CLERKS = {"clerk", "other_clerk"}
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


@dataclass(frozen=True)
class Row:
    """`target`: the name of a function in targets.py that makes what the address is about. `methods`: those that are tried."""

    who: set
    target: str = ""
    methods: tuple = GET
    refused: set = field(default_factory=set)
    query: str = ""  # what the address needs behind it
    public: bool = False  # a visitor who may not see it is told 404 like everybody, not asked to sign in
