"""The topics (Themen) under which services are listed."""

from django.db.models import Count

from lotse.catalogue.models import Service
from lotse.catalogue.topics import TOPICS


def title_of(slug):
    """The topic as people read it."""
    return TOPICS.get(slug) or slug.replace("-", " ").capitalize()


def topics():
    """Topics with at least one service; an empty one is not shown."""
    counted = (
        Service.objects.for_citizens().running().exclude(topic="").order_by().values("topic").annotate(n=Count("pk"))
    )
    rows = [{"slug": row["topic"], "title": title_of(row["topic"]), "count": row["n"]} for row in counted]
    return sorted(rows, key=lambda row: str(row["title"]))
