import secrets

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = _("生成一把加密密钥和一把查找密钥，供SEALING_KEYS和LOOKUP_KEY使用。")

    def handle(self, **options):
        self.stdout.write(f"SEALING_KEYS={Fernet.generate_key().decode()}")
        self.stdout.write(f"LOOKUP_KEY={secrets.token_urlsafe()}")
