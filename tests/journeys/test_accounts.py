"""Signing in: errors, lockout, the second factor; and what one may not see does not exist."""

import time

from django_otp.oath import TOTP

from portal.demo.cast import PASSWORD


def code(secret):
    """What the telephone shows now."""
    import base64

    totp = TOTP(base64.b32decode(secret))
    totp.time = time.time()
    return f"{totp.token():06d}"


def test_wrong_passwords_lock_the_account_for_a_while(visit):
    one = visit()
    one.open("/login/")
    one.press("登录")
    one.reads("有2处需要修改")
    assert one.page.title().startswith("错误：")
    one.page.locator(".errors a").first.click()
    assert one.page.evaluate("document.activeElement.name") == "username"
    one.look("errors")
    for _attempt in range(5):
        one.sign_in("lin", "not the password")
    assert one.heading() == "登录已锁定"
    one.look("locked")
    one.sign_in("lin")
    assert one.heading() == "登录已锁定"  # the right password does not help now


def test_a_second_factor_is_set_up_and_asked_for(visit):
    one = visit("lin")
    one.open("/work/account/")
    one.look("account")
    one.open("/work/account/second-factor/")
    one.look("setup")
    secret = one.page.locator("main code").first.inner_text()
    one.write("验证码", "000000")
    one.press("开启")
    assert one.page.locator(".errors").count() == 1
    one.write("验证码", code(secret))
    one.press("开启")
    one.look("backup-codes")
    backup = one.page.locator("main code").first.inner_text()

    again = visit("lin")
    again.reads("验证码")
    again.open("/work/records/")
    again.reads("验证码")
    again.look("second-factor")
    again.write("验证码", backup)
    again.press("继续")
    again.open("/work/")
    assert again.heading() == "我的待办"


def test_a_password_is_changed(visit):
    one = visit("lin")
    one.open("/work/account/password/")
    one.look("password")
    for name, words in (("old_password", PASSWORD), ("new_password1", "short"), ("new_password2", "short")):
        one.page.locator(f"[name={name}]").fill(words)
    one.press("修改密码")
    one.look("password-short")
    for name, words in (("old_password", PASSWORD), ("new_password1", "a much longer one"), ("new_password2", "a much longer one")):
        one.page.locator(f"[name={name}]").fill(words)
    one.press("修改密码")
    one.reads("密码已修改")
    one.sign_out()
    one.look("signed-out")
