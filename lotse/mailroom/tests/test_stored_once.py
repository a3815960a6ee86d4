from lotse.mailroom.models import Inbound


def store():
    return Inbound.store("buergerservice", b"Betreff: Katze", message_id="<1@post.example>", raw_hash="a" * 64)


def test_a_mail_that_another_poller_stores_just_now_is_one_row(db, monkeypatch):
    first, is_new = store()
    assert is_new
    monkeypatch.setattr(type(Inbound.objects.all()), "first", lambda _rows: None)  # looked a moment too early

    again, is_new = store()

    assert (again.pk, is_new) == (first.pk, False)
    assert Inbound.objects.count() == 1
