"""The code with which a citizen opens their case: eight letters nobody mistakes, kept as a hash (architecture 12)."""

import secrets

from django.utils.crypto import salted_hmac

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: nobody mistakes one for another


def fresh_code():
    """Return a code that was never given out."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def code_hash(code):
    """Return what is stored of the code a citizen types: case, blanks and hyphens do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("lotse.cases.code", plain, algorithm="sha256").hexdigest()
