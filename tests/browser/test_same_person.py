"""„Dieselbe Person“ beside a new concern: what was chosen stays while one types on, and can be taken back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_person_chosen_stays_while_one_types_on_and_can_be_taken_back(
    page, address, sit_down, make_case, town, axe
):
    case = make_case()
    sit_down(case.guide)
    page.goto(address("/arbeit/neu/?dienst=streunende-katze"))
    email, phone = page.locator("#id_email"), page.locator("#id_phone")
    email.fill(case.citizen.email)
    email.blur()
    another = page.get_by_label("Eine andere Person", exact=True)
    same = page.get_by_label("Dieselbe Person: ")
    expect(another).to_be_checked()

    same.check()
    phone.fill("0221 4711")
    with page.expect_response("**/arbeit/neu/frueher/**"):
        phone.blur()
    expect(same).to_be_checked()
    axe(page)

    another.check()
    expect(same).not_to_be_checked()
