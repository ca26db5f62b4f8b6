"""What one may not see answers 404: doors start from visible_to, and only transition functions assign a state."""

import ast

from tests.architecture.project import WINGS, assert_none, files, name_of, parents, place, tree

DOORS = ("views", "api", "forms")
MANAGERS = ("objects", "_default_manager", "_base_manager")
REFERENCE = {
    "Agency": "the directory is public",
    "Rule": "the rule catalogue is public",
    "MeasureType": "a catalogue, for choices",
    "Purpose": "a catalogue, for choices",
    "RecordType": "a catalogue, for choices",
    "Category": "a catalogue, for choices",
    "LawfulReason": "a catalogue, for choices",
    "CommitmentKind": "a catalogue, for choices",
    "ContractKind": "a catalogue, for choices",
    "AssessmentIndicator": "a catalogue, for choices",
    "ChainEntry": "the chain is public",
    "Heartbeat": "whether time is running is public",
}
ONLY_HERE = {
    ("core/accounts/views.py", "Membership"): "one's own roles, and the accounts of the demo city",
}
MARKS = {
    "core/events/services.py": "Delivery.state is a dispatch mark",
    "core/notices/mail.py": "Mail.state is a dispatch mark",
}
TRANSITIONS = "core/states/services.py"


def door_files():
    return [path for path in files(".py", *WINGS) if path.stem in DOORS or path.parent.name in DOORS]


def is_scoped(path, node):
    """Whether `Model.objects` is for all to see, leads to visible_to, or stands in the queryset() that a page scopes."""
    model = getattr(node.value, "id", "")
    if model in REFERENCE or (name_of(path), model) in ONLY_HERE:
        return True
    chain = node
    for parent in parents(node):
        if isinstance(parent, ast.FunctionDef) and parent.name in ("queryset", "get_queryset"):
            return True
        if getattr(parent, "value", None) is chain or getattr(parent, "func", None) is chain:
            chain = parent
    return ".visible_to(" in ast.unparse(chain) or ast.unparse(chain).endswith(".none()")


def test_doors_never_touch_rows_that_the_reader_may_not_see():
    found = []
    for path in door_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in MANAGERS and not is_scoped(path, node):
                found.append(f"{place(path, node)} {ast.unparse(node)} without visible_to")
    assert_none(found)


def test_doors_look_objects_up_among_visible_rows():
    found = []
    for path in door_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("get_object_or_404", "get_list_or_404"):
                first = node.args[0]
                if isinstance(first, ast.Name) and first.id[0].isupper() and first.id not in REFERENCE:
                    found.append(f"{place(path, node)} {ast.unparse(node)}")
    assert_none(found)


def assigns_state(node):
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)
        case ast.AugAssign(target=ast.Attribute(attr="state")) | ast.AnnAssign(target=ast.Attribute(attr="state")):
            return True
        case ast.Call(func=ast.Attribute(attr="update" | "update_or_create")):
            return any(keyword.arg == "state" for keyword in node.keywords)
        case ast.Call(func=ast.Name(id="setattr"), args=[_, ast.Constant(value="state"), *_]):
            return True
    return False


def test_only_the_transition_functions_assign_a_state():
    found = []
    for path in files(".py", *WINGS):
        if str(path).endswith((TRANSITIONS, *MARKS)):
            continue
        found += [f"{place(path, node)} {ast.unparse(node)[:60]}" for node in ast.walk(tree(path)) if assigns_state(node)]
    assert_none(found)
