"""Packages of Office files (zip): what must be true before one is opened."""

import zipfile

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

MEGABYTE = 1024 * 1024
MAX_MEMBERS = 2000
MAX_RATIO = 200
CHUNK = 256 * 1024


class DocumentError(DomainError):
    """A file that is not taken in: `code` says why, the message what the person can do."""


def check_package(package: zipfile.ZipFile, most_unpacked: int) -> None:
    """Refuse a password, and a zip bomb: by what it declares, then by what it really unpacks to (bytes). Raises DocumentError."""
    members = package.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise DocumentError("encrypted", _("文件设有密码，请取消密码后再上传。"))
    declared = sum(member.file_size for member in members)
    ratio = max((member.file_size / max(member.compress_size, 1) for member in members if member.file_size > MEGABYTE), default=0)
    if len(members) > MAX_MEMBERS or declared > most_unpacked or ratio > MAX_RATIO:
        refuse_bomb()
    unpacked = 0
    for member in members:
        with package.open(member) as stream:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > most_unpacked:
                    refuse_bomb()


def refuse_bomb():
    raise DocumentError("zip_bomb", _("文件解压后过大，为安全起见不予接收。请只保留文字后另存再上传。"))
