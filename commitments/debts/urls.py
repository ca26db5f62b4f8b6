from django.urls import path

from commitments.debts import views

urlpatterns = [
    path("debts/", views.PublicDebts.as_view(), name="public_debts"),
    path("debts/confirm/", views.FindPayment.as_view(), name="payment_find"),
    path("debts/confirm/answer/", views.AnswerPayment.as_view(), name="payment_answer"),
    path("work/debts/", views.DebtList.as_view(), name="debts"),
    path("work/debts/new/", views.NewDebt.as_view(), name="debt_new"),
    path("work/debts/stock/", views.Stock.as_view(), name="debt_stock"),
    path("work/debts/publish/", views.PublishOverdue.as_view(), name="debts_publish"),
    path("work/debts/payments/", views.PaymentList.as_view(), name="debt_payments"),
    path("work/debts/payments/<int:pk>/", views.PaymentDetail.as_view(), name="debt_payment"),
    path("work/debts/payments/<int:pk>/reverse/", views.ReversePayment.as_view(), name="debt_payment_reverse"),
    path("work/debts/<int:pk>/", views.DebtDetail.as_view(), name="debt"),
    path("work/debts/<int:pk>/edit/", views.AmendDebt.as_view(), name="debt_edit"),
    path("work/debts/<int:pk>/contact/", views.CorrectContact.as_view(), name="debt_contact"),
    path("work/debts/<int:pk>/confirm/", views.ConfirmDebt.as_view(), name="debt_confirm"),
    path("work/debts/<int:pk>/withdraw/", views.WithdrawDebt.as_view(), name="debt_withdraw"),
    path("work/debts/<int:pk>/pay/", views.PayDebt.as_view(), name="debt_pay"),
]
