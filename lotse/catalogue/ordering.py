"""Who may order an internal service (bestellbar von), as its edition says; where it says nothing, everybody may.

The rule is a value of the edition, `{"leads": true, "roles": [...], "departments": [...]}`: one of it suffices. It is
asked for the team in whose name somebody orders. A deputy orders like the lead, also for a team they do not work in; a
role is one's own.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lotse.people.models import Department, Kind, Membership, Role, Team

from .refusals import UnfitOrderers

EVERYBODY, LEADS = "everybody", "leads"
LISTS = {"role": "roles", "department": "departments"}
ROLES = {role.value: role for role in Role if role != Role.LEAD}  # who leads, says `leads`


def rule_of(chosen):
    """Return the rule that these words make: `everybody` alone; else `leads`, `role:CODE`, `department:SLUG`.

    Raises UnfitOrderers for any other word; whether role and department exist, `refuse_unfit` says.
    """
    if list(chosen) == [EVERYBODY]:
        return {}
    named: dict[str, list[str]] = {name: [] for name in LISTS.values()}
    for word in dict.fromkeys(chosen):
        kind, _colon, code = word.partition(":")
        if kind in LISTS and code:
            named[LISTS[kind]].append(code)
        elif word != LEADS:
            sentence = _("„%(word)s“ sagt hier nicht, wer bestellt. „everybody“ steht allein.")
            raise UnfitOrderers(sentence % {"word": word})
    return {"leads": LEADS in chosen, **named}


def with_orderers(content, rule):
    """Return the content with this rule, and with the words that tell it; nobody is named where everybody orders."""
    rest = {key: value for key, value in content.items() if key not in ("ordered_by", "orderers")}
    return rest | ({"ordered_by": in_words(rule), "orderers": rule} if rule else {})


def in_words(rule):
    """Say who orders, in the language of the edition: leads, roles, departments by name."""
    with override(settings.LANGUAGE_CODE):
        leads = [_("Leitungen")] if rule.get("leads") else []
        roles = [str(ROLES[code].label) for code in rule.get("roles", ()) if code in ROLES]
    departments = Department.objects.filter(slug__in=rule.get("departments", ())).order_by("name")
    return ", ".join([*leads, *roles, *departments.values_list("name", flat=True)])


def refuse_unfit(service, rule):
    """Raise UnfitOrderers where the edition of this service cannot hold this rule; no rule fits every service."""
    if not rule:
        return
    if not service.is_internal:
        sentence = _("„%(service)s“ ist für Bürgerinnen und Bürger. Wer bestellt, sagt nur ein interner Dienst.")
        raise UnfitOrderers(sentence % {"service": service.title})
    if not _is_readable(rule):
        raise UnfitOrderers(
            _("Wer bestellt, sind Leitungen, Rollen oder Fachbereiche. Anderes versteht Lotse hier nicht.")
        )
    roles, departments = rule.get("roles", ()), rule.get("departments", ())
    if not (rule.get("leads") or roles or departments):
        raise UnfitOrderers(_("So könnte niemand den Dienst bestellen. Nennen Sie, wer es darf."))
    if unknown := [code for code in roles if code not in ROLES]:
        sentence = _("Die Rolle „%(role)s“ kann hier nichts bestellen. Es geht mit: %(roles)s.")
        raise UnfitOrderers(sentence % {"role": unknown[0], "roles": ", ".join(ROLES)})
    inside = Department.objects.exclude(kind=Kind.OUTSIDE).filter(slug__in=departments).values_list("slug", flat=True)
    if departments and (unknown := sorted(set(departments) - set(inside))):
        sentence = _("Im Haus gibt es diese Fachbereiche nicht: %(departments)s.")
        raise UnfitOrderers(sentence % {"departments": ", ".join(unknown)})


def _is_readable(rule):
    lists = [rule.get(name, []) for name in LISTS.values()] if isinstance(rule, dict) else [None]
    return all(isinstance(each, list) and all(isinstance(code, str) for code in each) for each in lists) and (
        rule.keys() <= {LEADS, *LISTS.values()} and isinstance(rule.get(LEADS, False), bool)
    )


class Orderer:
    """One colleague, and for which of their teams they may order what."""

    def __init__(self, person):
        self.person = person
        self.teams = list(person.teams.select_related("department").order_by("name"))
        leads = Membership.objects.filter(is_lead=True, person__in=person.acts_for_ids)
        self._led = set(leads.values_list("team", flat=True))
        others = self._led - {team.pk for team in self.teams}
        elsewhere = Team.objects.filter(pk__in=others).select_related("department").order_by("name")
        self._stood_in_for = list(elsewhere) if others else []

    def teams_for(self, rule):
        """Return the teams in whose name this person may order what says this rule: the own ones first, by name.

        Where leads order, also the teams led by those they stand in for.
        """
        stood_in_for = self._stood_in_for if rule and rule.get("leads") else []
        return [team for team in [*self.teams, *stood_in_for] if not rule or self._may(rule, team)]

    def _may(self, rule, team):
        return (
            (rule.get("leads") and team.pk in self._led)
            or self.person.has_role(*rule.get("roles", ()))
            or team.department.slug in rule.get("departments", ())
        )
