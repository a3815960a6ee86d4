"""The hash chain of a timeline: pure."""

import json
from hashlib import sha256

RULE = 1  # version of how an entry is hashed; a new rule gets a new number, old entries keep theirs


def canonical(value):
    """Return one spelling of a JSON value as bytes; floats are refused, their text differs between systems."""
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _refuse_floats(value):
    if isinstance(value, float):
        raise TypeError("The chain holds no floats: write numbers as text or whole.")
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def content_hash(salt, body):
    """Return the hash that stays when content and salt are erased."""
    return sha256(salt.encode() + b"|" + canonical(body)).hexdigest()


def entry_hash(before, entry):
    """Bind every column of the entry to the hash before it."""
    return sha256(before.encode() + told_of(entry)).hexdigest()


def told_of(entry):
    """Return every column of the entry as the chain hashes it."""
    told = [RULE, str(entry.pk), str(entry.case_id), entry.seq, entry.at.isoformat(), entry.kind]
    told += [str(entry.by_id or ""), entry.is_public, entry.data, entry.content_hash]
    return canonical(told)
