"""Which addresses the walk for accessibility opens, and how: read from the table of rights.

A page that somebody may open is opened as the first of `VISITORS` who may. What is no page of its own is named here:
it is reached by doing something (`STATES`), or it never is a page (`NEVER`, with the reason).
"""

from tests.rights import ALL, expected, is_call
from tests.rights import NEVER as NOBODY_GETS

# who goes through the house, and with which of the five cases
VISITORS = [
    ("anonymous", None), ("citizen_a", "open"), ("ahlers", "open"), ("cetin", None), ("janssen", "open"),
    ("oezdemir", "transferred"),
]  # fmt: skip

# opened by what leads there: the name of the walk in tests/browser/test_walk.py
STATES = {
    "portal:form": "a_citizen_reports",
    "portal:draft": "a_citizen_reports",
    "portal:resume": "a_citizen_reports",
    "portal:check": "a_citizen_reports",
    "portal:thanks": "a_citizen_reports",
    "portal:mailed_link": "the_mailed_link",
    "portal:order": "an_order_by_link",
    "workspace:link": "an_order_by_link",
    "portal:work_order": "a_work_order_on_paper",
    "portal:screen": "a_screen_on_the_wall",
    "portal:screen_order": "a_screen_on_the_wall",
    "account_confirm_login_code": "a_code_by_mail",
    "first_password": "the_first_password",
    "mfa_authenticate": "the_second_factor",
    "mfa_reauthenticate": "the_second_factor",
    "mfa_activate_totp": "the_second_factor",
    "mfa_deactivate_totp": "the_second_factor",
    "mfa_view_recovery_codes": "the_second_factor",
    "mfa_generate_recovery_codes": "the_second_factor",
}
FILE = "a file, shown by the program it belongs to"
DEED = "a deed: whoever opens its address reads the page of 405, which is walked once"
DATA = "words for a program"
LEADS_ON = "leads on to another page of this table"
NEVER = {
    "workspace:file": FILE,
    "portal:file": FILE,
    "portal:order_file": FILE,
    "portal:work_order_file": FILE,
    "portal:screen_file": FILE,
    "mail:original": FILE,
    "mfa_download_recovery_codes": FILE,
    "healthz": DATA,
    "portal:town_map": FILE,
    "workspace:news": DATA,
    "workspace:text_module": "the form of the new one, filled",
    "workspace:macro": "the form of the new one, filled",
    "workspace:use_macro": "a form like other deeds, walked in tests/browser/test_modules.py",
    "workspace:bulk_run": "one's own deed on many cases, walked in tests/browser/test_bulk.py",
    "workspace:approval": "opened by whoever is asked, tests/browser/test_decisions.py",
    "workspace:taking_back": "on a case with an open approval, tests/browser/test_decisions.py",
    "workspace:reservation": "opened by whoever may reserve hours, tests/browser/test_internal_requests.py",
    "workspace:request_hours": "of an internal request, tests/browser/test_internal_requests.py",
    "workspace:request_return": "of an internal request, tests/browser/test_internal_requests.py",
    "workspace:request_again": "of an internal request, tests/browser/test_internal_requests.py",
    "workspace:request_withdrawal": "of an internal request, tests/browser/test_internal_requests.py",
    "workspace:request_need": "of an internal request, tests/browser/test_internal_requests.py",
    "workspace:person": "opened from a concern, walked in tests/browser/test_caller.py",
    "workspace:task_drop": "of a task, tests/browser/test_tasks.py",
    "workspace:earlier": "a part of the intake, walked with it",
    "mfa_index": LEADS_ON,
    "account_signup": LEADS_ON,
    "account_email": LEADS_ON,
    "account_reset_password": LEADS_ON,
}
A_PAGE_FOR_PROGRAMMERS = "GET /api/v1/docs"


def why_never(key):
    """Say why this address is never a page; empty if it is one."""
    gets = ALL[key].answers.get("GET")
    if is_call(key) and key != A_PAGE_FOR_PROGRAMMERS:
        return DATA
    if gets is None or gets == NOBODY_GETS or set(gets.values()) <= {405, "login", 404, 302} and 405 in gets.values():
        return DEED
    return NEVER.get(key, "")


def who_opens(key):
    """Return the first visitor who may open this page, with their case; nothing if nobody may."""
    if key in STATES or why_never(key) or "GET" not in ALL[key].answers:
        return None
    for role, case in VISITORS:
        if (case or not ALL[key].is_about_a_case) and expected(key, "GET", role, case) == 200:
            return role, case
    return None
