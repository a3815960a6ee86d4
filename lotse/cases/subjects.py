"""What a case is called in lists (Betreff): the matter and the place, not the service over again."""

from textwrap import shorten

LONGEST = 120
IN_OWN_WORDS = ("question", "complaint")  # kinds of service where what was said says more than its title


def subject_of(service, form, answers, place=None):
    """„Streunende Katze, Spielplatz Lindenweg“ – or the first telling answer where there is no place."""
    matter = matter_of(service.title)
    where = (place or form.place(answers) or {}).get("address")
    if where:
        return _short(f"{matter}, {where}")
    if service.kind in IN_OWN_WORDS and service.is_open_circle and (said := _first(form, answers, "text", "textarea")):
        return _short(said)
    chosen = _first(form, answers, "choice")
    return _short(f"{matter}: {chosen}" if chosen else matter)


def matter_of(title):
    """What a service is about: „Streunende Katze melden“ without what one does on its page."""
    words = title.split()
    if len(words) > 1 and words[-1].islower() and words[-1].endswith("n") and words[-2][0].isupper():
        return " ".join(words[:-1])
    return title


def _first(form, answers, *kinds):
    """The first answer of this kind that tells of the matter, in words."""
    told = form.told(answers)
    asked = (f for f in form.fields if f.kind in kinds and f.data_class == "matter" and f.key in told)
    return next((text for field in asked if (text := form.text(field, told[field.key]))), "")


def _short(text):
    return shorten(text, LONGEST, placeholder=" …")
