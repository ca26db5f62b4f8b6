"""The rule of length in the portal's own language: Django's catalogue has no Chinese words for it."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        words = ngettext("密码太短，至少要有%(count)d个字符。", "密码太短，至少要有%(count)d个字符。", self.min_length)
        return words % {"count": self.min_length}

    def get_help_text(self):
        words = ngettext("密码至少要有%(count)d个字符。", "密码至少要有%(count)d个字符。", self.min_length)
        return words % {"count": self.min_length}
