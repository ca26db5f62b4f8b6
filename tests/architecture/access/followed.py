"""What the addresses of subscriptions are about, like targets.py."""

from core.accounts.actor import Actor
from portal.subscriptions import services
from portal.subscriptions.models import Subscription
from portal.subscriptions.tokens import CONFIRM, LEAVE, token_to


def made_subscription(city):
    services.subscribe(target={"agency": city.own}, email="resident@example.org", language="zh-hans", by=Actor.system("tests"))
    return Subscription.objects.get()


def token_to_confirm(city):
    return {"token": token_to(CONFIRM, made_subscription(city))}


def token_to_leave(city):
    return {"token": token_to(LEAVE, made_subscription(city))}
