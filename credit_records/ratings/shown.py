"""Ratings as pages show them: numbers without empty places, grades as marks, what each dimension is made of, charts."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pages.charts import BarChart, DotChart, Series
from core.pages.parts import Fact, Figure, Mark
from credit_records.ratings import queries
from credit_records.ratings.models.run import DIMENSIONS
from credit_records.ratings.public import marks_of
from credit_records.records.models import RecordType

CHARTED = 24  # runs that a chart holds


def number(value):
    """82.4000 is 82.4, 85.0000 is 85: exact, never rounded."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value):
    """+3.20, −1.50, 0.00; nothing where there is nothing to compare with."""
    if value is None:
        return ""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value)}"


def dimension_label(dimension):
    return RecordType.Dimension(dimension).label


def period_words(period):
    year, _dash, month = period.partition("-")
    return _("%(year)s年%(month)d月") % {"year": year, "month": int(month)} if month else _("%(year)s年度") % {"year": year}


@lru_cache(maxsize=64)
def marks(content_hash, rule_set):
    """Of one content the marks stay the same."""
    return marks_of(rule_set)


def grade_mark(rating):
    kind = marks(rating.run.content_hash, rating.run.rule_set).get(rating.grade, "plain")
    return Mark(kind, _("%(grade)s级") % {"grade": rating.grade})


class Part:
    """One dimension of a rating with the records behind it. `taken` and `given` are what counted after the caps, `cut` what the caps left out."""

    def __init__(self, rule, lines, most_per_type):
        self.dimension, self.base, self.lines = rule.dimension, rule.base, lines
        self.label, self.weight = dimension_label(rule.dimension), number(rule.weight)
        deducted = defaultdict(Decimal)
        for line in lines:
            if line["polarity"] == "bad":
                deducted[line["type_id"]] += line["points"]
        bonus = sum((line["points"] for line in lines if line["polarity"] == "good"), Decimal(0))
        self.taken = sum((min(points, most_per_type) for points in deducted.values()), Decimal(0))
        self.given = min(bonus, rule.most_bonus)
        self.cut_off = sum(deducted.values(), Decimal(0)) - self.taken, bonus - self.given
        sum_ = self.base - self.taken + self.given
        self.score = max(rule.floor, min(rule.ceiling, sum_))
        self.bound = rule.floor if sum_ < rule.floor else rule.ceiling if sum_ > rule.ceiling else None

    @property
    def sentence(self):
        """基准分85，扣8，加3，得80."""
        words = [_("基准分%(base)s") % {"base": number(self.base)}]
        if self.taken:
            words.append(_("扣%(points)s") % {"points": number(self.taken)})
        if self.given:
            words.append(_("加%(points)s") % {"points": number(self.given)})
        if self.bound is not None:
            words.append(_("限于%(bound)s") % {"bound": number(self.bound)})
        return _("，").join([*words, _("得%(score)s") % {"score": number(self.score)}]) + _("。")

    @property
    def caps(self):
        taken, given = self.cut_off
        words = [_("同一类型最多扣到上限，另有%(points)s分没有计入。") % {"points": number(taken)}] if taken else []
        return words + ([_("加分到了上限，另有%(points)s分没有计入。") % {"points": number(given)}] if given else [])


def as_line(line):
    """A line of the formula with the words of its table."""
    return line | {"full": number(line["full_points"]), "signed": line_points(line), "severity_words": severity_words(line)}


def parts_of(rating, lines):
    """The five dimensions of a rating, in their order."""
    lines = [as_line(line) for line in lines]
    rules = {rule.dimension: rule for rule in rating.run.rule_set.dimensions.all()}
    return [
        Part(rules[dimension], [line for line in lines if line["dimension"] == dimension], rating.run.rule_set.most_per_type)
        for dimension in DIMENSIONS
    ]


def sum_words(parts, score):
    """85 × 20% + 77 × 25% + … = 84.2，四舍五入到两位：84.20分."""
    terms = " + ".join(f"{number(part.score)} × {part.weight}%" for part in parts)
    return _("%(terms)s，合计四舍五入到两位小数，得%(score)s分。") % {"terms": terms, "score": score}


def line_points(line):
    """−4.8 (8 × 60%)."""
    sign = "−" if line["polarity"] == "bad" else "+"
    return f"{sign}{number(line['points'])}"


def dimension_chart(scores, title):
    """`scores`: {dimension: score}."""
    rows = [(dimension_label(dimension), float(scores[dimension]), None) for dimension in DIMENSIONS]
    return DotChart(title, _("维度"), _("得分"), 0, 100, rows, places=2)


def history_chart(history, title):
    """`history`: [{period, score}], the newest first; a month a bar would be many words, so each is a dot of its own row, the oldest on top."""
    rows = [(short_period(one["period"]), float(one["score"]), None) for one in reversed(history[:CHARTED])]
    low = min((value for _label, value, _median in rows), default=0)
    return DotChart(title, _("评价期"), _("得分"), float(max(0, int(low / 10) * 10 - 10)), 100, rows, places=2)


def short_period(period):
    return period.replace("-", ".")


def moves_chart(run):
    """How many subjects fell and rose by how much; those that did not move would hide them."""
    rows = [(words, [count, 0] if falls else [0, count]) for words, falls, count in queries.moves_by_size(run)]
    return BarChart(_("升降多少分的各有几个主体"), _("变化（分）"), [Series(_("降"), "bad"), Series(_("升"), "done")], rows)


def move_figures(run, url):
    moves = queries.moves_of(run)

    def figure(label, name, query):
        return Figure(label, f"{moves[name]:,}", ngettext("个", "个", moves[name]), url=f"{url}?{query}")

    return [
        figure(_("升"), "up", "moved=up"),
        figure(_("降"), "down", "moved=down"),
        figure(_("不变"), "same", "moved=same"),
        figure(_("等级变化"), "regraded", "moved=regraded"),
    ]


def grade_figures(run, url):
    return [
        Figure(_("%(grade)s级") % {"grade": grade}, f"{after:,}", ngettext("个", "个", after), url=f"{url}?grade={grade}")
        for grade, after, _before in queries.grades_of(run)
    ]


def run_facts(run):
    rule_set = run.rule_set
    return [
        Fact(_("截至"), run.as_of, _("当天日终")),
        Fact(_("规则集"), rule_set, url=rule_set.get_absolute_url()),
        Fact(_("评价主体"), f"{run.rated:,}"),
        Fact(_("平均分"), run.average if run.average is not None else _("无")),
    ]


def severity_words(line):
    return line["severity"] and RecordType.Severity(line["severity"]).label or RecordType.Polarity(line["polarity"]).label


def as_day(text):
    return date.fromisoformat(text)
