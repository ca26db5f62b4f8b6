"""Every word that a reader sees goes through gettext, and no page brings style or script of its own."""

import ast
import re

from django.template.base import Lexer, TokenType

from tests.architecture.project import WINGS, assert_none, files, name_of, parents, place, tree

CHINESE = re.compile(r"[\u3400-\u9fff]+")
GETTEXT = re.compile(r"n?p?gettext(_lazy|_noop)?")
# words that are read and not shown; data of the made-up city; the samples of the style guide
NOT_SHOWN = (
    "commitments/intake/reading/",
    "commitments/intake/matching.py",
    "commitments/intake/source.py",
    "core/documents/",
    "core/pages/samples.py",
    "portal/demo/",
    "/management/commands/",
    "templates/styleguide.html",
)
# parts of numbers, dates and masked names, which are Chinese in every language; words of documents
DATA = {
    "accountability/cases/services.py": {"问责〔", "号"},
    "accountability/complaints/services.py": {"线索〔", "号"},
    "commitments/assigned/reading.py": {"^(?:请|由|让|责成|要求|交由|转)+", "配合|协助|参加", "(?:会同|联合)$"},
    "commitments/cases/papers.py": {"办告", "办决"},
    "commitments/cases/services/receiving.py": {"办件", "号"},
    "commitments/items/services.py": {"办事", "号"},
    # how the papers of a guide are typed, a line each, in Chinese in every language
    "commitments/items/forms.py": {
        "原件",
        "复印件",
        "原件和复印件",
        "必要",
        "视情况",
        r"(\d{1,3})份?",
        "[|,，、;；\\t]+",
        "{name}，{form}，{copies}份，{needed}",
    },
    "commitments/contracts/models.py": {"某"},
    "commitments/contracts/services/contracts.py": {"约", "号"},
    "commitments/debts/services/debts.py": {"债", "号"},
    "commitments/urging/letters.py": {"督催", "督办"},
    "commitments/intake/services.py": {"半年", "季", "月", "周", "年"},
    "commitments/register/services.py": {"承诺", "号"},
    "core/directory/models.py": {"某"},
    "core/money.py": {r"[\s,，、：:元¥￥]+"},  # what people write around an amount
    "core/pages/forms.py": {"%Y年%m月%d日"},
    "core/sheets/columns.py": {"原因", r"\s|\*|\((必填|选填)\)"},  # headers of files, which are Chinese in every language
    # headers of files, which are Chinese in every language
    "credit_records/imports/columns.py": {"云审决〔2026〕3号", "被记录单位", "机构名称", "所在单位", "公务员姓名"},
    "credit_records/measures/services.py": {"信审"},
    "credit_records/records/models/content.py": {"（", "）"},
    "credit_records/records/services/deciding.py": {"信内", "信录"},
    "credit_records/repair/papers.py": {"信修"},
    "credit_records/measures/papers.py": {"云信审"},
    "credit_records/access/services.py": {"查档"},
    "credit_records/reports/kinds.py": {"云信报", "云信公报", "云信证"},
    "credit_records/records/services.py": {"信录"},
    "portal/home/queries.py": {"周末"},  # as in the work calendar; the page translates it
    "templates/base.html": {"信"},
    "templates/components/language.html": {"中文"},
    "templates/staff.html": {"信"},
}
TRANSLATED = re.compile(r"_\(\s*(\"[^\"]*\"|'[^']*')\s*\)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
OF_ITS_OWN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "an inline style": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)"),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*="),
}


def is_chinese(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CHINESE.search(node.value))


def is_docstring(node):
    return isinstance(node.parent, ast.Expr)


def gettext_names(path):
    """The names under which a file knows Django's translating functions: `_`, say."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name for alias in node.names if GETTEXT.fullmatch(alias.name)}
    return names


def is_gettext(node, names):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in names


def is_translated(node, names):
    return any(is_gettext(parent, names) for parent in parents(node))


def shown_code():
    return [path for path in files(".py", *WINGS) if not any(part in name_of(path) for part in NOT_SHOWN)]


def test_every_chinese_string_in_code_goes_through_gettext():
    found = []
    for path in shown_code():
        names, data = gettext_names(path), DATA.get(name_of(path), ())
        bare = [node for node in ast.walk(tree(path)) if is_chinese(node) and not is_docstring(node) and node.value not in data]
        found += [f"{place(path, node)} {node.value[:40]}" for node in bare if not is_translated(node, names)]
    assert_none(found)


def test_no_string_is_put_together_before_it_is_translated():
    found = []
    for path in shown_code():
        names = gettext_names(path)
        for node in ast.walk(tree(path)):
            if is_gettext(node, names) and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                found.append(f"{place(path, node)} {ast.unparse(node)[:60]}")
    assert_none(found)


def templates():
    found = files(".html", "templates", *WINGS) + files(".txt", "templates")
    return [path for path in found if name_of(path) not in NOT_SHOWN]


def bare_chinese(source):
    """Pairs of line and words where a template shows Chinese that is not marked for translation; a comparison shows nothing."""
    inside = None
    for token in Lexer(source).tokenize():
        words = token.contents.split() if token.token_type == TokenType.BLOCK else [""]
        if inside:
            inside = None if words[0] == f"end{inside}" else inside
        elif words[0] in ("blocktranslate", "blocktrans", "comment"):
            inside = words[0]
        elif words[0] not in ("translate", "trans", "if", "elif") and token.token_type != TokenType.COMMENT:
            shown = COMMENT.sub("", TRANSLATED.sub("", token.contents))
            yield from ((token.lineno, words) for words in CHINESE.findall(shown))


def test_every_chinese_string_in_templates_is_marked():
    found = []
    for path in templates():
        data = DATA.get(name_of(path), ())
        found += [f"{name_of(path)}:{line} {words}" for line, words in bare_chinese(path.read_text()) if words not in data]
    assert_none(found)


def test_no_page_brings_style_or_script_of_its_own():
    found = []
    for path in files(".html", "templates", *WINGS):
        text = path.read_text()
        for what, pattern in OF_ITS_OWN.items():
            found += [f"{name_of(path)}:{text.count(chr(10), 0, hit.start()) + 1} {what}" for hit in pattern.finditer(text)]
    assert_none(found)
