"""How every write is answered: one transaction for the deed, and once for each Idempotency-Key."""

from functools import wraps
from hashlib import sha256

from django.db import transaction
from django.http import HttpResponse

from lotse.approvals.refusals import VoteRefused
from lotse.cases.refusals import Refused
from lotse.people.models import KeptAnswer

from .problems import problem, problem_of
from .words import refuse

LONGEST_KEY = 255


def deed(status):
    """Mark a view that changes something; it returns a shape, which is answered with this status.

    A refusal undoes the deed alone (django-ninja would commit half of it when it turns an exception into an
    answer). With an Idempotency-Key the answer is kept in the transaction of the deed: both or neither.
    """

    def mark(view):
        @wraps(view)
        def done(request, *args, **values):
            if request.auth.scope == "read":
                return problem("read-only", "Dieser Schlüssel darf nur lesen. Nehmen Sie einen Schlüssel für alles.")
            key = request.headers.get("Idempotency-Key")
            if key is None:
                return _act(lambda: view(request, *args, **values), status)
            return _once(request, key, lambda: view(request, *args, **values), status)

        return done

    return mark


def _act(view, status):
    try:
        with transaction.atomic():
            shape = view()
            if isinstance(shape, HttpResponse):  # a refusal that stays written, as an answer
                return shape
            return HttpResponse(shape.model_dump_json(by_alias=True), status=status, content_type="application/json")
    except (Refused, VoteRefused) as refusal:
        return problem_of(refusal)


@transaction.atomic
def _once(request, key, view, status):
    """Do the deed for the first request with this key; give every later one the first answer again."""
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        refuse("Idempotency-Key", f"Erlaubt sind 1 bis {LONGEST_KEY} Zeichen.")
    secret = f"{request.auth.secret}|{key}"
    asked = sha256(b"\n".join([request.method.encode(), request.path.encode(), request.body])).hexdigest()
    kept = KeptAnswer.objects.claim(request.auth, key, asked)
    if kept.request_hash != asked:
        return problem("key-used-before", "Nehmen Sie für eine andere Anfrage einen neuen Idempotency-Key.")
    if kept.status:
        again = HttpResponse(kept.open(secret), status=kept.status, content_type=kept.content_type)
        again["Idempotency-Replayed"] = "true"
        return again
    answer = _act(view, status)
    kept.seal(secret, answer.status_code, answer["Content-Type"], answer.content)
    return answer
