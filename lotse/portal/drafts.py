"""Drafts (Entwürfe): what somebody has typed so far, kept for a while without an account.

A draft is a row of the session store under a key of its own: it outlives the browser's session, can be taken up
with a link, and disappears by itself. Personal words of people who never sent anything live nowhere else.
"""

import secrets
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.models import Session
from django.core import signing
from django.http import HttpRequest

from lotse.people.models import LinkSession
from lotse.tenants.clock import now

LIVES = timedelta(days=14)
DRAFTS = "drafts"  # in the browser's session: service -> id
SALT = "lotse.portal.draft"


class AlreadySent(Exception):
    """The draft was sent, or its time was over, since it was read: it is not kept a second time."""


@dataclass
class Draft:
    """A form on its way."""

    service: str
    edition: int
    answers: dict[str, Any] = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    refused: dict[str, dict[str, str]] = field(default_factory=dict)  # page -> question -> why, "" if the answer tells
    submission: str = field(default_factory=lambda: str(uuid4()))  # a second press opens no second case
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    is_new = True  # nothing of it is kept yet; no field, for the row does not hold it

    @property
    def pk(self) -> UUID:
        """What a link to this draft points at."""
        return UUID(self.id)

    @property
    def row(self) -> str:
        """The key of the row it rests in."""
        return f"draft{self.id}"

    @property
    def seal(self) -> str:
        """A token in the page: whoever still has the page open goes on after the session is over."""
        return signing.dumps(self.id, salt=SALT)

    def save(self) -> datetime:
        """Keep it for another while; return until when. Raises AlreadySent.

        Only a new one makes a row: whoever types while the same form is being sent waits here, and then finds none.
        """
        until = now() + LIVES
        told = {"session_data": Session.objects.encode(asdict(self)), "expire_date": until}
        if self.is_new:
            Session.objects.create(session_key=self.row, **told)
            self.is_new = False
        elif not Session.objects.filter(session_key=self.row).update(**told):
            raise AlreadySent
        return until

    def drop(self) -> None:
        """Forget it, and take its links back."""
        Session.objects.filter(session_key=self.row).delete()
        LinkSession.objects.filter(purpose="draft", subject=self.pk, ended_at=None).update(ended_at=now())

    def link(self) -> str:
        """Hand out a token that takes this draft up again."""
        return LinkSession.hand_out("draft", self, until=self.save())


def find(key: str, *, lock: bool = False) -> Draft | None:
    """The draft of this id, unless it was sent or its time is over."""
    rows = Session.objects.filter(session_key=f"draft{key}", expire_date__gt=now())
    row = (rows.select_for_update(no_key=True) if lock else rows).first()
    if row is None:
        return None
    draft = Draft(**row.get_decoded())
    draft.is_new = False
    return draft


def current(request: HttpRequest, slug: str, *, lock: bool = False) -> Draft | None:
    """What this browser has begun for this service."""
    key = request.session.get(DRAFTS, {}).get(slug)
    return find(key, lock=lock) if key else None


def still_open(request: HttpRequest, slug: str, *, lock: bool = False) -> Draft | None:
    """The draft of the page this post comes from, although the browser's session is over."""
    try:
        key = signing.loads(request.POST.get("entwurf", ""), salt=SALT, max_age=LIVES)
    except signing.BadSignature:
        return None
    draft = find(key, lock=lock)
    return draft if draft and draft.service == slug else None


def take_up(request: HttpRequest, draft: Draft) -> None:
    """Tie the draft to this browser."""
    if not request.session.get(DRAFTS):
        request.session.cycle_key()  # nobody laid this session out for the citizen
    request.session[DRAFTS] = request.session.get(DRAFTS, {}) | {draft.service: draft.id}


def let_go(request: HttpRequest, draft: Draft) -> None:
    """The draft has become a case."""
    request.session[DRAFTS] = {s: key for s, key in request.session.get(DRAFTS, {}).items() if s != draft.service}
    draft.drop()


def by_link(token: str) -> Draft | None:
    """The draft this link points at."""
    link = LinkSession.objects.of(token, "draft").first()
    return find(link.subject.hex) if link else None
