"""Who may do what at which address: the whole house as one table (architecture: „who sees which case“).

A new address fails `test_rights_matrix.py` until it has a row here; a row whose address is gone fails it too.
Long because it is one table: a reader compares its rows.
`python -m tests.rights > docs/rights.md` writes the table for readers.
"""

from dataclasses import dataclass, field

# --- who comes

ROLES = {
    "anonymous": "somebody without an account",
    "citizen_a": "citizen, came with number and code of the open case",
    "citizen_b": "citizen, came with the mailed link of the walled case",
    "demir": "citizen with an account, whose case is the closed one",
    "ahlers": "agent of the Bürgerservice, guide",
    "lueders": "lead of the Bürgerservice, deputy of the guide",
    "yilmaz": "agent of another team of the Bürgerservice",
    "janssen": "specialist (Bauhof) who was asked for a part of the open case",
    "sport": "specialist who was asked and sent the transferred case back",
    "oezdemir": "specialist (Ordnungsamt) who took the transferred case over",
    "vogt": "specialist who decides complaints",
    "brandt": "specialist of another department",
    "petersen": "process owner",
    "cetin": "IT",
    "engel": "management",
}
STAFF = tuple(ROLES)[4:]

# --- which cases, and what everybody is to them: who is not named is a "stranger"

CASES = {
    "open": ("a stray cat; a part of the work was offered to the Bauhof", {
        "citizen_a": "own", "ahlers": "guide", "lueders": "guide", "yilmaz": "surface", "janssen": "leg",
    }),
    "walled": ("a passport: data circle „Pass und Melde“", {
        "citizen_b": "own", "ahlers": "surface", "lueders": "guide", "yilmaz": "decides",
    }),
    "confidential": ("a complaint about Frau Ahlers", {"vogt": "guide"}),
    "closed": ("a question, answered and closed", {
        "demir": "own", "ahlers": "guide", "lueders": "guide", "yilmaz": "surface",
    }),
    "transferred": ("a stray cat; sport sent it back, the Ordnungsamt took it over", {
        "ahlers": "guide", "lueders": "guide", "yilmaz": "surface", "oezdemir": "decides", "sport": "former",
    }),
}  # fmt: skip
STANDINGS = {
    "own": "the citizen whose case it is",
    "stranger": "has nothing to do with it, and reads what one reads of a number that does not exist",
    "surface": "sees number, service, status, guide, team and date; in the general circle a reason, which is logged, "
    "opens the content",
    "leg": "was asked for a part of the work: reads the matter, of the person only what was packed",
    "former": "was asked and is done: reads what it had until then",
    "decides": "the responsible team: reads and carries it, and writes to the citizen through the guide",
    "guide": "the guide, deputy or colleague, as far as the data circle lets them read",
}
LOGIN = "login"  # led to the page where one signs in


@dataclass(frozen=True)
class Rule:
    """What becomes of each method at one address.

    `answers` maps a method to statuses by standing (addresses of a case), else by "anonymous", "citizen", "staff" or
    a role. `but` holds exceptions by (method, case, role or standing). `sent` is what a method sends, or a function
    of town and case. `values` fill the address.
    """

    answers: dict
    sent: dict = field(default_factory=dict)
    but: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    is_about_a_case: bool = True


STRANGERS = dict.fromkeys(STANDINGS, 404)
READERS = STRANGERS | {"leg": 200, "former": 200, "decides": 200, "guide": 200}
NEVER = dict.fromkeys(STANDINGS, 405)
SEERS = READERS | {"surface": 200}


def desk(post=None, sent=None, but=None, get=READERS):
    """An address of a case below /arbeit/: the desk is for staff."""
    answers = {"GET": get} if post is None else {"GET": get, "POST": STRANGERS | post}
    return Rule(answers, {"POST": sent or {}}, _post_but(but))


def knowing(post, sent):
    """An address of a case for whom the citizen's name reaches: a packet without it does not."""
    but = {(method, "transferred", "decides"): 404 for method in ("GET", "POST")}
    return Rule({"GET": STRANGERS | dict.fromkeys(post, 200), "POST": STRANGERS | post}, {"POST": sent}, but)


def mine(get=200, post=None, sent=None, but=None):
    """An address of the citizen's own case; all others are led to where number and code are asked."""
    gets = dict.fromkeys(STANDINGS, 405) if get == 405 else dict.fromkeys(STANDINGS, 302) | {"own": get}
    posts = {"POST": dict.fromkeys(STANDINGS, 302) | {"own": post}} if post else {}
    return Rule({"GET": gets} | posts, {"POST": sent or {}}, but or {})


def call(method, answers, sent=None, but=None):
    """A call of a program about a case."""
    exceptions = {(method, case, who): status for (case, who), status in (but or {}).items()}
    return Rule({method: STRANGERS | answers}, {method: sent or {}}, exceptions)


def _post_but(but):
    return {("POST", case, who): status for (case, who), status in (but or {}).items()}


def public(get=200, post=None, sent=None, asked=None, **values):
    """A page for everybody."""
    answers = {"GET": {"anonymous": get}} | ({"POST": {"anonymous": post}} if post else {})
    return Rule(answers, {"POST": sent or {}, "GET": asked or {}}, {}, values, is_about_a_case=False)


def staff(get=200, post=None, sent=None, asked=None, only=STAFF, never=False, **values):
    """A page of the desk that concerns no case, or many: each sees in it what they may see.

    `only` names the roles for whom it is there; `never` marks a deed that nobody can get.
    """
    nobody = {"anonymous": LOGIN, "citizen": 404, "staff": 404}
    gets = {"anonymous": LOGIN, "citizen": 405, "staff": 405} if never else nobody | dict.fromkeys(only, get)
    answers = {"GET": gets} | ({"POST": nobody | dict.fromkeys(only, post)} if post else {})
    return Rule(answers, {"POST": sent or {}, "GET": asked or {}}, {}, values, is_about_a_case=False)


def door(anonymous, signed_in, **values):
    """A page on the way in or out."""
    answers = {"GET": {"anonymous": anonymous, "citizen": signed_in, "staff": signed_in}}
    return Rule(answers, values=values, is_about_a_case=False)


def account(get=200, post=None, sent=None, **values):
    """A page of the own account, for whoever is signed in."""
    answers = {"GET": {"anonymous": LOGIN, "citizen": get, "staff": get}}
    answers |= {"POST": {"anonymous": LOGIN, "citizen": post, "staff": post}} if post else {}
    return Rule(answers, {"POST": sent or {}}, {}, values, is_about_a_case=False)


def program(method, status, sent=None, citizen=None, **values):
    """A call of a program that concerns no case, or many."""
    answers = {method: {"anonymous": 401, "citizen": citizen or status, "staff": status}}
    return Rule(answers, {method: sent or {}}, {}, values, is_about_a_case=False)


# --- what is sent: everything needed for the deed to be done, so that only rights can refuse it

CAT = {"slug": "streunende-katze"}
NUMBER = {"number": "2026-999999"}
THROUGH_THE_GUIDE = {"guide": 303, "decides": 403, "leg": 403, "former": 403}
CARRIED = {"guide": 303, "decides": 303, "leg": 403, "former": 403}
TO_BRANDT = {"kind": "consult", "question": "Was meinen Sie?", "facts": []}


def _handover(town, known):
    return TO_BRANDT | {"to": str(town.baumpflege.pk)}


def _new_guide(town, known):
    return {"to": str(town.lueders.pk), "reason": "Urlaub"}


def _opened_case(town, known):
    return {"service": "frage", "answers": {"frage": "Wann ist offen?"}}


NOBODY_S = "00000000-0000-7000-8000-000000000000"
DESK = {
    "workspace:inbox": staff(),
    "workspace:news": staff(asked={"seit": "1"}),
    "workspace:search": staff(asked={"q": "Querverweis"}),
    "workspace:people": staff(),
    "workspace:notices": staff(),
    "workspace:notice_told": staff(405, post=404, never=True, pk=NOBODY_S),  # whose: workspace/tests/test_notices.py
    "workspace:my_tasks": staff(),
    "workspace:approvals": staff(),
    "workspace:screens": staff(),
    "workspace:new_screen": staff(405, post=200, only=("janssen",), never=True, slug="strassenunterhaltung"),
    "workspace:end_screen": staff(405, post=303, only=("janssen",), never=True, slug="strassenunterhaltung"),
    "workspace:crews": staff(405, post=303, only=("janssen",), never=True, slug="strassenunterhaltung"),
    "workspace:approval": staff(404, post=404, pk=NOBODY_S),  # who is asked: cases/tests/test_approving.py
    "workspace:asking": desk(CARRIED | {"guide": 422, "decides": 422, "leg": 422, "former": 422}, {"text": ""}),
    "workspace:taking_back": Rule({"GET": STRANGERS, "POST": STRANGERS}, values={"pk": NOBODY_S}),
    "workspace:internal": staff(),
    "workspace:new_request": staff(asked={"dienst": "it-stoerung"}),
    "workspace:reservation": staff(404, post=404, pk=NOBODY_S),  # whose hours they are: workspace/tests/test_internal
    "workspace:request_acceptance": desk({}, get=NEVER),  # of a request: workspace/tests/test_internal.py
    "workspace:request_hours": desk({}, get=STRANGERS),
    "workspace:request_return": desk({}, get=STRANGERS),
    "workspace:request_again": desk({}, get=STRANGERS),
    "workspace:request_withdrawal": desk({}, get=STRANGERS),
    "workspace:request_need": Rule({"GET": STRANGERS, "POST": STRANGERS}, values={"pk": NOBODY_S}),
    "workspace:time": desk({"guide": 422, "decides": 422, "leg": 422, "former": 422}, {"hours": ""}),
    "workspace:drop_time": Rule({"GET": NEVER, "POST": STRANGERS}, values={"pk": NOBODY_S}),  # workspace/tests
    "workspace:new_task": desk({"guide": 422, "decides": 422, "leg": 422, "former": 422}, {"text": ""}),
    "workspace:task_done": Rule({"GET": NEVER, "POST": STRANGERS}, values={"pk": NOBODY_S}),  # workspace/tests
    "workspace:task_drop": Rule({"GET": STRANGERS, "POST": STRANGERS}, values={"pk": NOBODY_S}),
    "workspace:item": Rule(
        {"GET": NEVER, "POST": STRANGERS | {"guide": 422, "decides": 422, "leg": 403, "former": 403}},
        but={("POST", "closed", "guide"): 409}, values={"step": "keiner", "item": "keiner"}),
    "workspace:clocks": desk(CARRIED, {"wait": "authority"}, {("closed", "guide"): 409}),
    "workspace:activity": staff(),
    "workspace:new_view": staff(post=422, sent={"name": ""}),
    "workspace:drop_view": staff(405, post=404, never=True, pk=NOBODY_S),
    "workspace:bulk": staff(post=422, sent={"deed": ""}),
    "workspace:bulk_run": staff(404, pk=NOBODY_S),
    "workspace:modules": staff(),
    "workspace:new_text_module": staff(post=422, sent={"title": ""}),
    "workspace:text_module": staff(404, post=404, pk=NOBODY_S),
    "workspace:new_macro": staff(post=422, sent={"name": ""}),
    "workspace:macro": staff(404, post=404, pk=NOBODY_S),
    "workspace:preferences": staff(post=303, sent={"news": "daily"}),
    "workspace:intake": staff(asked={"dienst": "streunende-katze"}),
    "workspace:earlier": staff(asked={"phone": "0221 5550 101"}),
    "workspace:short_answer": staff(post=303, sent={"channel": "phone", "topic": "sonstiges"}),
    "workspace:case": desk(get=SEERS),
    "workspace:file": desk(),
    "workspace:unsent": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 303), {"art": "notiz", "text": "x"},
                            get=NEVER),
    "workspace:presence": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 200), get=NEVER),
    "workspace:choice": desk(),
    "workspace:paper": desk(),
    "workspace:use_macro": Rule({"GET": STRANGERS}, values={"pk": NOBODY_S}),  # only of one's own team: room's tests
    "workspace:opening": desk(
        {"surface": 303, "guide": 303, "decides": 422, "leg": 422, "former": 422}, {"reason": "call"},
        {("walled", "surface"): 422, ("walled", "guide"): 422, ("confidential", "guide"): 422}, get=NEVER,
    ),
    "workspace:belonging": desk({}, {"zu": "2026-999999"}, get=NEVER),  # only to a case one may read: room's tests
    "workspace:merging": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 422), {"number": "2026-999999"}),
    "workspace:splitting": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 422), {"service": ""}),
    "workspace:parting": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 409), {}),
    "workspace:broadcast": desk(THROUGH_THE_GUIDE, {"text": "Guten Tag."}),
    "workspace:message": desk(THROUGH_THE_GUIDE, {"text": "Guten Tag."}),
    "workspace:note": desk({"guide": 303, "decides": 303, "leg": 303, "former": 403}, {"text": "Nur zur Kenntnis."}),
    "workspace:question": desk(THROUGH_THE_GUIDE, {"text": "Was noch?"}, {("closed", "guide"): 409}),
    "workspace:correction": desk({"guide": 422, "decides": 422, "leg": 422, "former": 422},
                                 {"fact": "gibt-es-nicht", "text": "Neu"}),
    "workspace:handover": desk(CARRIED, _handover, {("closed", "guide"): 409}),
    "workspace:acceptance": desk(
        {"leg": 303, "guide": 403, "decides": 409, "former": 403}, get=NEVER),
    "workspace:returning": desk({"leg": 303, "guide": 403, "decides": 303, "former": 403},
                                {"kind": "Anderer Grund", "text": "Das macht jemand anderes."}),
    "workspace:result": desk({"leg": 409, "guide": 403, "decides": 303, "former": 403}, {"text": "Erledigt."}),
    "workspace:link": desk(STRANGERS, get=STRANGERS),  # only of a leg outside the house: tests/browser/test_by_link
    "workspace:work_order": desk(dict.fromkeys(("guide", "decides", "leg"), 200), get=READERS | {"former": 404}),
    "workspace:filing": desk(CARRIED, {"system": "E-Akte", "reference": "32.1-7/26"}),
    "workspace:person": staff(404, pk=NOBODY_S),  # whose concern one reads whole: workspace/tests/test_persons.py
    "workspace:caller": knowing({"guide": 422, "decides": 422}, {}),
    "workspace:representation": knowing({"guide": 422, "decides": 422}, {"name": ""}),
    "workspace:assignment": desk(CARRIED, {"to": ""}),
    "workspace:follow_up": desk(CARRIED, {"note": "Nachsehen"}),
    "workspace:closing": desk(CARRIED, {"result": "erledigt", "answer": "Es ist getan."}, {
        ("open", "guide"): 422, ("transferred", "guide"): 422, ("closed", "guide"): 409,
        ("walled", "guide"): 422, ("walled", "decides"): 422,  # a passport is a decision: its notice is missing
    }),
    "workspace:reopening": desk(dict.fromkeys(("guide", "decides", "leg", "former"), 409), {"text": "Noch offen."},
                                {("closed", "guide"): 303}),
    "workspace:guide": desk(CARRIED, _new_guide, {("confidential", "guide"): 422}),
    "workspace:new_code": desk(CARRIED),
}  # fmt: skip

PORTAL = {
    "portal:start": public(),
    "portal:search": public(asked={"q": "Katze"}),
    "portal:services": public(),
    "portal:topic": public(slug="tiere-umwelt"),
    "portal:service": public(**CAT),
    "portal:service_privacy": public(**CAT),
    "portal:form": public(302, **CAT),
    "portal:form_page": public(200, post=302, page="ort", **CAT),
    "portal:draft": public(302, **CAT),
    "portal:resume": public(404, token="nichts"),
    "portal:check": public(302, **CAT),
    "portal:thanks": public(302, **CAT),
    "portal:status": public(200, post=422, sent={"nummer": "2026-999999", "code": "ABCDEFGH"}),
    "portal:mailed_link": public(404, token="nichts"),
    "portal:order": public(404, post=404, token="nichts"),
    "portal:order_file": public(404, token="nichts", pk=NOBODY_S),
    "portal:screen": public(404, token="nichts"),
    "portal:screen_order": public(404, post=404, token="nichts", leg=NOBODY_S),
    "portal:screen_file": public(404, token="nichts", leg=NOBODY_S, pk=NOBODY_S),
    "portal:work_order": public(404, post=404, token="nichts"),
    "portal:work_order_file": public(404, token="nichts", pk=NOBODY_S),
    "portal:case": mine(),
    "portal:message": mine(405, 302, {"text": "Noch etwas."}),
    "portal:withdrawal": mine(200, 302, but={("GET", "closed", "own"): 302}),
    "portal:facts": mine(),
    "portal:print_out": mine(),
    "portal:rating": mine(405, 302, {"geloest": "ja"}),
    "portal:file": mine(),
    "portal:town_map": public(404),
    "portal:help": public(),
    "portal:imprint": public(),
    "portal:privacy": public(),
    "portal:accessibility": public(),
    "portal:easy_language": public(),
    "portal:sign_language": public(),
    "portal:barrier": public(200, post=302, sent={"text": "Eine Stufe."}),
}

SIGNING_IN = {
    "healthz": public(),
    "account_login": door(200, 302),
    "account_request_login_code": door(200, 302),
    "account_confirm_login_code": door(302, 302),
    "mfa_authenticate": door(LOGIN, 302),
    "account_reauthenticate": account(200),
    "mfa_reauthenticate": account(302),
    "account_inactive": door(200, 200),
    "first_password": door(404, 404, token="nichts"),
    "account_logout": door(302, 200),
    "portal:mine": account(),
    "account": account(),
    "account_change_password": account(200, post=422, sent={"new": ""}),
    "account_set_password": account(200, post=422, sent={"new": ""}),
    "absences": staff(200, post=422, sent={"begins_on": ""}),
    "end_absence": account(405, post=404, pk="00000000-0000-7000-8000-000000000000"),
    "usersessions_list": account(),
    "mfa_index": account(302),
    "mfa_activate_totp": account(302),
    "mfa_deactivate_totp": account(404),
    "mfa_view_recovery_codes": account(404),
    "mfa_generate_recovery_codes": account(302),
    "mfa_download_recovery_codes": account(404),
    "account_signup": door(LOGIN, LOGIN),
    "account_email": account(302),
    "account_reset_password": door(302, 302),
}

IT = ("cetin",)
LEADS = ("lueders", "janssen", "sport", "oezdemir", "vogt", "brandt", "engel", "cetin")
AHLERS_ALONE = ("cetin", "lueders")  # the IT, and the lead of her team
NOT_THERE = {"row": "00000000-0000-7000-8000-000000000000"}
ADMINISTRATION = {
    "administration:people": staff(only=LEADS),
    "administration:new_person": staff(post=422, sent={"login": ""}, only=IT),
    "administration:person": staff(only=AHLERS_ALONE),
    "administration:roles": staff(405, post=302, only=AHLERS_ALONE, never=True),
    "administration:deputy": staff(405, post=422, only=AHLERS_ALONE, never=True),
    "administration:end_deputy": staff(405, post=404, only=AHLERS_ALONE, never=True, **NOT_THERE),
    "administration:away": staff(405, post=422, only=AHLERS_ALONE, never=True),
    "administration:end_away": staff(405, post=404, only=AHLERS_ALONE, never=True, **NOT_THERE),
    "administration:closing": staff(200, post=302, only=IT),
    "administration:opening": staff(405, post=302, only=IT, never=True),
    "administration:link": staff(405, post=302, only=IT, never=True),
    "administration:address": staff(405, post=404, only=LEADS, never=True, **NOT_THERE),
    "administration:membership": staff(405, post=404, only=LEADS, never=True, **NOT_THERE),
    "administration:import": staff(200, post=422, only=IT),
    "administration:departments": staff(only=IT),
    "administration:new_department": staff(200, post=422, sent={"name": ""}, only=IT),
    "administration:department": staff(200, post=422, sent={"name": ""}, only=IT, slug="bauhof"),
    "administration:new_team": staff(200, post=422, sent={"name": ""}, only=IT),
    "administration:team": staff(200, post=422, sent={"name": ""}, only=IT, slug="telefon-empfang"),
    "administration:town": staff(200, post=422, sent={"name": ""}, only=IT),
}

PROGRAMS = {
    "GET /api/v1/openapi.json": public(),
    "GET /api/v1/docs": public(),
    "GET /api/v1/": public(404),
    "GET /api/v1/^.+$": public(404),
    "GET /api/v1/services": program("GET", 200),
    "GET /api/v1/services/{slug}": program("GET", 200, **CAT),
    "GET /api/v1/cases": program("GET", 200, {"q": "Querverweis"}),
    "POST /api/v1/cases": program("POST", 201, _opened_case),
    "GET /api/v1/cases/{number}": call("GET", SEERS | {"own": 200}),
    "GET /api/v1/cases/{number}/timeline": call("GET", READERS | {"own": 200}),
    "POST /api/v1/cases/{number}/messages": call(
        "POST", {"own": 201, "guide": 201, "decides": 403, "leg": 403, "former": 403}, {"text": "Guten Tag."}),
    "POST /api/v1/cases/{number}/notes": call(
        "POST", {"guide": 201, "decides": 201, "leg": 201, "former": 403}, {"text": "Nur zur Kenntnis."}),
    "POST /api/v1/cases/{number}/questions": call(
        "POST", {"guide": 201, "decides": 403, "leg": 403, "former": 403}, {"text": "Was noch?"},
        {("closed", "guide"): 409}),
    "POST /api/v1/cases/{number}/handovers": call(
        "POST", {"guide": 201, "decides": 201, "leg": 403, "former": 403}, TO_BRANDT | {"to": "baumpflege"},
        {("closed", "guide"): 409}),
    "GET /api/v1/handovers/{id}": call("GET", READERS | {"former": 404}),
    "POST /api/v1/handovers/{id}/acceptance": call(
        "POST", {"leg": 200, "guide": 403, "decides": 409, "former": 404}),
    "POST /api/v1/handovers/{id}/return": call(
        "POST", {"leg": 200, "guide": 403, "decides": 200, "former": 404}, {"reason": "Nicht bei uns."}),
    "POST /api/v1/handovers/{id}/result": call(
        "POST", {"leg": 409, "guide": 403, "decides": 200, "former": 404}, {"text": "Erledigt."}),
    "GET /api/v1/cases/{number}/requests": call("GET", READERS),
    "POST /api/v1/cases/{number}/requests": call(
        "POST", dict.fromkeys(("guide", "decides", "leg", "former"), 422), {"service": "gibt-es-nicht"}),
    "POST /api/v1/requests/{number}/acceptance": call("POST", {}),  # of a request: the room's test_requests.py
    "POST /api/v1/requests/{number}/hours": call("POST", {}, {"hours": 1, "reason": "Zu wenig."}),
    "POST /api/v1/requests/{number}/return": call("POST", {}, {"reason": "Nicht bei uns."}),
    "DELETE /api/v1/requests/{number}": call("DELETE", {}, {"reason": "Nicht mehr nötig."}),
    "POST /api/v1/requests/{number}/renewal": call("POST", {}, {"text": "Raum 1.08."}),
    "POST /api/v1/requests/{number}/reservation": call("POST", {}, {"hours": 1}),
    "GET /api/v1/cases/{number}/tasks": call("GET", READERS),
    "POST /api/v1/cases/{number}/tasks": call(
        "POST", {"guide": 201, "decides": 201, "leg": 403, "former": 403}, {"text": "Nachbarn anrufen."},
        {("closed", "guide"): 409}),
    "PATCH /api/v1/tasks/{id}": program("PATCH", 404, {"state": "done"}, id=NOBODY_S),  # the room's test_tasks.py
    "GET /api/v1/cases/{number}/approvals": call("GET", READERS),
    "POST /api/v1/cases/{number}/approvals": call(
        "POST", {"guide": 201, "decides": 201, "leg": 403, "former": 403},
        {"question": "Ja oder nein?", "deciders": ["lohse"]},
        {("closed", "guide"): 409, ("confidential", "guide"): 403}),
    "GET /api/v1/approvals": program("GET", 200),
    "POST /api/v1/approvals/{id}/decision": program("POST", 404, {"decision": "approve"}, id=NOBODY_S),
    "PUT /api/v1/cases/{number}/facts/{key}": Rule(
        {"PUT": STRANGERS | {"guide": 422, "decides": 422, "leg": 403, "former": 403}}, {"PUT": {"value": "Neu"}},
        values={"key": "gibt-es-nicht"}),
    "POST /api/v1/cases/{number}/split": call(
        "POST", dict.fromkeys(("guide", "decides", "leg", "former"), 422),
        {"service": "gibt-es-nicht", "text": "Zwei"}),
    "POST /api/v1/cases/{number}/closure": call(
        "POST", {"guide": 200, "decides": 200, "leg": 403, "former": 403}, {"result": "erledigt", "answer": "Getan."},
        {("open", "guide"): 409, ("transferred", "guide"): 409, ("closed", "guide"): 409,
         ("walled", "guide"): 409, ("walled", "decides"): 409}),
    "GET /api/v1/cases/{number}/duplicates": call("GET", READERS),
    "POST /api/v1/cases/{number}/merge": call("POST", dict.fromkeys(("own", "guide", "decides", "leg", "former"), 404),
        {"into": "2026-999999"}),
    "DELETE /api/v1/cases/{number}/merge": call(
        "DELETE", dict.fromkeys(("guide", "decides", "leg", "former"), 409)),
    "DELETE /api/v1/cases/{number}/closure": call(
        "DELETE", dict.fromkeys(("own", "guide", "decides", "leg", "former"), 409), {"reason": "Noch offen."},
        {("closed", "own"): 200, ("closed", "guide"): 200}),
}  # fmt: skip

SUPPORT = ("ahlers", "lueders", "yilmaz")
WAITING_MAIL = {"pk": "01900000-0000-7000-8000-00000000a001"}  # nobody could place it
LETTER = {"pk": "01900000-0000-7000-8000-00000000a002"}  # to a citizen, about no concern
POSTSTELLE = {
    "mail:waiting": staff(only=SUPPORT),
    "mail:mail": staff(only=SUPPORT, **WAITING_MAIL),
    "mail:original": staff(only=SUPPORT, **WAITING_MAIL),
    "mail:new": staff(200, post=302, sent={"service": "frage"}, only=SUPPORT, **WAITING_MAIL),
    "mail:belonging": staff(200, post=422, sent={"number": "2026-999999"}, only=SUPPORT, **WAITING_MAIL),
    "mail:aside": staff(200, post=302, sent={"reason": "advertising"}, only=SUPPORT, **WAITING_MAIL),
    "mail:letters": staff(),
    "mail:letter": staff(only=SUPPORT, **LETTER),
}

ALL = DESK | POSTSTELLE | PORTAL | SIGNING_IN | ADMINISTRATION | PROGRAMS


# --- what the table says of one question

WITHOUT_AN_ACCOUNT = ("anonymous", "citizen_a", "citizen_b")


def standing(role, case):
    """What this role is to this case."""
    return CASES[case][1].get(role, "stranger")


def needs_a_leg(key):
    """Whether the address is one of a hand-over: only two of the cases have one."""
    return "handovers/{id}" in key or key in (
        "workspace:acceptance",
        "workspace:returning",
        "workspace:result",
        "workspace:link",
        "workspace:work_order",
    )


def is_call(key):
    """Whether a program asks here, with a key instead of a session."""
    return " /api/" in key


def expected(key, method, role, case=None):
    """Return what must come of this role asking here."""
    if not ALL[key].is_about_a_case:
        return _of_a_group(key, ALL[key].answers[method], role)
    if is_call(key):
        return 401 if role == "anonymous" else _of_a_case(key, method, role, case, standing(role, case))
    if key.startswith("workspace:"):
        if role in WITHOUT_AN_ACCOUNT:
            return LOGIN
        return 404 if role == "demir" else _of_a_case(key, method, role, case, standing(role, case))
    mine = standing(role, case) if role.startswith("citizen") or role == "demir" else "stranger"
    return _of_a_case(key, method, role, case, mine)


def _of_a_group(key, answers, role):
    has_none = role == "anonymous" if is_call(key) else role in WITHOUT_AN_ACCOUNT
    group = "anonymous" if has_none else "staff" if role in STAFF else "citizen"
    return answers.get(role, answers.get(group, answers["anonymous"]))


def _of_a_case(key, method, role, case, mine):
    answer = ALL[key].answers[method][mine]
    if needs_a_leg(key) and case not in ("open", "transferred") and answer != 405:
        return 404
    but = ALL[key].but
    return but.get((method, case, role), but.get((method, case, mine), answer))


if __name__ == "__main__":
    from tests.rights_document import write

    write()
