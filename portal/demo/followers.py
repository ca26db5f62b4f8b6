"""Citizens of the demo city who follow a promise, an agency and a search: what happens next is told them by mail."""

from core.accounts.actor import Actor
from core.search.models import PublicEntry
from portal.subscriptions import services
from portal.subscriptions.models import Subscription

FOLLOWER = "resident@yunlan.example"


def follow_promises(agencies):
    promises = PublicEntry.objects.of_kind("commitment").order_by("pk")
    targets = [{"entry": promises.first()}, {"agency": agencies["市住建局"]}, {"words": "电梯", "kind": ""}]
    by = Actor.system("demo")
    for target in targets:
        services.subscribe(target=target, email=FOLLOWER, language="zh-hans", by=by)
    for subscription in Subscription.objects.unconfirmed().order_by("pk"):
        services.confirm(subscription=subscription, by=by)
