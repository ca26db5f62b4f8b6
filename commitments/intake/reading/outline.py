"""The numbering of a document as a tree: 一、 （一） 1． （1） ① 第一条 一是, each in its own line or run together."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field

from core.documents.numbers import chinese_to_int

_CN = "[一二三四五六七八九十百零〇]"
# A year or month may follow a number directly (3．2020年底前); any other digit makes it a decimal (2.5).
_NO_DECIMAL = r"(?!\d)|(?=(?:19|20)\d{2}年|\d{1,2}月|\d{4}[-—~至])"

MARKER = re.compile(
    rf"(?P<chapter>第{_CN}{{1,4}}(?:章|部分)[ \t]*)"  # 第一章  第二部分
    rf"|(?P<article>第(?:{_CN}{{1,5}}|\d{{1,3}})条[ \t:]*)"  # 第一条
    rf"|(?P<cn_bracket>\({_CN}{{1,4}}\)[、.]?[ \t]*|[㈠-㈩][、.]?)"  # （一）  ㈠
    r"|(?P<number_bracket>\(\d{1,2}\)[、.]?[ \t]*|[⑴-⒇]|(?<![\d.(])\d{1,2}\)[ \t]*)"  # （1）  ⑴  1）
    r"|(?P<circle>[①-⑳][ \t]*)"  # ①
    r"|(?P<decimal>(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,2}[.、]?[ \t]*(?=[\u4e00-\u9fff“\"]))"  # 1.1
    rf"|(?P<number>(?<![\d.])\d{{1,3}}[ \t]*[.、,][ \t]*(?:{_NO_DECIMAL}))"  # 1.  1、  1．2020年底前
    r"|(?P<number_blank>(?<![\d.])\d{1,3}[ \t]+(?=[\u4e00-\u9fff“\"《])(?![年月日个项家条]))"  # 1<tab>
    r"|(?P<row>序号[ \t]*:[ \t]*\d{1,3}[;,|。 \t]*)"  # 序号：1；
    rf"|(?P<cn>{_CN}{{1,4}}[ \t]*[、.][ \t]*|{_CN}{{1,4}}:[ \t]*)"  # 一、  一．
    rf"|(?P<cn_blank>{_CN}{{1,4}}[ \t]*[, \t][ \t]*)"  # 一<space>  一,
    rf"|(?P<named>(?:任务|举措|措施|行动|工程|事项)[ \t]?(?:{_CN}{{1,3}}|\d{{1,3}})[:、. \t][ \t]*)"  # 任务一：  任务1.
    rf"|(?P<first>{_CN}{{1,2}}(?:是|要)[ \t,]*)"
)  # 一是  一要
_SAME_STYLE = {"number_blank": "number", "cn_blank": "cn", "row": "number"}
_SENTENCE_ENDS = '。;:!?)]】”"」’'
_LEADING_SIGNS = " \t#*>•·◆●■-—|"
_LINE_ONLY = {"number_blank", "cn_blank", "decimal", "named", "row", "chapter"}
# Inside a sentence these number a list of words as often as items: they count only as items where they look like them.
_SOFT = {"number", "number_bracket", "circle", "first", "cn_bracket"}
# A lone measure under an item: 具体措施：…
LONE_MEASURE = re.compile(r"(?P<label>(?:具体|主要|工作|重点|落实)(?:措施|举措|任务)):[ \t]*(?=[^\s一1(①])")
_TITLE_END = re.compile(r"(?:方案|意见|安排|计划|规划|要点|措施|纲要|清单|分工|通知|(?<!代)表|\)|》)$")
# The list behind 附件：
_ATTACHMENTS = re.compile(r"附件[ \t]*:[^。\n]*(?:\n[ \t]*(?:\d{1,2}[.、 \t][^。\n]*)?)*\Z")


# 统 at the end of a line and 一、 in the next: behind a long line without an end begins no second 一、, unless it is a title.
_BROKEN_WORD = re.compile(r"\n[^\n]{16,}[^\n。;:!?]\n[ \t]*\Z")


@dataclass
class Node:
    """An item of the outline. `text_start` is behind its number, `own_end` where its first child begins."""

    style: str
    number: int
    label: str
    start: int
    text_start: int
    at_line: bool
    after_stop: bool
    end: int = 0
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        return self.children[0].start if self.children else self.end

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def _value(text: str) -> int | None:
    """The number that a mark says: 3 for 第三条, 2 for 1.2, 4 for ④ and ㈣."""
    if digits := re.findall(r"\d+", text):
        return int(digits[-1])
    chinese = re.search(f"{_CN}+", text)
    return chinese_to_int(chinese[0]) if chinese else int(unicodedata.numeric(text[0]))


def _place(text: str, start: int) -> str:
    """line, sentence (after the end of one) or inside, for a mark at `start`."""
    before = start - 1
    while before >= 0 and text[before] in _LEADING_SIGNS:
        before -= 1
    if before < 0 or text[before] == "\n":
        # "- 1、" is how pages number their furniture
        return "inside" if re.search(r"(?:^|\n)[ \t]*- $", text[max(0, start - 12) : start]) else "line"
    return "sentence" if text[before] in _SENTENCE_ENDS else "inside"


class _Outline:
    """Takes marks in reading order; keeps those that continue a numbering."""

    def __init__(self, text: str):
        self.text, self.roots, self.path, self.last = text, [], [], {}

    def offer(self, found: re.Match, place: str):
        style, number = _SAME_STYLE.get(found.lastgroup, found.lastgroup), _value(found[0])
        if style == "decimal":
            style += str(found[0].rstrip(" \t.、").count("."))
        if found.lastgroup in _LINE_ONLY and place != "line" or not self._plausible(style, number, place, found):
            return
        depth = next((i for i, node in enumerate(self.path) if node.style == style), len(self.path))
        if number == 1 and style in ("cn", "chapter") or style == "chapter":
            depth = 1 if style == "cn" and self.path and self.path[0].style == "chapter" else 0
        start, end = found.span()
        self._add(Node(style, number, found[0].strip(), start, end, place == "line", self._stop_before(start)), depth)

    def _plausible(self, style, number, place, found) -> bool:
        before = self.text[max(0, found.start() - 300) : found.start()]
        if _ATTACHMENTS.search(before) or place == "inside" and not self._in_heading(style, number, found):
            return False
        if style == "cn" and number == 1 and self.last.get("cn") and _BROKEN_WORD.search(before) and not _TITLE_END.search(before.rstrip()):
            return False
        follows = {self.last.get(style, 0) + 1, *(node.number + 1 for node in self.path if node.style == style)}
        # a numbering from which something was left out, or that does not begin at one, begins a line
        return number == 1 or number in follows or place == "line" and max(follows) < number <= max(follows) + 5

    def _in_heading(self, style, number, found) -> bool:
        """（一） may follow a heading without any sign between, 1. after a blank: 二、放要放出活力（五）系统梳理."""
        if style == "first":
            return self.text[found.start() - 1] == ","
        if style == "cn":  # 一、 after a blank, or glued to a title
            before = self.text[max(0, found.start() - 3) : found.start()]
            return before[-1:].isspace() or number == 1 and not self.path and bool(_TITLE_END.search(before))
        if style not in ("cn_bracket", "number") or not self.path:
            return False
        if style == "number" and number > 1 and not self.text[found.start() - 1].isspace():
            return False
        top, start = self.path[-1], found.start()
        return (
            top.style in ("cn", "cn_bracket")
            and top.style != style
            and start - top.text_start <= 80
            and not re.search("[。;\n]|[第条款]$", self.text[top.text_start : start])
            and number in (1, self.last.get(style, 0) + 1)
        )

    def _stop_before(self, start: int) -> bool:
        return self.text[max(0, start - 8) : start].rstrip(_LEADING_SIGNS)[-1:] in "。\n)]】”!?"

    def _add(self, node: Node, depth: int):
        for closed in self.path[depth:]:
            closed.end = node.start
        self.path = self.path[:depth]
        node.parent = self.path[-1] if self.path else None
        (node.parent.children if node.parent else self.roots).append(node)
        self.path.append(node)
        self.last[node.style] = node.number

    def close(self, end: int) -> list[Node]:
        for node in self.path:
            node.end = end
        return self.roots


def read_outline(text: str, claims: list[int] = (), ends: set[int] = frozenset()) -> list[Node]:
    """The items of folded `text`. `claims`: sorted places of responsibility clauses, `ends`: where clauses end."""
    outline = _Outline(text)
    for found in MARKER.finditer(text):
        outline.offer(found, "sentence" if found.start() in ends else _place(text, found.start()))
    whole = Node("whole", 0, "", 0, 0, True, True, len(text), None, outline.close(len(text)))
    _fold_word_lists(whole, claims)
    for root in whole.children:
        _add_lone_measures(root, text)
    return whole.children


def _fold_word_lists(node: Node, claims: list[int]):
    """Marks that number words of a sentence (…：①资质；②台账) go back into their item's text."""
    for child in list(node.children):
        _fold_word_lists(child, claims)
    groups, kept = [], []
    for child in node.children:
        if groups and groups[-1][-1].style == child.style and child.number != 1:
            groups[-1].append(child)
        else:
            groups.append([child])
    for group in groups:
        if group[0].style not in _SOFT or _are_items(group, claims):
            kept += group
        elif kept:
            kept[-1].end = group[-1].end
    node.children = kept


def _are_items(group: list[Node], claims: list[int]) -> bool:
    if all(item.at_line for item in group[1:]) and (len(group) > 1 or group[0].at_line):
        return True
    if all(_claimed(item, claims) for item in group):
        return True
    return (
        group[0].style != "first"
        and all(item.after_stop for item in group[1:])
        and (len(group) > 1 or group[0].style == "cn_bracket" or group[0].number > 1)
    )


def _claimed(node: Node, claims: list[int]) -> bool:
    index = bisect_left(claims, node.start)
    return index < len(claims) and claims[index] < node.end


def _add_lone_measures(root: Node, text: str):
    """具体措施：… without a number is an item of its own under the item before it."""
    for node in list(root.walk()):
        if node.children:
            continue
        found = LONE_MEASURE.search(text, node.text_start, node.end)
        if found and found.start() > node.text_start:
            node.children.append(Node("measure", 1, found["label"], found.start(), found.end(), False, True, node.end, node))
