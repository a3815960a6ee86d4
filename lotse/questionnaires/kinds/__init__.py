"""The kinds of questions, by the name they have in a form."""

from lotse.questionnaires.kinds.base import Kind, declined, find_problem, read, read_form, show
from lotse.questionnaires.kinds.choosing import Choice, Choices, YesNo
from lotse.questionnaires.kinds.days import Date, DateTime
from lotse.questionnaires.kinds.persons import ForWhom, Person
from lotse.questionnaires.kinds.places import Address, Place
from lotse.questionnaires.kinds.uploads import File, size_problem
from lotse.questionnaires.kinds.words import Contact, Email, Iban, Name, Number, Phone, Text, Textarea

KINDS: dict[str, Kind] = {
    "text": Text(),
    "textarea": Textarea(),
    "number": Number(),
    "date": Date(),
    "datetime": DateTime(),
    "choice": Choice(),
    "choices": Choices(),
    "yes_no": YesNo(),
    "place": Place(),
    "file": File(),
    "name": Name(),
    "email": Email(),
    "phone": Phone(),
    "contact": Contact(),
    "address": Address(),
    "iban": Iban(),
    "for_whom": ForWhom(),
    "person": Person(),
}

__all__ = ["KINDS", "Kind", "declined", "find_problem", "read", "read_form", "show", "size_problem"]
