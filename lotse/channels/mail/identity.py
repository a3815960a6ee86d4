"""By what two deliveries are known as one mail, read without trusting the mail."""

from hashlib import sha256

from lotse.channels.mail import repairs
from lotse.channels.mail.headers import one_line, raw_text
from lotse.channels.mail.mime import entity
from lotse.channels.mail.outlook import is_saved_by_outlook

# what stations on the way add: the same mail delivered again has other ones
ON_THE_WAY = (
    "received",
    "return-path",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-",
    "dkim-",
    "arc-",
    "authentication-results",
    "delivery-date",
    "status",
)


def identity(raw: bytes) -> tuple[str, str]:
    """The Message-ID as it is written, and a fingerprint of what the sender wrote."""
    if is_saved_by_outlook(raw):  # the same file again, byte for byte
        return "", sha256(raw).hexdigest()
    try:
        mail = entity(repairs.in_order(raw))
    except Exception:  # a mail nobody can read is kept too
        return "", sha256(raw).hexdigest()
    message_id = one_line(raw_text(mail.get("message-id") or "")).replace("\0", "")[:900]
    message_id = message_id.encode("utf-8", "replace").decode()
    if not message_id:
        return "", sha256(raw).hexdigest()
    written = [f"{name}:{value}" for name, value in mail.fields if not name.startswith(ON_THE_WAY)]
    content = "\n".join(sorted(written)).encode("utf-8", "surrogateescape") + b"\n\n" + mail.body.strip()
    return message_id, sha256(content).hexdigest()
