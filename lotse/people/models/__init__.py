from .api_token import ApiToken
from .kept_answer import KeptAnswer
from .link_session import LinkSession
from .person import Absence, Deputy, Membership, Person, Role, RoleGrant
from .requested_address import RequestedAddress
from .requested_membership import RequestedMembership
from .team import Department, Kind, Team

__all__ = [
    "Absence", "ApiToken", "Department", "Deputy", "KeptAnswer", "Kind", "LinkSession", "Membership", "Person",
    "RequestedAddress", "RequestedMembership", "Role", "RoleGrant", "Team",
]  # fmt: skip
