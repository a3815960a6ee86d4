"""Who answers for the data in this town, for the privacy notices."""

from lotse.people.models import Department
from lotse.portal.offer import Offer
from lotse.privacy.notice import Section, notice
from lotse.tenants.models import Town

OFFICER = "datenschutz"  # the team that watches over data protection


def notice_of(offer: Offer) -> list[Section]:
    """The notice of one service, written from its edition."""
    return notice(offer.content, card())


def card() -> dict[str, str]:
    """The town and its data protection officer as far as the house knows them."""
    town = Town.here()
    told = {"name": town.name, "address": town.address, "phone": town.phone, "email": town.email}
    officer = Department.objects.filter(teams__slug=OFFICER).first()
    if officer:
        told |= {"officer_phone": officer.phone, "officer_email": officer.email}
    return {key: value for key, value in told.items() if value}


def reach(department: Department) -> str:
    """How to reach a department: name, place, telephone, mail."""
    return ", ".join(filter(None, [department.name, department.place, department.phone, department.email]))
