"""An address that is put together from kept parts is the one that Django would make."""

from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

FILE = Template('{% url "workspace:file" number pk %}')


def drawn(template, **values):
    """What the template says with these values; asked a second time it says the same."""
    first, again = (template.render(Context(values)) for _time in range(2))
    assert first == again
    return first


def test_each_value_stands_in_its_place():
    for number in ("2026-000001", "2026-000002"):
        pk = uuid4()
        assert drawn(FILE, number=number, pk=pk) == reverse("workspace:file", args=[number, pk])


def test_values_that_are_alike_or_part_of_the_address_are_not_mistaken():
    case = Template('{% url "workspace:case" number %}')
    for number in ("a", "arbeit", "2026-000001", "a"):
        assert drawn(case, number=number) == reverse("workspace:case", args=[number])


def test_signs_that_an_address_does_not_hold_are_written_as_django_writes_them():
    case = Template('{% url "workspace:case" number %}')
    for number in ("2026-000001", "2026 <b>", "Straße", "100%"):
        assert drawn(case, number=number) == reverse("workspace:case", args=[number])


@pytest.mark.parametrize("number", ["", "a/b"])
def test_a_value_that_no_address_takes_is_still_refused(number):
    case = Template('{% url "workspace:case" number %}')
    drawn(case, number="2026-000001")
    with pytest.raises(NoReverseMatch):
        case.render(Context({"number": number}))


def test_a_name_that_stands_in_a_value_is_asked_for_each_time():
    page = Template("{% url name number %}")
    for name in ("workspace:case", "workspace:closing"):
        assert drawn(page, name=name, number="2026-000001") == reverse(name, args=["2026-000001"])


def test_an_address_under_a_name_is_there_or_is_empty():
    named = Template('{% url "workspace:file" number pk as address %}[{{ address }}]')
    pk = uuid4()
    assert drawn(named, number="2026-000001", pk=pk) == f"[{reverse('workspace:file', args=['2026-000001', pk])}]"
    assert drawn(named, number="2026-000001", pk="") == "[]"
