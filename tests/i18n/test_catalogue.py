"""The English catalogue is complete: every message has its words, with the same placeholders, and none is left over."""

import re

import pytest
from babel.messages.catalog import Message

from config.messages import all_messages, messages_of_code, messages_of_template, read_catalogue, translated

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|%[sd]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
UPDATE = "run manage.py translations, then write the missing words into locale/en/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def catalogue():
    return {((one.id[0] if isinstance(one.id, tuple) else one.id), one.context): one for one in read_catalogue() if one.id}


@pytest.fixture(scope="module")
def messages():
    return all_messages()


def report(found, hint=UPDATE):
    if found:
        pytest.fail(f"{len(found)} messages; {hint}:\n" + "\n".join(sorted(str(one) for one in found)[:50]), pytrace=False)


def test_every_message_is_in_the_catalogue(messages, catalogue):
    report({key[0] for key in messages.keys() - catalogue.keys()})


def test_no_message_is_left_over(messages, catalogue):
    report({key[0] for key in catalogue.keys() - messages.keys()})


def test_every_message_is_translated(catalogue):
    report([key[0] for key, one in catalogue.items() if not translated(one)])


def test_what_has_a_plural_has_one_in_english(messages, catalogue):
    report([key[0] for key, plural in messages.items() if plural and key in catalogue and not catalogue[key].pluralizable])


def test_translations_keep_the_placeholders(catalogue):
    report([key[0] for key, one in catalogue.items() if translated(one) and not same_placeholders(one)], "the placeholders differ")


def same_placeholders(one: Message):
    """The plural has all; "1 day" need not say %(count)d, and the order is free."""
    wanted = sorted(PLACEHOLDER.findall(one.id[0] if one.pluralizable else one.id))
    if not one.pluralizable:
        return sorted(PLACEHOLDER.findall(one.string)) == wanted
    return set(PLACEHOLDER.findall(one.string[0])) <= set(wanted) and sorted(PLACEHOLDER.findall(one.string[1])) == wanted


def test_english_has_no_chinese_left_in_it(catalogue):
    kept = {"中文", "信"}  # the name of a language, and the mark of the portal
    words = [text for one in catalogue.values() for text in (one.string if one.pluralizable else [one.string])]
    examples = re.compile(
        "加装电梯, 市住建局, 〔2026〕12号|“、”|承诺〔2026〕12号|请市住建局12月20日前解决滨江路积水，市交通局配合"
        "|申请表，原件，1份，必要|原件和复印件|复印件|原件|必要|视情况"
    )  # what one types, in Chinese in every language
    report([text for text in words if CHINESE.search(examples.sub("", text)) and text not in kept], "some Chinese is left")


def test_messages_are_found_in_code():
    source = """
from django.utils.translation import gettext as _now, ngettext, pgettext_lazy
a = _now("一" "二")
b = ngettext("三", "三们", count)
c = pgettext_lazy("月份", "四")
d = other("五")
"""
    assert set(messages_of_code(source)) == {(None, "一二", None), (None, "三", "三们"), ("月份", "四", None)}


def test_messages_are_found_in_templates():
    source = """
{% translate "一" %}{% translate "二" context "月份" %}
{% blocktranslate trimmed with a=b %}
   三{{ a }}
{% endblocktranslate %}
{% blocktranslate count count=n %}四{{ count }}{% plural %}四们{{ count }}{% endblocktranslate %}
{% include "x.html" with title=_("五") %}{{ x|default:_("六") }}
"""
    found = set(messages_of_template(source))
    assert found == {
        (None, "一", None),
        ("月份", "二", None),
        (None, "三%(a)s", None),
        (None, "四%(count)s", "四们%(count)s"),
        (None, "五", None),
        (None, "六", None),
    }
