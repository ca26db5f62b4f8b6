from django.contrib.auth.views import LogoutView
from django.urls import path

from core.accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/second-factor/", views.SecondFactor.as_view(), name="second_factor"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("work/account/", views.Account.as_view(), name="account"),
    path("work/account/password/", views.PasswordChange.as_view(), name="password_change"),
    path("work/account/second-factor/", views.SecondFactorSetup.as_view(), name="second_factor_setup"),
    path("work/account/second-factor/code.svg", views.second_factor_code, name="second_factor_code"),
    path("work/account/second-factor/backup-codes/", views.backup_codes, name="second_factor_backup_codes"),
    path("work/account/second-factor/remove/", views.SecondFactorRemove.as_view(), name="second_factor_remove"),
]
